"""The plan and its scenarios side by side: what each changes, key figures on key dates, rules, and what is bought.

A figure or verdict that differs from the plan's is marked. A bill of its own is written only for a scenario that buys
other quantities than the plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from colossusc.analyses.fact import missing
from colossusc.diagnostic import RANK
from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.variants import given_by
from colossusc.emit import bom, dues, findings, rules, verdict
from colossusc.emit.dated import Dated
from colossusc.emit.figures import cell, common_unit
from colossusc.emit.margins import margins
from colossusc.emit.model import Run
from colossusc.emit.phrases import cites, counted, graded, place, things, value_over_time
from colossusc.ir import Entry, Item, Scenario, Value, default_value
from colossusc.language import _, marked, pgettext
from colossusc.rules.variants import merged
from colossusc.rules.verdict import CampusResult
from colossusc.syntax import nodes
from colossusc.values.calendar import show_date
from colossusc.values.number import Number
from colossusc.values.uncertain.dates import first_of
from colossusc.values.uncertain.expression import Uncertain

_FACTS = (
    (marked("facility load"), "facility_load"),
    (marked("firm supply"), "firm_supply"),
    (marked("margin"), "margin"),
)


@attrs.frozen
class Cell:
    """What the plan, or a scenario, has in one row."""

    text: str  # the figure or verdict
    differs: bool = False  # from the plan's
    look: str = ""  # of a verdict: fails, warns, noted, open, near, holds


@attrs.frozen
class Row:
    """One figure or verdict of the plan and of each scenario."""

    head: str  # what it is
    cells: tuple[Cell, ...]  # of the plan, then of each scenario

    @property
    def differs(self) -> bool:
        """Whether some scenario differs from the plan."""
        return any(each.differs for each in self.cells)


@attrs.frozen
class Set:
    """A value that a scenario sets."""

    path: str  # of the value
    before: str  # in the plan, or in the scenario that this one adds to
    after: str  # in this scenario
    sources: tuple[str, ...]  # with their grades
    place: str  # file and line


@attrs.frozen
class Variation:
    """One scenario: what it changes."""

    name: str  # as the plan calls it
    label: str  # as people call it
    adds_to: str  # the scenario that it adds to; empty of the plan
    place: str  # file and line
    sets: tuple[Set, ...]  # the values that it sets
    lost: tuple[str, ...]  # what it takes out of service


@attrs.frozen
class SideBySide:
    """Everything that the report says of scenarios."""

    variations: tuple[Variation, ...]  # the scenarios
    heads: tuple[str, ...]  # the plan's column, then the scenarios'
    unit: str  # of the figures on key dates
    verdicts: tuple[Row, ...]  # the verdict on the campus, and its margins
    figures: tuple[Row, ...]  # load, supply and margin on key dates
    rules: tuple[Row, ...]  # every rule that applies somewhere
    bought: tuple[Row, ...]  # what is not bought alike
    bills: tuple[str, ...]  # names of the scenarios that have a bill of their own
    findings: tuple[findings.Row, ...]  # in scenarios only


def side_by_side(run: Run, result: CampusResult) -> SideBySide | None:
    """The comparison of a campus with its scenarios; None where it has none."""
    if not result.variants:
        return None
    everything = (result, *result.variants)
    unit = common_unit([each.facts.steps(each.campus, fact) for each in everything for _, fact in _FACTS])
    only = [each for each in merged(result) if each.scenarios[0]]
    return SideBySide(
        tuple(variation(each, each.scenario) for each in result.variants if each.scenario is not None),
        (_("the plan"), *(each.scenario.name for each in result.variants if each.scenario is not None)),
        unit.symbol,
        tuple(_verdicts(run, everything)),
        tuple(_figures(run, everything)),
        tuple(_rules(run, everything)),
        tuple(_bought(everything)),
        tuple(each.scenario.name for each, _ in bills(run, result) if each.scenario is not None),
        findings.rows(only),
    )


def where(result: CampusResult, found: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """The findings of the plan, each with the scenarios in which it is found too."""
    scenarios = {attrs.evolve(each, scenarios=("",)): each for each in merged(result)} if result.variants else {}
    return tuple(attrs.evolve(each, finding=scenarios.get(each.finding, each.finding)) for each in found)


# -------------------------------------------------------------------------------------------------- what changes


def variation(result: CampusResult, scenario: Scenario) -> Variation:
    """What a scenario itself changes; what it adds to changes more."""
    lost = [each for each in scenario.node.body if isinstance(each, nodes.Lose)]
    sets = [
        Set(
            path,
            value_over_time(_before(value, entry)),
            value_over_time(value),
            tuple(map(graded, cites((entry,)))),
            place(entry.span),
        )
        for path, value, entry in changed(result, scenario)
    ]
    return Variation(
        scenario.name,
        scenario.label,
        scenario.base.name if scenario.base is not None else "",
        place(scenario.span),
        tuple(sets),
        tuple(target.text for each in lost for target in each.targets),
    )


def changed(result: CampusResult, scenario: Scenario) -> Iterator[tuple[str, Value, Entry]]:
    """Each statement of a scenario that sets a value: its path, the value of one object that it sets, and its entry."""
    entries = given_by(result.campus)
    for statement in scenario.node.body:
        if isinstance(statement, nodes.Set) and statement.value in entries:
            yield statement.target.text, *entries[statement.value]


def _before(value: Value, entry: Entry) -> Value:
    """What held instead: what the value lies over, what the object took from around it, or the default."""
    item = entry.item
    if value.overrides is not None or item is None or value.name not in item.kind.by_name:
        return value.overrides or value
    around = item.giver_of(value.name)
    return around.value(value.name) if around is not None else default_value(item.kind.by_name[value.name])


# -------------------------------------------------------------------------------------------- figures and verdicts


def _row(head: str, texts: list[str], looks: list[str] | None = None) -> Row:
    looks = looks or [""] * len(texts)
    return Row(head, tuple(Cell(text, text != texts[0], look) for text, look in zip(texts, looks, strict=True)))


def _verdicts(run: Run, everything: tuple[CampusResult, ...]) -> Iterator[Row]:
    states = [verdict.state(run, each) for each in everything]
    yield _row(_("verdict"), [_(verdict.STATES[each]) for each in states], states)
    yield _row(_("found"), [", ".join(_counts(each)) for each in everything])
    found = [dict(margins(each.facts, each.campus, run.plan.as_of(each.campus))) for each in everything]
    for head in dict.fromkeys(head for each in found for head in each):
        yield _row(head, [each.get(head, "") for each in found])


def _counts(result: CampusResult) -> list[str]:
    severities = [each.severity for each in result.findings if not each.past]
    found = [counted(severities.count(word), *verdict.COUNTED[word]) for word in RANK if word in severities]
    return found[::-1] or [_("nothing")]


def _figures(run: Run, everything: tuple[CampusResult, ...]) -> Iterator[Row]:
    """Load, supply and margin of the campus on each key date: of each phase, and of the day of the check."""
    unit = common_unit([each.facts.steps(each.campus, fact) for each in everything for _, fact in _FACTS])
    for name, days in _key_dates(run, everything):
        known = [show_date(day) if day is not None else _("not given") for day in days]
        moved = len(set(known)) > 1
        if moved:
            yield _row(_("{date}: day", date=name), known)
        for words, fact in _FACTS:
            texts = [
                cell(each.facts.steps(each.campus, fact).at(day), unit).text if day is not None else _("not given")
                for each, day in zip(everything, days, strict=True)
            ]
            date = name if moved else f"{name}, {known[0]}"
            yield _row(_("{date}: {figure}", date=date, figure=_(words)), texts)
    owed = [dues.table(each, run.plan.as_of(each.campus)) for each in everything]
    if any(owed):
        none = pgettext("money", "none")
        yield _row(_("money that falls due"), [" + ".join(each.totals) if each else none for each in owed])


def _key_dates(run: Run, everything: tuple[CampusResult, ...]) -> Iterator[tuple[str, list[int | None]]]:
    """The name of each date, and its day in the plan and in each scenario, in the order of the plan's."""
    found: list[tuple[str, list[int | None]]] = []
    as_of = run.plan.as_of(everything[0].campus)
    if as_of is not None:
        found.append((_("as of"), [as_of] * len(everything)))
    for name in everything[0].campus.phases:
        values = [each.campus.phases[name].steps.values[0] for each in everything]
        found.append((name, [None if missing(day) else first_of(day) for day in values]))
    yield from sorted(found, key=lambda each: (each[1][0] is None, each[1][0] or 0))


