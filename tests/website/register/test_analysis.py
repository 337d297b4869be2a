"""The pages that look across all cooperation: lessons, network, map, and what has been considered."""

from datetime import date

import pytest

from lagesbild.cooperation.models import (
    Exchange,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    PartnershipPartner,
    PartnershipResponsibility,
    Project,
    ProjectPartner,
    ProjectResponsibility,
    Theme,
)
from lagesbild.framework.models import GlobalGoal
from tests.website import site_drawing as drawing
from tests.website.reading import Html
from tests.website.register.test_cooperation import made, read

pytestmark = pytest.mark.django_db
LESSONS, NETWORK, MAP, CONSIDERED = (
    f"/samarbeten/{slug}/" for slug in ("lardomar", "natverk", "karta", "overvagt")
)
PAGES = [LESSONS, NETWORK, MAP, CONSIDERED]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: drawing.TODAY)


def town(name: str, position="", unit=None, themes=(), place=None, country="NO", **more) -> Partnership:
    one = made(Partnership, name, **more)
    latitude, longitude = place or (None, None)
    partner = drawing.organisation(f"{name} stad", country=country, latitude=latitude, longitude=longitude)
    PartnershipPartner.objects.create(partnership=one, organisation=partner)
    if unit:
        PartnershipResponsibility.objects.create(partnership=one, organisation=unit, position=position)
    one.themes.set(Theme.objects.get_or_create(name_sv=theme)[0] for theme in themes)
    one.save()
    return one


def lesson(title: str, partnership: Partnership, *themes: str, **more) -> Lesson:
    one = Lesson.objects.create(
        title_sv=title,
        partnership=partnership,
        **{"noted_on": date(2024, 1, 1), "evidence_sv": "Visat.", **more},
    )
    one.themes.set(Theme.objects.get_or_create(name_sv=theme)[0] for theme in themes)
    one.save()
    return one


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (LESSONS, "Inga lärdomar är publicerade ännu."),
        (NETWORK, "Det finns inget nät att visa"),
        (MAP, "Inget publicerat samarbete har någon publicerad part ännu."),
        (CONSIDERED, "Inga åtgärder eller projekt är publicerade ännu."),
    ],
)
def test_an_empty_page_says_so_in_both_languages(client, address, said):
    assert said in read(client, address).text
    assert read(client, f"/en{address}").lang == "en"


# --- Lessons ----------------------------------------------------------------------------------------------


def test_what_recurs_is_told_with_where_and_since_when(client):
    bodo, kuopio = town("Bodo"), town("Kuopio")
    lesson("Språket", bodo, "Skola", kind="challenge", noted_on=date(2019, 3, 1), is_example=True)
    lesson("Restiden", kuopio, "Skola", kind="challenge", done_sv="Tåg")
    page = read(client, LESSONS)
    assert (
        "Flest samarbeten har mött utmaningar som gäller Skola : två, den första noterad 2019." in page.text
    )
    assert "Skola Utmaning 2 2 Kuopio ; Bodo 2019-03-01 2024-01-01 1 av 2" in page.text
    assert "För en av två utmaningar är inget noterat" in page.text
    assert "1 av 2 lärdomar är påhittade exempel." in page.text
    assert "Språket Exempel" in page.text


def test_a_lessons_address_leads_to_the_page_that_it_is_on(client):
    bodo = town("Bodo")
    oldest = lesson("Först av alla", bodo, noted_on=date(2001, 1, 1))
    for number in range(60):
        lesson(f"Nummer {number}", bodo)
    page = read(client, oldest.get_absolute_url().split("#")[0])
    assert f"lardom-{oldest.pk}" in page.ids
    assert "Sida 2 av 2" in page.text
    assert f"lardom-{oldest.pk}" not in read(client, LESSONS).ids
    for strange in ("?lardom=x", "?lardom=99999", "?lardom=²", "?sida=x"):
        assert read(client, LESSONS + strange)


def test_lessons_are_narrowed(client):
    bodo, unit = town("Bodo"), drawing.organisation("Skolnämnden")
    lesson("Språket", bodo, "Skola", kind="challenge", organisation=unit)
    lesson("Viljan", bodo)
    text = read(client, f"{LESSONS}?slag=challenge&enhet=skolnamnden&gjort=nej").text.partition(
        "Alla lärdomar"
    )[2]
    assert "Språket" in text and "Viljan" not in text
    assert "inte med" in read(client, f"{LESSONS}?tema=999").text
    assert "Inga lärdomar stämmer med urvalet." in read(client, f"{LESSONS}?gjort=ja").text


# --- The network ------------------------------------------------------------------------------------------


