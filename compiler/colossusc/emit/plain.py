"""Figures as machines and spreadsheets read them."""

from __future__ import annotations

from typing import Any

from colossusc.emit.ranges import finite
from colossusc.values.number import Number, decimals_of, show_number
from colossusc.values.uncertain.expression import Uncertain, least_of

_MOST_DECIMALS = 4  # of figures whose decimals do not end


def plain(figure: Number | Uncertain | None) -> str:
    """A number for machines: all its decimals, no grouping; rounded only where its decimals do not end. Of what is not
    one number, the least."""
    number: Any = finite(least_of(figure)) if figure is not None else None
    if number is None:
        return ""
    decimals = decimals_of(number)
    return show_number(number, _MOST_DECIMALS if decimals is None else decimals, "")
