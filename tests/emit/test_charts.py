"""What holds of every picture: it is drawn without a warning, the same every time, whole in itself, and readable."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import vl_convert

from colossusc.emit.charts import Picture, files
from colossusc.emit.charts.render import svg
from colossusc.emit.model import Run
from colossusc.syntax.stored import NO_CACHE
from emit.drawing import drawn, param
from emit.hostile import HOSTILE
from emit.hostile import plan as hostile
from emit.outputs import PROJECT, checked, compiled

NAMES = ("supply", "timeline", "headroom", "schedule", "usable", "emitted", "costs", "flow")
REFERENCE = (PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8")
SMALL = (PROJECT / "tests/golden/two_phases/in.colossus").read_text(encoding="utf-8")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def picture(name: str) -> Picture:
    return drawn(REFERENCE)[name]


def test_the_reference_campus_has_all() -> None:
    assert tuple(drawn(REFERENCE)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_vega_warns_of_nothing(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    chart = picture(name).chart
    if chart.language == "vl":
        vl_convert.vegalite_to_svg(chart.text, vl_version="6.4", show_warnings=True)
    else:
        vl_convert.vega_to_svg(chart.text)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", NAMES)
def test_it_is_described_and_whole_in_itself(name: str) -> None:
    root = ElementTree.fromstring(picture(name).svg)
    ids = {each.attrib["id"]: each for each in root.iter() if "id" in each.attrib}
    assert root.get("role") == "img"
    title, text = (ids[each].text or "" for each in root.attrib["aria-labelledby"].split())
    assert title == picture(name).chart.title
    assert len(text) > len(title)
    assert all(each.startswith(f"{name}-") for each in ids)
    pointed = re.findall(r"url\(#([^)]*)\)", picture(name).svg)
    assert set(pointed) <= set(ids)
    assert not re.search(r"<(script|style|image|a|foreignObject)\b|href=|style=|on[a-z]+=", picture(name).svg)


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_that_it_shows_are_those_of_its_table(name: str) -> None:
    """Every figure that is drawn as text, but for those of the axes, is one of the table, rounded."""
    table = picture(name).chart.table
    assert len({len(row) for row in (table.heads, *table.rows)}) == 1
    known = {
        float(each.replace(",", ""))
        for row in (table.heads, *table.rows)
        for text in row
        for each in _NUMBER.findall(text)
    } | {1.0}  # N-1
    note = param(picture(name), "note")
    for each in ElementTree.fromstring(picture(name).svg).iter("{http://www.w3.org/2000/svg}text"):
        for figure in _NUMBER.findall(each.text or ""):
            value = float(figure.replace(",", ""))
            places = len(figure.partition(".")[2])
            aside = each.text in (*(note if isinstance(note, list) else [note]), picture(name).chart.title) or (
                each.get("font-size") == "11px" and each.get("fill") == "#55616b"
            )
            cut = (each.text or "").endswith("…")
            assert aside or cut or any(abs(each - value) <= 0.5 / 10**places + 0.006 for each in known), (
                each.text,
                figure,
            )


class Kept(dict[str, str]):
    """A cache that counts what is put into it."""

    def put(self, text: str, tree: str) -> None:
        assert text not in self
        self[text] = tree


def test_what_was_drawn_before_comes_from_the_cache() -> None:
    cache, chart = Kept(), picture("supply").chart
    first = svg(chart, cache)
    assert svg(chart, cache) == first == svg(chart, NO_CACHE)
    assert len(cache) == 1


def test_a_picture_as_files() -> None:
    found = checked(REFERENCE)
    made = files(Run(found.plan, found.campuses, (), (), ""), {"supply": picture("supply")})
    assert list(made) == ["supply.svg", "supply.png", "supply.vl.json"]
    assert made["supply.png"].startswith(b"\x89PNG\r\n")
    assert json.loads(made["supply.vl.json"])["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json"


def test_the_report_has_every_picture_and_its_figures() -> None:
    outputs = compiled(REFERENCE)
    for name in NAMES:
        assert picture(name).svg in outputs["report.html"]
        assert f"<summary>{picture(name).chart.title}</summary>" in outputs["report.md"]


@pytest.mark.parametrize("text", [*HOSTILE, "ت" * 90, "a" * 300])
def test_names_are_inert_and_do_not_break_the_layout(text: str) -> None:
    for each in drawn(hostile(text)).values():
        root = ElementTree.fromstring(each.svg)
        assert not {element.tag.partition("}")[2] for element in root.iter()} & {"script", "img", "style"}
        assert float(root.attrib["viewBox"].split()[2]) <= 800


# --------------------------------------------------------------------------------------------------- in a browser

_BOXES = """<script>
const found = [];
for (const svg of document.querySelectorAll("svg")) {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].filter(each => each.textContent.trim());
  const boxes = texts.map(each => each.getBoundingClientRect());
  boxes.forEach((a, i) => {
    if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
      found.push("outside: " + texts[i].textContent);
    boxes.slice(i + 1).forEach((b, j) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 2) found.push("overlap: " + texts[i].textContent + " | " + texts[i + 1 + j].textContent);
    });
  });
}
document.title = "measured";
document.body.textContent = "MEASURED" + JSON.stringify(found);
</script>"""


def measured(pictures: list[str], folder: Path) -> list[str]:
    """Texts that overlap, or stand outside their picture, as Chromium lays them out."""
    page = folder / "page.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{''.join(pictures)}{_BOXES}", encoding="utf-8")
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    browser = shutil.which("chromium") or ""
    command = [browser, *options.split(), f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    process = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found = re.search(r"MEASURED(\[.*\])", process.stdout)
    assert found is not None
    boxes: list[str] = json.loads(found[1])
    return boxes


@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no Chromium here")
@pytest.mark.parametrize(
    "text", [REFERENCE, SMALL, hostile("A" * 300), hostile("m" * 300)], ids=["reference", "small", "long", "wide"]
)
def test_no_texts_overlap_in_a_browser(text: str, tmp_path: Path) -> None:
    assert measured([each.svg for each in drawn(text).values()], tmp_path) == []
