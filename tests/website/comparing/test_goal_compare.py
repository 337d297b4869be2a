"""A goal's indicators beside each other: whose, for whom, and the same figures in the table and in the files."""

import csv
import io

import pytest
from lxml import etree
from openpyxl import load_workbook

from lagesbild.framework.models import GlobalGoal
from tests.figures.drawing import read_only_store
from tests.figures.drawing import run as fetched
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]
TOTAL, SHARE = "Utsläpp", "Andel"


@pytest.fixture
def climate(settings, tmp_path):
    """Goal 13 has a total, a share, and an indicator of which nobody else has figures."""
    areas = ("0680", "0580", "0643")
    fetched(
        tmp_path / "raw",
        "scb",
        2026,
        *(f"N0 {area} 2023 {tonnes}" for area, tonnes in zip(areas, (30, 80, 9), strict=True)),
        *(f"scb_population {area} 2023 {people}" for area, people in zip(areas, (10, 20, 3), strict=True)),
        *("N1 0680 2022 12.25", "N1 0580 2022 50", "N1 0000 2022 33.5", "N2 0680 2023 7"),
    )
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.home(name="Jönköping")
    goal = drawing.goal("Klimat", represents=GlobalGoal.objects.get(number=13))
    for name, figure, more in (
        (TOTAL, "N0", {"unit_sv": "ton", "is_total": True, "direction": -1}),
        (SHARE, "N1", {"unit_sv": "%", "decimals": 1}),
        ("Ensamt", "N2", {}),
    ):
        drawing.indicator(name, goal, figure=figure, **more)


def test_every_indicator_that_can_be_compared_is_a_strip(client, climate):
    context = client.get("/jamfor/?mal=13").context
    strips = {row["comparison"].indicator.name: row for row in context["strips"]}
    assert {name: (row["own"].value, row["own"].rank) for name, row in strips.items()} == {
        TOTAL: (3.0, 1),
        SHARE: (12.25, 2),
    }
    assert [indicator.name for indicator in context["uncompared"]] == ["Ensamt"]
    assert [(column.name, column.values) for column in context["columns"]] == [
        ("Jönköping", (12.25, 3.0)),
        ("Linköping", (50.0, 4.0)),
        ("Sverige", (33.5, pytest.approx(119 / 33))),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?mal=13&urval=lan", "Jönköping Habo Sverige"),
        ("?mal=13&kommuner=0643,0580", "Jönköping Habo Linköping Sverige"),
        ("?mal=13&kommuner=-", "Jönköping Sverige"),
        ("?mal=1", ""),
        ("?mal=99", ""),
        ("", ""),
    ],
)
def test_the_address_says_which_goal_and_whom(client, climate, query, names):
    page = client.get("/jamfor/" + query)
    assert page.status_code == 200
    assert " ".join(column.name for column in page.context["columns"]) == names


def test_a_name_is_led_on_to_its_code_and_the_goal_comes_along(client, climate):
    answer = client.get("/jamfor/?mal=13&kommuner=0580&kommuner=Habo")
    assert answer["Location"] == "/jamfor/?mal=13&kommuner=0580,0643"


def test_the_choice_goes_on_to_the_indicator(client, climate):
    links = Html(client.get("/jamfor/?mal=13&kommuner=0643").content.decode()).links
    assert "/nyckeltal/andel/jamfor/?kommuner=0643" in links


def test_an_indicator_leads_to_its_goal_with_the_same_choice(client, climate):
    page = client.get("/nyckeltal/andel/jamfor/?kommuner=0643&ordning=namn").content.decode()
    assert 'href="/jamfor/?mal=13&amp;kommuner=0643"' in page


def test_a_figure_is_the_same_in_strip_table_and_files(client, climate):
    query = "?mal=13&kommuner=0643,0580"
    page = client.get("/jamfor/" + query)
    columns = {column.name: column.values for column in page.context["columns"]}
    order = [row["comparison"].indicator.name for row in page.context["strips"]]
    rows = list(csv.DictReader(io.StringIO(client.get("/jamfor.csv" + query).content.decode("utf-8-sig"))))
    [head, *cells] = load_workbook(io.BytesIO(client.get("/jamfor.xlsx" + query).content))[
        "comparison"
    ].values
    of_xlsx = [dict(zip(head, row, strict=True)) for row in cells]
    assert len(rows) == len(of_xlsx) == 7
    text = page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for row, xlsx_row in zip(rows, of_xlsx, strict=True):
        value = columns[row["place_name"]][order.index(row["name"])]
        assert float(row["value"]) == xlsx_row["value"] == value
    for words in ("Habo 3,00 ton per invånare.", "Linköping 50,0 %.", "Sverige 33,5 %.", "Jönköping 12,3 %."):
        assert words in text
    assert client.get("/jamfor.csv").content.decode("utf-8-sig").count("\r\n") == 1


def test_a_goal_leads_to_its_comparison_only_where_there_is_one(client, climate):
    assert 'href="/jamfor/?mal=13"' in client.get("/mal/13/").content.decode()
    assert 'href="/jamfor/' not in client.get("/mal/1/").content.decode()


def test_a_country_at_nought_has_its_column(client, settings, tmp_path):
    fetched(tmp_path / "raw", "scb", 2026, "N1 0680 2022 1", "N1 0580 2022 2", "N1 0000 2022 0")
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.home(name="Jönköping")
    drawing.indicator(
        SHARE, drawing.goal("Klimat", represents=GlobalGoal.objects.get(number=13)), figure="N1"
    )
    columns = client.get("/jamfor/?mal=13&kommuner=0580").context["columns"]
    assert [(column.name, column.values) for column in columns][-1] == ("Sverige", (0.0,))


def test_a_goal_is_called_what_its_page_is_called(client, climate):
    name = "Klimat"
    assert f"{name}: jämför kommuner" in Html(client.get("/jamfor/?mal=13").content.decode()).text
    assert name in Html(client.get("/mal/13/").content.decode()).text


def test_a_goals_strips_are_a_file_with_key_source_and_address(client, climate):
    query = "?mal=13&kommuner=0643"
    answer = client.get("/jamfor.svg" + query)
    root = etree.fromstring(answer.content)
    words = " ".join(" ".join(root.itertext()).split()).replace("\N{NO-BREAK SPACE}", " ")
    page = client.get("/jamfor/" + query)
    for part in (
        *(entry["name"] for entry in page.context["chips"]),
        "13 Klimat: jämför kommuner",
        "2023, 3 kommuner. Jönköping 3,00 ton per invånare, plats 1 från det lägsta värdet.",
        page.context["exact_address"],
    ):
        assert part in words
    assert {"/jamfor.svg" + query, "/jamfor.png" + query} <= set(Html(page.content.decode()).links)
    assert "13 Klimat: jämför kommuner." in page.context["citation"]


@pytest.mark.parametrize("query", ["", "?mal=1", "?mal=99"])
def test_nothing_to_compare_is_no_file(client, climate, query):
    assert client.get("/jamfor.svg" + query).status_code == 404
