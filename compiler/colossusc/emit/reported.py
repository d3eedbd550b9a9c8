"""Published figures beside the model's, in words."""

from __future__ import annotations

import attrs

from colossusc.rules.verdict import CampusResult


@attrs.frozen
class Row:
    """A published figure, and the model's on that day."""

    of: str  # the object
    name: str  # the fact
    date: str  # the day that it is of
    reported: str  # as published
    model: str  # the plan's
    difference: str  # of the published figure: `+1.4 %`; nothing where either is not one number
    differs: bool  # by more than the published figure is precise
    sources: tuple[str, ...]  # their names


def rows(result: CampusResult) -> tuple[Row, ...]:
    """The published figures of a campus, in the order written."""
    return tuple(
        Row(
            each.item.called,
            each.name,
            each.date,
            each.type.show(each.figure),
            each.type.show(each.model),
            each.difference,
            each.differs,
            tuple(source.name for source in each.cites),
        )
        for each in result.reported
    )
