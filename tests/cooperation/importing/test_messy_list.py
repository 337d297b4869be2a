"""Thirteen rows as a municipality keeps them, one of them the second half of a merged row, and what becomes of each."""

from datetime import date
from io import BytesIO

import pytest
from django.utils.text import slugify
from openpyxl import Workbook, load_workbook

from lagesbild.commands.main import parser
from lagesbild.cooperation.importing import ListAnswers, clean_plan, plan, read_list, write
from lagesbild.cooperation.importing.mapping_file import mapping_of
from lagesbild.cooperation.importing.set_aside import set_aside_workbook
from lagesbild.cooperation.models import Exchange, Grant, Partnership, Project
from lagesbild.figures.problems import SourceProblems
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
HEADS = "Projekt/samarbete | Samarbetspartner | Finansiär | Belopp | Period | Ansvarig nämnd | Noterat av oss"
ROWS = """
Vänorter
Vänort Bodö          | Bodö kommun (Norge)                           |                          |               | sedan 1947      | Kommunstyrelsen |
Vänorten i Finland   | Kuopion kaupunki (FI)                         | Egna medel               | 25 tkr/år     | 1960-talet      | "               | trögt
Nätverk och medlemskap
Medlemskap i Eurotowns | Eurotowns (Belgien)                         |                          | ca 30 000 kr per år | 2016–tills vidare | "           |
Projekt
Hamnstäder för klimatet | Gdynia (PL), Rostock (DE) och Klaipeda (LT) | Svenska institutet (SE) | ca 200 tkr    | 2021–2023       | Miljönämnden    |
Trygga torg          | Stellenbosch, Sydafrika                       | ICLD (Sverige)           | 450 000 kr    | 2021-23         | Kommunstyrelsen |
Unga röster          | City of Kuopio (Finland)                      | Svenska institutet       | 150 tkr       | HT 2022–VT 2023 | Fritidsnämnden  |
                     | Bodø kommune (NO)                             | Nordiska rådet (DK)      | 90 000 kr     |                 |                 |
Öppna lektioner      | Tartu linn (Estland); Bodø                    | Svenska institutet       | € 12 000      | läsåret 2021/22 | Skolnämnden     |
Vatten i staden      | Brighton och Hove (GB)                        | ICLD                     | 80 tkr        | 2022–2023       | Miljönämnden    |
Framtidens bibliotek | Halle                                         | Svenska institutet       | 60 tkr        | 2024            | Kulturnämnden   |
Delsumma             |                                               |                          | 1 042 000 kr  |                 |                 |
Utbyten
Elevutbyte årskurs 8 | Kuopio                                        |                          | 45 000 kr     | VT 2022         | Skolnämnden     |
Studiebesök om torg  | Bodö                                          |                          |               | 12–14 maj 2023  | "               |
Studieresa           | Eurotowns                                     |                          | 12 tkr        | HT 2023         | Miljönämnden    |
Totalt               |                                               |                          | 1 124 000 kr  |                 |                 |
* Beloppen är avrundade
"""


