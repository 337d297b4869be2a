"""A form that is sent twice is taken once: every form that adds, and every inline row of every form that edits."""

import re
from unittest.mock import patch

import pytest
from django import forms
from django.db import IntegrityError
from wagtail.blocks.base import BlockField
from wagtail.snippets.models import get_snippet_models

from lagesbild.cooperation.models import Call, ExchangeRate, FundingProgramme, Lesson, Project
from lagesbild.framework.models import SentForm
from lagesbild.framework.number_field import NumberField, WholeNumberField
from lagesbild.organisations.editor_access import StaffViewSet
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing

from .test_editing import DRAFT, address, administrator, child, form

pytestmark = pytest.mark.django_db
__all__ = ["administrator"]

MODELS = sorted(
    (model for model in get_snippet_models() if isinstance(model.snippet_viewset, StaffViewSet)),
    key=lambda model: model.__name__,
)


def form_class(model):
    return model.snippet_viewset._edit_handler.get_form_class()


ROWS = [(model, relation) for model in MODELS for relation in form_class(model).formsets]
SAMPLES = {
    forms.DateField: "2024-05-06",
    forms.URLField: "https://exempel.se/",
    forms.IntegerField: "20",
    WholeNumberField: "20",
    NumberField: "7",
    forms.DecimalField: "7",
    forms.FloatField: "7",
    forms.CharField: "Ny uppgift",
}
PARTICULAR = {
    "currency": "EUR",
    "share": "100",
    "year": "2024",
    "decimals": "1",
    "approved_on": "",
    "paid_on": "",
}
"""Fields that take no ordinary text, number or day."""
ALSO = {Lesson: ["project"]}
"""Fields that are asked for together with others."""


def sample(name: str, field: forms.Field) -> str:
    """Something that the field takes."""
    if name in PARTICULAR:
        return PARTICULAR[name]
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return str(getattr(field.queryset.first(), "pk", ""))
    if isinstance(field, forms.ChoiceField):
        choices = [
            (key, label) for key, label in field.choices if key and not isinstance(label, (list, tuple))
        ]
        return str(choices[0][0]) if choices else ""
    return next((text for kind, text in SAMPLES.items() if isinstance(field, kind)), "")


def asked_for(fields: dict[str, forms.Field], also=()) -> dict[str, str]:
    """What has to be filled in, and the dates and addresses that a row cannot be without."""
    always = (forms.DateField, forms.URLField)
    return {
        name: sample(name, field)
        for name, field in fields.items()
        if (field.required or isinstance(field, always) or name in also) and not isinstance(field, BlockField)
    }


@pytest.fixture
def editor(administrator, settings, tmp_path):
    """Somebody who may everything, and one of each thing that others point to."""
    settings.FIGURES = tmp_path / "none.duckdb"
    goal = drawing.goal("Ren luft", drawing.programme("Programmet"), text_sv="Luften ska vara ren.")
    drawing.indicator("Buller", goal)
    funder = Organisation.objects.create(name_sv="Finansiären", slug="f", kind="funder", live=True)
    programme = FundingProgramme.objects.create(name_sv="Programmet", funder=funder)
    Call.objects.create(name_sv="Utlysningen", programme=programme)
    Project.objects.create(name_sv="Projektet", slug="projektet")
    return administrator


def new_form(editor, model, name: str = "Det nya", on: str = "2024-05-06") -> dict:
    """The form that adds, drawn and filled in."""
    fields = form(editor, address(model, "add"))
    required = asked_for(form_class(model)(instance=model()).fields, ALSO.get(model, ()))
    return {**fields, **required, "name_sv": name, "on": on, "slug": ""}


def problems(answer) -> list[str]:
    return re.findall(r'class="error-message"[^>]*>(.*?)</', answer.content.decode(), re.S)


def sent(editor, where: str, fields: dict):
    answer = editor.post(where, fields)
    assert answer.status_code == 302, problems(answer)
    return answer


def added(editor, model):
    """A new draft, made in the editor."""
    sent(editor, address(model, "add"), new_form(editor, model))
    return model.objects.order_by("pk").last()


@pytest.mark.parametrize("model", MODELS)
def test_a_form_that_adds_makes_one_thing_however_often_it_is_sent(editor, model):
    before, fields = model.objects.count(), new_form(editor, model)
    first = sent(editor, address(model, "add"), fields)
    again = sent(editor, address(model, "add"), fields)

    assert model.objects.count() == before + 1
    assert first.url == again.url or str(model.objects.last().pk) in again.url


