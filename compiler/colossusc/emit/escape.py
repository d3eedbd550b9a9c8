"""Text in Markdown, HTML and cells: whatever a name or a label holds, it stays text.

Templates escape every value they print, without being asked. What is already safe is `Markup`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from jinja2 import Undefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from colossusc.show.visible import visible

_MEANT = re.compile(r"[\\`*\[\]<>|&~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_AT_START = re.compile(r"([-+=#]+)(?=\s|$)|(\d{1,9})([.)])(?=\s|$)|#")
_CODE = re.compile(r"`([^`]+)`")
_RUNS = re.compile("`+")
_DAY = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4})\b")
_CITED = re.compile(r"(?<=\[)\w+(?=\])|^\w+(?= \()")
_INERT = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a spreadsheet takes for the start of a formula
_WEB = re.compile(r"https?://[!-~]+", re.IGNORECASE)


@pass_eval_context
def escaped(context: EvalContext, value: object) -> object:
    """What a template prints in place of a value: HTML where it escapes, else Markdown."""
    if isinstance(value, (Markup, Undefined)):
        return value
    text = visible(str(value))
    return text if context.autoescape else markdown(text)


def markdown(text: str) -> Markup:
    """A text in Markdown that means nothing but itself, in a paragraph, a list or a cell of a table."""
    safe = _MEANT.sub(r"\\\g<0>", visible(text))
    return Markup(_AT_START.sub(_inert_start, safe, count=1) if _AT_START.match(safe) else safe)


def _inert_start(match: re.Match[str]) -> str:
    if match[2]:
        return f"{match[2]}\\{match[3]}"
    return "".join(f"\\{char}" for char in match[0])


@pass_eval_context
def spoken(context: EvalContext, text: str) -> Markup:
    """A message, with what it has in backticks set as code; in HTML no line breaks inside a date."""
    return spoken_html(text) if context.autoescape else spoken_markdown(text)


def spoken_html(text: str) -> Markup:
    """A message in HTML."""
    code = Markup("<code>{}</code>")
    return spoken_as(text, code.format, _unbroken)


def spoken_markdown(text: str) -> Markup:
    """A message in Markdown."""
    return spoken_as(text, _code_span, markdown)


def spoken_plainly(text: str) -> str:
    """A message in plain text, without the marks of code."""
    return _CODE.sub(r"\1", text)


def spoken_as(text: str, code: Callable[[str], str], words: Callable[[str], str]) -> Markup:
    """A message, given how a name and how words are written."""
    parts = enumerate(map(visible, _CODE.split(text)))
    return Markup("").join(Markup(code(part) if place % 2 else words(part)) for place, part in parts if part)


def _unbroken(text: str) -> Markup:
    day = Markup('<span class="day">{}</span>')
    return Markup("").join(day.format(part) if place % 2 else part for place, part in enumerate(_DAY.split(text)))


def _code_span(text: str) -> str:
    """`text` as code; as plain text where Markdown would read more into it."""
    plain = text == text.strip() and "|" not in text and "\\" not in text
    return f"`{text}`" if plain else f"\\`{markdown(text)}\\`"


@pass_eval_context
def filled(context: EvalContext, text: str, **values: Iterable[object]) -> Markup:
    """A text with its places filled by what stands in a row, of which `Markup` stays as it is: a figure set in bold."""
    made = {
        name: Markup("").join(map(Markup, (escaped(context, part) for part in parts))) for name, parts in values.items()
    }
    return Markup(escaped(context, text)).format(**made)


def fenced(lines: Iterable[str], language: str = "text") -> Markup:
    """Lines of fixed-width text as a Markdown code block, fenced by more backticks than they hold."""
    shown = [visible(line) for line in lines]
    longest = max((len(run) for line in shown for run in _RUNS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup("\n".join((f"{fence}{language}", *shown, fence)))


@pass_eval_context
def linked(context: EvalContext, url: str) -> Markup:
    """An address as a link if it is one of the web, else as text."""
    return linked_html(url) if context.autoescape else linked_markdown(url)


def linked_html(url: str) -> Markup:
    """An address in HTML."""
    if not of_the_web(url):
        return Markup.escape(visible(url))
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(url)


def linked_markdown(url: str) -> Markup:
    """An address in Markdown."""
    return Markup(f"<{url}>".replace("|", "%7C")) if of_the_web(url) else markdown(url)


def of_the_web(url: str) -> bool:
    """Whether a text is an address that may be followed."""
    return _WEB.fullmatch(url) is not None and not any(char in url for char in "<>\"'`\\")


def sourced(html: Markup, names: Collection[str]) -> Markup:
    """HTML in which `[name]`, or the name at the start of `name (grade)`, leads to the source that the page has."""
    link = Markup('<a href="#source-{0}">{0}</a>')
    return Markup(_CITED.sub(lambda found: link.format(found[0]) if found[0] in names else found[0], html))


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(_INERT) else shown
