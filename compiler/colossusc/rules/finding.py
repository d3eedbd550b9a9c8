"""A verdict that is not `holds`, as a finding: the message, the place in the plan, what the rule says, the arithmetic.

Blame is fixed: catalog (fact) < plan (choice) < rule (obligation). The primary place is the first leaf in the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.diagnostic import Diagnostic, Label, Ledger, Severity
from colossusc.elaborate.structure import INSIDE
from colossusc.expr.trace import reads_of, value_of
from colossusc.expr.typed import Context, Typed
from colossusc.expr.types import DateType, QuantityType, Type
from colossusc.ir import Item
from colossusc.kinds.source import GRADES
from colossusc.language import _, marked, ngettext
from colossusc.rules.basis import Basis
from colossusc.rules.blame import Place, blamed, permit_places, place_of
from colossusc.rules.clause import deadline_words
from colossusc.rules.deciding import Deciding, decided_by
from colossusc.rules.groups import Group
from colossusc.rules.lacking import lacks, wanted
from colossusc.rules.ledger import ledger
from colossusc.rules.message import in_common, shown
from colossusc.rules.rule import Rule
from colossusc.rules.unknown import open_helps, open_words, unknown_places, varying_note
from colossusc.rules.verdict import Verdict, Want
from colossusc.rules.wording import limit_words, period_words, source_words, title, unjudged, unmet
from colossusc.rules.worst import worst_day
from colossusc.source import Span
from colossusc.values.absent import Missing
from colossusc.values.calendar import show_date

RESTS_ON = marked("rests on {figure}")  # the note on evidence
_STRONG = "datasheet"  # nobody needs to be told of evidence that is as strong
COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")


@attrs.frozen(eq=False)
class Tried:
    """What is lost in the worst case of a contingency."""

    words: str  # 1 of `smt[01..12]` out
    note: str  # how many cases are like it
    place: Span  # of the contingency


@attrs.frozen(eq=False)
class Case:
    """A verdict on one subject over one interval."""

    rule: Rule
    subject: Item | Group
    variables: dict[str, Any]
    start: int
    end: int
    days: list[tuple[int, int, Any]]  # the parts of the interval on which nothing that was read changes
    verdict: Verdict
    as_of: int | None
    basis: Basis
    tried: Tried | None = None  # of a `require … under`: what is lost


def finding(case: Case) -> tuple[Diagnostic, str, Want | None]:
    """The finding of a case; of an open one, also why, and what is not given where that is why."""
    decided = decided_by(case) if case.verdict == "open" else Deciding(worst_day(case))
    context = Context(day := decided.day, dict(case.variables))
    heading = case.rule.heading
    period = period_words(case.start, case.end)
    past = case.as_of is not None and case.end <= case.as_of
    found = places(case, context) if case.verdict != "open" else _open_places(case, context, decided)
    because, wants = "", None
    if case.verdict == "open":
        because, wants = _because(case, context, decided), wanted(case.rule, context)
        message = unjudged(case, because)
    elif case.verdict == "near":
        words = heading.title[:1].lower() + heading.title[1:] if heading.title[1:2].islower() else heading.title
        message = _("`{subject}` is close to the limit: {rule}", subject=case.subject.called, rule=words)
    else:
        own = case.rule.body.message
        words = own.fill(context, _compared(case, context)) if own is not None else ""
        message = words or unmet(case)
    first = primary(case, found)
    when = labelled(first, period)
    if day != case.start:
        told = {"what": first.text if first is not None else "", "day": show_date(day), "period": period}
        when = _("{what} on {day}; the period is {period}", **told).lstrip()
    grouped = case.subject.note if isinstance(case.subject, Group) else ""
    notes = (*_notes(case, context), *_rests_on(case, day), *filter(None, [grouped, heading.changed]))
    if case.tried is not None:
        notes = (*filter(None, [case.tried.note]), *notes)
        found.append(Place(case.tried.place, _("what may be lost")))
    diagnostic = Diagnostic(
        heading.code,
        _severity(case),
        message,
        first.span if first is not None else subject_span(case),
        when,
        others(found, first),
        notes,
        tuple(source_words(source, heading) for source in heading.sources),
        _helps(case, context, decided),
        ledger=_ledger(case, context),
        subject=case.subject.called,
        period=period,
        past=past,
    )
    return diagnostic, because, wants


def outline(case: Case) -> Diagnostic:
    """A finding without its words, for who asks only whether there is one: they take longer than the verdict."""
    heading = case.rule.heading
    return Diagnostic(heading.code, _severity(case), title(case), subject=case.subject.called)


def others(found: list[Place], first: Place | None) -> tuple[Label, ...]:
    """The places beside the primary one."""
    return tuple(Label(place.span, place.text) for place in found if first is None or place.span != first.span)


def labelled(first: Place | None, when: str) -> str:
    """The words at the primary place, then when."""
    return f"{first.text}, {when}" if first is not None and first.text else when


def _severity(case: Case) -> Severity:
    if case.verdict == "near" or case.rule.heading.status == "proposed":
        return "note"
    if case.verdict == "open":
        return "warning" if case.rule.heading.severity == "error" else case.rule.heading.severity
    return case.rule.heading.severity


def _helps(case: Case, context: Context, decided: Deciding) -> tuple[str, ...]:
    if case.verdict == "open":
        lack = next(lacks(case.rule, context), None)
        return (lack.help,) if lack is not None else open_helps(decided)
    if case.verdict == "fails" and case.rule.body.help is not None:
        return (case.rule.body.help.fill(context, _compared(case, context)),)
    return ()


def _notes(case: Case, context: Context) -> tuple[str, ...]:
    """Both sides of the comparison with their units, where the message is the rule's own words."""
    found = [words for words in _members(case, context) if case.rule.body.message is None]
    for typed, inner in _comparison(case, context):
        left, right = typed.operands
        if isinstance(left.type, QuantityType) or (case.verdict == "near" and isinstance(left.type, DateType)):
            computed = [side for side in (left, right) if side.operator != "literal"]
            units = in_common((left, right), inner)
            found.append(
                ", ".join(
                    _("{figure} is {value}", figure=side.span.text, value=shown(side, inner, units.show))
                    for side in computed
                )
            )
    shown_here = filter(None, found) if case.verdict == "near" or case.rule.body.message is None else []
    overdue = [words for each in case.rule.unkept(context) if each.before and (words := deadline_words(each, context))]
    return (*shown_here, *overdue, *(varying_note(case.rule, context) if case.verdict == "fails" else ()))


