"""How much room a campus has, in words and for the model."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.ask.headroom import Headroom
from colossusc.ask.headroom import Row as Asked
from colossusc.ask.solve import Answer
from colossusc.emit.phrases import period
from colossusc.ir import END
from colossusc.language import _, marked, ngettext, pgettext
from colossusc.values.calendar import FIRST_DAY, show_date

_HEADS = {"most": marked("the most"), "least": marked("the least")}


@attrs.frozen
class Row:
    """One value: what the plan has, how far it can go, and what sets the limit."""

    path: str  # of the value
    sense: str  # the most or the least
    now: str  # what the plan has
    limit: str  # empty where there is none
    spare: str  # from the plan to the limit
    period: str  # when, in words
    why: str  # the rules that set the limit


def rows(headroom: Headroom | None) -> tuple[Row, ...]:
    """The table of the report."""
    return tuple(_row(each) for each in headroom.rows) if headroom is not None else ()


def _row(asked: Asked) -> Row:
    path, sense, answer = asked.target.path, _(_HEADS[asked.sense]), asked.answer
    if answer is None:
        now = asked.target.value.type.show(asked.target.own(asked.start))
        why = _("the plan fails as it is: {findings}", findings=_words(asked.failing))
        return Row(path, sense, now, "", "", period(asked.start, END), why)
    shown, edge, days = answer.scale.shown, answer.edge, period(answer.start, answer.end)
    now = shown(answer.now)
    if edge.last is None:
        why = _("no value holds: {findings}", findings=_words(answer.failing_next))
        return Row(path, sense, now, "", "", days, why)
    why = _words(answer.failing_next) or _("nothing limits it")
    if edge.against:
        tried = ", ".join(
            _("holds at {value}", value=shown(at)) if held else _("fails at {value}", value=shown(at))
            for at, held in edge.against
        )
        why = _("{limit}, but not monotone: {tried}", limit=why, tried=tried)
    limit = shown(edge.last) if edge.next is not None else pgettext("limit", "none")
    return Row(path, sense, now, limit, _spare(answer) if edge.next is not None else "", days, why)


def _spare(answer: Answer) -> str:
    """How far the limit is from what the plan has; with a minus where the plan is beyond it."""
    assert answer.edge.last is not None
    places = answer.edge.last - answer.now
    beyond = (places if answer.question.sense == "most" else -places) < 0
    return ("-" if beyond else "") + answer.scale.difference(places)


def _words(failing: Any) -> str:
    """`PWR001 on `c` and 2 more`."""
    told = list(dict.fromkeys(f"{each.words}{_(' (open)') if each.verdict == 'open' else ''}" for each in failing))
    names, more = ", ".join(told[:2]), len(told) - 2
    return names if more <= 0 else ngettext("{name} and {n} more", "{name} and {n} more", more, name=names)


def as_json(headroom: Headroom | None) -> list[dict[str, Any]]:
    """The same for the model: `limit` is null where there is none."""
    found = []
    for row, asked in zip(rows(headroom), headroom.rows if headroom is not None else (), strict=True):
        answer = asked.answer
        end = answer.end if answer is not None else END
        failing = answer.failing_next if answer is not None else asked.failing
        after = answer.edge.next if answer is not None and answer.edge.last is not None else None
        found.append(
            {
                "path": row.path,
                "sense": asked.sense,
                "from": show_date(asked.start) if asked.start > FIRST_DAY else None,
                "until": show_date(end) if end < END else None,
                "plan": row.now,
                "limit": row.limit if after is not None else None,
                "spare": row.spare if after is not None else None,
                "next": answer.scale.shown(after) if answer is not None and after is not None else None,
                "fails_already": answer is None,
                "monotone": answer is None or not answer.edge.against,
                "binding": [{"rule": each.rule, "subject": each.finding.subject} for each in failing],
            }
        )
    return found
