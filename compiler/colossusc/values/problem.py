"""Why a literal was refused: raised by the readers of numbers, units and dates, reported by who has the span."""

from __future__ import annotations

from colossusc.diagnostic import Remedy


class Problem(Exception):
    """A literal that means nothing: diagnostic code, message, help or "", and the corrected text if there is one.

    It is safe to write the corrected text where nothing else can have been meant.
    """

    def __init__(
        self, code: str, message: str, remedy: str = "", replacement: str | None = None, safe: bool = False
    ) -> None:
        super().__init__(code, message, remedy, replacement, safe)
        self.code = code
        self.message = message
        self.help = remedy
        self.replacement = replacement
        self.safe = safe

    def remedy(self, text: str) -> Remedy:
        """The help, for the literal as it was written."""
        return Remedy(self.help, text if self.replacement else "", self.replacement or "", self.safe)


def quoted(text: str) -> str:
    """The text between backticks, cut to a length that a message can carry."""
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"
