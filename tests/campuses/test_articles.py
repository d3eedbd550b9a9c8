"""Each claim of the five articles that can be computed is judged as better sources have it."""

from __future__ import annotations

from reference import campus

VERDICTS = {
    "000-1: built in barely six months": "fails",  # 24 April to 2 September 2024
    "000-2: 200,000 GPUs": "holds",
    "000-2: all of them H100": "fails",  # 150,000 H100 and 50,000 H200
    "000-3: a second site bought in March 2025": "holds",
    "000-4: a million accelerators take more than 1 GW": "holds",  # 1.8 to 3.0 GW
    "000-5: 156 Megapacks at Colossus 1": "open",  # 156, 168 and 208 are in print
    "000-6: 156 units of 4 hours are 150 MW": "holds",  # 152.7 MW
    "000-6: 156 units of 2 hours are 150 MW": "fails",  # 300.6 MW
    "000-6: the capacity of the storage": "fails",  # no MWh
    "000-7: 168 Megapacks at Colossus 2": "open",
    "000-8: gas turbines that emit NOx": "holds",
    "000-9: Megapacks halve the use of turbines": "open",  # nobody measured it
    "000-10: no turbine after autumn 2025": "fails",  # permitted until 2 January 2027
    "000-11: 1 GW is a third of the city's peak": "holds",
    "000-11: it is Colossus that needs 1 GW": "fails",  # it is Colossus 2
    "001-1: built in only three months": "fails",
    "001-2: 100,000 connected GPUs": "holds",
    "001-3: ten times that is a million": "holds",
    "001-7: a GPU costs tens of thousands": "holds",
    "001-8: the expansion costs tens of billions": "holds",
    "001-13: sooner than the three years that are usual": "holds",
    "002-1: 100,000 GPUs installed": "holds",
    "002-4: 150 MW negotiated": "holds",
    "002-5: generators without permits": "holds",
    "002-6: 150 MW is not enough for all of it": "holds",  # 181 MW
    "003-2: 100,000 H100 in July 2024": "fails",  # reached on 2 September
    "003-4: four times the largest clusters": "fails",  # 1.6, 2.7 and 6.9 times
    "003-5: Aurora has 60,000 GPUs": "holds",
    "003-6: Frontier has 38,000 GPUs": "holds",
    "003-7: Eagle has 14,400 H100": "holds",
    "003-9: no contract with TVA yet": "holds",
    "003-10: above 100 MW with TVA's approval": "holds",
    "003-11: up to 150 MW asked for": "holds",
    "004-1: Colossus 2 runs at a gigawatt": "fails",  # 323 MW
    "004-1: a gigawatt is cooled": "fails",  # 350 MW
    "004-2: thousands of GPUs of the latest generation": "holds",
    "004-3: built within a year": "holds",
    "004-4: what stands there is cooled": "holds",
}

_WORST_FIRST = ("fails", "open", "holds")


def test_verdicts_of_the_claims() -> None:
    _, result = campus("articles")
    found = {}
    for outcome in result.outcomes:
        if outcome.heading.code == "require":
            verdicts = {each.verdict for judgement in outcome.judgements for each in judgement.intervals}
            found[outcome.heading.title] = next(each for each in _WORST_FIRST if each in verdicts)
    assert found == VERDICTS


def test_a_battery_without_its_energy_is_an_error() -> None:
    """`150 MW of capacity`: the figure of the article is power, and says nothing of energy."""
    assert "PWR004" in [each.code for each in campus("articles")[0].diagnostics]
