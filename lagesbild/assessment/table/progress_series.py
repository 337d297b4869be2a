"""A series by the methods of Statistics Canada and of the UN's statistics division: progress to a target."""

from lagesbild.assessment import statcan, unsd
from lagesbild.assessment.numerals import numeral
from lagesbild.assessment.series import Point, left_out_sentence
from lagesbild.assessment.table.answering import amount_of, chosen_of, direction_of, no_answer, series_answer
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.words import NO_TEXT, Text


def statcan_series(series: TableSeries) -> MethodAnswer:
    """Status and score; ``pace`` is the progress value: R with a target, growth a year without."""
    progress, counting = statcan_progress(series), chosen_of(series)
    compared = [point for point in (progress.base, progress.latest) if point]
    if progress.status is statcan.StatcanStatus.NOT_AVAILABLE:
        return no_answer(series, TableMethod.STATCAN, NO_PROGRESS, progress.status.value, counting)
    aimed = series.settings.target is not None
    why = _pair_sentence(series, compared, _STATCAN_RATIO if aimed else _STATCAN_GROWTH, progress.value)
    achieved = progress.status is statcan.StatcanStatus.TARGET_ACHIEVED
    return series_answer(
        series,
        TableMethod.STATCAN,
        progress.status.value,
        Text.sentences(why, _reached_sentence(achieved, aimed, progress.value), left_out_sentence(counting)),
        used=compared,
        n=len(counting.used),
        score=progress.score,
        pace=progress.value,
    )


def statcan_progress(series: TableSeries) -> statcan.StatcanProgress:
    settings = series.settings
    return statcan.progress(
        chosen_of(series).used,
        direction_of(series),
        target=settings.target,
        target_year=settings.target_year or statcan.TARGET_YEAR,
        base_year=settings.base_year or statcan.BASE_YEAR,
        limit=settings.limit,
    )


def unsd_series(series: TableSeries) -> MethodAnswer:
    """Category, and 1–3 as score; ``pace`` is the ratio with a target, growth a year without."""
    settings, counting = series.settings, chosen_of(series)
    progress = unsd.progress(
        counting.used,
        direction_of(series),
        target=settings.target,
        target_year=settings.target_year or unsd.TARGET_YEAR,
        base_year=settings.base_year or unsd.BASE_YEAR,
    )
    compared = [point for point in (progress.base, progress.latest) if point]
    if progress.category is unsd.Category.NOT_ASSESSED:
        return no_answer(series, TableMethod.UNSD, NO_PROGRESS, progress.category.value, counting)
    aimed = settings.target is not None
    why = _pair_sentence(series, compared, _UNSD_RATIO if aimed else _UNSD_GROWTH, progress.ratio)
    met = progress.category is unsd.Category.TARGET_MET
    reached = _COUNTS_AS_REACHED if met else _reached_sentence(met, aimed, progress.ratio)
    return series_answer(
        series,
        TableMethod.UNSD,
        progress.category.value,
        Text.sentences(why, reached, left_out_sentence(counting)),
        used=compared,
        n=len(counting.used),
        score=float(unsd.POINTS[progress.category]),
        pace=progress.ratio,
    )


def _reached_sentence(reached: bool, aimed: bool, value: float | None) -> Text:
    """That the target is reached, or that it was: nothing can be counted for who began at it."""
    if reached:
        return _REACHED
    return _LEFT if aimed and value is None else NO_TEXT


def _pair_sentence(series: TableSeries, pair: list[Point], what: Text, value: float | None) -> Text:
    first, latest = pair
    opening = _FROM_TO.fill(
        first=amount_of(series, first.value),
        first_year=first.year,
        latest=amount_of(series, latest.value),
        year=latest.year,
    )
    return opening if value is None else Text.sentences(opening, what.fill(value=numeral(100 * value, 1)))


NO_PROGRESS = Text(
    "Metoden kan inte räkna på serien: den behöver en riktning och minst två års värden från basåret, med samma "
    "tecken.",
    "The method cannot count on this series: it takes a direction and values of at least two years from the base "
    "year, of the same sign.",
)
_REACHED = Text("Målet är nått.", "The target is reached.")
_COUNTS_AS_REACHED = Text("Målet räknas som nått.", "The target counts as reached.")
_LEFT = Text("Målet var nått men är det inte längre.", "The target was reached and no longer is.")
_FROM_TO = Text(
    "Från {first} ({first_year}) till {latest} ({year}).", "From {first} ({first_year}) to {latest} ({year})."
)
_STATCAN_RATIO = Text(
    "Det är {value} % av den tillväxttakt som målet kräver.",
    "That is {value}% of the growth that the target takes.",
)
_STATCAN_GROWTH = Text(
    "Det är {value} % om året åt rätt håll.", "That is {value}% a year in the right direction."
)
_UNSD_RATIO = Text(
    "I den takten är {value} % av vägen till målet avklarad målåret.",
    "At that rate {value}% of the way to the target is done in its year.",
)
_UNSD_GROWTH = _STATCAN_GROWTH
