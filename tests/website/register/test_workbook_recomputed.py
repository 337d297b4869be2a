"""The auditor's workbook, summed anew by somebody who has nothing else: every sum of it, to the öre.

``recomputed`` opens the file, and asks neither the register nor a function of ours.
"""

import io
from collections import defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils.text import slugify
from openpyxl import load_workbook

from lagesbild.cooperation.models import (
    Exchange,
    ExchangeRate,
    FundingProgramme,
    Grant,
    Partnership,
    Project,
)
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing

ADDRESS = "/samarbeten/forteckning.xlsx"
COLUMN_OF = {
    "Samarbetets kostnad, per år": "Kostnad, kronor",
    "Samarbetets egna pengar, per år": "Egna pengar, kronor",
    "Hela budgeten": "Kostnad, kronor",
    "Beviljat": "Beviljat, kronor",
    "Egna pengar": "Egna pengar, kronor",
    "Eget arbete och lokaler": "Eget arbete och lokaler, kronor",
    "Utbetalt till kommunen": "Utbetalt till kommunen, kronor",
    "Återbetalt": "Återbetalt till finansiärer, kronor",
    "Använt": "Använt, kronor",
}
"""Which column of the sheets of projects and partnerships an amount is summed in."""


# --- An auditor, who has the workbook and nothing else --------------------------------------------------------


def exact(cell) -> Decimal | None:
    return Decimal(str(cell)) if isinstance(cell, (int, float)) else None


def rows_of(book, title: str) -> list[dict]:
    head, *rows = book[title].values
    return [dict(zip(head, row, strict=True)) for row in rows]


def in_kronor(row: dict) -> Decimal | None:
    """From the amount and the rate of a row alone."""
    value, rate = exact(row["Belopp"]), exact(row["Kurs, kronor för en"])
    if row["Valuta"] == "SEK":
        return value
    return rate and (value * rate).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def recomputed(content: bytes) -> int:
    """Hold every sum in the workbook to the rows of *Belopp*; how many amounts there were."""
    book = load_workbook(io.BytesIO(content))
    ledger = [row for row in rows_of(book, "Belopp") if row["Belopp"] is not None]
    by_thing, by_column, by_year = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in ledger:
        kronor = in_kronor(row)
        assert exact(row["Kronor"]) == kronor, row
        check_rate(row, kronor)
        if kronor is None:
            continue
        name = row["Ingår i summan"]
        by_thing[row["Sidans adress"].partition("#")[0], name].append(kronor)
        by_column[name].append(kronor)
        if isinstance(row["Dag"], datetime):
            by_year[row["Dag"].year, name].append(kronor)
    check_things(book, by_thing)
    check_grants(book, ledger)
    check_sums(book, by_column, by_thing)
    years = {
        (row["År"], row["Summa"]): exact(row["Kronor"]) or Decimal(0)
        for row in rows_of(book, "Summor per år")
        if row["Summa"]
    }
    assert years == {key: sum(by_year[key], Decimal(0)) for key in years}
    assert {key for key in by_year if key[1] not in ONCE} <= set(years)
    return len(ledger)


ONCE = ("Hela budgeten", "Egna pengar", "Eget arbete och lokaler", "Samarbetets kostnad, per år")
"""What is of no year, though its rate may have a day."""


def check_rate(row: dict, kronor: Decimal | None) -> None:
    """A converted amount says by which rate, of which day and whose; and whether it is older than seven days."""
    if row["Valuta"] == "SEK":
        assert row["Om omräkningen"] == "I kronor"
    elif kronor is None:
        assert row["Om omräkningen"].startswith("Ingen kurs")
    else:
        assert row["Kursens källa"]
        old = (row["Dag"] - row["Kursens dag"]).days > 7
        assert row["Om omräkningen"].startswith("Kursen är mer än sju dagar äldre") is old


def check_things(book, by_thing) -> None:
    for title, kinds in (("Projekt", list(COLUMN_OF)[2:]), ("Samarbeten", list(COLUMN_OF)[:2])):
        lines = [row for row in rows_of(book, title) if row.get("Sidans adress")]
        for name in kinds:
            for line in lines:
                amounts = by_thing.get((line["Sidans adress"], name))
                cell = exact(line[COLUMN_OF[name]])
                assert cell == (sum(amounts) if amounts else None), (line["Namn"], name)


