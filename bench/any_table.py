"""``make bench-assess``: a million rows of anyone's table judged, in seconds and in memory at its largest."""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS, GIGABYTES = 60, 1.5
YEARS = range(2010, 2025)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="(default: %(default)s)")
    parser.add_argument("--method", default="mann-kendall", help="(default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.csv"
        write_table(table, options.rows)
        seconds = judge(table, options.method)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Linux counts in kilobytes, macOS in bytes.
    gigabytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e9
    print(
        f"{options.rows} rows, {options.method}: {seconds:.1f} s (target {SECONDS}), of which the processor "
        f"{usage.ru_utime + usage.ru_stime:.1f} s; {gigabytes:.2f} GB (target {GIGABYTES})"
    )
    return int(seconds > SECONDS or gigabytes > GIGABYTES)


def write_table(file: Path, rows: int) -> None:
    """Series of fifteen years with a direction and a target, and values of two decimals."""
    chance = random.Random(17)
    with file.open("w") as table:
        table.write("series,year,value,direction,target,target_year\n")
        for row in range(rows):
            series, year = row // len(YEARS), YEARS[row % len(YEARS)]
            direction = "up" if series % 2 else "down"
            table.write(f"s{series},{year},{chance.gauss(50, 10):.2f},{direction},40,2030\n")


def judge(table: Path, method: str) -> float:
    """How many seconds the command takes, from its start to the answer on disk."""
    answer = table.with_name("answer.csv")
    command = [sys.executable, "-m", "lagesbild", "assess", str(table), "--method", method, "--format", "csv"]
    start = time.perf_counter()
    subprocess.run([*command, "-o", str(answer)], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
