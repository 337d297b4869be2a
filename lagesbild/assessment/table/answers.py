"""The named methods, and what one of them answers."""

from dataclasses import dataclass, fields
from enum import StrEnum


class TableMethod(StrEnum):
    """The named methods. Those before ``sdsn-goal`` judge a series by itself, the others one among the table's."""

    MANN_KENDALL = "mann-kendall"
    THEIL_SEN = "theil-sen"
    REGRESSION = "regression"
    BASELINE = "baseline"
    SDSN = "sdsn"
    STATCAN = "statcan"
    UNSD = "unsd"
    ESCAP = "escap"
    WILSON = "wilson"
    BYAR = "byar"
    WETTER = "wetter"
    EUROSTAT = "eurostat"
    EUROSTAT_LONG = "eurostat-long"
    FINGERTIPS = "fingertips"
    SDSN_GOAL = "sdsn-goal"
    SDSN_GOAL_FILLED = "sdsn-goal-filled"
    SDSN_INDEX = "sdsn-index"
    SDSN_INDEX_UNFILLED = "sdsn-index-unfilled"
    SDSN_INDEX_GOALS = "sdsn-index-goals"
    STATCAN_INDICATOR = "statcan-indicator"
    WETTER_INDICATOR = "wetter-indicator"
    KOLADA_RANK = "kolada-rank"
    RANK = "rank"
    FUNNEL = "funnel"


@dataclass(frozen=True, slots=True)
class MethodAnswer:
    """What one method says of one series, or of a goal, an area or an indicator. None: it has no such answer.

    ``answer``: the code of the one answer made of trend, pace and recent years, by the methods that judge pages.
    ``pace``: a number, 1 being exactly enough where there is a target; see each method. ``verdict`` is its word.
    """

    series: str
    method: TableMethod
    verdict: str
    evidence: str = ""
    n: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    latest: float | None = None
    slope: float | None = None
    slope_low: float | None = None
    slope_high: float | None = None
    pace: float | None = None
    arrival_low: float | None = None
    arrival_high: float | None = None
    score: float | None = None
    colour: str | None = None
    why_sv: str = ""
    why_en: str = ""
    answer: str = ""
    answer_sv: str = ""
    answer_en: str = ""
    recent_sv: str = ""
    recent_en: str = ""


COLUMNS = tuple(column.name for column in fields(MethodAnswer))
"""The columns of the answer, in order."""
