"""How an installation feels: one line a thing, worst first in its colour, with what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import duckdb
from django.db import Error as DatabaseError

from lagesbild.assessment import Text
from lagesbild.figures.origin import OriginError
from lagesbild.figures.store import StoreError


class HealthLevel(StrEnum):
    """From well to ill. Only FAILING means that readers or staff go without something now."""

    OK = "ok"
    WARNING = "warning"
    FAILING = "failing"


@dataclass(frozen=True)
class HealthLine:
    """``sentence`` may be read by anybody; ``remedy`` and ``detail`` are for the operator, and may name folders."""

    name: str
    level: HealthLevel
    sentence: Text
    remedy: str = ""
    detail: str = ""
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class HealthReport:
    """Every line, in a set order. ``level`` is that of the worst."""

    version: str
    at: datetime
    lines: tuple[HealthLine, ...]

    @property
    def level(self) -> HealthLevel:
        levels = {line.level for line in self.lines}
        return max(levels, key=list(HealthLevel).index, default=HealthLevel.OK)


HealthCheck = Callable[["object"], HealthLine]
UNANSWERED = (DatabaseError, duckdb.Error, StoreError, OriginError, OSError, ValueError)


def examined(checks: Iterable[tuple[str, HealthCheck]], circumstances) -> tuple[HealthLine, ...]:
    """The line of each check. One that cannot be made is a line of its own, and keeps no other from being made."""
    return tuple(_line(name, check, circumstances) for name, check in checks)


def _line(name: str, check: HealthCheck, circumstances) -> HealthLine:
    try:
        return check(circumstances)
    except UNANSWERED as error:
        sentence = Text("gick inte att undersöka", "could not be examined")
        return HealthLine(name, HealthLevel.WARNING, sentence, detail=" ".join(str(error).split()))
