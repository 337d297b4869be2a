"""Traps seen in real barometers (the list in the design), those that an assessment can fall into."""

from lagesbild.assessment import (
    Break,
    Direction,
    Point,
    Reference,
    ReferenceKind,
    Rule,
    StatusWord,
    Text,
    TrendWord,
    judge,
    number,
)

from .drawing import PERCENT, series

UP, DOWN = Direction.UP, Direction.DOWN


def test_twelve_to_twelve_and_yet_the_wrong_way():
    verdict = judge(series(2010, 11.6, 11.7, 11.8, 11.9, 12.0, 12.1, 12.2, 12.3), Rule(DOWN, unit=PERCENT))

    assert verdict.trend.word is TrendWord.WORSENING
    assert verdict.decimals == 1
    assert (number(11.6, 0), number(12.3, 0)) == ("12", "12")
    assert (number(11.6, verdict.decimals), number(12.3, verdict.decimals)) == ("11,6", "12,3")


def test_rounding_does_not_hide_which_side_of_the_target_the_value_is():
    target = Reference(ReferenceKind.TARGET, Text("Målvärde"), 12)
    verdict = judge(series(2020, 12.04), Rule(DOWN, unit=PERCENT, references=[target]))

    assert verdict.decimals == 2
    assert verdict.statuses[0].why.sv == (
        "Målvärde: 12 %. Det senaste värdet, 12,04 % (2020), når inte målvärdet; "
        "det skiljer 0,04 procentenheter."
    ).replace(" %", "\u00a0%").replace("4 p", "4\u00a0p")


def test_recycling_51_to_41_is_a_break():
    recycling = series(2010, 44, 45, 46, 47, 48, 49, 50, 51, 51, 41, 42, 43, 44, 45)
    moved = Break(2019, Text("ny definition", "new definition"))

    judged_as_one = judge(recycling, Rule(UP, unit=PERCENT)).trend
    judged_from_the_break = judge(recycling, Rule(UP, unit=PERCENT, breaks=[moved])).trend

    assert judged_as_one.word is TrendWord.NO_CLEAR_CHANGE
    assert judged_from_the_break.word is TrendWord.IMPROVING
    assert judged_from_the_break.since == 2019
    assert judged_from_the_break.breaks == (moved,)
    assert "Inte medräknat: 2010–2018 (före brottet 2019: ny definition)" in judged_from_the_break.why.sv
    assert "2010–2018 (before the break in 2019: new definition)" in judged_from_the_break.why.en


def test_pm10_station_moved_and_three_limits_at_once():
    particles = series(2010, 21, 20, 20, 19, 19, 18, 18, 17, 25, 24)
    rule = Rule(
        DOWN,
        unit=Text("µg/m³"),
        breaks=[Break(2018, Text("mätstationen flyttades", "the station was moved"))],
        references=[
            Reference("limit", Text("Miljökvalitetsnorm", "Standard"), 40),
            Reference("guideline", Text("Utvärderingströskel", "Threshold"), 24),
            Reference("target", Text("Miljömål", "Objective"), 15, 2030),
        ],
    )
    verdict = judge(particles, rule)

    assert verdict.trend.word is TrendWord.TOO_FEW
    assert verdict.trend.n == 2
    assert [status.word for status in verdict.statuses] == ["reached", "reached", "not_reached"]
    assert verdict.statuses[1].gap == 0
    assert "precis på gränsen" in verdict.statuses[1].why.sv


def test_target_year_long_past():
    trips = series(2017, 84, 83, 82, 60, 65, 80)
    target = Reference("target", Text("Målvärde", "Target"), 170, 2012)
    verdict = judge(trips, Rule(UP, references=[target]))
    (status,) = verdict.statuses

    assert status.word is StatusWord.PASSED_UNREACHED
    assert status.gap == -90
    assert status.why.sv == (
        "Målvärde: 170 till 2012. Målåret har passerat utan att målvärdet nåddes: "
        "det senaste värdet är 80 (2022), och det skiljer 90."
    )
    assert verdict.pace.word == "passed"


def test_water_status_repeated_every_year_for_six_years():
    #            measured once in each cycle, published every year
    water = series(2010, 20, 20, 20, 20, 20, 20, 22, 22, 22, 22, 22, 22, 24, 24, 24, 24, 24, 24)
    rule = Rule(UP, unit=PERCENT, cycle_years=6)
    trend = judge(water, rule).trend

    assert trend.word is TrendWord.TOO_FEW
    assert [point.year for point in trend.used] == [2010, 2016, 2022]
    assert "2011–2015, 2017–2021, 2023–2027 (upprepar en tidigare mätning)" in trend.why.sv
    # Taken as eighteen measurements the same figures would have been good news.
    assert judge(water, Rule(UP, unit=PERCENT)).trend.word is TrendWord.IMPROVING


def test_the_same_water_status_in_a_new_cycle_is_a_new_measurement():
    water = series(2000, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20)
    trend = judge(water, Rule(UP, cycle_years=6)).trend

    assert [point.year for point in trend.used] == [2000, 2006]


def test_extrapolated_emissions_are_not_measured():
    emissions = series(2015, 900, 890, 880, 870, 860, 850, 840, 830, 820, ("extrapolated", 500))
    verdict = judge(emissions, Rule(DOWN, references=[Reference("target", Text("Mål"), 600, 2030)]))

    assert verdict.latest == Point(2023, 820)
    assert verdict.trend.last_year == 2023
    assert verdict.statuses[0].word is StatusWord.NOT_REACHED
    assert "Inte medräknat: 2024 (framräknat, inte uppmätt)" in verdict.trend.why.sv


def test_two_points_in_ten_years_are_too_few():
    trend = judge([Point(2016, 46), Point(2021, 34)], Rule(UP, unit=PERCENT)).trend

    assert trend.word is TrendWord.TOO_FEW
    assert trend.label.sv == "För få mätvärden för att bedöma"
    assert trend.slope is None
    assert trend.why.sv == (
        "Det finns bara 2 mätvärden (2016 och 2021), och minst 5 behövs för att bedöma utvecklingen."
    )
