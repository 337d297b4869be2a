"""The methods that judge one series by itself."""

from collections.abc import Callable, Mapping

from lagesbild.assessment import escap
from lagesbild.assessment.numerals import decided, numeral
from lagesbild.assessment.rule import Direction, Method, Reference, ReferenceKind, Rule
from lagesbild.assessment.series import left_out_sentence
from lagesbild.assessment.table.answering import (
    NO_VALUE,
    amount_of,
    chosen_of,
    decimals_of,
    direction_of,
    no_answer,
    series_answer,
    unit_of,
    why_columns,
)
from lagesbild.assessment.table.answers import Answer, TableMethod
from lagesbild.assessment.table.interval_series import byar_series, wilson_series
from lagesbild.assessment.table.progress_series import NO_PROGRESS, statcan_series, unsd_series
from lagesbild.assessment.table.rows import Series
from lagesbild.assessment.table.sdsn_series import sdsn_series
from lagesbild.assessment.verdict import judge_in_order
from lagesbild.assessment.words import NO_TEXT, Text

_TARGET = Text("Målvärde", "Target")


def trend(series: Series, method: TableMethod) -> Answer:
    """Trend and pace; ``pace`` is the rate there is over the rate needed. Verdicts are TrendWord's."""
    said = series.said
    # For this method the first value is the baseline, so the base year is where the series begins.
    base = said.base_year if method is TableMethod.BASELINE else None
    rule = Rule(
        said.direction if said.direction is not None else Direction.NONE,
        Method(method.value),
        start_year=max((year for year in (said.start_year, base) if year is not None), default=None),
        breaks=series.breaks,
        cycle_years=said.cycle_years,
        unit=unit_of(series),
        decimals=decimals_of(series),
        references=()
        if said.target is None
        else (Reference(ReferenceKind.TARGET, _TARGET, said.target, said.target_year),),
    )
    verdict = judge_in_order(series.points, rule)
    found, pace = verdict.trend, verdict.pace
    return Answer(
        series.name,
        method,
        found.word.value,
        found.evidence.value,
        found.n,
        found.first_year,
        found.last_year,
        verdict.latest.value if verdict.latest else None,
        found.slope,
        found.slope_low,
        found.slope_high,
        pace.q,
        pace.arrival_low,
        pace.arrival_high,
        **why_columns(Text.sentences(found.why, pace.why if said.target is not None else NO_TEXT)),
    )


def escap_series(series: Series) -> Answer:
    """Outlook; ``score`` is the current status (0–10), ``pace`` the part of the way done by the target year."""
    said, chosen = series.said, chosen_of(series)
    base = escap.base_point(chosen.used, said.base_year or escap.BASE_YEAR, or_earlier=True)
    if said.target is None or base is None:
        return no_answer(series, TableMethod.ESCAP, _NO_TARGET if base else NO_VALUE, "not_assessed", chosen)
    parity, year = bool(said.parity), said.target_year or escap.TARGET_YEAR
    options = {"target_year": year, "base_year": said.base_year or escap.BASE_YEAR, "parity": parity}
    found = escap.anticipated(chosen.used, direction_of(series), said.target, **options)
    latest = chosen.used[-1]
    status = escap.current_status(base.value, latest.value, said.target, direction_of(series), parity=parity)
    if found.gap is None:
        return no_answer(series, TableMethod.ESCAP, NO_PROGRESS, found.outlook.value, chosen)
    why = _ESCAP.fill(
        expected=amount_of(series, found.expected),
        target_year=year,
        target=decided(said.target, unit_of(series)),
        gap=numeral(100 * found.gap, 0),
    )
    return series_answer(
        series,
        TableMethod.ESCAP,
        found.outlook.value,
        Text.sentences(why, left_out_sentence(chosen)),
        used=chosen.used,
        slope=found.slope,
        score=status,
        pace=1 - found.gap,
    )


SERIES_METHODS: Mapping[TableMethod, Callable[[Series], Answer]] = {
    TableMethod.THEIL_SEN: lambda series: trend(series, TableMethod.THEIL_SEN),
    TableMethod.REGRESSION: lambda series: trend(series, TableMethod.REGRESSION),
    TableMethod.BASELINE: lambda series: trend(series, TableMethod.BASELINE),
    TableMethod.SDSN: sdsn_series,
    TableMethod.STATCAN: statcan_series,
    TableMethod.UNSD: unsd_series,
    TableMethod.ESCAP: escap_series,
    TableMethod.WILSON: wilson_series,
    TableMethod.BYAR: byar_series,
}
_NO_TARGET = Text("Det finns inget målvärde.", "There is no target.")
_ESCAP = Text(
    "Linjen genom värdena når {expected} år {target_year}. Målet är {target}: då återstår {gap} % av vägen.",
    "The line through the values reaches {expected} in {target_year}. The target is {target}: {gap}% of the way is "
    "then left.",
)
