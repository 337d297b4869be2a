"""Where figures and words meet: an indicator's words, its figures, and the verdict that follows from both."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils.safestring import SafeString

from lagesbild.assessment import (
    Answer,
    AnswerRollUp,
    CountedAnswer,
    Method,
    Point,
    Rule,
    Text,
    Verdict,
    disagrees,
    kept_verdict,
    roll_up_answers,
)
from lagesbild.assessment.four_values import FOUR, Pool
from lagesbild.assessment.moved_alike import moved_alike
from lagesbild.assessment.recent_reason import recent_sentence
from lagesbild.assessment.series import in_order, with_margins
from lagesbild.assessment.trend import find_used
from lagesbild.barometer.models import Indicator, IndicatorGoal
from lagesbild.barometer.overview import Branch
from lagesbild.figures import queries
from lagesbild.figures.all_changes import changes
from lagesbild.figures.pools import pool_of
from lagesbild.figures.queries import Observation
from lagesbild.tables.like_with_like import AlikePeriods, like_with_like
from lagesbild.tables.periods import Period, year

WHAT_IT_TAKES = ("reference_values", "breaks")
"""What an indicator's rule is made of."""
WORKED_OUT = ("alike", "compared", "points", "rule", "verdict", "latest", "drawings")
"""What an answer keeps of its figures once it has been asked for."""


@dataclass(frozen=True)
class IndicatorAnswer:
    """One indicator for one area. ``observations`` are in order of time and may be empty; ``margins`` are the published
    margins of their values, where there are any."""

    indicator: Indicator
    observations: tuple[Observation, ...]
    year_now: int
    margins: tuple[Observation, ...] = ()

    @cached_property
    def measured(self) -> tuple[Observation, ...]:
        """The observations that are numbers."""
        return tuple(observation for observation in self.observations if observation.value is not None)

    @cached_property
    def alike(self) -> AlikePeriods:
        """Which of its values are compared with each other: first halves with first halves, whole years first."""
        return like_with_like([observation.when for observation in self.measured])

    @cached_property
    def compared(self) -> tuple[Observation, ...]:
        """The observations that are compared, one a year."""
        used = set(self.alike.used)
        return tuple(observation for observation in self.measured if observation.when in used)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        points = (
            Point(observation.year, observation.value, observation.flag) for observation in self.compared
        )
        return with_margins(points, margins_by_year(self.margins))

    @property
    def used_periods(self) -> list[Period]:
        """What each value is of that the trend rests on; a decided baseline is of its year."""
        measured = {observation.year: observation.when for observation in self.compared}
        return [measured.get(point.year) or year(point.year) for point in self.verdict.trend.used]

    @cached_property
    def rule(self) -> Rule:
        return self.indicator.rule()

    @cached_property
    def verdict(self) -> Verdict:
        return kept_verdict(in_order(self.points), self.rule, self.year_now, self._pool())

    def _pool(self) -> Pool | None:
        """What all municipalities did in the years of its values, where there are just four that count."""
        used = find_used(in_order(self.points), self.rule)
        if len(used) != FOUR or self.indicator.is_total:  # amounts grow with the place, and are not pooled
            return None
        years = tuple(point.year for point in used)
        indicator, area = self.indicator, self.observations[0].area
        return pool_of(settings.FIGURES, indicator.figure, indicator.subgroup, area, years)

    @cached_property
    def drawings(self) -> dict[Hashable, SafeString]:
        """What has been drawn of it, for all who show it: see :meth:`drawn`."""
        return {}

    def drawn(self, key: Hashable, draw: Callable[[], SafeString]) -> SafeString:
        """A small picture or line of its figures, drawn once. ``key``: which, in which language, and on which axes."""
        if key not in self.drawings:
            self.drawings[key] = draw()
        return self.drawings[key]

    @property
    def answer(self) -> Answer:
        """The one answer that every page, list, file and letter gives."""
        return self.verdict.answer

    def in_places(self, is_here: Callable[[IndicatorGoal], bool]) -> "IndicatorAnswer":
        """The same answer, not worked out again, of a copy of its indicator whose ``links`` are those that are here."""
        indicator = copy(self.indicator)
        indicator.links = [link for link in indicator.links if is_here(link)]
        answer = replace(self, indicator=indicator)
        vars(answer).update({name: getattr(self, name) for name in WORKED_OUT})
        return answer

    def up_to(self, last_year: int, *, year_now: int) -> "IndicatorAnswer":
        """As it stood in ``year_now``, with what is measured no later than ``last_year``."""
        observations = tuple(
            observation for observation in self.observations if observation.year <= last_year
        )
        return replace(self, observations=observations, year_now=year_now)

    @property
    def recent(self) -> Text:
        """What the last years say, and in how many municipalities the value moved alike."""
        recent = self.verdict.recent
        sentence = recent_sentence(self.verdict, self.rule, self.year_now)
        if not recent:
            return sentence
        return Text.sentences(sentence, moved_alike(recent, self._all_changes(), self.rule))

    def _all_changes(self) -> tuple[tuple[float, float], ...]:
        """What changed in every municipality over the same two periods."""
        change = self.verdict.recent.change
        periods = {observation.year: observation.period for observation in self.compared}
        before, after = periods.get(change.from_year), periods.get(change.to_year)
        if before is None or after is None:
            return ()
        return changes(settings.FIGURES, self.indicator.figure, before, after, self.indicator.subgroup)

    @property
    def counted(self) -> CountedAnswer:
        """As it is counted in headlines and bars."""
        return CountedAnswer(str(self.indicator.pk), self.answer.code, invented=self.indicator.is_example)

    @cached_property
    def latest(self) -> Observation | None:
        """The last alike that was measured, or said in words; an extrapolated one only where there is no other."""
        with_content = [
            observation
            for observation in self.observations
            if observation.value is not None or observation.text
        ]
        measured = [observation for observation in with_content if observation.flag != "extrapolated"]
        alike = like_with_like([observation.when for observation in measured or with_content]).used
        in_order = [observation for observation in measured or with_content if observation.when in alike]
        return (in_order or [None])[-1]

    @property
    def decimals(self) -> int:
        """As many as it takes for the verdict to be visible in the printed numbers."""
        return self.verdict.decimals


