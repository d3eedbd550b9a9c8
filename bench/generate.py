"""Fleets of campuses for the benchmark: the same content as `.colossus` and as HCL2, block for block, line for line.

`python bench/generate.py 100000 FOLDER` writes `fleet_100000.colossus` and `fleet_100000.tf`. The same number of lines
gives the same bytes on every machine.

HCL2 has no dates, units or citations on a value, so `contracted from 2025-05-01 = 150 MW [deal]` becomes an object,
`contracted_2 = { value = "150 MW", from = "2025-05-01", cites = ["deal"] }`; a second value of a field gets a number,
since an attribute stands once in a block. A mistake that HCL2 can carry stands there too; its text is always valid.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

SIZES = (1_000, 10_000, 100_000)
MISTAKES = 0.05  # of all lines; they stand in every third campus, so that the rules can judge the others
_NEXT_MISTAKE = 4  # values from one mistake to the next, at least
_PLACES = (
    ("Memphis, Tennessee", "us_tn_shelby, tva_region", 40, 80),
    ("Southaven, Mississippi", "us_ms_desoto, tva_region", 41, 110),
    ("Abilene, Texas", "us_tx", 43, 520),
)


class Fleet:
    """The lines written so far, in both languages, and how many of them are dated, cited or wrong."""

    def __init__(self) -> None:
        self.colossus: list[str] = []
        self.hcl: list[str] = []
        self.dated = 0
        self.cited = 0
        self.mistakes = 0
        self.careless = False  # whether mistakes may be made in what is written now
        self._since_mistake = 0
        self._given: list[dict[str, int]] = [{}]  # how often each attribute stands in the blocks that are open

    def line(self, colossus: str = "", hcl: str | None = None) -> None:
        """A line that is no value: a comment, a blank line, a head of a block."""
        indent = "  " * (len(self._given) - 1) if colossus else ""
        self.colossus.append(indent + colossus)
        self.hcl.append(indent + (colossus if hcl is None else hcl))

    def open(self, kind: str, name: str, label: str = "", part: str = "") -> None:
        words = [kind, name, *([f'"{label}"'] if label else []), *([f": {part}"] if part else [])]
        self.line(f"{' '.join(words)} {{", f'{kind} "{name}" "{label}" "{part}" {{')
        self._given.append({})

    def close(self) -> None:
        self._given.pop()
        self.line("}")

    def value(
        self, field: str, value: str, begin: str = "", until: str = "", cite: str = "", word: str = "", hcl: str = ""
    ) -> None:
        """`word field from begin until until = value [cite]`; `hcl`: the value in HCL2, if not the usual one."""
        dated = bool(begin or until or _is_date(value))
        self.dated += dated
        self.cited += bool(cite)
        cites, ending = [cite] if cite else [], ""
        self._since_mistake += 1
        if self.careless and self._since_mistake >= _NEXT_MISTAKE and self.mistakes < MISTAKES * len(self.colossus):
            field, value, begin, until, cites, ending = self._mistaken(field, value, begin, until, cites)
        period = (f" from {begin}" if begin else "") + (f" until {until}" if until else "")
        citation = f" [{', '.join(cites)}]" if cites else ""
        written = f"{f'{word} ' if word else ''}{field}{period} = {value}{citation}"
        if ending == "…":
            written, ending = written.partition("=")[0] + "=", ""
        name = f"{word}_{field}" if word else field
        self.line(written + ending, self._attribute(name, hcl or _in_hcl(value), begin, until, cites))

    def _mistaken(
        self, field: str, value: str, begin: str, until: str, cites: list[str]
    ) -> tuple[str, str, str, str, list[str], str]:
        """The value with a mistake in it, each sort in turn; the last text is what is wrong with the line's end."""
        self._since_mistake = 0
        self.mistakes += 1
        ending = ""
        number, _, unit = value.partition(" ")
        measured = bool(unit) and number[0].isdigit() and "*" not in value
        sort = self.mistakes % 8
        if sort == 0 and measured:
            value = number  # no unit
        elif sort == 1 and measured:
            value = f"{number} {'GB' if unit != 'GB' else 'MW'}"  # another dimension
        elif sort == 2 and unit == "MW":
            value = f"{number} Mw"
        elif sort == 3 and cites:
            cites = [_slip(cites[0])]
        elif sort == 4 and begin[:1].isdigit():
            begin = begin[:5] + "02-30"
        elif sort == 5 and begin[:1].isdigit():
            until = f"{int(begin[:4]) - 1}{begin[4:]}"  # ends before it begins
        elif sort == 6:
            ending = "…"  # no value at all
        elif sort == 7:
            ending = " )"
        else:
            field = _slip(field)
        return field, value, begin, until, cites, ending

    def _attribute(self, name: str, value: str, begin: str, until: str, cites: list[str]) -> str:
        times = self._given[-1][name] = self._given[-1].get(name, 0) + 1
        if times > 1:
            name = f"{name}_{times}"
        if not begin and not until and not cites:
            return f"{name} = {value}"
        parts = [f"value = {value}"]
        parts += [f'from = "{begin}"'] if begin else []
        parts += [f'until = "{until}"'] if until else []
        parts += [f"cites = [{', '.join(_quoted(cite) for cite in cites)}]"] if cites else []
        return f"{name} = {{ {', '.join(parts)} }}"

    def present(self, begin: str, until: str, running: str = "") -> None:
        """`from begin until until` and `running from running`, each a line of its own."""
        self.dated += 1 + bool(running)
        self.line(f"from {begin} until {until}", f'present = {{ from = "{begin}", until = "{until}" }}')
        if running:
            self.line(f"running from {running}", f'running = {{ from = "{running}" }}')


