"""Why a literal was refused: raised by the readers of numbers, units and dates, reported by who has the span."""

from __future__ import annotations


class Problem(Exception):
    """A literal that means nothing: diagnostic code, message, help or "", and the corrected text if there is one."""

    def __init__(self, code: str, message: str, remedy: str = "", replacement: str | None = None) -> None:
        super().__init__(code, message, remedy, replacement)
        self.code = code
        self.message = message
        self.help = remedy
        self.replacement = replacement


def quoted(text: str) -> str:
    """The text between backticks, cut to a length that a message can carry."""
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"
