"""The language that a run speaks to people: English as the code has it, or what a catalog of `templates/locale` says.

    _("from {start} until {end}", start=show_date(first), end=show_date(last))

Texts are looked up when they are made, in the language in force: `with speaking("fr"): …`. How a language writes
numbers and dates is in its catalog too (contexts `number` and `date`): a language is a catalog and nothing else. What
machines read is made where English is spoken, which costs nothing: no catalog is loaded, every text is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from colossusc.resources import resource

if TYPE_CHECKING:
    from gettext import NullTranslations

SOURCE = "en"  # what the code is written in
LANGUAGES = (SOURCE, "fr")


class Language:
    """A language that is not the one of the code: its texts, and how it writes numbers and dates."""

    def __init__(self, code: str, catalog: NullTranslations) -> None:
        self.code = code
        self.catalog = catalog

    @cached_property
    def numerals(self) -> dict[int, str]:
        """What stands in place of the marks inside an English number."""
        return {
            # TRANSLATORS: between the thousands of a number
            ord(","): self.catalog.pgettext("number", ","),
            # TRANSLATORS: before the decimals of a number
            ord("."): self.catalog.pgettext("number", "."),
        }


_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language of `LANGUAGES` meanwhile. Raises KeyError for another."""
    token = _spoken.set(_language(code))
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The code of the language in force, as HTML has it."""
    language = _spoken.get()
    return language.code if language is not None else SOURCE


@cache
def _language(code: str) -> Language | None:
    if code not in LANGUAGES:
        raise KeyError(code)
    if code == SOURCE:
        return None
    from gettext import GNUTranslations

    content = resource(f"templates/locale/{code}/LC_MESSAGES/colossusc.mo").read_bytes()
    return Language(code, GNUTranslations(BytesIO(content)))


# -------------------------------------------------------------------------------------------------------- texts


def _(text: str, /, **values: object) -> str:
    """A text in the language in force, its places filled where `values` has some."""
    language = _spoken.get()
    found = text if language is None or not text else language.catalog.gettext(text)
    return found.format(**values) if values else found


def pgettext(context: str, text: str, /, **values: object) -> str:
    """The same of a text that means one thing here and another elsewhere, such as `open`."""
    language = _spoken.get()
    found = text if language is None else language.catalog.pgettext(context, text)
    return found.format(**values) if values else found


def ngettext(one: str, several: str, number: Any, /, **values: object) -> str:
    """The text for one or for several; of what is no whole number, or no single one, `number` is its whole part, or
    some that is several. The place `{n}` is the number, where `values` has no other."""
    language = _spoken.get()
    if language is None:
        found = one if number == 1 else several
    else:
        whole = int(number) if isinstance(number, int) or hasattr(number, "numerator") else 2
        found = language.catalog.ngettext(one, several, whole)
    return found.format(**{"n": numeral(f"{number:,}") if isinstance(number, int) else number, **values})


def marked(text: str) -> str:
    """A text that is looked up only where it is used: marked for the catalog, and itself."""
    return text


def marked_plural(one: str, several: str) -> tuple[str, str]:
    """The same of the texts for one and for several."""
    return one, several


# ---------------------------------------------------------------------------------------------- numbers and dates


def numeral(text: str) -> str:
    """An English number, `12,500.25`, as the language writes it."""
    language = _spoken.get()
    return text if language is None else text.translate(language.numerals)


def measured(number: str, unit: str) -> str:
    """A number and its unit, which stay on one line in languages that want it so."""
    # TRANSLATORS: a number and its unit, such as 12 MW or 80 %
    return pgettext("number", "{number} {unit}", number=number, unit=unit)


def dated(iso: str) -> str:
    """A day `2026-02-11` or a month `2026-02` as the language writes it."""
    if _spoken.get() is None:
        return iso
    year, month, *day = iso.split("-")
    if day:
        return pgettext("date", "{year}-{month}-{day}", year=year, month=month, day=day[0])
    return pgettext("date", "{year}-{month}", year=year, month=month)
