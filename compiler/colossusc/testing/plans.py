"""Parts and dated values, drawn from the tables of kinds, and plans checked without files."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from colossusc.expr.types import DateType, QuantityType, SymbolType, TextType
from colossusc.kinds import Field, find_kind
from colossusc.pipeline import Checked, Options, check
from colossusc.source import ReadProblem
from colossusc.testing.values import names, quantities
from colossusc.values.calendar import show_date
from colossusc.values.dimension import expression
from colossusc.values.quantity import in_terms_of
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

_WIDTH = 1_000  # of what is drawn of a field that has no upper bound, in its usual unit
_DAYS = st.integers(738_000, 740_000)  # the years of a plan


def check_text(text: str, as_of: int | None = None, **files: str) -> Checked:
    """Check a plan given as text; files that it imports are given by name, without `.colossus`."""
    texts = {f"{name}.colossus": content for name, content in {"plan": text, **files}.items()}

    def read(name: str) -> str:
        if name not in texts:
            raise ReadProblem("C0701", f"there is no file `{name}`")
        return texts[name]

    return check(["plan.colossus"], read, Options(as_of=as_of))


def fields(kind: str, name: str) -> st.SearchStrategy[str]:
    """Values that a field of a kind takes, within its bounds. Raises KeyError where it names other objects."""
    found = find_kind(kind)
    if found is None:
        raise KeyError(kind)
    strategy = _values(found.by_name[name])
    if strategy is None:
        raise KeyError(name)
    return strategy


def dated(field: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A value over time: `contracted from 2024-07-22 = 8 MW; contracted from 2025-05-01 = 150 MW`."""
    steps = st.dictionaries(_DAYS, values, min_size=1, max_size=4)
    return steps.map(lambda drawn: "; ".join(f"{field} from {show_date(day)} = {drawn[day]}" for day in sorted(drawn)))


def parts(kind: str) -> st.SearchStrategy[str]:
    """Parts of a kind, with some of its fields: `part a : turbine { rating = 16 MW }`. Raises KeyError for no part."""
    found = find_kind(kind)
    if found is None or not found.part:
        raise KeyError(kind)
    possible = {field.name: values for field in found.fields if (values := _values(field)) is not None}
    body = st.fixed_dictionaries({}, optional=possible).map(
        lambda drawn: "".join(f"  {name} = {value}\n" for name, value in drawn.items())
    )
    return st.builds("part {} : {} {{\n{}}}\n".format, names(), st.just(found.name), body)


def _values(field: Field) -> st.SearchStrategy[str] | None:
    """Values of a field in the language; None where they are objects of the plan."""
    type_ = field.type
    if isinstance(type_, QuantityType):
        return _quantities(field, type_)
    if isinstance(type_, SymbolType):
        return st.sampled_from(type_.choices)
    if isinstance(type_, DateType):
        return _DAYS.map(show_date)
    if isinstance(type_, TextType):
        return names().map('"{}"'.format)
    return None


def _quantities(field: Field, type_: QuantityType) -> st.SearchStrategy[str]:
    if type_.integer:
        top = field.maximum if field.maximum is not None else 1_000_000
        return st.integers(int(field.minimum or 0) + (field.above is not None), int(top)).map(str)
    size = 300 if type_.point else 10**6  # a temperature of everyday life; what is built is in millions of base units
    unit = find_unit(type_.unit) if type_.unit else usual_unit(size, type_.dimension, type_.point, type_.share)
    symbol = unit.symbol if unit is not None else expression(type_.dimension)
    low = field.minimum if field.minimum is not None else field.above
    if low is None:
        low = unit.offset if unit is not None else 0
    first = Fraction(in_terms_of(low, unit) if unit is not None else low)
    if field.above is not None:
        first += Fraction(1, 100)
    first = max(first, Fraction(0))
    last = first + (50 if type_.point else _WIDTH)
    if field.maximum is not None:
        last = min(last, Fraction(in_terms_of(field.maximum, unit) if unit is not None else field.maximum))
    return quantities(symbol, first, last)
