"""Who changed what, when, from what to what and why; and what of it the public is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group

from lagesbild.barometer.models import Goal, GoalAssessment, Indicator
from lagesbild.organisations.models import Municipality
from lagesbild.organisations.roles import COORDINATOR, READER, REPORTER
from lagesbild.reporting.answering import return_to, save, submit
from lagesbild.reporting.models import Item, ReportedValue
from lagesbild.reporting.publishing import approve, correct
from lagesbild.website.work.history import events
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit
from tests.website.reading import Html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


@pytest.fixture
def anna():
    user = person("anna")
    user.groups.set([Group.objects.get(name=COORDINATOR)])
    return user


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(" ".join(Html(answer.content.decode()).words).split())


def published(thing, by, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save_revision(user=by, log_action=True).publish(user=by)
    thing.refresh_from_db()
    return thing


def told(thing) -> list[tuple]:
    """(who, what, [(field, before, after)], why), the latest first."""
    return [
        (one.by, one.what, [(c.what, c.before, c.after) for c in one.changes], one.why)
        for one in events(thing, Municipality.load())
    ]


def test_every_version_is_told_with_what_it_changed(anna):
    drawn = published(goal("Vatten"), None)
    published(drawn, anna, name_sv="Renare vatten", status_sv="<p>Bra</p>")
    last, first = told(drawn)
    assert first == ("", "Lades in och publicerades", [], "")
    assert last[:2] == ("anna", "Ändrade och publicerade")
    assert last[2] == [("Namn på svenska", "Vatten", "Renare vatten"), ("Hur går det? på svenska", "", "Bra")]


def test_a_draft_is_told_as_a_draft(anna):
    drawn = published(goal("Vatten"), anna)
    drawn.name_sv = "Utkastet"
    drawn.save_revision(user=anna, log_action=True)
    assert told(drawn)[0][1] == "Sparade ett utkast"


def test_relations_are_told_by_name(anna):
    drawn, office = published(goal("Vatten"), anna), unit()
    drawn.responsibilities.create(organisation=office, role="follow_up")
    published(drawn, anna)
    assert told(drawn)[0][2] == [("Ansvariga", "", "Tekniska kontoret, Uppföljningsansvar")]


def test_the_steps_of_an_answer_are_told_with_the_reason(anna):
    asked = item()
    berit = person("berit")
    save(asked.pk, {"grade": "2", "motivation_sv": "Ja"}, version=0, by=berit, at=NOW)
    submit(
        asked.pk, {"grade": "2", "motivation_sv": "Ja"}, version=1, by=berit, at=NOW, problems=lambda *_: {}
    )
    return_to(asked.pk, "Vilket år?", by=anna, at=NOW + timedelta(hours=1))
    latest, *_rest = told(asked.goal)
    assert latest == ("anna", "Skickade tillbaka (Hösten 2026, Tekniska kontoret)", [], "Vilket år?")
    assert ("Bedömning", "", "Målet bedöms kunna uppnås") in [
        change for one in told(asked.goal) for change in one[2]
    ]


def a_figure(anna) -> Item:
    indicator = Indicator.objects.create(name_sv="Andel", slug="andel", unit_sv="%", figure="A", live=True)
    asked = Item.objects.create(
        round=open_round(),
        organisation=unit(),
        kind="value",
        status="submitted",
        indicator=indicator,
        content={"period": "2025", "value": "77,1"},
    )
    approve([asked.pk], by=anna, at=NOW)
    correct(asked.pk, {"period": "2025", "value": "72"}, "Räknat fel", by=anna, at=NOW + timedelta(days=1))
    return asked


def test_a_figure_is_told_from_what_to_what_and_why(anna):
    asked = a_figure(anna)
    for thing in (asked.indicator, ReportedValue.objects.last()):
        latest, first = told(thing)[:2]
        assert latest[2:] == ([("2025", "77,1 %", "72 %")], "Räknat fel")
        assert first[2] == [("2025", "", "77,1 %")]


def test_a_loaded_figure_is_told_without_a_person():
    indicator = Indicator.objects.create(name_sv="Andel", slug="andel", live=True)
    ReportedValue.objects.create(
        indicator=indicator, area="", period="2024", value=Decimal("5.50"), approved_at=NOW
    )
    assert told(indicator) == [("", "Mätvärdet lades in", [("2024", "", "5,5")], "")]


def test_what_the_source_changed_is_told(store, settings):
    home = Municipality.load()
    home.home_area = "0680"
    home.save()
    settings.FIGURES = store("nyckeltal område 2021 2022\nA 0680 10 11")
    settings.FIGURES = store("nyckeltal område 2021 2022 2023\nA 0680 10 12 13")
    indicator = Indicator.objects.create(name_sv="Andel", slug="andel", figure="A", live=True)
    assert [what for _by, what, _changes, _why in told(indicator)] == [
        "Källan ändrade äldre siffror (drawn)",
        "Nya siffror hämtades (drawn)",
    ]
    assert told(indicator)[0][2] == [("2022", "11", "12"), ("2023", "", "13")]


# --- Bringing back ----------------------------------------------------------------------------------------


def test_an_earlier_version_comes_back_as_a_draft(client, anna):
    drawn = published(goal("Först"), anna)
    first = drawn.latest_revision_id
    published(drawn, anna, name_sv="Sedan")
    client.force_login(anna)
    answer = client.post(f"/arbete/historik/mal/{drawn.pk}/aterstall/", {"version": first})
    assert answer.status_code == 302 and "/redigera/" in answer["Location"]
    drawn.refresh_from_db()
    assert (drawn.name_sv, drawn.latest_revision.as_object().name_sv) == ("Sedan", "Först")
    assert told(drawn)[0][1] == "Hämtade tillbaka en tidigare version som utkast"


@pytest.mark.parametrize("version", ["", "x", "999999"])
def test_a_version_that_does_not_exist_is_told_of(client, anna, version):
    drawn = published(goal(), anna)
    client.force_login(anna)
    where = f"/arbete/historik/mal/{drawn.pk}/aterstall/"
    assert "Den versionen finns inte" in words(client.post(where, {"version": version}, follow=True))


def test_the_version_of_another_thing_is_not_brought_back(client, anna):
    drawn, other = published(goal("Ett"), anna), published(goal("Två"), anna)
    client.force_login(anna)
    client.post(f"/arbete/historik/mal/{drawn.pk}/aterstall/", {"version": other.latest_revision_id})
    assert Goal.objects.get(pk=drawn.pk).latest_revision.as_object().name_sv == "Ett"


def test_what_somebody_has_locked_stays(client, anna):
    drawn = published(goal(), anna)
    Goal.objects.update(locked=True, locked_by=person("lasse"))
    client.force_login(anna)
    where = f"/arbete/historik/mal/{drawn.pk}/aterstall/"
    assert "låst" in words(client.post(where, {"version": drawn.latest_revision_id}, follow=True))


# --- Who sees it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role, mine, status", [(READER, False, 200), (REPORTER, True, 200), (REPORTER, False, 404)]
)
def test_a_reporter_sees_the_history_of_their_own(client, role, mine, status):
    drawn, office = goal(), unit()
    drawn.responsibilities.create(organisation=office, role="follow_up")
    drawn.save()
    user = person("berit", *([office] if mine else []))
    user.groups.set([Group.objects.get(name=role)])
    client.force_login(user)
    assert client.get(f"/arbete/historik/mal/{drawn.pk}/").status_code == status


def test_a_reader_restores_nothing(client, anna):
    drawn = published(goal(), anna)
    user = person("rut")
    user.groups.set([Group.objects.get(name=READER)])
    client.force_login(user)
    sent = {"version": drawn.latest_revision_id}
    assert client.post(f"/arbete/historik/mal/{drawn.pk}/aterstall/", sent).status_code == 403


@pytest.mark.parametrize("kind", ["mal", "nyckeltal", "atgard", "varde", "annat"])
def test_what_does_not_exist_is_not_found(client, anna, kind):
    client.force_login(anna)
    assert client.get(f"/arbete/historik/{kind}/999/").status_code == 404


# --- The public list --------------------------------------------------------------------------------------


def test_the_public_list_tells_what_and_when_but_not_who(client, anna):
    drawn = published(goal("Vatten"), anna)
    published(drawn, anna, name_sv="Renare vatten")
    listed = words(client.get("/andringar/"))
    assert "Namn på svenska: från Vatten till Renare vatten" in listed
    assert "anna" not in listed


def test_a_draft_in_between_is_never_told(client, anna):
    drawn = published(goal("Vatten"), anna)
    drawn.text_sv = "Hemligt utkast"
    drawn.save_revision(user=anna, log_action=True)
    published(drawn, anna, name_sv="Renare vatten", text_sv="")
    assert "Hemligt" not in words(client.get("/andringar/"))


def test_what_is_not_public_is_not_listed(client, anna):
    drawn = published(goal("Hemligt mål"), anna)
    drawn.unpublish()
    assert "Hemligt" not in words(client.get("/andringar/"))


def test_assessments_figures_and_corrections_are_listed(client, anna):
    a_figure(anna)
    asked = item(goal=goal("Luft"), organisation=unit("Miljö"), status="submitted")
    Item.objects.filter(pk=asked.pk).update(content={"grade": "2", "motivation_sv": "Ja"})
    approve([asked.pk], by=anna, at=NOW)
    correct(asked.pk, {"grade": "4", "motivation_sv": "Ja"}, "Fel ruta", by=anna, at=NOW)
    listed = words(client.get("/andringar/"))
    assert "2025: från 77,1 % till 72 %" in listed and "Räknat fel" in listed
    assert "från Målet bedöms kunna uppnås till Målet bedöms inte kunna uppnås" in listed
    assert "Skäl: Fel ruta" in listed
    assert "anna" not in listed


def test_a_grade_that_stands_is_said_to_stand_and_the_new_reason_is_told(client):
    drawn = goal("Luft")
    for on, motivation in [("2025-01-01", "Bilarna"), ("2026-01-01", "Vedeldningen")]:
        made = {"grade": 2, "assessed_on": on, "motivation_sv": motivation, "live": True}
        GoalAssessment.objects.create(goal=drawn, first_published_at=f"{on}T12:00Z", **made)
    listed = words(client.get("/andringar/"))
    assert "Målet bedöms kunna uppnås, som förut" in listed
    assert "Motivering: från Bilarna till Vedeldningen" in listed


def test_an_empty_list_says_so(client):
    assert "Inget har ändrats än." in words(client.get("/andringar/"))
