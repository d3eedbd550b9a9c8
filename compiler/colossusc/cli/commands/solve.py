"""`colossusc solve --most PATH | --least PATH`: how far a value can go until the first rule fails."""

from __future__ import annotations

import click

from colossusc import pipeline
from colossusc.cli.options import checking, inputs
from colossusc.cli.project import Project
from colossusc.cli.scenarios import must_have
from colossusc.cli.settings import Day
from colossusc.cli.terminal import Failure, colored, data


@click.command("solve")
@inputs
@click.option("--most", metavar="VALUE", help="The most of a value at which everything holds, as in h100.count.")
@click.option("--least", metavar="VALUE", help="The least of it, as in mlgw.contracted.")
@click.option("--from", "start", type=Day(), help="Set it from this day; else from its last step on, or `as_of`.")
@click.option("--until", "end", type=Day(), help="Set it until this day, and ask only about the days before.")
@click.option("--on", "day", type=Day(), help="Set it on this day, and ask only about it.")
@click.option(
    "--within", default="", metavar="LOW..HIGH", help="Between what to search, with units, as in `100 MW..500 MW`."
)
@click.option(
    "--step", default="", metavar="GRAIN", help="How fine the answer is; else 1 of a count, 0.1 MW of 300 MW."
)
@click.option("--require", "required", multiple=True, metavar="TITLE", help="Only this `require` must hold.")
@click.option("--rule", "rules", multiple=True, metavar="CODE", help="Only this rule must hold.")
@click.option("--ignore", multiple=True, metavar="CODE", help="These rules need not hold.")
@click.option(
    "--scenario", "of_scenario", default="", metavar="NAME", help="Ask about the plan as this scenario changes it."
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@checking
def command(
    project: Project,
    options: pipeline.Options,
    most: str | None,
    least: str | None,
    start: int | None,
    end: int | None,
    day: int | None,
    within: str,
    step: str,
    required: tuple[str, ...],
    rules: tuple[str, ...],
    ignore: tuple[str, ...],
    of_scenario: str,
    as_json: bool,
) -> int:
    """Find how far a value can go until the first rule fails: the most GPUs, the least grid power.

    The value is set as a scenario sets it and the plan is checked again, until a value at which everything holds and
    the next one, at which something fails, are found. The exit code is 0 with an answer and 1 without.
    """
    from colossusc.ask.explain import Unknown
    from colossusc.ask.solve import Question
    from colossusc.show import answer as answers
    from colossusc.show.text import show

    if (most is None) is (least is None):
        raise Failure("what is asked for?", "write `--most h100.count` or `--least mlgw.contracted`")
    if day is not None and (start is not None or end is not None):
        raise Failure("`--on` is one day, `--from` and `--until` are others", "leave out one or the others")
    question = Question(
        "most" if most is not None else "least",
        most or least or "",
        start if day is None else day,
        end if day is None else day + 1,
        within,
        step,
        (*required, *rules),
        ignore,
        of_scenario,
    )
    checked = pipeline.check(project.names, project.read, options)
    if checked.errors or not checked.campuses:
        raise Failure("the files hold no campus that can be solved for", "`colossusc check` tells why")
    must_have(checked, filter(None, (of_scenario,)))
    try:
        answer = pipeline.solve(checked, question)
    except Unknown as unknown:
        raise Failure(*unknown.args) from None
    if as_json:
        data(answers.as_json(answer))
    else:
        findings = answers.findings(answer)
        data(answers.text(answer) + (f"\n{show(findings, colored('auto'))}\n" if findings else ""))
    return int(answer.edge.last is None)
