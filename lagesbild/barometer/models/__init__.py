"""What was promised, how it is measured, what is done, and what the responsible person judges."""

from lagesbild.barometer.models.actions import Action, ActionEffect, ActionResponsibility
from lagesbild.barometer.models.goals import Goal, GoalAssessment, GoalDocument, GoalResponsibility
from lagesbild.barometer.models.indicators import (
    Indicator,
    IndicatorGoal,
    IndicatorResponsibility,
    IndicatorSeries,
    ReferenceValue,
    SeriesBreak,
)
from lagesbild.barometer.models.programmes import Programme
from lagesbild.barometer.models.sent_tables import SentTable

__all__ = [
    "Action",
    "ActionEffect",
    "ActionResponsibility",
    "Goal",
    "GoalAssessment",
    "GoalDocument",
    "GoalResponsibility",
    "Indicator",
    "IndicatorGoal",
    "IndicatorResponsibility",
    "IndicatorSeries",
    "Programme",
    "ReferenceValue",
    "SentTable",
    "SeriesBreak",
]
