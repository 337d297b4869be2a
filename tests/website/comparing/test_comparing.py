"""The comparison of one indicator: whom it is with, what it says, and that every copy of a figure is the same."""

import csv
import io
import random
import re

import pytest
from lxml import etree
from openpyxl import load_workbook
from PIL import Image

from lagesbild.assessment import number
from lagesbild.kits.home_places import home_places
from lagesbild.website.drawing.axes import Frame
from lagesbild.website.drawing.cloud import cloud_path, nearly_all
from lagesbild.website.drawing.marks import HOME, place_mark
from lagesbild.website.drawing.standing_alone import Box, _stretched
from tests.figures.drawing import read_only_store
from tests.figures.drawing import run as fetched
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]
AREAS = ("0580", "0581", "0642", "0643", "0662", "0680", "0780", "1880")
YEARS = (2015, 2019, 2020, 2021, 2022, 2023)
PAGE = "/nyckeltal/buller/jamfor/"


@pytest.fixture
def noise(settings, tmp_path):
    """Eight municipalities over six years, where Jönköping (0680) has Linköping (0580) among its similar ones."""
    chance = random.Random(19)
    lines = [f"N1 {area} {year} {chance.uniform(20, 60):.6f}" for area in AREAS for year in YEARS]
    fetched(tmp_path / "raw", "scb", 2026, *lines, *(f"N1 0000 {year} 41.25" for year in YEARS))
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.home(name="Jönköping")
    return drawing.indicator("Buller", figure="N1", unit_sv="dB", direction=-1, decimals=1)


def text_of(client, address: str) -> str:
    return Html(client.get(address, follow=True).content.decode()).text.replace("\N{NO-BREAK SPACE}", " ")


# --- Whom to compare with ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "areas"),
    [
        ("", "0580 0581 0780 1880"),  # those of its similar ones that have values
        ("?urval=lan", "0642 0643 0662"),
        ("?urval=alla", ""),
        ("?urval=finnsinte", "0580 0581 0780 1880"),
        ("?kommuner=0780,0580", "0780 0580"),
        ("?kommuner=-", ""),
        ("?kommuner=0127,0580", "0580"),  # one that has no values is passed over
        ("?kommuner=0680,0580,0580", "0580"),
    ],
)
def test_the_address_says_whom_it_is_with(client, noise, query, areas):
    comparison = client.get(PAGE + query).context["comparison"]
    assert " ".join(place.area for place in comparison.picked) == areas


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("?kommuner=0580&kommuner=V%C3%A4xj%C3%B6", "?kommuner=0580,0780"),
        ("?kommuner=0580&kommuner=&ordning=namn", "?kommuner=0580&ordning=namn"),
        ("?kommuner=-&kommuner=%C3%96rebro+kommun", "?kommuner=1880"),
    ],
)
def test_a_name_that_is_written_becomes_an_address_to_keep(client, noise, query, leads_to):
    answer = client.get(PAGE + query)
    assert (answer.status_code, answer["Location"]) == (302, PAGE + leads_to)
    assert client.get(answer["Location"]).context["comparison"].choice.query == leads_to.removeprefix("?")


def test_a_slip_is_told_with_what_may_be_meant(client, noise):
    assert "Menar du Växjö (0780)?" in text_of(client, PAGE + "?kommuner=0580&kommuner=Vexjö")
    assert "Do you mean Växjö (0780)?" in text_of(client, "/en" + PAGE + "?kommuner=Vexjö")


# --- Where there is nothing to compare --------------------------------------------------------------------


def test_without_others_there_is_no_tab(client, noise, store, settings):
    settings.FIGURES = store(
        "nyckeltal område 2021 2022\nN2 0680 10 11\nN2 0000 4 5\nN3 0680 1 2\nN3 0580 1 2"
    )
    for name, figure, tabs in (("Damm", "N2", 0), ("Ljus", "N3", 1)):
        drawing.indicator(name, figure=figure)
        address = f"/nyckeltal/{name.lower()}/"
        for page in ("", "tabell/"):
            assert client.get(address + page).content.decode().count(f'"{address}jamfor/"') == tabs
    assert "går inte att jämföra" in text_of(client, "/nyckeltal/damm/jamfor/")
    assert client.get("/nyckeltal/damm/jamfor.csv").status_code == 404


# --- What it says -----------------------------------------------------------------------------------------


def test_the_list_is_searched_and_sorted_by_the_address(client, noise):
    def names(query: str) -> list[str]:
        return [row.name for row in client.get(PAGE + query).context["rows"]]

    values = {row.name: row.value for row in client.get(PAGE).context["rows"]}
    assert names("?ordning=hogst") == sorted(values, key=values.get, reverse=True)
    assert names("?ordning=lagst") == names("") == names("?ordning=hogst")[::-1]
    assert names("?ordning=namn")[-2:] == ["Växjö", "Örebro"]
    assert names("?hitta=KÖPING") == [name for name in names("") if "köping" in name]
    changes = {row.name: row.change for row in client.get(PAGE + "?sedan=2020").context["rows"]}
    assert names("?sedan=2020&ordning=okat") == sorted(changes, key=changes.get, reverse=True)
    assert names("?hitta=finns+inte") == []
    assert "Ingen kommun i listan heter så." in text_of(client, PAGE + "?hitta=finns+inte")