def _rests_on(case: Case, day: int) -> Iterator[str]:
    """What the verdict rests on, where that is weak and the plan says how strong its figures are."""
    if case.verdict == "open":
        return
    figures = case.basis.figures(day, day + 1)
    if not any(figure.entry.cites and not figure.entry.source.library for figure in figures):
        return
    weakest = [figure for figure in figures if figure.grade == figures[0].grade]
    if GRADES.index(weakest[0].grade) > GRADES.index(_STRONG):
        words, more = weakest[0].words, len(weakest) - 1
        if more:
            words = ngettext("{figure} and {n} more as weak", "{figure} and {n} more as weak", more, figure=words)
        yield _(RESTS_ON, figure=words)


def _members(case: Case, context: Context) -> Iterator[str]:
    """Of an `all` or `any`: which of its elements decides, or that there are none."""
    if case.verdict != "fails":
        return
    for typed, inner in blamed(_unkept(case, context), context):
        if typed.operator == "any" and value_of(typed, inner) is False:
            yield _none_of(typed, inner)
        for name, value in inner.variables.items():
            if name not in context.variables and isinstance(value, (Item, Group)):
                yield _("`{name}` is `{value}`", name=name, value=value.called)


def _none_of(typed: Typed, context: Context) -> str:
    """Why no element of an `any` could have met it."""
    elements, wheres = typed.operands[0], typed.operands[2:]
    there = value_of(elements, context)
    if wheres and not isinstance(there, Missing) and there:
        return _("nothing in `{list}` meets `{condition}`", list=elements.span.text, condition=wheres[0].span.text)
    return _("`{list}` is empty", list=elements.span.text)


# ---------------------------------------------------------------------------------------------------- places


def _unkept(case: Case, context: Context) -> tuple[Typed, ...]:
    """The conditions that fail or are open on a day."""
    return tuple(each.typed for each in case.rule.unkept(context))


def _comparison(case: Case, context: Context) -> list[tuple[Typed, Context]]:
    """The comparisons that decide the verdict, each with its variables bound."""
    if case.verdict == "near":
        found = [(case.rule.near, context)] if case.rule.near is not None else []
    else:
        found = list(blamed(_unkept(case, context), context))
    return [(typed, inner) for typed, inner in found if typed.operator in COMPARISONS]


