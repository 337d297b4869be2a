"""Connections to the database: no more than there are threads, and one; counted over quiet and busy spells."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conftest import Live, copy_of_home, serving

THREADS, CYCLES = 4, 10
PAGES = ("/", "/mal/6/", "/logga-in/", "/nyckeltal/")


def busy(address: str, cycle: int) -> None:
    """More than there are threads at once, and of pages that are not kept."""
    live = Live(address, {})
    searches = [f"/sok/?q=vatten{cycle}{number}" for number in range(2 * THREADS)]
    with ThreadPoolExecutor(3 * THREADS) as readers:
        answers = list(readers.map(live.get, [*searches, *PAGES]))
    assert {status for status, _text in answers} == {200}


def of_file(pid: int, file: Path) -> int:
    """How often the server's processes have the file open."""
    processes = [pid, *_children(pid)]
    files = [link for process in processes for link in Path(f"/proc/{process}/fd").iterdir()]
    return sum(os.path.realpath(link) == str(file.resolve()) for link in files)


def _children(pid: int) -> list[int]:
    lists = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    children = [int(number) for numbers in lists for number in numbers.split()]
    return children + [below for child in children for below in _children(child)]


def test_on_sqlite(example_home, tmp_path):
    home = copy_of_home(example_home.home, tmp_path / "home")
    server = serving(home)
    with server as address:
        opened = []
        for cycle in range(CYCLES):
            busy(address, cycle)
            opened.append(of_file(server.process.pid, home / "lagesbild.sqlite3"))
    assert min(opened) >= 1 and max(opened) <= THREADS + 1, opened
