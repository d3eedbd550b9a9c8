"""One-line diagrams of campuses: what a campus is on a day (`reading`), what changes from phase to phase (`phases`), as
bars and strips (`strips`), in columns and rows (`placing`), in pixels (`layout`, `frame`), and as SVG (`svg`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
from markupsafe import Markup

from colossusc.emit.charts.chart import Table
from colossusc.emit.charts.render import png
from colossusc.emit.model import Run
from colossusc.emit.names import prefixes, safe_names
from colossusc.emit.one_line.diagram import Diagram
from colossusc.emit.one_line.frame import framed
from colossusc.emit.one_line.layout import drawn
from colossusc.emit.one_line.page import Page
from colossusc.emit.one_line.phases import Moment, diagram, moments, only_moment
from colossusc.emit.one_line.placing import placed
from colossusc.emit.one_line.rows import table
from colossusc.emit.one_line.strips import chains
from colossusc.emit.one_line.svg import svg
from colossusc.emit.one_line.symbols import LOOKS, Look
from colossusc.emit.public import INSIDE
from colossusc.ir import Plan
from colossusc.rules.verdict import CampusResult
from colossusc.suggest import did_you_mean
from colossusc.values.calendar import iso_date, show_date

__all__ = ["LOOKS", "Look", "Picture", "Unknown", "Wanted", "draw", "files", "pictures"]


class Unknown(Exception):
    """There is no such phase or scenario: a sentence, and what to do about it."""


@attrs.frozen
class Wanted:
    """What to draw: one phase, one day, or all phases; of the plan, or of a scenario."""

    phase: str = ""
    day: int | None = None
    scenario: str = ""
    look: Look = "ieee"


@attrs.frozen(eq=False)
class Picture:
    """A diagram of a report, in the symbols of IEEE, with all that it shows as a table."""

    name: str  # among the other pictures
    title: str  # above the picture
    moment: str  # the phase and its day
    current: bool  # it shows how things stand as of the day of the report
    description: str  # for who cannot see it
    table: Table  # all that it shows
    page: Page = attrs.field(metadata=INSIDE)

    @property
    def svg(self) -> Markup:
        """For a page that has `one_line.css`."""
        return Markup(svg(self.page, "ieee", self.name).decode())

    @property
    def alone(self) -> str:
        """For a file of its own."""
        return svg(self.page, "ieee").decode()


def draw(campuses: Sequence[CampusResult], plan: Plan, wanted: Wanted) -> dict[str, bytes]:
    """The pictures of some campuses by their file names. Raises Unknown."""
    found: dict[str, bytes] = {}
    subjects = [_subject(result, wanted.scenario) for result in campuses]
    if wanted.scenario and not any(subjects):
        names = [each.scenario.name for result in campuses for each in result.variants if each.scenario is not None]
        raise Unknown(f"there is no scenario `{wanted.scenario}`{did_you_mean(wanted.scenario, names)}", _list(names))
    for prefix, subject in zip(prefixes(result.campus.name for result in campuses), subjects, strict=True):
        if subject is not None:
            for name, _, picture in _diagrams(subject, plan, wanted):
                found[f"{prefix}{name}.svg"] = svg(_page(picture), wanted.look)
    if not found:
        names = [each.phase for subject in subjects if subject is not None for each in moments(subject.campus)]
        raise Unknown(f"there is no phase `{wanted.phase}`{did_you_mean(wanted.phase, names)}", _list(names))
    return found


def _subject(result: CampusResult, scenario: str) -> CampusResult | None:
    if not scenario:
        return result
    return next((each for each in result.variants if each.scenario and each.scenario.name == scenario), None)


def pictures(run: Run, result: CampusResult) -> tuple[Picture, ...]:
    """The diagrams of a campus: one for each phase, in the order of time."""
    as_of = run.plan.as_of(result.campus)
    found = list(_diagrams(result, run.plan, Wanted()))
    begun = [name for name, moment, _ in found if as_of is not None and moment.day <= as_of]
    current = begun[-1] if begun else found[0][0]
    return tuple(
        Picture(name, each.title, moment.words, name == current, each.description, table(each), _page(each))
        for name, moment, each in found
    )


def files(run: Run, found: Iterable[Picture]) -> dict[str, bytes]:
    """Each diagram as PNG and SVG."""
    made: dict[str, bytes] = {}
    for each in found:
        made[f"{each.name}.svg"] = each.alone.encode()
        made[f"{each.name}.png"] = png(each.alone, run.cache)
    return made


def _page(picture: Diagram) -> Page:
    return framed(picture, drawn(placed(chains(picture))))


def _diagrams(result: CampusResult, plan: Plan, wanted: Wanted) -> Iterator[tuple[str, Moment, Diagram]]:
    """What is wanted, with names as of files."""
    phases = moments(result.campus)
    if wanted.day is not None:
        shown: tuple[Moment, ...] = (Moment("", wanted.day, show_date(wanted.day)),)
    elif phases or wanted.phase:
        shown = tuple(each for each in phases if wanted.phase in ("", each.phase))
    else:
        shown = (only_moment(result.facts, result.campus, plan.as_of(result.campus)),)
    stem = "-".join(filter(None, ("one_line", *safe_names(filter(None, [wanted.scenario]), "scenario"))))
    ends = safe_names((each.phase for each in phases), "phase")
    names = {each.phase: f"{stem}-{end}" for each, end in zip(phases, ends, strict=True)}
    for moment in shown:
        since = next((each for each in reversed(phases) if each.day < moment.day), None)
        dated = stem if wanted.day is None else f"{stem}-{iso_date(moment.day)}"
        yield names.get(moment.phase, dated), moment, diagram(result.facts, result.campus, moment, since)


def _list(names: Sequence[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
    return f"the plan has {listed}" if listed else "the plan has none"
