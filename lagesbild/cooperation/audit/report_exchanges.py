"""The exchanges of a year's report, by the unit that held them, with who took part."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from lagesbild.cooperation.audit.report_year import ReportYear
from lagesbild.cooperation.models import (
    Exchange,
    Participants,
)
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class ParticipantGroup:
    """So many participants that are alike."""

    organisation: int | None
    role: str
    sex: str
    from_abroad: bool
    count: int


@dataclass(frozen=True)
class Department:
    """Whose exchanges: None where no public unit is named."""

    organisation: Organisation | None
    exchanges: tuple[Exchange, ...]
    groups: tuple[ParticipantGroup, ...]

    @property
    def participants(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def uncounted(self) -> int:
        """Exchanges whose participants are not told."""
        return sum(not exchange.told for exchange in self.exchanges)

    def of_sex(self, *sexes: str) -> int:
        return sum(group.count for group in self.groups if group.sex in sexes)

    @property
    def from_abroad(self) -> int:
        return sum(group.count for group in self.groups if group.from_abroad)


def departments(year: ReportYear) -> tuple[Department, ...]:
    """By unit, the one with most exchanges first, those of no unit last."""
    held = Exchange.objects.public().filter(starts__range=year.span)
    exchanges = list(held.select_related("organisation").order_by("starts", "name_sv", "pk"))
    groups, with_participants = _groups(held)
    by_unit = defaultdict(list)
    for exchange in exchanges:
        exchange.told = exchange.pk in with_participants
        by_unit[
            exchange.organisation_id if exchange.organisation and exchange.organisation.live else None
        ].append(exchange)
    by_department = [
        Department(
            held_by[0].organisation if unit else None,
            tuple(held_by),
            tuple(group for exchange in held_by for group in groups.get(exchange.pk, ())),
        )
        for unit, held_by in by_unit.items()
    ]
    return tuple(
        sorted(
            by_department,
            key=lambda department: (department.organisation is None, -len(department.exchanges)),
        )
    )


def _groups(held) -> tuple[dict[int, list[ParticipantGroup]], set[int]]:
    """Participants of each exchange by role and sex, and which exchanges have told of any."""
    rows = (
        Participants.objects.filter(exchange__in=held.order_by())
        .order_by()
        .values_list("exchange", "exchange__organisation", "role", "sex", "from_abroad")
        .annotate(count=Sum("count"))
    )
    by_exchange = defaultdict(list)
    for exchange, *group in rows:
        by_exchange[exchange].append(ParticipantGroup(*group))
    return by_exchange, set(by_exchange)
