"""A whole list, drawn, and what it leads to in the register."""

import csv
import random
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.utils import translation
from django.utils.text import slugify
from openpyxl import Workbook, load_workbook
from wagtail.models import ModelLogEntry

from lagesbild.cooperation.importing import NotAsShown, headings, plan, read_list, write
from lagesbild.cooperation.importing.headings import PART, TABLES
from lagesbild.cooperation.importing.template import EXAMPLES, NAMES, example_sheet, workbook
from lagesbild.cooperation.models import Exchange, Partnership, PartnershipPartner, Project
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
LIST = """
Slag       | Namn          | Partner              | Land    | Start      | Ansvarig        | Tjänst     | Budget     | Antal elever
Vänort     |               | Kuopio               | Finland | 1960-talet | Kommunstyrelsen | samordnare | 120 000 kr |
Nätverk    | Eurotowns     | Eurotowns            | Belgien | maj 2016   |                 |            |            |
Projekt    | Unga bygger   | Kuopio; Halle (Tyskland) |     | 2024       |                 |            | € 50 000   |
Skolutbyte | Klass 8       | Kuopio               |         | 2024-05-01 |                 |            |            | 26
"""


def drawn(drawing: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]


def as_csv(drawing: str) -> bytes:
    written = StringIO()
    csv.writer(written, delimiter=";").writerows(drawn(drawing))
    return written.getvalue().encode()


def as_xlsx(rows: list[list], sheet: str = "Lista") -> bytes:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def reading(drawing: str):
    return read_list("lista.csv", as_csv(drawing))


def planned(drawing: str, **choices):
    return plan(reading(drawing), choices, TODAY)


def said(list_plan) -> list[str]:
    return [str(problem) for problem in list_plan.problems]


def organisation(name: str, country: str, **more) -> Organisation:
    return Organisation.objects.create(
        name_sv=name, slug=slugify(name), country=country, kind="municipality", **more
    )


@pytest.fixture
def kuopio():
    organisation("Kommunstyrelsen", "SE")
    return organisation("Kuopio", "FI")


def actions(list_plan) -> dict[str, str]:
    return {row.title: row.action for row in list_plan.rows}


# --- What a list becomes ----------------------------------------------------------------------------------


def test_a_list_becomes_drafts(kuopio):
    list_plan, written = write(reading(LIST), {}, TODAY)

    names = [record.name for record in written]
    assert sorted(names[:2]) == ["Eurotowns", "Halle"]
    assert names[2:] == ["Vänort: Kuopio", "Eurotowns", "Unga bygger", "Klass 8"]
    town = Partnership.objects.get(kind="twin_town")
    assert (town.live, town.since, town.since_precision, town.yearly_cost) == (
        False,
        date(1960, 1, 1),
        "decade",
        120_000,
    )
    assert town.status == "unclear"  # nobody has said that it goes on
    assert [unit.position for unit in town.responsibilities.all()] == ["samordnare"]
    assert [partner.organisation for partner in town.partners.all()] == [kuopio]
    project = Project.objects.get()
    assert (project.budget, project.currency, project.status) == (50_000, "EUR", "running")
    assert {partner.organisation.name_sv for partner in project.partners.all()} == {"Kuopio", "Halle"}
    exchange = Exchange.objects.get()
    assert exchange.partnership == town
    assert [(group.role, group.count) for group in exchange.participants.all()] == [("pupil", 26)]
    assert Organisation.objects.get(name_sv="Halle").country == "DE"
    assert {entry.action for entry in ModelLogEntry.objects.all()} == {"wagtail.create"}
    assert all(thing.latest_revision for thing in (town, project, exchange))


def test_reading_the_same_list_again_changes_nothing(kuopio):
    write(reading(LIST), {}, TODAY)
    before = ModelLogEntry.objects.count()
    list_plan, written = write(reading(LIST), {}, TODAY)

    assert set(actions(list_plan).values()) == {"same"} and not written
    assert ModelLogEntry.objects.count() == before


def test_the_preview_writes_nothing(kuopio):
    planned(LIST)
    assert not Partnership.objects.exists() and Organisation.objects.count() == 2


