"""What hangs on one thing of the register, and what is told of the register on pages about something else."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from lagesbild.barometer.overview import goals_of_keys
from lagesbild.cooperation.models import (
    Application,
    Exchange,
    Grant,
    Lesson,
    Partnership,
    Project,
)
from lagesbild.cooperation.read_together import read_together

AIMS = ("goals", "global_goals", "focus_areas", "themes", "documents")
"""What both partnerships and projects point at, for whoever reads them together."""
MOST = 20
"""So many of a kind stand on a page that is about something else; a link leads to the rest."""


def exchanges_of(thing):
    """Public exchanges of a partnership or a project, also of one that is not saved yet: then none.

    A partnership's are its own, and those of its projects.
    """
    public = Exchange.objects.public().select_related("organisation")
    if isinstance(thing, Project):
        return public.filter(project__in=[thing.pk])
    return public.filter(Q(partnership__in=[thing.pk]) | Q(project__partnership__in=[thing.pk]))


def lessons_of(thing) -> list[Lesson]:
    """Public lessons of a partnership, project or exchange, successes first, the latest first of each."""
    field = type(thing)._meta.model_name
    public_lessons = Lesson.objects.public().filter(**{f"{field}__in": [thing.pk]})
    return read_together(public_lessons.order_by("-kind", "-noted_on", "title_sv"), "themes")


def projects_of(partnership: Partnership):
    return Project.objects.public().filter(partnership__in=[partnership.pk]).order_by("-starts", "name_sv")


def grants_of(project: Project) -> list[Grant]:
    """The grants that ``project_money`` counts, with all that their rows tell; of a draft too, in its preview."""
    return (
        [grant for grant in project.grants.all() if grant.live and grant.programme.live] if project.pk else []
    )


def duties_of(thing: Partnership | Project) -> list:
    """Who answers for it, as far as they are public; in a preview, as it stands in the editor."""
    return [duty for duty in thing.responsibilities.all() if duty.organisation.live]


def applications_of(project: Project) -> list[Application]:
    return list(
        Application.objects.public()
        .filter(project__in=[project.pk])
        .select_related("call__programme__funder")
    )


def public_goals_of(thing) -> list:
    """The municipality's own goals that it belongs to, as far as they are public; in a preview, as they stand."""
    return goals_of_keys({goal.pk for goal in thing.goals.all()})


@dataclass(frozen=True)
class FirstFew:
    """The first few of something, and how many there are in all."""

    shown: Sequence
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def latest_changes(limit: int) -> list:
    """What was last published of the register, newest first."""
    changed = []
    for model in (Partnership, Project, Exchange):
        published = model.objects.public().exclude(last_published_at=None)
        changed += published.order_by("-last_published_at")[:limit]
    return sorted(changed, key=lambda thing: thing.last_published_at, reverse=True)[:limit]
