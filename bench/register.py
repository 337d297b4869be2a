"""The register of cooperation at its largest: ``python -m bench.register``, a part of ``make bench``.

20,000 exchanges, 2,000 projects, 2,000 grants and 50,000 transactions in a home folder of their own (a temporary one,
or what ``--folder`` names, which is then kept). The pages are asked for in this process, without a network: each just
after somebody has changed something in the register, which is what the target holds; then as one that nobody has asked
for, when nothing has changed; and again.
"""

import argparse
import contextlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.measure import Row, median_seconds, print_rows

MOST = 0.150
PAGES = (
    "/samarbeten/",
    "/samarbeten/bench-samarbete-1/",
    "/samarbeten/utbyten/",
    "/samarbeten/utbyten/?slag=school",
    "/samarbeten/utbyten/?slag=school&ar=2020&land=NO",
    "/samarbeten/utbyten/bench-utbyte-1/",
    "/sok/?q=vatten",
    "/sok/?q=demokrati+ungdom",
    "/samarbeten/karta/",
    "/samarbeten/natverk/",
    "/samarbeten/lardomar/",
    "/samarbeten/overvagt/",
    "/samarbeten/forteckning/",
    "/projekt/",
    "/projekt/bench-projekt-1/",
    "/finansiering/",
    "/finansiering/?ar=2024",
    "/finansiering/utlysningar/",
    "/mal/17/",
)
FILES = (
    "/samarbeten/forteckning.csv",
    "/samarbeten/forteckning.xlsx",
    "/samarbeten/rapport/2025/",
    "/samarbeten/rapport/2025.docx",
    "/iati.xml",
)
"""Made for few, and as long as they are long: measured, without a target."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", type=Path, help="where the register is made, or lies since before")
    folder = arguments.parse_args().folder
    with contextlib.nullcontext(folder) if folder else tempfile.TemporaryDirectory() as home:
        # Settings are read once, so the home must be chosen before anything of Django is imported.
        os.environ["LAGESBILD_HOME"] = str(Path(home) / "register")
        os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.config.settings"
        return run()


def run() -> int:
    command = [sys.executable, "-m", "lagesbild", "demo", "--no-serve"]
    subprocess.run(command, check=True, env=os.environ.copy(), stdout=subprocess.DEVNULL)
    from django.test import Client

    from lagesbild.config import wsgi  # noqa: F401 (set up as the server is)

    _fill()
    client = Client(headers={"accept-encoding": "gzip", "host": "localhost"})
    floor = median_seconds(lambda: client.get("/colours.css"), before=_change_something)
    pages = [_timed(client, path, floor, MOST) for path in PAGES]
    print_rows("The register at its largest", "a bare view", pages)
    print_rows("Its files: first asked for, then again", "", [_file(client, path) for path in FILES])
    return int(any(row.met is False for row in pages))


def _fill() -> None:
    from django.db import transaction

    from bench.made_register import Size, make
    from lagesbild.cooperation.models import Exchange

    size = Size()
    if Exchange.objects.count() >= size.exchanges:
        return
    start = time.perf_counter()
    with transaction.atomic():
        make(size, date.today())
    print(f"\n{size}\nmade in {time.perf_counter() - start:.0f} s")


def _timed(client, path: str, floor: float, most: float) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if (status := client.get(path).status_code) != 200:
        return Row(path, 0.0, note=f"answers {status}", met=False)
    _change_something()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)  # counted now: the next request empties the log
    seconds = median_seconds(lambda: client.get(path), before=_change_something)
    numbers, sign = itertools.count(), "&" if "?" in path else "?"
    unseen = median_seconds(lambda: client.get(f"{path}{sign}nr={next(numbers)}"))
    again = median_seconds(lambda: client.get(path))
    # On a machine that does other things too, less of the time than all of it is ours.
    _change_something()
    before = time.process_time()
    client.get(path)
    ours = time.process_time() - before
    note = (
        f"{queries} queries, {ours * 1000:.0f} ms of processor; "
        f"unseen {unseen * 1000:.0f} ms, again {again * 1000:.1f} ms"
    )
    return Row(path, seconds, seconds / floor, f"≤ {most * 1000:.0f} ms", seconds <= most, note)


def _change_something() -> None:
    from lagesbild.cooperation.models import Exchange

    first = Exchange.objects.order_by("pk").values_list("pk", flat=True)[:1]
    Exchange.objects.filter(pk__in=list(first)).update(place=f"Plats {time.perf_counter_ns()}")


def _file(client, path: str) -> Row:
    """The first time, and what it weighs; and the second, since some are kept until something changes."""
    durations = []
    for _ in range(2):
        start = time.perf_counter()
        answer = client.get(path)
        # A file that is sent as it is written has cost nothing yet.
        length = sum(map(len, answer)) if answer.streaming else len(answer.content)
        durations.append(time.perf_counter() - start)
    if answer.status_code != 200:
        return Row(path, durations[0], note=f"answers {answer.status_code}")
    return Row(path, durations[0], note=f"then {durations[1] * 1000:,.0f} ms, {length:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
