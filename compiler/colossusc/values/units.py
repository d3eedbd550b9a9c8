"""Reading a unit: `MW`, `m^3/h`, `Btu_LHV/kWh`, `kUSD_2024/MW`.

A unit is symbols divided by symbols, each raised to a small power; there are no products (energy is `MWh`).
Letter case decides: nobody plans a campus in milliwatts, so `mW` is refused and `MW` suggested.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from colossusc.values.dimension import NONE, base
from colossusc.values.number import Number, normal
from colossusc.values.problem import Problem, quoted
from colossusc.values.unit_table import CURRENCIES, FACTORS, MONEY_PREFIXES, PREFIXES, UNITS, Unit

_LONGEST = 60
_SUPERSCRIPTS = str.maketrans({"²": "^2", "³": "^3"})


class UnitProblem(Problem):
    """C0204 unknown, C0205 letter case, C0206 ambiguous, C0207 malformed."""


def find_unit(text: str, own: Mapping[str, Unit] | None = None) -> Unit:
    """The unit that a text names, or that is made of those and some of a plan's `own`.

    Raises UnitProblem; its `replacement` is the whole corrected unit.
    """
    found = _find(text)
    if own and isinstance(found, UnitProblem):
        found = own.get(text) or _compound(text.translate(_SUPERSCRIPTS), own)
    if isinstance(found, UnitProblem):
        raise UnitProblem(*found.args)
    return found


@lru_cache(maxsize=4096)
def _find(text: str) -> Unit | UnitProblem:
    written = text.translate(_SUPERSCRIPTS)
    known = UNITS.get(written) or currency(written)
    if known:
        return known
    if len(text) > _LONGEST:
        return UnitProblem("C0207", f"{quoted(text)} is too long for a unit")
    if ("/" in written or "^" in written) and " " not in written and "\t" not in written:
        return _compound(written)
    return _refused(text)


def currency(text: str) -> Unit | None:
    """Money by its ISO code, with an optional prefix and price year: `USD`, `MUSD`, `EUR_2024`."""
    code, _, year = text.partition("_")
    prefix = code[:-3]
    if code[-3:] not in CURRENCIES or (prefix and prefix not in MONEY_PREFIXES):
        return None
    if "_" in text and not (len(year) == 4 and year.isascii() and year.isdigit()):
        return None
    return Unit(text, PREFIXES[prefix], base(text[len(prefix) :]))


def _compound(text: str, own: Mapping[str, Unit] | None = None) -> Unit | UnitProblem:
    scale: Number = 1
    dimension = NONE
    problem: UnitProblem | None = None
    safe = True
    corrected: list[str | None] = []
    for place, factor in enumerate(text.split("/")):
        symbol, raised, exponent = factor.partition("^")
        unit: Unit | UnitProblem
        if not symbol:
            unit = UnitProblem("C0207", f"{quoted(text)} has no unit beside its `/`", "a unit looks like `m^3/h`")
        elif raised and not (len(exponent) == 1 and exponent in "123456789"):
            unit = UnitProblem("C0207", f"{quoted(factor)} is not a power of a unit", "write a digit, as in `m^3`")
        else:
            unit = FACTORS.get(symbol) or currency(symbol) or (own or {}).get(symbol) or _refused(symbol)
        if isinstance(unit, UnitProblem):
            problem = problem or unit
            safe = safe and unit.safe
            # A replacement such as `gal/min` or `ft^2` fits only where nothing divides or raises it.
            fits = unit.replacement and not (
                (place and "/" in unit.replacement) or (raised and "^" in unit.replacement)
            )
            corrected.append(f"{unit.replacement}{raised}{exponent}" if fits else None)
            continue
        corrected.append(factor)
        power = int(exponent or 1)
        scale = scale / Fraction(unit.scale) ** power if place else scale * unit.scale**power
        dimension = dimension / unit.dimension**power if place else dimension * unit.dimension**power
    if problem is None:
        return Unit(text, normal(scale), dimension)
    if None in corrected:
        return UnitProblem(problem.code, problem.message, problem.help)
    replacement = "/".join(map(str, corrected))
    return UnitProblem(problem.code, problem.message, f"write {quoted(replacement)}", replacement, safe)


def _refused(text: str) -> UnitProblem:
    from colossusc.values.unit_refusals import refuse  # read only when something is wrong

    return refuse(text)