def _rules(run: Run, everything: tuple[CampusResult, ...]) -> Iterator[Row]:
    """Every rule that applies somewhere."""
    as_of = run.plan.as_of(everything[0].campus)
    columns = [_by_heading(rules.rows(each, as_of)) for each in everything]
    for code, title, number in dict.fromkeys(key for column in columns for key in column):
        same = [column.get((code, title, number)) for column in columns]  # a scenario may require more than the plan
        if any(each is not None and each.subjects for each in same):
            words = [each.words if each is not None else _("not required") for each in same]
            looks = [each.look if each is not None and each.subjects else "" for each in same]
            yield _row(title if code == "require" else f"{code} {title}", words, looks)


def _by_heading(rows: Sequence[rules.Row]) -> dict[tuple[str, str, int], rules.Row]:
    """The rows by their code and title, and by their number among those alike."""
    numbers: Counter[tuple[str, str]] = Counter()
    found = {}
    for row in rows:
        found[row.code, row.title, numbers[row.code, row.title]] = row
        numbers[row.code, row.title] += 1
    return found


# -------------------------------------------------------------------------------------------------------- bills


def bills(run: Run, result: CampusResult) -> Iterator[tuple[CampusResult, tuple[bom.Phase, ...]]]:
    """The scenarios that buy other quantities than the plan, each with its bill."""
    plan = _quantities(result)
    for each in result.variants:
        if each.scenario is not None and _quantities(each) != plan:
            yield each, bom.bill(each.facts, each.campus, run.plan.as_of(each.campus))


def _bought(everything: tuple[CampusResult, ...]) -> Iterator[Row]:
    found = [_quantities(each) for each in everything]
    for key in dict.fromkeys(key for each in found for key in each):
        path, label, unit = key
        texts = [_words(each.get(key, 0), unit) for each in found]
        if len(set(texts)) > 1:
            yield _row(_("{name}: {label}", name=path, label=label) if label != path else path, texts)


def _words(number: Number | Uncertain | None, unit: str) -> str:
    return _("not given") if number is None else things(number, unit)


def _quantities(result: CampusResult) -> dict[tuple[str, str, str], Number | Uncertain | None]:
    """How much is bought of each object and part, arrays as one; None where it cannot be told."""
    found: dict[tuple[str, str, str], Number | Uncertain | None] = {}
    for phase in bom.bill(result.facts, result.campus, None):  # for its quantities alone
        for line in phase.lines:
            key = (path_of(line.item), line.label, line.unit)
            before = found.get(key, 0)
            found[key] = None if before is None or line.quantity is None else before + line.quantity
    return found


def path_of(item: Item) -> str:
    """The path from the campus, without the units of arrays: scenarios may tell other units apart."""
    return ".".join([split_key(each.name)[0] for each in item.within() if each.parent is not None][::-1])
