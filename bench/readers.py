"""``make bench-readers``: the day everybody reads. Kept pages against a file and a bare callable, and readers while
somebody publishes once a second.

The first part needs wrk and nginx (Debian: apt-get install wrk nginx-light): five rounds by turns, compressed, of the
same bytes. In the second every answer of the page that is being changed is held against what was committed before it
was asked for: a page of before is stale.
"""

import argparse
import asyncio
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.database import own_home

ROOT = Path(__file__).resolve().parent.parent
PAGE, CHANGED = "/mal/13/", "/samarbeten/stellenbosch/"
ROUNDS, SECONDS_A_ROUND, CONNECTIONS = 5, 3, 20
READERS, PAGES = 200, 150
SLOWEST = 2.0
"""Seconds that 95 of 100 answers may take."""
LEAST = {"sqlite": {"nginx": 1 / 4, "a bare callable": 0.6}, "postgresql": {"nginx": 1 / 8}}
BARE = """
from pathlib import Path
BODY = Path("page.gz").read_bytes()
HEADERS = [("content-type", "text/html; charset=utf-8"), ("content-encoding", "gzip")]
def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
if __name__ == "__main__":
    import sys
    from granian import Granian
    from granian.constants import Interfaces
    Granian("bare:application", port=int(sys.argv[1]), interface=Interfaces.WSGI, blocking_threads=4,
            log_enabled=False).serve()
"""
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; user {user};
events {{ worker_connections 1024; }}
http {{ access_log off; server {{ listen 127.0.0.1:{port}; root {folder}/www;
    location / {{ default_type text/html; add_header Content-Encoding gzip; }} }} }}
"""


# --- How many a second ------------------------------------------------------------------------------------


def compare(address: str, database: str, folder: Path) -> int:
    """Prints each one's median of the rounds; 1 where a target is missed."""
    if missing := [tool for tool in ("wrk", "nginx") if not shutil.which(tool)]:
        print(f"How many a second: not measured. Missing: {', '.join(missing)}.")
        return 0
    page = urllib.request.Request(address + PAGE, headers={"Accept-Encoding": "gzip"})
    body = urllib.request.urlopen(page).read()
    with nginx(folder, body) as file, bare(folder, body) as callable_:
        where = {"nginx": file, "a bare callable": callable_, "a kept page": address + PAGE}
        rates = {name: [] for name in where}
        for _round in range(ROUNDS):
            for name, url in where.items():
                rates[name].append(requests_a_second(url))
    medians = {name: statistics.median(rates[name]) for name in where}
    missed = 0
    for name, rate in medians.items():
        part = medians["a kept page"] / rate
        least = LEAST[database].get(name)
        met = least is None or part >= least
        missed |= not met
        target = f"≥ {least:.2f} {'met' if met else 'NOT MET'}" if least else ""
        print(f"  {name:<18}{rate:>10,.0f} a second   a kept page is {part:.2f} of it  {target}".rstrip())
    return int(missed)


def requests_a_second(url: str) -> float:
    order = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS_A_ROUND}s", "-H", "Accept-Encoding: gzip", url]
    lines = subprocess.run(order, capture_output=True, text=True, check=True).stdout.splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("Requests/sec")))


@contextmanager
def nginx(folder: Path, body: bytes) -> Iterator[str]:
    from tests.conftest import free_port

    port, user = free_port(), "root" if os.geteuid() == 0 else "nobody"
    (folder / "www").mkdir()
    (folder / "www" / "page.html").write_bytes(body)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, user=user))
    with running(["nginx", "-c", str(folder / "nginx.conf")], folder, port):
        yield f"http://127.0.0.1:{port}/page.html"


