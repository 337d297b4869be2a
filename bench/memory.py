"""``make bench-memory``: does the server's memory grow with what is asked of it?

A real server of the example is asked over connections that stay: seven of ten requests are for pages that are kept,
the rest for what is made each time: searches for what nobody has searched for, comparisons of drawn municipalities,
charts, the API, pages that are not there. Something is published every two hundred requests. What the serving
processes hold is looked at a hundred times; from a tenth of the way to the end it may grow by a tenth.
"""

import argparse
import asyncio
import os
import random
import sys
import time
from pathlib import Path

from bench.database import own_home
from bench.readers import answer_of, lay_example, some_pages

CONNECTIONS, LOOKS, PUBLISH_EVERY = 4, 100, 200
MAY_GROW = 0.10
WORDS = ("vatten", "skola", "utsläpp", "cykel", "arbete", "hälsa", "energi", "skog", "bostad", "kväve")
PLACES = ("0180", "1280", "1480", "0380", "0580", "0880", "1780", "2480", "2580", "1880", "0680", "1380")


def memory_of(process: int) -> int:
    """Bytes that the process and those it has begun hold in memory, by what the kernel says (RSS)."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    begun = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(memory_of(int(child)) for child in begun)


class Requests:
    """Which address is asked for next; how many have been, and what the server held then."""

    def __init__(self, count: int, pages: list[str], server: int):
        self.count, self.pages, self.server = count, pages, server
        self.sent, self.looks, self.drawn = 0, [], random.Random(17)
        self.slugs = [
            path.split("/")[2] for path in pages if path.startswith("/nyckeltal/") and path.count("/") == 3
        ]

    def next_path(self) -> str:
        if self.sent % (self.count // LOOKS) == 0:
            self.looks.append(memory_of(self.server))
            if len(self.looks) % 10 == 1:
                print(f"  {self.sent:>9,} requests{self.looks[-1] / 2**20:>8,.0f} MB", flush=True)
        self.sent += 1
        return self.drawn.choice(self.pages) if self.drawn.random() < 0.7 else self._made_each_time()

    def _made_each_time(self) -> str:
        slug, place = self.drawn.choice(self.slugs), self.drawn.choice(PLACES)
        return self.drawn.choice(
            (
                f"/sok/?q={self.drawn.choice(WORDS)}+{self.drawn.randrange(10**6)}",
                f"/nyckeltal/{slug}/jamfor/?kommuner={place}&kommuner={self.drawn.choice(PLACES)}",
                f"/nyckeltal/{slug}/diagram.svg",
                f"/nyckeltal/{slug}.json",
                f"/api/v1/indicators?limit={self.drawn.randrange(1, 200)}",
                f"/finns-inte/{self.drawn.randrange(10**6)}/",
            )
        )


async def ask(port: int, requests: Requests) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while requests.sent < requests.count:
        path = requests.next_path()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        await answer_of(reader)
        if requests.sent % PUBLISH_EVERY == 0:
            await asyncio.to_thread(publish, requests.sent)
    writer.close()


def publish(number: int) -> None:
    from django.db import connection

    from lagesbild.cooperation.models import Partnership

    Partnership.objects.filter(slug="stellenbosch").update(name_sv=f"Ändrad {number:06}")
    connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    options = parser.parse_args()
    with own_home("sqlite") as home:
        lay_example("sqlite")
        import django

        django.setup()
        from tests.conftest import serving

        site = serving(home)
        with site as address:
            return measured(address, site.process.pid, options.requests)


def measured(address: str, server: int, count: int) -> int:
    begun = time.monotonic()
    requests = Requests(count, some_pages(address), server)

    async def everybody() -> None:
        port = int(address.rpartition(":")[2])
        await asyncio.gather(*(ask(port, requests) for _ in range(CONNECTIONS)))

    asyncio.run(everybody())
    looks = [*requests.looks, memory_of(server)]
    print(f"  {count:>9,} requests{looks[-1] / 2**20:>8,.0f} MB")
    growth = max(looks[LOOKS // 10 :]) / looks[LOOKS // 10] - 1
    met = growth <= MAY_GROW
    rate, verdict = count / (time.monotonic() - begun), "met" if met else "NOT MET"
    print(f"  {rate:,.0f} a second; from a tenth on at most {growth:+.1%}  {verdict}")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
