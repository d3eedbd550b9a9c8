"""A smallest set of `require`s and rules that no value of what is not known satisfies together.

Each of them alone is open, so each can hold; but `pue <= 1.27` and `pue >= 1.28` cannot both. What is chosen freely are
the figures that the plan leaves open: ranges, `unknown`, `at_least`, contested ones. A statement is all its days
together, since a figure that is not known is the same figure on all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

import attrs

from colossusc.diagnostic import Diagnostic, Label
from colossusc.elaborate.symbols import Figure
from colossusc.expr.typed import Context, Problem
from colossusc.language import _, ngettext
from colossusc.rules.figures import rounded_near, shown_value
from colossusc.rules.judging import undecided
from colossusc.rules.reliance import rule_words
from colossusc.rules.rule import Rule
from colossusc.rules.verdict import CampusResult, Heading, Interval, Judgement
from colossusc.source import Span
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.uncertain.dates import is_vague
from colossusc.values.uncertain.decide import decide, ordered
from colossusc.values.uncertain.expression import Undecided, of_symbol
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.together import Effort, Witness, together
from colossusc.values.uncertain.truth import joined

CONFLICT = "C0620"
_LARGEST = 5  # statements of a set for which smaller ones are looked for
_TOLD = 5  # of those of which it is not known
_MOST_LINKED = 100  # statements that read common figures: among more, nothing is looked for
_EFFORT_FOR_ONE = 20_000  # of looking for one set
_EFFORT = 2_000  # of looking for smaller ones
_MOST_DAYS = 12  # of a statement that are looked at; more differ in windows and ramps


@attrs.frozen(eq=False)
class Statement:
    """A `require`, or a rule on one subject, that is open: what it says of what is not known."""

    words: str
    span: Span
    truth: Undecided  # on some days, spread evenly: what cannot hold on these cannot hold
    always: Undecided  # on all of them

    @property
    def symbols(self) -> frozenset[Symbol]:
        return frozenset(symbol for symbol in self.truth.symbols if not symbol.varies)


def conflicts(result: CampusResult, as_of: int | None) -> Iterator[Diagnostic]:
    """What cannot hold together on a campus: one finding for all statements that read common figures."""
    for linked in _linked(list(_statements(result, as_of if as_of is not None else FIRST_DAY))):
        core = _smallest(linked)
        if core is None:
            yield _not_known(linked, result.campus.name)
        elif len(core) > 1:
            yield _finding(core, result.campus.name)


def _statements(result: CampusResult, start: int) -> Iterator[Statement]:
    for outcome in result.outcomes:
        if outcome.heading.severity == "error" and outcome.heading.status != "proposed":
            for judgement in outcome.judgements:
                if (found := _statement(outcome.heading, judgement, start)) is not None:
                    yield found


def _statement(heading: Heading, judgement: Judgement, start: int) -> Statement | None:
    """What of a judgement is open from a day on; None where it fails anyway, where something is not given, or where of
    a day that is not known it is told only whether it has come."""
    ahead = [each for each in judgement.intervals if each.end > start]
    if any(each.counted == "fails" for each in ahead):
        return None
    truths: dict[Undecided, None] = {}
    opened = [each for each in ahead if each.counted == "open"]
    for each in opened:
        for truth in _truths(each, start):
            if truth is None or is_vague(truth):
                return None
            truths[truth] = None
    finding = opened[0].finding if opened else None
    if not truths or finding is None or finding.span is None:
        return None
    words = rule_words(heading, judgement.subject)
    span = finding.span
    if heading.code == "require":
        span = Span(heading.module.source, heading.node.start, heading.node.end)
    value, always = joined("and", _spread(list(truths))), joined("and", truths)
    if not isinstance(value, Undecided) or not isinstance(always, Undecided):
        return None
    return Statement(words, span, value, always)


def _spread(truths: list[Undecided]) -> list[Undecided]:
    """So many of them as are looked at, the first and the last among them."""
    count = min(len(truths), _MOST_DAYS)
    return [truths[place * (len(truths) - 1) // max(count - 1, 1)] for place in range(count)]


def _truths(interval: Interval, start: int) -> Iterator[Undecided | None]:
    assert interval.basis is not None
    rule: Rule = interval.basis.rule
    for first, end, _value in interval.basis.days:
        if end > start:
            try:
                yield undecided(rule, Context(first, dict(interval.basis.variables)))
            except Problem:
                yield None


def _linked(statements: list[Statement]) -> Iterator[list[Statement]]:
    """The statements parted by the figures that they read: only those that share some can be in each other's way."""
    left = statements
    while left:
        group, left = [left[0]], left[1:]
        known = group[0].symbols
        while more := [each for each in left if each.symbols & known]:
            group += more
            left = [each for each in left if each not in more]
            known = known.union(*(each.symbols for each in more))
        if len(group) > 1:
            yield [each for each in statements if each in group]