def check_grants(book, ledger: list[dict]) -> None:
    granted = {row["Sidans adress"]: in_kronor(row) for row in ledger if row["Ingår i summan"] == "Beviljat"}
    for grant in rows_of(book, "Bidrag"):
        if grant["Sidans adress"]:
            assert exact(grant["Beviljat, kronor"]) == granted.get(grant["Sidans adress"])


def check_sums(book, by_column, by_thing) -> None:
    """The sheet of sums, and the last row of each list."""
    projects = {row["Sidans adress"]: row for row in rows_of(book, "Projekt") if row.get("Sidans adress")}

    def of_some(name: str, wanted_row) -> Decimal:
        amounts = (
            amount
            for (address, kind), kronor in by_thing.items()
            for amount in kronor
            if kind == name and address in projects and wanted_row(projects[address])
        )
        return sum(amounts, Decimal(0))

    sums = {row["Summa"]: exact(row["Kronor"]) for row in rows_of(book, "Summor")}
    expected = {
        "Samarbeten: kostnad, kronor per år": sum(by_column["Samarbetets kostnad, per år"]),
        "Samarbeten: egna pengar, kronor per år": sum(by_column["Samarbetets egna pengar, per år"]),
        "Projekt: hela budgeten": sum(by_column["Hela budgeten"]),
        "Projekt: beviljat av andra": sum(by_column["Beviljat"]),
        "Projekt: egna pengar": sum(by_column["Egna pengar"]),
        "Projekt: eget arbete och egna lokaler": sum(by_column["Eget arbete och lokaler"]),
        "Projekt: Utbetalt till kommunen, kronor": sum(by_column["Utbetalt till kommunen"]),
        "Projekt: Återbetalt till finansiärer, kronor": sum(by_column["Återbetalt"]),
        "Projekt: Använt, kronor": sum(by_column["Använt"]),
        "varav budget för idéer, ansökningar och avslag": of_some(
            "Hela budgeten", lambda row: row["Läge"] in ("Idé", "Ansökan inlämnad", "Avslag")
        ),
        "varav budget för påhittade exempel": of_some(
            "Hela budgeten", lambda row: row["Påhittat exempel"] == "Ja"
        ),
        "varav beviljat till påhittade exempel": of_some(
            "Beviljat", lambda row: row["Påhittat exempel"] == "Ja"
        ),
    }
    assert {name: value or Decimal(0) for name, value in sums.items()} == {
        name: expected[name] for name in sums
    }
    last = rows_of(book, "Projekt")[-1]
    for name in list(COLUMN_OF)[2:]:
        if projects:
            assert (exact(last[COLUMN_OF[name]]) or 0) == sum(by_column[name]), name


# --- What the auditor is given --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_sum_of_the_example(client, example):
    assert recomputed(client.get(ADDRESS).content) > 20


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


EURO = [
    (date(2023, 12, 29), "11.096"),
    (date(2024, 1, 2), "11.1035"),
    (date(2024, 6, 3), "11.425678"),
    (date(2024, 11, 29), "11.525"),
]


