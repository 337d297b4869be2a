"""A goal counts the whole once; what grows with a place is compared only per inhabitant; figures name their edition."""

import pytest
from django.core.exceptions import ValidationError

from lagesbild.website.indicators.answers import answers, public_indicators, with_parts
from tests.figures.drawing import read_only_store, run
from tests.website import site_drawing as drawing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]
AREAS = ("0680", "0114", "0115")


@pytest.fixture
def emissions(settings, tmp_path):
    """Ten tonnes and two of them from traffic, in a big place, and less in two small ones."""
    total = {"0680": 10, "0114": 4, "0115": 1}
    inhabitants = {"0680": 10, "0114": 2, "0115": 1}
    run(
        tmp_path / "raw",
        "smhi",
        2026,
        *(f"N0 {area} 2023 {tonnes}" for area, tonnes in total.items()),
        "N1 0680 2023 2",
        edition="2026",
    )
    run(
        tmp_path / "raw",
        "scb",
        2026,
        *(f"scb_population {area} 2023 {people}" for area, people in inhabitants.items()),
        "N2 0000 2023 7",
        *(f"N2 {area} 2023 {place}" for place, area in enumerate(AREAS)),
    )
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.home()
    place = drawing.goal("Klimat")
    whole = drawing.indicator("Totalt", place, figure="N0", unit_sv="ton", is_total=True, direction=-1)
    drawing.indicator("Trafik", place, figure="N1", unit_sv="ton", is_total=True, part_of=whole)
    drawing.indicator("Andel", place, figure="N2", unit_sv="%")
    return place


def test_a_goal_counts_the_whole_once_and_shows_its_parts_under_it(emissions, client):
    every = answers(public_indicators(), area="0680", year_now=2026)
    counted = {answer.indicator.name_sv: answer.indicator.parts_here for answer in with_parts(every)}
    assert sorted(counted) == ["Andel", "Totalt"]
    assert [part.indicator.name_sv for part in counted["Totalt"]] == ["Trafik"]
    page = client.get(emissions.get_absolute_url())
    assert page.context["roll_up"].total == 2
    assert "Räknas i helheten" in page.content.decode()


def test_a_part_whose_whole_is_elsewhere_counts_by_itself(emissions):
    only = [
        one
        for one in answers(public_indicators(), area="0680", year_now=2026)
        if one.indicator.name_sv == "Trafik"
    ]
    assert with_parts(only) == only


def test_nothing_is_a_part_of_itself(emissions):
    part = public_indicators().get(name_sv="Trafik")
    part.part_of.part_of = part
    with pytest.raises(ValidationError, match="del av sig"):
        part.part_of.full_clean()


def test_a_total_is_compared_per_inhabitant_with_the_country_as_one_place(emissions, client):
    page = client.get("/nyckeltal/totalt/jamfor/")
    assert [(row.rank, row.area, row.value) for row in page.context["rows"]] == [
        (1, "0680", 1.0),
        (1, "0115", 1.0),
        (3, "0114", 2.0),
    ]
    text = page.content.decode().replace("\u00a0", " ")
    assert "Ovägt medelvärde av 3 kommuner: 1,33. Sverige: 1,15 ton per invånare." in text


def test_without_inhabitants_a_total_is_not_compared_at_all(store, settings, client):
    settings.FIGURES = store("nyckeltal område 2023\nN0 0680 10\nN0 0114 4")
    drawing.home()
    drawing.indicator("Totalt", figure="N0", unit_sv="ton", is_total=True)
    page = client.get("/nyckeltal/totalt/jamfor/")
    assert page.context["rows"] == [] and not page.context["map"]
    assert "kan inte jämföras efter hela mängden" in page.content.decode()


def test_what_the_middle_is_called_of_a_share(emissions, client):
    text = client.get("/nyckeltal/andel/jamfor/").content.decode().replace("\u00a0", " ")
    assert "Ovägt medelvärde av 3 kommuner: 1. Sverige: 7 %." in text


def test_figures_name_their_edition(emissions, client):
    assert "Siffrorna är ur utgåvan 2026." in client.get("/nyckeltal/totalt/").content.decode()
    told = client.get("/nyckeltal/totalt.json").json()
    assert [source["edition"] for source in told["sources"]] == ["2026"]
    assert {row["edition"] for row in told["observations"]} == {"2026"} and told["is_total"]
    assert client.get("/nyckeltal/trafik.json").json()["part_of"] == "totalt"


def test_what_is_made_up_is_marked_and_counted_in_no_headline(emissions, client):
    made_up = public_indicators().get(name_sv="Andel")
    made_up.is_example = True
    made_up.save()
    assert client.get(emissions.get_absolute_url()).context["roll_up"].total == 1
    assert client.get("/").context["roll_up"].total == 1
    for page in ("", "tabell/", "jamfor/"):
        assert (
            '<span class="example">Exempel</span>' in client.get(f"/nyckeltal/andel/{page}").content.decode()
        )
    assert client.get("/nyckeltal/andel.json").json()["is_example"]


def test_an_older_edition_that_answers_otherwise_is_told(settings, tmp_path, client):
    years = range(2012, 2023)
    run(tmp_path / "raw", "smhi", 2025, *(f"N0 0680 {year} {year - 2000}" for year in years), edition="2025")
    run(tmp_path / "raw", "smhi", 2026, *(f"N0 0680 {year} {2030 - year}" for year in years), edition="2026")
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.home()
    drawing.indicator("Totalt", figure="N0", direction=1)
    text = client.get("/nyckeltal/totalt/").content.decode()
    assert "I utgåvan från 2025, som slutar 2022, är svaret ett annat, ”Bättre sedan 2012”." in text