@contextmanager
def bare(folder: Path, body: bytes) -> Iterator[str]:
    from tests.conftest import free_port

    port = free_port()
    (folder / "page.gz").write_bytes(body)
    (folder / "bare.py").write_text(BARE)
    with running([sys.executable, "bare.py", str(port)], folder, port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def running(order: list[str], folder: Path, port: int) -> Iterator[None]:
    import socket

    from tests.conftest import wait_for

    process = subprocess.Popen(order, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def answers() -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_for(answers, order[0])
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


# --- While somebody publishes -----------------------------------------------------------------------------


class Editor(threading.Thread):
    """Changes the name of a partnership once a second, and notes which name was committed last."""

    def __init__(self, until: float) -> None:
        super().__init__()
        self.until, self.latest, self.count = until, 0, 0

    def run(self) -> None:
        from django.db import connections

        from lagesbild.cooperation.models import Partnership

        while time.monotonic() < self.until:
            begun = time.monotonic()
            Partnership.objects.filter(slug="stellenbosch").update(name_sv=f"Ändrad {self.count + 1:06}")
            self.count += 1
            self.latest = self.count
            time.sleep(max(0.0, 1.0 - (time.monotonic() - begun)))
        connections.close_all()


async def read(
    port: int, paths: list[str], editor: Editor, until: float, took: list[float], stale: list[str]
) -> None:
    """One reader, who goes from page to page as fast as they are answered, over a connection that stays."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    place = 0
    while time.monotonic() < until:
        path = CHANGED if place % 10 == 0 else paths[(place * 7 + id(writer)) % len(paths)]
        committed, begun = editor.latest, time.monotonic()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        body = await answer_of(reader)
        took.append(time.monotonic() - begun)
        if path == CHANGED and committed and not _is_as_new(body, committed):
            stale.append(path)
        place += 1
        await asyncio.sleep(0.05)
    writer.close()


async def answer_of(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length"))
    body = await reader.readexactly(int(length))
    return gzip.decompress(body) if "content-encoding: gzip" in head else body


def _is_as_new(body: bytes, committed: int) -> bool:
    mark = "Ändrad ".encode()
    place = body.find(mark)
    return place >= 0 and int(body[place + len(mark) :][:6]) >= committed


def read_all_day(address: str, seconds: int) -> int:
    port = int(address.rpartition(":")[2])
    paths = some_pages(address)
    for path in [*paths, CHANGED]:  # the day has begun
        urllib.request.urlopen(
            urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})
        ).read()
    until = time.monotonic() + seconds
    editor, took, stale = Editor(until), [], []

    async def everybody() -> None:
        await asyncio.gather(*(read(port, paths, editor, until, took, stale) for _ in range(READERS)))

    editor.start()
    asyncio.run(everybody())
    editor.join()
    cuts = statistics.quantiles(took, n=20)
    met = cuts[18] <= SLOWEST and not stale
    print(
        f"  {READERS} readers, {len(paths)} pages, {editor.count} changes in {seconds} s: {len(took):,} answers,"
        f" median {1000 * cuts[9]:.0f} ms, 95 % {1000 * cuts[18]:.0f} ms, slowest {1000 * max(took):.0f} ms,"
        f" stale {len(stale)}  {'met' if met else 'NOT MET'}"
    )
    return int(not met)


def some_pages(address: str) -> list[str]:
    import json

    listed = json.loads(urllib.request.urlopen(f"{address}/api/v1/indicators?limit=200").read())
    goals = [f"/mal/{number}/" for number in range(1, 18)]
    indicators = [indicator["address"] for indicator in listed]
    under = [f"{path}tabell/" for path in indicators]
    return ["/", "/nyckeltal/", "/samarbeten/", *goals, *indicators, *under][:PAGES]


def lay_example(database: str) -> None:
    """``demo`` keeps away from a database that may be somebody's: there the example is laid step by step."""
    example = ROOT / "examples" / "jonkoping"
    if database == "postgresql":
        os.environ["LAGESBILD_RAW"] = str(example / "raw")
    by_step = (["migrate"], ["load", str(example)], ["fetch", "register"], ["build"])
    for order in by_step if database == "postgresql" else (["demo", "--no-serve"],):
        subprocess.run([sys.executable, "-m", "lagesbild", *order], check=True, stdout=subprocess.DEVNULL)


# --- The whole --------------------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="here, in this process")
    options = parser.parse_args()
    if options.database:
        return _here(options)
    order = [sys.executable, "-m", "bench.readers", "--seconds", str(options.seconds), "--database"]
    return max(subprocess.run([*order, name], cwd=ROOT).returncode for name in ("sqlite", "postgresql"))


def _here(options) -> int:
    with own_home(options.database) as home:
        lay_example(options.database)
        import django

        django.setup()
        from tests.conftest import serving

        print(f"\n{options.database}", flush=True)
        with serving(home) as address:
            missed = compare(address, options.database, home.parent)
            return max(missed, read_all_day(address, options.seconds))


if __name__ == "__main__":
    sys.exit(main())
