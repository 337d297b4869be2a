"""The rules in force, as the legend shows them: taken from the assessment package, never written twice."""

from lagesbild.assessment import (
    ACTION_LABELS,
    EVIDENCE_LABELS,
    FLAG_LABELS,
    GOAL_GRADES,
    LIMIT_LABELS,
    NOT_ASSESSED,
    PACE_LABELS,
    STATUS_LABELS,
    TREND_LABELS,
)
from lagesbild.assessment.series import FEWEST, STRONG


def rules_in_force() -> dict:
    """Every word that a goal, an indicator or an action can be given, in order, with its key."""
    return {
        "fewest": FEWEST,
        "strong": STRONG,
        "grades": GOAL_GRADES,
        "not_assessed": NOT_ASSESSED,
        "trends": TREND_LABELS,
        "evidence": EVIDENCE_LABELS,
        "statuses": STATUS_LABELS,
        "limits": LIMIT_LABELS,
        "paces": PACE_LABELS,
        "actions": ACTION_LABELS,
        "flags": {flag: text for flag, text in FLAG_LABELS.items() if flag},
    }
