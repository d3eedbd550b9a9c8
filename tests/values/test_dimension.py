"""Dimensions are interned, multiply like exponents, and have names that people use."""

from __future__ import annotations

import copy
import pickle

import pytest

from colossusc.values import dimension as dim
from colossusc.values.dimension import Dimension, base, describe, expression, is_money
from colossusc.values.units import find_unit


def test_equal_dimensions_are_one_object() -> None:
    assert dim.POWER * dim.TIME is dim.ENERGY
    assert dim.ENERGY / dim.TIME is dim.POWER
    assert dim.APPARENT_POWER * dim.POWER_FACTOR is dim.POWER
    assert dim.POWER / dim.POWER is dim.NONE
    assert dim.LENGTH**3 is dim.VOLUME
    assert dim.LENGTH**0 is dim.NONE
    assert copy.deepcopy(dim.ENERGY) is dim.ENERGY
    assert pickle.loads(pickle.dumps(dim.ENERGY)) is dim.ENERGY


def test_what_must_not_mix_is_apart() -> None:
    apart = [dim.POWER, dim.APPARENT_POWER, dim.REACTIVE_POWER, dim.ENERGY, dim.HEAT_HHV, dim.HEAT_LHV]
    apart += [dim.TIME, dim.MONTH, dim.GAS, dim.VOLUME, base("USD"), base("EUR"), base("USD_2024")]
    assert len(set(apart)) == len(apart)


def test_pressure_times_flow_is_power() -> None:
    assert find_unit("kPa").dimension * find_unit("m^3/s").dimension is dim.POWER


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("MW", "power"),
        ("MWh", "energy"),
        ("MVA", "apparent power"),
        ("USD", "money (USD)"),
        ("kUSD_2024", "money (USD_2024)"),
        ("short_ton/yr", "mass per time"),
        ("Btu_LHV/kWh", "heat rate (LHV)"),
        ("Btu_HHV/kWh", "heat rate (HHV)"),
        ("USD/kW", "money (USD) per power"),
        ("W/K", "power per temperature"),
        ("%", "plain number"),
        ("%/degC", "share per degree"),
        ("USD/kW/month", "USD/W/month"),
        ("MMBtu_HHV/h/m^4", "J_HHV/m^4/s"),
    ],
)
def test_names(unit: str, name: str) -> None:
    assert describe(find_unit(unit).dimension) == name


def test_an_expression_has_products_only_above() -> None:
    assert expression(dim.POWER * dim.LENGTH / dim.TEMPERATURE) == "W·m/K"
    assert expression(dim.NONE) == ""
    assert repr(dim.POWER / dim.TIME) == "Dimension('W/s')"


@pytest.mark.parametrize(
    ("dimension", "money"), [(base("USD"), True), (base("USD") ** 2, False), (dim.POWER, False), (dim.NONE, False)]
)
def test_money(dimension: Dimension, money: bool) -> None:
    assert is_money(dimension) is money
