"""The year's report on international work: as of its year, the same words as a page and as a Word file."""

import io
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import docx
import pytest
from django.utils import timezone
from django.utils.text import slugify
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from lagesbild.cooperation.audit.report_year import years
from lagesbild.cooperation.audit.years_report import report
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.models import (
    Application,
    Call,
    Cost,
    Exchange,
    FundingProgramme,
    Grant,
    Instalment,
    Lesson,
    Participants,
    Partnership,
    Project,
    ResultLine,
)
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NO_RATES = Rates({}, {})


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(
        timezone, "now", lambda: datetime(2026, 11, 23, 12, tzinfo=timezone.get_default_timezone())
    )


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def text(page: str) -> str:
    return Html(page).text.replace("\u00a0", " ")


def read(client, year: int, language: str = "") -> str:
    return text(client.get(f"{language}/samarbeten/rapport/{year}/").content.decode())


def word(client, year: int, language: str = ""):
    return docx.Document(io.BytesIO(client.get(f"{language}/samarbeten/rapport/{year}.docx").content))


@pytest.fixture
def register():
    """A twin town, a project of 2024–2025, what happened in each year, and a goal judged twice."""
    drawing.home()
    schools, icld = made(Organisation, "Skolkontoret"), made(Organisation, "ICLD")
    goal = drawing.goal("Kunskap som stöder", represents=GlobalGoal.objects.get(number=17))
    drawing.assessment(goal, 3, date(2024, 5, 1), motivation_sv="Osäkert än.")
    drawing.assessment(goal, 1, date(2025, 5, 1), motivation_sv="Nu är det nått.")
    town = made(Partnership, "Vänorten Bodø", since=date(1960, 1, 1))
    town.partners.create(organisation=made(Organisation, "Bodø", country="NO"))
    town.save()
    for day, name in ((date(2024, 3, 1), "Första resan"), (date(2025, 3, 1), "Andra resan")):
        one = made(Exchange, name, starts=day, organisation=schools, partnership=town)
        for sex, count in (("women", 12), ("men", 8)):
            Participants.objects.create(
                exchange=one, role="pupil", sex=sex, count=count, from_abroad=sex == "men"
            )
    made(Exchange, "Oräknat möte", starts=date(2025, 4, 1))
    project = made(
        Project,
        "Broar",
        status="closed",
        starts=date(2024, 2, 1),
        finishes=date(2025, 11, 30),
        budget=1000,
        own_cash=300,
    )
    ResultLine.objects.create(
        project=project,
        level="measure",
        text_sv="Utbildade",
        target=20,
        actual=Decimal("12.5"),
        actual_on=date(2025, 6, 1),
    )
    programme = FundingProgramme.objects.create(name_sv="Partnerskap", funder=icld, ends=date(2026, 12, 31))
    call = Call.objects.create(name_sv="Utlysning", programme=programme)
    Application.objects.create(
        name_sv="Ansökan", call=call, project=project, applied=800, sent_on=date(2023, 9, 1), status="granted"
    )
    grant = Grant.objects.create(project=project, programme=programme, value=700, decided_on=date(2024, 1, 9))
    Instalment.objects.create(grant=grant, value=400, received_on=date(2024, 4, 1))
    Instalment.objects.create(grant=grant, value=300, received_on=date(2025, 4, 1))
    Cost.objects.create(project=project, value=250, spent_on=date(2025, 5, 1))
    Lesson.objects.create(
        project=project,
        kind="challenge",
        title_sv="Det tar tid",
        noted_on=date(2024, 6, 1),
        evidence_sv="Tre förseningar.",
        done_sv="Planen fick en månad till.",
        done_on=date(2025, 2, 1),
    )


def test_a_year_holds_what_is_dated_to_it(register):
    found = {year: report(year, TODAY, NO_RATES) for year in (2023, 2024, 2025, 2026)}
    assert [len(one.exchanges) for one in found.values()] == [0, 1, 2, 0]
    assert [one.participants for one in found.values()] == [0, 20, 20, 0]
    assert [[(p.began, p.ended) for p in one.projects] for one in found.values()] == [
        [],
        [(True, False)],
        [(False, True)],
        [],
    ]
    sums = {
        name: [getattr(one.money, name).kronor for one in found.values()]
        for name in ("applied", "granted", "own_cash", "received", "spent")
    }
    assert sums == {
        "applied": [800, 0, 0, 0],
        "granted": [0, 700, 0, 0],
        "own_cash": [0, 300, 0, 0],
        "received": [0, 400, 300, 0],
        "spent": [0, 0, 250, 0],
    }
    assert [len(one.lessons) for one in found.values()] == [0, 1, 0, 0]
    assert [len(one.done) for one in found.values()] == [0, 0, 1, 0]