def messy_list() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Blad1"
    sheet.append(["Internationella samarbeten, uppdaterad 2024-02-01"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    for line in (HEADS, *ROWS.strip().splitlines()):
        sheet.append([cell.strip() or None for cell in line.split("|")])
    voices = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Unga röster")
    for column in "AEF":  # one project with two partners, each with its own funder
        sheet.merge_cells(f"{column}{voices}:{column}{voices + 1}")
    written = BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.fixture(autouse=True)
def register():
    for name, country, kind in (
        ("Kommunstyrelsen", "SE", "board"),
        ("Miljönämnden", "SE", "board"),
        ("Fritidsnämnden", "SE", "board"),
        ("Skolnämnden", "SE", "board"),
        ("Kulturnämnden", "SE", "board"),
        ("Bodø", "NO", "municipality"),
        ("Tartu", "EE", "municipality"),
    ):
        Organisation.objects.create(name_sv=name, slug=slugify(name), country=country, kind=kind)


def reading(**answers):
    return read_list("samarbeten.xlsx", messy_list(), answers=ListAnswers(**answers))


def test_eleven_rows_become_drafts_each_right_and_the_others_are_asked_about():
    list_plan, _written = write(reading(), {}, TODAY, take_clean=True)

    assert {row for _sheet, row in list_plan.aside} == {15, 16}
    assert {thing.name_sv: ends(thing) for thing in Partnership.objects.all()} == {
        "Vänort Bodö": ("twin_town", "1947-01-01", "year", None, ["Bodø"]),
        "Vänorten i Finland": ("twin_town", "1960-01-01", "decade", None, ["Kuopion kaupunki"]),
        "Medlemskap i Eurotowns": ("network", "2016-01-01", "year", 30_000, ["Eurotowns"]),
    }
    network = Partnership.objects.get(kind="network")
    assert (
        network.open_ended
        and network.cost_note_sv == "Beloppet är ungefärligt: i listan står ”ca 30 000 kr per år”."
    )
    assert Partnership.objects.get(name_sv="Vänorten i Finland").own_funding == 25_000

    assert {project.name_sv: went_on(project) for project in Project.objects.all()} == {
        "Hamnstäder för klimatet": ("2021-01-01", "2023-12-31", {"Gdynia PL", "Rostock DE", "Klaipeda LT"}),
        "Trygga torg": ("2021-01-01", "2023-12-31", {"Stellenbosch ZA"}),
        "Unga röster": ("2022-07-01", "2023-06-30", {"Kuopion kaupunki FI", "Bodø NO"}),
        "Öppna lektioner": ("2021-07-01", "2022-06-30", {"Tartu EE", "Bodø NO"}),
    }
    assert sorted(granted(grant) for grant in Grant.objects.all()) == [
        ("Hamnstäder för klimatet", "Svenska institutet", 200_000, "SEK", True),
        ("Trygga torg", "ICLD", 450_000, "SEK", False),
        ("Unga röster", "Nordiska rådet", 90_000, "SEK", False),
        ("Unga röster", "Svenska institutet", 150_000, "SEK", False),
        ("Öppna lektioner", "Svenska institutet", 12_000, "EUR", False),
    ]
    assert {exchange.name_sv: visited(exchange) for exchange in Exchange.objects.all()} == {
        "Elevutbyte årskurs 8": ("school", "2022-01-01", "2022-06-30", 45_000, "Vänorten i Finland"),
        "Studiebesök om torg": ("visit", "2023-05-12", "2023-05-14", None, "Vänort Bodö"),
        "Studieresa": ("visit", "2023-07-01", "2023-12-31", 12_000, "Medlemskap i Eurotowns"),
    }

    nobody_is_two_and_no_name_is_made_up()
    again = clean_plan(reading(), {}, TODAY)
    assert {row.title: row.action for row in again.rows if row.action != "same"} == {}


def ends(partnership) -> tuple:
    partners = [str(partner.organisation) for partner in partnership.partners.all()]
    return (
        partnership.kind,
        str(partnership.since),
        partnership.since_precision,
        partnership.yearly_cost,
        partners,
    )


def went_on(project) -> tuple:
    partners = {f"{part.organisation} {part.organisation.country}" for part in project.partners.all()}
    return str(project.starts), str(project.finishes), partners


def granted(grant) -> tuple:
    return grant.project.name_sv, str(grant.programme), grant.value, grant.currency, bool(grant.value_note_sv)


def visited(exchange) -> tuple:
    whole = exchange.partnership.name_sv
    return exchange.kind, str(exchange.starts), str(exchange.finishes), exchange.cost, whole


def nobody_is_two_and_no_name_is_made_up():
    names = sorted(Organisation.objects.exclude(kind="board").values_list("name_sv", flat=True))
    assert names == sorted(
        ["Bodø", "Tartu", "Kuopion kaupunki", "Eurotowns", "Gdynia", "Rostock", "Klaipeda"]
        + ["Stellenbosch", "Svenska institutet", "ICLD", "Nordiska rådet"]
    )


def test_what_is_set_aside_says_why():
    list_plan = plan(reading(), {}, TODAY)
    assert [(problem.row, problem.what) for problem in list_plan.problems] == [
        (15, "”Brighton och Hove (GB)” kan vara en part eller flera."),
        (16, "”Halle” finns inte i registret, och listan säger inte i vilket land."),
    ]
    aside = [remark.row for remark in list_plan.remarks if "läses inte" in remark.what]
    assert aside == [17, 22, 23]  # two sums and a footnote
    assert [column.heading for column in reading().columns] == ["Noterat av oss"]


def test_what_was_asked_is_answered_one_by_one():
    answers = {("Blad1", 15, "partners"): "Brighton och Hove (GB);"}
    (halle,) = [match for match in plan(reading(cells=answers), {}, TODAY).meant if match.lacks_country]
    list_plan, written = write(reading(cells=answers), {halle.key: "new:DE"}, TODAY)
    projects = [record.name for record in written if record.model == "cooperation.project"]
    assert projects[-2:] == ["Vatten i staden", "Framtidens bibliotek"]
    assert Organisation.objects.get(name_sv="Halle").country == "DE"
    assert Organisation.objects.get(name_sv="Brighton och Hove").country == "GB"


def test_a_row_may_be_passed_over():
    list_plan = plan(reading(skipped=frozenset({("Blad1", 15), ("Blad1", 16)})), {}, TODAY)
    assert not list_plan.problems and len([row for row in list_plan.rows if row.row.thing == "project"]) == 4


def test_the_rows_set_aside_are_a_file_to_mend_and_read_in():
    list_reading = reading()
    list_plan = plan(list_reading, {}, TODAY)
    content = set_aside_workbook(list_reading, list_plan, list_plan.doubtful)
    book = load_workbook(BytesIO(content))
    sheet = book["Blad1"]
    assert [cell.value for cell in sheet[1]][-2:] == ["Slag", "Att rätta innan raden läses in"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Vatten i staden", "Framtidens bibliotek"]
    assert "i vilket land" in sheet.cell(3, sheet.max_column).value

    sheet["B2"], sheet["B3"] = "Brighton och Hove (GB);", "Halle (DE)"
    sheet["C2"], sheet["C3"] = "ICLD (SE)", "Svenska institutet (SE)"
    mended = BytesIO()
    book.save(mended)
    _plan, written = write(read_list("rest.xlsx", mended.getvalue()), {}, TODAY)
    assert {record.name for record in written if record.model == "cooperation.project"} == {
        "Vatten i staden",
        "Framtidens bibliotek",
    }


# --- On the command line ----------------------------------------------------------------------------------


def ordered(tmp_path, *more: str) -> int:
    arguments = parser().parse_args(["import-cooperation", str(tmp_path / "samarbeten.xlsx"), *more])
    return arguments.run(arguments)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "samarbeten.xlsx").write_bytes(messy_list())
    return tmp_path


def test_the_command_takes_what_is_right_and_leaves_the_rest_in_a_file(folder, capsys):
    assert ordered(folder, "--take-clean", "--write", "--aside", str(folder / "rest.xlsx")) == 1
    assert Project.objects.count() == 4 and "2 set aside" in capsys.readouterr().out
    assert load_workbook(folder / "rest.xlsx")["Blad1"].max_row == 3


def test_a_column_is_said_in_the_file_that_is_written_beside_and_kept(folder, capsys):
    ordered(folder, "--take-clean")
    mapping = folder / "samarbeten.xlsx.mapping.yaml"
    text = mapping.read_text(encoding="utf-8")
    assert "# Noterat av oss: trögt" in text
    mapping.write_text(text.replace("Noterat av oss: ''", "Noterat av oss: Resultat"), encoding="utf-8")
    ordered(folder, "--take-clean", "--write", "--map", str(mapping))
    assert Partnership.objects.get(name_sv="Vänorten i Finland").result_sv == "trögt"
    capsys.readouterr()
    ordered(folder)
    assert "Not read" not in capsys.readouterr().out


@pytest.mark.parametrize("text", ["kolumner: [", "kolumner: {Noterat av oss: Färg}", "fel"])
def test_a_mapping_that_says_nothing_is_a_sentence(text):
    with pytest.raises(SourceProblems):
        mapping_of(text, "m.yaml")
