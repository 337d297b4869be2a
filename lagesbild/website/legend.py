"""The rules in force, as the legend shows them: taken from the assessment package, never written twice."""

from lagesbild.assessment import (
    ACTION_LABELS,
    EVIDENCE_LABELS,
    FLAG_LABELS,
    GOAL_GRADES,
    LIMIT_LABELS,
    NOT_ASSESSED,
    PACE_LABELS,
    SIGNS,
    STATUS_LABELS,
    Text,
    legend_label,
)
from lagesbild.assessment.series import FEWEST, STRONG


def rules_in_force() -> dict:
    """Every word that a goal, an indicator or an action can be given, in order, with its key."""
    return {
        "fewest": FEWEST,
        "strong": STRONG,
        "grades": GOAL_GRADES,
        "not_assessed": NOT_ASSESSED,
        "answers": tuple(
            (title, tuple((key, legend_label(key)) for key in keys)) for title, keys in _FAMILIES
        ),
        "evidence": EVIDENCE_LABELS,
        "statuses": STATUS_LABELS,
        "limits": LIMIT_LABELS,
        "paces": PACE_LABELS,
        "actions": ACTION_LABELS,
        "flags": {flag: text for flag, text in FLAG_LABELS.items() if flag},
    }


_WITHOUT_TARGET = (
    "better",
    "better_turned",
    "no_clear_change",
    "no_clear_change_turned",
    "worse",
    "worse_turned",
)
_UNKNOWN = ("few", "one", "none", "not_judged")
_LIMIT = ("within", "within_nearing", "outside")
_TARGET = tuple(key for key in SIGNS if key not in (*_WITHOUT_TARGET, *_UNKNOWN, *_LIMIT))
_FAMILIES = (
    (Text("Där det finns ett beslutat mål", "Where there is a decided target"), _TARGET),
    (
        Text("Där det finns en gräns, eller en nivå att hålla", "Where there is a limit, or a level to hold"),
        _LIMIT,
    ),
    (Text("Där inget mål är beslutat", "Where no target is decided"), _WITHOUT_TARGET),
    (Text("Där vi inte vet", "Where we do not know"), _UNKNOWN),
)
