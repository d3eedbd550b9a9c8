"""What templates print of a campus, ours and a project's own: rows of texts, by the names that templates use.

For a project's own templates this is an interface (`docs/reference/templates.md` is made from it): names are added, and
what is taken away is said in the CHANGELOG.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from colossusc.emit.balance import Balance
from colossusc.emit.bill_report import Bill
from colossusc.emit.charts import Picture
from colossusc.emit.contingencies import Told as Contingency
from colossusc.emit.contracts import Row as Contract
from colossusc.emit.dues import Table as Dues
from colossusc.emit.emissions import Emissions
from colossusc.emit.equipment import Row as Equipment
from colossusc.emit.evidence import Default, Figure, Override, Relied, Source
from colossusc.emit.findings import Row as Finding
from colossusc.emit.headroom import Row as Headroom
from colossusc.emit.one_line import Picture as OneLine
from colossusc.emit.provenance import Input
from colossusc.emit.public import INSIDE
from colossusc.emit.reported import Row as Reported
from colossusc.emit.rules import Row as Rule
from colossusc.emit.scenarios import SideBySide
from colossusc.emit.verdict import Summary


@attrs.frozen
class Campus:
    """The campus that the report is about."""

    name: str  # as the plan calls it
    label: str  # as people call it; the name where no other is given


@attrs.frozen(eq=False)
class View:
    """Everything that the report prints, in its order."""

    campus: Campus  # what it is called
    summary: Summary  # the verdict, and what it comes from
    problems: tuple[Finding, ...]  # what is said of the files themselves, worst first
    findings: tuple[Finding, ...]  # what rules find from `as_of` on, worst first, then in the order of time
    past: tuple[Finding, ...]  # what ended before `as_of`
    scenarios: SideBySide | None  # the plan and its scenarios side by side
    waived: tuple[Finding, ...]  # what somebody answers for
    pictures: Mapping[str, Picture]  # by name: those that have something to show
    mermaid: tuple[str, ...]  # firm supply and load by phase, in the words of Mermaid
    one_lines: tuple[OneLine, ...]  # one-line diagrams, one for each phase
    balances: tuple[Balance, ...]  # power over time: of the campus, then of each site where there are several
    headroom: tuple[Headroom, ...]  # how far each value can go
    not_asked: int  # how many values more are not computed
    contingencies: tuple[Contingency, ...]  # what is left when something fails
    equipment: tuple[Equipment, ...]  # what stands on the site
    rules: tuple[Rule, ...]  # every rule and `require`, and how each comes out
    judged: frozenset[str] = attrs.field(metadata=INSIDE)  # codes of rules that the page has a place for
    contracts: tuple[Contract, ...]  # approvals, permits and filings
    emissions: Emissions | None  # what the units on site may emit
    bill: Bill  # what is bought
    reported: tuple[Reported, ...]  # published figures beside the model's
    dues: Dues | None  # money that falls due by the rules
    overrides: tuple[Override, ...]  # values of parts that the plan changes
    defaults: tuple[Default, ...]  # values that nobody gave
    sources: tuple[Source, ...]  # what is cited, strongest first
    named: frozenset[str] = attrs.field(metadata=INSIDE)  # sources that the page has a place for
    uncited: tuple[Figure, ...]  # figures without a source
    relied_on: tuple[Relied, ...]  # what the conclusions rest on, the weakest first
    inputs: tuple[Input, ...]  # the files that the report is made from
    version: str  # the version of colossusc
    language: str  # in which all of it is told: `en`, `fr`
