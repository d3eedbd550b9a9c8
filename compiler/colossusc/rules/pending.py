"""A deadline that is ahead, and that nothing in the plan meets: noted when it is near, or when no day is today."""

from __future__ import annotations

from colossusc.diagnostic import Diagnostic
from colossusc.expr.typed import Context
from colossusc.expr.types import DATE
from colossusc.language import _, ngettext
from colossusc.rules.finding import Case, labelled, others, places, primary, subject_span
from colossusc.rules.wording import period_words, source_words, title
from colossusc.values.uncertain.dates import first_of

SOON = 90  # days before a deadline on which it is noted


def pending(case: Case) -> tuple[Diagnostic | None, str]:
    """The note on a pending deadline, where there is one, and when it is due."""
    context = Context(case.start, dict(case.variables))
    days = [day for each in case.rule.unkept(context) if (day := each.deadline(context)) is not None]
    first_due, heading, as_of = min(days, key=first_of), case.rule.heading, case.as_of
    due, because = first_of(first_due), _("due before {day}", day=DATE.show(first_due))
    if as_of is not None and not as_of < due <= as_of + SOON:
        return None, because
    message = _("{rule}: pending, {due}", rule=title(case), due=because)
    if as_of is not None:
        message = ngettext(
            "{rule}: pending, {due}, {n} day after `as_of`",
            "{rule}: pending, {due}, {n} days after `as_of`",
            due - as_of,
            rule=title(case),
            due=because,
        )
    found = places(case, context)
    first = primary(case, found)
    period = period_words(case.start, case.end)
    note = Diagnostic(
        heading.code,
        "note",
        message,
        first.span if first is not None else subject_span(case),
        labelled(first, period),
        others(found, first),
        () if as_of is not None else (_("`as_of` is not given, so whether that day has passed is not known"),),
        tuple(source_words(source, heading) for source in heading.sources),
        subject=case.subject.called,
        period=period,
    )
    return note, because
