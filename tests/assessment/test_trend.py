from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagesbild.assessment import Break, Direction, Point, Reference, Rule, Text, TrendWord, judge

from .drawing import PERCENT, series

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE
MIRRORED = {TrendWord.IMPROVING: TrendWord.WORSENING, TrendWord.WORSENING: TrendWord.IMPROVING}


def trend(points, direction=UP, **rule):
    return judge(points, Rule(direction, **rule)).trend


@pytest.mark.parametrize(
    ("values", "up", "down"),
    [
        ((1, 2, 3, 4, 5, 6, 7, 8), "improving", "worsening"),
        ((8, 7, 6, 5, 4, 3, 2, 1), "worsening", "improving"),
        ((5, 6, 5, 6, 5, 6, 5, 6), "no_clear_change", "no_clear_change"),
        ((5, 5, 5, 5, 5, 5, 5, 5), "no_clear_change", "no_clear_change"),
        ((0, 0, 0, 0, 0, 0, 0, 9), "no_clear_change", "no_clear_change"),
        ((1, 2, 3, 4), "too_few", "too_few"),
        ((), "too_few", "too_few"),
    ],
)
def test_the_word_follows_the_direction(values, up, down):
    points = series(2010, *values)

    assert (trend(points).word, trend(points, DOWN).word) == (up, down)
    assert trend(points, NONE).word == "not_judged"


@pytest.mark.parametrize(("n", "evidence"), [(4, ""), (5, "weak"), (7, "weak"), (8, "strong")])
def test_evidence_is_weak_below_eight_values(n, evidence):
    found = trend(series(2010, *range(n)))

    assert found.evidence == evidence
    assert ("Underlaget är svagt" in found.why.sv) == (evidence == "weak")


def test_the_label_is_the_public_wording():
    assert trend(series(2007, *range(9))).label == Text(
        "Utvecklingen har gått åt rätt håll sedan 2007", "Has moved in the right direction since 2007"
    )
    assert trend(series(2007, *range(9)), DOWN).label.sv == "Utvecklingen har gått åt fel håll sedan 2007"


def test_the_reason_is_a_sentence():
    falling = series(2010, 12.0, 11.9, 11.8, 11.6, 11.5, 11.5, 11.3, 11.2, 11.1, 11.0)
    why = trend(falling, DOWN, method="theil-sen", unit=PERCENT).why

    assert why.sv.replace("\u00a0", " ") == (
        "Värdet sjunker med 0,1 procentenheter per år enligt 10 mätvärden 2010–2019; lägre är bättre. Hela "
        "osäkerhetsintervallet, −0,12 till −0,10 procentenheter, ligger under noll."
    )
    assert why.en.replace("\u00a0", " ") == (
        "The value falls by 0.1 percentage points a year according to 10 values 2010–2019; lower is better. The "
        "whole uncertainty interval, −0.12 to −0.10 percentage points, lies below zero."
    )


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((5, 5, 5, 5, 5, 5, 5, 5), "Värdet är detsamma i alla 8 mätvärden 2010–2017."),
        ((5, 5, 5, 5, 5, 5, 5, 4), "i mitten av alla jämförelser mellan två år är skillnaden noll."),
        ((5, 6, 5, 6, 5, 6, 5, 7), "Osäkerhetsintervallet går från 0 till 0,4 per år och rymmer noll."),
    ],
)
def test_the_reason_for_no_clear_change(values, says):
    assert trend(series(2010, *values), method="theil-sen").why.sv.endswith(says)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (
            (12.0, 11.9, 11.8, 11.6, 11.5, 11.5, 11.3, 11.2, 11.1, 11.0),
            "Värdet har sjunkit med 0,1 procentenheter per år i 10 mätvärden 2010–2019, mer regelbundet än slumpen "
            "brukar ge; lägre är bättre. Osäkerhetsintervallet går från −0,12 till −0,10 procentenheter per år.",
        ),
        (
            (5, 5, 5, 5, 5, 5, 5, 4),
            "Värdet har varken stigit eller sjunkit mer regelbundet än slumpen kan ge i 8 mätvärden 2010–2017. "
            "Osäkerhetsintervallet går från −1 till 0 procentenheter per år och rymmer noll.",
        ),
        ((5, 5, 5, 5, 5, 5, 5, 5), "Värdet är detsamma i alla 8 mätvärden 2010–2017."),
    ],
)
def test_the_reason_is_told_of_the_past(values, says):
    assert trend(series(2010, *values), DOWN, unit=PERCENT).why.sv.replace("\u00a0", " ") == says


