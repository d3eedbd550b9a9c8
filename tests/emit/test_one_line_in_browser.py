"""Text as a browser draws it lies in the boxes that were computed without a font."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from colossusc.emit.one_line import Wanted
from colossusc.pipeline import Checked, draw
from colossusc.testing import check_text

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
# The widths of all texts as they are drawn, with that of each as it was computed.
SCRIPT = """
const found = [...document.querySelectorAll('text[font-size]')].map(each => {
  const box = each.getBBox(), view = each.ownerSVGElement.viewBox.baseVal;
  return [each.textContent, box.width, Number(each.dataset.width), box.x >= 0 && box.x + box.width <= view.width];
});
document.body.textContent = 'FOUND' + JSON.stringify(found) + 'END';
"""
TEXT = """
campus c "Campus WWWW mmmm Ünïcödé" {
  pue = 1.2
  site s "北京 site with a name" {
    jurisdiction = [us_tx]
    grid g "Utility <b>&amp; Sons</b>" { contracted = 100 MW; voltage = 138 kV }
    transformer t "MAIN TRANSFORMER WITH MANY WIDE LETTERS" { fed_by = [g]; rating = 90 MVA; power_factor = 0.95 }
    bus a "אבג" { fed_by = [t] }
    load hall "Illinois lily fill" { behind = it; power = 80 MW; fed_by = [a] }
  }
}
"""


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize("font", ["Liberation Sans", "DejaVu Sans"])
def test_no_text_is_wider_than_its_box(tmp_path: Path, font: str) -> None:
    checked: Checked = check_text(TEXT, as_of=739_000)
    picture = next(iter(draw(checked, Wanted()).values())).decode().replace("Liberation Sans", font)
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{picture}<script>{SCRIPT}</script>", encoding="utf-8")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [str(CHROMIUM), *FLAGS, "--disable-background-networking", profile, "--dump-dom", page.as_uri()]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    match = re.search("FOUND(.*)END", printed)
    assert match is not None, printed
    found = json.loads(match[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert len(found) > 20
    for text, real, computed, inside in found:
        assert real <= computed + 0.5, text
        assert inside, text
