"""The Jinja that a project's own templates are rendered with: plain data, no code, no chance, and an end to everything.

A template reads dicts, lists, texts, numbers and truths, and only these are printed. The rest Jinja's sandbox refuses;
what is slow or large for its own sake is refused before it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, NoReturn

import attrs
from jinja2 import FunctionLoader, StrictUndefined, Undefined, pass_context, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, modifies_known_mutable
from jinja2.utils import missing
from markupsafe import Markup

from colossusc.emit.own.formats import Format

REFERENCE = "docs/reference/templates.md lists what templates can read"

_MOST_BITS = 10_000  # of a whole number: some 3,000 digits
_MOST_TIMES = 1_000_000  # characters or items of what is repeated
_OF_DICTS = ("items", "keys", "values", "get")
_FIRST_FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FEW = 20  # names that can be listed in a help


@attrs.define(eq=False)
class Refused(Exception):
    """Why a template is not rendered: a code, a message and a help; of a misspelt word also what it may have been."""

    code: str
    message: str
    help: str = ""
    word: str = ""
    candidates: tuple[str, ...] = ()


class Absent(StrictUndefined):
    """What is not there: who uses it learns what there is."""

    variables: ClassVar[tuple[str, ...]] = ()

    @property
    def _undefined_message(self) -> NoReturn:
        of, name = self._undefined_obj, str(self._undefined_name)
        if self._undefined_exception is SecurityError:
            if modifies_known_mutable(of, name):
                raise Refused("C0724", f"`{name}` would change {_called(of)}", "a template changes nothing")
            raise Refused("C0724", f"`{name}` is out of reach", "a template reads data, never the program around it")
        if of is missing:
            message = f"there is no variable `{name}`" if self._undefined_hint is None else worded(self._undefined_hint)
            raise Refused("C0722", message, REFERENCE, name, self.variables)
        if of is None:
            message = f"`{name}` is asked of a value that is not given"
            raise Refused("C0722", message, "`{% if … %}` asks first whether there is one")
        names = tuple(map(str, of)) if isinstance(of, dict) else ()
        listed = f"there are: {', '.join(names)}" if 0 < len(names) <= _FEW else REFERENCE
        raise Refused("C0722", f"{_called(of)} has no `{name}`", listed, name, names)


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates of one format and of one folder, by the names of their files."""

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, written: Format, files: Mapping[str, str], variables: Iterable[str], decimal: str) -> None:
        self.decimal = decimal  # what stands before the decimals of figures
        super().__init__(
            loader=FunctionLoader(files.get),
            autoescape=True,  # all that `finalize` has seen is safe
            undefined=type("Absent", (Absent,), {"variables": tuple(variables)}),
            finalize=_printer(written.escape),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        for name in ("lipsum", "dict"):
            del self.globals[name]
        for name in ("random", "pprint"):  # chance, and what only Python reads
            del self.filters[name]
        self.filters.update(by_figure=by_figure, spoken=written.spoken, linked=written.linked, **written.filters)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Of a dict what it holds; its methods only where it holds nothing of that name."""
        if isinstance(obj, dict) and not attribute.startswith("_"):
            if attribute in obj:
                return obj[attribute]
            if attribute not in _OF_DICTS and not modifies_known_mutable(obj, attribute):
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Products and powers, unless they are of a size that nobody prints."""
        if operator == "*":
            for one, times in ((left, right), (right, left)):
                if isinstance(one, (str, list, tuple)) and isinstance(times, int) and len(one) * times > _MOST_TIMES:
                    raise Refused("C0725", f"this is repeated to {len(one) * times:,}", f"at most {_MOST_TIMES:,}")
        if isinstance(left, int) and isinstance(right, int):
            size = left.bit_length()
            if (size * right if operator == "**" else size + right.bit_length()) > _MOST_BITS:
                raise Refused("C0725", "this number has more than 3,000 digits", "a template prints what is computed")
        return super().call_binop(context, operator, left, right)


@pass_environment
def by_figure(environment: Sandbox, rows: Iterable[Any], attribute: str | int | None = None) -> list[Any]:
    """Rows sorted by the figure that a text of theirs begins with, the least first; those that have none last."""
    text_of = make_attrgetter(environment, attribute)
    marks = {ord(mark): "." if mark == environment.decimal else "" for mark in ",.\u00a0\u202f"}

    def order(row: Any) -> tuple[bool, float]:
        figure = _FIRST_FIGURE.match(str(text_of(row)).translate(marks))
        return figure is None, float(figure[0]) if figure is not None else 0

    return sorted(rows, key=order)


def _printer(escape: Callable[[str], str]) -> Callable[[Context, object], object]:
    """What is printed in place of a value."""

    @pass_context  # or Jinja would print texts that stand in the template before it asks
    def finalize(_: Context, value: object) -> object:
        if isinstance(value, Markup):
            return value
        if isinstance(value, bool):
            return Markup(str(value).lower())
        if isinstance(value, (str, int, float, Undefined)):
            return Markup(escape(str(value)))
        if value is None:
            raise Refused("C0723", "this value is not given, and cannot be printed", '`{{ … or "not given" }}` can')
        raise Refused("C0723", f"{_called(value)} cannot be printed", _INSTEAD.get(type(value), REFERENCE))

    return finalize


_INSTEAD: dict[type, str] = {
    dict: "print one of its values, or all of it with `|tojson`",
    list: '`|join(", ")` prints its items, `{% for … %}` goes through them',
}


def _called(value: Any) -> str:
    names = {list: "a list", tuple: "a list", str: "a text", Markup: "a text", int: "a number"}
    return names.get(type(value), "this")


def worded(said: object) -> str:
    """What a library says, in our manner: lower case, no full stop, identifiers in backticks."""
    words = re.sub(r"'([^'\n]*)'", r"`\1`", str(said)) or type(said).__name__
    return (words[:1].lower() + words[1:]).rstrip(".")
