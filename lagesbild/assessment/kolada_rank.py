"""Kolada's colours: which quarter of the municipalities one belongs to. A place in a line, not good or bad."""

from collections.abc import Mapping

from lagesbild.assessment.ranks import places
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.sdsn import Colour


def kolada_rank(values: Mapping[str, float | None], direction: Direction) -> dict[str, Colour]:
    """The colour of each area among those with a value the same year: area → green, yellow, red or grey.

    The best quarter is green, the worst quarter red, the middle half yellow, those without a value grey
    [m: the shares 25/50/25]. In the best quarter is whoever has less than a quarter strictly before it; in the
    worst whoever has less than a quarter strictly after it. Equal values share a colour, and are yellow where
    they belong to both ends [m: ties]. No direction: all grey, for a direction is somebody's decision and Kolada's
    data have none.

    It says where one stands among others, not whether the result is good; Kolada says so itself. In simulation
    some 25 % of such colours are wrong by chance, 37 % for the smallest quarter of municipalities.
    Source: Kolada, Jämföraren, Guide till tabeller och diagram.
    """
    area_values = {area: value for area, value in values.items() if value is not None}
    if direction is Direction.NONE:
        return dict.fromkeys(values, Colour.GREY)
    up = direction is Direction.UP
    from_best, from_worst = places(area_values, highest_first=up), places(area_values, highest_first=not up)
    n = len(area_values)
    return {
        area: _colour(from_best[area], from_worst[area], n) if area in area_values else Colour.GREY
        for area in values
    }


def _colour(from_best: int, from_worst: int, n: int) -> Colour:
    best, worst = 4 * (from_best - 1) < n, 4 * (from_worst - 1) < n
    if best == worst:
        return Colour.YELLOW
    return Colour.GREEN if best else Colour.RED
