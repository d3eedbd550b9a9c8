"""The scenarios that a command names."""

from __future__ import annotations

from collections.abc import Iterable

from colossusc.cli.terminal import Failure
from colossusc.pipeline import Checked
from colossusc.suggest import meant


def must_have(checked: Checked, names: Iterable[str]) -> None:
    """Raises Failure for a scenario that the plans do not declare. While they have mistakes, nobody knows."""
    known = [each.scenario.name for result in checked.campuses for each in result.variants if each.scenario is not None]
    for name in names if not checked.errors else ():
        if name not in known:
            raise Failure(f"there is no scenario `{name}`", meant(name, known) or "a plan declares its scenarios")
