"""A series by the method of SDSN: score, colour and arrow."""

from lagesbild.assessment import sdsn
from lagesbild.assessment.numerals import decided, numeral
from lagesbild.assessment.series import Point
from lagesbild.assessment.table.answering import (
    NO_VALUE,
    NOT_JUDGED,
    amount_of,
    chosen_of,
    no_answer,
    series_answer,
    unit_of,
)
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.words import Text


def sdsn_series(series: TableSeries) -> MethodAnswer:
    """Score, colour and arrow; ``pace`` is q, the actual rate over the one needed."""
    method, latest, settings = TableMethod.SDSN, series.latest, series.settings
    if latest is None or settings.lower is None:
        return no_answer(series, method, NO_VALUE if latest is None else _NO_BOUNDS)
    score = sdsn.score(latest.value, settings.lower, settings.upper)
    why = _SCORE.fill(
        score=numeral(score, 1),
        latest=amount_of(series, latest.value),
        year=latest.year,
        lower=decided(settings.lower, unit_of(series)),
        upper=decided(settings.upper, unit_of(series)),
    )
    if series.thresholds is None:
        return series_answer(series, method, NOT_JUDGED, why, used=(latest,), score=score)
    colour = sdsn.colour(sdsn.rescaled(latest.value, series.thresholds)).value
    arrow, q, used = _arrow(series)
    why = Text.sentences(why, _COLOUR.fill(colour=_COLOURS[colour]), _arrow_sentence(arrow, used))
    verdict = arrow.value if arrow else NOT_JUDGED
    return series_answer(series, method, verdict, why, used=used, score=score, colour=colour, pace=q)


def _arrow(series: TableSeries) -> tuple[sdsn.Arrow | None, float | None, tuple[Point, ...]]:
    points, settings = chosen_of(series).used, series.settings
    first = sdsn_base(points, settings.base_year)
    target_year = settings.target_year or sdsn.TARGET_YEAR
    latest = points[-1] if points else None
    if first is None or first.year >= latest.year or first.year >= target_year:
        return None, None, (series.latest,)
    arrow, q = sdsn.arrow(first, latest, series.thresholds, target_year)
    return arrow, q, (first, latest)


def sdsn_base(points: tuple[Point, ...], base_year: int | None) -> Point | None:
    return next((point for point in points if base_year is None or point.year >= base_year), None)


def _arrow_sentence(arrow: sdsn.Arrow | None, used: tuple[Point, ...]) -> Text:
    if arrow is None:
        return _NO_ARROW
    return Text.sentences(_ARROWS[arrow], _COMPARED.fill(first=used[0].year, latest=used[-1].year))


_NO_BOUNDS = Text(
    "Det finns inga gränser att räkna poängen mot.", "There are no bounds to count the score by."
)
_SCORE = Text(
    "{latest} ({year}) ger {score} poäng av 100 på vägen från {lower} till {upper}.",
    "{latest} ({year}) scores {score} of 100 on the way from {lower} to {upper}.",
)
_COLOUR = Text("Färgen är {colour}.", "The colour is {colour}.")
_COLOURS = {
    "green": Text("grön", "green"),
    "yellow": Text("gul", "yellow"),
    "orange": Text("orange", "orange"),
    "red": Text("röd", "red"),
}
_ARROWS = {
    sdsn.Arrow.ON_TRACK: Text("↑ Takten räcker eller målet är nått.", "↑ On track, or already there."),
    sdsn.Arrow.MODERATELY_IMPROVING: Text(
        "➚ Mer än halva den takt som behövs.", "➚ More than half the pace needed."
    ),
    sdsn.Arrow.STAGNATING: Text("→ Högst halva den takt som behövs.", "→ At most half the pace needed."),
    sdsn.Arrow.DECREASING: Text("↓ Poängen sjunker.", "↓ The score is falling."),
}
_NO_ARROW = Text("Det finns för få år för en pil.", "There are too few years for an arrow.")
_COMPARED = Text("Pilen jämför {first} med {latest}.", "The arrow compares {first} with {latest}.")