def test_goals_are_judged_as_of_the_year(register):
    grades = {}
    for year in (2023, 2024, 2025):
        (judged,) = report(year, TODAY, NO_RATES).goals
        grades[year] = judged.assessment and judged.assessment.grade
    assert grades == {2023: None, 2024: 3, 2025: 1}


def test_what_ends_is_told_the_year_before_and_the_same_year(register):
    ends = {
        year: [each.thing.name_sv for each in report(year, TODAY, NO_RATES).endings]
        for year in (2024, 2025, 2026)
    }
    assert ends == {2024: ["Broar"], 2025: ["Partnerskap"], 2026: ["Partnerskap"]}


def test_silence_is_judged_as_of_the_year(register):
    quiet = {year: len(report(year, TODAY, NO_RATES).quiet) for year in (2023, 2024, 2025, 2026)}
    assert quiet == {2023: 1, 2024: 0, 2025: 0, 2026: 1}


def test_the_years_go_from_the_first_that_is_known(register):
    assert list(years(TODAY)) == [2024, 2025, 2026]


def test_the_page_says_it_in_words(client, register):
    said = read(client, 2025)
    for words in (
        "Internationellt arbete 2025: rapport till kommunstyrelsen",
        "Läget den 31 december 2025.",
        "Målet är uppnått 2025-05-01 Nu är det nått.",
        "Skolkontoret 1 20 12 8 0 8",
        "Ingen ansvarig är angiven 1 0 (antalet är inte känt för 1 utbyte)",
        "Slutade 2024-02-01 – 2025-11-30 1 000 kronor 700 kronor",
        "12,5 (2025-06-01)",
        "Utbetalt till kommunen 300 kronor",
        "Planen fick en månad till. (2025-02-01)",
    ):
        assert words in said


def test_what_nobody_knows_goes_on_is_not_said_to_go_on(client, register):
    made(Partnership, "Systerstaden Tianjin", status="unclear")
    said = "Samarbeten under året, efter läget i dag 2 (Pågår: 1, Oklart om det pågår: 1)"
    assert said in read(client, 2025)


def test_an_old_year_says_nothing_of_what_came_later(client, register):
    said = read(client, 2024)
    assert "Andra resan" not in said and "Nu är det nått." not in said
    assert "Mättes senare, 2025-06-01" in said
    assert "Inget under året" in said and "Planen fick" not in said


def test_a_year_without_anything_says_so(client, register):
    assert "Inget är registrerat för 2022" in read(client, 2022)
    assert "Inga utbyten är registrerade för året." in read(client, 2022)


def test_the_year_that_goes_on_says_until_when(client, register):
    assert "Året pågår: läget den 2026-11-23." in read(client, 2026)


@pytest.mark.parametrize("year", [2027, 1899, 0, 99999])
def test_a_year_to_come_is_not_found(client, year):
    drawing.home()
    assert client.get(f"/samarbeten/rapport/{year}/").status_code == 404
    assert client.get(f"/samarbeten/rapport/{year}.docx").status_code == 404


def test_an_empty_municipality_has_a_report(client):
    drawing.home()
    assert "Inget är registrerat för 2026" in read(client, 2026)
    assert word(client, 2026).paragraphs[0].text.startswith("Internationellt arbete 2026")


def test_drafts_and_made_up_things(client, register):
    made(Exchange, "Dolt", starts=date(2025, 1, 1), live=False)
    made(Exchange, "Påhittat", starts=date(2025, 1, 1), is_example=True)
    said = read(client, 2025)
    assert "Dolt" not in said
    assert "1 sak i rapporten är ett påhittat exempel" in said and "Påhittat Exempel" in said


def test_the_word_file_says_what_the_page_says(client, register):
    page, file = Html(client.get("/samarbeten/rapport/2025/").content.decode()), word(client, 2025)
    said = " ".join(page.words)
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert len(cells) > 100
    assert {" ".join(cell.split()) for cell in cells if " ".join(cell.split()) not in said} == set()
    levels = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert levels == [heading for level, heading in page.headings if level == 2]


