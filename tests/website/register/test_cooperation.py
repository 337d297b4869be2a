"""The register's own pages: what they say, what they leave unsaid with a reason, and what they never show."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.models import (
    BudgetLine,
    Claim,
    Cost,
    Exchange,
    FocusArea,
    FundingProgramme,
    Grant,
    Instalment,
    Lesson,
    Participants,
    Partnership,
    PartnershipDecision,
    PartnershipGap,
    PartnershipPartner,
    PartnershipResponsibility,
    PartnershipReview,
    Project,
    ProjectPartner,
    ReportDue,
    ResultLine,
    Theme,
)
from lagesbild.framework.models import GlobalGoal
from lagesbild.website.register.exchanges import exchange_page
from lagesbild.website.register.partnerships import partnership_page
from lagesbild.website.register.projects import project_page
from lagesbild.website.search import find
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db
TODAY = drawing.TODAY
LISTS = ["/samarbeten/", "/samarbeten/utbyten/", "/projekt/"]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def town(name: str = "Bodo", *partners: tuple[str, str], **more) -> Partnership:
    """``partners``: (name, country)."""
    one = made(Partnership, name, **more)
    for partner, country in partners:
        organisation = drawing.organisation(partner, country=country)
        PartnershipPartner.objects.create(partnership=one, organisation=organisation)
    return one


def exchange(name: str, *counts: int, **more) -> Exchange:
    one = made(Exchange, name, **{"starts": date(2026, 5, 1), **more})
    for count, sex in zip(counts, Participants.Sex, strict=False):
        Participants.objects.create(exchange=one, role="pupil", sex=sex, count=count)
    return one


def grant(project: Project, **more) -> Grant:
    funder = drawing.organisation("Givaren")
    programme = FundingProgramme.objects.create(name_sv="Partnerskapen", funder=funder)
    return Grant.objects.create(project=project, programme=programme, **more)


def read(client, address: str) -> Html:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = Html(answer.content.decode())
    assert [level for level, _text in page.headings].count(1) == 1
    assert len(page.ids) == len(set(page.ids))
    return page


# --- The list of partnerships -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/samarbeten/", "Inga samarbeten är publicerade ännu."),
        ("/samarbeten/utbyten/", "Inga utbyten är publicerade ännu."),
        ("/projekt/", "Inga projekt är publicerade ännu."),
    ],
)
def test_an_empty_list_says_so_in_both_languages(client, address, said):
    assert said in read(client, address).text
    assert read(client, f"/en{address}").lang == "en"


def test_a_row_says_kind_partner_country_and_since(client):
    town("Vänorten", ("Bodo", "NO"), since=date(1947, 1, 1), since_precision="decade", is_example=True)
    town("Nätet", kind="network", since=date(2016, 1, 1))
    town("Okänt", since=None)
    text = read(client, "/samarbeten/").text
    assert "Vänort · Bodo, Norge · sedan 1940-talet" in text
    assert "Nätverk · Ingen part är angiven · sedan 2016" in text
    assert "startår okänt" in text
    assert "Vänorten Exempel" in text


def test_the_light_is_said_in_words_and_so_is_the_review(client):
    exchange("Besök", partnership=town("Grön", review_on=date(2026, 1, 1)))
    exchange("Förr", partnership=town("Gul", review_on=date(2027, 1, 1)), starts=date(2025, 6, 1))
    town("Röd")
    town("Slut", status="ended", ends=date(2019, 1, 1))
    page = read(client, "/samarbeten/")
    assert "Aktivitet det senaste året Senast 2026-05-01 Skulle ha setts över 2026-01-01" in page.text
    assert "Mer än ett år sedan något hände Senast 2025-06-01 Ses över senast 2027-01-01" in page.text
    assert "Ingen aktivitet är noterad Ingen dag för översyn är bestämd" in page.text
    assert "Upphörde 2019-01-01" in page.text
    assert len([tag for tag in page.all("span") if tag["class"].startswith("light ")]) == 3


def test_in_short_counts_last_year(client):
    exchange("Besök", 10, 5, partnership=town("Bodo", ("Stad", "NO")), starts=date(2025, 3, 1))
    exchange("Möte", starts=date(2025, 3, 1))
    text = read(client, "/samarbeten/").text
    assert "1 samarbete pågår, med parter i 1 land." in text
    assert "Under 2025 hölls 2 utbyten med 15 deltagare. I 1 av dem är antalet inte känt." in text


def test_choices_narrow_the_list_and_stay_chosen(client):
    town("Norska", ("Bodo", "NO"))
    town("Finska", ("Kuopio", "FI"), kind="network")
    page = read(client, "/samarbeten/?land=FI&q=KUOPIO")
    assert "Norska" not in page.text
    assert "Finska" in page.text
    assert [tag["value"] for tag in page.all("option") if "selected" in tag.attributes] == ["FI"]
    assert "/samarbeten/" in page.links
    assert "Inga samarbeten stämmer med urvalet." in read(client, "/samarbeten/?land=FI&slag=agreement").text


@pytest.mark.parametrize("address", LISTS)
def test_a_choice_that_is_not_there_is_said(client, address):
    assert "Något av valen finns inte" in read(client, f"{address}?lage=fel&slag=fel&ar=9999x").text


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("asked", ["q=%00", "q=%25", "sida=fel", "mal=99", "ar=%00", "tema=1%20or%201"])
def test_nonsense_is_no_error(client, address, asked):
    read(client, f"{address}?{asked}")


@pytest.mark.parametrize(
    ("model", "address", "more"),
    [
        (Partnership, "/samarbeten/", {}),
        (Exchange, "/samarbeten/utbyten/", {"starts": TODAY}),
        (Project, "/projekt/", {}),
    ],
)
def test_fifty_to_a_page(client, model, address, more):
    for n in range(55):
        made(model, f"Sak {n:02}", **more)
    first, second = read(client, address), read(client, f"{address}?sida=2")
    for n in range(55):
        assert [f"Sak {n:02}" in page.words for page in (first, second)].count(True) == 1
    assert "?sida=2" in first.links
    assert "Sida 2 av 2" in second.text


@pytest.mark.parametrize(
    ("address", "most"), [("/samarbeten/", 18), ("/samarbeten/utbyten/", 11), ("/projekt/", 17)]
)
@pytest.mark.parametrize("number", [2, 20])
def test_lists_ask_as_little_for_many(client, address, most, number, django_assert_max_num_queries):
    for n in range(number):
        project = made(Project, f"Projekt {n}", partnership=town(f"Stad {n}", (f"Part {n}", "NO")))
        grant_of_its_own(project, n)
        exchange(f"Utbyte {n}", 4, partnership=project.partnership)
    with django_assert_max_num_queries(most):
        client.get(address)


def grant_of_its_own(project: Project, n: int) -> None:
    funder = drawing.organisation(f"Givare {n}")
    programme = FundingProgramme.objects.create(name_sv=f"Program {n}", funder=funder)
    Grant.objects.create(project=project, programme=programme, value=5)


# --- A partnership ----------------------------------------------------------------------------------------


def test_a_partnership_with_nothing_in_it_leaves_nothing_empty(client):
    town("Bodo")
    page = read(client, "/samarbeten/bodo/")
    assert page.text.count("Inte ifyllt, och ingen har sagt varför") >= 7
    assert "7 uppgifter saknas. För 7 av dem har ingen sagt varför." in page.text
    for said in (
        "Ingen part är angiven",
        "Inga utbyten är noterade",
        "har inte analyserats",
        "Inga lärdomar",
    ):
        assert said in page.text
    assert empty_cells(page) == []


def empty_cells(page: Html) -> list[str]:
    return [
        tag
        for tag in ("<dd></dd>", "<td></td>", "<dt></dt>", '<td class="number"></td>')
        if tag in page.source
    ]


def test_a_partnership_says_everything(client):
    board = drawing.organisation("Kommunstyrelsen")
    one = town(
        "Vänorten",
        ("Bodo", "NO"),
        yearly_cost=45_000,
        own_funding=20_000,
        open_ended=True,
        since=date(1962, 1, 1),
        dnr="KS/2020:12",
        is_example=True,
        source_url="https://exempel.se/",
    )
    PartnershipResponsibility.objects.create(partnership=one, organisation=board, position="Samordnare")
    PartnershipDecision.objects.create(
        partnership=one, body=board, decided_on=date(2016, 5, 26), paragraph="§ 112", dnr="KS/16:3"
    )
    PartnershipGap.objects.create(partnership=one, asked="result", note_sv="Ingen har följt upp.")
    PartnershipReview.objects.create(partnership=one, reviewed_on=date(2023, 1, 1), conclusion_sv="Fortsätt.")
    Lesson.objects.create(
        partnership=one, kind="challenge", title_sv="Byten av folk", evidence_sv="Rapporten.", noted_on=TODAY
    )
    one.global_goals.set([GlobalGoal.objects.get(pk=17)])
    one.themes.set([Theme.objects.create(name_sv="Demokrati")])
    one.save()
    text = read(client, "/samarbeten/vanorten/").text
    for said in (
        "Samarbetet är ett påhittat exempel",
        "Ägare Kommunstyrelsen",
        "Beslut Kommunstyrelsen 2016-05-26 § 112 (dnr KS/16:3)",
        "Kostnad 45\u00a0000 kronor per år".replace("\u00a0", " "),
        "Slut Gäller tills vidare",
        "Resultat Uppgiften saknas: Ingen har följt upp.",
        "1 uppgift saknas.",
        "Kontakt: Samordnare",
        "2023-01-01: Fortsätt.",
        "Utmaningar Byten av folk Rapporten. Vad som gjordes: inget är noterat",
        "Demokrati",
        "Diarienummer KS/2020:12.",
    ):
        assert said in text


def test_a_partner_that_ceased_has_its_successor(client):
    one = town("Vänorten")
    new = drawing.organisation("Rakvere", country="EE")
    old = drawing.organisation("Lääne-Viru", country="EE", status="dissolved", successor=new)
    PartnershipPartner.objects.create(partnership=one, organisation=old)
    page = read(client, "/samarbeten/vanorten/")
    assert "Lääne-Viru , Estland. Organisationen har upphört. Efterföljare: Rakvere" in page.text
    assert "(har upphört)" in read(client, "/samarbeten/").text


def test_the_latest_twenty_exchanges_and_a_link_to_all(client):
    one = town("Bodo")
    for n in range(22):
        exchange(f"Resa {n}", 3, 2, partnership=one)
    page = read(client, "/samarbeten/bodo/")
    assert sum(word.startswith("Resa ") for word in page.words) == 20
    assert "Alla i urvalet: 22 utbyten" in page.text
    assert "/samarbeten/utbyten/?samarbete=bodo" in page.links
    assert "Elever 66 44 110" in page.text
    everything = read(client, "/samarbeten/utbyten/?samarbete=bodo")
    assert sum(word.startswith("Resa ") for word in everything.words) == 22


@pytest.mark.parametrize("number", [2, 20])
def test_a_partnership_asks_as_little_for_many(client, number, django_assert_max_num_queries):
    one = town("Bodo", *((f"Part {n}", "NO") for n in range(number)))
    for n in range(number):
        grant_of_its_own(made(Project, f"Projekt {n}", partnership=one, budget=10), n)
        exchange(f"Utbyte {n}", 4, partnership=one, organisation=drawing.organisation(f"Enhet {n}"))
        Lesson.objects.create(partnership=one, title_sv="L", evidence_sv="B", noted_on=TODAY)
    with django_assert_max_num_queries(18):
        client.get("/samarbeten/bodo/")


# --- Exchanges --------------------------------------------------------------------------------------------


def test_the_foot_sums_what_is_chosen_and_not_only_the_page(client):
    for n in range(60):
        exchange(f"Skola {n}", 10, 10, kind="school")
    exchange("Besök", 7)
    exchange("Oräknat", kind="school")
    text = read(client, "/samarbeten/utbyten/?slag=school").text
    assert "Alla i urvalet: 61 utbyten I 1 av dem är antalet deltagare inte känt. 1 200" in text
    assert "Besök" not in text.split("Deltagare", 1)[1].split("Alla i urvalet")[0]


def test_an_exchange_counts_its_participants_and_names_none(client):
    one = exchange("Resa", 12, 8, partnership=town("Bodo"), place="Bodo", country="NO")
    Participants.objects.create(exchange=one, role="teacher", from_abroad=True, count=2)
    page = read(client, "/samarbeten/utbyten/resa/")
    assert "22 personer deltog, varav 2 från utlandet" in page.text
    assert "Elever Ålder inte angiven Kvinnor och flickor Kommunen 12" in page.text
    assert "Bodo, Norge" in page.text
    assert "/samarbeten/bodo/" in page.links


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Hur många som deltog är inte ifyllt, och ingen har sagt varför."),
        ({"participants_note_sv": "Listan är borta."}, "Listan är borta."),
        ({"starts": date(2027, 1, 1)}, "Utbytet har inte hållits ännu."),
    ],
)
def test_unknown_participants_have_a_reason(client, more, said):
    exchange("Resa", **more)
    page = read(client, "/samarbeten/utbyten/resa/")
    assert said in page.text
    assert empty_cells(page) == []


# --- Projects ---------------------------------------------------------------------------------------------


@pytest.fixture
def project():
    one = made(
        Project,
        "Broar",
        status="running",
        starts=date(2025, 1, 1),
        finishes=date(2026, 12, 31),
        budget=Decimal(1_200_000),
        own_cash=Decimal(200_000),
        own_kind=Decimal(100_000),
        civil_society="no",
        civil_society_why="För litet",
        is_example=True,
    )
    partner = drawing.organisation("Stellenbosch", country="ZA")
    ProjectPartner.objects.create(project=one, organisation=partner, role="lead")
    money = grant(one, value=Decimal(800_000), decided_on=date(2024, 12, 1), is_example=True)
    Instalment.objects.create(
        grant=money, value=400_000, due_on=date(2025, 2, 1), received_on=date(2025, 2, 3)
    )
    Instalment.objects.create(grant=money, value=400_000, due_on=date(2026, 2, 1))
    Claim.objects.create(
        grant=money,
        submitted_on=date(2026, 5, 1),
        value=90_000,
        approved=85_000,
        approved_on=date(2026, 6, 1),
        paid_on=date(2026, 7, 1),
    )
    ReportDue.objects.create(grant=money, about_sv="Årsrapport", due_on=date(2026, 9, 1))
    Cost.objects.create(project=one, spent_on=date(2025, 5, 5), value=Decimal("123456.50"))
    BudgetLine.objects.create(
        project=one, starts=date(2025, 1, 1), finishes=date(2025, 12, 31), about_sv="Resor", value=600_000
    )
    for order, (level, text, more) in enumerate(
        [
            ("objective", "Makt åt unga", {}),
            ("outcome", "Fler deltar", {}),
            ("measure", "Unga i råd", {"baseline": 12, "baseline_year": 2024, "target": 40}),
        ]
    ):
        ResultLine.objects.create(project=one, level=level, text_sv=text, sort_order=order, **more)
    return one


def test_a_project_says_its_money_to_the_krona(client, project):
    text = read(client, "/projekt/broar/").text
    for said in (
        "Hela budgeten 1 200 000 kronor",
        "Beviljade bidrag 800 000 kronor",
        "Egna pengar 200 000 kronor",
        "Det som ingen har lovat att betala 100 000 kronor",
        "Bidrag som har kommit in 485 000 kronor",
        "Använt 123 456,50 kronor",
        "Finansiär Givaren",
        "Utbetalning 2 2026-02-01 400 000 kronor – Försenad",
        "Godkänt Kom in",
        "85 000 kronor",
        "försenad, skulle ha lämnats 2026-09-01",
        "Budgetposterna är tillsammans 600 000 kronor, men hela budgeten är 1 200 000 kronor.",
    ):
        assert said in text


def test_a_project_says_what_it_is_to_reach_and_what_was_considered(client, project):
    text = read(client, "/projekt/broar/").text
    for said in (
        "Långsiktigt mål: Makt åt unga Effekt: Fler deltar",
        "Unga i råd 12 2024 40 Inte mätt ännu",
        "Har samverkan med civilsamhället övervägts? Nej: För litet",
        "Har extern finansiering övervägts? Ingen har svarat",
        "Ingen har skrivit vad som fortsätter.",
        "Stellenbosch , Sydafrika Leder projektet",
        "Projektet är ett påhittat exempel",
    ):
        assert said in text


def test_a_project_with_nothing_in_it_leaves_nothing_empty(client):
    made(Project, "Tomt")
    page = read(client, "/projekt/tomt/")
    assert "går inte att räkna ut" in page.text
    assert "inga bidrag är noterade" in page.text
    assert empty_cells(page) == []


def test_a_grant_whose_amount_is_not_known_says_why(client):
    grant(made(Project, "Broar"), value_note_sv="Bara summan för alla kommuner är känd.")
    assert "Beviljat Bara summan för alla kommuner är känd." in read(client, "/projekt/broar/").text


def test_a_project_in_another_currency_says_so(client):
    made(Project, "Broar", currency="EUR", budget=Decimal(5000), starts=date(2025, 1, 1))
    text = read(client, "/projekt/broar/").text
    assert "omräknade från EUR" in text
    assert "utan kurs för dagen: 5 000 EUR" in text


def test_the_project_list_chooses_by_status_year_and_partnership(client, project):
    project.partnership = town("Bodo")
    project.save()
    made(Project, "Idén", status="idea")
    assert "Idén" not in read(client, "/projekt/?lage=running").words
    assert "Idén" not in read(client, "/projekt/?ar=2025").words
    page = read(client, "/projekt/?samarbete=bodo")
    assert "Idén" not in page.words
    assert "Budget: 1 200 000 kronor" in page.text
    assert client.get("/projekt/?samarbete=finns-inte").status_code == 404


@pytest.mark.parametrize("number", [2, 20])
def test_a_project_asks_as_little_for_many(client, project, number, django_assert_max_num_queries):
    for n in range(number):
        grant_of_its_own(project, n)
        exchange(f"Utbyte {n}", 4, project=project)
        partner = drawing.organisation(f"Part {n}")
        ProjectPartner.objects.create(project=project, organisation=partner)
    with django_assert_max_num_queries(14):
        client.get("/projekt/broar/")


# --- The gate ---------------------------------------------------------------------------------------------


def test_nothing_unpublished_is_shown_anywhere(client):
    secret = town("Hemligt samarbete", live=False)
    hidden = made(Project, "Hemligt projekt", live=False)
    exchange("Hemligt utbyte", live=False)
    exchange("Hemligheternas möte", partnership=secret)
    open_one = town("Öppet", ("Hemlig part", "NO"))
    type(open_one.partners.get().organisation).objects.filter(name_sv="Hemlig part").update(live=False)
    Lesson.objects.create(
        partnership=open_one, title_sv="Hemlig lärdom", evidence_sv="B", noted_on=TODAY, live=False
    )
    for thing in (secret, hidden):
        thing.global_goals.set([GlobalGoal.objects.get(pk=17)])
        thing.save()
    for address in (*LISTS, "/samarbeten/oppet/", "/mal/17/", "/feed/andringar/", "/sok/?q=hemlig"):
        answer = client.get(address).content.decode().replace('value="hemlig"', "").replace("”hemlig”", "")
        assert "Hemlig" not in answer, address
    for address in (
        "/samarbeten/hemligt-samarbete/",
        "/projekt/hemligt-projekt/",
        "/samarbeten/utbyten/hemligt-utbyte/",
        "/samarbeten/utbyten/hemligheternas-mote/",
        "/samarbeten/utbyten/?samarbete=hemligt-samarbete",
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize(
    ("view", "unsaved"),
    [
        (partnership_page, Partnership(name_sv="Utkast")),
        (project_page, Project(name_sv="Utkast")),
        (exchange_page, Exchange(name_sv="Utkast", starts=TODAY)),
    ],
    ids=["partnership", "project", "exchange"],
)
def test_what_is_not_saved_yet_can_be_previewed(rf, view, unsaved):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    assert "Utkast" in view(request, unsaved).content.decode()


# --- On other pages ---------------------------------------------------------------------------------------


def test_a_goals_page_shows_what_points_at_it(client, project):
    one = town("Bodo")
    for thing in (one, project):
        thing.global_goals.set([GlobalGoal.objects.get(pk=16)])
        thing.save()
    page = read(client, "/mal/16/")
    assert {"/samarbeten/bodo/", "/projekt/broar/"} <= set(page.links)
    assert "Bidrag till projekten: 800 000 kronor. Av det är 800 000 kronor påhittade exempel." in page.text
    assert "Inga samarbeten eller projekt är kopplade hit." in read(client, "/mal/15/").text


def test_a_goal_of_a_programme_shows_what_points_at_it(client):
    top = drawing.goal("Vatten", drawing.programme("Programmet"))
    one = town("Bodo")
    one.goals.set([top])
    one.save()
    assert "/samarbeten/bodo/" in read(client, "/program/programmet/vatten/").links
    assert "/program/programmet/vatten/" in read(client, "/samarbeten/bodo/").links


def test_goal_17_shows_the_focus_areas(client):
    area = FocusArea.objects.create(name_sv="Extern finansiering av allt", order=1)
    FocusArea.objects.create(name_sv="Tomt område", order=2)
    one = town("Bodo")
    one.focus_areas.set([area])
    one.save()
    text = read(client, "/mal/17/").text
    assert "Extern finansiering av allt Bodo" in text
    assert "Tomt område Inget samarbete eller projekt är lagt här ännu." in text
    assert "Tomt område" not in read(client, "/mal/16/").text


def test_an_organisation_shows_its_part(client):
    one = town("Vänorten", ("Bodo", "NO"))
    board = drawing.organisation("Kommunstyrelsen")
    PartnershipResponsibility.objects.create(partnership=one, organisation=board)
    assert "Svarar för Vänorten" in read(client, "/ansvariga/kommunstyrelsen/").text
    text = read(client, "/ansvariga/bodo/").text
    assert "Är part i Vänorten" in text
    assert "Norge" in text


@pytest.mark.parametrize("number", [2, 20])
def test_goal_pages_ask_three_questions_more(client, number, django_assert_max_num_queries):
    for n in range(number):
        one = made(Project, f"Projekt {n}", partnership=town(f"Stad {n}"))
        grant_of_its_own(one, n)
        one.global_goals.set([GlobalGoal.objects.get(pk=16)])
        one.save()
    client.get("/mal/16/")
    with django_assert_max_num_queries(9):  # 6 without cooperation, where there are no goals of its own
        client.get("/mal/16/")


def test_the_feed_and_the_start_page_tell_of_cooperation(client):
    bodo = town("Bodo")
    for _time in range(2):  # the first day is that of the site being filled
        bodo.save_revision().publish()
    assert "samarbete" in client.get("/feed/andringar/").content.decode()
    assert "/samarbeten/bodo/" in read(client, "/").links


def test_the_menu_leads_there(client):
    page = read(client, "/projekt/")
    assert {"/samarbeten/", "/finansiering/"} <= set(page.links)
    assert [tag["href"] for tag in page.all("a") if tag["aria-current"]] == ["/samarbeten/"]


# --- Search -----------------------------------------------------------------------------------------------


def titles(question: str) -> list[str]:
    return [hit.title for hit in find(question).hits if "/mal/" not in hit.address]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ööresa", "Ööresan"),
        ("ÖÖRESA", "Ööresan"),
        ("ööresorna", "Ööresan"),
        ("bodo", "Bodo by"),
        ("cafe", "Café för unga"),
        ("ooresa", "Ööresan"),
        ("Åre", "Möte"),
        ("kontaktperson", "Samma kontaktperson i flera år"),
    ],
)
def test_search_finds_cooperation_in_swedish(question, found):
    town("Bodo by")
    made(Project, "Café för unga")
    exchange("Ööresan")
    one = exchange("Möte", place="Åre")
    Lesson.objects.create(
        exchange=one, title_sv="Samma kontaktperson i flera år", evidence_sv="Rapport.", noted_on=TODAY
    )
    assert titles(question) == [found]


def test_search_shows_fifty_of_a_kind_and_says_that_there_are_more(client):
    for n in range(60):
        exchange(f"Vattenresa {n}")
    found = find("vattenresa")
    assert (len(found.hits), found.cut) == (50, True)
    page = read(client, "/sok/?q=vattenresa")
    assert "visas högst 50 träffar av varje slag" in page.text
    assert "/samarbeten/utbyten/?q=vattenresa" in page.links
    assert "Sida 1 av 2" in read(client, "/samarbeten/utbyten/?q=vattenresa").text


@pytest.mark.parametrize("note", ["Ingen har letat", "Ingen har letat."])
def test_a_reason_that_is_a_sentence_gets_no_second_full_stop(client, note):
    one = town()
    PartnershipGap.objects.create(partnership=one, asked="decision", reason="unknown", note_sv=note)
    page = Html(client.get(one.get_absolute_url()).content.decode()).text
    assert "Uppgiften saknas: Ingen har letat." in page and "letat.." not in page
