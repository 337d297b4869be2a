"""Which periods of a series can be compared: a first half with a first half, a whole year before its parts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from lagesbild.tables.outcome import Wording
from lagesbild.tables.periods import Kind, Period


@dataclass(frozen=True, slots=True)
class AlikePeriods:
    """The periods that are compared, and those that are left out, both in order of time."""

    used: tuple[Period, ...]
    left_out: tuple[Period, ...] = ()

    @property
    def wording(self) -> Wording:
        """How many of all values are compared, and which."""
        some = named(self.used)
        return _SENTENCE.fill(n=len(self.used), all=len(self.used) + len(self.left_out), periods=some)


_SENTENCE = Wording(
    "{n} av {all} värden jämförs med varandra: {periods}. De andra gäller tider av annat slag.",
    "{n} of {all} values are compared with each other: {periods}. The others are of times of another kind.",
)
_MOST_NAMED = 6


def named(periods: Sequence[Period]) -> Wording:
    """The periods by name; of many the first and the last."""
    if len(periods) > _MOST_NAMED:
        return Wording("{first} … {last}", "{first} … {last}").fill(
            first=periods[0].wording, last=periods[-1].wording
        )
    names = [", ".join(period.label(language) for period in periods) for language in ("sv", "en")]
    return Wording(*names)


def like_with_like(periods: Collection[Period]) -> AlikePeriods:
    """The largest group of periods that are alike and reach the series' last year, or the year before that.

    A part of a year that the series also has whole counts in no group. Of groups as large the later is taken.
    """
    if not periods:
        return AlikePeriods(())
    groups = _groups(periods)
    last_year = max(period.year for period in periods)
    reaching = [group for group in groups if group[-1].year >= last_year - 1]
    used = max(reaching, key=lambda group: (len(group), group[-1]))
    return AlikePeriods(tuple(used), tuple(sorted(set(periods) - set(used))))


def _groups(periods: Collection[Period]) -> list[list[Period]]:
    whole_years = {period.year for period in periods if period.kind == Kind.YEAR}
    parts_too = [period for period in set(periods) if period.is_whole or period.year not in whole_years]
    days_in_year = Counter(period.year for period in parts_too if period.kind == Kind.DAY)
    daily = max(days_in_year.values(), default=0) > 1
    groups: dict[Hashable, list[Period]] = defaultdict(list)
    for period in sorted(parts_too):
        groups[likeness(period, daily=daily)].append(period)
    return list(groups.values())


def likeness(period: Period, *, daily: bool) -> Hashable:
    """What periods that can be compared have in common.

    One day a year, such as an election's, is compared with that of another year. Where years have several (``daily``),
    only the same day of the year is.
    """
    kind = str(period.kind)
    match period.kind:
        case Kind.DAY:
            return (kind, period.first.month, period.first.day) if daily else (kind,)
        case Kind.SPAN if period.is_whole:
            return kind, period.year - period.first.year
        case Kind.SPAN:
            return kind, *_ends_in_year(period), period.year - period.first.year
    return kind, period.part


def _ends_in_year(period: Period) -> tuple[int, ...]:
    """The months, and the days too where they are not the first and last of theirs: February has 28 days or 29."""
    months = period.first.month, period.last.month
    return months if period.is_of_months else (*months, period.first.day, period.last.day)
