import random

import pytest

from lagesbild.assessment import Direction, Reference, Rule, Text, judge
from lagesbild.assessment.four_values import FourYears, Pool, country_slope, pooled_claim

from .drawing import series

STEADY, ODD = (0.3, -0.4, 0.2, -0.1), (1.4, -1.0, 0.9, -1.1)


def country(slope, shock=(0, 0, 0, 0), places=60, seed=1, differ=0.0):
    """So many municipalities with a common slope, a shock to all in each year, and noise of 1."""
    chance = random.Random(seed)
    drawn = []
    for _place in range(places):
        own = slope + chance.gauss(0, differ)
        values = (own * year + shock[year] + chance.gauss(0, 1) for year in range(4))
        drawn.append(FourYears(series(2020, *values), chance.uniform(5000, 100_000)))
    return country_slope(drawn)


def test_a_municipality_that_goes_as_all_others_do_is_told_weakly():
    claim = pooled_claim(series(2020, 0.1, 0.9, 1.1, 2.0), 20_000, country(0.5))

    assert (claim.direction, claim.strength) == (1, "weak")


def test_its_own_four_values_must_go_the_same_way():
    assert pooled_claim(series(2020, 0.4, 0.2, 0.3, 0.1), 20_000, country(0.5)).direction == 0


@pytest.mark.parametrize("shock", [STEADY, ODD])
def test_what_happens_to_all_in_a_year_is_no_trend(shock):
    assert pooled_claim(series(2020, 0.1, 0.7, 0.9, 1.6), 20_000, country(0, shock)).direction == 0


def test_the_variance_is_at_least_that_of_the_countrys_own_four_years():
    assert country(0.5, ODD).variance > 10 * country(0.5).variance


def test_how_much_municipalities_differ_is_found():
    assert country(0.5, differ=1.0, places=200).between == pytest.approx(1.0, abs=0.3)
    assert country(0.5, places=200).between < 0.1


def test_small_places_may_be_noisier():
    chance = random.Random(4)
    places = []
    for place in range(200):
        population = 2000 if place % 2 else 50_000
        noise = (1 + 20_000 / population) ** 0.5
        places.append(FourYears(series(2020, *(chance.gauss(0, noise) for _year in range(4))), population))
    found = country_slope(places)

    assert found.noise_of(2000) == pytest.approx(11, rel=0.3)
    assert found.noise_of(50_000) == pytest.approx(1.4, rel=0.6)


def test_other_years_or_too_few_places_are_not_pooled():
    assert country(0.5, places=29) is None
    assert pooled_claim(series(2019, 0, 1, 2, 3), 20_000, country(0.5)).direction == 0
    with pytest.raises(ValueError, match="same four years"):
        country_slope([FourYears(series(2010 + place, 1, 2, 3, 5), 9000) for place in range(30)])
    with pytest.raises(ValueError, match="Four values"):
        FourYears(series(2020, 1, 2, 3), 9000)


def test_values_without_noise_are_taken_as_they_are():
    found = country_slope([FourYears(series(2020, 1, 2, 3, 4), 9000)] * 30)

    assert (found.slope, found.variance) == (1, 0)
    assert pooled_claim(series(2020, 1, 2, 3, 4), 9000, found).direction == 1


# In an answer.


@pytest.mark.parametrize(
    ("target", "pooled_code", "alone"),
    [(None, "better", "few"), (50, "unmet_better", "unmet_unknown"), (1, "reached", "reached")],
)
def test_the_ladder_respects_a_pooled_word(target, pooled_code, alone):
    references = [Reference("target", Text("Mål"), target, 2040)] if target else []
    rule = Rule(Direction.UP, references=references)
    points = series(2020, 0.1, 0.9, 1.1, 2.0)

    assert judge(points, rule).answer.code == alone
    assert judge(points, rule, pool=Pool(country(0.5), 20_000)).answer.code == pooled_code


def test_a_pool_says_nothing_of_other_years_or_by_other_methods():
    pool = Pool(country(0.5), 20_000)
    assert judge(series(2019, 0.1, 0.9, 1.1, 2.0), Rule(Direction.UP), pool=pool).trend.word == "too_few"
    by_median = Rule(Direction.UP, method="theil-sen")
    assert judge(series(2020, 0.1, 0.9, 1.1, 2.0), by_median, pool=pool).trend.word == "too_few"