def test_the_network_is_told_in_plain_words(client):
    unit = drawing.organisation("Stadskontoret")
    for name in ("Bodo", "Kuopio", "Tartu"):
        town(name, "internationell samordnare", unit, ["Skola", "Kultur"])
    town("Stellenbosch", "rektor", unit, ["Mänskliga rättigheter"], is_example=True)
    page = read(client, NETWORK)
    assert (
        "Tre av fyra kontakter går genom en enda tjänst: internationell samordnare, Stadskontoret ."
        in page.text
    )
    assert "Stellenbosch stad hänger bara på ett tema: Mänskliga rättigheter." in page.text
    assert "Nätet består av två delar som inte hänger ihop med varandra." in page.text
    assert "Stellenbosch stad , Norge Exempel 1 rektor, Stadskontoret Mänskliga rättigheter" in page.text
    assert "rektor, Stadskontoret Stellenbosch Exempel Inget 0" in page.text
    drawn = [tag for tag in page.all("svg") if tag["role"] == "img"]
    assert len(drawn) == 1 and drawn[0]["aria-labelledby"] == "nat-title nat-desc"


def test_a_partners_projects_are_counted_and_the_heading_says_so(client):
    halle = town("Halle", "samordnare", drawing.organisation("Stadskontoret")).partners.get().organisation
    for name, status in (("Torg", "running"), ("Broar", "granted"), ("Dammar", "closed")):
        project = made(Project, name, status=status)
        ProjectPartner.objects.create(project=project, organisation=halle)
    page = read(client, NETWORK)
    assert "Part Samarbeten och projekt Håller kontakten" in page.text
    assert "Halle stad , Norge 3 samordnare" in page.text


def test_a_unit_without_a_position_is_called_a_unit(client):
    unit = drawing.organisation("Stadskontoret")
    town("Bodo", "", unit)
    town("Kuopio", "", unit)
    page = read(client, NETWORK)
    assert "Alla kontakter går genom en enda enhet: Stadskontoret . Ingen tjänst är angiven." in page.text
    assert "Två parter har inget tema angivet" in page.text


def test_the_picture_shows_the_strongest_and_the_table_all(client):
    unit = drawing.organisation("Stadskontoret")
    for number in range(60):
        town(f"Stad {number:02}", "samordnare", unit)
    page = read(client, NETWORK)
    assert "Bilden visar de 40 av 60 parter som har flest samarbeten och projekt" in page.text
    assert len([tag for tag in page.all("rect") if tag["class"] == "net-partner"]) == 40
    assert "Sida 1 av 2" in page.text
    assert "Stad 59 stad" in read(client, f"{NETWORK}?parter=2").text


def test_what_hangs_on_one_funder_and_what_is_quiet(client):
    funder = drawing.organisation("Givaren")
    programme = FundingProgramme.objects.create(name_sv="Partnerskapen", funder=funder)
    bodo = town("Bodo")
    project = made(Project, "Torgen", status="running", partnership=bodo)
    Grant.objects.create(project=project, programme=programme, value=1)
    made(Exchange, "Besök", starts=date(2022, 11, 23), partnership=town("Kuopio"))
    text = read(client, NETWORK).text
    assert "Givaren Bodo Torgen 0" in text
    assert "har ingen ansvarig alls" in text
    assert "Kuopio Ingen aktivitet på två år 2022-11-23 1 461" in text
    assert "Bodo Ingen aktivitet är noterad inget är noterat inte känt" in text


# --- The map ----------------------------------------------------------------------------------------------


def test_the_map_and_its_table_say_the_same(client):
    drawing.home(latitude=57.78, longitude=14.16)
    town("Bodo", place=(67.28, 14.4), since=date(1947, 1, 1), since_precision="decade")
    town("Wellington", place=(-41.3, 174.8), country="NZ", kind="agreement", status="ended", is_example=True)
    town("Nätet", kind="network")
    page = read(client, MAP)
    assert "Bodo stad Norge 1 056 Bodo Vänort sedan 1940-talet Pågår" in page.text
    assert "Wellington Exempel Avtal startår okänt Avslutat" in page.text
    assert "Nätet stad Norge inte känt Nätet Nätverk startår okänt Pågår" in page.text
    assert "Två parter finns på kartan, en saknar plats. Parterna finns i två länder." in page.text
    assert {tag["id"] for tag in page.all("figure")} == {"europa", "varlden"}
    assert "Ihåligt tecken: avslutat" in page.text


def test_without_a_home_the_distance_is_not_known(client):
    town("Bodo", place=(67.28, 14.4))
    text = read(client, MAP).text
    assert "Kommunens egen plats är inte angiven, så avstånden är inte kända." in text
    assert "Bodo stad Norge inte känt" in text


def test_a_map_of_three_hundred_partners_is_no_heavy_page(client):
    drawing.home(latitude=57.78, longitude=14.16)
    for number in range(300):
        town(f"En stad med nummer {number}", place=(number % 60, number % 120), country="DE")
    assert len(client.get(MAP).content) < 90_000


