"""Throws damaged plans at the compiler for as long as it is told: `python bench/fuzz.py mistakes --seconds 600`.

`mistakes` deletes, doubles or swaps one token of every fixture and looks for what is said of other statements; `parse`
and `check` cut, repeat and mix the fixtures' tokens and characters, and look for tracebacks. Each run is repeated by
its `--seed`. What is found is printed with the text that gave it; the exit code is 1 if anything was.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from time import monotonic

from colossusc.source import Source
from colossusc.syntax.parse import parse

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from mutations import Fixture, complaints, fixtures, mutations, said, tokens

FIXTURES = fixtures()
NAMES = sorted(FIXTURES)
ODD = ["\0", "\ufeff", "\u202e", "−", "é", "\r", "{", "}", "(", "[", '"', "\\", "1e99999", "..", "±", "\n", "9" * 50]


@cache
def pieces(name: str) -> tuple[str, ...]:
    """The tokens of a fixture, each with the blanks and comments before it."""
    text, at, found = FIXTURES[name].text, 0, []
    for token in tokens(text):
        found.append(text[at : token.end])
        at = token.end
    return (*found, text[at:])


def damaged(chance: Random) -> str:
    """A fixture of which a few tokens are lost, doubled, moved, or replaced by others or by odd characters."""
    parts = list(pieces(chance.choice(NAMES)))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(parts))
        length = chance.choice((1, 1, 1, 2, 5, 20))
        other = pieces(chance.choice(NAMES))
        begin = chance.randrange(len(other))
        parts[at : at + chance.choice((0, 1, length))] = chance.choice(
            ([], parts[at : at + length] * 2, list(other[begin : begin + length]), [chance.choice(ODD)])
        )
        parts = parts or [""]
    return "".join(parts)


@cache
def before(name: str) -> tuple[object, ...]:
    return said(FIXTURES[name]), list(mutations(FIXTURES[name].text))


def one_mistake(chance: Random) -> str:
    """What is wrong with the answer to a random mistake, in words; empty if nothing is."""
    name = chance.choice(NAMES)
    known, every = before(name)
    mutation = chance.choice(every)  # type: ignore[arg-type, var-annotated]
    found = complaints(FIXTURES[name], known, mutation)  # type: ignore[arg-type]
    return "\n".join((f"{name}: {mutation.told(FIXTURES[name].text)}", *found)) if found else ""


def raised(run: Callable[[str], object], text: str) -> str:
    """The traceback that a text gives, and the text; empty if there is none."""
    try:
        run(text)
    except Exception:
        return f"{traceback.format_exc()}\n{text!r}"
    return ""


WAYS: dict[str, Callable[[Random], str]] = {
    "mistakes": one_mistake,
    "parse": lambda chance: raised(lambda text: parse(Source("plan.colossus", text)), damaged(chance)),
    "check": lambda chance: raised(lambda text: said(Fixture(text)), damaged(chance)),
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("way", choices=WAYS)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    chance, until, tried, bad = Random(given.seed), monotonic() + given.seconds, 0, 0
    while monotonic() < until:
        tried += 1
        if wrong := WAYS[given.way](chance):
            bad += 1
            print(wrong, end="\n\n")
    print(f"{tried:,} tried, {bad:,} wrong")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
