"""Hypothesis strategies of this suite alone; those of use to others are in `colossusc.testing`.

Every new construct joins them, in the section of its layer.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from colossusc.testing import days, names
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import Number, normal
from colossusc.values.timeline import Steps, stepped
from colossusc.values.uncertain.bounds import bounds
from colossusc.values.uncertain.expression import absolute, ceiling, floor, largest, of_symbol, quotient, smallest
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.truth import choose, compare, joined, opposite
from colossusc.values.unit_table import UNITS

# ------------------------------------------------------------------------------------------------------ values


def numbers() -> st.SearchStrategy[Number]:
    """Exact numbers as arithmetic on a campus gives them, whole and not, of both signs."""
    whole = st.integers(-(10**12), 10**12)
    return whole | st.builds(lambda top, bottom: normal(Fraction(top, bottom)), whole, st.integers(1, 10**6))


def number_texts() -> st.SearchStrategy[str]:
    """NUMBER tokens within the limits: `12_500`, `0.98`, `1e6`."""
    group = st.from_regex(r"[0-9]{1,6}(_[0-9]{1,3}){0,3}", fullmatch=True)
    fraction = st.just("") | group.map(lambda digits: "." + digits)
    exponent = st.just("") | st.integers(-30, 30).map(lambda power: f"e{power}")
    return st.tuples(group, fraction, exponent).map("".join)


def units() -> st.SearchStrategy[str]:
    """Unit texts: every symbol of the table, money, and compounds."""
    money = st.sampled_from(("USD", "kUSD", "MEUR", "USD_2024"))
    symbol = st.sampled_from(sorted(UNITS)) | money
    raised = st.tuples(symbol, st.sampled_from(("", "", "", "^2", "^3"))).map("".join)
    return symbol | st.lists(raised, min_size=2, max_size=3).map("/".join)


def quantities() -> st.SearchStrategy[str]:
    """QUANTITY tokens."""
    return st.tuples(number_texts(), units()).map(" ".join)


def steps(of: st.SearchStrategy[Number | Missing] | None = None) -> st.SearchStrategy[Steps[Number | Missing]]:
    """Step functions of numbers, absent and broken."""
    value = of if of is not None else numbers() | st.sampled_from((ABSENT, BROKEN))

    def build(first: Number | Missing, later: dict[int, Number | Missing]) -> Steps[Number | Missing]:
        later.pop(FIRST_DAY, None)
        starts = sorted(later)
        return stepped([FIRST_DAY, *starts], [first, *(later[start] for start in starts)])

    return st.builds(build, value, st.dictionaries(days(), value, max_size=5))


# ------------------------------------------------------------------------------------------------------ syntax
#
# These give texts, not trees: what a token next to another one becomes is the parser's business.


def refs() -> st.SearchStrategy[str]:
    """`a`, `a.b`, `smt[07]`, `smt[01..15].rating`."""
    index = st.sampled_from(("", "", "", "[07]", "[01..15]", "[1 .. 2]"))
    return st.lists(st.tuples(names(), index).map("".join), min_size=1, max_size=3).map(".".join)


def dates() -> st.SearchStrategy[str]:
    """DATE tokens; not all of them are days of the calendar."""
    return st.sampled_from(("2024-09-02", "2025-07", "2025-Q3", "2026-02-30"))


def texts() -> st.SearchStrategy[str]:
    """STRING tokens, with anything a text may hold."""
    plain = st.text(st.characters(exclude_characters='"\\\n', exclude_categories=("Cs", "Cc")), max_size=12)
    escape = st.sampled_from(("", r"\"", r"\\", r"\n"))
    return st.builds('"{}{}{}"'.format, plain, escape, plain)


def comments() -> st.SearchStrategy[str]:
    """Comments, spaced in any way."""
    inside = st.text(st.characters(exclude_characters="\n\r", exclude_categories=("Cs", "Cc")), max_size=12)
    return inside.map(lambda text: f"#{text}")


def _blanks() -> st.SearchStrategy[str]:
    return st.sampled_from((" ", " ", "", "  ", "\t"))


def _joined(operand: st.SearchStrategy[str], operators: tuple[str, ...]) -> st.SearchStrategy[str]:
    pair = st.tuples(_blanks(), st.sampled_from(operators), _blanks(), operand).map("".join)
    return st.tuples(operand, st.lists(pair, max_size=3).map("".join)).map("".join)


def expressions() -> st.SearchStrategy[str]:
    """Expressions of every form."""
    leaf = st.one_of(refs(), quantities(), number_texts(), dates(), texts())

    def grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        group = inner.map(lambda expr: f"({expr})")
        gap = st.sampled_from(("", " ", "\n  ", "  # here\n"))
        entries = st.lists(leaf | group, max_size=3)
        listed = st.builds(lambda gap, entries: "[" + gap + f",{gap}".join(entries) + gap + "]", gap, entries)
        call = st.builds(lambda name, args: f"{name}({', '.join(args)})", refs(), st.lists(inner, max_size=2))
        over = st.builds("any({} for {} in {})".format, inner, names(), leaf)
        where = st.builds("sum({} for {} in {} where {})".format, inner, names(), leaf, leaf | group)
        atom = leaf | group | listed | call | over | where
        power = atom | st.builds("{} ^ {}".format, group, st.integers(0, 3))
        signed = power | power.map(lambda x: f"-{x}") | st.builds("{} ± {}".format, power, power)
        total = _joined(signed, ("+", "-", "*", "/"))
        choice = total | st.builds("{} {} {}".format, total, st.sampled_from(("..", "to")), total)
        marks = st.sampled_from(("==", "!=", "<=", ">=", "<", ">", "in"))
        compared = choice | st.builds("{} {} {}".format, choice, marks, choice) | choice.map(lambda x: f"{x} is given")
        decided = compared | compared.map(lambda x: f"not {x}")
        either = st.lists(decided, min_size=1, max_size=3).map(" and ".join)
        whole = st.lists(either, min_size=1, max_size=2).map(" or ".join)
        return whole | st.builds("if {} then {} else {}".format, whole, whole, whole)

    return st.recursive(leaf, grow, max_leaves=8)


def _periods() -> st.SearchStrategy[str]:
    day = dates() | refs()
    forms = ("from {}", "from {} until {}", "from {} ramping until {}", "until {}", "on {}")
    return st.builds(lambda form, one, other: form.format(one, other), st.sampled_from(forms), day, day)


def _credits() -> st.SearchStrategy[str]:
    """Sources and grades with a reason, in brackets."""
    credit = refs() | st.builds("{} {}".format, names(), texts())
    return st.lists(credit, min_size=1, max_size=2).map(lambda some: f"[{', '.join(some)}]")


def values() -> st.SearchStrategy[str]:
    """What stands behind `=`: an expression, its sources, and others beside it."""
    cites = st.just("") | _credits().map(lambda some: f" {some}")
    bound = st.builds("{} {}".format, st.sampled_from(("at_least", "at_most")), quantities())
    group = expressions().map(lambda x: f"({x})")
    known = st.one_of(group, quantities(), refs(), dates(), texts(), bound, st.just("unknown"))
    stated = st.tuples(known, cites).map("".join)
    return st.lists(stated, min_size=1, max_size=2).map(" against ".join)


def _maybe(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | part.map(lambda text: f" {text}")


def statements() -> st.SearchStrategy[str]:
    """Statements of every form, blocks in blocks among them."""
    group = expressions().map(lambda x: f"({x})")
    field = st.builds("{}{} = {}".format, refs(), _maybe(_periods()), values() | _credits())
    defined = st.builds("{} {}{}{} = {}".format, names(), names(), _maybe(texts()), _maybe(_periods()), values())
    spanned = st.builds("{}{}{}".format, st.just("") | refs().map("{} ".format), _periods(), _maybe(_credits()))
    under = names().map("under {}".format)
    clause = st.one_of(
        st.builds("for {} in {} where {}".format, names(), refs(), group),
        group.map(lambda x: f"when {x}"),
        group.map(lambda x: f"near {x}"),
        st.builds("require {}{}{} as {}".format, group, _maybe(_periods()), _maybe(under), texts()),
        st.builds("set {} in {}".format, refs(), quantities()),
        st.builds("set {} = {}".format, refs(), values()),
        st.builds("lose any 2 of {}, {}".format, refs(), refs()),
        st.builds("lose {} for 24 h".format, refs()),
        st.builds("{} {}".format, st.sampled_from(("message", "help")), texts()),
        st.builds("expect note {} on {}".format, names(), refs()),
        st.builds("use {}, {} as {}".format, refs(), refs(), names()),
        st.builds("import {} as {}".format, texts(), names()),
    )
    simple = st.one_of(field, field, defined, spanned, clause)

    def block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        head = st.builds("{}{}{}".format, names(), _maybe(names()), _maybe(texts()))
        base = st.just("") | refs().map(lambda ref: f" : {ref}")
        waived = st.builds("waive {} on {}".format, names(), refs())
        return st.builds("{} {{{}}}".format, st.tuples(head, base).map("".join) | waived, _bodies(inner))

    return st.recursive(simple, block, max_leaves=6)


def _bodies(statement: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    ends = st.sampled_from(("\n", "\n\n\n", "; ", "\r\n", " ;\n  ")) | comments().map(lambda text: f" {text}\n")
    line = st.tuples(_blanks(), statement | st.just(""), ends).map("".join)
    return st.tuples(st.lists(line, max_size=4).map("".join), statement | st.just("")).map("".join)


def files() -> st.SearchStrategy[str]:
    """Files that are right as far as the grammar goes."""
    return _bodies(statements())


# ----------------------------------------------------------------------------------------------------- campuses


@attrs.frozen
class Halls:
    """A campus of halls, as instances of a part, and with each hall and each unit written out by hand."""

    modules: str
    by_hand: str


@st.composite
def halls(draw: st.DrawFn) -> Halls:
    """An array of halls made of a part: a let restated for all, for some, a block restated, arrays within the array."""
    number, pumps = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    sizes = [draw(st.integers(0, 40)) * 4 for _ in range(3)]  # of the part, of the array, of some of it
    first = draw(st.integers(1, number))
    last = draw(st.integers(first, number))
    arrives = show_date(draw(st.integers(738_000, 738_060)))
    draw_share, spare = draw(st.integers(1, 100)), draw(st.integers(1, pumps))
    restated, moved = draw(st.booleans()), draw(st.booleans())
    node = "part node : gpus { gpus_per_system = 4; system_power = 3 kW }\n"
    gpus = f"gpus h : node {{ count = size; from {arrives} }}"
    loads = f"load p[1..{pumps}] {{ behind = facility; power = 7 kW * size }}\nunits p[{spare}] {{ power = 1 kW }}"
    standby = "turbine t { rating = 1 MW; duty = standby; derate = 1 %/degC }"
    part = f"part hall : building {{\nlet size = {sizes[0]}\npue = 1.3\n{gpus}\n{loads}\n{standby}\n}}\n"
    array = f"let size = {sizes[1]}" if restated else ""
    some = f"units hall[{first}..{last}] {{ let size = {sizes[2]}; gpus h {{ draw = {draw_share} % }} }}"
    around = "campus c {\nsite s { ambient = 40 degC; jurisdiction = us\n"
    modules = f"{node}{part}{around}building hall[1..{number}] : hall {{ {array} }}\n{some if moved else ''}\n}}\n}}\n"
    written = []
    for hall in range(1, number + 1):
        chosen = moved and first <= hall <= last
        size = sizes[2] if chosen else sizes[1] if restated else sizes[0]
        share = f"; draw = {draw_share} %" if chosen else ""
        each = [
            f"load p{hall}_{unit} {{ behind = facility; power = {1 if unit == spare else 7 * size} kW }}"
            for unit in range(1, pumps + 1)
        ]
        systems = f"gpus h{hall} : node {{ count = {size}; from {arrives}{share} }}"
        turbine = f"turbine t{hall} {standby[10:]}"
        written.append("\n".join([f"building b{hall} {{ pue = 1.3", systems, *each, turbine, "}"]))
    return Halls(modules, node + around + "\n".join(written) + "\n}\n}\n")


@st.composite
def own_units(draw: st.DrawFn) -> tuple[str, str, str]:
    """Definitions of units, each of those before it, in any order; a quantity in them, and the same written out."""
    names = ("pod", "bay", "row_of_4", "Hall")[: draw(st.integers(1, 4))]
    sizes = [draw(st.sampled_from(("2", "0.5", "1e3", "1_250", "3.75"))) for _ in names]
    below = ["MW", *names]
    lines = [
        f"unit {name} = {size} {below[place]}" for place, (name, size) in enumerate(zip(names, sizes, strict=True))
    ]
    written_out = " * ".join(sizes)
    count = draw(st.integers(1, 99))
    return "\n".join(draw(st.permutations(lines))), f"{count} {names[-1]}/day", f"{count} * {written_out} * 1 MW/day"


def misspelt(plans: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Plans with some slips of the keyboard in them: letters lost, doubled, swapped, of the other case, look-alikes."""

    def slip(words: list[str], at: int, letter: int, kind: str) -> None:
        places = [place for place, word in enumerate(words) if re.fullmatch(r"[A-Za-z_][A-Za-z_0-9.]*|[0-9]+", word)]
        word = words[places[at % len(places)]]
        begin, rest = word[: letter % len(word)], word[letter % len(word) :]
        changed = {
            "lose": begin + rest[1:],
            "double": begin + rest[:1] + rest,
            "swap": begin + rest[1:2] + rest[:1] + rest[2:],
            "case": begin + rest[:1].swapcase() + rest[1:],
            "alike": begin + rest[:1].translate({97: 0x430, 101: 0x435, 111: 0x43E, 49: 0xFF11}) + rest[1:],
            "space": begin + "__" + rest,
        }
        words[places[at % len(places)]] = changed[kind]

    def damaged(text: str, slips: list[tuple[int, int, str]]) -> str:
        words = re.findall(r"[A-Za-z_0-9.]+|[^A-Za-z_0-9.]+", text)
        for at, letter, kind in slips:
            slip(words, at, letter, kind)
        return "".join(words)

    kinds = st.sampled_from(("lose", "double", "swap", "case", "alike", "space"))
    slips = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 20), kinds), min_size=1, max_size=4)
    return st.builds(damaged, plans, slips)