# --- Considered? ------------------------------------------------------------------------------------------


def test_answers_are_told_by_goal_unit_and_reason(client):
    unit = drawing.organisation("Nämnden")
    drawing.action("Åtgärden", by=unit, civil_society="no", civil_society_why="Lagen styr.", is_example=True)
    project = made(Project, "Projektet", civil_society="yes")
    project.global_goals.set(GlobalGoal.objects.filter(number=17))
    project.save()
    page = read(client, CONSIDERED)
    assert "Har samverkan med civilsamhället övervägts? 2 av 2 har svar." in page.text
    assert "Nämnden 1 Nej 1, Inte besvarat 0 Inte besvarat 1 Inte besvarat 1" in page.text
    assert "Åtgärden Exempel Har samverkan med civilsamhället övervägts? Nej Lagen styr." in page.text
    assert "Ingen åtgärd och inget projekt hör till målet." in page.text
    assert "Har samverkan med civilsamhället övervägts? 1 0 0 0" in page.text
    narrowed = read(client, f"{CONSIDERED}?mal=17&svar=yes").text.partition("Svaren och skälen")[2]
    assert "Projektet" in narrowed and "Lagen styr." not in narrowed


def test_the_coverage_of_each_unit_is_told_for_a_goal(client):
    drawing.action("Åtgärden", by=drawing.organisation("Nämnden"), civil_society="no")
    project = made(Project, "Projektet", civil_society="yes")
    project.responsibilities.create(organisation=drawing.organisation("Kontoret"))
    project.global_goals.set(GlobalGoal.objects.filter(number=17))
    project.save()
    everything = read(client, CONSIDERED).text.partition("Ansvariga")[2]
    assert "Nämnden 1 Nej 1" in everything and "Kontoret 1 Ja 1" in everything
    of_17 = read(client, f"{CONSIDERED}?mal=17").text.partition("Svaren efter ansvarig på mål 17 Ansvarig")[2]
    assert "Kontoret 1 Ja 1" in of_17 and "Nämnden 1" not in of_17
    of_8 = read(client, f"{CONSIDERED}?mal=8")
    assert "Svaren efter ansvarig på mål 8" not in of_8.text and "?mal=17#organisationer" in of_8.links


def test_an_actions_page_has_the_three_answers(client):
    drawing.action("Åtgärden", civil_society="no", civil_society_why="Lagen styr.")
    text = read(client, "/atgarder/atgarden/").text
    assert "Har samverkan med civilsamhället övervägts? Nej: Lagen styr." in text
    assert text.count("Ingen har svarat") == 2


# --- All of them ------------------------------------------------------------------------------------------


def register_of(count: int) -> None:
    unit = drawing.organisation("Stadskontoret")
    programme = FundingProgramme.objects.create(name_sv="P", funder=drawing.organisation("Givaren"))
    for number in range(count):
        one = town(f"Stad {number}", f"Tjänst {number}", unit, ["Skola"], (60, number), is_example=True)
        lesson(f"Lärdom {number}", one, "Skola", kind="challenge", organisation=unit)
        project = made(Project, f"Projekt {number}", status="running", partnership=one)
        ProjectPartner.objects.create(project=project, organisation=one.partners.get().organisation)
        ProjectResponsibility.objects.create(project=project, organisation=unit)
        Grant.objects.create(project=project, programme=programme, value=1)


@pytest.mark.parametrize("address", PAGES)
def test_as_many_questions_whatever_the_number(client, django_assert_max_num_queries, address):
    drawing.home()
    register_of(2)
    client.get(address)
    with django_assert_max_num_queries(24) as few:
        client.get(address)
    for number in range(18):
        one = town(
            f"Till {number}", f"Ny {number}", drawing.organisation(f"Enhet {number}"), [f"Tema {number}"]
        )
        lesson(f"Mer {number}", one, f"Tema {number}", kind="challenge")
        made(Project, f"Mer {number}", status="running", partnership=one)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_drafts_and_what_hangs_on_them_are_nowhere(client, address):
    secret = town("Hemligheten", "Spion", drawing.organisation("Enheten"), ["Smyg"], (60, 10), live=False)
    lesson("Tyst lärdom", secret, "Smyg")
    made(Project, "Dolt projekt", live=False, partnership=secret)
    text = read(client, address).text
    assert not any(word in text for word in ("Hemligheten", "Spion", "Tyst lärdom", "Dolt"))


@pytest.mark.parametrize("address", PAGES)
def test_every_table_has_a_caption_and_scopes(client, address):
    drawing.home(latitude=57.78, longitude=14.16)
    register_of(3)
    page: Html = read(client, address)
    tables = page.all("table")
    assert tables and len(page.all("caption")) == len(tables)
    assert all(tag["scope"] in ("col", "row") for tag in page.all("th"))
