"""``python -m bench.killed_upgrades_postgresql --database ADDRESS``: an older database brought up and killed.

It makes databases of its own on that server, with the migrations of the homes in ``tests/upgrade`` and the rows that
they write. Each kill is held against the upgrade that nobody killed (``killed_upgrades``).
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench.killed import Bench, Upgrades
from bench.killed_upgrades import OLDER


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.killed_upgrades_postgresql", description=__doc__)
    parser.add_argument(
        "--database", required=True, metavar="ADDRESS", help="postgresql://user@host:port/postgres"
    )
    parser.add_argument("--times", type=int, default=50, help="kills (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="lagesbild-killed-upgrades-") as folder:
        bench = Bench(Path(folder), options.seed, upgrades=Upgrades(1, OLDER), database=options.database)
        for number in range(1, options.times + 1):
            faults = bench.killed_upgrades.kill_once()
            wrong += len(faults)
            for fault in faults[:5]:
                print("  wrong:", number, fault, flush=True)
    print(f"{options.times} kills, wrong: {wrong}")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
