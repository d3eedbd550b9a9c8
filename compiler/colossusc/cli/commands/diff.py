"""`colossusc diff OLD NEW`: what is different between two plans, in what they say and in what is found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import attrs
import click

from colossusc import pipeline
from colossusc.cli import settings
from colossusc.cli.findings import selected
from colossusc.cli.folder import replace
from colossusc.cli.options import checking, current_config, demanding, settled
from colossusc.cli.scenarios import must_have
from colossusc.cli.sides import Side, paths_of, sides
from colossusc.cli.terminal import Failure, colored, data, say

if TYPE_CHECKING:
    from colossusc.emit.difference.model import Difference

FORMATS = {"text": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}


def _configured(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """Reads the settings before any other option looks for its default."""
    if len(words) < 2:
        raise click.UsageError("what is compared with what? name OLD and NEW", context)
    if settled(context, paths_of(words)) is None:
        raise context.obj
    return words


@click.command("diff")
@click.argument("words", nargs=-1, is_eager=True, callback=_configured, metavar="OLD NEW [PATH]...")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="How to show it; else by the ending of -o.")
@click.option("-o", "--output", metavar="FILE", help="The file to write; else stdout.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@click.option("--scenario", default="", metavar="NAME", help="Compare the plans as this scenario changes them.")
@click.option("--all", "everything", is_flag=True, help="Leave nothing out of the text.")
@checking
@demanding
@settings.options("select", "ignore", "max_diagnostics", "color")
def command(
    words: tuple[str, ...],
    options: pipeline.Options,
    form: str | None,
    output: str | None,
    force: bool,
    scenario: str,
    everything: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    max_diagnostics: int,
    color: str,
) -> int:
    """Show what is different between two plans: verdicts, power, money, dates, findings, and what was changed.

    OLD and NEW are files, folders, or git revisions. What exists is a file or a folder. REV:PATH is a path at a
    revision, from the top of the repository, or with ./ from here. Any other word is a revision: of the plans at
    PATH..., or at the path that the other side names, or in the working folder.

    Both sides are checked with the settings of NEW and with the standard library of this compiler. The exit code is 0
    where nothing differs, 1 where something does, and 2 where a side has mistakes, which are shown, or cannot be read.
    """
    form = form or _by_ending(output)
    if output not in (None, "-") and os.path.isfile(str(output)) and not force:
        raise Failure(f"there is a file `{output}`", "name another one with `-o`, or overwrite it with `--force`")
    old, new = sides(words, current_config())
    before, after = (_checked(side, options, max_diagnostics) for side in (old, new))
    if before is None or after is None:
        return 2
    if scenario:
        before, after = (_in_scenario(each, scenario) for each in (before, after))
    difference = pipeline.difference(before, after, (old.name, new.name), lambda code: selected(code, select, ignore))
    content = _shown(difference, form, everything, colored(color, stdout=True) and output in (None, "-"))
    if output is None or output == "-":
        data(content)
    else:
        replace(output, content.encode())
        say(f"wrote {output}")
    return int(not difference.same)


def _by_ending(output: str | None) -> str:
    """The format that an ending stands for; text where there is none. Raises Failure for an ending of no format."""
    ending = os.path.splitext(output or "")[1]
    if ending and ending not in FORMATS.values():
        known = ", ".join(f"`{each}`" for each in FORMATS.values())
        raise Failure(f"no format has the ending `{ending}`", f"end it in one of {known}, or say the `--format`")
    return next((form for form, own in FORMATS.items() if own == ending), "text")


def _checked(side: Side, options: pipeline.Options, most: int) -> pipeline.Checked | None:
    """A side without mistakes; None of one that has some, which are shown."""
    found = pipeline.check(side.project.names, side.project.read, options)
    if not found.errors:
        return found
    from colossusc.show.text import show
    from colossusc.show.visible import visible

    mistakes = [each for each in found.diagnostics if each.severity == "error" and not each.subject]
    say(visible(f"{side.name} cannot be compared, mend it first:"))
    more = f"\n… and {len(mistakes) - most:,} more (--max-diagnostics)" if len(mistakes) > most else ""
    say(f"{show(mistakes[:most], colored('auto'))}{more}\n")
    return None


def _in_scenario(checked: pipeline.Checked, scenario: str) -> pipeline.Checked:
    """The campuses as a scenario changes them. Raises Failure where a side declares no such scenario."""
    must_have(checked, [scenario])
    variants = (each for result in checked.campuses for each in result.variants)
    found = tuple(each for each in variants if each.scenario is not None and each.scenario.name == scenario)
    return attrs.evolve(checked, campuses=found)


def _shown(difference: Difference, form: str, everything: bool, in_color: bool) -> str:
    if form == "json":
        from colossusc.emit.difference.record import document

        return document(difference)
    if form == "text":
        from colossusc.emit.difference.text import text

        return text(difference, everything=everything, colored=in_color)
    from colossusc.emit.difference import pages  # loads Jinja

    return (pages.html if form == "html" else pages.markdown)(difference).decode()
