"""How many partnerships, exchanges and participants there are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Count,
    Q,
    Sum,
)

from lagesbild.cooperation.models import (
    Participants,
    Partnership,
    PartnershipPartner,
)
from lagesbild.cooperation.partners.lists import exchanges
from lagesbild.framework.database_state import kept_until_written


@dataclass(frozen=True)
class Attendance:
    """How many exchanges, how many took part, in how many exchanges nobody has said how many, how many are made up."""

    exchanges: int
    people: int
    unknown: int
    examples: int = 0

    @property
    def known(self) -> bool:
        """Whether it is known of any of them."""
        return self.exchanges > self.unknown


def attendance(exchanges) -> Attendance:
    """Of a set of exchanges, in two questions."""
    pks = exchanges.order_by().values("pk")
    participants = Participants.objects.filter(exchange__in=pks).order_by()
    sums = participants.aggregate(people=Sum("count"), exchanges=Count("exchange", distinct=True))
    count, examples = _count(exchanges)
    return Attendance(count, sums["people"] or 0, count - sums["exchanges"], examples)


def _count(things) -> tuple[int, int]:
    """How many in all, and how many of them are made up."""
    counts = things.order_by().aggregate(all=Count("pk"), examples=Count("pk", filter=Q(is_example=True)))
    return counts["all"], counts["examples"]


@dataclass(frozen=True)
class CooperationInShort:
    active: int
    registered: int
    """All that are public, also those that rest or have ended."""
    examples: int
    countries: int
    year: int
    attendance: Attendance


@kept_until_written
def in_short(today: date) -> CooperationInShort:
    """Partnerships that go on, the countries of their partners, and the exchanges of the last whole year."""
    active = Partnership.objects.public().filter(status=Partnership.Status.ACTIVE)
    partners = PartnershipPartner.objects.filter(organisation__live=True, partnership__in=active)
    year = today.year - 1
    made_up = Count("pk", filter=Q(status=Partnership.Status.ACTIVE, is_example=True))
    counts = Partnership.objects.public().aggregate(
        active=Count("pk", filter=Q(status=Partnership.Status.ACTIVE)),
        registered=Count("pk"),
        examples=made_up,
    )
    return CooperationInShort(
        **counts,
        countries=partners.order_by().values("organisation__country").distinct().count(),
        year=year,
        attendance=attendance(exchanges(year=year)),
    )


@dataclass(frozen=True)
class ParticipantTable:
    """Participants by role and sex: ``rows`` of (role, count per sex in the order of ``sexes``, all)."""

    sexes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    foot: tuple[int, ...]
    total: int


def participant_table(exchanges) -> ParticipantTable:
    """The participants of a set of exchanges, counted by role and sex. Sexes that nobody has are left out."""
    participants = Participants.objects.filter(exchange__in=exchanges.order_by().values("pk")).order_by()
    counts = {
        (role, sex): count
        for role, sex, count in participants.values_list("role", "sex").annotate(all=Sum("count"))
    }
    sexes = [sex for sex in Participants.Sex if any(sex == sex_there for _role, sex_there in counts)]
    roles = [role for role in Participants.Role if any(role == role_there for role_there, _sex in counts)]
    rows = tuple(
        (role.label, cells := tuple(counts.get((role, sex), 0) for sex in sexes), sum(cells))
        for role in roles
    )
    foot = tuple(sum(counts.get((role, sex), 0) for role in roles) for sex in sexes)
    return ParticipantTable(tuple(sex.label for sex in sexes), rows, foot, sum(foot))
