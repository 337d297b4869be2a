"""Old Excel files and OpenDocument spreadsheets: read as their sheets look, and measured before they are opened."""

import pytest

from lagesbild.figures.sheets import WorkbookProblems, sheets_of
from tests.figures.old_workbook_drawing import compound, number, ods, xls
from tests.figures.sources.test_workbook import fetch, rows

TABLE = (("Kommun", 2021, 2022), ("Habo", 81.5, 82), ("Jönköping", "..", 3))
CELL = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'


@pytest.mark.parametrize(("draw", "name"), [(xls, "bok.xls"), (ods, "bok.ods")])
def test_its_cells_are_read(draw, name):
    [sheet] = sheets_of(name, draw(*TABLE), set())
    assert (sheet.name, sheet.rows) == ("Blad1", [list(row) for row in TABLE])


@pytest.mark.parametrize(("draw", "name"), [(xls, "bok.xls"), (ods, "bok.ods")])
def test_its_figures_are_taken_in(tmp_path, draw, name):
    run = fetch(tmp_path, draw(*TABLE), name, indicator="N1")
    assert rows(run, "area", "period", "value")[:2] == [("0643", "2021", 81.5), ("0643", "2022", 82.0)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bok.xls", xls(("Kommun", 2021), ("Habo", 0.125), percent={(1, 1)})),
        ("bok.ods", ods(("Kommun", 2021), ("Habo", "12.5%"))),
    ],
)
def test_what_is_shown_in_per_cent_is_so_much_per_cent_or_refused(name, content):
    [seen] = sheets_of(name, content, set(), percents=True)
    assert seen.rows[1] == ["Habo", "12.5 %"]
    [sheet] = sheets_of(name, content, set())
    assert sheet.rows[1][1].what == "Cellen visas i procent men innehåller 0.125."


def test_hidden_rows_and_columns_are_known():
    hidden = b"\x08\x02\x10\x00" + bytes((2, 0)) + bytes(10) + b"\x20\x01" + bytes(2)
    hidden += b"\x7d\x00\x0c\x00" + bytes((1, 0, 1, 0)) + bytes(4) + b"\x01\x00" + bytes(2)
    [sheet] = sheets_of("bok.xls", xls(*TABLE, records=hidden), set())
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {2})
    row = '<table:table-row table:visibility="filter">' + CELL.format(1) + "</table:table-row>"
    [sheet] = sheets_of("bok.ods", ods(*TABLE, more=row), set())
    assert sheet.hidden_rows == {4}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bok.xls", xls(("a",), last=number(65_535, 255))),
        ("bok.ods", ods(("a",), more=f"<table:table-row>{CELL.format(5_000_000)}</table:table-row>")),
        (
            "bok.ods",
            ods(
                ("a",),
                more=f'<table:table-row table:number-rows-repeated="900000">{CELL.format(9)}</table:table-row>',
            ),
        ),
    ],
    ids=["a cell far away", "a cell repeated", "a row repeated"],
)
def test_what_is_too_large_is_told_before_it_is_opened(name, content, monkeypatch):
    monkeypatch.setattr(
        "python_calamine.CalamineWorkbook.from_filelike",
        lambda *_: pytest.fail("it was opened"),
        raising=False,
    )
    with pytest.raises(WorkbookProblems) as refused:
        sheets_of(name, content, set())
    assert "fler celler än som kan läsas" in str(refused.value)


def test_the_empty_rows_that_fill_a_sheet_to_its_end_are_nothing():
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    [sheet] = sheets_of("bok.ods", ods(*TABLE, more=rest), set())
    assert len(sheet.rows) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bok.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("bok.xls", compound(b"")[:600]),
        ("bok.ods", b"PK\x03\x04nothing"),
        ("bok.xls", xls(*TABLE)[:1500]),
    ],
)
def test_a_broken_file_is_a_sentence(name, content):
    with pytest.raises(WorkbookProblems):
        sheets_of(name, content, set())


def test_a_locked_file_is_a_sentence():
    locked = xls(*TABLE, records=b"\x2f\x00\x06\x00" + bytes(6))
    with pytest.raises(WorkbookProblems):
        sheets_of("bok.xls", locked, set())
