"""How often suggested goals are right: ``python -m bench.sdg_tags FOLDER [--json]``.

FOLDER has ``benchmark.csv`` of the public SDG Classification Benchmark (id, text, sdg, label: 1,251 short English
texts, each judged by experts for one goal), as in the package ``sdgclassification-benchmark``; it is looked for below
FOLDER too. Nothing of it is in this repository.

The words come from the UN's texts alone, but the threshold was chosen with the benchmark in view. So the benchmark is
also cut in halves, many times: the threshold that is best on one half is measured on the other.
"""

import argparse
import csv
import json
import random
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from lagesbild.cooperation.scanning import tagging

TARGET = 0.82
HALVINGS = 50
THRESHOLDS = [step / 200 for step in range(2, 41)]


@dataclass(frozen=True)
class Judged:
    """A text's cosine with a goal, and whether experts say that it is about it."""

    goal: int
    cosine: float
    about: bool


@dataclass(frozen=True)
class Row:
    """One goal, or all (goal 0): shares from 0 to 1."""

    goal: int
    texts: int
    accuracy: float
    precision: float
    recall: float


def main(argv: list[str] | None = None) -> int:
    """Print the table; exit 1 below the target."""
    options = argparse.ArgumentParser(prog="bench.sdg_tags", description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--json", action="store_true")
    arguments = options.parse_args(argv)
    begun = time.perf_counter()
    judged = judge(_texts(arguments.folder))
    seconds = time.perf_counter() - begun
    rows = [row(goal, judged) for goal in (*range(1, 18), 0)]
    mean, spread = halves(judged)
    if arguments.json:
        report = {
            "rows": [asdict(goal_row) for goal_row in rows],
            "halves": mean,
            "spread": spread,
            "seconds": seconds,
        }
        print(json.dumps(report, indent=1))
    else:
        _print(rows, mean, spread, seconds)
    return 0 if rows[-1].accuracy >= TARGET else 1


def _texts(folder: Path) -> list[dict[str, str]]:
    file = next(iter(sorted(folder.rglob("benchmark.csv"))), None)
    if file is None:
        sys.exit(
            f"There is no benchmark.csv below {folder}. pip download sdgclassification-benchmark, and unpack it."
        )
    with open(file, encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def judge(texts: Iterable[dict[str, str]]) -> list[Judged]:
    return [
        Judged(
            int(text["sdg"]), tagging.scores(text["text"]).get(int(text["sdg"]), 0.0), text["label"] == "True"
        )
        for text in texts
    ]


def row(goal: int, judged: list[Judged], threshold: float = tagging.THRESHOLD) -> Row:
    mine = [judgement for judgement in judged if goal in (0, judgement.goal)]
    tagged = [judgement for judgement in mine if judgement.cosine >= threshold]
    right = sum(judgement.about for judgement in tagged)
    about = sum(judgement.about for judgement in mine)
    return Row(
        goal,
        len(mine),
        accuracy(mine, threshold),
        right / len(tagged) if tagged else 0.0,
        right / about if about else 0.0,
    )


def accuracy(judged: list[Judged], threshold: float) -> float:
    return (
        sum((judgement.cosine >= threshold) == judgement.about for judgement in judged) / len(judged)
        if judged
        else 0.0
    )


def halves(judged: list[Judged]) -> tuple[float, float]:
    """Mean and standard deviation of the accuracy on one half at the threshold that is best on the other."""
    chance, accuracies = random.Random(17), []
    for _halving in range(HALVINGS):
        mixed = chance.sample(judged, len(judged))
        half, other = mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]
        best = max(THRESHOLDS, key=lambda threshold: accuracy(half, threshold))
        accuracies.append(accuracy(other, best))
    return statistics.mean(accuracies), statistics.stdev(accuracies)


def _print(rows: list[Row], mean: float, spread: float, seconds: float) -> None:
    print(f"{'goal':>6} {'texts':>6} {'accuracy':>9} {'precision':>10} {'recall':>7}")
    for goal_row in rows:
        name = str(goal_row.goal) if goal_row.goal else "all"
        shares = f"{goal_row.accuracy:>9.1%} {goal_row.precision:>10.1%} {goal_row.recall:>7.1%}"
        print(f"{name:>6} {goal_row.texts:>6} {shares}")
    print(f"Mean of the 17 goals: {statistics.mean(goal_row.accuracy for goal_row in rows[:-1]):.1%}")
    print(
        f"Threshold chosen on one half, measured on the other: {mean:.1%} ± {spread:.1%} ({HALVINGS} halvings)"
    )
    print(f"{rows[-1].texts} texts in {seconds:.2f} s. Target: {TARGET:.0%}")


if __name__ == "__main__":
    sys.exit(main())
