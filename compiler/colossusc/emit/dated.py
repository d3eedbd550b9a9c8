"""Findings with the days on which they hold, as days and not as words."""

from __future__ import annotations

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.rules.verdict import CampusResult, Heading, Verdict


@attrs.frozen(eq=False)
class Dated:
    """A finding on half-open `[start, end)`, and the rule that it comes from."""

    finding: Diagnostic
    verdict: Verdict
    start: int
    end: int
    heading: Heading

    @property
    def decides(self) -> bool:
        """Whether the verdict on the campus depends on it."""
        return deciding(self.heading)


def deciding(heading: Heading) -> bool:
    """Whether a rule decides the verdict on a campus: an error does, what is only proposed does not."""
    return heading.severity == "error" and heading.status != "proposed"


def dated(result: CampusResult) -> tuple[Dated, ...]:
    """The findings of a campus in the order of time, each once."""
    found: dict[object, Dated] = {}
    for outcome in result.outcomes:
        for each in outcome.intervals:
            if each.finding is not None:
                made = Dated(each.finding, each.counted, each.start, each.end, outcome.heading)
                found.setdefault(each.finding.order(), made)
    return tuple(sorted(found.values(), key=lambda each: (each.start, each.finding.order())))
