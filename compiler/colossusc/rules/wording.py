"""How findings word what all of them speak of: the rule and its subject, its sources, its limit, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from colossusc.ir import END, Item
from colossusc.language import _
from colossusc.rules.verdict import Heading
from colossusc.values.calendar import FIRST_DAY, show_date

if TYPE_CHECKING:
    from colossusc.rules.finding import Case


def title(case: Case) -> str:
    """What a finding calls the rule, and on what; a `require` says that itself."""
    heading = case.rule.heading
    return f"{heading.title} (`{case.subject.called}`)" if heading.code != "require" else heading.title


def unmet(case: Case) -> str:
    """What a finding without words of its own says."""
    if case.tried is None:
        return _("{rule}: not met", rule=title(case))
    return _("{rule}: not met with {case}", rule=title(case), case=case.tried.words)


def unjudged(case: Case, because: str) -> str:
    """What an open verdict says."""
    if case.tried is None:
        return _("{rule}: cannot be judged, {why}", rule=title(case), why=because)
    return _("{rule}: cannot be judged with {case}, {why}", rule=title(case), case=case.tried.words, why=because)


def source_words(source: Item, heading: Heading) -> str:
    """A source of the rule, and since when the rule is in force."""
    start = heading.start
    proposed = heading.status == "proposed"
    words = f"{source.label} [{source.name}]"
    if start == FIRST_DAY:
        return _("{source}, proposed", source=words) if proposed else words
    day = show_date(start)
    if proposed:
        return _("{source}, proposed from {day}", source=words, day=day)
    return _("{source}, in force since {day}", source=words, day=day)


def period_words(start: int, end: int) -> str:
    """`from 2024-09-02 until 2025-05-01`, as the language writes it."""
    if start <= FIRST_DAY:
        return _("at every date") if end >= END else _("until {end}", end=show_date(end))
    if end >= END:
        return _("from {start} on", start=show_date(start))
    return _("from {start} until {end}", start=show_date(start), end=show_date(end))


def limit_words(limit: str) -> str:
    """What stands at the clause that has the limit."""
    return _("limit set by this rule: {limit}", limit=limit)
