import pytest

from lagesbild.assessment import Break, Direction, Reference, Rule, Text, judge

from .drawing import PERCENT, series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE
STEADY = series(2013, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)  # one a year, 10 in 2023
JUMPY = series(2013, 0, 3, 1, 5, 3, 4, 8, 6, 7, 11, 10)


def pace(points, value, year, direction=UP, year_now=None, **rule):
    target = Reference("target", Text("Målvärde", "Target"), value, year)
    return judge(points, Rule(direction, unit=PERCENT, references=[target], **rule), year_now=year_now).pace


@pytest.mark.parametrize(
    ("points", "value", "year", "word"),
    [
        (STEADY, 10, 2030, "reached"),
        (STEADY, 17, 2030, "on_track"),  # exactly enough
        (STEADY, 16, 2030, "on_track"),
        (STEADY, 18, 2030, "too_slow"),
        (JUMPY, 17, 2030, "uncertain"),
        (series(2013, *range(20, 9, -1)), 17, 2030, "wrong_way"),
        (series(2013, 9, 10, 9, 10, 9, 10, 9, 10, 9, 10), 30, 2030, "stalled"),  # slow is never said of it
        (series(2013, 5, 7, 9, 11, 13, 15, 17, 19, 21, 20, 18, 16), 17, 2030, "uncertain"),  # turned
        (STEADY, 12, 2023, "passed"),
        (series(2018, 1, 2, 3, 4, 5, 6), 12, 2030, "not_judged"),  # fewer than seven
        (STEADY, 12, None, "not_judged"),
        ((), 12, 2030, "not_judged"),
    ],
)
def test_the_word(points, value, year, word):
    assert pace(points, value, year).word == word


def test_exactly_enough_is_enough_though_binary_numbers_miss_it():
    tenths = series(2019, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)

    assert pace(tenths, 1.2, 2030).word == "on_track"
    assert pace(tenths, 1.21, 2030).word == "too_slow"


def test_the_numbers_behind():
    found = pace(STEADY, 17, 2030)

    assert (found.needed, found.slope, found.q, found.q_low, found.q_high) == pytest.approx((1, 1, 1, 1, 1))
    assert (found.arrival_low, found.arrival, found.arrival_high) == pytest.approx((2030, 2030, 2030))


def test_arrival_is_a_range_that_may_have_no_end():
    found = pace(JUMPY, 12, 2030)

    assert found.arrival_low < found.arrival < found.arrival_high
    assert pace(series(2013, 9, 10, 9, 10, 9, 10, 9, 10, 9, 10), 30, 2030).arrival_high is None


def test_falling_to_a_target_below():
    found = pace(series(2013, *range(20, 9, -1)), 3, 2030, DOWN)

    assert (found.word, found.needed, found.q, found.arrival) == ("on_track", -1, 1, 2030)


def test_a_passed_target_still_says_when_it_would_be_reached():
    found = pace(STEADY, 12, 2025, year_now=2026)

    assert (found.word, found.needed, found.q, found.arrival) == ("passed", None, None, 2025)
    assert found.why.sv.startswith("Målåret 2025 har passerat. ")


def test_the_pace_is_towards_the_first_target_still_ahead_own_before_global():
    references = [
        Reference("global", Text("Globalt mål"), 30, 2030),
        Reference("target", Text("Gammalt mål"), 20, 2020),
        Reference("target", Text("Vårt mål"), 25, 2040),
        Reference("limit", Text("Gräns"), 25, 2035),
    ]
    assert judge(STEADY, Rule(UP, references=references)).pace.reference.label.sv == "Vårt mål"


def test_no_target_no_pace():
    found = judge(STEADY, Rule(UP)).pace

    assert (found.word, found.reference) == ("not_judged", None)
    assert found.why.sv == "Det finns inget mål att räkna takten mot."


def test_no_direction_no_pace():
    assert pace(STEADY, 17, 2030, NONE).word == "not_judged"


def test_a_method_without_an_interval_gives_a_year_but_no_word():
    found = pace(STEADY, 17, 2030, method="baseline")

    assert (found.word, found.q, found.q_low, found.arrival) == ("not_judged", 1, None, 2030)


def test_the_reason_says_needed_rate_and_year():
    why = pace(STEADY, 24, 2030, decimals=1).why

    assert why.sv.replace("\u00a0", " ") == (
        "För att gå från 10,0 % (2023) till 24 % (2030) behöver värdet stiga med 2 procentenheter per år. "
        "Takten har varit 1 procentenhet per år. Linjen genom värdena ligger 2030 på 17,0 %: det räcker inte ens i "
        "bästa fall. I den takten nås målet omkring 2037."
    )


def test_the_rate_before_a_break_says_nothing_of_the_value_after_it():
    broken = series(2010, 50, 52, 54, 56, 58, 60, ("preliminary", 20))
    found = pace(broken, 70, 2030, breaks=[Break(2016)])

    assert (found.word, found.slope, found.arrival) == ("not_judged", None, None)
    assert found.needed == 50 / 14
    assert found.why.sv.endswith("Det finns för få mätvärden för att bedöma takten.")


def test_the_pace_counts_from_the_measurement_not_from_its_repeats():
    #                          measured in 2016, published again every year to 2021
    found = pace(series(2016, 36, 36, 36, 36, 36, 36), 80, 2027, cycle_years=6)

    assert found.needed == 4  # (80 − 36) / (2027 − 2016), not / (2027 − 2021)
    assert "För att gå från 36\u00a0% (mätt 2016, upprepat till 2021) till 80\u00a0% (2027)" in found.why.sv
    assert "To go from 36% (measured in 2016, repeated until 2021) to 80% (2027)" in found.why.en


def test_repeats_tell_that_a_target_year_is_over():
    found = pace(series(2016, 36, 36, 36, 36, 36, 36), 80, 2020, cycle_years=6)

    assert (found.word, found.needed) == ("passed", None)


def test_a_far_arrival_is_not_given_as_a_year():
    crawling = series(2013, *(step / 100 for step in range(11)))

    assert "mer än hundra år bort" in pace(crawling, 50, 2030).why.sv


def test_the_year_of_arrival_never_contradicts_the_word():
    #                          0.3 short of the target in 2030: too slow, so 2031 and not 2030
    assert "omkring 2031" in pace(STEADY, 17.3, 2030).why.sv
