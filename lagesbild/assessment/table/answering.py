"""One method's answer about a series, put together: the values it rests on, and why, in words."""

from lagesbild.assessment.numerals import amount
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.series import CountingPoints, choose
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.words import Text

NOT_JUDGED = "not_judged"
_MOST_DECIMALS = 4


def between(low: float, high: float) -> str:
    """A range a machine can read: ``9..31``."""
    return f"{low!r}..{high!r}"


def latest_of(series: TableSeries) -> Text:
    """The latest value in words, with its unit."""
    return amount_of(series, series.latest.value)


def chosen_of(series: TableSeries) -> CountingPoints:
    """The values that count over time: settled, after the last break, no repeats."""
    return choose(series.points, series.breaks, series.settings.start_year, series.settings.cycle_years)


def unit_of(series: TableSeries) -> Text:
    return Text(series.settings.unit or "", series.settings.unit or "")


def decimals_of(series: TableSeries) -> int:
    """As many decimals as the values are written with; two where they are written with very many."""
    written = (repr(float(point.value)).partition(".")[2] for point in series.points)
    most = max((len(part) for part in written if part.isdigit() and part != "0"), default=0)
    return most if most <= _MOST_DECIMALS else 2


def direction_of(series: TableSeries) -> Direction:
    return series.settings.direction if series.settings.direction is not None else Direction.NONE


def amount_of(series: TableSeries, value: float) -> Text:
    return amount(value, decimals_of(series), unit_of(series))


def no_answer(
    series: TableSeries,
    method: TableMethod,
    why: Text,
    verdict: str = NOT_JUDGED,
    counting: CountingPoints | None = None,
) -> MethodAnswer:
    used = counting.used if counting else series.points
    return series_answer(series, method, verdict, why, used=used)


def series_answer(
    series: TableSeries, method: TableMethod, verdict: str, why: Text, *, used, n=None, **figures
) -> MethodAnswer:
    latest = series.latest
    return MethodAnswer(
        series.name,
        method,
        verdict,
        n=len(used) if n is None else n,
        first_year=used[0].year if used else None,
        last_year=used[-1].year if used else None,
        latest=latest.value if latest else None,
        **figures,
        **why_columns(why),
    )


def why_columns(why: Text) -> dict[str, str]:
    return {"why_sv": why.sv, "why_en": why["en"]}


NO_VALUE = Text("Det finns inget uppmätt värde.", "There is no measured value.")