@pytest.fixture
def odd_register(db):
    """Twelve projects, each with something that a sum may trip over, a fee in francs and an exchange in euro."""
    drawing.home()
    for on, kronor in EURO:
        ExchangeRate.objects.create(currency="EUR", on=on, kronor=Decimal(kronor), source="ECB, EUR/SEK")
    ExchangeRate.objects.create(
        currency="CHF", on=date(2024, 3, 1), kronor=Decimal("11.7"), source="Sveriges riksbank"
    )
    funder = made(Organisation, "Fonden", kind="funder")
    other = made(Organisation, "Ministeriet", kind="funder", live=False)
    first = FundingProgramme.objects.create(name_sv="Broar", funder=funder)
    second = FundingProgramme.objects.create(name_sv="Vatten", funder=other)

    def project(name: str, **more) -> Project:
        fields = {"status": "running", "budget": 1000, "own_cash": 100, "starts": date(2024, 1, 3)}
        return made(Project, name, **fields | more)

    def grant(of: Project, value, programme=first, came=(), back=(), **more) -> Grant:
        record = Grant(
            project=of, programme=programme, value=value, **{"decided_on": date(2024, 1, 2)} | more
        )
        for amount, day in came:
            record.instalments.create(value=Decimal(amount), received_on=day, voucher="V 1")
        for amount, day in back:
            record.repayments.create(value=Decimal(amount), repaid_on=day)
        record.save()
        return record

    def cost(of: Project, value, day, **more) -> None:
        of.costs.create(value=Decimal(value), spent_on=day, **more)
        of.save()

    euro = {"currency": "EUR"}
    three = project("Tre kurser", budget=Decimal("10000.01"), own_kind=Decimal("333.33"), **euro)
    grant(
        three,
        Decimal("9999.99"),
        came=[("3333.33", date(2024, 1, 2)), ("3333.33", date(2024, 6, 7)), ("3333.33", date(2024, 12, 1))],
        **euro,
    )
    back = project("Återbetalt")
    grant(back, 800, came=[("800", date(2024, 2, 1))], back=[("120.55", date(2025, 1, 15))])
    grant(back, 50, second, came=[("50", date(2024, 6, 3))], back=[("0.01", date(2024, 6, 4))], **euro)
    project("Utan slut", starts=None, budget=None, own_cash=None)
    gone = project("Parten är borta")
    gone.partners.create(organisation=made(Organisation, "Harju län", country="EE", status="dissolved"))
    gone.save()
    negative = project("Rättat")
    cost(negative, "500.10", date(2024, 5, 1), voucher="V 7")
    cost(negative, "-500.10", date(2024, 5, 2), voucher="V 8")
    cost(negative, "-0.05", date(2024, 5, 3), currency="EUR")
    two = project("Två finansiärer")
    grant(two, 400, came=[("100", date(2024, 3, 1))])
    grant(two, Decimal("35.55"), second, came=[("35.55", date(2024, 6, 4))], **euro)
    edge = project("Årsskiftet", starts=date(2023, 12, 31), **euro)
    grant(
        edge,
        10,
        came=[("5", date(2023, 12, 31)), ("5", date(2024, 1, 1))],
        decided_on=date(2023, 12, 31),
        **euro,
    )
    cost(edge, "1.11", date(2023, 12, 31))
    cost(edge, "1.11", date(2024, 1, 1))
    cost(project("Andra valutor"), "99.99", date(2024, 6, 5), currency="EUR", kind="kind")
    cost(Project.objects.get(slug="andra-valutor"), "7", date(2024, 6, 5), currency="NOK")
    project("Gammal kurs", starts=date(2024, 9, 1), **euro)
    project("Före kurserna", starts=date(2020, 1, 1), **euro)
    claimed = grant(project("Rekvisition", is_example=True), 900, came=[("300", date(2024, 4, 1))])
    for came_as, day in (("instalment", date(2024, 4, 1)), ("itself", date(2024, 7, 1))):
        claimed.claims.create(
            submitted_on=day, value=310, approved_on=day, approved=300, paid_on=day, came_as=came_as
        )
    claimed.save()
    grant(project("Idén", status="idea"), None)
    network = made(Partnership, "Nätverket", kind="network")
    network.fees.create(year=2024, value=Decimal("1200.50"), currency="CHF", paid_on=date(2024, 3, 4))
    network.fees.create(year=2023, value=900)
    network.save()
    made(Partnership, "Vänorten", yearly_cost=Decimal("12.50"), own_funding=10)
    made(Exchange, "Besöket", starts=date(2024, 6, 5), cost=Decimal("10.10"), currency="EUR", grant=claimed)


def test_every_sum_of_a_register_of_odd_projects(client, odd_register):
    assert recomputed(client.get(ADDRESS).content) == 56


def test_the_year_of_the_report_is_the_year_of_the_workbook(client, odd_register):
    book = load_workbook(io.BytesIO(client.get(ADDRESS).content))
    years = {(row["År"], row["Summa"]): exact(row["Kronor"]) for row in rows_of(book, "Summor per år")}
    assert years[2023, "Utbetalt till kommunen"] == Decimal("55.48")  # 5 euro at 11.096
    assert years[2024, "Medlemsavgift"] == Decimal("14045.85")
    assert years[2025, "Återbetalt"] == Decimal("120.55")
    assert years[2024, "Utbytets kostnad"] == Decimal("115.40")


def test_who_reads_english_gets_the_same_sums(client, odd_register):
    swedish, english = (
        load_workbook(io.BytesIO(client.get(address).content)) for address in (ADDRESS, f"/en{ADDRESS}")
    )
    amounts = [
        [cell for row in book.worksheets[3].values for cell in row if isinstance(cell, (int, float))]
        for book in (swedish, english)
    ]
    assert amounts[0] == amounts[1] and english.sheetnames[3] == "Amount"
