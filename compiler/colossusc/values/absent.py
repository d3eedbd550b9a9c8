"""The two ways in which a value can be missing.

An enumeration, so that each is one object, survives copying, and type checkers narrow on `is`.
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class Missing(Enum):
    """`ABSENT` was not given (or not yet); `BROKEN` was given by a declaration that is already reported."""

    ABSENT = "absent"
    BROKEN = "broken"

    def __repr__(self) -> str:
        return self.name


ABSENT: Final = Missing.ABSENT
BROKEN: Final = Missing.BROKEN
