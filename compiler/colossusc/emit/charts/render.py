"""From a specification to SVG and PNG. The one module that knows vl-convert, which is loaded only where it has to draw.

What Vega drew is kept by the text of its specification. Fonts are those that vl-convert brings along, times are UTC,
and names inside an SVG are made anew, so that every machine draws the same and several stand in one page.
"""

from __future__ import annotations

import base64
from importlib.metadata import version
from typing import Any
from xml.etree import ElementTree

from colossusc.emit.charts.chart import Chart
from colossusc.language import SOURCE, numeral, spoken
from colossusc.show.visible import visible
from colossusc.syntax.stored import Cache

_SVG = "http://www.w3.org/2000/svg"
_LITE = "6.4"  # version of Vega-Lite
_LARGE = 1.2  # a picture beside running text, so that its letters are hardly smaller
_SCALE = 2  # pixels of a PNG for one of the SVG
_SPOKEN = ("role", "aria-")  # Vega's own words for its parts, in place of which there is one description


def svg(chart: Chart, cache: Cache) -> str:
    """A picture as an SVG that has a title and a description, no script, no style and no outside reference."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(_kept(chart, cache))
    names = {
        old: f"{chart.name}-{number}"
        for number, old in enumerate(filter(None, (each.get("id") for each in root.iter())), 1)
    }
    for parent in list(root.iter()):
        for each in [each for each in parent if _unseen(each)]:
            parent.remove(each)
    for each in root.iter():
        for key in [key for key in each.attrib if key.startswith(_SPOKEN)]:
            del each.attrib[key]
        for key, value in each.attrib.items():
            if key == "id":
                each.set(key, names[value])
            elif value.startswith("url(#"):
                each.set(key, f"url(#{names[value[5:-1]]})")
    root.attrib.pop("class", None)
    for side in ("width", "height"):
        root.set(side, f"{float(root.attrib[side]) * _LARGE:g}")
    root.set("role", "img")
    root.set("aria-labelledby", f"{chart.name}-title {chart.name}-text")
    for place, (tag, name, words) in enumerate(
        (("title", "title", chart.title), ("desc", "text", chart.description)),
    ):
        element = ElementTree.Element(f"{{{_SVG}}}{tag}", {"id": f"{chart.name}-{name}"})
        element.text = visible(words)
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _unseen(element: ElementTree.Element) -> bool:
    """Labels that had no room, or have no words, and empty frames."""
    if element.tag == f"{{{_SVG}}}text" and not element.text and not len(element):
        return True
    return element.get("opacity") == "0" or element.get("display") == "none" or element.get("d") == "M0,0h0v0h0Z"


def png(drawing: str, cache: Cache) -> bytes:
    """An SVG as a PNG."""
    key = f"png {version('vl-convert-python')} {_SCALE}\n{drawing}"
    kept = cache.get(key)
    if kept is not None:
        return base64.b64decode(kept)
    import vl_convert

    made: bytes = vl_convert.svg_to_png(drawing, scale=_SCALE)
    cache.put(key, base64.b64encode(made).decode())
    return made


def _kept(chart: Chart, cache: Cache) -> str:
    key = f"svg {version('vl-convert-python')} {_LITE}{spoken() if spoken() != SOURCE else ''}\n{chart.text}"
    kept = cache.get(key)
    if kept is None:
        kept = _made(chart)
        cache.put(key, kept)
    return kept


def _made(chart: Chart) -> str:
    import vl_convert

    marks = {"decimal": numeral("."), "thousands": numeral(","), "grouping": [3], "currency": ["", ""]}
    numbers: Any = {"format_locale": marks} if spoken() != SOURCE else {}
    if chart.language == "vg":
        return str(vl_convert.vega_to_svg(chart.text, **numbers))
    return str(vl_convert.vegalite_to_svg(chart.text, vl_version=_LITE, **numbers))
