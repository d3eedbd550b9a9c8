"""The phases of a campus."""

from __future__ import annotations

from typing import Any

from colossusc.ir import Item
from colossusc.values.absent import Missing


def phase_days(campus: Item) -> dict[str, Any]:
    """The day on which each phase begins, known or in a window, as declared; without those of which no day is given."""
    days = {name: value.steps.values[0] for name, value in campus.phases.items()}
    return {name: day for name, day in days.items() if not isinstance(day, Missing)}