def margins_by_year(observations: Iterable[Observation]) -> dict[int, float]:
    """The published margins that are compared with each other, as values are: one a year."""
    measured = [observation for observation in observations if observation.value is not None]
    alike = set(like_with_like([observation.when for observation in measured]).used)
    return {observation.year: observation.value for observation in measured if observation.when in alike}


def rolled_up(indicator_answers: Iterable[IndicatorAnswer]) -> AnswerRollUp:
    """How many of each answer, promises first, each indicator once."""
    return roll_up_answers(answer.counted for answer in indicator_answers)


def by_other_methods(answer: IndicatorAnswer) -> list[tuple[Method, Answer]]:
    """What the other methods would have answered, where there is more than one value."""
    rule = answer.rule
    points = in_order(answer.points)
    if answer.verdict.trend.n < 2 or not rule.direction.is_a_way:
        return []
    return [
        (method, kept_verdict(points, replace(rule, method=method), answer.year_now).answer)
        for method in Method
        if method is not rule.method
    ]


def answers(
    indicators: Iterable[Indicator], *, area: str, year_now: int, store: Path | None = None
) -> list[IndicatorAnswer]:
    """The indicators' answers for an area, by one question to the store."""
    indicators = list(indicators)
    series = queries.series(
        store or settings.FIGURES,
        {id for indicator in indicators for id in (indicator.figure, indicator.margin_figure) if id},
        [area],
        {indicator.subgroup for indicator in indicators},
    )
    return [
        IndicatorAnswer(
            indicator,
            tuple(series.get((indicator.figure, area, indicator.subgroup), ())),
            year_now,
            tuple(series.get((indicator.margin_figure, area, indicator.subgroup), ())),
        )
        for indicator in indicators
    ]


def wholes(indicator_answers: Iterable[IndicatorAnswer]) -> list[IndicatorAnswer]:
    """Those that are parts of none of the others: what is counted."""
    indicator_answers = list(indicator_answers)
    here = {answer.indicator.pk for answer in indicator_answers}
    return [answer for answer in indicator_answers if answer.indicator.part_of_id not in here]


def with_parts(indicator_answers: Iterable[IndicatorAnswer]) -> list[IndicatorAnswer]:
    """The wholes in their order; ``parts_here`` of each one's indicator holds its parts, theirs in their turn."""
    indicator_answers = list(indicator_answers)
    parts = defaultdict(list)
    for answer in indicator_answers:
        parts[answer.indicator.part_of_id].append(answer)
    for answer in indicator_answers:
        answer.indicator.parts_here = parts[answer.indicator.pk]
    return wholes(indicator_answers)


def disagreements(branches: list[Branch], indicator_answers: Iterable[IndicatorAnswer]) -> list[dict]:
    """Where a person's judgement and a goal's own main indicators point different ways: the goal, and a sentence."""
    main = defaultdict(list)
    for answer in indicator_answers:
        for link in answer.indicator.links:
            if link.role == link.Role.MAIN:
                main[link.goal_id].append(answer)
    codes = {pk: [answer.answer.code for answer in wholes(of_goal)] for pk, of_goal in main.items()}
    judged = {b.goal.pk: b for branch in branches for b in branch.judged() if b.grade}
    reasons = [(b.goal, disagrees(b.grade, codes.get(pk, ()), _own_label(b))) for pk, b in judged.items()]
    return [{"goal": goal, "why": why} for goal, why in reasons if why]


def _own_label(branch: Branch) -> str:
    return branch.goal.programme.grade_label(branch.grade)


def public_indicators():
    """Published indicators with all that it takes to judge them and to say where they belong."""
    links = IndicatorGoal.objects.filter(Q(goal__live=True) | Q(goal=None)).select_related("goal")
    places = Prefetch("goal_links", queryset=links, to_attr="links")
    return Indicator.objects.public().select_related("part_of").prefetch_related(*WHAT_IT_TAKES, places)