def test_a_change_of_a_share_is_told_in_percentage_points(client, store, settings):
    settings.FIGURES = store(
        "nyckeltal område 2020 2023\nN1 0680 10 12\nN1 0580 20 10\nN2 0680 50 60\nN2 0580 5 4"
    )
    drawing.home(name="Jönköping")
    drawing.indicator("Andel", figure="N1", unit_sv="%")
    drawing.indicator("Mängd", figure="N2", unit_sv="ton")
    assert "från 10 % till 12 % (+2 procentenheter)" in text_of(client, "/nyckeltal/andel/jamfor/")
    assert "från 50 ton till 60 ton (+20 %)" in text_of(client, "/nyckeltal/mangd/jamfor/")


def test_one_year_has_neither_lines_nor_movers(client, store, settings):
    settings.FIGURES = store("nyckeltal område 2023\nN1 0680 10\nN1 0580 20\nN1 0780 5")
    drawing.home(name="Jönköping")
    drawing.indicator("Andel", figure="N1", unit_sv="%")
    context = client.get("/nyckeltal/andel/jamfor/").context
    assert (context["cloud"], context["spread"], context["movers"]) == ("", "", [])
    assert len(re.findall("M", context["strip"])) >= 3


def test_a_home_without_a_value_and_a_home_without_a_code(client, noise):
    drawing.home(name="Eksjö", area="0686")
    assert "Eksjö har inget värde för 2023." in text_of(client, PAGE)
    drawing.home(name="Ingen", area="")
    assert client.get(PAGE).status_code == 200


# --- The same figure everywhere ---------------------------------------------------------------------------


def in_csv(client, query: str) -> list[dict[str, str]]:
    answer = client.get("/nyckeltal/buller/jamfor.csv" + query)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def in_xlsx(client, query: str) -> list[dict]:
    book = load_workbook(io.BytesIO(client.get("/nyckeltal/buller/jamfor.xlsx" + query).content))
    head, *rows = book["comparison"].values
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_figure_is_the_same_on_chart_table_list_and_files(client, noise):
    query = "?kommuner=" + ",".join(area for area in AREAS if area != "0680") + "&visa=alla"
    context = client.get(PAGE + query).context
    comparison, table = context["comparison"], context["table"]
    page = client.get(PAGE + query).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    csv_rows, xlsx_rows = in_csv(client, query), in_xlsx(client, query)
    by_period = dict(table["rows"])
    description = re.search(r'id="kommuner-over-tid-desc">(.*?)</desc>', page, re.DOTALL)[1]
    chance = random.Random(7)
    for _draw in range(30):
        area, year = chance.choice(AREAS), chance.choice(YEARS)
        place = comparison.panel.places[area]
        value = place.values[YEARS.index(year)]
        [of_csv], [of_xlsx] = ([row for row in rows if row["area"] == area] for rows in (csv_rows, xlsx_rows))
        assert float(of_csv[f"value {year}"]) == of_xlsx[f"value {year}"] == value
        [of_table, _flag] = list(by_period[str(year)])[table["names"].index(place.name)]
        assert of_table == value and f"{number(value, 1)}" in page
        if year in (YEARS[0], YEARS[-1]):
            assert f"{number(value, 1)} dB {year}" in description
        if year == YEARS[-1]:
            [row] = [row for row in comparison.ranked if row.area == area]
            assert (int(of_csv["place"]), of_xlsx["place"], row.value) == (row.rank, row.rank, value)


def test_the_files_hold_what_is_shown_in_its_order(client, noise):
    query = "?kommuner=0780&ordning=okat&sedan=2019"
    rows = in_csv(client, query)
    ordered = client.get(PAGE + query).context["rows"]
    assert [row["area"] for row in rows] == [*(row.area for row in ordered), "0000"]
    assert {row["area"]: row["picked"] for row in rows if row["picked"] != "no"} == {
        "0680": "own",
        "0780": "yes",
        "0000": "country",
    }
    assert [float(row["change"]) for row in rows[:-1]] == [row.change for row in ordered]
    assert [row["area"] for row in in_xlsx(client, query)] == [row["area"] for row in rows]
    assert [row["area"] for row in in_csv(client, "?hitta=växjö")] == ["0780"]


