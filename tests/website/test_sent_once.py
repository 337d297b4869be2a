"""A form that is sent twice is taken once: every form that adds, and every inline row of every form that edits."""

import re
from unittest.mock import patch

import pytest
from django.db import IntegrityError
from django.urls import reverse

from lagesbild.cooperation.models import Call, ExchangeRate, Project
from lagesbild.framework.models import GlobalGoal, SentForm
from lagesbild.organisations.models import Organisation

from .editor_forms import MODELS, ROWS, TEXTS, draw_what_is_pointed_to, required_of, required_of_row
from .test_editing import DRAFT, address, administrator, child, form

pytestmark = pytest.mark.django_db
__all__ = ["administrator"]


@pytest.fixture
def editor(administrator, settings, tmp_path):
    """Somebody who may everything, and one of each thing that others point to."""
    settings.FIGURES = tmp_path / "none.duckdb"
    draw_what_is_pointed_to()
    return administrator


def new_form(editor, model, name: str = "Det nya", on: str = "2024-05-06") -> dict:
    """The form that adds, drawn and filled in."""
    fields = form(editor, address(model, "add"))
    return {**fields, **required_of(model), "name_sv": name, "on": on, "slug": ""}


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


RELATIONS = {model: [relation for owner, relation in ROWS if owner is model] for model, _relation in ROWS}


def with_a_row_of_each(fields: dict, model) -> dict:
    """The form with a new row in each of its lists."""
    for relation in RELATIONS[model]:
        fields |= child(relation, required_of_row(model, relation))
    return fields


@pytest.mark.parametrize("model", RELATIONS)
def test_a_new_row_is_stored_once_however_often_the_form_is_sent(editor, model):
    thing = added(editor, model)
    where = address(model, "edit", thing)
    fields = with_a_row_of_each(form(editor, where), model)
    sent(editor, where, fields)
    sent(editor, where, fields)

    thing = model.objects.get(pk=thing.pk)
    latest = thing.get_latest_revision_as_object()
    for relation in RELATIONS[model]:
        of_thing, of_latest = ([row.pk for row in getattr(held, relation).all()] for held in (thing, latest))
        assert (len(of_thing), relation) == (1, relation) and of_thing == of_latest


@pytest.mark.parametrize("model", RELATIONS)
def test_a_row_of_a_new_thing_is_stored_once_however_often_the_form_is_sent(editor, model):
    fields = with_a_row_of_each(new_form(editor, model), model)
    for _ in range(2):
        sent(editor, address(model, "add"), fields)
    thing = model.objects.order_by("pk").last()
    counts = {relation: getattr(thing, relation).count() for relation in RELATIONS[model]}
    assert counts == dict.fromkeys(RELATIONS[model], 1)


def test_a_row_that_was_taken_away_already_is_no_fault(editor):
    call = added(editor, Call)
    where = address(Call, "edit", call)
    sent(editor, where, form(editor, where) | child("rules", required_of_row(Call, "rules")))
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


def autosaved(editor, where: str, fields: dict):
    return editor.post(where, fields, headers={"Accept": "application/json"})


DRAFTED = [model for model in MODELS if hasattr(model, "live")]


@pytest.mark.parametrize("model", DRAFTED)
def test_what_was_saved_while_somebody_wrote_puts_no_older_text_over_what_they_saved(editor, model):
    """It left before the save and arrives after it."""
    text = next(name for name in TEXTS if hasattr(model, name))
    where, fields = address(model, "add"), new_form(editor, model)
    sent(editor, where, fields | {text: "Den nya texten"})
    thing, count = model.objects.order_by("pk").last(), model.objects.count()
    late = autosaved(editor, where, fields | {text: "Den ny"})
    assert (late.status_code, late.json()["error_code"]) == (400, "invalid_revision")

    where = address(model, "edit", thing)
    fields = form(editor, where)
    assert autosaved(editor, where, fields | {text: "Den nyaste te"}).status_code == 200
    sent(editor, where, fields | {text: "Den nyaste texten"})
    assert autosaved(editor, where, fields | {text: "Den nyaste tex"}).status_code == 400
    thing.refresh_from_db()
    assert getattr(thing.get_latest_revision_as_object(), text) == "Den nyaste texten"
    assert model.objects.count() == count


def test_what_is_saved_while_somebody_writes_goes_on_after_a_save_that_was_refused(editor):
    project = added(editor, Project)
    where = address(Project, "edit", project)
    fields = form(editor, where)
    assert editor.post(where, fields | {"starts": "i våras"}).status_code == 200
    assert autosaved(editor, where, fields | {"name_sv": "Det nyare"}).status_code == 200


def test_what_cannot_be_saved_while_somebody_writes_is_told_of(editor):
    fields = new_form(editor, Project) | {"starts": "i vår"}
    answer = autosaved(editor, address(Project, "add"), fields)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "validation_error")


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


# --- What is made in a chooser, and the global goals ------------------------------------------------------


def chooser(page: str) -> str:
    return reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name(page))


def key_of(html: str) -> str:
    return re.search(r'name="new-form_key" value="([^"]+)"', html).group(1)


def test_what_is_made_in_a_chooser_is_made_once(editor):
    key = key_of(editor.get(chooser("choose")).json()["html"])
    halle = {"new-name_sv": "Halle", "new-kind": "municipality", "new-country": "DE", "new-form_key": key}
    first, again = (editor.post(chooser("create"), halle).json() for _ in range(2))
    assert first == again and first["step"] == "chosen"
    assert Organisation.objects.filter(name_sv="Halle").count() == 1


def test_a_form_of_a_chooser_that_was_refused_keeps_its_key(editor):
    key = key_of(editor.get(chooser("choose")).json()["html"])
    nameless = {"new-name_sv": "", "new-kind": "municipality", "new-country": "DE", "new-form_key": key}
    refused = editor.post(chooser("create"), nameless).json()
    assert key_of(refused["htmlFragment"]) == key
    assert editor.post(chooser("create"), nameless | {"new-name_sv": "Halle"}).json()["step"] == "chosen"


def test_a_global_goal_is_edited_by_a_form_with_a_key(editor):
    where = address(GlobalGoal, "edit", GlobalGoal.objects.get(number=3))
    fields = form(editor, where)
    assert fields["form_key"]
    for _ in range(2):
        sent(editor, where, fields | {"name_sv": "Hälsa"})
    assert GlobalGoal.objects.get(number=3).name_sv == "Hälsa"
    assert SentForm.objects.filter(kind="framework.GlobalGoal", made_pk=3).count() == 1
