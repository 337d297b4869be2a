"""How long work lasts, counted as funders do: whole months from its first day, and the days left over."""

from dataclasses import dataclass
from datetime import date, timedelta

from lagesbild.assessment import Text

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Length:
    """``months`` whole months, and fewer days than make another."""

    months: int
    days: int

    @classmethod
    def between(cls, first: date, last: date) -> "Length":
        """Both days counted: 1 January to 31 December is twelve months."""
        after = last + DAY
        months = (after.year - first.year) * 12 + after.month - first.month
        if _later(first, months) > after:
            months -= 1
        return cls(months, (after - _later(first, months)).days)

    @property
    def whole_years(self) -> int:
        return self.months // 12

    @property
    def begun_years(self) -> int:
        return self.whole_years + bool(self.months % 12 or self.days)

    @property
    def words(self) -> Text:
        """ "5 månader och 30 dagar"; no days where there are none."""
        months = Text(
            "1 månad" if self.months == 1 else f"{self.months} månader",
            "1 month" if self.months == 1 else f"{self.months} months",
        )
        days = Text(
            "1 dag" if self.days == 1 else f"{self.days} dagar",
            "1 day" if self.days == 1 else f"{self.days} days",
        )
        if not self.days:
            return months
        return months + Text(" och ", " and ") + days if self.months else days


def last_day(first: date, months: int) -> date:
    """The last day of so many months of work."""
    return _later(first, months) - DAY


def _later(day: date, months: int) -> date:
    """The same day of a later month; the month's last where it has no such day, as 31 January and February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_of_next - DAY).day))
