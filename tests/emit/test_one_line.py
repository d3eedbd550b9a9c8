"""What a one-line diagram says of a campus."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from colossusc.emit.one_line import LOOKS, Look, Unknown, Wanted
from colossusc.emit.one_line.diagram import BUSES
from colossusc.emit.one_line.reading import SORTS
from colossusc.emit.one_line.symbols import NAMES, SIZES
from colossusc.kinds import all_kinds
from colossusc.kinds.common import FEEDERS
from colossusc.pipeline import draw
from colossusc.testing import check_text
from emit.hostile import HOSTILE, quoted

GOLDEN = Path(__file__).parent.parent / "golden" / "one_line"
PLAN = (GOLDEN / "plan.colossus").read_text(encoding="utf-8")
ALL = Wanted()
SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str, wanted: Wanted = ALL) -> dict[str, str]:
    checked = check_text(text)
    assert not checked.errors, [each.message for each in checked.diagnostics]
    return {name: content.decode() for name, content in draw(checked, wanted).items()}


def only(text: str, wanted: Wanted = ALL) -> str:
    (picture,) = drawn(text, wanted).values()
    return picture


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def group(picture: str, key: str) -> ElementTree.Element:
    return next(each for each in ElementTree.fromstring(picture).iter(f"{SVG}g") if each.get("data-object") == key)


def site(body: str, more: str = "") -> str:
    inside = f'site s "Site" {{ jurisdiction = [us_tx]\n ambient = 15 degC\n {body} }}'
    return f'campus c "Campus" {{ pue = 1\n {more}\n {inside} }}'


@pytest.mark.parametrize("look", LOOKS)
def test_the_pictures_are_as_kept(look: Look, golden: Callable[[Path, str], None]) -> None:
    pictures = drawn(PLAN, Wanted(look=look))
    assert pictures == drawn(PLAN, Wanted(look=look))
    assert sorted(pictures) == ["one_line-build.svg", "one_line-grow.svg"]
    golden(GOLDEN / f"{look}.svg", pictures["one_line-grow.svg"])


def test_a_picture_tells_what_it_is_and_is_not_for() -> None:
    picture = drawn(PLAN)["one_line-grow.svg"]
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "North campus: one-line diagram"
    description = root.findtext(f"{SVG}desc") or ""
    assert description.startswith("Planning one-line, not for construction. Phase grow, 2026-06-01")
    assert "Main transformer 1 (north.s.t1): 100 MVA, 138/34.5 kV, load 107.1 MW of 95 MW [overloaded]" in description
    shown = texts(picture)
    assert "Planning one-line, not for construction" in shown
    assert (
        "Phase grow, 2026-06-01 · facility load 142.4 MW · firm supply 286 MW · changes since build, 2026-01-01"
        in shown
    )


def test_what_is_new_or_changed_since_the_phase_before_is_marked_in_words() -> None:
    first, second = drawn(PLAN).values()
    assert not {"+ new", "Δ was 16,000 GPUs"} & set(texts(first))
    assert texts(second).count("+ new") == 2
    assert "Δ was 16,000 GPUs" in texts(second)
    assert group(second, "north.s.g[1..6]").get("class") == "symbol generator new"


def test_what_leaves_is_drawn_once_more() -> None:
    dates = "phase one = 2024-01-01\n phase two = 2025-01-01\n phase three = 2026-01-01"
    body = "turbines g[1..2] { rating = 5 MW; from 2023-01-01 until two }\n load l { behind = it; power = 5 MW }"
    first, second, third = drawn(site(body, dates)).values()
    assert "g[1..2]" in texts(first)
    assert "− gone" in texts(second)
    assert "gone" in (group(second, "c.s.g[1..2]").get("class") or "")
    assert "g[1..2]" not in texts(third)


def test_a_carrier_that_carries_too_much_is_marked_with_load_and_rating() -> None:
    picture = drawn(PLAN)["one_line-grow.svg"]
    assert "! load 107.1 MW of 95 MW" in texts(picture)
    assert "over" in (group(picture, "north.s.t1").get("class") or "")
    assert "over" not in (group(picture, "north.s.t2").get("class") or "").split()
    closed = drawn(PLAN, Wanted(phase="grow", scenario="closed"))["one_line-closed-grow.svg"]
    assert not any(text.startswith("!") for text in texts(closed))
    assert "North campus, scenario closed: one-line diagram" in texts(closed)


def test_breakers_and_ties_have_their_number_and_position() -> None:
    shown = texts(drawn(PLAN)["one_line-build.svg"])
    assert {"52 u1", "52 f3", "Bus tie", "52 t"} <= set(shown)
    assert (shown.count("N.C."), shown.count("N.O.")) == (7, 1)


def test_a_tie_of_fewer_than_two_buses_hangs_where_it_can() -> None:
    picture = only(site("bus a {}\n tie t { joins = [a] }\n tie u {}"))
    assert {"52 t", "52 u"} <= set(texts(picture))


def test_a_plan_without_carriers_is_drawn_on_a_bus_named_after_its_site() -> None:
    picture = only(site("grid g { contracted = 5 MW }\n load l { behind = it; power = 5 MW }"))
    assert {"Site", "bus assumed", "g", "5 MW contracted", "l", "5 MW"} <= set(texts(picture))
    assert "bus that is assumed: the plan names none here" in texts(picture)


def test_all_that_feeds_or_is_fed_has_a_symbol() -> None:
    fed = [kind.name for kind in all_kinds().values() if kind.placed and "fed_by" in kind.by_name]
    assert {*FEEDERS, *fed, "tie"} - {"switch"} <= SORTS.keys()
    assert {*SORTS.values()} - set(BUSES) == SIZES.keys()
    assert NAMES.keys() == {*SIZES, *BUSES}


def test_equal_units_are_one_symbol() -> None:
    picture = only(site("turbines g[01..16] { rating = 38 MW }"))
    assert "16 × 38 MW" in texts(picture)
    assert texts(picture).count("g[01..16]") == 1


def test_what_is_not_given_is_not_drawn() -> None:
    shown = texts(only(site("grid g {}\n transformer t { fed_by = [g] }\n bus a { fed_by = [t] }")))
    assert {"g", "t", "a"} <= set(shown)
    figures = [text for text in shown if re.search(r"\d|given|unknown", text)]
    assert figures == ["at any time · facility load 0 MW"]


def test_cooling_is_drawn_with_what_the_plan_feeds_and_apart_where_it_does_not() -> None:
    body = "grid g { contracted = 50 MW }\n bus a { fed_by = [g] }\n load l { behind = it; power = 10 MW; %s }"
    text = site(body).replace("pue = 1", "pue = 1.5")
    assert "Cooling and losses" in texts(only(text % ""))
    fed = texts(only(text % "fed_by = [a]"))
    assert {"15 MW", "10 MW IT, PUE 1.5"} <= set(fed)
    assert "Cooling and losses" not in fed


def test_sites_that_are_counted_together_are_joined_by_a_broken_line() -> None:
    text = """
      campus c {
        pue = 1
        site north { jurisdiction = [us_tx]; load l { behind = it; power = 5 MW } }
        site south { jurisdiction = [us_tx]; ambient = 15 degC; turbine g { rating = 9 MW } }
      }
    """
    assert "no line in the plan" in texts(only(text))


def test_a_phase_known_to_a_month_is_drawn_on_its_last_day() -> None:
    text = site("load l { behind = it; power = 5 MW; from p }", "phase p = 2025-03")
    picture = only(text)
    assert "Phase p, 2025-03-01 .. 2025-03-31 · facility load 5 MW · firm supply 0 MW · short by 5 MW" in texts(picture)
    assert "may not be there yet" not in texts(picture)
    assert "may not be there yet" in texts(only(text, Wanted(day=739_330)))


@pytest.mark.parametrize(
    "text", [*HOSTILE, "אבג דהו", "\u0645\u0631\u062d\u0628\u0627", "x" * 5_000, "停电" * 200, "e\u0301" * 90]
)
def test_a_hostile_name_stays_text(text: str) -> None:
    label = quoted(text)
    plan = f"""
      campus c {label} {{
        pue = 1.2
        site s {label} {{
          jurisdiction = [us_tx]
          grid g {label} {{ contracted = 50 MW }}
          transformer t {label} {{ fed_by = [g]; rating = 20 MVA; power_factor = 1 }}
          load l {label} {{ behind = it; power = 5 MW }}
        }}
      }}
    """
    picture = only(plan)
    root = ElementTree.fromstring(picture)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "path", "circle", "g", "text")
    }
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert all(character.isprintable() or character == "\n" for character in picture)


def test_a_phase_or_scenario_that_is_not_there_is_told() -> None:
    checked = check_text(PLAN)
    with pytest.raises(Unknown, match="there is no phase `grw`, did you mean `grow`"):
        draw(checked, Wanted(phase="grw"))
    with pytest.raises(Unknown, match="there is no scenario `close`, did you mean `closed`"):
        draw(checked, Wanted(scenario="close"))


def test_what_a_hall_has_of_its_own_hangs_on_the_bus_of_the_site() -> None:
    text = """
      part hall : building {
        ups_systems u { rating = 10 MVA; power_factor = 1 }
        load l { behind = it; power = 5 MW; fed_by = [u] }
      }
      campus c {
        pue = 1
        site s "Site" { jurisdiction = [us_tx]; grid g { contracted = 50 MW }; building h[1..3] : hall {} }
      }
    """
    shown = texts(only(text))
    assert {"Site", "bus assumed", "3 × 10 MVA", "load 15 MW of 30 MW"} <= set(shown)


def test_nothing_is_drawn_in_a_circle() -> None:
    text = site("ups_systems u {}\n pdu p { fed_by = [u] }\n load l { behind = it; power = 5 MW }\n transformer t {}")
    assert {"u", "p", "l", "t"} <= set(texts(only(text)))


def test_a_figure_that_is_a_range_or_unknown() -> None:
    shown = texts(only(site("grid g { contracted = 1.2 GW .. 1.4 GW }\n grid h { contracted = unknown }")))
    figures = [text for text in shown if text.startswith("1,200") or "contracted" in text]
    assert figures == ["1,200 MW .. 1,400 MW", "contracted"]
    assert "h" in shown