def fleet(lines: int) -> Fleet:
    """A fleet of exactly this many lines (at least 200)."""
    made = Fleet()
    random = Random(lines)
    _head(made)
    for number in count(1):
        before = len(made.colossus)
        made.careless = number % 3 == 1
        _campus(made, number, random)
        if len(made.colossus) + (len(made.colossus) - before) > lines:
            break
    made.careless = False
    for number in range(lines - len(made.colossus)):  # what is left is too little for one more campus
        made.value(f"spare_{number}", f"{10 + number} MW", begin=_day(30 * number), cite="planning", word="let")
    return made


def _head(to: Fleet) -> None:
    to.value("edition", "2026")
    to.value("as_of", "2026-05-06")
    parts = "catalog.nvidia, catalog.tesla, catalog.solar_turbines as solar"
    to.line(f"use {parts}", f'use = "{parts}"')
    to.line()
    to.open("source", "planning", "Assumptions of the fleet")
    to.value("grade", "assumed")
    to.close()


def _campus(to: Fleet, number: int, random: Random) -> None:
    """A campus that grows in four steps, with its two sources."""
    place, jurisdictions, ambient, elevation = _PLACES[number % len(_PLACES)]
    deal, permit = f"deal_{number:04d}", f"permit_{number:04d}"
    steps = [random.randrange(120) + 150 * step for step in range(4)]  # days on which halls are ready
    systems = [random.randrange(1_500, 3_500) * (step + 1) for step in range(4)]
    late = 45 if number % 7 == 0 else -30  # a few contracts begin after the load that they are for
    to.line()
    to.line(f"# campus {number}: {place}, {systems[-1] * 8:,} GPUs in four steps")
    _source(to, deal, f"Power supply agreement, campus {number}", "contract", _day(steps[0] - 200))
    _source(to, permit, f"Construction permit {number:05d}-01PC", "permit", _day(steps[1] - 90))
    to.open("campus", f"campus_{number:04d}", f"Campus {number}, {place}")
    to.value("pue", "1.30", cite="planning")
    to.value("pue", "1.25", begin=_day(steps[3]), cite=deal)
    for name, day in zip(("first_hall", "second_hall", "third_hall", "last_hall"), steps, strict=True):
        to.value(name, _day(day), cite=deal, word="phase")
    to.value("fabric", f"{100 + random.randrange(20)} W", cite="planning", word="let")
    to.open("site", "main", f"{random.randrange(100, 9_900)} Industrial Road, {place}")
    to.value("jurisdiction", f"[{jurisdictions}]")
    to.value("ambient", f"{ambient} degC", cite="planning")
    to.value("elevation", f"{elevation} m")
    _load(to, steps, systems, deal)
    needed = [round((each * 10.2 + each * 0.9 + 2_500) * 1.3 / 1_000 + 1, 1) for each in systems]
    _grid(to, [day + late for day in steps], needed, deal)
    _on_site(to, steps, permit, random)
    to.close()
    title = "Firm supply covers the load once the last hall is ready"
    wanted = "firm_supply >= facility_load"
    to.line(f'require {wanted} from last_hall as "{title}"', f'require "{title}" {{ condition = {wanted} }}')
    to.dated += 1
    to.close()


def _source(to: Fleet, name: str, title: str, grade: str, published: str) -> None:
    to.open("source", name, title)
    to.value("publisher", '"Fleet planning office"')
    to.value("published", published)
    to.value("grade", grade)
    to.close()


def _load(to: Fleet, steps: list[int], systems: list[int], deal: str) -> None:
    to.open("gpus", "h100", "Hopper halls", "nvidia.dgx_h100")
    phases = ("first_hall", "second_hall", "third_hall", "last_hall")
    for phase, number in zip(phases, systems, strict=True):
        to.value("count", f"{number * 8:_}", begin=phase, cite=deal)
    to.value("draw", "100 %", cite="planning")
    to.value("draw", "76.67 %", begin=_day(steps[2] + 40), until=_day(steps[2] + 90), cite=deal)
    to.close()
    to.open("load", "network", "Fabric, storage and management")
    to.value("behind", "it")
    to.value("power", "fabric * h100.count", hcl="fabric * h100.count")
    to.close()
    to.open("load", "offices", "Offices and workshops")
    to.value("behind", "facility")
    to.value("power", "1.5 MW", begin="first_hall", cite="planning")
    to.value("power", "2_500 kW", begin="third_hall", cite=deal)
    to.close()