def test_an_order_that_chance_nearly_gives_is_weak_evidence_however_many_the_values():
    found = trend(series(2010, 5, 3, 6, 4, 7, 8, 9, 6.5))

    assert (found.word, found.n, found.claim.strength, found.evidence) == ("improving", 8, "weak", "weak")
    assert "slumpen ensam ger en så tydlig ordning i nästan 5 fall av 100" in found.why.sv


@pytest.mark.parametrize(
    ("values", "slope"),
    [
        ((1, 2, 3, 4, 5, 6, 7, 8), 1),
        ((0, 0, 0, 0, 0, 0, 1, 1), 0.1429),  # the median of all pairs is 0, the least-squares line is not
        ((3, 3, 3, 3, 2, 3, 3, 2, 2, 2), -0.1212),
    ],
)
def test_the_size_and_its_interval_agree_with_the_word(values, slope):
    found = trend(series(2010, *values))

    assert found.slope == pytest.approx(slope, abs=0.001)
    assert found.claim.direction == (1 if slope > 0 else -1)
    assert 0 < found.slope_low <= found.slope or found.slope <= found.slope_high < 0


@given(st.lists(st.integers(-3, 3), min_size=5, max_size=15))
def test_zero_lies_outside_the_interval_just_where_a_way_is_claimed(values):
    found = trend(series(2010, *values))

    assert (found.slope_low > 0 or found.slope_high < 0) == (found.claim.direction != 0)
    assert found.slope_low <= found.slope <= found.slope_high


def test_without_direction_the_numbers_are_given_in_neutral_words():
    found = trend(series(2010, *range(8)), NONE, method="theil-sen")

    assert found.slope == 1
    assert found.label.sv == "Nyckeltalet bedöms inte"
    assert found.evidence == ""
    assert found.why.sv == (
        "Ingen riktning är bestämd som bättre, så utvecklingen bedöms inte. Värdet stiger med 1 per år enligt "
        "8 mätvärden 2010–2017. Osäkerheten är för liten för att synas i siffrorna."
    )


def test_preliminary_values_wait():
    found = trend(series(2010, 1, 2, 3, 4, 5, ("preliminary", 99)))

    assert found.last_year == 2014
    assert [left.point.year for left in found.left_out] == [2015]
    assert "2015 (preliminärt)" in found.why.sv


def test_estimated_values_count():
    assert trend(series(2010, 1, 2, 3, 4, ("estimated", 5))).n == 5


def test_a_start_year_leaves_out_what_is_older():
    found = trend(series(2000, *range(20)), start_year=2010)

    assert (found.first_year, found.n) == (2010, 10)
    assert "2000–2009 (före startåret 2010)" in found.why.sv


@pytest.mark.parametrize(
    ("values", "window", "years"),
    [
        (range(11), 5, [2010, 2015, 2020]),  # counted back from the last
        (range(13), 5, [2012, 2017, 2022]),
        ((1, 2, None, None, None, 3, 4), 3, [2011, 2016]),
        (range(4), 1, [2010, 2011, 2012, 2013]),
        ((), 5, []),
    ],
)
def test_of_values_that_share_years_only_those_apart_count(values, window, years):
    found = trend(series(2010, *values), window_years=window)

    assert [point.year for point in found.used] == years
    assert ("delar år med ett senare värde" in found.why.sv) == (len(values) > len(years) and window > 1)


def test_only_the_last_break_before_the_latest_value_counts():
    breaks = [Break(2012), Break(2005, Text("tidigare brott")), Break(2030)]
    found = trend(series(2000, *range(20)), breaks=breaks)

    assert found.first_year == 2012
    assert [b.year for b in found.breaks] == [2005, 2012]


