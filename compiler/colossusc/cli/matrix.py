"""The same plan in several jurisdictions, or as of several days: what was asked for, the table, and the exit code."""

from __future__ import annotations

from typing import cast

from colossusc import pipeline
from colossusc.ask.matrix import Asked, Places
from colossusc.cli.findings import Shown
from colossusc.cli.terminal import Failure, data
from colossusc.diagnostic import Severity
from colossusc.show import matrix
from colossusc.suggest import meant


def compare(
    checked: pipeline.Checked, jurisdictions: str, days: tuple[int, ...], scenarios: tuple[str, ...], shown: Shown
) -> int:
    """Prints a cell for each campus and scenario, jurisdiction and day. The exit code is 1 where something fails that
    would fail a check. Raises Failure for a jurisdiction that nobody declares, and a format that has no table."""
    if shown.message_format not in ("text", "short", "json"):
        raise Failure(
            f"several checks at once are not shown as {shown.message_format}", "show them as `text` or as `json`"
        )
    if not checked.campuses:
        raise Failure("the files hold no campus to check", "name a plan")
    severity = "error" if shown.fail_on == "never" else shown.fail_on
    places = _places(jurisdictions, checked) if jurisdictions else ((),)
    asked = Asked(places, days or (None,), cast(Severity, severity), shown.past, shown.selects)
    cells = pipeline.matrix(checked, asked, scenarios)
    data(matrix.as_json(cells) if shown.message_format == "json" else matrix.text(cells))
    return int(shown.fail_on != "never" and any(cell.first is not None for cell in cells))


def _places(text: str, checked: pipeline.Checked) -> tuple[Places, ...]:
    """`us_tn_shelby+tva_region,ireland` as two places, each once."""
    places = dict.fromkeys(tuple(word.strip() for word in each.split("+")) for each in text.split(","))
    known = checked.plan.jurisdictions
    for name in (name for each in places for name in each):
        if name not in known:
            guess = meant(name, known) or f"there are {', '.join(sorted(known))}"
            raise Failure(f"there is no jurisdiction `{name}`", guess)
    return tuple(places)
