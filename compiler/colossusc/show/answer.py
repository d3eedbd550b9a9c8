"""The answer to `solve`: for people, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from colossusc.ask.solve import Answer
from colossusc.ask.trial import Failing
from colossusc.diagnostic import Diagnostic
from colossusc.ir import END
from colossusc.show.record import encoded, record
from colossusc.show.report import Report
from colossusc.show.visible import visible
from colossusc.values.calendar import FIRST_DAY, show_date

_VERBS = {"fails": "fails", "open": "is open", "mistaken": "is reported"}


def text(answer: Answer) -> str:
    """A sentence with the value, then what it stands on, a line each."""
    return "".join(f"{visible(line)}\n" for line in _lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    edge, shown = answer.edge, answer.scale.shown
    sense, what = answer.question.sense, f"`{answer.target.path}`{_days(answer)}{_scenario(answer)}"
    if edge.last is None:
        yield f"no {what} was found at which everything holds"
    elif edge.next is None:
        up = "up" if sense == "most" else "down"
        yield f"nothing limits {what}: everything holds {up} to {shown(edge.last)}, where the search ended"
    else:
        yield f"{sense} {what}: {shown(edge.last)}"
    if edge.last is not None and edge.last != answer.now:
        more = "more" if edge.last > answer.now else "less"
        if not hasattr(answer.target.value.type, "dimension"):
            more = "later" if edge.last > answer.now else "earlier"
        yield f"  {answer.scale.difference(edge.last - answer.now)} {more} than the plan's {shown(answer.now)}"
    if answer.failing_now:
        yield f"  at {shown(answer.now)}{_own(answer)}: {_all(answer.failing_now)}"
    if edge.last is not None and edge.next is not None:
        yield f"  everything holds at {shown(edge.last)}; at {shown(edge.next)}: {_all(answer.failing_next)}"
    elif edge.next is not None and edge.next != answer.now:
        yield f"  at {shown(edge.next)}, where that is mended: {_all(answer.failing_next)}"
    if edge.against:
        told = ", ".join(f"{'holds' if held else 'fails'} at {shown(at)}" for at, held in edge.against)
        yield f"  not monotone: {told}; this is the first place found at which something fails"
    for each in answer.open_always:
        yield f"  set aside, open whatever the value is: {each.words}"
    later = min((each.start for each in answer.failing_now), default=answer.start)
    if edge.last is None and later > answer.start:
        yield f"  help: `--until {show_date(later)}` asks about the days before anything fails"
    elif edge.last is None:
        yield "  help: `--ignore CODE` leaves out a rule that no value mends, `--rule CODE` asks about one only"


def _all(failing: Sequence[Failing]) -> str:
    told = list(dict.fromkeys(f"{each.words} {_VERBS[each.verdict]}" for each in failing))
    return ", ".join(told[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")


def _own(answer: Answer) -> str:
    """How the value that the search began at comes from the plan's."""
    if answer.own == answer.scale.value(answer.now):
        return ", which the plan has"
    return f", near the plan's ({answer.target.value.type.show(answer.own)})"


def _days(answer: Answer) -> str:
    start = f" from {show_date(answer.start)}" if answer.start > FIRST_DAY else ""
    end = f" until {show_date(answer.end)}" if answer.end < END else " on" if start else ""
    return start + end


def _scenario(answer: Answer) -> str:
    return f" in scenario `{answer.question.scenario}`" if answer.question.scenario else ""


def findings(answer: Answer) -> list[Diagnostic]:
    """What sets the limit: the findings at the next value, the first of each rule."""
    found: dict[tuple[str, str], Diagnostic] = {}
    for each in answer.failing_next:
        found.setdefault(each.key, each.finding)
    return list(found.values())


def as_json(answer: Answer) -> str:
    """The question, the answer, and the findings at the next value, as JSON."""
    edge = answer.edge
    report = Report(findings(answer), (), "error", True, len(answer.failing_next), 0)
    content = {
        "format": "colossusc-answer",
        "version": 1,
        "sense": answer.question.sense,
        "campus": answer.target.subject.campus.name,
        "path": answer.target.path,
        "scenario": answer.question.scenario or None,
        "from": show_date(answer.start) if answer.start > FIRST_DAY else None,
        "until": show_date(answer.end) if answer.end < END else None,
        "plan": _value(answer, answer.now),
        "answer": _value(answer, edge.last),
        "next": _value(answer, edge.next),
        "monotone": not edge.against,
        "tried_against": [{**(_value(answer, at) or {}), "holds": held} for at, held in edge.against],
        "failing_in_plan": [_failing(each) for each in answer.failing_now],
        "binding": [_failing(each) for each in answer.failing_next],
        "set_aside": [_failing(each) for each in answer.open_always],
        "findings": [record(each, report) for each in findings(answer)],
        "trials": answer.trials,
    }
    return f"{encoded(content, indent=2)}\n"


def _value(answer: Answer, place: int | None) -> dict[str, Any] | None:
    """A value as shown, with its number in its unit as a decimal text; a date has none."""
    if place is None:
        return None
    unit = answer.scale.unit
    found: dict[str, Any] = {"shown": answer.scale.shown(place)}
    if hasattr(answer.target.value.type, "dimension"):
        found["value"] = answer.scale.shown(place).split(" ")[0].replace(",", "")
        found["unit"] = unit.symbol if unit is not None else ""
    return found


def _failing(each: Failing) -> dict[str, str]:
    return {"rule": each.rule, "subject": each.finding.subject, "verdict": each.verdict, "period": each.finding.period}
