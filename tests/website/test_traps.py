"""Traps seen in real barometers (the list in the design), those that a page can fall into."""

import re

import pytest

from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import ComparisonArea
from tests.figures.drawing import read_only_store, run
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]


@pytest.fixture(autouse=True)
def this_year(monkeypatch, settings, tmp_path):
    """The pages are drawn on the day of the drawings, for a municipality with no figures but the test's own."""
    settings.FIGURES = tmp_path / "none.duckdb"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: drawing.TODAY)
    drawing.home()


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return Html(answer.content.decode()).text.replace("\u00a0", " ")


def needs(client) -> str:
    return read(client, "/behover-uppmarksamhet/")


def years(first: int, *values) -> str:
    """A drawing of one row from ``first`` on."""
    head = " ".join(str(first + n) for n in range(len(values)))
    return f"nyckeltal område {head}\nN1 0680 {' '.join(str(value).replace('.', ',') for value in values)}"


def test_twelve_to_twelve_and_yet_the_wrong_way_is_shown_with_a_decimal(client, store, settings):
    settings.FIGURES = store(years(2016, 11.6, 11.7, 11.8, 11.9, 12.0, 12.1, 12.2, 12.3))
    drawing.indicator("Avfall", figure="N1", direction=-1, unit_sv="%", decimals=0)

    page, table = read(client, "/nyckeltal/avfall/"), read(client, "/nyckeltal/avfall/tabell/")

    assert "Sämre sedan 2016" in page
    assert "Värdet har ökat sedan 2016, från 11,6 till 12,3 % 2023." in page
    assert "12,3 %" in page and "11,6" in page
    assert "12,3 %" in table and "11,6 %" in table
    assert "12,3 %" in read(client, "/nyckeltal/")


def test_pm10_the_station_moved_and_three_limits_at_once(client, store, settings):
    settings.FIGURES = store(years(2010, 21, 20, 20, 19, 19, 18, 18, 17, 25, 24))
    drawing.indicator(
        "Partiklar",
        figure="N1",
        direction=-1,
        unit_sv="µg/m³",
        breaks=[(2018, "mätstationen flyttades")],
        references=[("Årsmedelvärde", 40), ("Dygn över gränsen", 35), ("Miljömål", 15, 2030)],
    )
    page = client.get("/nyckeltal/partiklar/").content.decode()
    [chart] = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    answers = page[page.index('class="answers"') : page.index('id="rakna"')]

    for label in ("Årsmedelvärde", "Dygn över gränsen", "Miljömål"):
        assert label in chart and label in answers
    assert "2018" in chart and "mätstationen" in chart
    assert "Brott i serien 2018" in Html(page).text
    assert "Inte nått, vet inte vart det går" in page


def test_recycling_51_to_41_is_a_break_on_the_page(client, store, settings):
    settings.FIGURES = store(years(2010, 44, 45, 46, 47, 48, 49, 50, 51, 51, 41, 42, 43, 44, 45))
    drawing.indicator(
        "Återvinning", figure="N1", direction=1, unit_sv="%", breaks=[(2019, "Ny definition av avfall")]
    )
    page = read(client, "/nyckeltal/atervinning/")

    assert "Bättre sedan 2019" in page
    assert "Ny definition av avfall" in page
    assert "2010–2018 (före brottet 2019" in page
    assert "Brott i serien 2019: Ny definition av avfall" in read(client, "/nyckeltal/atervinning/tabell/")


def test_a_target_year_long_past_is_commented_and_needs_attention(client, store, settings):
    settings.FIGURES = store(years(2017, 84, 83, 82, 60, 65, 80))
    drawing.indicator("Bussresor", figure="N1", direction=1, references=[("Målvärde", 170, 2012)])
    said = "Målåret har passerat utan att målvärdet nåddes: det senaste värdet är 80 (2022)"

    assert said in read(client, "/nyckeltal/bussresor/")
    assert "Missade målvärden (1) Bussresor" in needs(client)
    assert "Målet var minst 170 till 2012, men 2022 var värdet 80." in needs(client)


def test_the_text_says_13_the_table_12(client, store, settings):
    settings.FIGURES = store(years(2019, 11, 11, 12, 12, 12))
    goal = drawing.goal("Ett gott liv", status_sv="<p>Lågt välbefinnande har 13 % av de vuxna.</p>")
    drawing.indicator("Vuxna med lågt välbefinnande", goal, figure="N1", unit_sv="%")

    assert "Texten säger ”13 %”, nyckeltalet Vuxna med lågt välbefinnande 12" in needs(client)


