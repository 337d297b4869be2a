"""Every number that somebody types in the editor or in the forms of staff: through the real forms to what is stored."""

from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from lagesbild.barometer.models import Action, Indicator
from lagesbild.cooperation.models import Application, Call, Exchange, ExchangeRate, Grant, Project
from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.organisations.roles import COORDINATOR, INTERNATIONAL
from lagesbild.website.work.round_form import RoundForm

from . import site_drawing
from .test_editing import DRAFT, PUBLISH, add, child, edit, errors, form, log_in

pytestmark = pytest.mark.django_db

SETTINGS = f"/redigera/settings/organisations/{Municipality._meta.model_name}/"
OURS = [model for model in get_snippet_models() if model.__module__.startswith("lagesbild.")]


@pytest.fixture
def staff(client):
    return log_in(client, INTERNATIONAL)


@pytest.fixture
def coordinator(client):
    return log_in(client, COORDINATOR)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_form_or_filter_of_the_editor_leaves_a_number_to_the_browsers_language(admin_client, model):
    pages = [reverse(model.snippet_viewset.get_url_name(page)) for page in ("list", "add")]
    answers = [admin_client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert not [
        answer.request["PATH_INFO"] for answer in answers if 'type="number"' in answer.content.decode()
    ]


def test_nor_does_the_form_of_the_municipality_or_of_a_round(admin_client):
    for page in (SETTINGS, reverse("round_new")):
        text = admin_client.get(page, follow=True).content.decode()
        assert 'type="number"' not in text and "inputmode=" in text, page


# --- Through the forms ------------------------------------------------------------------------------------

AMOUNTS = [
    ("11,45", "11.45", "11,45"),
    ("12 500,50", "12500.50", "12\u00a0500,50"),
    ("12\u00a0500,50", "12500.50", "12\u00a0500,50"),
    ("12\u2009500", "12500.00", "12\u00a0500"),
    ("1.234,50", "1234.50", "1\u00a0234,50"),
]


@pytest.mark.parametrize("typed, stored, shown", AMOUNTS)
def test_a_budget_is_stored_as_it_was_meant_and_shown_as_it_was_read(staff, typed, stored, shown):
    answer = add(staff, Project, PUBLISH, name_sv="Torg", slug="torg", budget=typed, own_cash=typed)
    assert answer.status_code == 302
    project = Project.objects.get()
    assert project.budget == project.own_cash == Decimal(stored)
    where = reverse(Project.snippet_viewset.get_url_name("edit"), args=[project.pk])
    assert form(staff, where)["budget"] == [shown]
    assert edit(staff, project, PUBLISH).status_code == 302  # what is shown is read back
    project.refresh_from_db()
    assert project.budget == Decimal(stored)


def test_a_draft_keeps_the_amounts_of_its_rows(staff):
    rows = child(
        "budget_lines", {"starts": "2026-01-01", "finishes": "2026-12-31", "value": "12 500,50"}
    ) | child("result_lines", {"level": "measure", "text_sv": "Torg", "baseline": "−1,5", "target": "12,25"})
    assert add(staff, Project, DRAFT, name_sv="Torg", slug="torg", **rows).status_code == 302
    draft = Project.objects.get().get_latest_revision_as_object()
    assert [line.value for line in draft.budget_lines.all()] == [Decimal("12500.50")]
    measure = draft.result_lines.get()
    assert (measure.baseline, measure.target) == (Decimal("-1.50"), Decimal("12.25"))


def test_an_exchange_rate_keeps_its_decimals(staff):
    rate = {"currency": "EUR", "on": "2026-01-02", "kronor": "11,45", "source": "Riksbanken"}
    assert add(staff, ExchangeRate, DRAFT, **rate).status_code == 302
    assert ExchangeRate.objects.get().kronor == Decimal("11.45")


def test_a_rate_with_three_decimals_is_asked_about_and_can_be_answered(staff):
    rate = {"currency": "EUR", "on": "2026-01-02", "kronor": "10,955", "source": "Riksbanken"}
    told = errors(add(staff, ExchangeRate, DRAFT, **rate))
    assert "Skriv 10,9550 eller 10955." in told and 'value="10,955"' in told
    assert not ExchangeRate.objects.exists()
    assert add(staff, ExchangeRate, DRAFT, **rate | {"kronor": "10,9550"}).status_code == 302
    saved = ExchangeRate.objects.get()
    assert saved.kronor == Decimal("10.955")
    assert edit(staff, saved).status_code == 302
    assert ExchangeRate.objects.get().kronor == Decimal("10.955")


@pytest.mark.parametrize("model, field", [(Project, "budget"), (Application, "applied")])
@pytest.mark.parametrize("typed", ["1.200", "1,200"])
def test_a_doubtful_amount_is_told_at_its_field_and_nothing_is_stored(staff, model, field, typed):
    told = errors(add(staff, model, DRAFT, name_sv="Torg", **{field: typed}))
    assert "kan vara tusental eller decimaler" in told and "Skriv 1,2 eller 1200." in told
    assert f'value="{typed}"' in told
    assert not model.objects.exists()


@pytest.mark.parametrize("count, told", [("1,5", "inte ett heltal"), ("-3", "mindre än noll")])
def test_people_are_counted_in_whole_numbers(staff, count, told):
    row = {"count": count, "role": "staff", "age": "unknown", "sex": "unknown"}
    exchange = {"name_sv": "Möte", "slug": "mote", "starts": "2026-01-01"}
    assert told in errors(add(staff, Exchange, DRAFT, **exchange, **child("participants", row)))


def test_participants_may_be_written_with_a_space(staff):
    row = {"count": "1 200", "role": "staff", "age": "unknown", "sex": "unknown"}
    exchange = {"name_sv": "Möte", "slug": "mote", "starts": "2026-01-01"}
    assert add(staff, Exchange, DRAFT, **exchange, **child("participants", row)).status_code == 302
    assert Exchange.objects.get().get_latest_revision_as_object().participants.get().count == 1200


def test_a_target_with_a_comma_and_a_year_without_a_space(coordinator, settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"
    goal = site_drawing.goal("Ren luft", site_drawing.programme("Programmet"))
    indicator = site_drawing.indicator("Buller", goal)
    row = {"kind": "target", "label_sv": "Mål", "value": "−3,25", "year": "2030"}
    assert edit(coordinator, indicator, PUBLISH, **child("reference_values", row)).status_code == 302
    target = Indicator.objects.get().reference_values.get()
    assert (target.value, target.year) == (-3.25, 2030)
    where = reverse(Indicator.snippet_viewset.get_url_name("edit"), args=[indicator.pk])
    fields = form(coordinator, where)
    assert (fields["reference_values-0-value"], fields["reference_values-0-year"]) == (["−3,25"], ["2030"])
    assert edit(coordinator, indicator, PUBLISH).status_code == 302
    row["year"] = "20300"
    assert "Skriv 2200 eller mindre." in errors(
        edit(coordinator, indicator, PUBLISH, **child("reference_values", row))
    )


def test_a_place_keeps_all_its_decimals(coordinator):
    place = {"latitude": "57,7826137", "longitude": "−14.1617876"}
    assert add(coordinator, Organisation, name_sv="Skolan", slug="skolan", **place).status_code == 302
    school = Organisation.objects.get(slug="skolan")
    assert (school.latitude, school.longitude) == (57.7826137, -14.1617876)
    assert edit(coordinator, school, PUBLISH).status_code == 302
    school.refresh_from_db()
    assert (school.latitude, school.longitude) == (57.7826137, -14.1617876)


def test_the_cost_of_an_action_and_the_limits_of_a_rule(coordinator, client):
    assert add(coordinator, Action, name_sv="Träd", slug="trad", cost="12 500,50").status_code == 302
    assert Action.objects.get().cost == Decimal("12500.50")
    funder = Organisation.objects.create(name_sv="Finansiären", slug="f", kind="funder")
    programme = Grant.programme.field.related_model.objects.create(name_sv="P", funder=funder)
    rule = {"kind": "amount", "minimum": "12 500,50", "maximum": "1.234.567,50"}
    staff = log_in(client, INTERNATIONAL)
    answer = add(staff, Call, DRAFT, name_sv="Utlysningen", programme=programme.pk, **child("rules", rule))
    assert answer.status_code == 302
    limits = Call.objects.get().get_latest_revision_as_object().rules.get()
    assert (limits.minimum, limits.maximum) == (Decimal("12500.50"), Decimal("1234567.50"))


def test_a_round_is_for_a_year_and_for_nothing_else():
    fields = {"name": "Hösten", "opens_on": "2026-10-01", "closes_on": "2026-11-30", "asks_values": "on"}
    assert RoundForm({**fields, "year": " 2026 "}).is_valid()
    wrong = RoundForm({**fields, "year": "2.026"})
    assert not wrong.is_valid() and "tusental eller decimaler" in wrong.errors["year"][0]
