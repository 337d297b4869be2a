"""How does it go? One answer, made of status, trend, pace and recent years by one ordered ladder."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from lagesbild.assessment.answer_grounds import AnswerGrounds
from lagesbild.assessment.answer_sentence import answer_sentence, beside_sentence
from lagesbild.assessment.answer_words import (
    BARELY_CHANGED,
    LIMITS,
    PROMISES,
    SIGNS,
    UNKNOWN,
    AnswerCode,
    Sign,
    answer_label,
    sign_key,
)
from lagesbild.assessment.rule import Reference
from lagesbild.assessment.words import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures' one answer about an indicator.

    ``target`` is the municipality's own, None without one. ``since`` is the first year behind a better
    or worse word and ``turned`` the year after which it went the other way, else None. A person's assessment is no part
    of this.
    """

    code: AnswerCode
    target: Reference | None
    since: int | None
    turned: int | None
    labelling: Callable[[], Text] = field(compare=False, repr=False)
    telling: Callable[[], Text] = field(compare=False, repr=False)
    beside_telling: Callable[[], Text] = field(compare=False, repr=False)

    @property
    def label(self) -> Text:
        """The answer's word, with its years."""
        return self.labelling()

    @property
    def sentence(self) -> Text:
        """The answer in plain words, put together when somebody reads it."""
        return self.telling()

    @property
    def beside(self) -> Text:
        """Targets that are not the municipality's own, and guidelines: they make no answer."""
        return self.beside_telling()

    @property
    def sign_key(self) -> str:
        return sign_key(self.code, self.turned)

    @property
    def sign(self) -> Sign:
        return SIGNS[self.sign_key]

    @property
    def is_promise(self) -> bool:
        """Whether it is about a target of the municipality's own, a limit or a level to hold."""
        return self.code in PROMISES or self.code in LIMITS

    @property
    def is_unknown(self) -> bool:
        return self.code in UNKNOWN


def find_answer(grounds: AnswerGrounds) -> Answer:
    """The answer that follows from ``grounds``: word, sentence, and what is told beside."""
    code = rung(grounds)
    turned = grounds.turn.year if grounds.turn else None
    return Answer(
        code,
        grounds.target if grounds.has_target else None,
        grounds.trend.since,
        turned,
        partial(_label, code, grounds, turned),
        partial(answer_sentence, code, grounds),
        partial(beside_sentence, grounds),
    )


def rung(grounds: AnswerGrounds) -> AnswerCode:
    """The first rung of the ladder that fits."""
    return next(code for code, fits in LADDER if fits(grounds))


def _label(code: AnswerCode, grounds: AnswerGrounds, turned: int | None) -> Text:
    if code in (AnswerCode.BETTER, AnswerCode.WORSE) and grounds.barely_changed:
        return BARELY_CHANGED.fill(since=grounds.trend.since)
    year = grounds.latest.point.year if grounds.latest else None
    return answer_label(code, since=grounds.trend.since, turned=turned, year=year, n=grounds.n)


LADDER: tuple[tuple[AnswerCode, Callable[[AnswerGrounds], bool]], ...] = (
    (AnswerCode.NONE, lambda g: g.latest is None),
    (AnswerCode.NOT_JUDGED, lambda g: not g.judged),
    (AnswerCode.OUTSIDE, lambda g: g.broken is not None),
    (AnswerCode.SLIPPING, lambda g: g.met and g.lost_after is not None),
    (AnswerCode.REACHED, lambda g: g.met),
    (AnswerCode.LOST, lambda g: g.year_measured and g.met_in_time),
    (AnswerCode.MISSED, lambda g: g.year_measured),
    (AnswerCode.OVERDUE, lambda g: g.year_over),
    (AnswerCode.UNMET_UNKNOWN, lambda g: g.has_target and g.too_few),
    (AnswerCode.WRONG_WAY, lambda g: g.has_target and g.worsening),
    (AnswerCode.UNMET_BETTER, lambda g: g.has_target and not g.has_line and g.improving),
    (AnswerCode.UNMET_UNCLEAR, lambda g: g.has_target and not g.has_line),
    (AnswerCode.IN_TIME, lambda g: g.line_past_target and g.improving and not g.turned_wrong),
    (AnswerCode.TOO_SLOW, lambda g: g.line_short_of_target and (g.improving or g.pace_right_way)),
    (AnswerCode.STALLED, lambda g: g.line_short_of_target),
    (AnswerCode.UNCERTAIN, lambda g: g.has_target),
    (AnswerCode.WITHIN_NEARING, lambda g: g.bounded and g.broken_after is not None),
    (AnswerCode.WITHIN, lambda g: g.bounded),
    (AnswerCode.ONE, lambda g: g.too_few and g.n < 2),
    (AnswerCode.FEW, lambda g: g.too_few),
    (AnswerCode.BETTER, lambda g: g.improving),
    (AnswerCode.WORSE, lambda g: g.worsening),
    (AnswerCode.NO_CLEAR_CHANGE, lambda g: True),
)
"""The rungs in order. What each condition means stands in :mod:`lagesbild.assessment.answer_grounds`."""