def _grid(to: Fleet, days: list[int], needed: list[float], deal: str) -> None:
    to.open("grid", "utility", "Substation and its feeders")
    to.value("provider", "tva")
    to.value("voltage", "161 kV")
    for day, power in zip(days, needed, strict=True):
        to.value("contracted", f"{power} MW", begin=_day(day), cite=deal)
    for day, power in zip(days, needed, strict=True):
        to.value("energised", f"{power} MW", begin=_day(day - 3), cite=deal)
    for year in (2024, 2025, 2026):
        to.value("price", f"{58 + year % 7}.5 USD/MWh", begin=f"{year}-01-01", cite=deal)
    to.open("approval", "vote")
    to.value("by", "tva_board")
    to.value("granted", _day(days[0] - 60), cite=deal)
    to.value("limit", f"{max(needed)} MW", cite=deal)
    to.value("curtailment", "30 min")
    to.close()
    to.close()
    to.open("transformers", "sub[1..4]", "Main transformers")
    to.value("rating", "60 MVA")
    to.value("power_factor", "0.98")
    to.value("primary", "161 kV")
    to.value("fed_by", "[utility]")
    to.close()


def _on_site(to: Fleet, steps: list[int], permit: str, random: Random) -> None:
    units = random.randrange(6, 20)
    leaving = random.randrange(2, 5)
    array = f"smt[01..{units:02d}]"
    to.open("turbines", array, "Mobile gas turbines", "solar.smt_130")
    to.value("rating", "16.48 MW", cite=permit)
    to.value("nox", "2 ppmvd_15", cite=permit)
    to.value("duty", "prime")
    to.present(_day(steps[1]), _day(steps[1] + 800), _day(steps[1] + 20))
    to.close()
    last, end = f"smt[{units - leaving:02d}..{units:02d}]", _day(steps[3] + 60)
    to.line(f"units {last} {{ until {end} }}", f'units "{last}" {{ until = "{end}" }}')
    to.dated += 1
    to.open("batteries", "megapacks", "Ride-through", "tesla.megapack_2_xl_4h")
    for step, number in ((1, 40), (2, 80), (3, 120)):
        to.value("count", str(number + random.randrange(20)), begin=_day(steps[step]), cite=permit)
    to.value("duty", "ride_through")
    to.close()
    to.open("permit", "air", "Construction permit")
    to.value("covers", "[smt]")
    to.value("granted", _day(steps[1] - 10), cite=permit)
    to.value("expires", _day(steps[1] + 900), cite=permit)
    to.value("units", str(units), cite=permit, word="limit")
    for pollutant, tons in (("nox", "87.14"), ("co", "94"), ("voc", "85"), ("pm", "73")):
        to.value(pollutant, f"{tons} short_ton/yr", cite=permit, word="limit")
    to.close()


def _day(days: int) -> str:
    return (date(2024, 7, 1) + timedelta(days)).isoformat()


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def _slip(name: str) -> str:
    """The name with two letters swapped, as a hurried hand does."""
    return name[1] + name[0] + name[2:] if len(name) < 4 else f"{name[:2]}{name[3]}{name[2]}{name[4:]}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _in_hcl(value: str) -> str:
    """A bare number stays one, a list becomes a list of strings, everything else a string."""
    if value.startswith('"'):
        return value
    if value.startswith("["):
        return f"[{', '.join(_quoted(each.strip()) for each in value[1:-1].split(','))}]"
    bare = value.replace("_", "")
    return bare if bare.replace(".", "", 1).isdigit() else _quoted(value)


def write(lines: int, folder: Path) -> tuple[Path, Path]:
    """Writes both texts of a fleet. Returns their paths."""
    made = fleet(lines)
    colossus, hcl = folder / f"fleet_{lines}.colossus", folder / f"fleet_{lines}.tf"
    colossus.write_text("\n".join(made.colossus) + "\n", encoding="utf-8")
    hcl.write_text("\n".join(made.hcl) + "\n", encoding="utf-8")
    return colossus, hcl


def project(files: int, folder: Path) -> list[Path]:
    """Writes a project of files with two campuses each, and no mistakes. Returns their paths."""
    paths = []
    for number in range(files):
        made = Fleet()
        _head(made)
        for campus in (2 * number, 2 * number + 1):
            _campus(made, campus, Random(campus))
        paths.append(folder / f"plan_{number:02d}.colossus")
        paths[-1].write_text("\n".join(made.colossus) + "\n", encoding="utf-8")
    return paths


if __name__ == "__main__":
    for path in write(int(sys.argv[1]), Path(sys.argv[2])):
        print(path)
