"""The report as PDF: what PDF/UA asks for, whole, the same on every machine, and printable whatever a plan is called.

The typesetter refuses what breaks the standard, as far as a machine can tell; here another library reads it back.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import typst

from colossusc.emit import pdf as module
from colossusc.emit.pdf import typeset
from colossusc.emit.typst import quoted, text
from colossusc.syntax.stored import NO_CACHE
from emit.hostile import plan as hostile
from emit.outputs import PROJECT, compiled, pdf
from emit.printed import Printed
from emit.test_charts import Kept

REFERENCE = (PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8")
SMALL = (PROJECT / "tests/golden/two_phases/in.colossus").read_text(encoding="utf-8")
HEAD = '#set document(title: "t")\n'


@pytest.fixture(scope="module")
def printed() -> Printed:
    return Printed(pdf(REFERENCE))


def set_of(source: str, **pictures: str) -> str:
    """The text of what is set from a source."""
    return Printed(typeset(f"{HEAD}{source}".encode(), pictures, NO_CACHE)).words


# ----------------------------------------------------------------------------------------------------------- PDF/UA


def test_it_says_that_it_is_accessible(printed: Printed) -> None:
    assert printed.root["/MarkInfo"]["/Marked"] is not None
    assert printed.root["/Lang"] == "en"
    assert printed.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed.root["/Metadata"].get_data()
    assert printed.reader.metadata is not None
    assert printed.reader.metadata.title == "Colossus, Memphis: report"


def test_heads_are_in_order_and_all_are_bookmarks(printed: Printed) -> None:
    levels = [int(tag[2:]) for tag, _ in printed.elements if re.fullmatch("/H[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(printed.bookmarks) == len(levels) - 1  # but for that of the contents
    assert [tag for tag, _ in printed.elements if tag == "/Title"] == ["/Title"]


def test_every_picture_is_described(printed: Printed) -> None:
    alts = [str(node.get("/Alt", "")) for tag, node in printed.elements if tag == "/Figure"]
    page = compiled(REFERENCE)["report.html"]
    assert len(alts) == page.count("<svg") > 8
    assert all(len(alt) > 40 for alt in alts)


def test_every_table_has_a_head(printed: Printed) -> None:
    tags = [tag for tag, _ in printed.elements]
    assert tags.count("/Table") == tags.count("/THead") > 40


def test_all_letters_are_inside_and_none_are_of_the_system(printed: Printed) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-")[0]
        for page in printed.reader.pages
        for font in (page.get("/Resources", {}).get("/Font") or {}).values()
    }
    assert fonts == {"HankenGrotesk", "DejaVuSansMono"}


# ------------------------------------------------------------------------------------------------------------- whole


def test_it_has_the_sections_of_the_page(printed: Printed) -> None:
    heads = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", compiled(REFERENCE)["report.html"])
    plain = [re.sub(r"<[^>]*>", "", head).replace("&#39;", "'").replace("&gt;", ">") for head in heads]
    missing = {" ".join(head.split()) for head in plain} - {" ".join(title.split()) for title in printed.bookmarks}
    assert missing == set()


def test_pages_are_counted_and_contents_lead_to_them(printed: Printed) -> None:
    last = len(printed.reader.pages)
    assert f"page {last} of {last}" in printed.reader.pages[-1].extract_text()
    numbers = re.findall(r"(?m)^Made from[ .]+(\d+)$", printed.reader.pages[1].extract_text())
    assert numbers
    assert "Made from" in printed.reader.pages[int(numbers[0]) - 1].extract_text()
    assert "Colossus, Memphis" in printed.reader.pages[-1].extract_text()  # the running head


def test_the_cover_tells_the_revision(printed: Printed) -> None:
    cover = printed.reader.pages[0].extract_text()
    for told in ("Colossus, Memphis", "2026-05-06", "3 errors", "SHA-256", "firm supply is 300 MW"):
        assert told in cover


@pytest.mark.parametrize("rows", [1, 60])
def test_rows_stay_whole_unless_they_are_longer_than_a_page(rows: int) -> None:
    """Of a long one nothing is lost; a short one stands on one page, and each page has the head."""
    last = 3_000 // rows - 1
    words = " ".join(f"w{number}" for number in range(last + 1))
    source = f"""#import "style.typ": *
#show: report.with(title: "t")
#set page(height: 3in)
#listing(none, (1fr, 1fr), "lr", ([Head], [Other]), (({f"[{words}], [x]), (" * rows}[last], [x]),))"""
    pages = Printed(typeset(source.encode(), {}, NO_CACHE)).reader.pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) > 3
    assert all("Head" in text for text in texts)
    first, ends = ([len(re.findall(rf"\bw{number}\b", text)) for text in texts] for number in (0, last))
    assert sum(first) == sum(ends) == rows
    assert rows == 1 or first == ends


# ---------------------------------------------------------------------------------------------- whatever it is called


LABELS = (
    "e\u0301 \u0301",  # an accent, and one with nothing to stand on
    "\u0338",  # behind a bracket, together another character
    "Ḣ ẙ Ĉ",  # letters that are put together from two
    "ت" * 90,
    "字ت😀ɟ┻ທ",
    "ⱴỚ⪍",
    "a" * 400,
    "1" * 400,
)


def drawn(text: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="9">{text}</text></svg>'


def test_what_has_no_letters_is_shown_escaped() -> None:
    assert "\\u{5b57} a" in set_of('#"字 a";')
    assert "\\u{5b57} b" in set_of('#image("a.svg", alt: "x")', a=drawn("字 b"))


@pytest.mark.parametrize("label", LABELS)
def test_any_label_can_be_printed(label: str) -> None:
    source = f'#let wbr = h(0.001pt)\n= {text(label)}\n*{text(label)}* #image("a.svg", alt: {quoted(label)})'
    assert set_of(source, a=drawn(label))


def test_all_of_them_can_be_printed_together() -> None:
    printed = "".join(Printed(pdf(hostile(" ".join(LABELS)))).words.split())
    assert "a" * 400 in printed
    assert "1" * 400 in printed
    assert "\\u{5b57}" in printed


def test_an_accent_joins_its_letter() -> None:
    assert set_of('#"caf\u0065\u0301";') == "café"


# --------------------------------------------------------------------------------------------- nothing of the machine


def test_no_file_can_be_read() -> None:
    with pytest.raises(typst.TypstError):
        set_of('#read("/etc/hostname")')


def test_there_is_no_date_in_it(printed: Printed) -> None:
    assert printed.reader.metadata is not None
    assert printed.reader.metadata.creation_date is None
    assert b"CreateDate" not in printed.root["/Metadata"].get_data()


def test_what_was_set_before_comes_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Kept()
    first = typeset(HEAD.encode(), {}, cache)
    monkeypatch.setattr(module, "_made", lambda files: pytest.fail("it is set again"))
    assert typeset(HEAD.encode(), {}, cache) == first
    monkeypatch.undo()
    assert typeset(HEAD.encode() + b"a", {}, cache) != first
