"""From files and addresses to calls, by the shape that each is said to have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lagesbild.cooperation.downloads import downloaded, file_name
from lagesbild.cooperation.scanning import eu_portal, rss, workbook
from lagesbild.cooperation.scanning.drafts import DraftCounts, keep
from lagesbild.cooperation.scanning.listed_call import LONGEST_ORIGIN, FoundCall
from lagesbild.figures.problems import Problem, SourceProblems
from lagesbild.figures.sheets import content_of

__all__ = ["LONGEST_ORIGIN", "READERS", "Fetched", "fetch", "read_calls"]

READERS: dict[str, Callable[..., tuple[FoundCall, ...]]] = {
    "eu": eu_portal.read_calls,
    "rss": rss.read_calls,
    "workbook": workbook.read_calls,
}


@dataclass(frozen=True)
class Fetched:
    """What came of one file or address: what was kept, or everything that is wrong with it."""

    place: str
    kept: DraftCounts | None
    problems: tuple[Problem, ...] = ()


def fetch(place: str, shape: str, *, origin: str = "", now: datetime) -> Fetched:
    """Read a list and keep its calls, all of them or none."""
    try:
        return Fetched(place, keep(read_calls(place, shape, origin), now=now))
    except SourceProblems as error:
        return Fetched(place, None, error.problems)


def read_calls(place: str, shape: str, origin: str = "") -> tuple[FoundCall, ...]:
    """The calls of a file or an address. Raises SourceProblems when it cannot be had or read."""
    name, content = (file_name(place), downloaded(place)) if "://" in place else _opened(Path(place))
    return READERS[shape](name, content, origin)


def _opened(file: Path) -> tuple[str, bytes]:
    return file.name, content_of(file)
