"""Each rule of the standard library is held by its own tests: one of them fails where an operator takes or leaves the
limit, or where a figure of the rule is a hundredth more or less.

What a rule says in words (`message`, `help`), and how early it warns (`near`), may be worded otherwise; what it bills
(`owes`) is held by test_library_dues.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from colossusc.pipeline import Options, run_tests
from colossusc.resources import Resource, resource
from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.parse import parse
from colossusc.syntax.same import fields

NAMES = sorted(name for name in resource("specs/rules").names() if name.endswith(".colossus"))
OTHER = {">": (">=",), ">=": (">",), "<": ("<=",), "<=": ("<",), "==": (), "!=": ()}
ALIKE = {  # changes that change nothing, and why
    "AEP003: >= → > g.le": "the fee falls due a day later, which test_library_dues.py tells",
    "STEP002: > → >= 0 MW": "a gap of nothing takes no energy",
    "PWR007: > → >= 1 an": "a campus of one site that is covered has its site covered",
    "PWR007: 1 → 0 and": "the same",
    "PWR007: > → >= 0 MW": "a site that has no load is short of nothing",
}
SAID = (nodes.Near, nodes.Message)


def text_of(name: str) -> str:
    return resource(f"specs/{name}").read_text()


def mutants(name: str) -> Iterator[tuple[str, str, str]]:
    """The text of a pack with one change: with the tests between the rule and the next one alone, which nearly always
    notice it and take less time, then with all tests; and what was changed."""
    text = text_of(f"rules/{name}")
    file, _ = parse(Source(name, text))
    blocks = [block for block in file.body if isinstance(block, nodes.Block)]
    rules = [block for block in blocks if block.kind.text == "rule"]
    for rule, following in zip(rules, [*(each.start for each in rules[1:]), len(text)], strict=True):
        own = text
        for block in reversed(blocks):
            if block.kind.text == "test" and not rule.start < block.start < following:
                own = own[: block.start] + " " * (block.end - block.start) + own[block.end :]
        for start, end, other in _changes(rule, text):
            changed = f"{rule.names[0].text}: {text[start:end]} → {other}{text[end : end + 5].rstrip()}"
            if changed not in ALIKE:
                yield own[:start] + other + own[end:], text[:start] + other + text[end:], changed


def _changes(node: object, text: str) -> Iterator[tuple[int, int, str]]:
    if isinstance(node, tuple):
        for each in node:
            yield from _changes(each, text)
    if not isinstance(node, nodes.Node) or isinstance(node, SAID):
        return
    if isinstance(node, nodes.Definition) and node.kind.text == "owes":
        return
    if isinstance(node, nodes.Compare):
        between = text[node.left.end : node.right.start]
        start = node.left.end + between.index(node.operator)
        for other in OTHER[node.operator]:
            yield start, start + len(node.operator), other
    if isinstance(node, nodes.Quantity) and re.match(r"[\d_.]+", node.text) and not node.text.startswith("0"):
        number = re.match(r"[\d_.]+", node.text)
        assert number is not None
        figure = float(number[0].replace("_", ""))
        counts = number[0] == node.text and figure.is_integer()  # then the next one is a hundredth more
        for near in (figure - 1, figure + 1) if counts else (figure * 0.99, figure * 1.01):
            yield node.start, node.start + number.end(), f"{near:.6f}".rstrip("0").rstrip(".")
    for name in fields(node):
        yield from _changes(getattr(node, name), text)


@pytest.fixture
def survives(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], bool]:
    """Whether no test of a pack fails if its text is another, also where the compiler reads the pack itself."""
    texts: dict[str, str] = {}
    original = Resource.read_text
    monkeypatch.setattr(Resource, "read_text", lambda self: texts.get(self.path) or original(self))

    def passes(name: str, text: str) -> bool:
        texts.clear()
        texts[f"specs/rules/{name}"] = text
        run = run_tests([f"rules/{name}"], text_of, Options())
        return not run.diagnostics and not any(result.diagnostics for result in run.results)

    return passes


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [each for each in NAMES if "\nrule " in text_of(f"rules/{each}")])
def test_a_mutant_of_a_rule_fails_a_test_of_its_pack(name: str, survives: Callable[[str, str], bool]) -> None:
    text = text_of(f"rules/{name}")
    assert survives(name, text)
    made = list(mutants(name))
    assert made
    assert [change for near, whole, change in made if survives(name, near) and survives(name, whole)] == []
