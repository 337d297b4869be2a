from collections import Counter
from fractions import Fraction
from itertools import permutations
from math import factorial

import pytest
from scipy.stats import kendalltau

from lagesbild.assessment.autocorrelation import correlation, inflation
from lagesbild.assessment.mann_kendall import claim, distribution, mann_kendall

from .drawing import series

FIRM, WEAK, NOTHING = "strong", "weak", ""


@pytest.mark.parametrize(
    ("values", "direction", "strength"),
    [
        ((1, 2, 3, 4), 0, NOTHING),  # no order of four is rare enough
        ((1, 2, 3, 4, 5), 1, FIRM),  # p = 2/120
        ((1, 2, 3, 5, 4), 0, NOTHING),  # p = 10/120, and five make no weak claim
        ((6, 5, 4, 3, 2, 1), -1, FIRM),
        ((1, 2, 3, 5, 4, 6), 1, FIRM),  # one pair the wrong way: p = 12/720
        ((2, 1, 3, 5, 4, 6), 1, WEAK),  # two: p = 40/720 = 0.056, middle p 26/720 = 0.036
        ((2, 1, 4, 3, 6, 5), 0, NOTHING),  # three: p = 98/720
        ((1, 1, 1, 2, 2, 2), 1, WEAK),  # p = 2/20, of the 20 orders the rarest: middle p 1/20 exactly
        ((1, 1, 2, 2, 3, 3), 1, FIRM),
        ((0, 0, 0, 0, 0, 0, 9), 0, NOTHING),
        ((5, 5, 5, 5, 5, 5, 5, 5), 0, NOTHING),
        ((), 0, NOTHING),
        ((1,), 0, NOTHING),
    ],
)
def test_a_claim_is_made_where_chance_would_seldom_give_the_order(values, direction, strength):
    found = mann_kendall(series(2010, *values))

    assert (found.direction, found.strength) == (direction, strength)


def test_values_are_compared_as_decimals():
    rising = mann_kendall(series(2010, 0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3, 0.4))
    alike = mann_kendall(series(2010, 0.3, 0.3, 0.3, 0.3, 0.3, 0.4))

    assert rising == alike


@pytest.mark.parametrize(
    "values",
    [(1, 2, 3, 4, 5), (1, 1, 2, 2, 3, 3), (1, 1, 1, 2, 2), (1, 1, 1, 1, 2, 3), (1, 1, 1, 2, 2, 2, 3)],
)
def test_the_distribution_is_that_of_all_orders(values):
    inversions = Counter(
        sum(later < value for place, value in enumerate(order) for later in order[place + 1 :])
        for order in permutations(values)
    )
    groups = Counter(values)
    below, total = distribution(len(values), tuple(sorted(size for size in groups.values() if size > 1)))
    orders = factorial(len(values))

    for wrong_way, count in enumerate(below):
        expected = Fraction(sum(inversions[fewer] for fewer in range(wrong_way + 1)), orders)
        assert Fraction(count, total) == expected


@pytest.mark.parametrize("n", [5, 9])
def test_p_is_that_of_scipy(n):
    for order in ([3, 1, 4, 0, 2], [0, 2, 1, 3, 4], [1, 0, 3, 2, 7, 5, 4, 8, 6], [8, 7, 5, 6, 4, 3, 1, 2, 0]):
        if len(order) == n:
            theirs = kendalltau(range(n), order, method="exact").pvalue
            assert mann_kendall(series(2010, *order)).p == pytest.approx(theirs, rel=1e-12)


def test_forty_values_are_exact_and_more_are_normal():
    exact, _by_normal = claim(200, 1.0, 40, ()), claim(200, 1.0, 41, ())

    assert exact.p == pytest.approx(kendalltau(range(40), _order(40, 200), method="exact").pvalue, rel=1e-9)
    assert _by_normal.p == pytest.approx(0.025, abs=0.003)


def test_from_ten_values_neighbours_that_resemble_each_other_count_for_less():
    #        ten years that wander slowly: the same order is firm where years are independent
    wandering = series(2010, 5.0, 4.0, 4.5, 5.5, 6.5, 7.0, 7.5, 7.0, 6.5, 6.0)
    correlated = correlation(wandering)

    assert correlated > 0.5
    assert inflation(range(10), correlated) > 2
    assert claim(20, 1.0, 10, ((2, 2, 2))).p < mann_kendall(wandering).p
    assert correlation(wandering[:9]) == 0


def test_a_straight_line_has_no_correlation_left():
    assert correlation(series(2010, *(0.1 * year for year in range(12)))) == 0
    assert mann_kendall(series(2010, *(0.1 * year for year in range(12)))).strength == FIRM


@pytest.mark.parametrize(
    "years", [tuple(range(10)), (0, 1, 2, 5, 6, 7, 8, 9, 12, 13), tuple(range(0, 24, 2))]
)
def test_the_inflation_is_the_plain_sum_over_pairs_of_pairs(years):
    assert inflation(years, 0.4) == pytest.approx(_plain_inflation(years, 0.4), rel=1e-9)
    assert inflation(years, 0.435) == pytest.approx(_plain_inflation(years, 0.435), rel=1e-4)
    assert inflation(years, 0) == 1


def test_long_series_are_widened_as_those_of_forty_nearly_are():
    assert inflation(range(41), 0.4) == pytest.approx(inflation(range(40), 0.4), rel=0.03)


def _plain_inflation(years, correlated):
    from math import asin, pi, sqrt

    def alike(i, j, k, m):
        shared = [correlated ** abs(years[a] - years[b]) for a, b in ((j, m), (j, k), (i, m), (i, k))]
        within = (1 - correlated ** (years[j] - years[i])) * (1 - correlated ** (years[m] - years[k]))
        return max(-1, min(1, (shared[0] - shared[1] - shared[2] + shared[3]) / (2 * sqrt(within))))

    n = len(years)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    total = sum(2 / pi * asin(alike(*pair, *other)) for pair in pairs for other in pairs)
    return total / (n * (n - 1) * (2 * n + 5) / 18)


def _order(n, score):
    """An order of n numbers with S = score: from the rising one, with as many pairs turned as it takes."""
    order, turns = list(range(n)), (n * (n - 1) // 2 - score) // 2
    for place in range(n):
        for other in range(n - 1 - place):
            if not turns:
                return order
            order[other], order[other + 1] = order[other + 1], order[other]
            turns -= 1
    return order