def test_the_text_says_72_the_indicator_77_1(client, store, settings):
    settings.FIGURES = store(years(2019, 70.2, 71.4, 73.3, 75, 77.1))
    goal = drawing.goal("Skolan", status_sv="<p>I dag är 72 % av lärarna legitimerade lärare.</p>")
    drawing.indicator(
        "Legitimerade lärare", goal, figure="N1", unit_sv="%", decimals=1, references=[("Målvärde", 80, 2030)]
    )
    said = needs(client)

    assert "Texten säger ”72 %”" in said
    assert "77,1 %" in said and "(80" not in said


def test_a_text_that_still_plans_for_2020(client):
    drawing.goal("Cykla mer", text_sv="Cykelvägarna ska vara byggda till 2020.")

    assert "Texten planerar för 2020, som har passerat" in needs(client)


def test_twin_towns_since_the_1960s_on_one_page_and_the_1940s_on_another(client):
    drawing.goal(
        "Partnerskap", status_sv="<p>Nordiska vänorter har vi haft sedan 1960-talet.</p>", code="SE.17"
    )
    drawing.goal("Vänorterna", status_sv="<p>Med vänorterna har vi utbyte sedan 1940-talet.</p>")
    said = needs(client)

    assert "inte överens om sedan när: 1940-talet (Vänorterna); 1960-talet (Partnerskap)" in said
    assert said.count("inte överens") == 1


def test_texts_of_a_programme_no_longer_in_force_are_history(client):
    old = drawing.programme("Gammalt", superseded_by=drawing.programme("Nytt"))
    drawing.goal("Cykla mer", old, text_sv="Cykelvägarna ska vara byggda till 2020.")

    assert "2020" not in needs(client)


# --- Codes and addresses change ---------------------------------------------------------------------------


@pytest.fixture
def moved():
    """SE.3.9 has become SE.3.4a, and its address has changed twice."""
    one = drawing.indicator("Välbefinnande", code="SE.3.9")
    for slug, code in (("psykisk-halsa", "SE.3.4"), ("psykiskt-valbefinnande", "SE.3.4a")):
        one.slug, one.code = slug, code
        one.save()
    return one


@pytest.mark.parametrize("code", ["SE.3.9", "se.3.4", "SE.3.4a"])
def test_an_old_code_finds_it(client, moved, code):
    found = client.get("/sok/", {"q": code}).context["found"].hits

    assert [hit.address for hit in found] == ["/nyckeltal/psykiskt-valbefinnande/"]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("former", ["valbefinnande", "psykisk-halsa"])
@pytest.mark.parametrize("rest", ["/", "/tabell/", "/jamfor/", ".csv", ".json", ".xlsx"])
def test_every_old_address_leads_straight_to_the_new(client, moved, language, former, rest):
    answer = client.get(f"{language}/nyckeltal/{former}{rest}")

    assert answer.status_code == 301
    assert answer["Location"] == f"{language}/nyckeltal/psykiskt-valbefinnande{rest}"
    assert client.get(answer["Location"]).status_code == 200


def test_what_is_asked_of_an_old_address_comes_along(client, moved):
    assert client.get("/nyckeltal/valbefinnande/", {"a": "å"})["Location"].endswith("/?a=%C3%A5")


def test_an_address_taken_over_by_another_is_the_others(client, moved):
    drawing.indicator("Nytt", slug="valbefinnande")

    assert client.get("/nyckeltal/valbefinnande/").status_code == 200


def test_moved_back_again_it_answers_where_it_first_was(client, moved):
    moved.slug = "valbefinnande"
    moved.save()

    assert client.get("/nyckeltal/valbefinnande/").status_code == 200
    assert client.get("/nyckeltal/psykiskt-valbefinnande/")["Location"] == "/nyckeltal/valbefinnande/"