def test_what_is_published_stays_until_somebody_publishes_the_draft(kuopio):
    partnership = Partnership.objects.create(
        name_sv="Vänorten Kuopio", slug="kuopio", kind="twin_town", status="active"
    )
    PartnershipPartner.objects.create(partnership=partnership, organisation=kuopio)
    list_plan, _written = write(
        reading("Slag | Partner | Land | Läge\nVänort | Kuopio | FI | Vilande"), {}, TODAY
    )

    (row,) = list_plan.rows
    assert (row.action, row.title) == ("changed", "Vänorten Kuopio")
    assert [(difference.before, difference.after) for difference in row.differences] == [("Pågår", "Vilande")]
    partnership.refresh_from_db()
    assert (partnership.status, partnership.get_latest_revision_as_object().status) == ("active", "resting")
    assert Partnership.objects.count() == 1


def test_a_day_that_the_register_knows_better_is_kept(kuopio):
    Partnership.objects.create(
        name_sv="Avtalet", slug="a", kind="agreement", since="2016-05-03", since_precision="day"
    )
    list_plan = planned("Slag | Namn | Start\nAvtal | Avtalet | 2016")
    assert actions(list_plan) == {"Avtalet": "same"}


def test_headings_in_english_and_any_order():
    list_plan = planned("Country | City | Type | Since\nFI | Kuopio | Twin town | 1960s")
    assert actions(list_plan) == {"Vänort: Kuopio": "new"}


def test_the_sheet_says_what_its_rows_are():
    rows = [["En rubrik ovanför"], [], ["Namn", "Start"], ["Unga bygger", date(2024, 1, 15)]]
    list_reading = read_list("lista.xlsx", as_xlsx(rows, "Projekt"))
    assert [(row.thing, row.number, row.values["starts"].first) for row in list_reading.rows] == [
        ("project", 4, date(2024, 1, 15))
    ]


def test_headings_that_are_not_known_are_listed():
    assert planned("Slag | Partner | Land | Favoritfärg\nVänort | Kuopio | FI | blå").unread == [
        ("lista.csv", "Favoritfärg")
    ]


def test_the_template_reads_as_it_says():
    book = load_workbook(BytesIO(workbook()))
    for table, name in NAMES.items():
        assert [cell.value for cell in book[name][1]] == [str(label) for label, _ in TABLES[table].values()]
    assert "inga rader" in said(read_list("mall.xlsx", workbook()))[0]
    for table, name in NAMES.items():
        book[name].delete_rows(1)
        for row in book[example_sheet(table)].iter_rows(values_only=True):
            book[name].append(row)
    filled = BytesIO()
    book.save(filled)
    list_reading = read_list("mall.xlsx", filled.getvalue())
    list_plan = plan(list_reading, {}, TODAY)
    assert not list_plan.problems and not list_plan.unanswered
    assert len(list_plan.rows) == sum(len(EXAMPLES[table]) for table in NAMES if table != PART)
    assert len(list_reading.parts) == len(EXAMPLES[PART])


def test_the_template_in_english_reads_too():
    with translation.override("en"):
        book = load_workbook(BytesIO(workbook()))
        for table, name in NAMES.items():
            heads = [cell.value for cell in book[name][1]]
            assert [headings.column_of(head, table)[0] for head in heads] == list(TABLES[table]), heads


# --- Organisations ----------------------------------------------------------------------------------------


def test_a_name_that_is_alike_waits_for_a_choice(kuopio):
    drawing = "Slag | Partner | Land\nVänort | Kupio | Finland"
    (question,) = planned(drawing).asked
    assert [(choice.name, round(choice.score, 2)) for choice in question.choices] == [
        ("Kuopio", 0.91),
        ("Kupio", 0),
    ]
    assert actions(planned(drawing)) == {"Vänort: Kupio": "waiting"}
    with pytest.raises(NotAsShown):
        write(reading(drawing), {}, TODAY)

    write(reading(drawing), {question.key: str(kuopio.pk)}, TODAY)
    assert PartnershipPartner.objects.get().organisation == kuopio


def test_a_choice_that_was_never_offered_is_none(kuopio):
    other = organisation("Hemlig", "FI")
    drawing = "Slag | Partner | Land\nVänort | Kupio | Finland"
    (question,) = planned(drawing).asked
    assert planned(drawing, **{question.key: str(other.pk)}).unanswered == 1


def test_two_spellings_of_a_new_partner_are_never_two_organisations_unasked():
    list_plan = planned(
        "Slag | Namn | Partner | Land\nAvtal | A | Halle | DE\nAvtal | B | Hale | DE\nAvtal | C | halle | "
    )
    assert [match.name for match in list_plan.made] == ["Halle"]
    assert [match.name for match in list_plan.asked] == ["Hale"]


