"""Every door tried with every hostile file that fits it, in a process of its own: what it says, how long, how large.

``python -m tests.hostile.doors`` prints a line of JSON for each. Before a file is tried the highest mark of the
process's memory is set back (Linux), so that each is measured by itself.
"""

import contextlib
import ctypes
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
from hypothesis import strategies as st

from tests.figures import old_workbook_drawing as old
from tests.figures.test_workbook_size import book
from tests.hostile import drawing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.config.settings")

EXAMPLES = 40
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOST_MEMORY = 4 << 30
"""Bytes that the process may have in all: what is not measured ends here, and not the machine."""


def main(only: str = "") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    import django

    django.setup()
    for door, title, draw, enter in _tries():
        if only and only not in f"{door} {title}":
            continue
        content = draw()
        with tempfile.TemporaryDirectory() as folder:
            print(
                json.dumps(
                    {"door": door, "file": title, "size": len(content)}
                    | _tried(enter, title, content, Path(folder))
                ),
                flush=True,
            )


def _tried(enter: Callable, title: str, content: bytes, folder: Path) -> dict:
    answer, raised, in_words = "", "", True
    ctypes.CDLL(None).malloc_trim(0)  # else it would reuse what it still holds
    _set_back()
    before, began = _memory("VmRSS"), time.process_time()
    try:
        answer = str(enter(title, content, folder) or "")
    except Exception as error:
        raised, in_words, answer = type(error).__name__, isinstance(error, _in_words()), str(error)
    took, most = time.process_time() - began, _memory("VmHWM") - before
    return {
        "raised": raised,
        "in_words": in_words,
        "answer": answer[:200],
        "seconds": round(took, 2),
        "bytes": most,
    }


def _in_words() -> tuple[type[Exception], ...]:
    """What every door knows, and tells as a sentence."""
    from django.core.exceptions import ValidationError

    from lagesbild.backup.problems import BackupProblem
    from lagesbild.figures.problems import SourceProblems
    from lagesbild.figures.sources.sdmx_files import SdmxError
    from lagesbild.kits.reading import KitProblems
    from lagesbild.reporting.workbook_rows import NotOurWorkbook

    return ValidationError, BackupProblem, SourceProblems, SdmxError, KitProblems, NotOurWorkbook


def _memory(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def _set_back() -> None:
    Path("/proc/self/clear_refs").write_text("5")


# --- The doors: title and content in; what is wrong in words, or raised ---------------------------------------


def _hand_in(title: str, content: bytes, folder: Path):
    from lagesbild.reporting.workbook_rows import sheet_rows

    return sheet_rows(content)


def _list(ending: str) -> Callable:
    def enter(title: str, content: bytes, folder: Path):
        from lagesbild.cooperation.importing import read_list

        return read_list(f"lista{ending}", content).problems

    return enter


def _table(ending: str) -> Callable:
    def enter(title: str, content: bytes, folder: Path):
        from lagesbild.figures.sheets import refuse_if_larger
        from lagesbild.figures.sources import workbook

        refuse_if_larger(f"tabell{ending}", content)
        look = workbook.look_at(f"tabell{ending}", content, None, NOW.date())
        return look.problems or look.questions

    return enter


def _figures(ending: str) -> Callable:
    def enter(title: str, content: bytes, folder: Path):
        from lagesbild.figures.sources import workbook

        file = folder / f"tabell{ending}"
        file.write_bytes(content)
        workbook.fetch(folder / "run", file=file, id="t", publisher="t", licence="t", address="t", now=NOW)

    return enter


def _assess(ending: str) -> Callable:
    def enter(title: str, content: bytes, folder: Path):
        from lagesbild.figures.assess.grids import grid_of

        file = folder / f"tabell{ending}"
        file.write_bytes(content)
        grid_of(file, set())

    return enter


def _calls(shape: str, ending: str) -> Callable:
    def enter(title: str, content: bytes, folder: Path):
        from lagesbild.cooperation.scanning.fetching import read_calls

        file = folder / f"utlysningar{ending}"
        file.write_bytes(content)
        read_calls(str(file), shape)

    return enter


def _iati(title: str, content: bytes, folder: Path):
    from lagesbild.cooperation.iati.reading import activities

    file, problems = folder / "iati.xml", []
    file.write_bytes(content)
    for _activity in activities(file, problems):
        pass
    return [str(problem) for problem in problems]


def _rates(title: str, content: bytes, folder: Path):
    from lagesbild.cooperation.rates.reading import read_rates

    read_rates("SEKEURPMI.json", content)


def _sdmx(title: str, content: bytes, folder: Path):
    from lagesbild.figures.sources.sdmx_files import read_observations

    read_observations(content)


def _open_sdg(file: str) -> Callable:
    def enter(title: str, content: bytes, folder: Path):
        from lagesbild.figures.sources.open_sdg import fetch

        (folder / "data").mkdir()
        (folder / "meta").mkdir()
        (folder / "data" / "indicator_1-1-1.csv").write_text("Year,Value\n2020,1\n2021,2\n")
        (folder / file).parent.mkdir(exist_ok=True, parents=True)
        (folder / file).write_bytes(content)
        fetch(folder / "run", repository=folder, now=NOW)

    return enter


def _words(title: str, content: bytes, folder: Path):
    from lagesbild.framework.loading import parsed

    (folder / "municipality.yaml").write_bytes(content)
    problems: list = []
    parsed(folder, "municipality.yaml", dict, problems)
    return [str(problem) for problem in problems]


def _columns(title: str, content: bytes, folder: Path):
    from lagesbild.cooperation.importing.mapping_file import mapping_of

    return mapping_of(content.decode(), "svar.yaml")


def _mapping(title: str, content: bytes, folder: Path):
    from lagesbild.figures.mapping_file import read_mapping

    (folder / "svar.yaml").write_bytes(content)
    return read_mapping(folder / "svar.yaml")


def _kit(title: str, content: bytes, folder: Path):
    from lagesbild.kits import read_kit

    (folder / "eget.csv").write_bytes(content)
    read_kit(folder / "eget.csv")


def _pasted(title: str, content: bytes, folder: Path):
    """A form takes in no more, as a field of it says."""
    from lagesbild.tables.pasted import pasted_rows
    from lagesbild.website.work.programme_paste import LONGEST

    pasted_rows(content[:LONGEST].decode("utf-8", "replace"))


def _backup(title: str, content: bytes, folder: Path):
    from lagesbild.backup.archive import verify

    (folder / "backup.zip").write_bytes(content)
    verify(folder / "backup.zip")


def _picture(title: str, content: bytes, folder: Path):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from wagtail.images.fields import WagtailImageField

    WagtailImageField().clean(SimpleUploadedFile(title, content))


def _changed_here_and_there(title: str, content: bytes, folder: Path):
    """Whole files with some of their bytes changed, as hypothesis thinks of them."""
    from lagesbild.figures.sheets import WorkbookProblems, sheets_of

    name = title.partition(" ")[0]

    @hypothesis.settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None)
    @hypothesis.given(places_and_bytes(len(content)))
    def read(changes):
        changed = bytearray(content)
        for place, byte in changes:
            changed[place] = byte
        with contextlib.suppress(WorkbookProblems):
            sheets_of(name, bytes(changed), set())

    read()


