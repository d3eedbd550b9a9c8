"""A page as SVG: one file, no script, no link, nothing from elsewhere. Whatever a name holds, it stays text."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from colossusc.emit.one_line.letters import is_sure
from colossusc.emit.one_line.page import Beam, Mark, Page, Text, Wire
from colossusc.emit.one_line.symbols import Look, shapes
from colossusc.resources import resource
from colossusc.show.visible import visible

_WIDE = 1500  # of a page that a report does not make smaller, as its letters could not be read
_HOP = 5
_HALO = 4


def svg(page: Page, look: Look, name: str = "") -> bytes:
    """The picture of a page, in one of the two looks; with a name among the others of a report, which has its style."""
    title, description = f"{name or 'one-line'}-title", f"{name or 'one-line'}-description"
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "one-line large" if name and page.width > _WIDE else "one-line",
            "viewBox": f"0 0 {page.width} {page.height}",
            "width": str(page.width),
            "height": str(page.height),
            "role": "img",
            "aria-labelledby": f"{title} {description}",
        },
    )
    _words(root, "title", page.title, id=title)
    _words(root, "desc", page.description, id=description)
    if not name:
        _words(root, "style", resource("templates/one_line.css").read_text())
    SubElement(root, "rect", {"class": "paper", "width": str(page.width), "height": str(page.height)})
    for wire in page.rules:
        _path(root, f"M{wire.x1} {wire.y1}H{wire.x2}", "rule")
    for wire in page.wires:
        _path(root, _way(wire), " ".join(filter(None, ("wire", "dashed" if wire.dashed else "", wire.change))))
    for beam in page.beams:
        _beam(root, beam)
    for dot in page.dots:
        SubElement(root, "circle", {"class": "dot", "cx": str(dot.x), "cy": str(dot.y), "r": "3.5"})
    for mark in page.marks:
        _mark(root, mark, look)
    for text in page.texts:
        _text(root, text)
    indent(root, " ")
    return tostring(root, encoding="unicode").encode() + b"\n"


def _words(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = text if tag == "style" else visible(text)


def _path(parent: Element, path: str, kind: str) -> None:
    SubElement(parent, "path", {"class": kind, "d": path})


def _way(wire: Wire) -> str:
    if wire.y1 == wire.y2:
        return f"M{wire.x1} {wire.y1}H{wire.x2}"
    hops = "".join(f"V{y - _HOP}a{_HOP} {_HOP} 0 0 1 0 {2 * _HOP}" for y in wire.hops)
    return f"M{wire.x1} {wire.y1}{hops}V{wire.y2}"


def _beam(parent: Element, beam: Beam) -> None:
    group = SubElement(parent, "g")
    kinds = ["beam", beam.sort]
    if beam.node is not None:
        _words(group, "title", beam.node.full)
        kinds += [beam.node.change, "over" if beam.node.over else ""]
    _path(group, f"M{beam.x1} {beam.y}H{beam.x2}", " ".join(filter(None, kinds)))


def _mark(parent: Element, mark: Mark, look: Look) -> None:
    kinds = ["symbol", mark.sort]
    open_, node = False, mark.node
    if node is not None:
        kinds += [node.change, "over" if node.over else ""]
        open_ = node.open
    width, height = (mark.height, mark.width) if mark.flat else (mark.width, mark.height)
    move = f"translate({mark.x} {mark.y})"
    if mark.flat:
        move = f"translate({mark.x} {mark.y + mark.height}) rotate(-90)"
    group = SubElement(parent, "g", {"class": " ".join(filter(None, kinds)), "transform": move})
    if node is not None:
        group.set("data-object", visible(node.key))
        _words(group, "title", node.full)
        if node.over:
            halo = f"M{-_HALO} {-_HALO}H{width + _HALO}V{height + _HALO}H{-_HALO}Z"
            _path(group, halo, "halo")
    for shape in shapes(mark.sort, look, open_=open_):
        if shape.letters:
            middle = {"x": str(width // 2), "y": str(height // 2 - shape.raised), "class": "letters"}
            SubElement(group, "text", middle).text = shape.letters
        else:
            _path(group, shape.path, "solid" if shape.solid else "outline")


def _text(parent: Element, text: Text) -> None:
    """What may be wider than computed is forced into its box."""
    x = text.x + text.width // 2 if text.middle else text.x
    attributes = {"x": str(x), "y": str(text.y + text.height - 4), "font-size": str(text.size), "class": text.style}
    if text.bold:
        attributes["font-weight"] = "bold"
    attributes["data-width"] = str(text.width)
    if text.middle:
        attributes["text-anchor"] = "middle"
    if not is_sure(text.text):
        attributes |= {"textLength": str(text.width), "lengthAdjust": "spacingAndGlyphs"}
    SubElement(parent, "text", attributes).text = text.text
