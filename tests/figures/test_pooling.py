"""Four values of every municipality beside each other: the whole country to the same words as one at a time."""

import random

import pytest

from lagesbild.assessment import Direction, Point, Rule, judge
from lagesbild.figures.areas import known_areas
from lagesbild.figures.pools import pool_of
from lagesbild.figures.queries import rows_of, series
from tests.figures.drawing import built, run

PLACES = [code for code, (_name, kind) in known_areas().items() if kind == "municipality"][:40]
YEARS = range(2021, 2025)


@pytest.fixture(scope="module")
def pooled(tmp_path_factory):
    """Forty municipalities: N1 rises by half a deviation a year everywhere, N2 nowhere; N3 has three values."""
    chance, folder = random.Random(1), tmp_path_factory.mktemp("pooled")
    lines = []
    for place in PLACES:
        lines.append(f"N01951 {place} 2024 {chance.randrange(5_000, 100_000)}")
        for name, slope, years in (("N1", 0.5, YEARS), ("N2", 0.0, YEARS), ("N3", 0.5, YEARS[1:])):
            lines += [
                f"{name} {place} {year} {50 + slope * (year - 2021) + chance.gauss(0, 1):.2f}"
                for year in years
            ]
    run(folder / "raw", "drawn", 2025, *lines)
    return built(folder, folder / "raw")


def movements(path, indicator):
    rows = rows_of(
        path, "SELECT area, movement, slope FROM movement WHERE indicator = $name", {"name": indicator}
    )
    return {area: (movement, slope) for area, movement, slope in rows}


def verdicts(path, indicator):
    """The same, one municipality at a time."""
    rule, by_area = Rule(Direction.UP), {}
    for (_indicator, area, subgroup), observations in series(path, [indicator], PLACES).items():
        points = [Point(observation.year, observation.value) for observation in observations]
        pool = pool_of(path, indicator, subgroup, area, tuple(point.year for point in points))
        by_area[area] = judge(points, rule, pool=pool)
    return by_area


WORDS = {"rising": "improving", "falling": "worsening", "too_few": "too_few"}


@pytest.mark.parametrize("indicator", ["N1", "N2", "N3"])
def test_the_country_says_what_is_said_of_one_at_a_time(pooled, indicator):
    country, one_by_one = movements(pooled, indicator), verdicts(pooled, indicator)

    assert len(one_by_one) == len(PLACES)
    for area, verdict in one_by_one.items():
        movement, slope = country[area]
        assert WORDS[movement] == verdict.trend.word
        assert slope == (pytest.approx(verdict.trend.slope) if verdict.trend.slope else None)


def test_what_goes_the_same_way_everywhere_is_told_and_chance_is_not(pooled):
    rising = [movement for movement, _slope in movements(pooled, "N1").values() if movement == "rising"]
    assert len(rising) > 30
    assert {movement for movement, _slope in movements(pooled, "N2").values()} == {"too_few"}
    assert {movement for movement, _slope in movements(pooled, "N3").values()} == {"too_few"}


def test_the_answer_respects_the_pooled_word(pooled):
    verdict = next(found for found in verdicts(pooled, "N1").values() if found.trend.word == "improving")

    assert verdict.answer.code == "better"
    assert verdict.trend.evidence == "weak"
    assert verdict.trend.why.sv.startswith(
        "Värdet har stigit i fyra mätvärden 2021–2024. Vägt mot hur det gick i 40 "
    )
    assert verdict.trend.slope_low > 0
