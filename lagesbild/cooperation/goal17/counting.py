"""What goal 17's figures are counted from: the public register, read once, and its years."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lagesbild.barometer.models import Action
from lagesbild.cooperation.funding.money import Rates, with_money
from lagesbild.cooperation.models import Exchange, Grant, Lesson, Partnership, Project
from lagesbild.organisations.models import Municipality

EVERYBODY = "T"
ONLY_A_COUNT_SV = "Fler är inte alltid bättre: det som räknas är vad samarbetena ger."
ONLY_A_COUNT_EN = "More is not always better: what matters is what the cooperation gives."


@dataclass(frozen=True)
class FigureValue:
    """One group's value in a year; None where it is not known. ``remark`` says what was left out."""

    value: float | None
    remark: str = ""
    subgroup: str = EVERYBODY


@dataclass(frozen=True)
class YearSoFar:
    """A year up to ``last``: 31 December, or today in the year that goes on."""

    number: int
    last: date

    @property
    def first(self) -> date:
        return date(self.number, 1, 1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class PublicRegister:
    """Everything public that is counted, read once."""

    country: str = "SE"
    partnerships: list[Partnership] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    rates: Rates = field(default_factory=lambda: Rates({}, {}))

    @classmethod
    def load(cls) -> "PublicRegister":
        """In a number of queries that does not grow with the register."""
        partnerships = Partnership.objects.public().prefetch_related("partners__organisation", "reviews")
        return cls(
            country=Municipality.load().country,
            partnerships=list(partnerships),
            exchanges=list(Exchange.objects.public().prefetch_related("participants")),
            projects=list(with_money(Project.objects.public())),
            grants=list(Grant.objects.public().select_related("programme__funder")),
            actions=list(Action.objects.public()),
            lessons=list(Lesson.objects.public()),
            rates=Rates.load(),
        )

    @property
    def examples(self) -> int:
        """How many of the things counted are made up."""
        things = (self.partnerships, self.exchanges, self.projects, self.grants, self.actions, self.lessons)
        return sum(thing.is_example for kind in things for thing in kind)

    def years(self, today: date) -> list[YearSoFar]:
        """From the first year that anything is known of to the year of ``today``, oldest first."""
        days = [
            *(partnership.since for partnership in self.partnerships),
            *(thing.starts for kind in (self.exchanges, self.projects, self.actions) for thing in kind),
            *(grant.decided_on for grant in self.grants),
            *(lesson.noted_on for lesson in self.lessons),
        ]
        first = min((day.year for day in days if day and day <= today), default=today.year + 1)
        return [YearSoFar(year, min(date(year, 12, 31), today)) for year in range(first, today.year + 1)]


@dataclass(frozen=True)
class KeyFigure:
    """A published definition. ``count`` answers for a year; nothing at all for years before the first known one.

    Without ``count`` it is a quotient of two other figures, worked out when the store is built (``derived.csv``).
    """

    id: str
    name_sv: str
    name_en: str
    definition_sv: str
    definition_en: str
    unit_sv: str
    unit_en: str
    decimals: int
    direction: str
    """``up``, ``down`` or ``none``: which way is better."""
    direction_reason_sv: str
    direction_reason_en: str
    count: Callable[[PublicRegister, YearSoFar], list[FigureValue]] | None


def share(part: int | Decimal, whole: int | Decimal, remark: str = "") -> list[FigureValue]:
    return [FigureValue(float(100 * part / whole), remark)] if whole else []
