"""Text in Markdown."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from jinja2.nodes import EvalContext

from colossusc.emit.escape import fenced, linked, markdown, spoken

MARKDOWN = EvalContext(Environment(autoescape=False))
HTML = EvalContext(Environment(autoescape=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colossus_1 costs 5", "colossus_1 costs 5"),
        ("_a_ *b*", r"\_a\_ \*b\*"),
        ("a | b", r"a \| b"),
        ("[x](y)", r"\[x\](y)"),
        ("-130.57 MW", "-130.57 MW"),
        ("- a", r"\- a"),
        ("--- b", r"\-\-\- b"),
        ("12. a", r"12\. a"),
        ("# a", r"\# a"),
        ("a\nb", r"a\\u{a}b"),
    ],
)
def test_only_what_means_something_is_escaped(text: str, expected: str) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "in_markdown", "in_html"),
    [
        ("`a` is 5", "`a` is 5", "<code>a</code> is 5"),
        ("an odd ` mark", r"an odd \` mark", "an odd ` mark"),
        ("`<b>` & c", r"`<b>` \& c", "<code>&lt;b&gt;</code> &amp; c"),
        ("`a|b`", r"\`a\|b\`", "<code>a|b</code>"),
        ("until 2026-01-02 <i>", r"until 2026-01-02 \<i\>", 'until <span class="day">2026-01-02</span> &lt;i&gt;'),
    ],
)
def test_names_in_messages_are_set_as_code(text: str, in_markdown: str, in_html: str) -> None:
    assert spoken(MARKDOWN, text) == in_markdown
    assert spoken(HTML, text) == in_html


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert fenced(["a", "````", "b"]) == "`````text\na\n````\nb\n`````"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.example", "https://a b", 'https://a"b', "HTTPs:x"]
)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert "<a" not in linked(HTML, url)
    assert "<" not in linked(MARKDOWN, url).replace(r"\<", "")


def test_an_address_of_the_web_is_a_link() -> None:
    assert linked(HTML, "https://a.example/?b&c") == (
        '<a href="https://a.example/?b&amp;c" rel="noreferrer">https://a.example/?b&amp;c</a>'
    )
    assert linked(MARKDOWN, "https://a.example/b|c") == "<https://a.example/b%7Cc>"
