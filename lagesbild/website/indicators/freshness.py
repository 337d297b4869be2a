"""When an indicator's next figure is due."""

import calendar
from datetime import date

from lagesbild.website.indicators.answers import IndicatorAnswer


def due(answer: IndicatorAnswer) -> date | None:
    """The last day by which a figure newer than the latest usually is out; None where that is not known."""
    indicator = answer.indicator
    if not (answer.latest and indicator.expected_month and indicator.expected_every_years):
        return None
    # Figures for a year come out the year after.
    year = answer.latest.year + indicator.expected_every_years + 1
    return date(year, indicator.expected_month, calendar.monthrange(year, indicator.expected_month)[1])


def overdue(answer: IndicatorAnswer, today: date) -> bool:
    expected = due(answer)
    return expected is not None and expected < today