# --- The drawing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "path"),
    [
        ([(2020, 0), (2021, 10), (2022, 5)], "M0 500l500-500 500 250"),
        ([(2020, 0), (2021, None), (2022, 5)], "M0 500h0M1000 250h0"),
        ([(2020, 0), (2021, 10), (2022, None)], "M0 500l500-500"),
    ],
)
def test_a_line_of_the_cloud_is_broken_where_it_has_no_value(course, path):
    whole = [(2020, 1), (2021, 1), (2022, 1)]
    assert cloud_path([course, whole], Frame(2020, 2022, (0, 10)), ()).startswith(path)


def test_what_lies_far_off_does_not_flatten_the_others():
    assert nearly_all([*range(100), 9000]) == (0, 95)


def test_who_lies_farthest_outside_the_scale_is_told(client, store, settings):
    areas = [code for code in home_places() if not code.startswith("00")][:40]
    rows = [f"N1 {area} {20 + place} {20 + place}" for place, area in enumerate(areas)]
    settings.FIGURES = store("\n".join(["nyckeltal område 2022 2023", *rows, "N1 0680 30 900"]))
    drawing.home(name="Sundbyberg", area=areas[5])
    drawing.indicator("Damm", figure="N1", unit_sv="kg")
    text = text_of(client, "/nyckeltal/damm/jamfor/")
    assert "1 av dem ligger utanför skalan 2023, längst bort Jönköping med 900 kg." in text


def test_what_lies_near_is_within_the_scale():
    assert nearly_all(range(101)) == (0, 100)


def test_ten_places_are_told_apart_by_colour_dash_and_shape():
    marks = [place_mark(rank) for rank in (None, HOME, *range(10))]
    assert (
        len({(mark.css, mark.dash) for mark in marks})
        == len({(mark.shape, mark.hollow) for mark in marks})
        == 12
    )


# --- The drawing as a file --------------------------------------------------------------------------------


def as_file(client, address: str) -> tuple[etree._Element, str]:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    root = etree.fromstring(answer.content)
    return root, " ".join(" ".join(root.itertext()).split()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("query", ["", "?kommuner=0780,0580", "?urval=alla"])
def test_a_comparison_is_a_file_that_stands_alone(client, noise, query):
    root, words = as_file(client, "/nyckeltal/buller/jamfor.svg" + query)
    assert not re.findall(
        r'"[\d.-]+(?:%|r?em)"|var\(|<script|href=|@media', etree.tostring(root, encoding="unicode")
    )
    page = client.get(PAGE + query).context
    for name in ("Sverige", "Jönköping", *(place.name for place in page["comparison"].picked)):
        assert name in words
    for part in (*page["sentences"][:1], page["exact_address"], "Källa: SCB, hämtat 2026-01-01"):
        assert part.replace("\N{NO-BREAK SPACE}", " ") in words


def test_what_the_page_clips_and_colours_the_file_does_too(client, noise):
    root, _words = as_file(client, "/nyckeltal/buller/jamfor.svg?kommuner=0780")
    [cloud] = [group for group in root.iter("{*}g") if group.get("class") == "cloud-spot"]
    assert cloud.get("clip-path") == f"url(#{next(root.iter('{*}clipPath')).get('id')})"
    style = root.find("{*}style").text
    assert re.search(r"\.chart-line\.mark-1[^{]*\{stroke:currentColor", style)
    assert re.search(r"\.mark-1\{color:#", style) and "[class" not in style


def test_one_year_is_a_file_of_a_line_with_its_key(client, store, settings):
    settings.FIGURES = store("nyckeltal område 2023\nN1 0680 10\nN1 0580 20\nN1 0780 5")
    drawing.home(name="Jönköping")
    drawing.indicator("Andel", figure="N1", unit_sv="%")
    _root, words = as_file(client, "/nyckeltal/andel/jamfor.svg?kommuner=0580")
    assert "2023, 3 kommuner. Jönköping 10 %, plats 2 från det högsta värdet." in words
    assert "Linköping" in words


def test_a_comparison_as_a_picture_and_how_it_is_cited(client, noise):
    picture = client.get("/nyckeltal/buller/jamfor.png?kommuner=0780")
    assert Image.open(io.BytesIO(picture.content)).width == 1600
    page = Html(client.get(PAGE + "?kommuner=0780").content.decode())
    assert "Buller: Jönköping och andra kommuner. Källa: SCB, hämtat 2026-01-01. http" in page.text
    assert {f"/nyckeltal/buller/jamfor.{ending}?kommuner=0780" for ending in ("svg", "png")} <= set(
        page.links
    )


@pytest.mark.parametrize(
    ("path", "stretched"),
    [
        ("M0 10L20 30 40 50", "M0 5L40 15 80 25"),
        ("M2 0v10h-5", "M4 0v5h-10"),
        ("M0 0l5-6 7 8", "M0 0l10 -3 14 4"),
    ],
)
def test_a_path_is_stretched_both_ways(path, stretched):
    assert _stretched(path, Box(1, 1, along=2, down=0.5)) == stretched
