"""The year of a report: up to its last day, or to today while it goes on; and the years that there are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Value

from lagesbild.cooperation.models import (
    NOT_DECIDED,
    Exchange,
    Grant,
    Lesson,
    PartnershipReview,
    Project,
)

EARLIEST = 1900


@dataclass(frozen=True)
class ReportYear:
    number: int
    first: date
    as_of: date
    """The year's last day, or today while the year goes on."""

    @classmethod
    def of(cls, number: int, today: date) -> "ReportYear":
        """Raises ValueError for a year to come, or one before 1900."""
        if not EARLIEST <= number <= today.year:
            raise ValueError(f"There is no report for {number}.")
        return cls(number, date(number, 1, 1), min(date(number, 12, 31), today))

    @property
    def is_over(self) -> bool:
        return self.as_of == date(self.number, 12, 31)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.as_of

    @property
    def span(self) -> tuple[date, date]:
        """For ``…__range``: both days are in it."""
        return self.first, self.as_of


def years(today: date) -> range:
    """From the first year that something in the register is dated to, to this."""
    exchanges, *others = (
        records.order_by().annotate(of_kind=Value(place)).values("of_kind").annotate(first=Min(field))
        for place, (records, field) in enumerate(
            (
                (Exchange.objects.public(), "starts"),
                (Project.objects.public().exclude(status__in=NOT_DECIDED), "starts"),
                (Grant.objects.public(), "decided_on"),
                (Lesson.objects.public(), "noted_on"),
                (PartnershipReview.objects.filter(partnership__live=True), "reviewed_on"),
            )
        )
    )
    first = [day for _kind, day in exchanges.union(*others, all=True).values_list("of_kind", "first")]
    known_years = [day.year for day in first if day and day.year <= today.year]
    return range(max(min(known_years, default=today.year), EARLIEST), today.year + 1)
