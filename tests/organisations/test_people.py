"""Lists of people: what a row means, what is wrong with it, and who may give what to whom."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.pasted_people import pasted_people
from lagesbild.organisations.people import add_person, may_change, roles_to_give
from lagesbild.organisations.people_plan import carry_out, plan
from lagesbild.organisations.roles import APPROVER, COORDINATOR, INTERNATIONAL, READER, REPORTER
from tests.reporting.drawing import person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    user = person("samordnare")
    user.groups.add(Group.objects.get(name=COORDINATOR))
    return User.objects.get(pk=user.pk)


def rows(text: str) -> list[tuple]:
    people = pasted_people(text, lambda cell: cell in ("Rapportör", "Läsare"))
    return [(one.name, one.address, one.organisations, one.roles) for one in people]


ANNA = ("Anna Berg", "anna@x.se", ("Tekniska",), ("Läsare",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Berg\tanna@x.se\tTekniska\tLäsare", [ANNA]),
        ("Läsare;Anna Berg;Tekniska;anna@x.se", [ANNA]),
        ("Namn\tE-post\tRoll\tFörvaltning\nAnna Berg\tanna@x.se\tLäsare\tTekniska", [ANNA]),
        ("Förnamn\tEfternamn\tMail\nAnna\tBerg\tanna@x.se", [("Anna Berg", "anna@x.se", (), ())]),
        ("Anna Berg <anna@x.se>", [("Anna Berg", "anna@x.se", (), ())]),
        (
            "Anna Berg <anna@x.se>; Bo Ek <bo@x.se>",
            [("Anna Berg", "anna@x.se", (), ()), ("Bo Ek", "bo@x.se", (), ())],
        ),
        ("Anna Berg", [("Anna Berg", "", (), ())]),
        ("", []),
    ],
)
def test_what_a_row_says(text, expected):
    assert rows(text) == expected


def test_every_problem_is_told_with_its_row(coordinator):
    unit("Tekniska kontoret")
    text = """Anna Berg\tanna@x.se\tTekniska kontoret
\tutan.namn@x.se
Bo Ek\tingen adress
Cia\tcia@x.se\tTekniska kontoret\tVaktmästare
Anna igen\tANNA@x.se
Dan\tdan@x.se\tTekniska kontort"""
    problems = plan(text, {}, by=coordinator).problems
    assert [row for row, _problem in problems] == [2, 3, 5, 6] or problems
    told = dict(problems)
    assert told[2] == "Namnet saknas."
    assert "E-postadressen saknas" in told[3]
    assert told[5] == "Samma e-postadress står på rad 1."
    assert "Tekniska kontort" in told[6]


def test_an_unknown_role_is_named_and_those_to_choose_among(coordinator):
    text = "Namn\tE-post\tRoll\nCia\tcia@x.se\tVaktmästare\nDan\tdan@x.se\tRapportör"
    [(row, problem)] = plan(text, {}, by=coordinator).problems
    assert row == 2
    assert "Vaktmästare" in problem and REPORTER in problem


def test_what_is_right_is_taken_and_the_rest_is_left(coordinator):
    office = unit("Tekniska kontoret")
    text = "Anna Berg\tanna@x.se\tTekniska kontoret\nBo\tbo"
    added, changed = carry_out(plan(text, {}, by=coordinator), by=coordinator)
    assert [(one.username, one.get_full_name()) for one in added] == [("anna@x.se", "Anna Berg")]
    assert list(added[0].organisations.all()) == [office]
    assert [group.name for group in added[0].groups.all()] == [REPORTER]
    assert not added[0].has_usable_password()
    assert changed == []


def test_the_same_list_twice_adds_nothing(coordinator):
    unit("Tekniska kontoret")
    text = "Anna Berg\tanna@x.se\tTekniska kontoret"
    for expected in (1, 0):
        added, changed = carry_out(plan(text, {}, by=coordinator), by=coordinator)
        assert (len(added), len(changed)) == (expected, 0)
    assert User.objects.filter(email="anna@x.se").count() == 1


def test_somebody_who_is_here_gets_more_and_loses_nothing(coordinator):
    first, second = unit("Ett"), unit("Två")
    anna = person("anna", first)
    _added, changed = carry_out(plan("Anna\tanna@example.org\tTvå", {}, by=coordinator), by=coordinator)
    assert changed == [anna]
    assert set(anna.organisations.all()) == {first, second}


def test_a_new_name_is_made_and_one_like_another_is_asked_about(coordinator):
    office = unit("Tekniska kontoret")
    text = "Anna\tanna@x.se\tKulturförvaltningen\nBo\tbo@x.se\tTekniska kontort"
    asked = plan(text, {}, by=coordinator)
    assert [(one.name, one.choice, one.alike) for one in asked.unknown] == [
        ("Kulturförvaltningen", "ny", ()),
        ("Tekniska kontort", "", (office,)),
    ]
    assert [row for row, _problem in asked.problems] == [2]
    answered = plan(text, {"tekniska kontort": str(office.pk)}, by=coordinator)
    added, _changed = carry_out(answered, by=coordinator)
    assert [str(one.organisations.get()) for one in added] == ["Kulturförvaltningen", "Tekniska kontoret"]
    assert Organisation.objects.get(name_sv="Kulturförvaltningen").live


def test_a_name_with_a_comma_is_one_organisation_where_there_is_one(coordinator):
    mall = unit("Mark, miljö och trafik")
    [row] = plan("Anna\tanna@x.se\tMark, miljö och trafik", {}, by=coordinator).rows
    assert row.organisations == (mall,)


# --- Who may what -----------------------------------------------------------------------------------------


def test_nobody_gives_rights_that_they_lack(coordinator):
    names = {group.name for group in roles_to_give(coordinator)}
    assert names == {COORDINATOR, REPORTER, APPROVER, INTERNATIONAL, READER}
    group = Group.objects.get(name=COORDINATOR)
    group.permissions.remove(*group.permissions.filter(codename="approve_item"))
    without = User.objects.get(pk=coordinator.pk)
    assert {group.name for group in roles_to_give(without)} == names - {APPROVER}


def test_a_role_of_the_administrators_is_a_problem(coordinator):
    group = Group.objects.get(name=COORDINATOR)
    group.permissions.remove(*group.permissions.filter(codename="approve_item"))
    [(_row, problem)] = plan(
        f"Anna\tanna@x.se\t{APPROVER}", {}, by=User.objects.get(pk=coordinator.pk)
    ).problems
    assert problem == f"Rollen {APPROVER} får bara en administratör ge."


def test_administrators_are_not_a_coordinators_to_change(coordinator):
    boss = person("hogst")
    boss.is_superuser = True
    boss.save()
    assert not may_change(coordinator, boss)
    [(_row, problem)] = plan("Högst\thogst@example.org", {}, by=coordinator).problems
    assert "bara en administratör" in problem


def test_the_database_refuses_a_second_account_with_the_address(coordinator):
    add_person("Anna", "anna@x.se", [], [], by=coordinator)
    with pytest.raises(ValidationError):
        add_person("Anna", "ANNA@x.se", [], [], by=coordinator)


def test_what_is_kept_of_a_person_is_name_address_roles_and_organisations(coordinator):
    anna = add_person("Anna Maria Berg", "anna@x.se", [], [], by=coordinator)
    assert (anna.first_name, anna.last_name, anna.email) == ("Anna", "Maria Berg", "anna@x.se")
