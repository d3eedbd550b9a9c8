"""Why a literal was refused. Raised by the readers of numbers, units and dates; the caller knows the span and reports it."""

from __future__ import annotations


class Problem(Exception):
    """A literal that means nothing: a diagnostic code, a message, a help (or ""), and the corrected text where there is one."""

    def __init__(self, code: str, message: str, help: str = "", replacement: str | None = None) -> None:
        super().__init__(code, message, help, replacement)
        self.code = code
        self.message = message
        self.help = help
        self.replacement = replacement


class NumberProblem(Problem):
    """C0201 malformed, C0202 too many digits, C0203 exponent out of range."""


class UnitProblem(Problem):
    """C0204 unknown, C0205 letter case, C0206 ambiguous, C0207 malformed."""


class DateProblem(Problem):
    """C0501 no such day, C0502 no such month or quarter, C0503 not a date."""


def quoted(text: str) -> str:
    """The text between backticks, cut to a length that a message can carry."""
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"
