"""Text in Typst."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from colossusc.emit.typst import filled, linked, quoted, spoken, text
from colossusc.resources import resource


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a [b] $c$ #d", '#"a [b] $c$ #d";'),
        ('say "x"', r'#"say \"x\"";'),
        (r"\u{41}", r'#"\\u{41}";'),
        ("a\nb\u202e", r'#"a\\u{a}b\\u{202e}";'),
        ("", '#"";'),
        ("paul_lowry.h100.count = 1,200,000.50 on 2026-01-02", '#"paul_";#wbr;#"lowry.";#wbr;#"h100.";#wbr;#"count = '),
        ("smt[01..12] in colossus_1", '#"smt[01..12] in colossus_1";'),
        ("x" * 26, f'#"{"x" * 12}";#wbr;#"{"x" * 12}";#wbr;#"xx";'),
    ],
)
def test_a_value_is_a_string(given: str, expected: str) -> None:
    assert str(text(given)).startswith(expected)


def test_in_code_it_has_no_mark() -> None:
    assert quoted('a"b\\') == r'"a\"b\\"'


def test_names_in_messages_are_set_as_code() -> None:
    assert spoken("`a` is `x.power_of_the_site`") == '#code("a");#" is ";#code("x.", "power_", "of_", "the_", "site");'
    assert spoken("an odd ` mark") == '#"an odd ` mark";'


def test_only_addresses_of_the_web_are_links() -> None:
    assert linked("https://a.example/?b&c") == '#link("https://a.example/?b&c");'
    assert linked("javascript:alert(1)").startswith('#"javascript:')
    assert linked('https://a"b') == r'#"https://a\"b";'


def test_places_are_filled_with_texts_and_with_typst() -> None:
    parts = (Markup("#strong["), 'a "b"', Markup("];"))
    assert str(filled("Total: {total}.", total=parts)) == r'#"Total: ";#strong[#"a \"b\"";];#".";'
    assert str(filled("{first}{last}", first=["#a"], last=["b"])) == '#"#a";#"b";'


def test_every_word_of_the_template_is_looked_up() -> None:
    """No block, heading or item of it begins with a word of its own, but for the name of a hash."""
    template = resource("templates/report.typ").read_text()
    bare = re.sub(r"(?s){#.*?#}|{{.*?}}|{%.*?%}", "", template)
    assert re.findall(r"(?m)\[\s*\w[^\]]*|^=+ *\w.*|^\s*[-/] \w.*", bare) == ["[SHA-256 #code()…"]
