"""Where figures and words meet: an indicator's words, its figures, and the verdict that follows from both."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects

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
    judge,
    kept_verdict,
    roll_up_answers,
)
from lagesbild.assessment.four_values import FOUR, Pool
from lagesbild.assessment.moved_alike import moved_alike
from lagesbild.assessment.recent_reason import recent_sentence
from lagesbild.assessment.series import in_order, with_margins
from lagesbild.assessment.trend import find_used
from lagesbild.barometer.models import Goal, Indicator, IndicatorGoal
from lagesbild.barometer.overview import Branch
from lagesbild.figures import queries
from lagesbild.figures.all_changes import changes
from lagesbild.figures.pools import pool_of
from lagesbild.figures.queries import Observation
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.tables_asked import asked_also, pointed_at
from lagesbild.tables.like_with_like import AlikePeriods, like_with_like
from lagesbild.tables.periods import Period, year
from lagesbild.website.kept_until_changed import kept_until_changed

WHAT_IT_TAKES = ("reference_values", "breaks")
"""What an indicator's rule is made of."""


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

    @property
    def answer(self) -> Answer:
        """The one answer that every page, list, file and letter gives."""
        return self.verdict.answer

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
    if answer.verdict.trend.n < 2 or not rule.direction.is_a_way:
        return []
    return [
        (method, judge(answer.points, replace(rule, method=method), year_now=answer.year_now).answer)
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


def indicators_under(goal_ids: set[int], number: int | None = None) -> list[Indicator]:
    """The published indicators of some goals, main ones first, each once.

    ``number``: with those that hang directly under that global goal. ``links`` on each holds its places under them.
    """
    indicators = _every_indicator(
        lambda link: link.goal_id in goal_ids or bool(number) and link.global_goal_id == number
    )
    here = [indicator for indicator in indicators if indicator.links]
    return sorted(here, key=lambda indicator: all(link.role != link.Role.MAIN for link in indicator.links))


@kept_until_changed
def every_public_answer(area: str, year_now: int) -> list[IndicatorAnswer]:
    """All of them by name, as of :func:`public_indicators`. They are shared by all who ask."""
    indicators = _every_indicator(lambda link: link.is_public)
    return answers(indicators, area=area, year_now=year_now)


def _every_indicator(is_here: Callable[[IndicatorGoal], bool]) -> list[Indicator]:
    """Every published indicator, with those of its ``links`` that are here. They are the asker's own copies."""
    copies = [copy(indicator) for indicator in _shared_indicators()]
    for indicator in copies:
        indicator.links = [link for link in indicator.links if is_here(link)]
    return copies


@kept_until_written
def _shared_indicators() -> list[Indicator]:
    asked_also(pointed_at(Indicator, IndicatorGoal, Goal))
    return _with_links(Indicator.objects.public().select_related("part_of"))


def indicators_in(places: Q) -> list[Indicator]:
    """The published indicators that ``places`` asks for, each once with its ``links``, in three queries."""
    return _with_links(
        Indicator.objects.public().filter(pk__in=Indicator.objects.filter(places).values("pk"))
    )


def _with_links(indicators: QuerySet) -> list[Indicator]:
    """Each once, in their order. ``links`` on each holds all its places, with ``is_public``: whether the goal is."""
    rows = indicators.annotate(
        link_goal=F("goal_links__goal"),
        link_global_goal=F("goal_links__global_goal"),
        link_role=F("goal_links__role"),
        link_leads=F("goal_links__leads_card"),
        link_live=F("goal_links__goal__live"),
    )
    by_pk: dict[int, Indicator] = {}
    for row in rows.order_by("name_sv", "pk", "goal_links__sort_order"):
        indicator = by_pk.setdefault(row.pk, row)
        indicator.links = [*getattr(indicator, "links", ()), *_link(row)]
    prefetch_related_objects(list(by_pk.values()), *WHAT_IT_TAKES)
    return list(by_pk.values())


def _link(row) -> Iterator[IndicatorGoal]:
    if row.link_goal or row.link_global_goal:
        place = {"goal_id": row.link_goal, "global_goal_id": row.link_global_goal}
        link = IndicatorGoal(**place, role=row.link_role, leads_card=row.link_leads)
        link.is_public = row.link_goal is None or row.link_live
        yield link


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
