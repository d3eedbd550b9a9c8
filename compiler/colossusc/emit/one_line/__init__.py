"""One-line diagrams of campuses: what a campus is on a day (`reading`), what changes from phase to phase (`phases`), as
bars and strips (`strips`), in columns and rows (`placing`), in pixels (`layout`, `frame`), and as SVG (`svg`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from colossusc.emit.names import prefixes, safe_names
from colossusc.emit.one_line.frame import framed
from colossusc.emit.one_line.layout import drawn
from colossusc.emit.one_line.phases import Moment, diagram, moments, only_moment
from colossusc.emit.one_line.placing import placed
from colossusc.emit.one_line.strips import chains
from colossusc.emit.one_line.svg import svg
from colossusc.emit.one_line.symbols import LOOKS, Look
from colossusc.ir import Plan
from colossusc.rules.verdict import CampusResult
from colossusc.suggest import did_you_mean
from colossusc.values.calendar import show_date

__all__ = ["LOOKS", "Look", "Unknown", "Wanted", "draw"]


class Unknown(Exception):
    """There is no such phase or scenario: a sentence, and what to do about it."""


@attrs.frozen
class Wanted:
    """What to draw: one phase, one day, or all phases; of the plan, or of a scenario."""

    phase: str = ""
    day: int | None = None
    scenario: str = ""
    look: Look = "ieee"


def draw(campuses: Sequence[CampusResult], plan: Plan, wanted: Wanted) -> dict[str, bytes]:
    """The pictures of some campuses by their file names. Raises Unknown."""
    found: dict[str, bytes] = {}
    subjects = [_subject(result, wanted.scenario) for result in campuses]
    if wanted.scenario and not any(subjects):
        names = [each.scenario.name for result in campuses for each in result.variants if each.scenario is not None]
        raise Unknown(f"there is no scenario `{wanted.scenario}`{did_you_mean(wanted.scenario, names)}", _list(names))
    for prefix, subject in zip(prefixes(result.campus.name for result in campuses), subjects, strict=True):
        if subject is not None:
            found |= {f"{prefix}{name}": content for name, content in _drawn(subject, plan, wanted)}
    if not found:
        names = [each.phase for subject in subjects if subject is not None for each in moments(subject.campus)]
        raise Unknown(f"there is no phase `{wanted.phase}`{did_you_mean(wanted.phase, names)}", _list(names))
    return found


def _subject(result: CampusResult, scenario: str) -> CampusResult | None:
    if not scenario:
        return result
    return next((each for each in result.variants if each.scenario and each.scenario.name == scenario), None)


def _drawn(result: CampusResult, plan: Plan, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    phases = moments(result.campus)
    if wanted.day is not None:
        shown: tuple[Moment, ...] = (Moment("", wanted.day, show_date(wanted.day)),)
    elif phases or wanted.phase:
        shown = tuple(each for each in phases if wanted.phase in ("", each.phase))
    else:
        shown = (only_moment(result.facts, result.campus, plan.as_of(result.campus)),)
    stem = "-".join(filter(None, ("one_line", *safe_names(filter(None, [wanted.scenario]), "scenario"))))
    ends = safe_names((each.phase for each in phases), "phase")
    names = {each.phase: f"{stem}-{end}.svg" for each, end in zip(phases, ends, strict=True)}
    for moment in shown:
        since = next((each for each in reversed(phases) if each.day < moment.day), None)
        picture = diagram(result.facts, result.campus, moment, since)
        page = framed(picture, drawn(placed(chains(picture))))
        dated = f"{stem}.svg" if wanted.day is None else f"{stem}-{show_date(moment.day)}.svg"
        yield names.get(moment.phase, dated), svg(page, wanted.look)


def _list(names: Sequence[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
    return f"the plan has {listed}" if listed else "the plan has none"
