"""``make bench-new``: a barometer for one municipality after the other, from an empty folder, timed and looked through.

Each is begun by ``lagesbild new`` from a Kolada on this machine. Counted are the seconds, the questions to Kolada (the
real one is asked at most five times a second), how many of the kit's indicators have values at the source and how many
of those an answer, what ``check`` finds that the list for a person does not say, and where another municipality's name
stands.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.kolada_catalogue import CataloguedKolada
from lagesbild.kits import DEFAULT, HomePlace, find_place, home_places, read_kit
from tests.conftest import lagesbild

SECONDS, QUESTIONS_A_SECOND = 240, 5
LEAST_ANSWERED = 0.8
FOR_A_PERSON = frozenset({"no_direction"})
"""Findings that say what the list for a person says: a direction that nobody has confirmed."""


@dataclass(frozen=True)
class NewHome:
    """What ``lagesbild new`` gave one municipality, and what it cost."""

    place: HomePlace
    seconds: float
    processor: float
    questions: int
    at_source: int
    answered: int
    faults: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.answered / self.at_source if self.at_source else 1.0

    @property
    def is_met(self) -> bool:
        return self.seconds < SECONDS and self.share >= LEAST_ANSWERED and not self.faults

    def __str__(self) -> str:
        parts = [
            f"{self.place.code} {self.place.name}: {self.seconds:.0f} s, {self.processor:.0f} of the processor",
            f"{self.questions} questions, {self.questions / QUESTIONS_A_SECOND:.0f} s at five a second",
            f"{self.answered} of {self.at_source} answered ({self.share:.0%})",
            "met" if self.is_met else "NOT MET",
            *self.faults,
        ]
        return "; ".join(parts)


def pages_of(home: Path) -> dict[str, list[str]]:
    """What the pages of a home show, asked in a process of its own."""
    order = [sys.executable, "-m", "bench.new_pages"]
    environment = {**os.environ, "LAGESBILD_HOME": str(home)}
    return json.loads(subprocess.run(order, env=environment, check=True, capture_output=True).stdout)


def new_home(
    place: HomePlace,
    kolada: CataloguedKolada,
    home: Path,
    *,
    kit: str = DEFAULT,
    run: Callable = lagesbild,
    pages: Callable[[Path], dict] = pages_of,
) -> NewHome:
    """Begin the municipality in ``home``, and look it through. ``run`` is the command line."""
    kolada.asked.clear()
    started, processor = time.monotonic(), _processor_seconds()
    where = ("--kit", kit, "--base-url", kolada.url)
    run("new", place.code, "--yes", "--no-serve", "--json", *where, home=home)
    seconds, processor = time.monotonic() - started, _processor_seconds() - processor
    questions = len(kolada.asked)
    rows = [row for row in read_kit(kit).core if place.kind == "municipality" or row.for_regions]
    at_source = {row.name_sv for row in rows if kolada.has_values(row.id, place.code)}
    found_on_pages = pages(home)
    faults = (*_findings(run, home), *(f"Jönköping: {where}" for where in found_on_pages["strangers"]))
    counts = (questions, len(at_source), len(at_source & set(found_on_pages["answered"])))
    return NewHome(place, seconds, processor, *counts, faults)


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _findings(run: Callable, home: Path) -> list[str]:
    """What ``check`` finds that is not for a person to settle."""
    report = json.loads(run("check", "--json", home=home, check=False).stdout)
    attention = [
        f"{finding['kind']}: {finding['title']}"
        for finding in report["attention"]
        if finding["kind"] not in FOR_A_PERSON
    ]
    return [*report["findings"], *attention]


def places(names: list[str], count: int, seed: int) -> list[HomePlace]:
    """Those of the names, or as many municipalities as are asked for, drawn."""
    if names:
        return [find_place(name) for name in names]
    municipalities = [place for place in home_places().values() if place.kind == "municipality"]
    return random.Random(seed).sample(municipalities, count)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.new_municipalities", description=__doc__)
    parser.add_argument("places", nargs="*", help="codes or names (default: drawn at random)")
    parser.add_argument("--count", type=int, default=10, help="how many are drawn (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--catalogue", type=Path, help="a folder with Kolada's catalogue as CSV files")
    options = parser.parse_args()
    homes = []
    with CataloguedKolada(options.catalogue) as kolada:
        print(f"{len(kolada.kpis)} indicators, {len(kolada.groups)} groups in the catalogue", flush=True)
        for place in places(options.places, options.count, options.seed):
            home = Path(tempfile.mkdtemp(prefix="lagesbild-new-"))
            homes.append(new_home(place, kolada, home))
            print(homes[-1], flush=True)
            shutil.rmtree(home, ignore_errors=True)
    met = sum(home.is_met for home in homes)
    print(f"{met} of {len(homes)} within {SECONDS} s, {LEAST_ANSWERED:.0%} answered, nothing else found")
    return int(met < len(homes))


if __name__ == "__main__":
    sys.exit(main())
