"""Where the partners are, what we have with them, and how far it is."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from lagesbild.cooperation.models import Partnership, PartnershipPartner, Project, ProjectPartner
from lagesbild.organisations.models import Organisation

EARTH_RADIUS = 6371.0
"""Kilometres: the mean of the globe."""
PROJECT = "project"
KINDS = (*Partnership.Kind.values, PROJECT)
"""From the most lasting to the most particular; last, partners that are only in projects."""
OVER = (Project.Status.REJECTED, Project.Status.CLOSED, Project.Status.RETAINED)


@dataclass(frozen=True)
class Place:
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
        return _is_over(self.cooperation)

    @property
    def is_placed(self) -> bool:
        return self.organisation.latitude is not None and self.organisation.longitude is not None


def places(home: tuple[float | None, float | None]) -> list[Place]:
    """Every public partner of public cooperation, by country and name. ``home``: latitude and longitude. Four queries."""
    found = defaultdict(list)
    for model, through, field in (
        (Partnership, PartnershipPartner, "partnership"),
        (Project, ProjectPartner, "project"),
    ):
        wanted = ["slug", "name_sv", "name_en", "status", "is_example"]
        wanted += ["kind", "since", "since_precision"] if model is Partnership else ["starts"]
        things = model.objects.public().only(*wanted).in_bulk()
        for organisation, thing in through.objects.order_by("pk").values_list("organisation", field):
            if thing in things:
                found[organisation].append(things[thing])
    organisations = [one for one in Organisation.objects.public() if one.pk in found]
    organisations.sort(key=lambda one: (one.country, one.name_sv))
    return [_place(one, found[one.pk], home) for one in organisations]


def _place(organisation: Organisation, cooperations: list, home) -> Place:
    ends = (*home, organisation.latitude, organisation.longitude)
    distance = None if None in ends else kilometres(ends[:2], ends[2:])
    return Place(organisation, min(cooperations, key=_says_most), len(cooperations) - 1, distance)


def _says_most(one: Partnership | Project) -> tuple:
    partnership = isinstance(one, Partnership)
    kind = KINDS.index(one.kind if partnership else PROJECT)
    begun = one.since if partnership else one.starts
    return _is_over(one), kind, begun or date.max, one.pk


def _is_over(one: Partnership | Project) -> bool:
    return one.status == Partnership.Status.ENDED if isinstance(one, Partnership) else one.status in OVER


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two (latitude, longitude) in degrees, by the haversine formula, on a round globe."""
    (north, west), (south, east) = (tuple(map(math.radians, point)) for point in (one, other))
    half = (
        math.sin((south - north) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin((east - west) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half)))