def test_the_word_file_can_be_read_by_all(client, register):
    file = word(client, 2025)
    title = "Internationellt arbete 2025: rapport till kommunstyrelsen"
    assert (file.core_properties.title, file.core_properties.language) == (title, "sv-SE")
    assert file.core_properties.comments == "" and file.core_properties.author == "Sjöbo"
    assert file.core_properties.created.date() == TODAY
    assert {words.get(qn("w:val")) for words in file.styles.element.iter(qn("w:lang"))} == {"sv-SE"}
    assert file.paragraphs[0].style.name == "Title"
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(cell.text for row in table.rows for cell in row.cells)
    answer = client.get("/samarbeten/rapport/2025.docx")
    assert 'filename="internationellt-arbete-2025.docx"' in answer["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_on_paper_numbers_stand_under_each_other_and_pages_are_numbered(client, register):
    file = word(client, 2025)
    money = next(table for table in file.tables if table.cell(0, 1).text == "Kronor")
    sides = [[cell.paragraphs[0].alignment for cell in row.cells] for row in money.rows]
    assert {tuple(row) for row in sides} == {(None, WD_ALIGN_PARAGRAPH.RIGHT)}
    for table in file.tables:
        heads = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in table.rows[0].cells]
        assert all(heads)
    foot = file.sections[0].footer.paragraphs[0]
    assert foot.text.startswith("Internationellt arbete 2025")
    assert foot._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"


def test_no_line_breaks_within_a_day(client, register):
    page = client.get("/samarbeten/rapport/2025/").content.decode()
    assert '<td><span class="day">2024-02-01</span> – <span class="day">2025-11-30</span></td>' in page
    made(Exchange, "Ut", starts=date(2025, 1, 1), place="<b> 2025-01-02")
    page = client.get("/samarbeten/rapport/2025/").content.decode()
    assert '&lt;b&gt; <span class="day">2025-01-02</span>' in page


def test_what_no_file_can_hold_is_left_out(client):
    drawing.home()
    made(Exchange, "Resa\x0b\x00till Bodø", starts=date(2025, 1, 1))
    assert any("Resatill Bodø" in cell.text for table in word(client, 2025).tables for cell in table._cells)


def test_many_exchanges_are_counted_and_not_listed(client):
    drawing.home()
    for n in range(51):
        made(Exchange, f"Resa {n}", starts=date(2025, 1, 1))
    said = read(client, 2025)
    assert "Utbytena är 51." in said and "Resa 7" not in said


def test_in_english(client, register):
    assert word(client, 2025, "/en").core_properties.language == "en-GB"
    assert "2025" in read(client, 2025, "/en")


@pytest.mark.parametrize("number", [2, 20])
def test_as_few_questions_to_the_database_for_many(client, number, django_assert_max_num_queries):
    drawing.home()
    unit = made(Organisation, "Skolkontoret")
    programme = FundingProgramme.objects.create(name_sv="Partnerskap", funder=unit)
    for n in range(number):
        day = date(2025, 1, 1) + timedelta(days=n)
        town = made(Partnership, f"Ort {n}")
        project = made(Project, f"Sak {n}", status="running", starts=day, partnership=town)
        one = made(Exchange, f"Resa {n}", starts=day, organisation=unit, project=project)
        Participants.objects.create(exchange=one, count=n + 1)
        Grant.objects.create(project=project, programme=programme, value=1, decided_on=day)
        Lesson.objects.create(project=project, title_sv="Tid", noted_on=day, evidence_sv="Ja.")
    with django_assert_max_num_queries(36):
        client.get("/samarbeten/rapport/2025/")


def test_the_figures_answer_beside_the_assessment_as_of_the_year(client, register, settings, store):
    settings.FIGURES = store("nyckeltal område 2021 2022 2023 2024 2025\nN1 0680 1 2 4 4 9")
    goal = drawing.Goal.objects.get()
    drawing.indicator("Kunskap", goal, figure="N1", direction=1, references=[("Mål", 8, 2030)])
    head = "Vad siffrorna svarar"
    assert head in read(client, 2025) and "Kunskap: Nått" in read(client, 2025)
    assert "Kunskap: Inte nått, vet inte vart det går" in read(client, 2024)


def test_a_goal_that_is_said_to_be_reached_and_is_not(client, register, settings, store):
    settings.FIGURES = store("nyckeltal område 2024 2025\nN1 0680 1 2")
    goal = drawing.Goal.objects.get()
    drawing.indicator("Kunskap", goal, figure="N1", direction=1, references=[("Mål", 8, 2030)])
    said = "Bedömningen är ”Målet är uppnått”. Det enda mål- eller gränsvärde som mäts är inte nått."
    assert said in read(client, 2025) and "Bedömningen är" not in read(client, 2024)
