"""The auditor's list as page, CSV and Excel: no empty cell without a reason, and one sum in all of them."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils.text import slugify
from openpyxl import load_workbook

from lagesbild.cooperation.funding.money import Rates, Total, project_money
from lagesbild.cooperation.models import ExchangeRate, FundingProgramme, Gap, Grant, Partnership, Project
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db
PAGE = "/samarbeten/forteckning/"


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


@pytest.fixture
def register():
    """A twin town of which little is known, a project of which all is, and one in euro that is made up."""
    drawing.home()
    ExchangeRate.objects.create(currency="EUR", on=date(2024, 1, 1), kronor=Decimal("11.5"), source="ritad")
    board, icld = made(Organisation, "Kommunstyrelsen"), made(Organisation, "ICLD")
    bodo = made(Organisation, "Bodø", name_en="Bodø city", country="NO")
    town = made(
        Partnership, "Vänorten Bodø", since=date(1940, 1, 1), since_precision="decade", open_ended=True
    )
    town.gaps.create(asked="cost", reason="unknown", note_sv="Bokförs inte för sig.")
    town.partners.create(organisation=bodo)
    town.save()
    known = made(
        Project,
        "Broar",
        status="running",
        budget=1000,
        own_cash=200,
        own_kind=Decimal("50.50"),
        starts=date(2024, 2, 1),
        finishes=date(2025, 2, 1),
        result_sv="=1+1 broar",
        dnr="KS/2024:1",
    )
    known.responsibilities.create(organisation=board, position="Internationell samordnare")
    known.decisions.create(body=board, decided_on=date(2024, 1, 9), paragraph="§ 7")
    known.partners.create(organisation=bodo)
    known.save()
    made_up = made(
        Project, "Påhitt", status="idea", budget=100, currency="EUR", starts=date(2024, 1, 8), is_example=True
    )
    given = FundingProgramme.objects.create(name_sv="Partnerskap", funder=icld)
    Grant.objects.create(project=known, programme=given, value=700, decided_on=date(2024, 1, 2))
    Grant.objects.create(project=made_up, programme=given, value_note_sv="Bara summan för alla är känd.")
    made(Project, "Hemligt", live=False, budget=5)


def read(client, address: str = PAGE) -> Html:
    return Html(client.get(address).content.decode())


def as_csv(client, address: str = "/samarbeten/forteckning.csv") -> list[dict]:
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))


def book(client, address: str = "/samarbeten/forteckning.xlsx"):
    return load_workbook(io.BytesIO(client.get(address).content))


def sheet(client, name: str) -> list[dict]:
    head, *rows = book(client)[name].values
    return [dict(zip(head, row, strict=False)) for row in rows]


def test_the_page_answers_or_says_why_not(client, register):
    page = read(client)
    assert "3 åtaganden: samarbeten 1, projekt 2. Av 21 svar saknas 10, och för 9 av dem" in page.text
    for words in (
        "Uppgiften saknas: Bokförs inte för sig.",
        "Inte ifyllt, och ingen har sagt varför",
        "1940-talet",
        "Gäller tills vidare",
        "Norge",
        "Kommunstyrelsen 2024-01-09 § 7",
        "Internationell samordnare",
        "ICLD, Partnerskap: 700 kronor, 2024-01-02",
        "ICLD, Partnerskap: Bara summan för alla är känd.",
        "1 av dem är ett påhittat exempel",
    ):
        assert words in page.text
    assert "Hemligt" not in page.text
    assert page.text.count("Exempel") == 1


def test_that_every_reason_is_given_is_said(client, register):
    for one in (*Partnership.objects.all(), *Project.objects.all()):
        for asked in Gap.Question:
            if asked not in [gap.asked for gap in one.gaps.all()]:
                one.gaps.create(asked=asked, note_sv="Vi vet inte.")
        one.save()
    said = read(client).text
    assert "Av 21 svar saknas 10, vart och ett med sitt skäl." in said and "för 0 av dem" not in said


def test_a_partnership_leads_to_its_projects_and_a_project_to_its_partnership(client, register):
    town, lonely = Partnership.objects.get(), made(Partnership, "Ödeby")
    Project.objects.filter(name_sv__in=["Broar", "Hemligt"]).update(partnership=town)
    page, listed = read(client), {row["Namn"]: row for row in as_csv(client)}
    column = "Samarbetets projekt, projektets samarbete"
    assert (listed[town.name][column], listed["Broar"][column]) == ("Broar", town.name)
    assert listed[town.name]["Bidrag, av vem"] == "Bidrag ges till projekt, se samarbetets projekt"
    assert (
        listed[lonely.name][column] == listed[lonely.name]["Bidrag, av vem"] == "Samarbetet har inga projekt"
    )
    assert "Inte del av något samarbete" in {row[column] for row in listed.values()}
    assert f"Del av {town.name}" in page.text and "Projektens bidrag: Broar" in page.text
    assert "Samarbetet har inga projekt" in page.text and "Hemligt" not in page.text
    assert sheet(client, "Samarbeten")[0][column] == "Broar"


def test_of_a_partnerships_many_projects_five_are_named_and_the_rest_counted(client, register):
    for number in range(7):
        made(Project, f"Del {number}", partnership=Partnership.objects.get())
    assert "Del 4 och 2 till" in read(client).text


def test_no_cell_of_the_page_is_empty(client, register):
    source = read(client).source
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", source, re.DOTALL)
    assert len(cells) > 40
    assert [cell for cell in cells if not re.sub(r"<[^>]*>|\s", "", cell)] == []


def test_every_line_is_on_one_page_or_the_other(client):
    drawing.home()
    for number in range(80):
        made(Project, f"Sak {number:03}")
    pages = [read(client, f"{PAGE}?sida={n}").source for n in (1, 2)]
    assert [page.count('scope="row" role="rowheader"') for page in pages] == [50, 30]
    assert "Sida 1 av 2" in pages[0] and "?sida=2" in pages[0]


def test_an_empty_register_says_so(client):
    drawing.home()
    assert "Inga samarbeten eller projekt är publicerade ännu." in read(client).text
    assert as_csv(client) == []
    assert book(client)["Projekt"]["A2"].value == "Inga är publicerade."


def test_in_english(client, register):
    page = read(client, "/en" + PAGE)
    assert page.lang == "en" and "Bodø city" in page.text
    assert as_csv(client, "/en/samarbeten/forteckning.csv")[0] != as_csv(client)[0]


def test_the_csv_has_numbers_dates_and_reasons_in_columns_of_their_own(client, register):
    town, known, made_up = as_csv(client)
    assert (town["Kostnad, kronor"], town["Kostnaden gäller"]) == ("", "ett år")
    assert town["Kostnad: skäl om den saknas"] == "Uppgiften saknas: Bokförs inte för sig."
    assert (town["Start"], town["Slut"]) == ("1940-talet", "Gäller tills vidare")
    assert (known["Kostnad, kronor"], known["Beviljat, kronor"], known["Valuta"]) == (
        "1000.00",
        "700.00",
        "SEK",
    )
    assert (known["Egna pengar, kronor"], known["Eget arbete och lokaler, kronor"]) == ("200.00", "50.50")
    assert (known["Start"], known["Slut"]) == ("2024-02-01", "2025-02-01")
    assert known["Resultat"] == "'=1+1 broar"
    assert known["Sidans adress"] == "http://testserver/projekt/broar/"
    assert (made_up["Kostnad, kronor"], made_up["Kostnad i egen valuta"]) == ("1150.00", "100.00")
    assert (made_up["Påhittat exempel"], made_up["Läge"]) == ("Ja", "Idé")
    assert made_up["Beviljat, kronor"] == "" and made_up["Beviljat: skäl om det saknas"]


def test_no_cell_of_the_files_is_empty_without_a_reason_beside_it(client, register):
    sheets = [as_csv(client), sheet(client, "Samarbeten")[:-1], sheet(client, "Projekt")[:-1]]
    for rows in sheets:
        for line in rows:
            for name, value in line.items():
                if "skäl om" not in name and value in ("", None):
                    assert reason_for(name, line), (line["Namn"], name)


def reason_for(name: str, line: dict) -> str:
    """The reason column of an amount or an answer."""
    stems = {
        "Beviljat, kronor": "Beviljat",
        "Utbetalt till kommunen, kronor": "Utbetalt",
        "Återbetalt till finansiärer, kronor": "Återbetalt",
        "Använt, kronor": "Använt",
    }
    own = {"Egna pengar, kronor", "Eget arbete och lokaler, kronor"}
    cost = {"Kostnad, kronor", "Kostnad i egen valuta"}
    stem = "Egen finansiering" if name in own else "Kostnad" if name in cost else stems.get(name, name)
    return next(value for key, value in line.items() if key.startswith(f"{stem}: skäl"))


def test_the_sums_agree_everywhere_to_the_krona(client, register):
    rates = Rates.load()
    sums = [project_money(one, rates) for one in Project.objects.public()]
    budget = sum((one.budget for one in sums), Total()).kronor
    granted = sum((one.granted for one in sums), Total()).kronor
    assert (budget, granted) == (2150, 700)
    rows = [line for line in as_csv(client) if line["Slag av åtagande"] == "Projekt"]
    assert sum(Decimal(line["Kostnad, kronor"] or 0) for line in rows) == budget
    assert sum(Decimal(line["Beviljat, kronor"] or 0) for line in rows) == granted
    last = sheet(client, "Projekt")[-1]
    assert (last["Slag av åtagande"], last["Kostnad, kronor"], last["Beviljat, kronor"]) == (
        "Summa",
        2150,
        700,
    )
    summed = {row[0]: row[1] for row in book(client)["Summor"].values}
    assert (summed["Projekt: hela budgeten"], summed["Projekt: beviljat av andra"]) == (2150, 700)
    assert summed["varav budget för påhittade exempel"] == 1150
    assert "Projekt: hela budgeten 2\u00a0150 inget Projekt: beviljat av andra 700".replace(
        "\u00a0", " "
    ) in read(client).text.replace("\u00a0", " ")
    assert sum(row["Beviljat, kronor"] or 0 for row in sheet(client, "Bidrag")[:-1]) == granted


def test_the_workbook_has_dates_as_dates_and_a_sheet_about_itself(client, register):
    rows = sheet(client, "Projekt")
    assert rows[0]["Start"].date() == date(2024, 2, 1)
    assert rows[0]["Resultat"] == "'=1+1 broar"
    about = {row[0]: row[1] for row in book(client)["Om listan"].values}
    assert (about["Svar som saknas"], about["Svar som saknas utan att någon har sagt varför"]) == (10, 9)


def test_what_no_workbook_can_hold_is_left_out(client):
    drawing.home()
    made(Project, "Broar\x0b", result_sv="\x00Bra\x1f")
    assert sheet(client, "Projekt")[0]["Resultat"] == "Bra"


@pytest.mark.parametrize("number", [2, 20])
def test_as_few_questions_to_the_database_for_many(client, number, django_assert_max_num_queries):
    drawing.home()
    unit = made(Organisation, "Kommunstyrelsen")
    given = FundingProgramme.objects.create(name_sv="Partnerskap", funder=unit)
    for n in range(number):
        town, project = made(Partnership, f"Ort {n}"), made(Project, f"Sak {n}")
        Grant.objects.create(project=project, programme=given, value=1)
        for thing in (town, project):
            thing.partners.create(organisation=unit)
            thing.documents.create(title="Avtal", url="https://exempel.se/avtal")
            thing.save()
    with django_assert_max_num_queries(36):
        client.get(PAGE)
    with django_assert_max_num_queries(36):
        client.get("/samarbeten/forteckning.csv")