def places_and_bytes(size: int):
    change = st.tuples(st.integers(0, size - 1), st.integers(0, 255))
    return st.lists(change, min_size=1, max_size=12)


WHOLE = {
    "bok.xls as it is": lambda: old.xls(("Kommun", 2021), ("Habo", 1)),
    "bok.ods as it is": lambda: old.ods(("Kommun", 2021), ("Habo", 1)),
    "bok.xlsx as it is": book,
}


def _tries() -> Iterator[tuple[str, str, Callable[[], bytes], Callable]]:
    for door, files, enter in DOORS:
        for title, draw in files.items():
            yield door, title, draw, enter


MAY_BE_LONG = {title: draw for title, draw in drawing.CSV.items() if title != "a million rows"}
"""On the command line a table may have as many: it is read, and takes the time that it takes."""
DOORS = (
    ("hand-in", drawing.XLSX, _hand_in),
    *(
        (f"{door} {ending}", files, enter(ending))
        for door, enter in (("list", _list), ("table", _table), ("figures", _figures))
        for ending, files in (
            (".xlsx", drawing.XLSX),
            (".ods", drawing.ODS),
            (".xls", drawing.XLS),
            (".csv", MAY_BE_LONG if door == "figures" else drawing.CSV),
        )
    ),
    *(
        (f"assess {ending}", files, _assess(ending))
        for ending, files in ((".xlsx", drawing.XLSX), (".csv", MAY_BE_LONG))
    ),
    ("calls in a workbook", drawing.XLSX, _calls("workbook", ".xlsx")),
    ("calls in a table", drawing.CSV, _calls("workbook", ".csv")),
    ("feed", drawing.XML, _calls("rss", ".xml")),
    ("calls of the EU", drawing.JSON, _calls("eu", ".json")),
    ("iati", drawing.XML, _iati),
    ("rates in XML", drawing.XML, _rates),
    ("rates in JSON", drawing.JSON, _rates),
    ("rates in CSV", drawing.CSV, _rates),
    ("rates in zip", drawing.ZIP, _rates),
    ("sdmx", drawing.XML, _sdmx),
    ("open sdg table", MAY_BE_LONG, _open_sdg("data/indicator_1-2-1.csv")),
    ("open sdg configuration", drawing.YAML, _open_sdg("config_data.yml")),
    ("open sdg metadata", drawing.YAML, _open_sdg("meta/1-1-1.yml")),
    ("words", drawing.YAML, _words),
    ("columns of a list", drawing.YAML, _columns),
    ("mapping of a table", drawing.YAML, _mapping),
    ("kit", drawing.CSV, _kit),
    ("pasted", drawing.CSV, _pasted),
    ("backup", drawing.ZIP, _backup),
    ("picture", drawing.PICTURES, _picture),
    ("changed here and there", WHOLE, _changed_here_and_there),
)

if __name__ == "__main__":
    main(*sys.argv[1:])
