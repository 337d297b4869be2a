"""Small workbooks that would grow large when opened are refused before that, and ordinary ones are not."""

import io
import re
import resource
import subprocess
import sys
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from lagesbild.figures.sheets import WorkbookProblems, sheets_of
from lagesbild.figures.size_limits import TooMuch, WorkbookRefused
from lagesbild.figures.workbook_size import workbook_size

SHEET = "xl/worksheets/sheet1.xml"
WHOLE = "A1:XFD1048576"


def book(*rows: tuple, comment: str = "") -> bytes:
    made, written = Workbook(), io.BytesIO()
    for row in rows or (("nyckeltal", "område", 2023), ("N1", "0680", 12)):
        made.active.append(row)
    if comment:
        made.active["A1"].comment = Comment(comment, "x")
    made.save(written)
    return written.getvalue()


def with_parts(content: bytes, change) -> bytes:
    """The workbook with each part as ``change(name, text)`` gives it; None leaves it as it is."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            changed = change(name, text.decode()) if name.endswith(".xml") else None
            after.writestr(name, text if changed is None else changed)
    return written.getvalue()


def in_sheet(pattern: str, replacement: str, content: bytes | None = None) -> bytes:
    def change(name: str, text: str) -> str | None:
        return re.sub(pattern, lambda _match: replacement, text, count=1) if name == SHEET else None

    return with_parts(content or book(), change)


def merged(*ranges: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in ranges)
    return in_sheet("</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


def linked(reference: str) -> bytes:
    links = f'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells><hyperlinks><hyperlink ref="{reference}" location="A1"/></hyperlinks>'
    return in_sheet("</sheetData>", links)


def commented(reference: str) -> bytes:
    content = with_parts(
        book(comment="hej"),
        lambda name, text: text.replace('ref="A1"', f'ref="{reference}"') if "comment" in name else None,
    )
    return in_sheet("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>', content)


def rows(xml: str) -> bytes:
    return in_sheet("<sheetData>.*</sheetData>", f"<sheetData>{xml}</sheetData>")


def named_many_times(times: int) -> bytes:
    """One sheet's part under many names."""

    def change(name: str, text: str) -> str | None:
        if name != "xl/workbook.xml":
            return None
        (sheet,) = re.findall("<sheet [^>]*/>", text)
        more = [re.sub('name="[^"]*"', f'name="s{n}"', sheet) for n in range(times)]
        return text.replace(sheet, "".join(more))

    return with_parts(book(), change)


HOSTILE = {
    "one huge merged range": merged(WHOLE),
    "many large merged ranges": merged(*(f"A{n}:XFD{n + 20}" for n in range(1, 400, 21))),
    "a huge link": linked(WHOLE),
    "a huge comment": commented(WHOLE),
    "rows with a cell far to the right": rows('<row><c r="XFD1"/></row>' * 2_000),
    "a cell far away under a merged title": in_sheet(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>', merged("A1:C1")
    ),
    "a cell whose own row is far away": in_sheet('<c r="C2"', '<c r="C1048576"', merged("A1:C1")),
    "a sheet under many names": named_many_times(200),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_small_file_that_would_grow_is_refused_before_it_is_opened(name, monkeypatch):
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_args, **_options: pytest.fail("it was opened"))
    assert len(HOSTILE[name]) < 12_000
    with pytest.raises(WorkbookProblems, match="fler celler än som kan läsas.*Ta bort sammanslagningar"):
        sheets_of("bok.xlsx", HOSTILE[name], set())


@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>', '<!DOCTYPE worksheet SYSTEM "http://example.org/x.dtd">'],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_declares_entities_is_refused_whatever_its_encoding(declared, encoding):
    def change(name: str, text: str) -> bytes | None:
        if name != SHEET:
            return None
        bare = re.sub(r"^<\?xml[^>]*\?>", "", text)
        return f'<?xml version="1.0" encoding="{encoding}"?>{declared}{bare}'.encode(encoding)

    with pytest.raises(WorkbookRefused) as refused:
        workbook_size(with_parts(book(), change))
    assert refused.value.why == TooMuch.STRANGE


def test_xml_in_an_encoding_that_is_not_measured_is_refused():
    foreign = with_parts(book(), lambda name, text: text.encode("utf-32") if name == SHEET else None)
    with pytest.raises(WorkbookRefused) as refused:
        workbook_size(foreign)
    assert refused.value.why == TooMuch.STRANGE


ORDINARY = {
    "a merged title": merged("A1:C1"),
    "a title over a whole row": merged("A1:XFD1"),
    "a program that says that everything is in use": in_sheet(
        '<dimension ref="[^"]*"', '<dimension ref="A1:AMJ1048576"'
    ),
    "an empty row at the very end": in_sheet("</sheetData>", '<row r="1048576" ht="12.8"/></sheetData>'),
    "a link over a whole column": in_sheet(
        "</sheetData>", '</sheetData><hyperlinks><hyperlink ref="A1:A1048576" location="A1"/></hyperlinks>'
    ),
    "a list of what is to be calculated": with_parts(
        book(),
        lambda name, text: (
            '<calcChain><c r="XFD1048576"/></calcChain>' if name == "docProps/app.xml" else None
        ),
    ),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_file_is_read(name):
    (sheet,) = sheets_of("bok.xlsx", ORDINARY[name], set())
    assert sheet.rows[1][:3] == ["N1", "0680", 12]


def test_what_is_measured():
    size = workbook_size(merged("A1:C1"))
    assert (size.sheets, size.merged, size.formulas) == (1, True, False)
    assert size.read == 6 + 2  # the cells, and a row for each of two
    assert size.built == 3 + 2 * 3  # the cells of the range, and every place
    assert workbook_size(book(("a",), ("=A1+1",))).formulas


def test_a_file_of_five_kilobytes_takes_no_memory():
    """In a process of its own, which may have a gigabyte: before it was measured it took all there was."""
    program = (
        "import sys; from lagesbild.figures.sheets import sheets_of\n"
        "try: sheets_of('bok.xlsx', sys.stdin.buffer.read(), set())\n"
        "except ValueError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=HOSTILE["one huge merged range"],
        capture_output=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
    )
    assert "fler celler än som kan läsas" in done.stdout.decode(), done.stderr.decode()[-2000:]
