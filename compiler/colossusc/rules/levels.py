"""Enforcement outside the text of rules: a project may count a rule, or a warning of the compiler, for more or less.

A name is a code, the beginning of codes, the name of a rule, or the title of a `require`. Of several that fit, a whole
word counts before a beginning, and a longer beginning before a shorter one. What is `off` is not run, and stays listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import attrs

from colossusc.diagnostic import RANK, Diagnostic, Severity
from colossusc.language import _
from colossusc.rules.rule import Rule
from colossusc.rules.verdict import Heading
from colossusc.source import Span
from colossusc.suggest import meant

Level: TypeAlias = Severity | Literal["off"]


@attrs.frozen
class Set:
    """A level that somebody set, and where."""

    level: Level
    place: Span


@attrs.frozen
class Levels:
    """The levels that a project sets, by name."""

    of: Mapping[str, Set] = attrs.field(factory=dict)

    def applied(self, rule: Rule) -> Rule:
        """The rule with the level that is set for it."""
        heading = rule.heading
        set_ = self._fitting(heading.code, (heading.title,) if heading.code == "require" else (heading.name,))
        if set_ is None or set_.level == heading.severity:
            return rule
        by = set_.place.source.name
        if set_.level == "off":
            return attrs.evolve(rule, heading=attrs.evolve(heading, off=_("off ({by})", by=by)))
        note = _changed(heading.severity, set_.level, by)
        return attrs.evolve(rule, heading=attrs.evolve(heading, severity=set_.level, changed=note))

    def compiler(self, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings, those of the compiler itself with the levels that are set for them; its errors stay."""
        for finding in findings:
            set_ = self._fitting(finding.code, ()) if not finding.subject and finding.severity != "error" else None
            if set_ is None or set_.level == finding.severity:
                yield finding
            elif set_.level != "off":
                note = _changed(finding.severity, set_.level, set_.place.source.name)
                yield attrs.evolve(finding, severity=set_.level, notes=(*finding.notes, note))

    def idle(self, headings: Iterable[Heading]) -> Iterator[Diagnostic]:
        """Names that fit none of the rules and requires of a run, and none of the compiler's codes: most likely they
        are misspelt."""
        if not self.of:
            return
        from colossusc.codes import all_codes  # which a run without levels need not load

        known: dict[str, object] = dict(all_codes())
        for heading in headings:
            known.update(dict.fromkeys((heading.code, heading.title if heading.code == "require" else heading.name)))
        for name, set_ in self.of.items():
            if not any(each == name or each.startswith(name) for each in known):
                guess = meant(name, known)
                yield Diagnostic(
                    "C0715",
                    "warning",
                    _("nothing that was checked is called `{name}`", name=name),
                    set_.place,
                    helps=(guess or _("name a code, a beginning of codes, a rule, or a `require` by its title"),),
                )

    def _fitting(self, code: str, words: tuple[str, ...]) -> Set | None:
        for word in (code, *words):
            if word in self.of:
                return self.of[word]
        beginnings = [name for name in self.of if code.startswith(name)]
        return self.of[max(beginnings, key=len)] if beginnings else None


AS_WRITTEN = Levels()


def _changed(before: Severity, after: Severity, by: str) -> str:
    if RANK[after] > RANK[before]:
        return _("`{before}` raised to `{after}` by {by}", before=before, after=after, by=by)
    return _("`{before}` lowered to `{after}` by {by}", before=before, after=after, by=by)
