"""Everything that is written of a plan, in every format: the one list of emitters for tests of what holds of all.

`python -m emit.everything PLAN OTHER MISTAKEN` prints the SHA-256 of each.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import get_args

from colossusc import pipeline
from colossusc.cli.findings import formats
from colossusc.emit.difference import pages
from colossusc.emit.difference.record import document
from colossusc.emit.difference.text import text
from colossusc.emit.mistakes import instead
from colossusc.emit.one_line import Look, Wanted
from colossusc.emit.own.render import Task, rendered
from colossusc.pipeline import Checked, Options, check
from colossusc.show.report import Report

OWN = {  # a template of each format
    "md": "# {{ campus.label }}\n\n{% for each in findings %}\n- {{ each.message|spoken }}\n{% endfor %}\n",
    "html": "<!doctype html><title>{{ campus.label }}</title><ul>"
    "{% for each in sources %}<li>{{ each.title }} {{ each.url|linked }}</li>{% endfor %}</ul>\n",
    "csv": "{% for phase in bill.phases %}{% for each in phase.lines %}\n{{ each.object }},{{ each.maker }}\n"
    "{% endfor %}{% endfor %}",
    "json": '{"label": "{{ campus.label }}", "sources": {{ sources|map(attribute="title")|list|tojson }}}\n',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><text>{{ campus.label }}</text></svg>\n',
    "tex": "{% for each in sources %}{{ each.title }}\n{% endfor %}",
    "txt": "{% for each in sources %}\n{{ each.title }}\n{% endfor %}",
}


def documents(plan: str, other: str, mistaken: str) -> dict[str, bytes]:
    """All of a plan, what is different in another one, and what is said of one that has mistakes, by names whose ending
    tells the format."""
    found, changed = (_checked(each) for each in (plan, other))
    made = pipeline.emit(found, png=True, pdf=True, own=_own)
    in_french = pipeline.emit(found, pdf=True, language="fr")
    made |= {f"fr-{name}": content for name, content in in_french.items()}
    for look in get_args(Look):
        made |= {f"{look}-{name}": content for name, content in pipeline.draw(found, Wanted(look=look)).items()}
    difference = pipeline.difference(found, changed, ("old", "new"), lambda code: True)
    made["diff.txt"] = text(difference, everything=True).encode()
    made["diff.json"] = document(difference).encode()
    made["diff.md"], made["diff.html"] = pages.markdown(difference), pages.html(difference)
    made["mistakes.html"] = instead(_checked(mistaken).diagnostics, "1.0")
    for name in formats():
        module = import_module(f"colossusc.show.{name}")
        machine = hasattr(module, "document")
        report = Report(found.diagnostics, found.campuses)
        shown = module.document(report) if machine else module.show(found.diagnostics, False)
        made[f"findings.{name}"] = shown.encode()
    return made


def _checked(plan: str) -> Checked:
    return check(["plan.colossus"], lambda name: plan, Options())


def _own(variables: Callable[[], bytes]) -> dict[str, bytes]:
    read, found = json.loads(variables()), {}
    for ending, template in OWN.items():
        answer = rendered(Task(f"own.{ending}", "own.j2", {"own.j2": template}, 60, 10_000_000), read)
        assert answer.refused is None, answer
        found[f"own.{ending}"] = answer.text.encode()
    return found


if __name__ == "__main__":
    for name, content in documents(*(Path(each).read_text(encoding="utf-8") for each in sys.argv[1:])).items():
        print(hashlib.sha256(content).hexdigest(), name)
