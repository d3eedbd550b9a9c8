"""What is wrong with a text that is no unit: an ambiguity, a slip of the keyboard, a spoken form, a product.

Read only when a unit has been refused, so that a clean check does not pay for it.
"""

from __future__ import annotations

import re

from colossusc.suggest import meant, plain_letters
from colossusc.values.problem import quoted
from colossusc.values.unit_table import UNITS
from colossusc.values.units import UnitProblem, currency

_TON = ("which ton?", "write `short_ton` (2,000 lb), `tonne` (1,000 kg), or `ton_refrigeration`", "")
_HEAT = ("HHV or LHV?", "write `{0}_HHV` (fuel as sold) or `{0}_LHV` (most turbine data sheets)", "")
_PPM = ("of what, and at how much oxygen?", "write `ppmvd_15`, parts per million of dry volume at 15 % O2", "ppmvd_15")
_MONEY = ("which currency?", "write its ISO code: `{0}`, or with its price year `{0}_2024`", "{0}")
_BITS = ("bits or bytes?", "write `{0}bit` or `{0}B`", "")
_THOUSAND = ("a thousand or a million?", "write the number out: `scf`, or `MMscf` for a million", "")
_SPOKEN = ("", "write `{0}`", "{0}")

# Why it is refused (question, remedy, replacement), what stands for {0} in them, what people write in small letters.
_ROWS: tuple[tuple[tuple[str, str, str], str, str], ...] = (
    (_TON, "", "t ton tons mt kt"),
    (_HEAT, "Btu", "btu btus"),
    (_HEAT, "MMBtu", "mmbtu mbtu dth dekatherm"),
    (_HEAT, "therm", "therm therms"),
    (_PPM, "", "ppm ppmv ppmvd ppmvd15"),
    (_MONEY, "USD", "$ us$ dollar dollars"),
    (_MONEY, "kUSD", "k$"),
    (_MONEY, "MUSD", "m$"),
    (_MONEY, "BUSD", "b$"),
    (_MONEY, "EUR", "€ euro euros"),
    (_MONEY, "kEUR", "k€"),
    (_MONEY, "MEUR", "m€"),
    (_MONEY, "GBP", "£"),
    (_BITS, "k", "kb"),
    (_BITS, "M", "mb"),
    (_BITS, "G", "gb"),
    (_BITS, "T", "tb"),
    (_THOUSAND, "", "mscf mcf"),
    (_SPOKEN, "W", "watt watts"),
    (_SPOKEN, "kW", "kwe kwac kwdc kwp kilowatt kilowatts"),
    (_SPOKEN, "MW", "mwe mwac mwdc mwp megawatt megawatts"),
    (_SPOKEN, "GW", "gwe gwac gwdc gwp gigawatt gigawatts"),
    (_SPOKEN, "s", "sec second seconds"),
    (_SPOKEN, "min", "minute minutes mins"),
    (_SPOKEN, "h", "hr hrs hour hours"),
    (_SPOKEN, "day", "d days"),
    (_SPOKEN, "week", "wk weeks"),
    (_SPOKEN, "month", "mo months"),
    (_SPOKEN, "yr", "y year years yrs annum"),
    (_SPOKEN, "degC", "c °c celsius deg_c"),
    (_SPOKEN, "degF", "f °f fahrenheit deg_f"),
    (_SPOKEN, "%", "pct percent"),
    (_SPOKEN, "inch", "in inches"),
    (_SPOKEN, "ft", "foot feet"),
    (_SPOKEN, "mile", "mi miles"),
    (_SPOKEN, "m", "meter meters metre metres"),
    (_SPOKEN, "ft^2", "sqft sf"),
    (_SPOKEN, "m^2", "sqm"),
    (_SPOKEN, "acre", "acres ac"),
    (_SPOKEN, "L", "liter liters litre litres"),
    (_SPOKEN, "gal", "gallon gallons"),
    (_SPOKEN, "gal/min", "gpm"),
    (_SPOKEN, "Mgal/day", "mgd"),
    (_SPOKEN, "ft^3/min", "cfm"),
    (_SPOKEN, "lb", "lbs pound pounds"),
    (_SPOKEN, "kg", "kilogram kilograms kgs"),
    (_SPOKEN, "short_ton", "short_tons"),
    (_SPOKEN, "tonne", "tonnes"),
    (_SPOKEN, "short_ton/yr", "tpy"),
    (_SPOKEN, "GPU", "gpus"),
    (_SPOKEN, "rack", "racks"),
    (_SPOKEN, "system", "systems"),
    (_SPOKEN, "MMscf/day", "mmscfd"),
    (_SPOKEN, "Mbit/s", "mbps"),
    (_SPOKEN, "Gbit/s", "gbps"),
)
_REFUSED = {word: (reason, subject) for reason, subject, words in _ROWS for word in words.split()}

_PRODUCT = "a unit has `/` and `^`, no products: multiply quantities instead, as in `5 MW * 3 h`"


def refuse(text: str) -> UnitProblem:
    """What is wrong with a text that is no unit."""
    refused = _REFUSED.get(text.casefold())
    if refused:
        (question, remedy, replacement), subject = refused
        message = f"{quoted(text)} is ambiguous: {question}" if question else f"unknown unit {quoted(text)}"
        code = "C0206" if question else "C0204"
        return UnitProblem(code, message, remedy.format(subject), replacement.format(subject) or None)
    if len(text.split()) > 1:
        return _two_units(text)
    joined = re.sub(r"[*·×.⋅-]", "", text)
    if joined in UNITS:
        return UnitProblem("C0207", f"{quoted(text)} is a product of units", f"write `{joined}`", joined)
    if joined != text:
        return UnitProblem("C0207", f"{quoted(text)} is a product of units", _PRODUCT)
    same = _same_letters(text)
    if not same:
        guess = meant(text, UNITS)
        if not guess:
            return UnitProblem("C0204", f"unknown unit {quoted(text)}", "`colossusc explain C0204` lists the units")
        return UnitProblem("C0204", f"unknown unit {quoted(text)}", guess, guess.write, guess.safe)
    near, only = same[0], len(same) == 1
    if near == plain_letters(text):
        message = f"unknown unit {quoted(text)}: some of its letters only look like Latin ones"
        return UnitProblem("C0204", message, f"write `{near}`", near, only)
    message = f"{quoted(text)} is not a unit: letter case matters"
    return UnitProblem("C0205", message, f"did you mean `{near}`?", near, only)


def _same_letters(text: str) -> list[str]:
    """The units of the same letters in another case, the likelier first: `mW` is MW."""
    folded = plain_letters(text).casefold()
    if len(folded) > 40:
        return []
    money = plain_letters(text).upper()
    for written in (money, money[:1].lower() + money[1:]):
        if currency(written):
            return [written]
    return [symbol for symbol in UNITS if symbol.casefold() == folded]


def _two_units(text: str) -> UnitProblem:
    words = text.split()
    meant = "_".join(words)
    if meant in UNITS:
        return UnitProblem("C0204", f"unknown unit {quoted(text)}", f"did you mean `{meant}`?", meant)
    same = words[0] if all(word == words[0] for word in words) else None
    remedy = f"write `{same}` once" if same else "a quantity has one unit: a number, a blank, a unit"
    return UnitProblem("C0207", f"{quoted(text)} is more than one unit", remedy, same)
