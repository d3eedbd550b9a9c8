"""What leaves a verdict open because it is not given: in words, with its place, and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, all_facts
from colossusc.analyses.inputs import missing_inputs
from colossusc.analyses.places import is_at
from colossusc.expr.trace import members, on_its_day, value_of
from colossusc.expr.typed import Context, Typed
from colossusc.ir import Item, Value
from colossusc.kinds.common import SITE
from colossusc.language import _, ngettext
from colossusc.rules.groups import Group
from colossusc.rules.rule import Rule
from colossusc.rules.scope import FACTS, Reading
from colossusc.rules.stays import STAYS
from colossusc.rules.verdict import Want
from colossusc.source import Span
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.calendar import show_date

_MOST = 1_000  # lacks that are looked at: of thousands of turbines one is told of anyway


@attrs.frozen
class Lack:
    """One thing that is not given."""

    words: str  # `nox` of `t` is not given
    label: str  # at its place: `nox` is not given
    help: str
    span: Span | None
    field: str = ""  # of an object whose place that is


def lacks(rule: Rule, context: Context) -> Iterator[Lack]:
    """What a rule lacks on a day, the first thing that it reads first; of a deadline also what it lacks before."""
    wheres = [loop.where for loop in rule.loops if loop.where is not None]
    unkept = rule.unkept(context)
    conditions = [*wheres, *([rule.when] if rule.when is not None else [])]
    conditions += [each.before for each in unkept if each.before is not None]
    conditions += [*(each.typed for each in unkept), *(each.typed for each in rule.body.owes)]
    yield from _of_all(conditions, context)
    for each in unkept:
        for day in each.lacking_on(context):
            yield from _of_all([each.typed], Context(day, context.variables))


def wanted(rule: Rule, context: Context) -> Want | None:
    """What a rule lacks of the object whose field it lacks first."""
    found = list(islice(lacks(rule, context), _MOST))
    if not found or not found[0].field:
        return None
    return Want(found[0].span, tuple(dict.fromkeys(each.field for each in found if each.span == found[0].span)))


def _of_all(conditions: Iterable[Typed], context: Context) -> Iterator[Lack]:
    for typed in conditions:
        yield from _of_inputs(typed, context)
        yield from _of_others(typed, context)


def _inside(typed: Typed, context: Context) -> Iterator[tuple[Typed, Context]]:
    """An expression that is absent, and what it is made of and is absent too."""
    if value_of(typed, context) is not ABSENT:
        return
    yield typed, context
    if typed.reads is not None and not any(value_of(each, context) is ABSENT for each in typed.operands[:1]):
        return
    if not typed.variable:
        for operand in typed.operands:
            yield from _inside(operand, on_its_day(typed, context))
        return
    yield from _inside(typed.operands[0], context)
    for inner in members(typed, context):
        for operand in typed.operands[1:]:
            yield from _inside(operand, inner)


def _of_inputs(typed: Typed, context: Context) -> Iterator[Lack]:
    """Fields, and what facts need, that are absent."""
    facts: Facts = context.variables[FACTS]
    for leaf, inner in _inside(typed, context):
        if leaf.reads is None:
            continue
        read = leaf.reads(inner)
        reads = read if isinstance(read, list) else [read]
        for each, owner in zip(reads, _owners(leaf, inner), strict=False):
            if isinstance(each, Reading):
                if each.name == "on_site_since" and facts.steps(each.item, "on_site").at(context.day) is False:
                    yield _away(leaf, each.item)
                    continue
                for item, field in missing_inputs(facts, each.item, each.name, context.day):
                    yield _field(item, field, context.day)
            elif isinstance(each, Value) and owner is not None and each.steps.at(context.day) is ABSENT:
                yield _field(owner, each.name, context.day)


def _of_others(typed: Typed, context: Context) -> Iterator[Lack]:
    """Keys of a group that its members do not give, sites of what belongs to none, and stays of what is not there."""
    for each, inner in _inside(typed, context):
        if each.operator == "key":
            group = value_of(each.operands[0], inner)
            if not isinstance(group, Missing):
                yield _key(inner.variables[FACTS], group.members[0], each.span.text.rpartition(".")[2], inner.day)
        elif each.operator == "read":
            owner = value_of(each.operands[0], inner)
            if isinstance(owner, Item) and SITE.name in owner.kind.by_name:
                yield _field(owner, SITE.name, inner.day)
        elif each.operator in STAYS:
            yield from _stay(each, inner)


def _key(facts: Facts, item: Item, key: str, day: int) -> Lack:
    """A key of a group that is not given; of a fact, what it is computed of."""
    is_fact = key not in item.kind.by_name and (item.kind.name, key) in all_facts()
    giver, field = next(missing_inputs(facts, item, key, day), (item, key)) if is_fact else (item, key)
    return _field(giver, field, day)


def _field(item: Item, field: str, day: int) -> Lack:
    """A field that is not given; of one that is given later, before when."""
    later = _given_later(item, field, day)
    told = {"field": field, "name": item.called}
    words, label = _("`{field}` of `{name}` is not given", **told), _("`{field}` is not given", field=field)
    help_ = _("give `{field}` in `{name}`", **told)
    if later is not None:
        before = show_date(later)
        words = _("`{field}` of `{name}` is not given before {day}", **told, day=before)
        label = _("`{field}` is not given before {day}", field=field, day=before)
        help_ = _("give `{field}` in `{name}` for the days before {day} too", **told, day=before)
    return Lack(words, label, help_, item.span, field)


def _given_later(item: Item, field: str, day: int) -> int | None:
    if field not in item.kind.by_name:
        return None
    found = item.value(field).steps.segments()
    return next((start for start, end, value in found if start > day and value is not ABSENT), None)


def _away(leaf: Typed, item: Item) -> Lack:
    owner = leaf.span.text.rpartition(".")[0]
    label = _("not on site, so there is no `{fact}`", fact=leaf.span.text)
    help_ = _("ask only where `{name}.on_site`", name=owner)
    return Lack(_("`{name}` is not on site", name=item.called), label, help_, item.span)


def _stay(call: Typed, context: Context) -> Iterator[Lack]:
    """A stay of what is not at the place; or of what is there, and nobody says since when."""
    facts: Facts = context.variables[FACTS]
    found, place = (value_of(operand, context) for operand in call.operands[:2])
    if isinstance(found, Missing) or isinstance(place, Missing):
        return
    things: tuple[Any, ...] = (found,) if isinstance(found, Item) else tuple(found)
    day = context.day
    on_site = [each for each in things if facts.steps(each, "on_site").at(day) is True]
    if unsaid := next((each for each in on_site if is_at(each, place).at(day) is True), None):
        yield _field(unsaid, "from", day)
        return
    asked = ", ".join(operand.span.text for operand in call.operands)
    told = {"names": " and ".join(each.called for each in things), "place": place.called}
    away = ngettext("`{names}` is not at `{place}`", "`{names}` are not at `{place}`", len(things), **told)
    yield Lack(
        away if things else _("there is nothing to stay"),
        _("not there, so there is no `{fact}`", fact=call.span.text),
        _(
            "ask only while somebody is there: `stay({asked}) == 0 day or …`, in a rule `when stay({asked}) > 0 day`",
            asked=asked,
        ),
        things[0].span if things else place.span,
    )


def _owners(leaf: Typed, context: Context) -> tuple[Item | None, ...]:
    """The object that a leaf reads; the members, of a group."""
    for operand in leaf.operands:
        owner = value_of(operand, context)
        if isinstance(owner, Group):
            return owner.members
        if isinstance(owner, Item):
            return (owner,)
    return (None,)
