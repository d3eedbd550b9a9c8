"""One-line diagrams that the layout has to cope with: up to 60 sources, in any network without a circle."""

from __future__ import annotations

from hypothesis import strategies as st

from colossusc.emit.one_line.diagram import BUSES, Change, Diagram, Line, Node, Sort, Tie
from colossusc.emit.one_line.letters import shortened
from colossusc.emit.one_line.page import SIZES, SMALL
from colossusc.emit.one_line.words import ROOM

_SOURCES: tuple[Sort, ...] = ("utility", "generator", "battery", "solar")
_CARRIERS: tuple[Sort, ...] = ("transformer", "breaker", "feeder", "ups", "pdu", "bus", "bus", "bus", "assumed")
_CHANGES: tuple[Change, ...] = ("", "", "new", "changed", "gone")
_TEXTS = st.text(max_size=40) | st.sampled_from(
    (
        "WWWWWWWWWWWWWWWWWWWWWWWW",
        "<script>alert(1)</script>",
        "a & b",
        "\u05d0\u05d1\u05d2 \u202e x",
        "停电" * 9,
        "i" * 80,
    )
)
_PAIRS = st.tuples(st.integers(0, 200), st.integers(0, 200))


def diagrams(sources: int = 60, carriers: int = 24, loads: int = 24) -> st.SearchStrategy[Diagram]:
    """Diagrams with 1 to `sources` sources, and up to so many carriers and loads."""
    return st.builds(
        _diagram,
        _some(_nodes(_SOURCES), 1, sources),
        _some(_nodes(_CARRIERS), 0, carriers),
        _some(_nodes(("load",)), 0, loads),
        st.integers(0, 120).flatmap(lambda count: st.lists(_PAIRS, min_size=count, max_size=count)),
        st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), _nodes(("breaker",)) | st.none()), max_size=6),
        _TEXTS,
    )


def _some(nodes: st.SearchStrategy[Node], least: int, most: int) -> st.SearchStrategy[list[Node]]:
    """So many nodes, of a few sorts in turn: many are as likely as few."""
    return st.builds(
        lambda few, count: [few[number % len(few)] for number in range(count)],
        st.lists(nodes, min_size=1, max_size=6),
        st.integers(least, most),
    )


def _nodes(sorts: tuple[Sort, ...]) -> st.SearchStrategy[Node]:
    return st.builds(
        lambda sort, lines, change, over, open_: Node("", sort, lines, "called", "words", change, over, open_),
        st.sampled_from(sorts),
        st.lists(_lines(), max_size=5).map(tuple),
        st.sampled_from(_CHANGES),
        st.booleans(),
        st.booleans(),
    )


def _lines() -> st.SearchStrategy[Line]:
    def line(text: str, bold: bool) -> Line:
        size = SIZES["name"] if bold else SMALL
        return Line(shortened(text, size, ROOM, bold=bold), "name" if bold else "figure")

    return st.builds(line, _TEXTS, st.booleans())


def _diagram(
    sources: list[Node],
    carriers: list[Node],
    loads: list[Node],
    links: list[tuple[int, int]],
    ties: list[tuple[int, int, Node | None]],
    title: str,
) -> Diagram:
    """Numbers say what feeds what: only what stands further on in the list can be fed."""
    nodes = [_named(node, number) for number, node in enumerate([*sources, *carriers, *loads])]
    feeding, fed = nodes[: len(sources) + len(carriers)], nodes[len(sources) :]
    feeds = []
    for one, other in links if fed else ():
        upper, lower = feeding[one % len(feeding)], fed[other % len(fed)]
        if nodes.index(upper) < nodes.index(lower):
            feeds.append((upper.key, lower.key))
    buses = [node.key for node in nodes if node.sort in BUSES]
    tied = [
        Tie(buses[one % len(buses)], buses[other % len(buses)], node and _named(node, len(nodes) + number), _WORDS)
        for number, (one, other, node) in enumerate(ties if buses else ())
        if one % len(buses) != other % len(buses)
    ]
    return Diagram(title, "a day", "all of it", tuple(nodes), tuple(feeds), tuple(tied))


_WORDS = (Line("counted together:", "tag"),)


def _named(node: Node, number: int) -> Node:
    return Node(f"n{number}", node.sort, node.lines, node.name, node.words, node.change, node.over, node.open)
