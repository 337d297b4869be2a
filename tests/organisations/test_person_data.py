"""What is kept of a person, taken out for them, and taken away."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from wagtail.log_actions import log

from lagesbild.barometer.models import Goal, Programme
from lagesbild.barometer.models.sent_tables import SentTable
from lagesbild.cooperation.models.imported import ImportedFile
from lagesbild.organisations.anonymising import anonymise
from lagesbild.organisations.models import Municipality, Organisation, User
from lagesbild.organisations.person_data import person_data, whole
from lagesbild.organisations.roles import REPORTER
from lagesbild.reporting.models import Item, Letter, Record, Round, Step
from tests.conftest import NOW

ADDRESS = "Anna.Åberg@exempel.se"
pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    """Somebody who has an account, has answered, been written to, uploaded a list, and stands in texts."""
    from django.contrib.auth.models import Group

    person = User.objects.create(
        username=ADDRESS.lower(), email=ADDRESS, first_name="Anna", last_name="Åberg", password="hemligt-hash"
    )
    person.groups.add(Group.objects.get(name=REPORTER))
    unit = Organisation.objects.create(name_sv="Tekniska", slug="tekniska", live=True)
    person.organisations.add(unit)
    programme = Programme.objects.create(name_sv="P", slug="p", live=True)
    text = f"<p>Fråga Anna Åberg, {ADDRESS}.</p>"
    goal = Goal.objects.create(programme=programme, slug="mal", name_sv="Mål", status_sv=text, live=True)
    goal.save_revision(user=person)
    asked = Round.objects.create(
        name="2026", year=2026, opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 1)
    )
    asked.status, asked.opened_at, asked.closed_at = "closed", NOW, NOW - timedelta(days=900)
    asked.save()
    item = Item.objects.create(round=asked, organisation=unit, kind="text", goal=goal)
    Step.objects.create(item=item, number=1, what="saved", note=f"Från {ADDRESS}", at=NOW, by=person)
    trouble = f"550 {ADDRESS.lower()} okänd"
    Letter.objects.create(
        to=person, round=asked, kind="reminder", day=date(2024, 1, 1), items=1, trouble=trouble
    )
    ImportedFile.objects.create(owner=person, name="lista.xlsx", content=b"PK", uploaded_at=NOW)
    SentTable.objects.create(owner=person, name="tabell.xlsx", sent_at=NOW)
    Record.objects.create(round=asked, content={"kontakt": ADDRESS}, sha256="0" * 64, made_at=NOW)
    home = Municipality.load()
    home.contact_email = ADDRESS
    home.save()
    log(person, "wagtail.edit", user=person)
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session.create()
    return person


def everything() -> str:
    """Every cell of every table but the frozen records, as text, by the database itself."""
    with connection.cursor() as cursor:
        cells = []
        for table in connection.introspection.table_names():
            if table not in ("reporting_record", "django_session"):
                cursor.execute(f'SELECT * FROM "{table}"')
                cells += [str(cell) for row in cursor.fetchall() for cell in row]
    return (
        "\n".join(cells).encode().decode("unicode_escape", errors="replace").lower()
        + "\n".join(cells).lower()
    )


def test_all_that_is_kept_of_somebody_is_taken_out(anna):
    person = person_data(ADDRESS)
    (account,) = person.accounts
    assert (account["email"], account["groups"], account["organisations"]) == (
        ADDRESS,
        [REPORTER],
        ["Tekniska"],
    )
    assert "password" not in account
    assert {"reporting.Step", "reporting.Letter", "cooperation.ImportedFile", "wagtailcore.Revision"} <= set(
        person.linked
    )
    assert person.sessions == 1
    tables = {mention.table for mention in person.mentions}
    assert {
        "barometer.Goal",
        "wagtailcore.Revision",
        "reporting.Record",
        "organisations.Municipality",
    } <= tables


def test_the_command_gives_it_in_json_and_says_when_there_is_nothing(anna, capsys):
    from lagesbild.commands.main import main

    assert main(["person", "--extract", ADDRESS.lower()]) == 0
    assert json.loads(capsys.readouterr().out)["accounts"][0]["first_name"] == "Anna"
    assert main(["person", "--extract", "ingen@exempel.se"]) == 1
    assert "Nothing is kept of ingen@exempel.se" in capsys.readouterr().err


def test_afterwards_the_address_is_nowhere_but_in_frozen_records_and_nobody_else_is_touched(anna):
    other = User.objects.create(
        username="b", email="joanna.åberg@exempel.se", first_name="Jo", last_name="Berg"
    )
    assert ADDRESS.lower() in everything()
    outcome = anonymise(ADDRESS)
    assert (outcome.accounts, outcome.sessions) == (1, 1)
    other.refresh_from_db()
    assert (other.email, other.is_active) == ("joanna.åberg@exempel.se", True)
    assert not whole(ADDRESS).search(everything())
    anna.refresh_from_db()
    assert (anna.username, anna.email, anna.get_full_name(), anna.is_active) == (
        f"borttagen-{anna.pk}",
        "",
        "",
        False,
    )
    assert not anna.groups.exists() and not anna.organisations.exists() and not anna.has_usable_password()
    assert Step.objects.get().by == anna
    assert Record.objects.get().content == {"kontakt": ADDRESS}
    assert Municipality.load().contact_email == ""
    named = {mention.table: mention.columns for mention in outcome.remaining}
    assert named["reporting.Record"] == ("content",)
    assert named["barometer.Goal"] == ("status_sv",)  # the name, which a person decides about
    assert not person_data(ADDRESS).accounts


@pytest.mark.parametrize(
    "text, stands",
    [
        ("Skriv till anna@x.se.", True),
        ("<a href='mailto:ANNA@x.se'>", True),
        ('{"text": "Rad\\nanna@x.se"}', True),
        ("joanna@x.se", False),
        ("j.anna@x.se", False),
        ("anna@x.se.org", False),
        ("anna@x.seb", False),
    ],
)
def test_an_address_that_is_a_part_of_another_is_another(text, stands):
    assert bool(whole("anna@x.se").search(text)) == stands


@pytest.mark.parametrize(
    "letters, steps, remaining", [(730, 0, (0, 1)), (0, 0, (1, 1)), (10_000, 800, (1, 0)), (0, 1000, (1, 1))]
)
def test_what_has_grown_too_old_is_disposed_of(anna, letters, steps, remaining):
    from lagesbild.reporting.disposal import dispose

    disposed = dispose({"letters": letters, "steps": steps}, NOW + timedelta(days=3))
    assert (Letter.objects.count(), Step.objects.exclude(by=None).count()) == remaining
    assert Step.objects.count() == 1
    assert (disposed.lists, ImportedFile.objects.count(), SentTable.objects.count()) == (2, 0, 0)
