"""The page of others' money and the page of calls, as a visitor reads them."""

import re
from datetime import date

import pytest
from django.utils import timezone
from django.utils.text import slugify

from lagesbild.cooperation.models import (
    Application,
    Call,
    CallRule,
    ExchangeRate,
    FundingProgramme,
    Grant,
    Instalment,
    Partnership,
    Project,
    ReportDue,
)
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing
from tests.website.reading import Html
from tests.website.site_drawing import TODAY

pytestmark = pytest.mark.django_db
MONEY, CALLS = "/finansiering/", "/finansiering/utlysningar/"


@pytest.fixture(autouse=True)
def home(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return drawing.home()


def read(client, address: str = MONEY) -> Html:
    answer = client.get(address)
    assert answer.status_code == 200
    return Html(answer.content.decode())


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def programme(funder: str, **more) -> FundingProgramme:
    of = made(Organisation, funder, kind="funder")
    return FundingProgramme.objects.create(name_sv=f"{funder}: programmet", funder=of, **more)


def running(name: str, **more) -> Project:
    return made(Project, name, **{"status": "running", **more})


@pytest.fixture
def icld():
    return programme("ICLD", ends=date(2026, 12, 31), ends_note_sv="Kärnstödet från Sida upphör.")


@pytest.fixture
def register(icld):
    """Four running projects: three lean on ICLD alone, one of them is made up, one amount is not known."""
    fund = programme("Fond")
    for name, value in (("Ett", 600_000), ("Två", 300_000)):
        Grant.objects.create(
            project=running(name),
            programme=icld,
            value=value,
            decided_on=date(2025, 2, 1),
            starts=date(2025, 1, 1),
        )
    three = running("Tre", own_cash=50_000, is_example=True)
    Grant.objects.create(project=three, programme=icld, value=100_000, decided_on=date(2026, 1, 1))
    four = running("Fyra")
    grant = Grant.objects.create(
        project=four,
        programme=icld,
        value_note_sv="Bara summan till alla är offentlig.",
        repayment_risk_sv="Det som inte används.",
        retained_until=date(2034, 12, 31),
        retention_rule="sju år",
    )
    Grant.objects.create(
        project=four,
        programme=fund,
        value=1000,
        currency="EUR",
        decided_on=date(2026, 3, 1),
        finishes=date(2027, 2, 1),
    )
    ReportDue.objects.create(grant=grant, about_sv="Lägesrapport", due_on=date(2026, 11, 1))
    Instalment.objects.create(grant=grant, value=10, due_on=date(2026, 10, 1))


def test_an_empty_register_says_so(client):
    page = read(client)
    assert "Inga bidrag, projekt eller finansieringsprogram är publicerade ännu." in page.text
    assert [level for level, _text in page.headings].count(1) == 1


def test_the_most_important_stands_first(client, register):
    page = read(client)
    glance = page.text[page.text.index("I korthet") : page.text.index("Dag för dag")]
    for words in (
        "1 000 000 kronor",
        "utan kurs för dagen: 1 000 EUR",
        "1 belopp är inte känt",
        "i 5 bidrag från 2 finansiärer",
        "varav påhittade exempel: 100 000 kronor",
        "ICLD: programmet",
        "2026-12-31",
        "38 dagar kvar",
        "Tre av fyra pågående projekt med bidrag har pengar från en enda finansiär.",
        "1 försenad rapport",
        "1 försenad utbetalning",
    ):
        assert words in glance


def test_what_is_not_known_is_said_with_its_reason(client, register):
    assert "Bara summan till alla är offentlig." in read(client).text
    Grant.objects.update(value_note_sv="")
    assert "Ingen har sagt varför" in read(client).text


def test_no_cell_is_empty(client, register):
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", read(client).source, re.DOTALL)
    assert len(cells) > 60
    assert [cell for cell in cells if not re.sub(r"<[^>]*>|\s", "", cell)] == []


def test_a_rate_makes_kronor_of_it(client, register):
    ExchangeRate.objects.create(currency="EUR", on=date(2026, 1, 1), kronor=11, source="ritad")
    text = read(client).text
    assert "1 011 000 kronor" in text and "utan kurs för dagen" not in text


def test_it_narrows_to_a_year_and_a_funder(client, register):
    page = read(client, f"{MONEY}?ar=2025&finansiar=icld")
    assert "900 000 kronor" in page.text and "Sidan visar bara det som rör ICLD." in page.text
    assert "2025-01-01 – 2025-12-31" in page.text
    assert "100 000 kronor" not in page.text[page.text.index("Per finansiär") : page.text.index("Per år")]


@pytest.mark.parametrize(
    "query", ["ar=x", "finansiar=ingen", "ar=&finansiar=", "tidslinje=99&hanger=-1", "ar=2025%00"]
)
def test_a_strange_choice_still_gives_the_page(client, register, query):
    read(client, f"{MONEY}?{query}")


def test_a_choice_that_is_not_there_is_said(client, register):
    assert "Något av valen finns inte" in read(client, f"{MONEY}?ar=1066").text


def test_the_picture_and_its_table_say_the_same(client, register):
    page = read(client)
    assert "Upphör: 1." in page.text and "Bidrag slutar: 1." in page.text
    table = page.text[page.text.index("Dag för dag") : page.text.index("Det som upphör")]
    assert "2026-11-01" in table and "Försenad" in table and "2027-02-01" in table


def test_a_long_list_has_pages_of_its_own(client, icld):
    for number in range(25):
        Grant.objects.create(project=running(f"Projekt {number:02}"), programme=icld, value=1)
    page = read(client, f"{MONEY}?hanger=3")
    assert "Sida 3 av 3" in page.text
    leaning = page.text[page.text.index("Pågående projekt med en enda finansiär") :]
    assert "Projekt 24" in leaning and "Projekt 03" not in leaning[: leaning.index("Summor")]
    assert any(link.startswith("?hanger=2") and link.endswith("#hanger") for link in page.links)


def test_what_is_not_public_is_nowhere(client, register):
    Organisation.objects.filter(name_sv="ICLD").update(live=False)
    Project.objects.filter(name_sv="Två").update(live=False)
    page = read(client)
    assert "Två" not in page.words and "Finansiär som inte är publicerad" in page.text
    assert "ICLD" not in page.text.replace("ICLD: programmet", "")


def test_it_is_there_in_english(client, register):
    page = read(client, f"/en{MONEY}")
    assert page.lang == "en"


@pytest.mark.parametrize("count", [2, 20])
def test_the_queries_do_not_grow(client, icld, django_assert_max_num_queries, count):
    goal = drawing.goal("Världen")
    unit = drawing.organisation("Kontoret")
    for number in range(count):
        town = made(Partnership, f"Stad {number}", ends=date(2027, 1, 1))
        project = running(f"Projekt {number}", partnership=town)
        project.goals.set([goal])
        project.global_goals.set([17])
        project.responsibilities.create(organisation=unit)
        project.save()
        grant = Grant.objects.create(
            project=project, programme=icld, value=1, retained_until=date(2030, 1, 1)
        )
        ReportDue.objects.create(grant=grant, about_sv="R", due_on=date(2027, 1, number + 1))
        ReportDue.objects.create(grant=grant, about_sv="R", due_on=date(2026, 1, number + 1))
        Instalment.objects.create(grant=grant, value=10, due_on=date(2026, 10, 1))
    client.get(MONEY)
    with django_assert_max_num_queries(36):
        client.get(MONEY)


# --- Calls ------------------------------------------------------------------------------------------------


def call(name: str, of: FundingProgramme | None = None, **more) -> Call:
    return Call.objects.create(name_sv=name, programme=of, **more)


def test_no_calls_is_said(client):
    assert "Inga utlysningar är publicerade ännu." in read(client, CALLS).text


def test_calls_stand_by_where_they_are(client, icld):
    call("Snart", icld, deadline=date(2026, 12, 24), amount_min=100_000, currency="EUR")
    call("Odaterad", icld)
    call("Kommer", icld, opens=date(2027, 1, 1))
    call("Förbi", icld, deadline=date(2025, 3, 27))
    page = read(client, CALLS)
    assert [text for _level, text in page.headings] == [
        "Utlysningar",
        "Öppna nu (1)",
        "Snart",
        "Utan känd sista dag (1)",
        "Odaterad",
        "Öppnar senare (1)",
        "Kommer",
        "Stängda (1)",
    ]
    for words in ("31 dagar kvar", "Minst 100 000 EUR; det största är inte känt", "Inte känd", "ICLD"):
        assert words in page.text
    assert "Förbi" in read(client, f"{CALLS}?stangda=1").text


def test_a_rule_says_whether_it_is_checked(client, icld):
    one = call("Snart", icld, deadline=date(2026, 12, 24))
    CallRule.objects.create(
        call=one,
        kind="countries",
        minimum=4,
        text_sv="Minst fyra länder.",
        verified=True,
        source_url="https://e.se/r",
    )
    CallRule.objects.create(call=one, kind="participants", minimum=50, applies_to="projekt")
    text = read(client, CALLS).text
    assert "Minst fyra länder. Kontrollerad mot källan. Källa" in text
    assert "Minst så många deltagare: minst 50 Gäller bara: projekt. Inte kontrollerad mot källan." in text
    assert "Källans adress är inte noterad." in text


def test_our_projects_that_have_applied_are_named(client, icld):
    one = call("Snart", icld, deadline=date(2026, 12, 24))
    assert "Inga ansökningar är noterade" in read(client, CALLS).text
    for name, live in (("Broar", True), ("Hemligt", False)):
        project = running(name, live=live, is_example=True)
        Application.objects.create(name_sv="A", call=one, project=project, status="sent", sent_on=TODAY)
    Application.objects.create(name_sv="Utan projekt", call=one)
    page = read(client, CALLS)
    assert "Utan projekt Utkast" in page.text
    assert "Broar Exempel Inskickad 2026-11-23" in page.text and "Hemligt" not in page.text


def test_closed_calls_are_shown_when_asked_for_and_paged(client, icld):
    for number in range(45):
        call(f"Gammal {number}", icld, deadline=date(2025, 1, 1))
    page = read(client, CALLS)
    assert "Stängda (45)" in page.text and "Gammal" not in page.text
    assert "?stangda=1#stangda" in page.links
    page = read(client, f"{CALLS}?stangda=3")
    assert "Sida 3 av 3" in page.text and page.text.count("Gammal") == 5


def test_the_address_of_a_call_opens_the_page_that_it_is_on(client, icld):
    for number in range(25):
        last = call(f"U{number:02}", icld, deadline=date(2026, 12, 24))
        closed = call(f"G{number:02}", icld, deadline=date(2025, 1, 1))
    for one in (last, closed):
        assert f"utlysning-{one.pk}" in read(client, one.get_absolute_url()).ids
        assert f"utlysning-{one.pk}" not in read(client, CALLS).ids
    page = read(client, f"{CALLS}?utlysning={last.pk}&oppna=1")
    assert "Sida 1 av 2" in page.text
    for strange in ("x", "²", "99999999999999999999", "9" * 5000):
        assert "Sida 1 av 2" in read(client, f"{CALLS}?utlysning={strange}").text


@pytest.mark.parametrize("count", [2, 20])
def test_the_calls_take_as_many_queries_whatever_their_number(
    client, icld, count, django_assert_max_num_queries
):
    for number in range(count):
        one = call(f"U{number}", icld, deadline=date(2026, 12, 24))
        CallRule.objects.create(call=one, kind="countries")
        Application.objects.create(name_sv="A", call=one, project=running(f"P{number}"))
    client.get(CALLS)
    with django_assert_max_num_queries(14):
        client.get(CALLS)
