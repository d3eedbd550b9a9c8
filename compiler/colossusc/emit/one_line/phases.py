"""The diagram of a campus at each phase, with what is new, changed or gone since the phase before."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.phases import phase_days
from colossusc.emit.one_line.diagram import Change, Diagram, Line, Node, Tie
from colossusc.emit.one_line.frame import WARNING
from colossusc.emit.one_line.letters import wrapped
from colossusc.emit.one_line.page import SMALL
from colossusc.emit.one_line.reading import Reading, State, read
from colossusc.emit.one_line.words import ROOM, power
from colossusc.expr.types import DATE
from colossusc.ir import END, Item
from colossusc.language import _, marked, pgettext
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, show_date
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import is_uncertain, least_of


@attrs.frozen
class Moment:
    """A day to draw, and how it is told."""

    phase: str
    day: int
    words: str


def moments(campus: Item) -> tuple[Moment, ...]:
    """The phases in the order of time. One that is known to a window is drawn on the last day of it, when all that
    hangs on it is there."""
    found = []
    for name, day in phase_days(campus).items():
        last = last_of(day)
        at = last if last <= LAST_DAY else first_of(day)
        found.append(Moment(name, at, _("Phase {name}, {day}", name=name, day=DATE.show(day))))
    return tuple(sorted(found, key=lambda moment: moment.day))


def only_moment(facts: Facts, campus: Item, as_of: int | None) -> Moment:
    """The day on which a campus without phases is drawn: `as_of`, or the first one after which nothing changes."""
    steps = [facts.steps(campus, name) for name in ("firm_supply", "facility_load")]
    day = max(start for each in steps for start in each.starts if start < END) if as_of is None else as_of
    return Moment("", day, show_date(day) if day > FIRST_DAY else _("at any time"))


def diagram(facts: Facts, campus: Item, moment: Moment, since: Moment | None) -> Diagram:
    """What a campus is at one moment, with what has changed since another one."""
    before = read(facts, campus, since.day) if since is not None else None
    return _diagram(facts, campus, moment, since, _marked(read(facts, campus, moment.day), before))


def _diagram(facts: Facts, campus: Item, moment: Moment, since: Moment | None, reading: Reading) -> Diagram:
    words = [moment.words]
    for name, called in (
        ("facility_load", marked("facility load {power}")),
        ("firm_supply", marked("firm supply {power}")),
    ):
        value = facts.steps(campus, name).at(moment.day)
        words += [] if missing(value) else [_(called, power=power(value))]
    words += _shortage(facts.steps(campus, "margin").at(moment.day))
    if since is not None:
        words.append(_("changes since {phase}, {day}", phase=since.phase, day=show_date(since.day)))
    nodes = [state.node for state in reading.states.values()]
    title = _("{name}: one-line diagram", name=campus.label)
    if campus.scenario:
        title = _("{name}, scenario {scenario}: one-line diagram", name=campus.label, scenario=campus.scenario)
    ties = [tie.node for tie in reading.ties if tie.node is not None]
    told = "; ".join(_told(node) for node in (*nodes, *ties))
    return Diagram(
        title,
        " · ".join(words),
        f"{_(WARNING)}. {'; '.join(words)}. {told}.",
        tuple(nodes),
        reading.feeds,
        reading.ties,
    )


def _shortage(margin: Any) -> list[str]:
    """By how much the firm supply falls short of the load."""
    if missing(margin) or least_of(margin) >= 0:
        return []
    return [_("may be short") if is_uncertain(margin) else _("short by {power}", power=power(-margin))]


def _told(node: Node) -> str:
    marks = [
        *([pgettext("since before", node.change)] if node.change else []),
        *([_("overloaded")] if node.over else []),
    ]
    return f"{node.full} [{', '.join(marks)}]" if marks else node.full


# ------------------------------------------------------------------------------------------------------- changes


def _marked(now: Reading, before: Reading | None) -> Reading:
    """What is new, changed or gone since before; what is gone is still drawn, where it was."""
    if before is None:
        return now
    gone = before.states.keys() - now.states.keys()
    states = {}
    for key in _merged(tuple(before.states), tuple(now.states)):
        if key in gone:
            old = before.states[key]
            states[key] = attrs.evolve(old, node=_with(old.node, "gone", _("− gone")))
        else:
            states[key] = _since(now.states[key], before.states.get(key))
    feeds = [*now.feeds, *(pair for pair in before.feeds if gone.intersection(pair))]
    was = {tie.node.key: tie.node for tie in before.ties if tie.node is not None}
    ties = [attrs.evolve(tie, node=_tie_since(tie, was)) for tie in now.ties]
    known = {(tie.one, tie.other) for tie in now.ties}
    ties += (
        attrs.evolve(tie, node=_with(tie.node, "gone", _("− gone")))
        for tie in before.ties
        if tie.node is not None and (tie.one, tie.other) not in known
    )
    return Reading(states, tuple(dict.fromkeys(feeds)), tuple(ties))


def _merged(before: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    """All keys in the order of now, and what is gone behind what it stood behind before."""
    found, known = list(now), set(now)
    for place, key in enumerate(before):
        if key not in known:
            found.insert(found.index(before[place - 1]) + 1 if place else 0, key)
            known.add(key)
    return found


def _tie_since(tie: Tie, was: dict[str, Node]) -> Node | None:
    node = tie.node
    if node is None:
        return None
    old = was.get(node.key)
    if old is None:
        return _with(node, "new", _("+ new"))
    if old.open is not node.open:
        return _with(node, "changed", _("Δ was {before}", before=_("N.O.") if old.open else _("N.C.")))
    return node


def _since(state: State, before: State | None) -> State:
    if state.node.sort == "assumed":
        return state
    if before is None:
        return attrs.evolve(state, node=_with(state.node, "new", _("+ new")))
    old = [each for each in before.stated if each not in state.stated]
    if before.stated == state.stated:
        return state
    return attrs.evolve(
        state, node=_with(state.node, "changed", _("Δ was {before}", before=", ".join(old)) if old else _("Δ changed"))
    )


def _with(node: Node, change: Change, words: str) -> Node:
    assert change
    lines = node.lines
    if change == "gone":  # what it carried is no more
        lines = tuple(line for line in lines if line.style in ("name", "tag", "figure"))
    more = (Line(line, change) for line in wrapped(words, SMALL, ROOM, 2, bold=True))
    return attrs.evolve(node, lines=(*lines, *more), change=change, over=node.over and change != "gone")
