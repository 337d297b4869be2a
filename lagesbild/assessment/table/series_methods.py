"""The methods that judge one series by itself."""

from collections.abc import Callable, Mapping

from lagesbild.assessment import escap
from lagesbild.assessment.eurostat import GrowthTerm
from lagesbild.assessment.numerals import decided, numeral
from lagesbild.assessment.recent_reason import recent_sentence
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
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.interval_series import byar_series, wilson_series
from lagesbild.assessment.table.progress_series import NO_PROGRESS, statcan_series, unsd_series
from lagesbild.assessment.table.published_series import eurostat_series, fingertips_series, wetter_series
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.table.sdsn_series import sdsn_series
from lagesbild.assessment.verdict import Verdict, judge_in_order
from lagesbild.assessment.words import NO_TEXT, Text

_TARGET = Text("Målvärde", "Target")


def trend(series: TableSeries, method: TableMethod) -> MethodAnswer:
    """Trend and pace; ``pace`` is the rate there is over the rate needed. Verdicts are TrendWord's."""
    settings = series.settings
    # For this method the first value is the baseline, so the base year is where the series begins.
    base = settings.base_year if method is TableMethod.BASELINE else None
    rule = Rule(
        settings.direction if settings.direction is not None else Direction.NONE,
        Method(method.value),
        start_year=max((year for year in (settings.start_year, base) if year is not None), default=None),
        breaks=series.breaks,
        cycle_years=settings.cycle_years,
        unit=unit_of(series),
        decimals=decimals_of(series),
        references=()
        if settings.target is None
        else (Reference(ReferenceKind.TARGET, _TARGET, settings.target, settings.target_year),),
    )
    verdict = judge_in_order(series.points, rule)
    judged, pace = verdict.trend, verdict.pace
    return MethodAnswer(
        series.name,
        method,
        judged.word.value,
        judged.evidence.value,
        judged.n,
        judged.first_year,
        judged.last_year,
        verdict.latest.value if verdict.latest else None,
        judged.slope,
        judged.slope_low,
        judged.slope_high,
        pace.q,
        pace.arrival_low,
        pace.arrival_high,
        **why_columns(Text.sentences(judged.why, pace.why if settings.target is not None else NO_TEXT)),
        **_answer_columns(verdict, rule),
    )


def _answer_columns(verdict: Verdict, rule: Rule) -> dict[str, str]:
    sentence, recent = verdict.answer.sentence, recent_sentence(verdict, rule)
    return {
        "answer": verdict.answer.code.value,
        "answer_sv": sentence.sv,
        "answer_en": sentence["en"],
        "recent_sv": recent.sv,
        "recent_en": recent["en"],
    }


def escap_series(series: TableSeries) -> MethodAnswer:
    """Outlook; ``score`` is the current status (0–10), ``pace`` the part of the way done by the target year."""
    settings, counting = series.settings, chosen_of(series)
    base = escap.base_point(counting.used, settings.base_year or escap.BASE_YEAR, or_earlier=True)
    if settings.target is None or base is None:
        return no_answer(
            series, TableMethod.ESCAP, _NO_TARGET if base else NO_VALUE, "not_assessed", counting
        )
    parity, year = bool(settings.parity), settings.target_year or escap.TARGET_YEAR
    options = {"target_year": year, "base_year": settings.base_year or escap.BASE_YEAR, "parity": parity}
    outlook = escap.anticipated(counting.used, direction_of(series), settings.target, **options)
    latest = counting.used[-1]
    status = escap.current_status(
        base.value, latest.value, settings.target, direction_of(series), parity=parity
    )
    if outlook.gap is None:
        return no_answer(series, TableMethod.ESCAP, NO_PROGRESS, outlook.outlook.value, counting)
    why = _ESCAP.fill(
        expected=amount_of(series, outlook.expected),
        target_year=year,
        target=decided(settings.target, unit_of(series)),
        gap=numeral(100 * outlook.gap, 0),
    )
    return series_answer(
        series,
        TableMethod.ESCAP,
        outlook.outlook.value,
        Text.sentences(why, left_out_sentence(counting)),
        used=counting.used,
        slope=outlook.slope,
        score=status,
        pace=1 - outlook.gap,
    )


SERIES_METHODS: Mapping[TableMethod, Callable[[TableSeries], MethodAnswer]] = {
    TableMethod.MANN_KENDALL: lambda series: trend(series, TableMethod.MANN_KENDALL),
    TableMethod.THEIL_SEN: lambda series: trend(series, TableMethod.THEIL_SEN),
    TableMethod.REGRESSION: lambda series: trend(series, TableMethod.REGRESSION),
    TableMethod.BASELINE: lambda series: trend(series, TableMethod.BASELINE),
    TableMethod.SDSN: sdsn_series,
    TableMethod.STATCAN: statcan_series,
    TableMethod.UNSD: unsd_series,
    TableMethod.ESCAP: escap_series,
    TableMethod.WILSON: wilson_series,
    TableMethod.BYAR: byar_series,
    TableMethod.WETTER: wetter_series,
    TableMethod.EUROSTAT: lambda series: eurostat_series(series, GrowthTerm.SHORT),
    TableMethod.EUROSTAT_LONG: lambda series: eurostat_series(series, GrowthTerm.LONG),
    TableMethod.FINGERTIPS: fingertips_series,
}
_NO_TARGET = Text("Det finns inget målvärde.", "There is no target.")
_ESCAP = Text(
    "Linjen genom värdena når {expected} år {target_year}. Målet är {target}: då återstår {gap} % av vägen.",
    "The line through the values reaches {expected} in {target_year}. The target is {target}: {gap}% of the way is "
    "then left.",
)