def _smallest(statements: list[Statement]) -> list[Statement] | None:
    """A smallest set that cannot hold together: empty where all can hold, None where that is not known."""
    if len(statements) > _MOST_LINKED:
        return None
    effort = Effort(_EFFORT_FOR_ONE)
    found = _found(statements, effort)
    if found != "never":
        return [] if found is not None else None
    core = _core([], False, statements, effort)
    effort = Effort(_EFFORT)
    for size in range(2, min(len(core), _LARGEST + 1)):
        for chosen in combinations(statements, size):
            if effort.left < 0:
                break
            if _found(chosen, effort) == "never":
                return list(chosen)
    return [each for each in statements if each in core]


def _core(known: list[Statement], more: bool, rest: list[Statement], effort: Effort) -> list[Statement]:
    """Of `rest`, what is needed beside `known` for a conflict, found by halving (QuickXplain). `more` says that `known`
    has grown since it was last asked whether it is one by itself."""
    if more and _found(known, effort) == "never":
        return []
    if len(rest) == 1:
        return rest
    first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    of_second = _core([*known, *first], True, second, effort)
    return [*_core([*known, *of_second], bool(of_second), first, effort), *of_second]


def _found(statements: Sequence[Statement], effort: Effort) -> Witness | Literal["never"] | None:
    return together([each.truth for each in statements], None, effort) if statements else None


def _hold_always(statements: list[Statement], witness: Witness) -> bool:
    """Whether they hold on all their days if what is not known is as a witness says."""
    always = joined("and", (each.always for each in statements))
    return decide(always, {symbol: (value,) for symbol, value in witness.items()}) == "holds"


def _not_known(linked: list[Statement], campus: str) -> Diagnostic:
    """That it is not known whether some statements can hold together, and why."""
    named, more = ", ".join(each.words for each in linked[:_TOLD]), len(linked) - _TOLD
    if more > 0:
        named = ngettext("{name} and {n} more", "{name} and {n} more", more, name=named)
    many = len(linked) > _MOST_LINKED
    return Diagnostic(
        CONFLICT,
        "note",
        _("whether these can hold together is not known: {names}", names=named),
        linked[0].span,
        _("of more than {most} that read common figures it is not looked for", most=_MOST_LINKED)
        if many
        else _("it takes too long"),
        helps=(_("find out the figures that they read, or give them closer"),),
        subject=campus,
    )


def _finding(core: list[Statement], campus: str) -> Diagnostic:
    """The set, each member with what would hold without it, and the figures that are not known."""
    first, *others = core
    notes = []
    for each in core:
        rest = [other for other in core if other is not each]
        witness = together([other.truth for other in rest], rounded_near)
        if isinstance(witness, dict) and _hold_always(rest, witness):
            values = [f"`{symbol.name}` = {shown_value(symbol, value)}" for symbol, value in witness.items()]
            notes.append(_("without {rule} the others hold at {values}", rule=each.words, values=", ".join(values)))
        else:
            notes.append(_("whether {rule} is needed for that is not known", rule=each.words))
    symbols = ordered(frozenset[Symbol]().union(*(each.symbols for each in core)))
    unknown = ", ".join(f"`{symbol.name}`" for symbol in symbols[:3]) + (_(" and more") if len(symbols) > 3 else "")
    figures = [
        Label(
            symbol.origin.span,
            _("`{input}` is {value}", input=symbol.name, value=shown_value(symbol, of_symbol(symbol))),
        )
        for symbol in symbols
        if isinstance(symbol.origin, Figure)
    ]
    names = _(" and ").join(filter(None, (", ".join(each.words for each in core[:-1]), core[-1].words)))
    return Diagnostic(
        CONFLICT,
        "error",
        ngettext(
            "these cannot hold together, whatever {inputs} is: {names}",
            "these cannot hold together, whatever {inputs} are: {names}",
            len(symbols),
            inputs=unknown,
            names=names,
        ),
        first.span,
        _("each of them can hold alone"),
        (*(Label(each.span, _("but not with the others")) for each in others), *figures[:3]),
        tuple(notes),
        helps=(_("change one of them, or what they read"),),
        subject=campus,
    )
