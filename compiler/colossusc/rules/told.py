"""One mistake is told once.

What one object does not give is one warning, however many rules of the library want for it: the first says it, and
names the other rules and what else they want of that object. What one says of a part of an array, and of another part
for the same reasons, is one finding too. A `require`, and a rule of the plan's own, is a question of its own. Each rule
keeps its verdicts: the report lists them.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from colossusc.diagnostic import RANK, Diagnostic
from colossusc.elaborate.arrays import split_key
from colossusc.language import _
from colossusc.rules.verdict import Interval, Outcome, Want
from colossusc.source import Span


@attrs.frozen
class _Wanting:
    """A finding that wants for something, of one interval."""

    interval: Interval
    finding: Diagnostic
    wants: Want


def told_once(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes, with one finding for each mistake."""
    return tuple(_parts_once(outcome) for outcome in _wants_once(outcomes))


def _wants_once(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """With one finding for all that want for something of one object: that of the severest rule."""
    wanting: dict[tuple[Span | None, bool], list[_Wanting]] = {}
    for outcome in outcomes:
        for interval in outcome.intervals if outcome.heading.of_library else ():
            found, wants = interval.finding, interval.wants
            if found is not None and wants is not None and found.waiver is None:
                wanting.setdefault((wants.place, found.past), []).append(_Wanting(interval, found, wants))
    changed = {each.interval: said for alike in wanting.values() for each, said in _as_one(alike)}
    return tuple(_with(outcome, changed) for outcome in outcomes) if changed else outcomes


def _as_one(alike: list[_Wanting]) -> Iterable[tuple[_Wanting, Diagnostic | None]]:
    """What is said of each: the first of the severest for all of them, of its own rule's other intervals no less."""
    first = max(alike, key=lambda each: RANK[each.finding.severity])
    codes = sorted({each.finding.code for each in alike} - {first.finding.code})
    fields = dict.fromkeys(field for each in alike for field in each.wants.fields if field != first.wants.fields[0])
    notes = [_("not given either: {names}", names=_listed(fields))] if fields else []
    notes += [_("{names} cannot be judged either", names=_listed(codes))] if codes else []
    for each in alike:
        if each is first:
            yield each, attrs.evolve(each.finding, notes=(*each.finding.notes, *notes))
        else:
            yield each, each.finding if each.finding.code == first.finding.code else None


def _parts_once(outcome: Outcome) -> Outcome:
    """With one finding for all parts of an array of which the same is said, but for their names."""
    alike: dict[tuple[str, Diagnostic], list[Interval]] = {}
    for interval in outcome.intervals if outcome.heading.of_library else ():
        if (found := interval.finding) is not None and found.waiver is None and found.ledger is None:
            reasons = attrs.evolve(found, message="", subject="", helps=(), fixes=())
            alike.setdefault((split_key(found.subject)[0], reasons), []).append(interval)
    changed: dict[Interval, Diagnostic | None] = {}
    for first, *others in alike.values():
        subjects = [each.finding.subject for each in others if each.finding is not None]
        if first.finding is not None and subjects:
            note = _("the same is true of {names}", names=_listed(subjects))
            changed[first] = attrs.evolve(first.finding, notes=(*first.finding.notes, note))
            changed |= dict.fromkeys(others)
    return _with(outcome, changed) if changed else outcome


def _with(outcome: Outcome, changed: dict[Interval, Diagnostic | None]) -> Outcome:
    judgements = tuple(
        attrs.evolve(
            judgement,
            intervals=tuple(
                attrs.evolve(each, finding=changed[each]) if each in changed else each for each in judgement.intervals
            ),
        )
        for judgement in outcome.judgements
    )
    return attrs.evolve(outcome, judgements=judgements)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
