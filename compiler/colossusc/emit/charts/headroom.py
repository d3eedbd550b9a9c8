"""How much of every permit, contract and threshold is used: a bullet for each."""

from __future__ import annotations

from fractions import Fraction

from colossusc.emit.charts.chart import Chart, Row, Table, drawn
from colossusc.emit.used import BEYOND_ALL, Used, used
from colossusc.rules.verdict import CampusResult
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import show_number

MOST = 24  # bullets; the table has the others
_END = Fraction(3, 2)  # of the scale
_TIGHT = Fraction(9, 10)
_HEADS = ("Basis", "Rule", "On", "What", "Day", "Used", "Limit", "Share", "Verdict")
_VERDICTS = {"not applicable": "", "near": "close"}


def headroom(result: CampusResult, as_of: int | None) -> Chart | None:
    """The picture; None where nothing has a limit of which something is used."""
    found = used(result, as_of)
    if not found:
        return None
    full = sorted(found, key=lambda each: each.share)[-MOST:]
    shown = [each for each in found if each in full]
    since = "" if as_of is None else f" from {show_date(as_of)} on"
    title = f"How much of every permit, contract and threshold is used{since}"
    left_out = f"; the {len(shown)} fullest of {len(found)}, the others are below" if len(shown) < len(found) else ""
    return drawn(
        "headroom",
        title,
        f"{title}. " + ". ".join(f"{_name(each)}: {_share(each)}" for each in shown) + ".",
        Table(_HEADS, tuple(map(_cells, found)), texts=5),
        {"limits": [_row(number, each) for number, each in enumerate(shown)]},
        note=f"Each on the day on which the most of it is used{left_out}",
    )


def _name(each: Used) -> str:
    return f"{each.what or each.limit} of {each.subject}"


def _share(each: Used) -> str:
    """As a whole number; with decimals where that would be 0 or 100 % and it is not."""
    if each.share == BEYOND_ALL:
        return "over"
    share = each.share * 100
    places = next(places for places in range(99) if share == 100 or round(share, places) not in (0, 100))
    return f"{show_number(share, places)} %"


def _cells(each: Used) -> tuple[str, ...]:
    day = show_date(each.day) if each.day > FIRST_DAY else "always"
    words = (each.sort, each.rule, each.subject, _what(each), day)
    return (*words, each.used_text, each.limit_text, _share(each), each.verdict)


def _what(each: Used) -> str:
    if each.what and each.limit:
        return f"{each.what} of {each.limit}"
    return each.what or f"required of {each.limit}"


def _figures(each: Used) -> str:
    """Both figures, their unit once."""
    number, _, unit = each.used_text.rpartition(" ")
    alike = number and each.limit_text.endswith(f" {unit}")
    return f"{number if alike else each.used_text} of {each.limit_text}"


def _row(number: int, each: Used) -> Row:
    over = each.share > 1
    failing = each.verdict in ("fails", "open")
    state = "over" if over and failing else "beyond" if over else "tight" if each.share >= _TIGHT else "within"
    day = show_date(each.day) if each.day > FIRST_DAY else ""
    beside = ", ".join(filter(None, (each.rule or each.sort, each.subject, day)))
    return {
        "row": number,
        "what": _what(each),
        "beside": beside,
        "share": float(min(each.share, _END)),
        "cut": each.share > _END,
        "figures": _figures(each),
        "percent": _share(each),
        "state": state,
        "verdict": _VERDICTS.get(each.verdict, each.verdict),
    }
