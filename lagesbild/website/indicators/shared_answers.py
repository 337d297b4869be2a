"""The public indicators and their answers, worked out once for all who ask until words or figures change."""

from collections.abc import Callable, Collection, Iterator
from copy import copy

from django.db.models import F, QuerySet, prefetch_related_objects
from django.http import Http404

from lagesbild.barometer.models import Goal, Indicator, IndicatorGoal
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.tables_asked import asked_also, pointed_at
from lagesbild.website.indicators.answers import WHAT_IT_TAKES, IndicatorAnswer, answers
from lagesbild.website.kept_until_changed import kept_until_changed

IsHere = Callable[[IndicatorGoal], bool]


@kept_until_changed
def every_public_answer(area: str, year_now: int) -> list[IndicatorAnswer]:
    """All of them by name, with their ``links`` to public goals. They are shared by all who ask."""
    return [answer.in_places(lambda link: link.is_public) for answer in _shared_answers(area, year_now)]


def answers_under(
    goal_ids: Collection[int], number: int | None = None, *, area: str, year_now: int
) -> list[IndicatorAnswer]:
    """Of the indicators that :func:`indicators_under` gives, in its order. They are the asker's own copies."""
    is_here = _is_under(goal_ids, number)
    shared = _shared_answers(area, year_now)
    here = [answer.in_places(is_here) for answer in shared if any(map(is_here, answer.indicator.links))]
    return sorted(here, key=lambda answer: _complements(answer.indicator))


def answers_about(
    goal_ids: Collection[int], indicator_ids: Collection[int], *, area: str, year_now: int
) -> list[IndicatorAnswer]:
    """Of the indicators of some goals, and of some by themselves, with all their ``links``; shared by all who ask."""
    return [
        answer
        for answer in _shared_answers(area, year_now)
        if answer.indicator.pk in indicator_ids
        or any(link.goal_id in goal_ids for link in answer.indicator.links)
    ]


def indicators_under(goal_ids: Collection[int], number: int | None = None) -> list[Indicator]:
    """The published indicators of some goals, main ones first, each once.

    ``number``: with those that hang directly under that global goal. ``links`` on each holds its places under them.
    """
    is_here = _is_under(goal_ids, number)
    here = [copy(indicator) for indicator in _shared_indicators() if any(map(is_here, indicator.links))]
    for indicator in here:
        indicator.links = [link for link in indicator.links if is_here(link)]
    return sorted(here, key=_complements)


def public_indicator(slug: str) -> Indicator:
    """The asker's own copy of one, with all its ``links``; a page that is not found where there is none."""
    for indicator in _shared_indicators():
        if indicator.slug == slug:
            return copy(indicator)
    raise Http404(slug)


def public_parts(indicator: Indicator) -> list[Indicator]:
    """The public indicators that it is the whole of, by name. They are shared by all who ask."""
    return [part for part in _shared_indicators() if part.part_of_id and part.part_of_id == indicator.pk]


def _is_under(goal_ids: Collection[int], number: int | None) -> IsHere:
    return lambda link: link.goal_id in goal_ids or bool(number) and link.global_goal_id == number


def _complements(indicator: Indicator) -> bool:
    return all(link.role != link.Role.MAIN for link in indicator.links)


@kept_until_changed
def _shared_answers(area: str, year_now: int) -> list[IndicatorAnswer]:
    return answers(_shared_indicators(), area=area, year_now=year_now)


@kept_until_written
def _shared_indicators() -> list[Indicator]:
    """Every published indicator with all its ``links``."""
    asked_also(pointed_at(Indicator, IndicatorGoal, Goal))
    return _with_links(Indicator.objects.public().select_related("part_of"))


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
