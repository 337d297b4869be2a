"""What a starter kit says of each indicator."""

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How sure the kit is of an indicator's direction and reading."""

    SURE = "a"  # a register or a count, plain to read
    LIKELY = "b"  # a survey, an estimate, or a direction that can be debated
    TO_CONFIRM = "c"  # judges nothing until a person has confirmed it


@dataclass(frozen=True)
class NationalTarget:
    """A decided value, with who decided it, when, and where it is written. All four, or it is not told."""

    value: float
    year: int | None
    decided_by: str
    decided_on: str
    written_in: str


@dataclass(frozen=True)
class KitIndicator:
    """One row of a kit. ``row`` is its line in the file; ``direction`` is up, down, none or hold.

    ``margin``: the id of the published margin of error. ``part_of``: the id of the whole that it is a part of.
    ``replaces``: ids that its source has retired and that it comes after. ``choose``: another id that answers nearly
    the same question, and ``choose_why`` what the difference is.
    """

    id: str
    row: int
    name_sv: str
    name_en: str
    goal: int
    other_goals: tuple[int, ...]
    main: bool
    core: bool
    unit_sv: str
    unit_en: str
    decimals: int
    counted_per: str
    direction: str
    hold: tuple[float, float] | None
    reason_sv: str
    reason_en: str
    confidence: Confidence
    cycle_years: int
    window_years: int | None
    margin: str
    part_of: str
    absolute: bool
    for_regions: bool
    month: int | None
    replaces: tuple[str, ...]
    choose: str
    choose_why: str
    target: NationalTarget | None
    national_sv: str
    caveat_sv: str
    source: str

    @property
    def goals(self) -> tuple[int, ...]:
        """Its own first; none where a person has to choose."""
        return tuple(filter(None, (self.goal, *self.other_goals)))

    @property
    def of_kolada(self) -> bool:
        """Whether its figures are fetched from Kolada; another source's are there already, or come by themselves."""
        return self.id[0] in "NU"

    @property
    def judged(self) -> bool:
        """Whether its direction judges the figures before a person has confirmed it."""
        if self.confidence == Confidence.TO_CONFIRM:
            return False
        return self.direction in ("up", "down") or self.holds_an_interval

    @property
    def holds_an_interval(self) -> bool:
        """Whether the level is to be held between two values. Close to one value is for a person to judge."""
        return self.direction == "hold" and self.hold is not None and self.hold[0] < self.hold[1]


@dataclass(frozen=True)
class Kit:
    """A starter kit: its name, and its indicators in the order of the file."""

    name: str
    indicators: tuple[KitIndicator, ...]

    @property
    def core(self) -> tuple[KitIndicator, ...]:
        """What a municipality begins with; the rest is there to choose from."""
        return tuple(indicator for indicator in self.indicators if indicator.core)

    @property
    def by_id(self) -> dict[str, KitIndicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    def successor(self, id: str) -> KitIndicator | None:
        """The indicator that comes after one that its source has retired, if the kit names it."""
        return next((indicator for indicator in self.indicators if id in indicator.replaces), None)
