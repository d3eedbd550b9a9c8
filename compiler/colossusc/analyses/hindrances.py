"""What keeps a source that is there from being firm supply, in words."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.analyses.fact import Facts, missing
from colossusc.ir import Item
from colossusc.language import _, pgettext


def hindrances(facts: Facts, source: Item, day: int) -> Iterator[str]:
    """Its duty, its first fire, its permit: each that stands in the way on a day; none of a grid."""
    if "duty" in source.kind.by_name and (duty := source.value("duty").steps.at(day)) != "prime":
        known = not missing(duty)
        yield _("its duty is {duty}", duty=pgettext("choice", duty)) if known else _("its duty is not given")
    if "running" in source.kind.by_name and facts.steps(source, "is_running").at(day) is False:
        yield _("not running yet")
    if source.kind.needs_permit and facts.steps(source, "permits").at(day) == ():
        yield _("no permit in force")