def _compared(case: Case, context: Context) -> list[tuple[Type, Any]]:
    """What is compared where the verdict is decided: the figures that a message has to tell apart."""
    when = case.rule.when
    found = _comparison(case, context)
    found += [(when, context)] if when is not None and when.operator in COMPARISONS else []
    return [(side.type, value_of(side, inner)) for typed, inner in found for side in typed.operands]


def places(case: Case, context: Context) -> list[Place]:
    """Where what was compared is written: the plan's lines first, then the rule's own."""
    if case.verdict == "near":
        deciding: list[tuple[Typed, Context]] = [(case.rule.near, context)] if case.rule.near is not None else []
    else:
        deciding = list(blamed(_unkept(case, context), context))
        if case.rule.when is not None:
            deciding.append((case.rule.when, context))
    plan: list[Place] = []
    for typed, inner in deciding:
        for leaf, where in reads_of(typed, inner):
            found = place_of(leaf, where, where.day)
            if found is not None and all(found.span != other.span for other in plan):
                plan.append(found)
    plan += dict.fromkeys(permit_places(deciding))
    own = _own_places(case, context)
    return [place for place in plan if not place.span.source.library][:6] + own


def _own_places(case: Case, context: Context) -> list[Place]:
    """The clause of the rule that was broken, with its limit: a constant that the rule itself states."""
    rule = case.rule
    if rule.heading.code == "require":
        return []
    if case.verdict == "near" and rule.near is not None:
        return [_clause(rule.near, _("close to this limit"))]
    for typed, inner in _comparison(case, context) if case.verdict == "fails" else []:
        limit = next((each for each in typed.operands if _constant(each) and isinstance(each.type, QuantityType)), None)
        if limit is not None:
            return [_clause(typed, limit_words(shown(limit, inner, in_common(typed.operands, inner).show)))]
    for typed in (rule.when,) if rule.when is not None else ():
        limit = next((each for each in typed.operands if each.operator == "let" and _constant(each)), None)
        if limit is not None:
            return [_clause(typed, limit_words(shown(limit, context)))]
    failing = _unkept(case, context) or rule.requires or tuple(each.typed for each in rule.body.owes)
    return [_clause(failing[0], _("required by this rule"))]


def _clause(typed: Typed, words: str) -> Place:
    return Place(typed.span, words)


def _constant(typed: Typed) -> bool:
    """Whether an expression reads nothing of the plan."""
    if typed.reads is not None or typed.operator in ("variable", "campus", "set", INSIDE, "groups", "date", "as_of"):
        return False
    return all(map(_constant, typed.operands))


def primary(case: Case, found: list[Place]) -> Place | None:
    """The first place that is in the plan; of a `require`, the require itself."""
    if case.rule.heading.code == "require":
        typed = case.rule.requires[0]
        return Place(typed.span, "")
    return next(
        (place for place in found if place.span.source is not case.rule.heading.module.source or _in_plan(place, case)),
        None,
    )


def _in_plan(place: Place, case: Case) -> bool:
    """Whether a place lies outside the rule's own block (a rule may stand in the plan's file)."""
    block = case.rule.heading.node
    return not (place.span.source is case.rule.heading.module.source and block.start <= place.span.start < block.end)


def subject_span(case: Case) -> Span | None:
    """The name of what the finding is about."""
    item = case.subject if isinstance(case.subject, Item) else case.subject.members[0]
    return item.span


# ----------------------------------------------------------------------------------------------------- open


def _open_places(case: Case, context: Context, decided: Deciding) -> list[Place]:
    """What is not given or not known, then the clause of the rule that needs it."""
    lack = next(lacks(case.rule, context), None)
    if lack is not None and lack.span is not None:
        return [Place(lack.span, lack.label), *_own_places(case, context)]
    return unknown_places(decided) + _own_places(case, context)


def _because(case: Case, context: Context, decided: Deciding) -> str:
    lack = next(lacks(case.rule, context), None)
    if lack is not None:
        return lack.words
    if (words := open_words(decided)) is not None:
        return words
    return "`as_of` is not given" if any(map(_reads_as_of, case.rule.requires)) else "a value is not given"


def _ledger(case: Case, context: Context) -> Ledger | None:
    """The arithmetic of what the rule requires, also where it is only near."""
    if case.verdict == "open":
        return None
    end = next((stop for start, stop, _ in case.days if start <= context.day < stop), case.end)
    if case.verdict == "near":
        return ledger([(typed, context) for typed in case.rule.requires if typed.operator in COMPARISONS], end)
    return ledger(_comparison(case, context), end)


def _reads_as_of(typed: Typed) -> bool:
    return typed.operator == "as_of" or any(map(_reads_as_of, typed.operands))