@attrs.frozen
class Moved:
    """A load that moves between sites, and the same as a load at each place for the time that it is there; and in how
    many days it stays at each place in turn."""

    moving: str
    standing: str
    stays: tuple[tuple[str, int, int], ...]


@st.composite
def moved(draw: st.DrawFn) -> Moved:
    """Sites of different PUE, and a load in a group that stands at one after another of them."""
    marks = sorted(draw(st.lists(st.integers(738_000, 738_400), min_size=2, max_size=5, unique=True)))
    places = [draw(st.sampled_from("abc")) for _ in marks[1:]]
    stretches = list(zip(places, marks, marks[1:], strict=False))
    power = draw(st.integers(1, 90))
    fields = f"behind = it; power = {power} MW"
    sites = "".join(f"site {name} {{ pue = 1.{place} }}\n" for place, name in enumerate("abc", start=1))
    at = "; ".join(f"at from {show_date(start)} = {place}" for place, start, _ in stretches)
    moving = f"load l {{ {fields}; from {show_date(marks[0])} until {show_date(marks[-1])}; {at} }}\n"
    standing = "".join(
        f"load l{number} {{ {fields}; site = {place}; from {show_date(start)} until {show_date(end)} }}\n"
        for number, (place, start, end) in enumerate(stretches)
    )
    members = ", ".join(f"l{number}" for number in range(len(stretches)))
    return Moved(
        f"campus k {{\n{sites}{moving}group all_of_it {{ members = [l] }}\n}}\n",
        f"campus k {{\n{sites}{standing}group all_of_it {{ members = [{members}] }}\n}}\n",
        tuple(stretches),
    )


