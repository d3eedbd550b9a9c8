"""What a one-line diagram shows, as a table: for who cannot see it, and to search in."""

from __future__ import annotations

from itertools import chain

from colossusc.emit.charts.chart import Table
from colossusc.emit.one_line.diagram import BUSES, Diagram
from colossusc.emit.one_line.symbols import NAMES
from colossusc.language import _, marked, pgettext

HEADS = (
    *(marked("Object"), marked("Symbol"), marked("Figures"), marked("Fed by"), marked("Tied to")),
    marked("Since the phase before"),
)


def table(picture: Diagram) -> Table:
    """A row for each symbol and bus: what it is, its figures, what feeds it, what it is tied to, and what of it changed
    or is too much."""
    ties = [tie.node for tie in picture.ties if tie.node is not None]
    nodes = {node.key: node for node in (*picture.nodes, *ties)}
    fed: dict[str, dict[str, None]] = {}
    tied: dict[str, dict[str, None]] = {}
    for upper, lower in picture.feeds:
        fed.setdefault(lower, {})[nodes[upper].name] = None
    for tie in picture.ties:
        ends = (tie.one, tie.other)
        keys = chain(ends, [tie.node.key] if tie.node is not None else ())
        for key in keys:
            others = (nodes[end].name for end in ends if end != key)
            tied.setdefault(key, {}).update(dict.fromkeys(others))
    rows = (
        (
            node.name,
            _(NAMES["bus" if node.sort in BUSES else node.sort]),
            node.words,
            ", ".join(fed.get(key, ())),
            ", ".join(tied.get(key, ())),
            ", ".join(
                filter(
                    None,
                    (
                        pgettext("since before", node.change) if node.change else "",
                        _("overloaded") if node.over else "",
                    ),
                )
            ),
        )
        for key, node in nodes.items()
    )
    return Table(tuple(map(_, HEADS)), tuple(rows), texts=len(HEADS))
