"""The one Jinja environment. Templates print, they never compute: every row comes from a module beside this one."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from colossusc import language
from colossusc.emit.escape import escaped, fenced, filled, linked, sourced, spoken
from colossusc.resources import resource


def render(template: str, **values: object) -> bytes:
    """A template of `templates/` with its values, in UTF-8 and in the language in force."""
    return _environment().get_template(template).render({"language": language.spoken(), **values}).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: resource(f"templates/{name}").read_text()),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(spoken=spoken, fenced=fenced, linked=linked, sourced=sourced, filled=filled)
    environment.globals.update(_=language._, ngettext=language.ngettext, pgettext=language.pgettext)
    return environment


def style_sheet(*names: str) -> tuple[Markup, str]:
    """Style sheets of `templates/` as one, and its hash as a Content-Security-Policy names it."""
    text = "".join(resource(f"templates/{name}").read_text() for name in names)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"sha256-{digest}"
