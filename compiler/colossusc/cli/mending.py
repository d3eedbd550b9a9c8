"""Applying safe fixes to plans: try, check again, and keep what leaves no new mistake.

A fix is safe by its own account where only one thing can have been meant. That is put to the test: the changed files
are checked, and a fix is kept only if every mistake they still have was there before. A mistake that a fix uncovers may
be mended with it, if it has a safe fix too. What rules find does not count: a rule may well fail once it can be judged.
The name of a file of the library is mended first and kept: what it uncovers was hidden behind it, and is not its doing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from colossusc.diagnostic import Diagnostic, Fix
from colossusc.pipeline import Checked
from colossusc.source import Read, Span

Texts: TypeAlias = Mapping[str, str]
_ROUNDS = 20  # a round mends all that is known to be wrong, and may uncover more
_MISNAMED = "C0704"  # of a file of the library
_TRIES = 100  # checks a round, if guesses are wrong; what is not tried is left


@attrs.frozen(eq=False)
class Mended:
    """The files that changed, what was done to them (each in the text of its round), and the check of what is there."""

    texts: Texts
    done: Sequence[Fix]
    checked: Checked


def mend(
    checked: Checked, check: Callable[[Read], Checked], read: Read, wanted: Callable[[Diagnostic], bool]
) -> Mended:
    """Applies the safe fixes of wanted findings until none is left that can be kept. `checked` is what `read` gives."""
    now = Mended({}, (), checked)
    for _ in range(_ROUNDS):
        found = [each for each in now.checked.diagnostics if wanted(each)]
        misnamed = _safe_fixes(each for each in found if each.code == _MISNAMED)
        then = _mended(now, misnamed, check, read) if misnamed else _round(now, _safe_fixes(found), check, read)
        if then is now:
            break
        now = then
    return now


def _round(now: Mended, fixes: list[Fix], check: Callable[[Read], Checked], read: Read) -> Mended:
    """What can be kept of some fixes: all at once, or else half by half."""
    best = now
    kept: list[Fix] = []
    waiting = [fixes] if fixes else []
    for _ in range(_TRIES):
        if not waiting:
            break
        some = waiting.pop()
        tried = _tried(now, [*kept, *some], check, read)
        if tried is not None:
            best = tried
            kept += some
        elif len(some) > 1:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]
    return best


def _tried(now: Mended, fixes: list[Fix], check: Callable[[Read], Checked], read: Read) -> Mended | None:
    """The files with some fixes, and with those of the mistakes that they uncover; None if a new mistake is left."""
    allowed = _mistakes(now.checked)
    for _ in range(_ROUNDS):
        now = _mended(now, fixes, check, read)
        new = _mistakes(now.checked) - allowed
        if not new:
            return now
        uncovered = [each for each in now.checked.diagnostics if _identity(each) in new]
        fixes = _safe_fixes(uncovered)
        if not fixes or not all(any(fix.safe for fix in each.fixes) for each in uncovered):
            return None
    return None


def _mended(now: Mended, fixes: Sequence[Fix], check: Callable[[Read], Checked], read: Read) -> Mended:
    texts = {**now.texts, **_applied(fixes)}
    return Mended(texts, (*now.done, *fixes), check(_over(texts, read)))


def _over(texts: Texts, read: Read) -> Read:
    return lambda name: texts[name] if name in texts else read(name)


def _safe_fixes(findings: Iterable[Diagnostic]) -> list[Fix]:
    """One safe fix a finding, by place; of those that overlap the first. The standard library is nobody's to change."""
    chosen = [next((fix for fix in finding.fixes if fix.safe), None) for finding in findings]
    fixes: list[Fix] = []
    for fix in sorted((each for each in chosen if each is not None), key=_place):
        changes = fix.span.text != fix.replacement and not fix.span.source.library
        last = fixes[-1].span if fixes else None
        free = last is None or last.source is not fix.span.source or _after(fix.span, last)
        if changes and free:
            fixes.append(fix)
    return fixes


def _place(fix: Fix) -> tuple[str, int, int]:
    return fix.span.source.name, fix.span.start, fix.span.end


def _after(span: Span, last: Span) -> bool:
    """Whether a place lies behind another; two insertions in one place do not."""
    return span.start >= last.end and span.start > last.start


def _applied(fixes: Iterable[Fix]) -> dict[str, str]:
    """The files that some fixes change, with their new text."""
    texts: dict[str, str] = {}
    for fix in sorted(fixes, key=_place, reverse=True):  # from the end, so that places stay
        span = fix.span
        text = texts.get(span.source.name, span.source.text)
        texts[span.source.name] = text[: span.start] + fix.replacement + text[span.end :]
    return texts


def _mistakes(checked: Checked) -> Counter[tuple[str, ...]]:
    """The errors in the plan itself, by what they say."""
    errors = (each for each in checked.diagnostics if each.severity == "error" and not each.subject)
    return Counter(map(_identity, errors))


def _identity(finding: Diagnostic) -> tuple[str, ...]:
    return (finding.span.source.name if finding.span else "", finding.code, finding.message)
