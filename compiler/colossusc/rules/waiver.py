"""Waivers: findings of one rule on one object that somebody answers for, on some days, until the waiver expires.

    waive TVA001 on mlgw from 2024-09-02 until 2025-05-01 { reason = "…"; owner = "grid lead"; expires = 2025-05-01 }

A waived finding is reported apart and does not count. `expires` is the last valid day of the waiver itself: once
`as_of` is past it, what it waives beyond that day counts again, and that it waives on is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from colossusc.diagnostic import Diagnostic, Label, Waiver
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.periods import day, days
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.typed import Context
from colossusc.expr.types import DATE, BrokenType, ObjectType, SetType
from colossusc.ir import END, Item
from colossusc.language import _, dated, ngettext
from colossusc.rules.groups import Group
from colossusc.rules.requirement import slug
from colossusc.rules.verdict import CampusResult, Heading, Outcome, Waived
from colossusc.source import Span
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY, iso_date, show_date
from colossusc.values.uncertain.expression import Uncertain

SETTINGS = ("reason", "owner", "expires")
EXPIRED = "C0813"  # an error that is not one in the plan's figures: reports are made all the same
SOON = 30  # days before it expires on which a waiver is noted


def waived(elaborator: Elaborator, campus: Item, as_of: int | None, headings: Sequence[Heading]) -> tuple[Waived, ...]:
    """The waivers of a campus, in the order written; what is wrong with one is reported, and it waives nothing."""
    known = {name for heading in headings for name in heading.names} - {""}
    written = [*elaborator.waivers.get(campus, ())]
    for module, node in elaborator.file_waivers:
        if node.on.text.partition(".")[0] == campus.name:
            written.append((node, PlanScope(elaborator, module, campus)))
    read = (_read(elaborator, node, scope, as_of, known) for node, scope in written)
    return tuple(each for each in read if each is not None)


def _read(
    elaborator: Elaborator, node: nodes.Waive, scope: PlanScope, as_of: int | None, known: set[str]
) -> Waived | None:
    word = node.rule.text
    if word not in known and not _is_declared(elaborator, word, scope):
        around = scope.item.campus if scope.item is not None else None
        if elaborator.is_broken(scope.module, scope.item, word) or (around and _is_damaged(around)):
            return None
        guess = meant(word, sorted(known))
        help_ = guess or 'a `require` is called by its title: `as "Spare power"` is `spare_power`'
        scope.error("C0810", f"there is no rule or require `{word}`", node.rule, "", help_)
    items = _objects(scope, node.on)
    period = days(scope, node.period) if node.period is not None else (FIRST_DAY, END)
    terms = _terms(scope, node)
    if terms is None or period is None or not items or word not in known:
        return None
    reason, owner, expires = terms
    span = Span(scope.source, node.start, (node.period or node.on).end)
    end = min(period[1], max(expires + 1, period[0])) if as_of is not None and expires < as_of else period[1]
    return Waived(
        word, items, node.on.text, period[0], end, period[1], expires, Waiver(reason, owner, iso_date(expires), span)
    )


def _is_damaged(campus: Item) -> bool:
    """Whether a mistake leaves unknown what is required of a campus."""
    return any(each.is_lost("*") for each in (campus, *campus.walk()))


def _is_declared(elaborator: Elaborator, word: str, scope: PlanScope) -> bool:
    """Whether a rule or `require` is called so that has a mistake, and is not run."""
    blocks = (block for module in elaborator.project.modules() for block in module.declared["rule"].values())
    if any(name.text == word for block in blocks for name in block.names):
        return True
    assert scope.item is not None
    return any(slug(made.title) == word for made, _ in elaborator.requirements.get(scope.item.campus, ()))


def _objects(scope: PlanScope, on: nodes.Ref) -> tuple[Item, ...]:
    """The object, or the units of the array, that a waiver is about."""
    found = scope.resolve(on, None)
    if isinstance(found.type, BrokenType):
        return ()
    if found.operator not in ("object", "array") or not isinstance(found.type, (ObjectType, SetType)):
        help_ = "name the object that the finding is about, such as a grid or the campus"
        scope.error("C0812", f"a waiver is on an object: `{on.text}` is {found.type.words}", on, "", help_)
        return ()
    value = found.run(Context())
    return (value,) if isinstance(value, Item) else tuple(value)


def _terms(scope: PlanScope, node: nodes.Waive) -> tuple[str, str, int] | None:
    """Reason, owner and expiry; None where one is missing or wrong, which is reported."""
    given: dict[str, nodes.Expr] = {}
    broken = False
    for statement in node.body:
        if isinstance(statement, nodes.Broken):
            broken = True
        elif not isinstance(statement, nodes.Assignment):
            help_ = "it takes `reason`, `owner`, `expires`"
            scope.error("C0420", "this cannot stand in a waiver", statement, "", help_)
            broken = True
        elif (name := statement.target.text) not in SETTINGS:
            scope.error("C0308", f"a waiver has no field `{name}`", statement.target, "", meant(name, SETTINGS))
            broken = True
        elif name in given:
            scope.error("C0602", f"`{name}` is given twice", statement.target)
            broken = True
        elif statement.period is not None:
            scope.error("C0509", f"`{name}` cannot change over time", statement.period, "", "give it once")
            broken = True
        else:
            given[name] = statement.value.expr
    lacks = [name for name in SETTINGS if name not in given]
    if lacks and not broken:
        words = " and ".join(f"no `{name}`" for name in lacks)
        help_ = 'write `{ reason = "…"; owner = "…"; expires = 2026-12-31 }`'
        scope.error("C0811", f"this waiver has {words}", node.rule, "", help_)
    if lacks or broken:
        return None
    texts = [_text(scope, name, given[name]) for name in SETTINGS[:2]]
    expires = day(scope, given["expires"])
    if isinstance(expires, Uncertain):
        scope.error("C0511", f"this must be one day: {DATE.show(expires)} is a window", given["expires"])
        return None
    if None in texts or isinstance(expires, Missing):
        return None
    return texts[0] or "", texts[1] or "", expires


def _text(scope: PlanScope, name: str, expr: nodes.Expr) -> str | None:
    if isinstance(expr, nodes.Text) and expr.text.strip():
        return expr.text
    wrong = "must not be empty" if isinstance(expr, nodes.Text) else "is a text in quotes"
    scope.error("C0811", f"`{name}` of a waiver {wrong}", expr, "", f'write `{name} = "…"`')
    return None


# ----------------------------------------------------------------------------------------------- what became of them


def judged(result: CampusResult, as_of: int | None) -> Iterator[Diagnostic]:
    """What is to be said of the waivers of a campus themselves: unused in the plan and all its scenarios, expired, or
    soon to expire."""
    outcomes = [outcome for each in (result, *result.variants) for outcome in each.outcomes]
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    used = {finding.waiver.span for finding in findings if finding.waiver is not None}
    for each in result.waivers:
        told = {"rule": each.rule, "name": each.on}
        if as_of is not None and each.expires < as_of and each.until > each.expires + 1:
            yield Diagnostic(
                EXPIRED,
                "error",
                _("this waiver of `{rule}` on `{name}` expired on {day}", **told, day=dated(each.terms.expires)),
                each.terms.span,
                _("waives until {end}", end=show_date(each.until)) if each.until < END else _("waives without an end"),
                helps=(_("renew it with a later `expires`, or end what it waives there"),),
                subject=each.on,
            )
        elif each.terms.span not in used:
            yield _unused(each, result.outcomes)
        elif as_of is not None and as_of <= each.expires <= as_of + SOON:
            left = each.expires - as_of
            told["day"] = dated(each.terms.expires)
            message = _("the waiver of `{rule}` on `{name}` expires today, on {day}", **told)
            if left:
                message = ngettext(
                    "the waiver of `{rule}` on `{name}` expires in {n} day, on {day}",
                    "the waiver of `{rule}` on `{name}` expires in {n} days, on {day}",
                    left,
                    **told,
                )
            yield Diagnostic(
                "C0815",
                "note",
                message,
                each.terms.span,
                helps=(_("its owner is {owner}", owner=each.terms.owner),),
            )


def _unused(each: Waived, outcomes: Sequence[Outcome]) -> Diagnostic:
    """A waiver that no finding needs, and what the rule finds instead."""
    found = [
        _("it finds something on `{name}` {when}", name=finding.subject, when=finding.period)
        for outcome in outcomes
        if each.rule in outcome.heading.names
        for finding in outcome.findings
        if finding.waiver is None
    ]
    help_ = found[0] if found else _("leave it out")
    message = _(
        "this waiver is not needed: `{rule}` finds nothing on `{name}` on its days", rule=each.rule, name=each.on
    )
    return Diagnostic("C0814", "warning", message, each.terms.span, helps=(help_,))


def expired(waivers: Iterable[Waived], heading: Heading, subject: Item | Group, start: int) -> tuple[Label, ...]:
    """Where a finding begins as its waiver ends by expiry: that waiver."""
    return tuple(
        Label(each.terms.span, _("waived until this expired on {day}", day=dated(each.terms.expires)))
        for each in waivers
        if each.covers(heading, subject) and each.end == start and each.end < each.until
    )