@pytest.mark.parametrize("spelling", ["Bodö kommun", "BODØ KOMMUNE", "Municipality of Bodo", "Bådåddjo"])
def test_a_name_spelled_otherwise_or_an_alias_is_the_same_organisation(spelling):
    bodo = organisation("Bodø", "NO")
    bodo.aliases.create(name="Bodo")
    bodo.aliases.create(name="Bådåddjo")
    bodo.save()
    list_plan = planned(f"Slag | Partner | Land\nVänort | {spelling} | Norge")
    assert [match.reference for match in list_plan.meant] == [str(bodo.pk)] and not list_plan.asked


@pytest.fixture
def eurotowns():
    network = organisation("Eurotowns", "BE")
    membership = Partnership.objects.create(name_sv="Europas mellanstora städer", slug="e", kind="network")
    membership.partners.create(organisation=network)
    membership.save()
    return membership


@pytest.mark.parametrize(
    "row", ["Nätverk | Vårt medlemskap | Eurotowns | BE", "Nätverk | Medlemskap i Eurotowns | | "]
)
def test_a_membership_is_known_by_its_network_whatever_it_is_called(eurotowns, row):
    list_plan = planned(f"Slag | Namn | Partner | Land\n{row}")
    assert (
        actions(list_plan) == {"Europas mellanstora städer": "same"} and list_plan.rows[0].pk == eurotowns.pk
    )
    assert "Namnet i registret står kvar" in str(list_plan.remarks[0])


def test_another_agreement_with_the_same_partner_may_be_the_same(kuopio):
    agreement = Partnership.objects.create(name_sv="Avtal om vatten", slug="v", kind="agreement")
    agreement.partners.create(organisation=kuopio)
    agreement.save()
    drawing = "Slag | Namn | Partner | Land\nAvtal | Vattenavtalet | Kuopio | FI"
    (question,) = planned(drawing).asked
    assert [choice.name for choice in question.choices] == ["Avtal om vatten", "Vattenavtalet"]
    assert actions(planned(drawing)) == {"Vattenavtalet": "waiting"}

    same = planned(drawing, **{question.key: str(agreement.pk)})
    assert actions(same) == {"Avtal om vatten": "same"}
    another, _written = write(reading(drawing), {question.key: "new"}, TODAY)
    assert Partnership.objects.count() == 2 and not planned(drawing).asked


def test_a_new_organisation_needs_a_country():
    assert "i vilket land" in said(planned("Slag | Partner\nVänort | Kuopio"))[0]


def test_an_organisation_number_is_kept_and_found_again():
    first = "Slag | Namn | Partner | Land | Orgnr\nAvtal | A | Region X | SE | 2321000057"
    write(reading(first), {}, TODAY)
    (organisation,) = Organisation.objects.all()
    assert organisation.identifiers.get().value == "232100-0057"

    again = "Slag | Namn | Partner | Land | Orgnr\nAvtal | B | Helt annat namn | SE | 232100-0057"
    assert planned(again).meant[0].reference == str(organisation.pk)


# --- Everything that is refused ---------------------------------------------------------------------------

HEADS = (
    "Slag | Namn | Partner | Land | Start | Slut | Budget | Antal deltagare | Antal elever | Kontaktperson\n"
)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Vänort | | Kuopio | FI | | | | | | Anna Svensson", "aldrig namn på personer"),
        ("Besök | Resan | | | 2024-05-01 | | | Anna, Per | |", "aldrig namn på deltagare"),
        ("Besök | Resan med 850101-1234 | | | 2024-05-01 | | | | |", "personnummer"),
        ("Besök | Fråga anna@exempel.se | | | 2024-05-01 | | | | |", "e-postadress"),
        ("Möbler | Stol | | | | | | | |", "ett samarbete, ett projekt eller ett utbyte"),
        ("Projekt | | | | | | | | |", "Namnet saknas"),
        ("Vänort | | Kuopio | Narnia | | | | | |", "inget land"),
        ("Projekt | P | A; B; C | FI; EE | | | | | |", "3 parter men 2 länder"),
        ("Projekt | P | | | 2024 | 2023 | | | |", "Slutet kommer före starten"),
        ("Projekt | P | | | snart | | | | |", "datum"),
        ("Projekt | P | | | | | 450,000 | | |", "Skriv 450 eller 450000"),
        ("Avtal | A | Kuopio | FI | | | 5 000 € | | |", "i kronor"),
        ("Besök | B | | | 2024-05-01 | | | 10 | 12 |", "fler än alla deltagare"),
        ("Besök | B | | | | | | | |", "minst ett år"),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_what_to_do(row, sentence):
    (problem,) = planned(HEADS + row).problems
    assert sentence in str(problem) and problem.do
    assert problem.sheet == "lista.csv"


