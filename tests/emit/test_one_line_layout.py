"""The layout of one-line diagrams: nothing overlaps, nothing is outside, and no line ends nowhere."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

from hypothesis import given, settings

from colossusc.emit.one_line.diagram import Diagram, Line, Node, Sort, Tie
from colossusc.emit.one_line.frame import framed
from colossusc.emit.one_line.layout import drawn
from colossusc.emit.one_line.letters import shortened, width_of, wrapped
from colossusc.emit.one_line.page import Beam, Mark, Page, Text, Wire
from colossusc.emit.one_line.placing import placed
from colossusc.emit.one_line.strips import chains
from colossusc.emit.one_line.svg import svg
from colossusc.emit.one_line.symbols import LOOKS
from colossusc.testing.diagrams import diagrams

Box = tuple[int, int, int, int]


def page_of(diagram: Diagram) -> Page:
    return framed(diagram, drawn(placed(chains(diagram))))


def box(shape: Text | Mark) -> Box:
    return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height


def line_box(wire: Wire) -> Box:
    return wire.x1, min(wire.y1, wire.y2), wire.x2, max(wire.y1, wire.y2)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def crosses(line: Box, area: Box) -> bool:
    """Whether a line, which has no width, goes through the inside of an area."""
    return line[0] < area[2] and area[0] < line[2] + 1 and line[1] < area[3] and area[1] < line[3] + 1


def ports(mark: Mark) -> set[tuple[int, int]]:
    if mark.flat:
        middle = mark.y + mark.height // 2
        return {(mark.x, middle), (mark.x + mark.width, middle)}
    middle = mark.x + mark.width // 2
    return {(middle, mark.y), (middle, mark.y + mark.height)}


def assert_sound(page: Page) -> None:
    texts = [box(text) for text in page.texts if text.width]
    marks = [box(mark) for mark in page.marks]
    beams = [(beam.x1, beam.y - 3, beam.x2, beam.y + 3) for beam in page.beams]
    wires = [line_box(wire) for wire in page.wires]
    for area in (*texts, *marks, *beams, *wires):
        assert min(area) >= 0, area
        assert area[2] <= page.width, area
        assert area[3] <= page.height, area
    for one, other in combinations(texts, 2):
        assert not overlap(one, other), (one, other)
    for one, other in combinations(marks, 2):
        assert not overlap(one, other), (one, other)
    for text in texts:
        assert not any(overlap(text, mark) for mark in marks), text
        assert not any(overlap(text, beam) for beam in beams), text
        assert not any(crosses(wire, text) for wire in wires), text
    for mark in marks:
        assert not any(overlap(mark, beam) for beam in beams), mark
        inside = mark[0] + 1, mark[1] + 1, mark[2] - 1, mark[3] - 1
        assert not any(crosses(wire, inside) for wire in wires), mark
    for left, right in combinations(sorted(page.beams, key=lambda beam: (beam.y, beam.x1)), 2):
        assert left.y != right.y or left.x2 < right.x1, (left, right)
    ends = {port for mark in page.marks for port in ports(mark)}
    for wire in page.wires:
        for x, y in ((wire.x1, wire.y1), (wire.x2, wire.y2)):
            on_bar = any(beam.x1 <= x <= beam.x2 and beam.y == y for beam in page.beams)
            assert on_bar or (x, y) in ends, wire


def assert_wires_apart(page: Page) -> None:
    """No two lines run over each other, and one that crosses another hops over it."""
    vertical = [wire for wire in page.wires if wire.x1 == wire.x2 and wire.y1 != wire.y2]
    for one, other in combinations(vertical, 2):
        assert one.x1 != other.x1 or one.y2 <= other.y1 or other.y2 <= one.y1, (one, other)
    level = [(beam.x1, beam.x2, beam.y) for beam in page.beams]
    level += [(wire.x1, wire.x2, wire.y1) for wire in page.wires if wire.y1 == wire.y2]
    for wire in vertical:
        for x1, x2, y in level:
            if x1 <= wire.x1 <= x2 and wire.y1 < y < wire.y2:
                assert y in wire.hops


@settings(deadline=None)
@given(diagrams())
def test_nothing_overlaps_and_every_line_ends_somewhere(diagram: Diagram) -> None:
    page = page_of(diagram)
    assert_sound(page)
    assert_wires_apart(page)
    shapes: list[Mark | Beam] = [*page.marks, *page.beams]
    drawn_nodes = [shape.node.key for shape in shapes if shape.node is not None]
    tied = [tie.node.key for tie in diagram.ties if tie.node is not None]
    assert sorted(drawn_nodes) == sorted([*(node.key for node in diagram.nodes), *tied])  # each once


@settings(deadline=None, max_examples=30)
@given(diagrams(12, 8, 8))
def test_a_picture_is_sound_xml_and_the_same_twice(diagram: Diagram) -> None:
    for look in LOOKS:
        content = svg(page_of(diagram), look)
        assert content == svg(page_of(diagram), look)
        root = ElementTree.fromstring(content)
        assert {element.tag.split("}")[1] for element in root.iter()} <= {
            *("svg", "title", "desc", "style", "rect", "path", "circle", "g", "text")
        }
        assert root.get("role") == "img"


def node(key: str, sort: Sort = "load", *, open_: bool = False) -> Node:
    return Node(key, sort, (Line(key, "name"),), key, open=open_)


def test_two_buses_with_a_tie_lie_side_by_side() -> None:
    nodes = (node("u", "utility"), node("t1", "transformer"), node("t2", "transformer"), node("a", "bus"))
    feeds = (("u", "t1"), ("u", "t2"), ("t1", "a"), ("t2", "b"), ("a", "x"), ("b", "y"))
    tie = Tie("a", "b", node("tie", "breaker", open_=True))
    page = page_of(Diagram("t", "s", "d", (*nodes, node("b", "bus"), node("x"), node("y")), feeds, (tie,)))
    bars = {beam.node.key: beam for beam in page.beams if beam.node}
    mark = next(mark for mark in page.marks if mark.node and mark.node.key == "tie")
    assert mark.flat
    assert bars["a"].y == bars["b"].y == mark.y + mark.height // 2
    assert bars["a"].x2 < mark.x < bars["b"].x1


def test_a_ring_of_ties_has_one_that_goes_round() -> None:
    buses = tuple(node(key, "bus") for key in "abc")
    ties = tuple(Tie(one, other, node(one + other, "breaker")) for one, other in ("ab", "bc", "ac"))
    page = page_of(Diagram("t", "s", "d", buses, (), ties))
    assert_sound(page)
    assert sorted(mark.flat for mark in page.marks if mark.node) == [False, True, True]


def test_sources_stand_inside_the_bus_and_over_it() -> None:
    sources = tuple(node(f"g{number}", "generator") for number in range(3))
    page = page_of(Diagram("t", "s", "d", (*sources, node("a", "bus")), tuple((each.key, "a") for each in sources)))
    bar = page.beams[0]
    for mark in page.marks:
        if mark.node is not None:
            assert bar.x1 + 10 < mark.x + mark.width // 2 < bar.x2 - 10
            assert mark.y + mark.height < bar.y


def test_sixty_sources_stand_in_two_tiers() -> None:
    sources = tuple(node(f"source_with_a_long_name_{number}", "generator") for number in range(60))
    page = page_of(Diagram("t", "s", "d", (*sources, node("a", "bus")), tuple((each.key, "a") for each in sources)))
    assert_sound(page)
    assert len({mark.y for mark in page.marks if mark.node}) == 2


def test_texts_are_cut_to_their_room() -> None:
    assert shortened("W" * 100, 12, 60) == "WWWW…"
    assert width_of(shortened("W" * 100, 12, 60), 12) <= 60
    assert wrapped("one two three four five six", 12, 50, 2) == ("one two", "three…")
    assert wrapped("", 12, 50, 2) == ()
    assert shortened("a\u202eb\nc", 12, 500) == "a\\u{202e}b\\u{a}c"


def test_a_bus_that_two_sources_feed_lies_below_those_that_it_would_reach_over() -> None:
    """`c` is fed from both ends, so that it cannot lie in one row with `a` and `b`, to which it is tied."""
    sources = node("u", "utility"), node("v", "utility"), node("t", "transformer")
    nodes = (*sources, *(node(key, "bus") for key in "adbc"))
    feeds = (("u", "t"), ("u", "c"), ("u", "a"), ("u", "d"), ("v", "c"), ("v", "b"))
    page = page_of(Diagram("t", "s", "d", nodes, feeds, (Tie("a", "b"), Tie("b", "c"))))
    assert_sound(page)
    assert_wires_apart(page)
