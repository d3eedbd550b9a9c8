"""What a run found, as formats for machines take it: the findings and what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import attrs

from colossusc.diagnostic import RANK, Diagnostic
from colossusc.rules.verdict import CampusResult

Standing = Literal["counted", "past", "waived"]


@attrs.frozen(eq=False)
class Report:
    """All findings of a run, sorted by place; those that do not count are among them."""

    findings: Sequence[Diagnostic]
    campuses: Sequence[CampusResult] = ()  # as they were judged; none where no rule was asked
    fail_on: str = "error"  # a severity, or "never"
    past: bool = False  # whether findings that ended before `as_of` count
    most: int = 1000  # so many of a standing are listed
    left_out: int = 0  # findings left out by `--select` and `--ignore`
    listed: Sequence[Diagnostic] = attrs.field(init=False)
    """The findings that a document lists."""

    @listed.default
    def _listed(self) -> Sequence[Diagnostic]:
        number: Counter[Standing] = Counter()
        listed = []
        for finding in self.findings:
            standing = self.standing(finding)
            number[standing] += 1
            if number[standing] <= self.most:
                listed.append(finding)
        return listed

    @property
    def omitted(self) -> int:
        """How many findings are not listed."""
        return len(self.findings) - len(self.listed)

    def standing(self, finding: Diagnostic) -> Standing:
        """Whether a finding counts, and if not, why."""
        if finding.waiver is not None:
            return "waived"
        return "past" if finding.past and not self.past else "counted"

    def fails(self, finding: Diagnostic) -> bool:
        """Whether the run fails because of this finding."""
        if self.standing(finding) != "counted" or self.fail_on == "never":
            return False
        return RANK[finding.severity] >= RANK[self.fail_on]
