"""What the Kolada of ``bench.killed`` holds: figures of one generation, which the store may not mix with another;
and what the processes tell each other."""

from dataclasses import dataclass

KPIS = {"N00001": "Utsläpp", "N00002": "Resor"}
AREAS = ("0000", "0680")
YEARS = range(2018, 2025)


def generation(number: int) -> float:
    """What every figure is added to: all of them change together."""
    return float(number * 1000)


TABLE_ORIGINS = ("ena", "andra")
TABLE_YEARS = range(2010, 2025)
TABLE_STEP = 10_000
"""Of the tables that are sent: every value is the table's own number, of so many to choose among, and the year."""


def measure_of(origin: str) -> str:
    """What the figures of a sent table are called."""
    return f"antal_{origin}"


@dataclass(frozen=True)
class Standing:
    """How things stand right after a kill: what is wrong, the figures shown, and letters that may have been sent."""

    faults: list[str]
    generation: int
    uncertain: int
