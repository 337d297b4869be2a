import pytest

from lagesbild.assessment.fingertips import IntervalPoint, TrendMarker, trend_marker

UP, DOWN, NO_CHANGE, NO_MARKER = TrendMarker


def drawn(first_year, *values, reach=1.96):
    """Values year by year, each ``reach`` to both sides: with 1.96 the standard error is 1."""
    return [
        IntervalPoint(year, value, value - reach, value + reach)
        for year, value in enumerate(values, first_year)
    ]


@pytest.mark.parametrize(
    ("points", "marker"),
    [
        (drawn(2019, 10, 11, 12, 13, 14), UP),  # slope 1, χ² = 1 · 10 = 10
        (drawn(2019, 14, 13, 12, 11, 10), DOWN),
        (drawn(2019, 10, 10.9, 11.8, 12.7, 13.6), NO_CHANGE),  # χ² = 8.1
        (drawn(2019, 10, 10, 10, 10, 10), NO_CHANGE),
        (drawn(2018, 99, 10, 11, 12, 13, 14), UP),  # five values, not six
        (drawn(2020, 10, 11, 12, 13), NO_MARKER),
        (drawn(2019, 10, 11, 12, 13, 14, reach=0), NO_MARKER),
        (drawn(2019, 10, 11, 12, 13, 14, reach=-1), NO_MARKER),
        ([], NO_MARKER),
    ],
)
def test_the_marker(points, marker):
    assert trend_marker(points).marker == marker


def test_a_rise_that_hangs_on_one_year_is_no_change():
    jump = trend_marker(drawn(2019, 10.3, 10.2, 10.1, 10, 20, reach=0.1))

    assert jump.chi_squared > 9.5495 and jump.slope > 0
    assert jump.marker == NO_CHANGE


def test_the_surest_values_weigh_most():
    points = [*drawn(2019, 10, 10, 10, 10, reach=0.1), IntervalPoint(2023, 30, -70, 130)]

    assert trend_marker(points).slope == pytest.approx(0, abs=1e-4)


def test_slope_error_and_chi_squared():
    of_series = trend_marker(drawn(2019, 10, 12, 11, 13, 14, reach=0.98))

    # Σ(t − t̄)(y − ȳ) / Σ(t − t̄)² = 9 / 10, s.e. = 0.5 / √10
    assert of_series.slope == pytest.approx(0.9)
    assert of_series.error == pytest.approx(0.5 / 10**0.5)
    assert of_series.chi_squared == pytest.approx(32.4)


def test_years_apart_count_as_years():
    points = [IntervalPoint(year, year, year - 1.96, year + 1.96) for year in (2010, 2012, 2014, 2016, 2018)]

    assert trend_marker(points).slope == pytest.approx(1)
