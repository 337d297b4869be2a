import random

import pytest
from scipy.stats import binomtest, chi2

from lagesbild.assessment.funnel import CountKind, funnel
from lagesbild.assessment.intervals import byar, wilson


@pytest.mark.parametrize(("count", "of"), [(0, 10), (3, 10), (10, 10), (50, 1000), (999, 1000)])
def test_wilson_equals_scipys(count, of):
    theirs = binomtest(count, of).proportion_ci(method="wilson")

    assert wilson(count, of) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize("count", [10, 30, 389, 5000])
def test_byar_is_close_to_the_exact_poisson_interval(count):
    exact = chi2.ppf(0.025, 2 * count) / 2, chi2.ppf(0.975, 2 * count + 2) / 2

    assert byar(count) == pytest.approx(exact, rel=0.002)


def test_no_events_may_still_be_some():
    assert byar(0)[0] == 0
    assert byar(0)[1] == pytest.approx(3.69, abs=0.05)


@pytest.mark.parametrize(("count", "of"), [(-1, 10), (11, 10), (0, 0)])
def test_what_is_no_share_is_refused(count, of):
    with pytest.raises(ValueError, match="no share"):
        wilson(count, of)


def test_what_is_no_count_is_refused():
    with pytest.raises(ValueError, match="no count"):
        byar(-1)


def test_a_funnel_is_wide_for_the_small():
    found = funnel({"small": (30, 100), "large": (2000, 10_000), "usual": (200, 1000)})
    small, large = found.spokes["small"], found.spokes["large"]

    assert small.low_warning < large.low_warning < found.centre < large.high_warning < small.high_warning
    assert small.low_alarm < small.low_warning


def test_areas_by_chance_alone_are_not_spread():
    drawn = random.Random(3)
    counts = {str(i): (sum(drawn.random() < 0.3 for _ in range(400)), 400) for i in range(100)}
    found = funnel(counts)

    assert found.dispersion == pytest.approx(1, abs=0.3)
    assert sum(spoke.place != "within" for spoke in found.spokes.values()) <= 12


def test_areas_that_really_differ_widen_the_limits():
    counts = {str(i): (200 + 40 * (i % 7), 1000) for i in range(70)}
    found = funnel(counts)
    plain = (found.centre * (1 - found.centre) / 1000) ** 0.5

    assert found.dispersion > 10
    assert found.between > 2 * plain
    assert all(spoke.place == "within" for spoke in found.spokes.values())


def test_one_far_off_among_many_alike_is_seen():
    counts = {str(i): (200 + i % 3, 1000) for i in range(40)} | {"odd": (400, 1000)}
    found = funnel(counts)

    assert found.spokes["odd"].place == "above_998"
    assert found.between == 0


def test_a_rate_may_be_above_one_and_nobody_below_zero():
    found = funnel({"a": (30, 10), "b": (20, 10)}, CountKind.RATE)

    assert found.centre == 2.5
    assert funnel({"a": (0, 10), "b": (0, 10)}).spokes["a"].place == "within"
    assert funnel({"a": (1, 1e9), "b": (0, 10)}, CountKind.RATE).spokes["b"].low_alarm == 0


@pytest.mark.parametrize("counts", [{}, {"a": (1, 0)}, {"a": (-1, 5)}, {"a": (6, 5)}])
def test_what_makes_no_funnel_is_refused(counts):
    with pytest.raises(ValueError, match="Give"):
        funnel(counts)
