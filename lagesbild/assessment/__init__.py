"""Series + rule → verdict. Pure: no Django, no files, no clock.

What judges the pages. A question is a module: ``trend``, ``status``, ``pace`` and ``recent_years``, put together in
``verdict``; ``answer`` makes one of them, by a ladder whose questions stand in ``answer_grounds`` and whose words in
``answer_words`` and ``answer_sentence``. ``comparison`` with others; ``sensitivity``, what would change an answer;
``rollups`` and ``answer_rollup`` of many answers; ``actions``; and ``disagreement`` between a person and the figures.
``series`` says which values count, ``rule`` what is decided about an indicator. A trend's method is a module:
``mann_kendall`` (with ``margin_line`` where margins are published and ``four_values`` beside all municipalities),
``theil_sen``, ``regression``, ``baseline``. Words, numbers and reasons stand in ``words``, ``numerals``,
``trend_reason``, ``pace_reason`` and ``recent_reason``.

Methods that others have published, offered by ``lagesbild assess`` and deciding no page: ``sdsn``; ``statcan``,
``unsd``, ``escap`` and ``eurostat``, which share ``growth``; ``wetter`` and ``fingertips``; ``kolada_rank``, ``ranks``,
``funnel``, ``intervals``. ``published`` is what those of them that can judge an indicator say beside its verdict.

``table``: anyone's table, rows in and answers out, by any of these methods; ``table.series_methods`` has those that
judge one series by itself, ``table.group_methods`` those that judge it among others.
"""

from lagesbild.assessment.actions import action_status
from lagesbild.assessment.answer import Answer
from lagesbild.assessment.answer_rollup import AnswerRollUp, CountedAnswer, roll_up_answers
from lagesbild.assessment.answer_words import (
    ANSWER_LABELS,
    LIMITS,
    PROMISES,
    SIGNS,
    UNKNOWN,
    WORST_FIRST,
    AnswerCode,
    Sign,
    legend_label,
    plain_label,
    sign_key,
)
from lagesbild.assessment.comparison import Comparison, compare
from lagesbild.assessment.disagreement import MeasuredDifference, difference, disagrees
from lagesbild.assessment.numerals import number, visible_decimals, with_unit
from lagesbild.assessment.pace import Pace
from lagesbild.assessment.rollups import (
    ActionRollUp,
    GoalRollUp,
    RollUpShare,
    roll_up_actions,
    roll_up_goals,
)
from lagesbild.assessment.rule import Direction, Method, Reference, ReferenceKind, Rule
from lagesbild.assessment.sensitivity import Sensitivity, by_other_methods, find_sensitivity, kept_sensitivity
from lagesbild.assessment.series import Break, OmittedPoint, Point
from lagesbild.assessment.status import ReferenceStatus
from lagesbild.assessment.trend import Trend
from lagesbild.assessment.verdict import Verdict, judge, judge_in_order, kept_verdict
from lagesbild.assessment.words import (
    ACTION_LABELS,
    EVIDENCE_LABELS,
    FLAG_LABELS,
    GOAL_GRADES,
    LIMIT_LABELS,
    NOT_ASSESSED,
    OFF_TRACK,
    ON_THE_WAY,
    PACE_LABELS,
    STATUS_LABELS,
    TREND_LABELS,
    ActionStatus,
    Evidence,
    PaceWord,
    StatusWord,
    Text,
    TrendWord,
    trend_label,
)

__all__ = [
    "ACTION_LABELS",
    "ANSWER_LABELS",
    "EVIDENCE_LABELS",
    "FLAG_LABELS",
    "GOAL_GRADES",
    "OFF_TRACK",
    "ON_THE_WAY",
    "LIMIT_LABELS",
    "NOT_ASSESSED",
    "PACE_LABELS",
    "STATUS_LABELS",
    "TREND_LABELS",
    "ActionRollUp",
    "Answer",
    "AnswerCode",
    "AnswerRollUp",
    "CountedAnswer",
    "MeasuredDifference",
    "LIMITS",
    "PROMISES",
    "SIGNS",
    "Sign",
    "UNKNOWN",
    "WORST_FIRST",
    "difference",
    "legend_label",
    "plain_label",
    "roll_up_answers",
    "sign_key",
    "ActionStatus",
    "Break",
    "Comparison",
    "Direction",
    "Evidence",
    "GoalRollUp",
    "OmittedPoint",
    "Method",
    "Pace",
    "PaceWord",
    "Point",
    "Reference",
    "ReferenceKind",
    "Rule",
    "Sensitivity",
    "RollUpShare",
    "ReferenceStatus",
    "StatusWord",
    "Text",
    "Trend",
    "TrendWord",
    "Verdict",
    "action_status",
    "by_other_methods",
    "compare",
    "disagrees",
    "find_sensitivity",
    "judge",
    "judge_in_order",
    "kept_sensitivity",
    "kept_verdict",
    "number",
    "roll_up_actions",
    "roll_up_goals",
    "trend_label",
    "visible_decimals",
    "with_unit",
]