def test_a_goal_follows_when_its_programme_moves_and_then_itself(client):
    programme = drawing.programme("Gammalt namn")
    goal = drawing.goal("Rent vatten", programme)
    programme.slug = "nytt-namn"
    programme.save()
    goal.refresh_from_db()
    goal.slug = "vatten"
    goal.save()

    asked = client.get("/program/gammalt-namn/rent-vatten/", follow=True)
    assert asked.redirect_chain == [
        ("/program/nytt-namn/rent-vatten/", 301),
        ("/program/nytt-namn/vatten/", 301),
    ]
    assert asked.status_code == 200


def test_a_goal_follows_to_another_programme(client):
    goal = drawing.goal("Rent vatten", drawing.programme("Ett"))
    goal.programme = drawing.programme("Två")
    goal.save()

    assert client.get("/en/program/ett/rent-vatten/")["Location"] == "/en/program/tva/rent-vatten/"


# --- What is not there ------------------------------------------------------------------------------------


def test_goal_9_has_no_indicators_and_says_so(client):
    drawing.goal("Industri", represents=GlobalGoal.objects.get(number=9))
    page = read(client, "/mal/9/")

    assert "Nyckeltal Målet har inga nyckeltal." in page
    assert "Inga nyckeltal mäter det här målet." in page
    assert "Åtgärder Inga åtgärder är redovisade" in page


def test_the_example_says_that_goal_9_has_no_indicators(example, client):
    assert "Målet har inga nyckeltal." in read(client, "/mal/9/")


def test_a_partner_that_ceased_to_exist_has_status_and_successor(client):
    now = drawing.organisation("Tartu stad", kind="partner", country="EE")
    drawing.organisation("Tartu län", kind="partner", country="EE", status="dissolved", successor=now)

    assert "Organisationen har upphört. Efterföljare: Tartu stad" in read(client, "/ansvariga/tartu-lan/")
    assert "Har tagit över efter Tartu län" in read(client, "/ansvariga/tartu-stad/")
    assert "Tartu län (har upphört)" in read(client, "/ansvariga/")


def test_a_funder_that_ceased_without_successor_says_that_none_is_known(client):
    drawing.organisation("Fonden", kind="partner", status="dissolved")

    assert "Ingen efterföljare är känd." in read(client, "/ansvariga/fonden/")


# --- Whose figures ----------------------------------------------------------------------------------------


def test_kolada_is_the_source_of_unchanged_figures_but_not_of_what_we_reworked(client, tmp_path, settings):
    ComparisonArea.objects.create(municipality=drawing.home(), area="G1", label_sv="Liknande kommuner")
    lines = [f"N1 {area} {year} {year - 2000}" for area in ("0680", "0682", "0683") for year in (2021, 2022)]
    run(tmp_path / "raw", "kolada", 2024, *lines, members=["G1 0682", "G1 0683"])
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.indicator("Buller", figure="N1", source_sv="Kolada")

    with_means = read(client, "/nyckeltal/buller/")
    ComparisonArea.objects.all().delete()
    without = read(client, "/nyckeltal/buller/")

    assert "Källa: Kolada" in without and "räknat ut själva" not in without
    assert "egen beräkning" not in without
    assert "Källa: Kolada" in with_means
    assert "Medelvärden för grupper av kommuner, och kvoter, har vi räknat ut själva" in with_means
    assert "Kolada. Medelvärden och kvoter: egen beräkning" in with_means


def test_a_retired_source_needs_attention(client, tmp_path, settings):
    lines = ["N1 0680 2021 1", "N2 0680 2021 2"]
    run(tmp_path / "raw", "kolada", 2024, *lines, retired=["N1"])
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.indicator("Borttaget", figure="N1")
    drawing.indicator("Kvar", figure="N2")

    assert "Källor som har upphört (1) Borttaget Källan publicerar inte längre N1." in needs(client)


def test_extrapolated_emissions_are_flagged_where_they_are_shown(client, tmp_path, settings):
    lines = [f"N1 0680 {year} {900 - year + 2015}" for year in range(2015, 2024)]
    run(tmp_path / "raw", "smhi", 2025, *lines, "N1 0680 2024 500 extrapolated")
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.indicator("Utsläpp", figure="N1", direction=-1)
    page = read(client, "/nyckeltal/utslapp/")

    assert "2024 (framräknat" in page
    assert "framräknat" in read(client, "/nyckeltal/utslapp/tabell/")
    assert "extrapolated" in client.get("/nyckeltal/utslapp.csv").content.decode()
    assert "2024: framräknat" in page
