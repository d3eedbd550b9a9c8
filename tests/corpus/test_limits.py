"""At the line: what a limit still allows gives no error, and one more gives its code, in two seconds and 500 MB."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Iterator
from fractions import Fraction

import pytest

from colossusc.diagnostic import MOST_MISTAKES
from colossusc.elaborate.arrays import MOST_UNITS
from colossusc.elaborate.contingencies import MOST_CASES
from colossusc.elaborate.objects import MOST_HELD
from colossusc.elaborate.values import MOST_DEPENDENT
from colossusc.expr.types import QuantityType
from colossusc.kinds import Kind, all_kinds
from colossusc.pipeline import Options, check
from colossusc.rules.scope import DEEPEST_LET, MOST_TERMS
from colossusc.syntax.machine import DEPTH
from colossusc.syntax.parse import LARGEST
from colossusc.syntax.recover import LONGEST_TEXT
from colossusc.values.quantity import parse_quantity


def campus(*statements: str) -> str:
    return "\n".join(("campus c {", "  pue = 1.1", *statements, "}", ""))


def rule(*clauses: str) -> str:
    return "\n".join(('rule X1 limit "At the limit" {', *clauses, "}", campus()))


def sized(text: str, size: int) -> str:
    """The text with a comment behind it that makes it so many bytes, two to a letter."""
    left = size - len(text.encode())
    return f"{text}#{'é' * ((left - 1) // 2)}{' ' * ((left - 1) % 2)}"


def inside(head: str, value: str, tail: str, around: int) -> str:
    return campus("  let x = " + head * around + value + tail * around)


def let_chain(length: int) -> str:
    lets = [f"let a{n} = a{n + 1}" for n in range(length)]
    return rule(*lets, f"let a{length} = 1 MW", "require campus.firm_supply >= a0")


def units_in_pairs(units: int) -> str:
    """As many cases as pairs: each of so many turbines with each of a hundred others."""
    first = [f"  turbine a{n} {{ rating = {n + 1} MW }}" for n in range(units)]
    others = [f"  engine b{n} {{ rating = {n + 1} MW }}" for n in range(100)]
    return campus("site s {", *first, *others, "}", "contingency both { lose any of turbines; lose any of engines }")


def long_let(terms: int) -> str:
    return rule("let a = " + " + ".join(["1 MW"] * terms), "require campus.firm_supply >= a - a")


# name → (a text at the limit, one beyond it, the code)
LIMITS: dict[str, tuple[str, str, str]] = {
    "bytes of a file": (sized(campus(), LARGEST), sized(campus(), LARGEST + 1), "C0901"),
    "blocks in blocks": ("a {" * DEPTH + "}" * DEPTH, "a {" * (DEPTH + 1) + "}" * (DEPTH + 1), "C0902"),
    "brackets": (inside("(", "1", ")", DEPTH - 1), inside("(", "1", ")", DEPTH), "C0902"),
    "minus": (inside("-", "1", "", DEPTH - 1), inside("-", "1", "", DEPTH), "C0902"),
    "not": (
        campus("  require " + "not " * (DEPTH - 1) + "c.pue > 5"),
        campus("  require " + "not " * DEPTH + "c.pue > 5"),
        "C0902",
    ),
    "if": (
        inside("if 1 < 2 then 1 else ", "1", "", DEPTH - 1),
        inside("if 1 < 2 then 1 else ", "1", "", DEPTH),
        "C0902",
    ),
    "letters of a text": (
        campus(f'  let x = "{"x" * LONGEST_TEXT}"'),
        campus(f'  let x = "{"x" * (LONGEST_TEXT + 1)}"'),
        "C0903",
    ),
    "digits of a number": (campus(f"  let x = {'9' * 40}"), campus(f"  let x = {'9' * 41}"), "C0202"),
    "exponent": (campus("  let x = 1e30"), campus("  let x = 1e31"), "C0203"),
    "exponent below 0": (campus("  let x = 1e-30"), campus("  let x = 1e-31"), "C0203"),
    "bits of a computed number": (
        campus("  let a = 3", *(f"  let x{n} = a ^ 9" for n in range(3))),
        campus("  let x0 = 3", *(f"  let x{n + 1} = x{n} * x{n}" for n in range(12))),
        "C0604",
    ),
    "units": (
        campus(f"  turbines t[1..{MOST_UNITS}] {{ rating = 1 MW }}"),
        campus(f"  turbines t[1..{MOST_UNITS + 1}] {{ rating = 1 MW }}"),
        "C0907",
    ),
    "values that each read the next": (
        campus(*(f"  let v{n} = v{n + 1}" for n in range(MOST_DEPENDENT - 1)), f"  let v{MOST_DEPENDENT - 1} = 1"),
        campus(*(f"  let v{n} = v{n + 1}" for n in range(MOST_DEPENDENT)), f"  let v{MOST_DEPENDENT} = 1"),
        "C0906",
    ),
    "lets of a rule": (let_chain(DEEPEST_LET - 1), let_chain(DEEPEST_LET), "C0906"),
    "terms of a let of a rule": (long_let(MOST_TERMS - 1), long_let(MOST_TERMS), "C0909"),
    "cases of a contingency": (units_in_pairs(MOST_CASES // 100), units_in_pairs(MOST_CASES // 100 + 1), "C0453"),
}


def checked(text: str) -> list[str]:
    """The codes of the errors in a plan."""
    gc.disable()  # as the command does
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = check(["plan.colossus"], {"plan.colossus": text}.__getitem__, Options()).diagnostics
    took = time.process_time() - start
    gc.enable()
    assert took < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000  # kB
    return [each.code for each in found if each.severity == "error" and not each.subject]


@pytest.mark.parametrize("name", LIMITS)
def test_at_the_limit(name: str) -> None:
    assert checked(LIMITS[name][0]) in ([], ["C0300"])  # blocks in blocks are of no kind


@pytest.mark.parametrize(
    "mistake",
    ["  a{} = = 5", "  let a{} = b{}", "  grit g{} {{}}"],
)
def test_as_many_mistakes_as_are_looked_for(mistake: str) -> None:
    lines = [mistake.format(n, n) for n in range(MOST_MISTAKES + 1)]
    assert len(checked(campus(*lines[:-1]))) == MOST_MISTAKES
    found = checked(campus(*lines))
    assert "C0912" in found
    assert len(found) == MOST_MISTAKES + 1


def test_what_parts_hold_is_counted_before_it_is_made() -> None:
    loads = "; ".join(f"load l{n} {{ behind = it; power = 1 W }}" for n in range(1_000))
    halls = [f"  building b{n} : hall {{}}" for n in range(MOST_HELD // 1_000 + 1)]
    assert checked(f"part hall : building {{ {loads} }}\n" + campus(*halls)) == ["C0907"]


@pytest.mark.parametrize("name", LIMITS)
def test_beyond_the_limit(name: str) -> None:
    assert LIMITS[name][2] in checked(LIMITS[name][1])


def test_a_hundred_thousand_unknown_names() -> None:
    found = checked(campus(*(f"  let a{n} = nope{n}" for n in range(100_000))))
    assert len(found) == MOST_MISTAKES + 1


UNITS = {
    "money (USD)": "USD",
    "a mass": "kg",
    "a power": "MW",
    "data": "GB",
    "data per time": "Gbit/s",
    "a volume per time": "gal/day",
    "a volume per energy": "L/kWh",
    "a power per time": "MW/s",
    "a time": "h",
    "calendar months": "month",
    "an energy": "MWh",
    "a share in %": "%",
    "a voltage": "kV",
    "a length": "m",
    "a temperature": "degC",
    "an apparent power": "MVA",
    "a heat rate (LHV)": "Btu_LHV/kWh",
    "a share per degree": "%/degC",
    "a share per length": "%/km",
    "a concentration at 15 % O2": "ppmvd_15",
    "a heat (HHV) per time": "MMBtu_HHV/h",
    "money (USD) per energy": "USD/MWh",
    "a USD/W/month": "USD/MW/month",
    "a mass per time": "short_ton/yr",
    "a mass per heat (HHV)": "lb/MMBtu_HHV",
    "a heat (HHV) per heat (LHV)": "Btu_HHV/Btu_LHV",
}


def bounds() -> Iterator[tuple[str, str, str, bool]]:
    """Of each field with a bound: its kind, its name, a value at the bound or a little to one side, whether it fits."""
    seen = set()
    for kind in all_kinds().values():
        for field in kind.fields:
            if not isinstance(field.type, QuantityType) or (field.name, field.type.words) in seen:
                continue
            seen.add((field.name, field.type.words))  # `rating` of a bus is that of a feeder
            unit = UNITS.get(field.type.words, "")
            zero = Fraction(5463, 20) if field.type.point else 0
            base = parse_quantity(f"1 {unit}").number if unit and not field.type.point else 1
            step = 1 if field.type.integer or unit == "month" else Fraction(1, 1000)
            sides = [(field.minimum, -step, True), (field.maximum, step, True), (field.above, -step, False)]
            for bound, beyond, inside in sides:
                if bound is not None:
                    at = (Fraction(bound) - zero) / Fraction(base)
                    for value, fits in ((at - beyond, True), (at, inside), (at + beyond, False)):
                        yield kind.name, field.name, f"{float(value):.12g} {unit}".strip(), fits


def holding(kind: Kind, field: str, value: str) -> str:
    """A plan with an object of a kind that gives one field, or with a part."""
    word, _, name = field.rpartition(".")
    given = f"{word} {name} = {value}".strip()
    if kind.part:
        return f"part p : {kind.name} {{ {given} }}\n" + campus()
    if kind.name == "campus":
        return f"campus c {{ {given} }}\n"
    inner = f"{kind.name} x {{ {given} }}"
    return campus(f"grid g {{ {inner} }}" if kind.name == "approval" else inner)


@pytest.mark.exhaustive
@pytest.mark.parametrize(("kind", "field", "value", "fits"), list(bounds()))
def test_a_field_at_its_bound(kind: str, field: str, value: str, fits: bool) -> None:
    assert checked(holding(all_kinds()[kind], field, value)) == ([] if fits else ["C0605"])
