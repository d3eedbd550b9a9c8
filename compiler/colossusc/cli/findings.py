"""Findings on the terminal: which are shown, which count, and the exit code they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import attrs

from colossusc.cli.terminal import Failure, colored, data, say
from colossusc.diagnostic import RANK, Diagnostic

if TYPE_CHECKING:  # not every command needs it
    from colossusc.rules.verdict import CampusResult

_USUAL = ("text", "short")  # for people; a clean check loads neither


@attrs.frozen
class Shown:
    """The options of the command line that say what is shown and what counts."""

    fail_on: str  # a severity, or "never"
    select: tuple[str, ...]  # beginnings of codes; empty selects all
    ignore: tuple[str, ...]
    max_diagnostics: int
    past: bool
    message_format: str
    color: str

    def selects(self, code: str) -> bool:
        """Whether findings of this code are shown."""
        return selected(code, self.select, self.ignore)


def selected(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Whether a code begins with one of `select`, where there are any, and with none of `ignore`."""
    return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))


def report(
    diagnostics: Sequence[Diagnostic],
    shown: Shown,
    unreadable: bool = False,
    campuses: Sequence[CampusResult] = (),
) -> int:
    """Shows findings: for people on stderr, for machines on stdout. Their count goes to stderr. Returns the exit code.

    `unreadable`: a file named on the command line could not be read, which is worse than a finding.
    `campuses`: how they were judged; their rules need not have found anything.
    """
    rules = {outcome.heading.code for result in campuses for outcome in result.outcomes}
    ours = {*rules, *(finding.code for finding in diagnostics)}
    for beginning in dict.fromkeys(shown.select + shown.ignore):
        if not any(code.startswith(beginning) for code in ours):
            _warn_if_unknown(beginning)
    selected = [finding for finding in diagnostics if shown.selects(finding.code)]
    waived = [finding for finding in selected if finding.waiver is not None]
    past = [finding for finding in selected if finding.past and finding.waiver is None and not shown.past]
    counted = [finding for finding in selected if finding.waiver is None and (shown.past or not finding.past)]
    left_out = len(diagnostics) - len(selected)
    if for_machines(shown.message_format):
        from colossusc.show.report import Report

        document = import_module(f"colossusc.show.{shown.message_format}").document
        data(document(Report(selected, campuses, shown.fail_on, shown.past, shown.max_diagnostics, left_out)))
    else:
        _paragraphs(counted, waived, past, shown)
    say(_summary(counted, waived, past, left_out))
    if unreadable:
        return 2
    worst = max((RANK[finding.severity] for finding in counted), default=-1)
    return int(shown.fail_on != "never" and worst >= RANK[shown.fail_on])


def listed(diagnostics: tuple[Diagnostic, ...], message_format: str) -> None:
    """Shows findings all, without their count."""
    if for_machines(message_format):
        from colossusc.show.report import Report

        report = Report(diagnostics, (), "error", False, len(diagnostics), 0)
        data(import_module(f"colossusc.show.{message_format}").document(report))
    else:
        say(import_module(f"colossusc.show.{message_format}").show(diagnostics, colored("auto")))


def for_machines(message_format: str) -> bool:
    """Whether findings in this format are data, and go to stdout."""
    return message_format not in _USUAL and hasattr(import_module(f"colossusc.show.{message_format}"), "document")


def stdout_for(what: str, shown: Shown) -> None:
    """Raises Failure where stdout would have to hold both findings for machines and something else."""
    if for_machines(shown.message_format):
        raise Failure(
            f"stdout cannot hold both {what} and findings as {shown.message_format}",
            "show the findings as `text` or `short`, or leave the other out",
        )


def _paragraphs(
    counted: Sequence[Diagnostic], waived: Sequence[Diagnostic], past: Sequence[Diagnostic], shown: Shown
) -> None:
    paragraphs = [
        _listed(counted, shown.message_format, shown),
        _listed(waived, "short", shown, "waived findings, not counted:\n"),
        _listed(past, "short", shown, "past findings, not counted:\n"),
    ]
    if any(paragraphs):
        gap = "\n" if shown.message_format == "short" else "\n\n"
        say(gap.join(filter(None, paragraphs)) + ("" if gap == "\n" else "\n"))


def _warn_if_unknown(beginning: str) -> None:
    """Warns of a `--select` or `--ignore` that fits no code of the compiler or of the rules that come with it."""
    from colossusc.codes import all_codes

    codes = all_codes()
    if any(code.startswith(beginning) for code in codes):
        return
    from colossusc.ask.manual import library_rules
    from colossusc.show.visible import visible
    from colossusc.suggest import did_you_mean

    rules = library_rules()
    if not any(code.startswith(beginning) for code in rules):
        say(f"warning: no code begins with `{visible(beginning)}`{did_you_mean(beginning, [*codes, *rules])}")


def _listed(findings: Sequence[Diagnostic], style: str, shown: Shown, title: str = "") -> str:
    if not findings:
        return ""
    show = import_module(f"colossusc.show.{style}").show
    most = shown.max_diagnostics
    text: str = title + show(findings[:most], colored(shown.color))
    return text if len(findings) <= most else f"{text}\n… and {len(findings) - most:,} more (--max-diagnostics)"


def _summary(
    counted: Sequence[Diagnostic], waived: Sequence[Diagnostic], past: Sequence[Diagnostic], left_out: int
) -> str:
    number = Counter(finding.severity for finding in counted)
    parts = [", ".join(counted_as(number[word], word) for word in ("error", "warning", "note") if number[word])]
    if waived:
        parts.append(f"{counted_as(len(waived), 'waived finding')} not counted")
    if past:
        parts.append(f"{counted_as(len(past), 'past finding')} not counted (--past)")
    if fixable := sum(any(fix.safe for fix in finding.fixes) for finding in counted):
        parts.append(f"{fixable:,} fixable (check --fix)")
    if left_out:
        parts.append(f"{counted_as(left_out, 'finding')} left out (--select, --ignore)")
    return "; ".join([parts[0] or "no findings", *parts[1:]])


def counted_as(number: int, noun: str) -> str:
    """`1 error`, `1,200 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def formats() -> list[str]:
    """The ways of showing findings: the modules of `colossusc.show` that have a `show` or a `document` function."""
    from pkgutil import iter_modules

    from colossusc import show

    names = sorted(module.name for module in iter_modules(show.__path__))
    modules = {name: import_module(f"colossusc.show.{name}") for name in names}
    return [name for name, module in modules.items() if hasattr(module, "show") or hasattr(module, "document")]


def known_format(name: str) -> str:
    """The name of a way of showing findings. Raises Failure for an unknown one."""
    if name not in _USUAL and name not in formats():
        raise Failure(f"there is no message format `{name}`", f"there are: {', '.join(formats())}")
    return name
