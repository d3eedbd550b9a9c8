"""How much of every permit, contract and threshold is used: a bullet for each."""

from __future__ import annotations

import re
from fractions import Fraction

from colossusc.emit.charts.chart import Chart, Row, Table, drawn
from colossusc.emit.used import BEYOND_ALL, Used, used
from colossusc.language import _, marked, measured, pgettext
from colossusc.rules.verdict import CampusResult
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import show_number

MOST = 24  # bullets; the table has the others
_END = Fraction(3, 2)  # of the scale
_UNIT = re.compile("[ \u00a0](?=[^ \u00a0]+$)")  # what stands before a unit
_TIGHT = Fraction(9, 10)
_HEADS = (
    *(marked("Basis"), marked("Rule"), marked("On"), marked("What"), marked("Day"), marked("Used"), marked("Limit")),
    *(marked("Share"), marked("Verdict")),
)


def headroom(result: CampusResult, as_of: int | None) -> Chart | None:
    """The picture; None where nothing has a limit of which something is used."""
    found = used(result, as_of)
    if not found:
        return None
    full = sorted(found, key=lambda each: each.share)[-MOST:]
    shown = [each for each in found if each in full]
    title = _("How much of every permit, contract and threshold is used")
    if as_of is not None:
        title = _("{title} from {start} on", title=title, start=show_date(as_of))
    note = _("Each on the day on which the most of it is used")
    if len(shown) < len(found):
        left_out = {"note": note, "shown": len(shown), "all": len(found)}
        note = _("{note}; the {shown} fullest of {all}, the others are below", **left_out)
    return drawn(
        "headroom",
        title,
        f"{title}. " + ". ".join(f"{_name(each)}: {_share(each)}" for each in shown) + ".",
        Table(tuple(map(_, _HEADS)), tuple(map(_cells, found)), texts=5),
        {"limits": [_row(number, each) for number, each in enumerate(shown)]},
        note=note,
    )


def _name(each: Used) -> str:
    return _("{figure} of {subject}", figure=each.what or each.limit, subject=each.subject)


def _share(each: Used) -> str:
    """As a whole number; with decimals where that would be 0 or 100 % and it is not."""
    if each.share == BEYOND_ALL:
        return pgettext("share", "over")
    share = each.share * 100
    places = next(places for places in range(99) if share == 100 or round(share, places) not in (0, 100))
    return measured(show_number(share, places), "%")


def _cells(each: Used) -> tuple[str, ...]:
    day = show_date(each.day) if each.day > FIRST_DAY else _("always")
    words = (pgettext("choice", each.sort), each.rule, each.subject, _what(each), day)
    return (*words, each.used_text, each.limit_text, _share(each), pgettext("verdict", each.verdict))


def _what(each: Used) -> str:
    if each.what and each.limit:
        return _("{used} of {limit}", used=each.what, limit=each.limit)
    return each.what or _("required of {limit}", limit=each.limit)


def _figures(each: Used) -> str:
    """Both figures, their unit once."""
    used, limit = _UNIT.split(each.used_text), _UNIT.split(each.limit_text)
    alike = len(used) == len(limit) == 2 and used[1] == limit[1]
    return _("{used} of {limit}", used=used[0] if alike else each.used_text, limit=each.limit_text)


def _short(verdict: str) -> str:
    """A verdict in a word or two; nothing of a rule that does not apply yet."""
    if verdict == "not applicable":
        return ""
    return pgettext("verdict", "close") if verdict == "near" else pgettext("verdict", verdict)


def _row(number: int, each: Used) -> Row:
    over = each.share > 1
    failing = each.verdict in ("fails", "open")
    state = "over" if over and failing else "beyond" if over else "tight" if each.share >= _TIGHT else "within"
    day = show_date(each.day) if each.day > FIRST_DAY else ""
    beside = ", ".join(filter(None, (each.rule or pgettext("choice", each.sort), each.subject, day)))
    return {
        "row": number,
        "what": _what(each),
        "beside": beside,
        "share": float(min(each.share, _END)),
        "cut": each.share > _END,
        "figures": _figures(each),
        "percent": _share(each),
        "state": state,
        "verdict": _short(each.verdict),
        "fails": each.verdict == "fails",
    }