@attrs.frozen
class Stays:
    """Things at one site that come, or are first counted, and leave on days of which some lie in a window."""

    things: tuple[tuple[str, bool], ...]  # a name, and whether it is counted
    windows: dict[str, tuple[int, int]]  # of `a_from` and `a_until` the first and the last day
    days: dict[str, int]  # on which day it turns out to be
    gap: int

    def text(self, days: dict[str, int]) -> str:
        """The plan, with the days that are known."""
        ends = {name: (days[name],) * 2 if name in days else window for name, window in self.windows.items()}
        lets = "".join(
            f"let {name} = {show_date(first)}{f' .. {show_date(last)}' if last > first else ''}\n"
            for name, (first, last) in ends.items()
        )
        things = "".join(
            f"gpus {name} {{ count from {name}_from = 8; count from {name}_until = 0 }}\n"
            if counted
            else f"turbine {name} {{ from {name}_from until {name}_until }}\n"
            for name, counted in self.things
        )
        return f"campus k {{ {lets}site s {{\n{things}}} }}\n"


@st.composite
def stays(draw: st.DrawFn) -> Stays:
    """One to three things whose times touch, overlap, or lie apart; a break may count as none where all leave on a day
    that is known."""
    gap = draw(st.sampled_from((0, 0, 3)))
    widths = st.sampled_from((0, 1, 2, 5))
    windows: dict[str, tuple[int, int]] = {}
    for name in "abc"[: draw(st.integers(1, 3))]:
        first = 738_000 + draw(st.integers(0, 30))
        windows[f"{name}_from"] = first, first + draw(widths)
        end = windows[f"{name}_from"][1] + draw(st.integers(1, 20))
        windows[f"{name}_until"] = end, end + (0 if gap else draw(widths))
    days = {name: draw(st.integers(*window)) for name, window in windows.items()}
    things = tuple((name[0], draw(st.booleans())) for name in windows if name.endswith("from"))
    return Stays(things, windows, days, gap)


