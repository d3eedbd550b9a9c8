"""The one-line diagram of a campus on a day, from the plan and its facts.

What the plan says feeds something is drawn so. What it does not say meets at one bus for each site, drawn broken: the
analysis counts it so, that what feeds no carrier, and what the last carriers bring, gets to the load.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, Term, missing
from colossusc.analyses.places import around
from colossusc.analyses.sharing import shared
from colossusc.analyses.topology import SOURCES, firm_of_all, limit_of
from colossusc.emit.one_line.diagram import Line, Node, Sort, Style, Tie
from colossusc.emit.one_line.letters import shortened, wrapped
from colossusc.emit.one_line.page import BOLD, SIZES, SMALL
from colossusc.emit.one_line.words import ROOM, figures, is_known, is_open, name_lines, supply
from colossusc.emit.one_line.words import power as power_of
from colossusc.expr.types import RATIO
from colossusc.ir import Item
from colossusc.kinds.common import CARRIERS, TIED
from colossusc.language import _
from colossusc.values.number import Number
from colossusc.values.reach import reached
from colossusc.values.uncertain.expression import least_of, most_of
from colossusc.values.uncertain.truth import Undecided

SORTS: dict[str, Sort] = {
    "grid": "utility",
    "turbine": "generator",
    "engine": "generator",
    "solar_plant": "solar",
    "battery": "battery",
    "transformer": "transformer",
    "breaker": "breaker",
    "feeder": "feeder",
    "ups": "ups",
    "pdu": "pdu",
    "bus": "bus",
    "switchgear_lineup": "bus",
    "tie": "breaker",
    "gpu_system": "load",
    "load": "load",
    "cooling_unit": "load",
}
_SUPPLY = (*SOURCES, "solar_plant")
_BUS_ROOM = 260  # of the name of a bus that is assumed


@attrs.frozen
class State:
    """A node on a day: what is stated of it, which a phase may change, and what follows from other things."""

    node: Node
    stated: tuple[str, ...]


@attrs.frozen
class Reading:
    """All that stands there on a day."""

    states: dict[str, State]
    feeds: tuple[tuple[str, str], ...]
    ties: tuple[Tie, ...]


def read(facts: Facts, campus: Item, day: int) -> Reading:
    """What a campus has on a day."""
    return _Day(facts, campus, day).reading()


class _Day:
    def __init__(self, facts: Facts, campus: Item, day: int) -> None:
        self.facts, self.campus, self.day = facts, campus, day
        self.items: dict[str, Item] = {}
        self.extra: dict[str, list[str]] = {}  # lines that follow from the figures
        self.power: dict[str, Any] = {}  # of loads
        self.assumed: dict[str, Item] = {}
        self.overheads: dict[str, Term] = {}
        self.feeds: list[tuple[str, str]] = []

    def reading(self) -> Reading:
        for kind in _SUPPLY:
            self._add(kind)
        for item in self.campus.walk():
            if item.kind.name in CARRIERS and self._is_there(item):
                self.items[item.path] = item
        self._loads()
        self._wire()
        ties = tuple(self._ties())
        carried = self._carried(ties)
        states = {key: self._state(key, item, carried) for key, item in self.items.items()}
        states |= {key: _assumed(key, place) for key, place in self.assumed.items()}
        states |= {key: self._overhead(key, term) for key, term in self.overheads.items()}
        return Reading(states, tuple(dict.fromkeys(self.feeds)), (*ties, *self._together(states)))

    # --------------------------------------------------------------------------------------------- what is there

    def _add(self, kind: str) -> None:
        for item in self.campus.all(kind):
            if self._is_there(item) and not (kind == "grid" and item.value("contracted").steps.at(self.day) == 0):
                self.items[item.path] = item

    def _is_there(self, item: Item) -> bool:
        return self.facts.steps(item, "on_site").at(self.day) is not False

    def _loads(self) -> None:
        """The terms of the facility load; PUE on what the plan feeds from somewhere is drawn with it."""
        wired: set[Item] = set()
        terms = self.facts.value(self.campus, "facility_load").terms
        for term in terms:
            item, power = term.item, term.steps.at(self.day)
            if item is None or power == 0:
                continue
            if item.kind.name in ("gpu_system", "load"):
                self.items[item.path] = item
                self.power[item.path] = power
                if self._fed_by(item) is not None:
                    wired.add(item.surroundings)
        for term in terms:
            item = term.item
            if item is None or item.kind.name in ("gpu_system", "load") or term.steps.at(self.day) == 0:
                continue
            if item in wired:
                self._with_overhead(item)
            else:
                key = f"{item.path}.pue"
                self.overheads[key] = term
                self.power[key] = term.steps.at(self.day)
        for item in self.campus.all("cooling_unit"):
            if self._is_there(item) and self._fed_by(item) is not None:
                self.items[item.path] = item

    def _with_overhead(self, place: Item) -> None:
        for key, item in self.items.items():
            if key not in self.power or item.surroundings is not place:
                continue
            pue, it = around(self.facts, item, "pue").at(self.day), self.power[key]
            behind = item.value("behind").steps.at(self.day) if item.kind.name == "load" else "it"
            if behind == "it" and not missing(it) and not missing(pue):
                self.power[key] = it * pue
                self.extra[key] = [_("{power} IT, PUE {pue}", power=power_of(it), pue=RATIO.show(pue))]

    def _fed_by(self, item: Item) -> tuple[Item, ...] | None:
        if "fed_by" not in item.kind.by_name or item.kind.name in ("turbine", "engine"):
            return None
        given = item.value("fed_by").steps.values[0]
        return given if isinstance(given, tuple) else None

    # ------------------------------------------------------------------------------------------- what feeds what

    def _wire(self) -> None:
        for key, item in self.items.items():
            given = self._fed_by(item)
            self.feeds += [(feeder.path, key) for feeder in given or () if feeder.path in self.items]
        feeding = {upper for upper, _ in self.feeds}
        loose = [key for key in self.power if key in self.overheads or self._fed_by(self.items[key]) is None]
        for key in loose:
            place = self.overheads[key].item if key in self.overheads else self.items[key]
            assert place is not None
            self.feeds.append((self._bus(place), key))
        for key, item in self.items.items():
            source = item.kind.name in _SUPPLY and self._fed_by(item) is None
            if key not in feeding and (source or (loose and item.kind.name in CARRIERS)):
                self.feeds.append((key, self._bus(item)))
        for key, item in self.items.items():
            hangs = item.kind.name in CARRIERS and item.kind.name not in TIED and self._fed_by(item) is None
            if hangs and key in feeding and not self._leads_to_a_bus(key):
                self.feeds.append((self._bus(item), key))

    def _leads_to_a_bus(self, key: str) -> bool:
        """Whether what something feeds ends on a bus that is assumed, which cannot feed it then."""
        below: dict[str, list[str]] = {}
        for upper, lower in self.feeds:
            below.setdefault(upper, []).append(lower)
        return not self.assumed.keys().isdisjoint(reached(key, below))

    def _bus(self, item: Item) -> str:
        """The bus that is assumed at the site of an object; that of the campus, of what belongs to no one site."""
        place = (self.facts.place(item, self.day) if item.kind.placed else item).site or self.campus
        key = f"{place.path} bus"
        self.assumed[key] = place
        return key

    def _ties(self) -> Iterator[Tie]:
        """The ties between two buses or more; one that joins fewer hangs on what it has."""
        for item in filter(self._is_there, self.campus.all("tie")):
            joined = item.value("joins").steps.values[0]
            named = [bus.path for bus in joined if bus.path in self.items] if isinstance(joined, tuple) else []
            first, *others = dict.fromkeys(named) or [""]
            if others:
                node = self._state(item.path, item, {}).node
                yield from (Tie(first, other, node) for other in others)
            else:
                self.items[item.path] = item
                self.feeds += [(first, item.path)] if first else []

    def _together(self, states: dict[str, State]) -> Iterator[Tie]:
        """Assumed buses of which one has no source or no load are counted together, as the balance of the campus is."""
        uppers, lowers = {upper for upper, _ in self.feeds}, {lower for _, lower in self.feeds}
        buses = list(self.assumed)
        if any(bus not in uppers or bus not in lowers for bus in buses):
            words = (Line(_("counted together:"), "tag"), Line(_("no line in the plan"), "tag"))
            yield from (Tie(one, other, None, words) for one, other in pairwise(buses))

    # --------------------------------------------------------------------------------------------- what is carried

    def _carried(self, ties: tuple[Tie, ...]) -> dict[str, tuple[Number, Number]]:
        """By carrier with a limit: the load through it at most, and the least that it can carry."""
        limits: dict[str, Number] = {}
        for key, item in self.items.items():
            if item.kind.name in CARRIERS:
                limit = limit_of(self.facts, item).at(self.day)
                if limit is False:
                    limits[key] = 0
                elif not missing(limit) and not isinstance(limit, (bool, Undecided)):
                    limits[key] = _finite(least_of(limit), most_of(limit))
        given = {key: self._firm(item) for key, item in self.items.items() if item.kind.name in _SUPPLY}
        asked = {
            key: _finite(most_of(power), least_of(power)) for key, power in self.power.items() if not missing(power)
        }
        one = self._joined(ties)
        feeds = ((one.get(upper, upper), one.get(lower, lower)) for upper, lower in self.feeds)
        for key in one:
            limits.pop(key, None)
        carried = shared(feeds, given, limits, asked)
        return {key: (carried[key], limit) for key, limit in limits.items() if key in carried}

    def _joined(self, ties: tuple[Tie, ...]) -> dict[str, str]:
        """Buses that are one while the ties between them are closed, by the name of one of them."""
        one: dict[str, str] = {}
        for tie in ties:
            if tie.node is not None and not tie.node.open:
                first, other = one.get(tie.one, tie.one), one.get(tie.other, tie.other)
                one |= {key: first for key, name in one.items() if name == other}
                one |= {tie.one: first, tie.other: first}
        return one

    def _firm(self, item: Item) -> Number:
        if item.kind.name in ("battery", "solar_plant"):
            return 0
        firm = firm_of_all(self.facts, item).at(self.day)
        return 0 if missing(firm) else _finite(least_of(firm), most_of(firm))

    # ------------------------------------------------------------------------------------------------- the words

    def _state(self, key: str, item: Item, carried: dict[str, tuple[Number, Number]]) -> State:
        stated = tuple(figures(self.facts, item, self.day))
        more = [*supply(self.facts, item, self.day)]
        if key in self.power:
            power = self.power[key]
            more += [power_of(power)] if is_known(power) else []
            more += self.extra.get(key, ())
        if isinstance(self.facts.steps(item, "on_site").at(self.day), Undecided):
            more.append(_("may not be there yet"))
        lines = [*name_lines(item), *_short((*stated, *more))]
        over = False
        if key in carried:
            load, limit = carried[key]
            over = load > limit
            words = _("load {power} of {limit}", power=power_of(load), limit=power_of(limit))
            lines += _short((f"! {words}",), "over") if over else _short((words,), "load")
            more.append(words)
        sort, called, told = SORTS[item.kind.name], f"{item.label} ({item.path})", ", ".join((*stated, *more))
        node = Node(key, sort, tuple(lines), called, told, over=over, open=is_open(item, self.day))
        loads = tuple(more[:1]) if key in self.power and item.kind.name == "load" else ()
        return State(node, (*stated, *loads))

    def _overhead(self, key: str, term: Term) -> State:
        assert term.item is not None
        pue, power = self.facts.field(term.item, "pue").at(self.day), term.steps.at(self.day)
        words = [power_of(power)] if is_known(power) else []
        words += [f"PUE {RATIO.show(pue)}"] if is_known(pue) else []
        lines = (Line(_("Cooling and losses"), "name"), *_short(tuple(words)))
        return State(Node(key, "load", lines, _("Cooling and losses"), ", ".join(words)), tuple(words[1:]))


def _assumed(key: str, place: Item) -> State:
    name = shortened(place.label, SIZES["name"], _BUS_ROOM, bold=True)
    lines = (Line(name, "name"), Line(_("bus assumed"), "tag"))
    return State(Node(key, "assumed", lines, place.label, _("a bus that is assumed, as the plan names none")), ())


def _short(words: tuple[str, ...], style: Style = "figure") -> list[Line]:
    return [Line(line, style) for each in words for line in wrapped(each, SMALL, ROOM, 2, bold=style in BOLD)]


def _finite(*ends: Any) -> Number:
    return next((end for end in ends if not isinstance(end, float)), 0)