@pytest.mark.parametrize("model", MODELS)
def test_another_form_makes_another_thing(editor, model):
    before = model.objects.count()
    sent(editor, address(model, "add"), new_form(editor, model))
    sent(editor, address(model, "add"), new_form(editor, model, "Ännu något", "2024-05-07"))
    assert model.objects.count() == before + 2


@pytest.mark.parametrize("model, relation", ROWS)
def test_a_new_row_is_stored_once_however_often_the_form_is_sent(editor, model, relation):
    thing = added(editor, model)
    where = address(model, "edit", thing)
    fields = form(editor, where) | child(relation, _row(model, relation))
    sent(editor, where, fields)
    sent(editor, where, fields)

    thing = model.objects.get(pk=thing.pk)
    rows = list(getattr(thing, relation).all())
    latest = list(getattr(thing.get_latest_revision_as_object(), relation).all())
    assert len(rows) == len(latest) == 1
    assert rows[0].pk == latest[0].pk


@pytest.mark.parametrize("model, relation", ROWS)
def test_a_row_of_a_new_thing_is_stored_once_however_often_the_form_is_sent(editor, model, relation):
    fields = new_form(editor, model) | child(relation, _row(model, relation))
    for _ in range(2):
        sent(editor, address(model, "add"), fields)
    assert getattr(model.objects.order_by("pk").last(), relation).count() == 1


def _row(model, relation: str) -> dict:
    formset = form_class(model)(instance=model()).formsets[relation]
    own = {
        name: field for name, field in formset.empty_form.fields.items() if name not in ("ORDER", "DELETE")
    }
    return asked_for(own)


def test_a_row_that_was_taken_away_already_is_no_fault(editor):
    call = added(editor, Call)
    where = address(Call, "edit", call)
    sent(editor, where, form(editor, where) | child("rules", _row(Call, "rules")))
    fields = form(editor, where) | {"rules-0-DELETE": "1"}
    sent(editor, where, fields)
    sent(editor, where, fields)
    assert not call.rules.exists()


def test_a_script_that_adds_again_is_led_to_what_it_made(editor):
    fields, where = new_form(editor, Project), address(Project, "add")
    first, again = (
        editor.post(where, fields, headers={"Accept": "application/json"}).json() for _ in range(2)
    )
    assert first["pk"] == again["pk"] and first["url"] == again["url"]
    assert first["hydrate_url"] == again["hydrate_url"]


def test_the_key_of_another_kind_of_form_is_no_key(editor):
    project = new_form(editor, Project)
    sent(editor, address(Project, "add"), project)
    call = new_form(editor, Call) | {"form_key": project["form_key"]}
    sent(editor, address(Call, "add"), call)
    assert Call.objects.filter(name_sv="Det nya").count() == 1


def test_a_form_whose_thing_was_deleted_adds_again(editor):
    fields, where = new_form(editor, Project), address(Project, "add")
    sent(editor, where, fields)
    Project.objects.filter(name_sv="Det nya").delete()
    sent(editor, where, fields)
    assert Project.objects.filter(name_sv="Det nya").count() == 1


def test_a_refused_form_may_be_mended_and_sent_again(editor):
    fields, where = new_form(editor, ExchangeRate), address(ExchangeRate, "add")
    assert editor.post(where, fields | {"kronor": ""}).status_code == 200
    sent(editor, where, fields)
    assert ExchangeRate.objects.count() == 1


@pytest.mark.parametrize("model", MODELS)
def test_what_the_database_refuses_is_said_in_the_form(editor, model):
    """Two people may save the same at once: both forms were right when they were looked at."""
    before = model.objects.count()
    with patch.object(model, "save", side_effect=IntegrityError("UNIQUE")):
        answer = editor.post(address(model, "add"), new_form(editor, model) | DRAFT)
    assert answer.status_code == 200
    assert "finns redan" in answer.content.decode()
    assert model.objects.count() == before


def test_old_keys_are_forgotten(editor):
    sent(editor, address(Project, "add"), new_form(editor, Project))
    SentForm.objects.update(sent_at="2020-01-01T00:00:00Z")
    sent(editor, address(Project, "add"), new_form(editor, Project))
    assert SentForm.objects.count() == 1
