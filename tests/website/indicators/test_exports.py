"""What is taken away: the same rows as CSV, JSON and Excel, unrounded, and harmless in a spreadsheet."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from lagesbild.website.indicators.exports import COLUMNS
from tests.figures.drawing import read_only_store, run
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db
NUMBERS = {"value", "year", "members"}


@pytest.fixture
def noise(settings, tmp_path):
    """Three years of the municipality and one of its neighbour: a long fraction, a reason, a flag, a text."""
    lines = ["N1 0680 2021 12,3456789", "N1 0680 2022 ..", "N1 0680 2023 -1,5 preliminary", "N1 0682 2021 1"]
    run(tmp_path / "raw", "prov", 2024, *lines)
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    home = drawing.home()
    home.comparisons.create(area="0682", label_sv="=cmd|' /C calc'!A0", label_en="Neighbour")
    home.save()
    return drawing.indicator("Buller", figure="N1", unit_sv="dB", unit_en="dB", decimals=0)


def as_csv(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def as_json(answer) -> list[dict]:
    return json.loads(answer.content)["observations"]


def sheets(answer) -> dict[str, list[tuple]]:
    book = load_workbook(io.BytesIO(answer.content))
    return {sheet.title: list(sheet.values) for sheet in book}


def as_xlsx(answer) -> list[dict]:
    head, *rows = sheets(answer)["data"]
    return [dict(zip(head, row, strict=True)) for row in rows]


def plain(rows: list[dict]) -> list[dict]:
    """Rows with nothing as an empty text and numbers as numbers, as every form can say them."""
    return [{name: _plain(name, cell) for name, cell in row.items()} for row in rows]


def _plain(name: str, cell):
    if cell in (None, ""):
        return ""
    # A workbook keeps 16 digits of a number, a text file all 17.
    return f"{float(cell):.14g}" if name in NUMBERS else str(cell).removeprefix("'")


def test_a_csv_file_opens_in_excel(client, noise):
    answer = client.get("/nyckeltal/buller.csv")

    assert answer.content.startswith(b"\xef\xbb\xbfindicator,area,")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="buller.csv"'
    assert answer.content.count(b"\r\n") == 1 + 4


def test_every_form_holds_the_same_rows(client, noise):
    rows = [
        plain(read(client.get(f"/nyckeltal/buller{ending}")))
        for ending, read in ((".csv", as_csv), (".json", as_json), (".xlsx", as_xlsx))
    ]

    assert rows[0] == rows[1] == rows[2]
    assert [row["period"] for row in rows[0]] == ["2021", "2022", "2023", "2021"]
    assert tuple(rows[0][0]) == COLUMNS


def test_every_form_holds_the_same_rows_of_the_example(example, client):
    from lagesbild.barometer.models import Indicator

    for indicator in Indicator.objects.exclude(figure="")[::15]:
        address = indicator.get_absolute_url().rstrip("/")
        rows = plain(as_csv(client.get(f"{address}.csv")))
        assert rows
        assert rows == plain(as_json(client.get(f"{address}.json")))
        assert rows == plain(as_xlsx(client.get(f"{address}.xlsx")))


def test_values_are_not_rounded_though_the_page_rounds_them(client, noise):
    assert as_csv(client.get("/nyckeltal/buller.csv"))[0]["value"] == "12.3456789"
    assert as_xlsx(client.get("/nyckeltal/buller.xlsx"))[0]["value"] == 12.3456789
    assert as_json(client.get("/nyckeltal/buller.json"))[0]["value"] == 12.3456789
    assert "12,3456789" not in client.get("/nyckeltal/buller/tabell/").content.decode()


def test_why_there_is_no_value_and_what_kind_a_value_is(client, noise):
    _first, secret, preliminary, _other = as_csv(client.get("/nyckeltal/buller.csv"))

    assert (secret["value"], secret["reason"]) == ("", "..")
    assert (preliminary["value"], preliminary["flag"]) == ("-1.5", "preliminary")


def test_a_name_that_looks_like_a_formula_stays_a_name(client, noise):
    assert as_csv(client.get("/nyckeltal/buller.csv"))[3]["label"] == "'=cmd|' /C calc'!A0"
    label = as_xlsx(client.get("/nyckeltal/buller.xlsx"))[3]["label"]
    assert not label.startswith("=")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_start_of_a_formula_is_kept_from_being_one(client, noise, start):
    noise.unit_sv = f"{start}1+1"
    noise.save()

    cells = [row["unit"] for row in as_csv(client.get("/nyckeltal/buller.csv"))]
    cells += [row["unit"] for row in as_xlsx(client.get("/nyckeltal/buller.xlsx"))]
    assert {cell[0] for cell in cells} == {"'"}


def test_a_negative_number_is_still_a_number(client, noise):
    assert as_csv(client.get("/nyckeltal/buller.csv"))[2]["value"] == "-1.5"
    assert as_xlsx(client.get("/nyckeltal/buller.xlsx"))[2]["value"] == -1.5


def test_the_workbook_names_its_sources(client, noise):
    answer = client.get("/nyckeltal/buller.xlsx")
    head, source = sheets(answer)["sources"]

    assert sheets(answer)["answer"][0] == ("answer", "not_judged")
    assert head == ("publisher", "licence", "address", "fetched")
    assert source[0] and source[3].startswith("2024-01-01")
    assert answer["Content-Disposition"] == 'attachment; filename="buller.xlsx"'


def test_the_json_carries_the_verdict_and_its_sources(client, noise):
    said = json.loads(client.get("/nyckeltal/buller.json").content)

    assert said["trend"]["word"] == "not_judged"
    assert {"sv", "en"} == set(said["trend"]["why"])
    assert said["answer"]["code"] == "not_judged"
    assert {"sv", "en"} == set(said["answer"]["sentence"]) == set(said["answer"]["recent"])
    assert said["sources"][0]["origin"] == "prov"
    assert "NaN" not in client.get("/nyckeltal/buller.json").content.decode()


def test_an_indicator_without_figures_gives_empty_files(client):
    drawing.indicator("Tomt")

    assert as_csv(client.get("/nyckeltal/tomt.csv")) == []
    assert as_json(client.get("/nyckeltal/tomt.json")) == []
    assert as_xlsx(client.get("/nyckeltal/tomt.xlsx")) == []
