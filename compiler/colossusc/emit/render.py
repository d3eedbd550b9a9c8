"""The one Jinja environment, which for each format has its own way to keep text text. Templates print, they never
compute: every row comes from a module beside this one.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from colossusc import language
from colossusc.emit import escape, typst
from colossusc.resources import resource


def render(template: str, **values: object) -> bytes:
    """A template of `templates/` with its values, in UTF-8 and in the language in force."""
    environment = _environment(template.rpartition(".")[2])
    return environment.get_template(template).render({"language": language.spoken(), **values}).encode()


@cache
def _environment(ending: str) -> Environment:
    """The environment of the templates whose names end so: `html`, `md` or `typ`."""
    environment = Environment(
        loader=FunctionLoader(lambda name: resource(f"templates/{name}").read_text()),
        autoescape=ending == "html",
        undefined=StrictUndefined,
        finalize=typst.text if ending == "typ" else escape.escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    if ending == "typ":
        environment.filters.update(filled=typst.filled, linked=typst.linked, quoted=typst.quoted, spoken=typst.spoken)
    else:
        for each in (escape.spoken, escape.fenced, escape.linked, escape.sourced, escape.filled):
            environment.filters[each.__name__] = each
    environment.globals.update(_=language._, ngettext=language.ngettext, pgettext=language.pgettext)
    return environment


def style_sheet(*names: str) -> tuple[Markup, str]:
    """Style sheets of `templates/` as one, and its hash as a Content-Security-Policy names it."""
    text = "".join(resource(f"templates/{name}").read_text() for name in names)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"sha256-{digest}"
