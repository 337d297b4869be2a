"""Where the partners are, what we have with them, and how far it is."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lagesbild.cooperation.models import Partnership, PartnershipPartner, Project, ProjectPartner
from lagesbild.organisations.models import Organisation

EARTH_RADIUS = 6371.0
"""Kilometres: the mean of the globe."""
PROJECT = "project"
KINDS = (*Partnership.Kind.values, PROJECT)
"""From the most lasting to the most particular; last, partners that are only in projects."""
OVER = (Project.Status.REJECTED, Project.Status.CLOSED, Project.Status.RETAINED)


@dataclass(frozen=True)
class PartnerPlace:
    """A partner, and the cooperation that says most of it: one that goes on first, then the most lasting kind."""

    organisation: Organisation
    cooperation: Partnership | Project
    more: int
    """How many other cooperations it has with us."""
    kilometres: float | None
    """The great circle from home; None where one of the places is not known."""

    @property
    def kind(self) -> str:
        is_partnership = isinstance(self.cooperation, Partnership)
        return self.cooperation.kind if is_partnership else PROJECT

    @property
    def is_partnership(self) -> bool:
        return self.kind != PROJECT

    @property
    def is_over(self) -> bool:
        ended = (Partnership.Status.ENDED,) if self.is_partnership else OVER
        return self.cooperation.status in ended

    @property
    def is_placed(self) -> bool:
        return self.organisation.latitude is not None and self.organisation.longitude is not None


class Tie(NamedTuple):
    """That an organisation is a partner of something, and what tells which of its ties says most of it."""

    is_over: bool
    kind: int
    begun: date
    pk: int
    model: type[Partnership] | type[Project]


def places(home: tuple[float | None, float | None]) -> list[PartnerPlace]:
    """Every public partner of public cooperation, by country and name. ``home``: latitude, longitude. Five queries."""
    ties = defaultdict(list)
    for organisation, tie in (*_partnerships(), *_projects()):
        ties[organisation].append(tie)
    first = {
        organisation: min(organisation_ties, key=lambda tie: tie[:4])
        for organisation, organisation_ties in ties.items()
    }
    things = {
        (model, pk): thing
        for model in (Partnership, Project)
        for pk, thing in model.objects.in_bulk(
            [tie.pk for tie in first.values() if tie.model is model]
        ).items()
    }
    organisations = [
        organisation for organisation in Organisation.objects.public() if organisation.pk in first
    ]
    organisations.sort(key=lambda organisation: (organisation.country, organisation.name_sv))
    return [
        _place(
            organisation,
            things[first[organisation.pk].model, first[organisation.pk].pk],
            len(ties[organisation.pk]) - 1,
            home,
        )
        for organisation in organisations
    ]


def _partnerships() -> list[tuple[int, Tie]]:
    public = PartnershipPartner.objects.filter(partnership__in=Partnership.objects.public()).order_by()
    fields = (
        "organisation",
        "partnership",
        *(f"partnership__{name}" for name in ("status", "kind", "since")),
    )
    return [
        (who, Tie(status == Partnership.Status.ENDED, KINDS.index(kind), since or date.max, pk, Partnership))
        for who, pk, status, kind, since in public.values_list(*fields)
    ]


def _projects() -> list[tuple[int, Tie]]:
    public = ProjectPartner.objects.filter(project__in=Project.objects.public()).order_by()
    fields = ("organisation", "project", "project__status", "project__starts")
    return [
        (who, Tie(status in OVER, KINDS.index(PROJECT), starts or date.max, pk, Project))
        for who, pk, status, starts in public.values_list(*fields)
    ]


def _place(organisation: Organisation, cooperation, more: int, home) -> PartnerPlace:
    ends = (*home, organisation.latitude, organisation.longitude)
    return PartnerPlace(
        organisation, cooperation, more, None if None in ends else kilometres(ends[:2], ends[2:])
    )


def kilometres(start: tuple[float, float], end: tuple[float, float]) -> float:
    """The great circle between two (latitude, longitude) in degrees, by the haversine formula, on a round globe."""
    (north, west), (south, east) = (tuple(map(math.radians, point)) for point in (start, end))
    half = (
        math.sin((south - north) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin((east - west) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half)))