def test_everything_wrong_is_told_at_once_and_nothing_is_written():
    drawing = (
        HEADS
        + "Projekt | | | | snart | | mycket | | |\nVänort | | Kuopio | Narnia | | | | | |\nAvtal | Bra | Halle | DE | | | | | |"
    )
    assert {problem.row for problem in planned(drawing).problems} == {2, 3}
    with pytest.raises(NotAsShown):
        write(reading(drawing), {}, TODAY)
    assert not Partnership.objects.exists() and not Organisation.objects.exists()


def test_a_row_twice_is_told():
    assert (
        "densamma som rad 2"
        in said(planned("Slag | Partner | Land\nVänort | Kuopio | FI\nVänort | Kuopio | FI"))[0]
    )


def test_what_the_register_itself_refuses_is_told_with_its_row():
    list_plan = planned("Slag | Namn | Kostnad | Egna pengar\nAvtal | A | 100 | 200")
    assert [problem.row for problem in list_plan.problems] == [2]


def test_a_register_that_has_changed_since_the_preview_is_not_written(kuopio):
    fingerprint = planned(LIST).fingerprint
    organisation("Halle", "DE")
    with pytest.raises(NotAsShown):
        write(reading(LIST), {}, TODAY, fingerprint=fingerprint)
    assert not Partnership.objects.exists()


# --- Broken files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lista.csv", "lista.xlsx"])
def test_a_broken_file_is_a_sentence_never_a_fault(name, kuopio):
    whole = as_csv(LIST) if name.endswith("csv") else as_xlsx(drawn(LIST))
    chance = random.Random(17)
    for _time in range(50):
        broken = bytearray(whole)
        for _byte in range(chance.choice([1, 3, 30])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        list_plan = plan(read_list(name, bytes(broken)), {}, TODAY)
        assert all(problem.what and problem.do for problem in list_plan.problems)


def test_mutated_cells_are_told_never_a_fault(kuopio):
    chance = random.Random(4)
    odd = [
        "",
        "?",
        "x" * 500,
        "2016",
        "Kuopio",
        "1 kr",
        "=1+1",
        "🦊",
        "-",
        "31/2 2016",
        "Vänort",
        "9" * 30,
        ";;",
        "(",
        ",",
    ]
    for _time in range(60):
        rows = drawn(LIST)
        for _cell in range(5):
            row = chance.choice(rows)
            row[chance.randrange(len(row))] = chance.choice(odd)
        list_plan = plan(read_list("lista.xlsx", as_xlsx(rows)), {}, TODAY)
        assert all(problem.what for problem in list_plan.problems)


@pytest.mark.parametrize(
    ("name", "content"), [("lista.xls", b"x"), ("lista.csv", b""), ("a.xlsx", b"PK"), ("b.csv", b"\x00\xff")]
)
def test_what_is_no_list_is_told(name, content):
    assert read_list(name, content).problems


def test_what_cannot_be_seen_is_told_before_it_counts():
    book = Workbook()
    for row in drawn(LIST):
        book.active.append(row)
    for row in drawn(LIST):
        book.create_sheet("Gömd") if "Gömd" not in book else None
        book["Gömd"].append(row)
    book["Gömd"].sheet_state = "hidden"
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["H"].hidden = True
    written = BytesIO()
    book.save(written)
    hidden = read_list("lista.xlsx", written.getvalue())
    assert [str(problem) for problem in hidden.problems] == [
        "Sheet, rad 3: Raden är dold men har innehåll. Visa den, eller ta bort den.",
        "Sheet, kolumn H: Kolumnen är dold men har innehåll. Visa den, eller ta bort den.",
    ]
    assert [str(remark).strip() for remark in hidden.remarks] == ["Gömd: Bladet är dolt och läses inte."]