@pytest.mark.parametrize("flag", ["preliminary", "extrapolated"])
@pytest.mark.parametrize("method", ["mann-kendall", "theil-sen", "regression", "baseline"])
def test_a_break_counts_from_its_first_value_even_if_that_is_not_settled(flag, method):
    changed = Break(2016, Text("ny mätmetod", "new method"))
    found = trend(series(2010, 50, 52, 54, 56, 58, 60, (flag, 20)), method=method, breaks=[changed])

    assert (found.word, found.n, found.slope, found.breaks) == ("too_few", 0, None, (changed,))
    assert found.why.sv.startswith("Det finns inga mätvärden att bedöma. Inte medräknat: ")
    assert "2010–2015 (före brottet 2016: ny mätmetod)" in found.why.sv
    assert "2010–2015 (before the break in 2016: new method)" in found.why.en


def test_an_early_break_leaves_the_repeats_of_its_own_cycle():
    #           cycle 2010–2015, broken in 2013: what comes after is measured anew
    found = trend(series(2010, 5, 5, 5, 5, 5, 5), cycle_years=6, breaks=[Break(2013)])

    assert [point.year for point in found.used] == [2013]


def test_many_scattered_years_are_counted_not_listed():
    scattered = [(("preliminary", year) if year % 2 else year) for year in range(20)]
    assert "10 värden 2001–2019 (preliminärt)" in trend(series(2000, *scattered)).why.sv


def test_the_order_of_the_points_does_not_matter():
    points = series(2010, 3, 1, 4, 1, 5, 9, 2, 6)

    assert trend(reversed(points)) == trend(points)


def test_two_values_for_a_year_are_refused():
    with pytest.raises(ValueError, match="More than one value for 2012"):
        trend([Point(2012, 1), Point(2013, 2), Point(2012, 3)])


# Baseline against latest


def test_baseline_against_latest():
    rule = {
        "method": "baseline",
        "unit": PERCENT,
        "references": [Reference("baseline", Text("Start"), 32, 2008)],
    }
    found = trend(series(2015, 40, 47, 48), **rule)

    assert (found.word, found.since, found.n) == ("improving", 2008, 2)
    assert (found.slope, found.slope_low, found.slope_high) == (16 / 9, None, None)
    assert "säger inget om osäkerheten" in found.why.sv


def test_without_a_baseline_the_first_value_is_the_baseline():
    assert trend(series(2015, 40, 47, 38), method="baseline").word == "worsening"
    assert trend(series(2015, 40, 47, 40), method="baseline").word == "no_clear_change"
    assert trend(series(2015, 40), method="baseline").word == "too_few"


def test_a_baseline_before_a_break_is_not_comparable():
    reference = Reference("baseline", Text("Start"), 51, 2008)
    rule = {"method": "baseline", "breaks": [Break(2019)], "references": [reference]}
    found = trend(series(2017, 50, 51, 41, 42, 43), **rule)

    assert (found.word, found.since) == ("improving", 2019)


# Properties

measured = st.lists(st.one_of(st.none(), st.integers(-50, 50), st.floats(-1e6, 1e6)), max_size=25)


@settings(max_examples=60, deadline=None)
@given(measured, st.sampled_from(["mann-kendall", "theil-sen", "regression", "baseline"]))
def test_mirrored_direction_mirrors_the_word(values, method):
    points = series(2000, *values)
    up, down = trend(points, UP, method=method), trend(points, DOWN, method=method)

    assert down.word == MIRRORED.get(up.word, up.word)
    assert (down.slope, down.slope_low, down.slope_high) == (up.slope, up.slope_low, up.slope_high)


@settings(max_examples=60, deadline=None)
@given(measured, st.integers(-300, 300))
def test_shifting_the_years_does_not_change_the_slope(values, shift):
    points = series(2000, *values)
    shifted = [replace(point, year=point.year + shift) for point in points]

    assert trend(shifted).slope == trend(points).slope
    assert trend(shifted).word == trend(points).word


@settings(max_examples=60, deadline=None)
@given(measured, st.sampled_from(["mann-kendall", "theil-sen", "regression"]))
def test_better_or_worse_only_when_the_interval_excludes_zero(values, method):
    found = trend(series(2000, *values), method=method)

    if found.word in MIRRORED:
        assert found.n >= 5
        assert found.slope_low > 0 or found.slope_high < 0
    if found.slope is not None:
        assert found.slope_low <= found.slope <= found.slope_high
    assert found.why.sv and found.why.en
    assert "{" not in found.why.sv + found.why.en
