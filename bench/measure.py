"""How the benches time things and print them."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of a bench: what was measured, how long it took, what it is held against, and the target."""

    what: str
    seconds: float
    ratio: float | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""


def median_seconds(
    work: Callable[[], object],
    times: int = 15,
    warm: int = 3,
    before: Callable[[], object] = lambda: None,
) -> float:
    """The median wall time of ``work``, after some rounds that do not count. ``before`` each is not counted either."""
    for _ in range(warm):
        before()
        work()
    durations = []
    for _ in range(times):
        before()
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def print_rows(title: str, floor: str, rows: list[Row]) -> None:
    print(f"\n{title}")
    print(f"  {'':52} {'time':>10} {'× ' + floor:>16}  target")
    for row in rows:
        duration = f"{row.seconds * 1000:,.1f} ms" if row.seconds < 1 else f"{row.seconds:,.2f} s"
        ratio = f"{row.ratio:,.1f}" if row.ratio is not None else ""
        verdict = {True: "met", False: "NOT MET", None: ""}[row.met]
        print(f"  {row.what:52} {duration:>10} {ratio:>16}  {row.target} {verdict} {row.note}".rstrip())
