"""Numbers and units."""

from __future__ import annotations

from colossusc.codes import Code, campus


def _let(value: str) -> str:
    return f"edition = 2026\n\ncampus c {{\n  let reserve = {value}\n}}\n"


CODES: tuple[Code, ...] = (
    Code(
        "C0201",
        "a number is written in a form that cannot be read",
        "A number is digits, with `_` between groups of digits, a fraction and an exponent where wanted: `12_500`, "
        "`0.98`, `1.5e6`. It begins and ends with a digit, and `_` stands alone between two digits. Digits are 0 "
        "to 9.",
        bad=_let("1__0 MW"),
        good=_let("1_0 MW"),
    ),
    Code(
        "C0202",
        "a number has too many digits",
        "Numbers are exact and of at most 40 digits, which is far more than anything on a campus is measured to.",
        bad=_let("0.12345678901234567890123456789012345678901 MW"),
        good=_let("0.1235 MW"),
    ),
    Code(
        "C0203",
        "an exponent is out of range",
        "The exponent of a number is -30 to 30. A larger one is nearly always a slip; a unit with a prefix says it "
        "better.",
        bad=_let("1e31 W"),
        good=_let("1e7 MW"),
    ),
    Code(
        "C0204",
        "a unit is not known",
        "A unit is a symbol, or symbols divided by symbols and raised to small powers: `MW`, `m^3/h`, "
        "`Btu_LHV/kWh`, `USD/kW/month`. Money is an ISO code with an optional price year: `USD`, `MUSD`, "
        "`EUR_2024`.\n\n"
        "| what | units |\n"
        "|---|---|\n"
        "| power | `W` `kW` `MW` `GW` `hp` `ton_refrigeration`, apparent `kVA` `MVA`, reactive `kvar` `Mvar` |\n"
        "| energy | `Wh` `kWh` `MWh` `GWh` `J` `MJ` `GJ` |\n"
        "| fuel heat | `Btu` `MMBtu` `therm` `J` `MJ` `GJ` `kWh` `MWh`, each with `_HHV` or `_LHV` |\n"
        "| electricity | `V` `kV` `A` `kA` `Hz` |\n"
        "| time | `s` `min` `h` `day` `week`; by the calendar `month` `yr`; in a rate `yr` is 8,760 h |\n"
        "| size | `mm` `cm` `m` `km` `inch` `ft` `mile` `acre` `L` `gal` `kgal` `Mgal`; `m^2` `ft^3` |\n"
        "| mass | `g` `kg` `tonne` `lb` `short_ton` |\n"
        "| pressure, temperature | `Pa` `kPa` `bar` `psi`; `degC` `degF`, and `K` for a difference |\n"
        "| gas, air | `scf` `MMscf` `ppmvd_15` |\n"
        "| data | `bit` `Gbit` `B` `GB` `TB` |\n"
        "| counts and shares | `GPU` `rack` `system` `%` |\n",
        bad=_let("5 MWe"),
        good=_let("5 MW"),
    ),
    Code(
        "C0205",
        "a unit is written in the wrong letter case",
        "Letter case decides what a unit is. `mW` would be a milliwatt, a billionth of the `MW` that was meant, so "
        "it is refused and never guessed. `colossusc check --fix` writes what was meant.",
        bad=_let("5 mW"),
        good=_let("5 MW"),
    ),
    Code(
        "C0206",
        "a unit can mean more than one thing",
        "A ton is 2,000 lb, 1,000 kg or 12,000 Btu/h of cooling; a Btu of fuel counts the heat of condensation "
        "(HHV) or does not (LHV), a tenth apart; ppm needs its reference oxygen; `$` is the sign of twenty "
        "currencies. The language has one unit for each meaning and none for the ambiguous word.",
        bad=_let("5 ton"),
        good=_let("5 short_ton"),
    ),
    Code(
        "C0207",
        "a unit is put together in a way that cannot be read",
        "A number has one unit. Symbols are divided with `/` and raised with `^` and one digit, without blanks; "
        "there are no products, so energy is `MWh` and not `MW*h`.",
        bad=_let("5 m^0"),
        good=_let("5 m^2"),
    ),
    Code(
        "C0208",
        "a quantity has no unit",
        "`power = 38` could be watts or megawatts, and the compiler never guesses. Counts and ratios, such as PUE, are "
        "the only bare numbers.",
        bad=campus("grid g { contracted = 150 }"),
        good=campus("grid g { contracted = 150 MW }"),
    ),
    Code(
        "C0209",
        "a share is written with %, a ratio without",
        "0.5 and 0.5 % are a factor of 100 apart, and both look right. So a share is always written with `%`, and a "
        "ratio such as PUE or a count never.",
        bad=campus("gpus h { draw = 0.9; count = 0 }"),
        good=campus("gpus h { draw = 90 %; count = 0 }"),
    ),
)
