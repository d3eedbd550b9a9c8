"""Kept trees: what is restored is what was stored, and nothing else is ever restored."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.cli.tree import tree
from colossusc.resources import resource
from colossusc.source import Source
from colossusc.syntax.nodes import File
from colossusc.syntax.parse import parse
from colossusc.syntax.stored import MOST_KEPT, NO_CACHE, parsed, restore, store
from strategies import files

LIBRARY = [f"specs/{folder}/{name}" for folder in ("catalog", "rules") for name in resource(f"specs/{folder}").names()]
PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.colossus"))


def there_and_back(text: str) -> None:
    source = Source("plan.colossus", text)
    file, problems = parse(source)
    if not problems:
        again = restore(store(file, text), text)
        assert again is not None
        assert tree(source, again) == tree(source, file)
        assert again.comments == file.comments


@pytest.mark.parametrize("path", LIBRARY)
def test_the_library_comes_back(path: str) -> None:
    there_and_back(resource(path).read_text())


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_every_construct_comes_back(path: Path) -> None:
    there_and_back(path.read_text(encoding="utf-8"))


@given(files())
def test_any_file_comes_back(text: str) -> None:
    there_and_back(text)


@pytest.mark.parametrize("text", ["", "\ufeff# only this", 'let a = "\\"\\\\ é"\n', "let a = x . y\n", "let a = 5MW\n"])
def test_corners_come_back(text: str) -> None:
    there_and_back(text)


WORTHLESS = (
    "", "{", "null", "[]", "[" * 9_999,
    "[[], 0, []]", "[[], 1, [1]]", "[[], 2, []]", "[[], -1.5, []]", "[[],1e9,[]]",
    '[[["Ref", [0], [1]]], 2, []]', '[[["Ref", [0]]], 1, []]', '[[["Evil", [0], [1]]], 1, []]',
    '[[["tuple", ["x"], []]], 2, []]', '[[["Assignment", [0], [1], 0, 1]], 1, []]',
    '[[["Broken", [0], [1], {"is": 1}, 1]], 1, []]',
)  # fmt: skip


@pytest.mark.parametrize("stored", WORTHLESS)
def test_what_makes_no_sense_gives_no_tree(stored: str) -> None:
    assert restore(stored, "a = 1\n") is None


@given(st.data())
def test_a_damaged_tree_is_none_or_a_file_and_never_an_exception(data: st.DataObject) -> None:
    text = 'campus c {\n  pue = 1.25 [a, b]  # why\n  require max(a, b) + 1 MW >= c as "t"\n}\n'
    content = json.loads(store(parse(Source("plan.colossus", text))[0], text))
    *way, last = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=4))
    inside = content
    for step in way:
        if isinstance(inside, list) and inside:
            inside = inside[step % len(inside)]
    if isinstance(inside, list) and inside:
        inside[last % len(inside)] = data.draw(st.none() | st.integers() | st.text() | st.lists(st.integers()))
    found = restore(json.dumps(content), text)
    assert found is None or isinstance(found, File)


class Kept(dict[str, str]):
    """A cache in memory."""

    def put(self, text: str, tree: str) -> None:
        self[text] = tree


def test_a_known_text_is_not_parsed_again_and_one_with_a_finding_is() -> None:
    cache = Kept()
    good, bad = Source("good.colossus", "let a = 1\n"), Source("bad.colossus", "let a = \n")
    first, _ = parsed(good, cache)
    assert list(cache) == [good.text]
    second, problems = parsed(good, cache)
    assert problems == ()
    assert tree(good, second) == tree(good, first)
    for _ in range(2):
        assert [problem.code for problem in parsed(bad, cache)[1]] == ["C0101"]
    assert list(cache) == [good.text]
    cache[good.text] = "nonsense"
    assert tree(good, parsed(good, cache)[0]) == tree(good, first)
    assert cache[good.text] != "nonsense"


def test_a_file_of_the_library_is_made_once_in_a_process_and_one_with_a_finding_each_time() -> None:
    packs = [Source("rules/own.colossus", text, library=True) for text in ("let own = 1\n", "let own = \n")]
    (good, problems), (_, mistakes) = (parsed(each, NO_CACHE) for each in packs)
    assert problems == ()
    assert parsed(attrs.evolve(packs[0], name="another.colossus"), NO_CACHE) == (good, ())
    assert parsed(attrs.evolve(packs[0], library=False), NO_CACHE)[0] is not good
    assert [problem.code for problem in mistakes] == [problem.code for problem in parsed(packs[1], NO_CACHE)[1]] != []
    for place in range(MOST_KEPT + 1):
        parsed(Source("many.colossus", f"let own{place} = 1\n", library=True), NO_CACHE)
    assert tree(packs[0], parsed(packs[0], NO_CACHE)[0]) == tree(packs[0], good)
