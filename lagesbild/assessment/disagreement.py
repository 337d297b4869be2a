"""Where a person's assessment and the figures say different things. Both are shown; neither is overruled.

Only what has been measured is held against a person: that a target is met or not, that its year has passed, that a
value has gone away from its target. Whether a pace is enough is the figures' own reckoning of what is to come, as the
assessment is a person's, and a slope without a target says nothing of a promise: neither is told as a disagreement.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from lagesbild.assessment.answer_words import LIMITS, PROMISES, AnswerCode
from lagesbild.assessment.words import GOAL_GRADES, Text


class MeasuredDifference(StrEnum):
    """What the figures have measured that an assessment does not say."""

    UNMET = "unmet"
    PASSED = "passed"
    AWAY = "away"
    MET = "met"


_C = AnswerCode
_UNMET = (
    _C.OUTSIDE,
    _C.LOST,
    _C.MISSED,
    _C.UNMET_UNKNOWN,
    _C.WRONG_WAY,
    _C.UNMET_BETTER,
    _C.UNMET_UNCLEAR,
    _C.IN_TIME,
    _C.TOO_SLOW,
    _C.STALLED,
    _C.UNCERTAIN,
)
_DIFFERENCES: Mapping[int, Mapping[AnswerCode, MeasuredDifference]] = {
    1: dict.fromkeys(_UNMET, MeasuredDifference.UNMET),
    2: {
        _C.MISSED: MeasuredDifference.PASSED,
        _C.LOST: MeasuredDifference.PASSED,
        _C.WRONG_WAY: MeasuredDifference.AWAY,
    },
    3: {},
    4: {_C.REACHED: MeasuredDifference.MET},
    5: {_C.REACHED: MeasuredDifference.MET, _C.SLIPPING: MeasuredDifference.MET},
}
"""Grade → the answers that differ from it. What is not here does not differ, or is not known."""
_AGREEING: Mapping[int, tuple[AnswerCode, ...]] = {
    1: (_C.REACHED, _C.SLIPPING, _C.WITHIN, _C.WITHIN_NEARING),
    2: (_C.REACHED, _C.SLIPPING, _C.IN_TIME, _C.UNCERTAIN, _C.UNMET_BETTER, _C.TOO_SLOW),
    3: (),
    4: tuple(code for code in _UNMET if code is not _C.IN_TIME),
    5: _UNMET,
}


def difference(grade: int | None, code: AnswerCode) -> MeasuredDifference | None:
    """What the answer ``code`` has measured that the assessment ``grade`` does not say; None where they go together.

    Raises ValueError for a grade that does not exist.
    """
    if grade is not None and grade not in GOAL_GRADES:
        raise ValueError(f"Unknown grade {grade!r}. Use 1–5, or None where not assessed.")
    return _DIFFERENCES[grade].get(code) if grade is not None else None


def disagrees(grade: int | None, codes: Iterable[AnswerCode], label: str | Text | None = None) -> Text | None:
    """How ``grade`` and the answers of the goal's main indicators differ, in a sentence; None where they do not.

    ``label``: what the programme calls the grade; the default wording where it is empty or None. It takes more
    indicators that differ than that go together with the grade. Raises ValueError for a grade that does not exist.
    """
    codes = [code for code in codes if code in PROMISES or code in LIMITS]
    differences = Counter(kind for code in codes if (kind := difference(grade, code)))
    if grade is None or differences.total() <= sum(code in _AGREEING[grade] for code in codes):
        return None
    grade_label = label if isinstance(label, Text) else Text(label or "")
    kind, count = differences.most_common(1)[0]
    template = _ONLY[kind] if len(codes) == 1 else _SENTENCES[kind][count > 1]
    return template.fill(grade=grade_label or GOAL_GRADES[grade], count=count, of=len(codes))


_OPENING = Text("Bedömningen är ”{grade}”. ", "The assessment is “{grade}”. ")
_SENTENCES: Mapping[MeasuredDifference, tuple[Text, Text]] = {
    MeasuredDifference.UNMET: (
        _OPENING
        + Text(
            "Av de {of} mål- och gränsvärden som mäts är {count} inte nått.",
            "Of the {of} targets and limits that are measured {count} is not met.",
        ),
        _OPENING
        + Text(
            "Av de {of} mål- och gränsvärden som mäts är {count} inte nådda.",
            "Of the {of} targets and limits that are measured {count} are not met.",
        ),
    ),
    MeasuredDifference.PASSED: (
        _OPENING
        + Text(
            "För {count} av de {of} mål- och gränsvärden som mäts har målåret passerat, och värdet når inte målet.",
            "For {count} of the {of} targets and limits that are measured the target year has passed, and the value "
            "does not meet it.",
        ),
    )
    * 2,
    MeasuredDifference.AWAY: (
        _OPENING
        + Text(
            "För {count} av de {of} mål- och gränsvärden som mäts har värdet gått bort från målet.",
            "For {count} of the {of} targets and limits that are measured the value has gone away from the target.",
        ),
    )
    * 2,
    MeasuredDifference.MET: (
        _OPENING
        + Text(
            "Av de {of} mål- och gränsvärden som mäts är {count} nått.",
            "Of the {of} targets and limits that are measured {count} is met.",
        ),
        _OPENING
        + Text(
            "Av de {of} mål- och gränsvärden som mäts är {count} nådda.",
            "Of the {of} targets and limits that are measured {count} are met.",
        ),
    ),
}
_ONLY: Mapping[MeasuredDifference, Text] = {
    MeasuredDifference.UNMET: _OPENING
    + Text(
        "Det enda mål- eller gränsvärde som mäts är inte nått.",
        "The only target or limit that is measured is not met.",
    ),
    MeasuredDifference.PASSED: _OPENING
    + Text(
        "Målåret för det enda målvärde som mäts har passerat, och värdet når inte målet.",
        "The year of the only target that is measured has passed, and the value does not meet it.",
    ),
    MeasuredDifference.AWAY: _OPENING
    + Text(
        "Värdet har gått bort från det enda målvärde som mäts.",
        "The value has gone away from the only target that is measured.",
    ),
    MeasuredDifference.MET: _OPENING
    + Text("Det enda målvärde som mäts är nått.", "The only target that is measured is met."),
}
"""Where there is but one to hold against the assessment."""
