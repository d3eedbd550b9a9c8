"""Pages as a browser shows them: accessible by axe, asking for nothing, and legible on a phone and on a desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from colossusc.emit.difference import pages
from colossusc.emit.mistakes import instead
from colossusc.pipeline import Options, check, difference
from emit.outputs import PROJECT, checked, compiled, in_french

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
ONE_TURBINE = (PROJECT / "tests/emit/one_turbine.colossus").read_text(encoding="utf-8")
WRONG = ONE_TURBINE.replace("10 MW", "10 MWh")
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3

# Pairs of texts of a picture that lie on each other: their words, and how far in pixels.
OVERLAPS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const texts = [...svg.querySelectorAll('text')].map(each => [each.textContent, each.getBoundingClientRect()]);
  return texts.flatMap(([words, one], place) => texts.slice(place + 1).flatMap(([others, other]) => {
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return width > 1 && height > 3 ? [[words, others, width, height]] : [];
  }));
})"""

# Texts of pictures whose contrast to what lies below their middle is less than some: axe does not look there.
FAINT = """least => {
  const channels = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = colour => {
    const [r, g, b] = channels(colour).map(each => each / 255)
      .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll('svg text')].flatMap(text => {
    text.scrollIntoView({block: 'center', inline: 'center'});
    const box = text.getBoundingClientRect();
    const below = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      .map(each => [each.tagName, getComputedStyle(each).fill, Number(getComputedStyle(each).fillOpacity)])
      .find(([tag, fill, opacity]) => ['path', 'rect', 'circle'].includes(tag) && fill !== 'none' && opacity === 1);
    const [one, other] = [getComputedStyle(text).fill, below ? below[1] : 'rgb(255, 255, 255)'].map(light);
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return contrast < least ? [[text.textContent, contrast]] : [];
  });
}"""


def report(plan: str) -> str:
    return compiled(plan)["report.html"]


def beside(old: str, new: str) -> str:
    return pages.html(difference(checked(old), checked(new), ("old", "new"), lambda code: True)).decode()


def mistakes(plan: str) -> str:
    return instead(check(["plan.colossus"], lambda _: plan, Options()).diagnostics, "0").decode()


COLOSSUS = (PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8")
PAGES: dict[str, Callable[[], str]] = {
    "colossus_1": lambda: report(COLOSSUS),
    "in French": lambda: in_french(COLOSSUS)["report.html"].decode(),
    "one turbine": lambda: report(ONE_TURBINE),
    "long names": lambda: report(ONE_TURBINE.replace("One-turbine campus", "L" * 300)),
    "difference": lambda: beside(ONE_TURBINE, ONE_TURBINE.replace("10 MW", "4 MW")),
    "mistakes": lambda: mistakes(WRONG),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("name", PAGES)
def test_it_can_be_used(browser: Browser, tmp_path: Path, name: str, width: int) -> None:
    """By who sees little, hears it, has no mouse, or has a phone."""
    file = tmp_path / "page.html"
    file.write_text(PAGES[name](), encoding="utf-8")
    said: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))
        page.goto(file.as_uri())
        assert said == [file.as_uri()]  # itself, and nothing else
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert violations(page) == []
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(FAINT, LEAST_CONTRAST) == []


def violations(page: Page) -> list[Any]:
    """What axe finds wrong: the rule, and the first element that breaks it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]


def test_the_policy_of_a_page_lets_nothing_run(browser: Browser, tmp_path: Path) -> None:
    """What is put into it runs no script and asks for nothing."""
    file = tmp_path / "page.html"
    put = "<img src='https://e.example/x.png'><script>document.title = 'ran'</script>"
    file.write_text(report(ONE_TURBINE).replace("</main>", f"{put}</main>"), encoding="utf-8")
    refused: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: refused.append(message.text))
        page.goto(file.as_uri())
        assert page.title() != "ran"
        assert len([each for each in refused if "Content Security Policy" in each]) == 2