# ------------------------------------------------------------------------------------------------ uncertain numbers


class Recipe:
    """How a number or a truth is computed of symbols, so that it can be computed of points too."""

    OPERATIONS = ("+", "-", "*", "/", "min", "max", "floor", "ceil", "abs", "^", "if")
    TRUTHS = (">=", ">", "==", "and", "or", "not")

    def __init__(self, symbols: tuple[Symbol, ...], root: Any) -> None:
        self.symbols = symbols
        self.root = root  # a symbol, a number, or (operation, operands)

    def __repr__(self) -> str:
        return f"Recipe({self.symbols}, {self.root})"


def _symbols() -> st.SearchStrategy[Symbol]:
    number = st.fractions(-9, 9, max_denominator=4)
    ends = (
        st.tuples(number, number)
        .map(lambda pair: tuple(map(normal, sorted(pair))))
        .filter(lambda pair: pair[0] < pair[1])
    )
    ranges = st.builds(Symbol, st.just("s"), ends, varies=st.booleans())
    whole = st.tuples(st.integers(-9, 9), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    counts = st.builds(Symbol, st.just("n"), whole, whole=st.just(True))
    figures = st.lists(number.map(normal), min_size=2, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
    return ranges | counts | st.builds(Symbol, st.just("c"), figures, discrete=st.just(True))


@st.composite
def recipes(draw: st.DrawFn, truths: bool = False, linear: bool = False) -> Recipe:
    """A number (or a truth) over a few symbols, each of which may occur several times."""
    symbols = tuple(draw(st.lists(_symbols(), min_size=1, max_size=3)))
    leaves = st.sampled_from(symbols) | st.integers(-5, 5) | st.fractions(-3, 3, max_denominator=4).map(normal)

    def extend(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        pairs = st.tuples(
            st.sampled_from(("+", "-") if linear else ("+", "-", "*", "/", "min", "max")), st.tuples(part, part)
        )
        ones = st.tuples(st.sampled_from(("floor", "ceil", "abs", "^")), st.tuples(part))
        tests = st.tuples(st.just("if"), st.tuples(st.tuples(st.just(">="), st.tuples(part, part)), part, part))
        return pairs if linear else pairs | ones | tests

    numbers_ = st.recursive(leaves, extend, max_leaves=6)
    if not truths:
        return Recipe(symbols, draw(numbers_))
    compared = st.tuples(st.sampled_from((">=", ">", "==")), st.tuples(numbers_, numbers_))
    joined_ = st.recursive(
        compared,
        lambda part: (
            st.tuples(st.sampled_from(("and", "or")), st.tuples(part, part))
            | st.tuples(st.just("not"), st.tuples(part))
        ),
        max_leaves=3,
    )
    return Recipe(symbols, draw(compared if linear else joined_))


def points(recipe: Recipe) -> st.SearchStrategy[list[dict[Symbol, Number]]]:
    """Some values of all symbols of a recipe."""

    def inside(symbol: Symbol) -> st.SearchStrategy[Number]:
        low, high = symbol.domain[0], symbol.domain[-1]
        if symbol.discrete:
            return st.sampled_from(symbol.domain)
        if symbol.whole:
            return st.integers(int(low), int(high))
        return st.fractions(low, high, max_denominator=16).map(normal) | st.sampled_from((low, high))

    one = st.fixed_dictionaries({symbol: inside(symbol) for symbol in recipe.symbols})
    return st.lists(one, min_size=8, max_size=16)


def built(recipe: Recipe, values: dict[Symbol, Any]) -> Any:
    """What a recipe gives of some values: exact numbers, or uncertain ones. Division by what may be 0 gives 0."""

    def of(part: Any) -> Any:
        if isinstance(part, Symbol):
            return values[part]
        if not isinstance(part, tuple):
            return part
        name, operands = part[0], [of(operand) for operand in part[1]]
        if name == "/":
            safe = of_range(part[1][1])
            return 0 if safe[0] <= 0 <= safe[1] else quotient(*operands)
        return _OPERATIONS[name](*operands)

    def of_range(part: Any) -> Any:
        return bounds(built(Recipe(recipe.symbols, part), {symbol: of_symbol(symbol) for symbol in recipe.symbols}))

    return of(recipe.root)


_OPERATIONS: dict[str, Any] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "min": smallest,
    "max": largest,
    "floor": floor,
    "ceil": ceiling,
    "abs": absolute,
    "^": lambda a: a**2,
    "if": choose,
    ">=": lambda a, b: compare(">=", a, b),
    ">": lambda a, b: compare(">", a, b),
    "==": lambda a, b: compare("==", a, b),
    "and": lambda a, b: joined("and", (a, b)),
    "or": lambda a, b: joined("or", (a, b)),
    "not": opposite,
}


@attrs.frozen
class Supply:
    """A campus of gas supplies, grids, turbines and carriers, for a second opinion on what arrives; all in MW.

    Each is an array: units, MW of one, and the names of what it needs or is fed by.
    """

    gas: tuple[str, ...]
    grids: dict[str, tuple[int, int]]
    turbines: dict[str, tuple[int, int, tuple[str, ...]]]
    carriers: dict[str, tuple[int, int, tuple[str, ...]]]

    def text(self, *more: str) -> str:
        """The campus in the language."""
        lines = [f"gas {name} {{}}" for name in self.gas]
        lines += [
            f"grids {name}[1..{units}] {{ contracted = {size} MW }}" for name, (units, size) in self.grids.items()
        ]
        for name, (units, size, needs) in self.turbines.items():
            lines.append(f"turbines {name}[1..{units}] {{ rating = {size} MW; needs = [{', '.join(needs)}] }}")
            lines.append(f"permit of_{name} {{ covers = [{name}]; granted = 2020-01-01 }}")
        for place, (name, (units, size, fed)) in enumerate(self.carriers.items()):
            kind = ("transformers", "feeders", "buses", "ups_systems")[place % 4]
            fields = f"rating = {size} MVA; power_factor = 1; fed_by = [{', '.join(fed)}]"
            lines.append(f"{kind} {name}[1..{units}] {{ {fields} }}")
        return "campus c {\n" + "\n".join([*lines, *more]) + "\n}\n"

    def units(self) -> dict[str, int]:
        """How many units of each name there are."""
        return {
            **dict.fromkeys(self.gas, 1),
            **{name: units for name, (units, *_) in self.grids.items()},
            **{name: units for name, (units, *_) in self.turbines.items()},
            **{name: units for name, (units, *_) in self.carriers.items()},
        }


@st.composite
def supplies(draw: st.DrawFn) -> Supply:
    """Campuses of at most 12 units in which some need gas, and some feed others, in meshes too."""
    room = 12

    def units() -> int:
        nonlocal room
        taken = draw(st.integers(1, min(3, room)))
        room -= taken
        return taken

    size = st.integers(1, 9)
    gas = ("main", "spare")[: draw(st.integers(0, 2))]
    room -= len(gas)
    grids = {f"g{place}": (units(), draw(size)) for place in range(draw(st.integers(1, 2)))}
    turbines: dict[str, tuple[int, int, tuple[str, ...]]] = {}
    carriers: dict[str, tuple[int, int, tuple[str, ...]]] = {}
    while room and len(turbines) < 2 and draw(st.booleans()):
        needs = tuple(name for name in gas if draw(st.booleans()))
        turbines[f"u{len(turbines)}"] = (units(), draw(size), needs)
    while room and len(carriers) < 4 and draw(st.integers(0, 4)):
        feeders = [*grids, *turbines, *carriers]
        fed = draw(st.lists(st.sampled_from(feeders), min_size=1, max_size=3, unique=True))
        carriers[f"t{len(carriers)}"] = (units(), draw(size), tuple(fed))
    return Supply(gas, grids, turbines, carriers)


# ------------------------------------------------------------------------------------------------------ emissions


def runs_of_months() -> st.SearchStrategy[Steps[Number | Missing]]:
    """Rates that change a few times from 2024 to 2028, also within a month."""
    first, last = 738_886, 740_500
    changes = st.dictionaries(st.integers(first, last), st.integers(0, 9) | st.just(ABSENT), max_size=6)
    return st.builds(
        lambda before, later: stepped([FIRST_DAY, *sorted(later)], [before, *(later[day] for day in sorted(later))]),
        st.integers(0, 9),
        changes,
    )


@attrs.frozen
class Limited:
    """Turbines with their emission factors, and permits that limit some of them together; of two permits that share a
    turbine one covers all that the other does."""

    factors: tuple[int, ...]
    permits: tuple[tuple[tuple[int, ...], int], ...]  # what each covers, and its limit in short tons a year

    @property
    def text(self) -> str:
        lines = [
            f"    turbine t{unit} {{\n      rating = 1 MW; efficiency = 100 %; heat_ratio = 1.1 Btu_HHV/Btu_LHV\n"
            f"      factor co2 = {factor} lb/MMBtu_HHV\n    }}"
            for unit, factor in enumerate(self.factors)
        ]
        lines += [
            f"    permit p{place} {{\n      covers = [{', '.join(f't{unit}' for unit in units)}]\n"
            f"      granted = 2020-01-01; limit co2 = {limit} short_ton/yr\n    }}"
            for place, (units, limit) in enumerate(self.permits)
        ]
        return "\n".join(["campus c {", "  site s {", *lines, "  }", "}", ""])


@st.composite
def limited(draw: st.DrawFn) -> Limited:
    factors = tuple(draw(st.lists(st.integers(0, 9), min_size=1, max_size=6)))
    limits = st.integers(0, 400)
    permits: list[tuple[tuple[int, ...], int]] = []

    def cut(units: list[int], depth: int) -> None:
        """Permits of some turbines, then of parts of them."""
        if draw(st.booleans()):
            permits.append((tuple(units), draw(limits)))
        if depth and len(units) > 1:
            place = draw(st.integers(1, len(units) - 1))
            cut(units[:place], depth - 1)
            cut(units[place:], depth - 1)

    cut(list(range(len(factors))), 2)
    return Limited(factors, tuple(draw(st.permutations(permits))))
