"""The editor as Wagtail gives it: drafts, preview, history, errors on the form, and every page of it."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.module_loading import import_string

from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator, Programme
from lagesbild.framework.form_names import OF_THE_FORM
from lagesbild.framework.models import GlobalGoal
from lagesbild.framework.publishing import preview_views
from lagesbild.organisations.models import Municipality, Organisation, User
from lagesbild.organisations.roles import COORDINATOR, REPORTER
from tests.website import site_drawing as drawing
from tests.website.editor_forms import MODELS
from tests.website.reading import Form

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]

EDITED = (Programme, Goal, Indicator, Action, Organisation)
ALL = (*EDITED, GoalAssessment)
DRAFT, PUBLISH = {}, {"action-publish": "1"}
# Made by a script in the browser.
BLOCKS = {"levels-count": "0", "wordings-count": "0"}


@pytest.fixture
def everything(db, settings, tmp_path):
    """One of each, and nothing else; drawn so that each has children."""
    settings.FIGURES = tmp_path / "none.duckdb"
    board = drawing.organisation("Nämnden")
    goal = drawing.goal("Ren luft", drawing.programme("Programmet"), text_sv="Luften ska vara ren.")
    goal.responsibilities.create(organisation=board, role="follow_up")
    goal.save()
    noise = drawing.indicator("Buller", goal, references=[("Riktvärde", 55)], breaks=[(2018, "Ny metod")])
    return {
        Programme: goal.programme,
        Goal: goal,
        Indicator: noise,
        Action: drawing.action("Träd", goal, by=board),
        Organisation: board,
        GoalAssessment: drawing.assessment(goal, 3),
    }


def log_in(client, role: str):
    user = User.objects.create_user(f"en-{role}", password="x")
    user.groups.set([Group.objects.get(name=role)])
    user.organisations.set(Organisation.objects.all())
    client.force_login(user)
    return client


@pytest.fixture
def coordinator(client):
    return log_in(client, COORDINATOR)


@pytest.fixture
def administrator(client):
    client.force_login(User.objects.create_superuser("en-administratör"))
    return client


def address(model, page: str, thing=None) -> str:
    return reverse(model.snippet_viewset.get_url_name(page), args=[thing.pk] if thing else [])


def form(client, where: str) -> dict[str, list[str]]:
    """The editor's own form as a browser would send it."""
    return BLOCKS | Form(client.get(where).content.decode(), "w-editor-form").fields


def edit(client, thing, action=DRAFT, **fields):
    where = address(type(thing), "edit", thing)
    return client.post(where, {**form(client, where), **fields, **action})


def add(client, model, action=PUBLISH, **fields):
    where = address(model, "add")
    return client.post(where, {**form(client, where), **fields, **action})


def child(prefix: str, *rows: dict) -> dict:
    """The fields of the children in a form: ``child("breaks", {"year": 2018})``."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        filled = {"id": "", "ORDER": number + 1, "DELETE": "", **row}
        fields |= {f"{prefix}-{number}-{name}": value for name, value in filled.items()}
    return fields


def without(prefix: str) -> dict:
    """The field that takes away the first child there is."""
    return {f"{prefix}-0-DELETE": "1"}


def public(client, thing) -> str:
    client.logout()
    answer = client.get(thing.get_absolute_url(), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def errors(answer) -> str:
    """A form that was refused comes back with its errors; a fault would be another status."""
    assert answer.status_code == 200
    return answer.content.decode()


# --- Every page of the editor -----------------------------------------------------------------------------


@pytest.mark.parametrize("model", ALL)
@pytest.mark.parametrize("page", ["list", "add", "edit", "copy", "history", "usage"])
def test_every_page_of_every_kind_answers_a_coordinator(coordinator, everything, model, page):
    thing = None if page in ("list", "add") else everything[model]
    answer = coordinator.get(address(model, page, thing))

    assert answer.status_code == 200
    assert 'lang="sv"' in answer.content.decode()


def test_the_list_of_global_goals_and_their_form(coordinator):
    assert coordinator.get(address(GlobalGoal, "list")).status_code == 200
    assert coordinator.get(address(GlobalGoal, "edit", GlobalGoal.objects.get(number=6))).status_code == 200


@pytest.mark.parametrize("model", ALL)
def test_every_list_can_be_searched_sorted_and_taken_away(coordinator, everything, model):
    where = address(model, "list")

    assert coordinator.get(where, {"q": "luft"}).status_code == 200
    assert coordinator.get(where, {"ordering": "-_updated_at"}).status_code == 200


@pytest.mark.parametrize("model", [Goal, Indicator, Action])
def test_lists_are_taken_away_as_csv_and_excel(coordinator, everything, model):
    for ending in ("csv", "xlsx"):
        answer = coordinator.get(address(model, "list"), {"export": ending})
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_editor_speaks_swedish(coordinator, everything):
    page = coordinator.get(address(Goal, "edit", everything[Goal])).content.decode()

    for word in ("Spara utkast", "Publicera", "Vad som lovats", "Hur går det?", "Ansvariga"):
        assert word in page
    assert "Save draft" not in page


def test_the_menu_has_what_is_edited_and_no_tree_of_pages(coordinator):
    page = coordinator.get(reverse("wagtailadmin_home")).content.decode()

    assert "Barometern" in page and "Organisationer" in page
    assert '"explorer"' not in page


def test_the_editor_is_closed_to_those_not_logged_in(client, everything):
    for model in ALL:
        answer = client.get(address(model, "list"))
        assert answer.status_code == 302 and "/logga-in/" in answer["Location"]


# --- Drafts -----------------------------------------------------------------------------------------------


def test_a_reporters_draft_of_a_goal_is_not_public_until_a_coordinator_publishes(client, everything):
    goal = everything[Goal]
    six = GlobalGoal.objects.get(number=6)
    changed = {
        "name_sv": "Utkast till namn",
        "text_sv": "Utkast till text",
        "global_goals": [six.pk],
        **without("responsibilities"),
        **child("documents", {"title": "Utkast till dokument", "url": "https://exempel.se/"}),
    }
    assert edit(log_in(client, REPORTER), goal, PUBLISH, **changed).status_code == 302
    page = public(client, goal)
    assert "Utkast" not in page and "Nämnden" in page
    assert "Ren luft" not in client.get("/mal/6/").content.decode()

    goal.refresh_from_db()
    assert edit(log_in(client, COORDINATOR), goal, PUBLISH).status_code == 302
    page = public(client, goal)
    for told in ("Utkast till namn", "Utkast till text", "Utkast till dokument"):
        assert told in page
    assert 'id="ansvar"' not in page
    assert "Utkast till namn" in client.get("/mal/6/").content.decode()


def test_a_reporters_draft_of_an_indicator_is_not_public_until_a_coordinator_publishes(client, everything):
    one, goal = everything[Indicator], everything[Goal]
    one.responsibilities.create(organisation=everything[Organisation], role="follow_up")
    one.save()
    changed = {
        "definition_sv": "Utkast till definition",
        **child("reference_values", {"kind": "target", "label_sv": "Utkast till mål", "value": "40"}),
        **without("breaks"),
        **without("goal_links"),
    }
    assert edit(log_in(client, REPORTER), one, PUBLISH, **changed).status_code == 302
    page = public(client, one)
    assert "Utkast" not in page and "Riktvärde" in page and "Ny metod" in page
    assert "Buller" in public(client, goal)

    one.refresh_from_db()
    assert edit(log_in(client, COORDINATOR), one, PUBLISH).status_code == 302
    page = public(client, one)
    assert "Utkast till mål" in page and "Ny metod" not in page
    assert "/nyckeltal/buller/" not in public(client, goal)


def test_an_actions_goals_are_not_public_until_published(client, everything):
    action = everything[Action]
    assert edit(log_in(client, REPORTER), action, goals=[]).status_code == 302
    assert "Ren luft" in public(client, action)

    action.refresh_from_db()
    assert edit(log_in(client, COORDINATOR), action, PUBLISH).status_code == 302
    assert "Ren luft" not in public(client, action)


def test_a_reporters_new_action_waits_for_a_coordinator(client, everything):
    asked = {"name_sv": "Bin", "slug": "bin", **child("responsibilities"), **child("effects")}
    assert add(log_in(client, REPORTER), Action, PUBLISH, **asked).status_code == 302
    assert client.get("/atgarder/bin/").status_code == 404

    assert edit(log_in(client, COORDINATOR), Action.objects.get(slug="bin"), PUBLISH).status_code == 302
    assert client.get("/atgarder/bin/").status_code == 200


def test_a_reporters_assessment_waits_too(client, everything):
    goal = everything[Goal]
    asked = {"goal": goal.pk, "grade": "5", "assessed_on": "2026-11-23", "motivation_sv": "Utkast till dom"}
    assert add(log_in(client, REPORTER), GoalAssessment, PUBLISH, **asked).status_code == 302
    assert "Utkast till dom" not in public(client, goal)

    waiting = GoalAssessment.objects.get(grade=5)
    assert edit(log_in(client, COORDINATOR), waiting, PUBLISH).status_code == 302
    assert "Utkast till dom" in public(client, goal)


def test_the_history_lists_every_change_and_who_made_it(client, everything):
    goal = everything[Goal]
    edit(log_in(client, REPORTER), goal, name_sv="Ett")
    edit(log_in(client, COORDINATOR), goal, PUBLISH, name_sv="Två")
    page = client.get(address(Goal, "history", goal)).content.decode()

    assert f"en-{REPORTER}" in page and f"en-{COORDINATOR}" in page
    assert "Publicerad" in page


# --- Preview ----------------------------------------------------------------------------------------------


def preview(client, where: str, fields: dict) -> str:
    answer = client.post(where, fields)
    assert answer.json() == {"is_valid": True, "is_available": True}
    shown = client.get(where, {"mode": ""})
    assert shown.status_code == 200
    return shown.content.decode()


@pytest.mark.parametrize("model", EDITED)
def test_the_preview_is_the_public_page_with_what_is_not_saved(coordinator, everything, model):
    thing = everything[model]
    fields = form(coordinator, address(model, "edit", thing)) | {"name_sv": "Ännu osparat"}
    page = preview(coordinator, address(model, "preview_on_edit", thing), fields)

    assert re.search(r"<h1>.*Ännu osparat.*</h1>", page, re.DOTALL)
    assert "Ännu osparat" not in public(coordinator, thing)


@pytest.mark.parametrize("model", EDITED)
def test_the_preview_works_while_creating(coordinator, everything, model):
    fields = form(coordinator, address(model, "add")) | {"name_sv": "Helt nytt", "slug": "helt-nytt"}
    if model is Goal:
        fields |= {"programme": everything[Programme].pk, "parent": everything[Goal].pk}
    page = preview(coordinator, address(model, "preview_on_add"), fields)

    assert re.search(r"<h1>.*Helt nytt.*</h1>", page, re.DOTALL)
    assert "Buller" not in page and "Träd" not in page


def test_every_preview_is_a_view_that_is_there():
    assert all(callable(import_string(view)) for view in preview_views.values())


def test_the_preview_shows_children_that_are_not_saved(coordinator, everything):
    one = everything[Indicator]
    fields = form(coordinator, address(Indicator, "edit", one)) | child(
        "reference_values", {"kind": "limit", "label_sv": "Osparad gräns", "value": "60"}
    )
    assert "Osparad gräns" in preview(coordinator, address(Indicator, "preview_on_edit", one), fields)

    goal, board = everything[Goal], drawing.organisation("Styrelsen")
    fields = form(coordinator, address(Goal, "edit", goal)) | {"responsibilities-0-organisation": board.pk}
    page = preview(coordinator, address(Goal, "preview_on_edit", goal), fields)
    assert '<dd><a href="/ansvariga/styrelsen/">' in page and '<dd><a href="/ansvariga/namnden/">' not in page


def test_the_preview_of_a_global_goals_words_is_the_global_goals_page(coordinator, everything):
    goal = everything[Goal]
    goal.represents = GlobalGoal.objects.get(number=6)
    goal.save()
    fields = form(coordinator, address(Goal, "edit", goal)) | {"text_sv": "Osparade ord"}
    page = preview(coordinator, address(Goal, "preview_on_edit", goal), fields)

    assert "Globalt mål" in page and "Osparade ord" in page


def test_a_goal_that_has_never_been_published_can_be_previewed(coordinator, everything):
    draft = drawing.goal("Utkast", everything[Goal], live=False)
    fields = form(coordinator, address(Goal, "edit", draft))

    assert "Utkast" in preview(coordinator, address(Goal, "preview_on_edit", draft), fields)


# --- Addresses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", EDITED)
def test_a_changed_address_leads_on(coordinator, everything, model):
    thing = everything[model]
    before = thing.get_absolute_url()
    assert edit(coordinator, thing, PUBLISH, slug="ny-adress").status_code == 302
    coordinator.logout()

    answer = coordinator.get(before)
    assert (answer.status_code, answer["Location"]) == (301, before.replace(thing.slug, "ny-adress"))
    assert coordinator.get(answer["Location"]).status_code == 200


def test_an_address_changed_in_a_draft_moves_nothing(coordinator, everything):
    assert edit(coordinator, everything[Indicator], slug="ny-adress").status_code == 302

    assert coordinator.get("/nyckeltal/buller/").status_code == 200
    assert coordinator.get("/nyckeltal/ny-adress/").status_code == 404


# --- What is refused, and how -----------------------------------------------------------------------------


@pytest.mark.parametrize("model", EDITED)
def test_an_address_that_is_taken_is_an_error_on_the_form(coordinator, everything, model):
    fields = {"name_sv": "Till", "slug": everything[model].slug}
    if model is Goal:
        fields["programme"] = everything[Programme].pk

    assert "finns redan" in errors(add(coordinator, model, DRAFT, **fields))


@pytest.mark.parametrize("model", ALL)
@pytest.mark.parametrize("action", [DRAFT, PUBLISH], ids=["draft", "publish"])
def test_an_empty_form_is_no_fault(coordinator, everything, model, action):
    answer = add(coordinator, model, action)

    assert answer.status_code in (200, 302)
    assert coordinator.get(address(model, "list")).status_code == 200
    assert action == DRAFT or answer.status_code == 200


@pytest.mark.parametrize("model", EDITED)
def test_an_address_that_is_left_empty_is_made_of_the_name_even_in_a_draft(coordinator, everything, model):
    fields = {"programme": everything[Programme].pk} if model is Goal else {}
    answer = add(coordinator, model, DRAFT, name_sv="Utan adress", **fields)

    assert answer.status_code == 302
    assert model.objects.get(name_sv="Utan adress").slug == "utan-adress"


@pytest.mark.parametrize("model, changed", [(Goal, {"code": "134"}), (Indicator, {"code": "134"})])
def test_a_code_that_is_taken_is_an_error_on_the_form(coordinator, everything, model, changed):
    (drawing.goal if model is Goal else drawing.indicator)("Annat", code="134")

    assert "har redan det numret." in errors(edit(coordinator, everything[model], PUBLISH, **changed))


def test_two_goals_for_one_global_goal_is_an_error_on_the_form(coordinator, everything):
    drawing.goal("Annat", represents=GlobalGoal.objects.get(number=6))

    page = errors(edit(coordinator, everything[Goal], PUBLISH, represents="6"))
    assert "Programmet har redan en version av det globala målet." in page


@pytest.mark.parametrize(
    "model, prefix, row",
    [
        (Goal, "responsibilities", {"organisation": "board", "role": "follow_up"}),
        (Action, "responsibilities", {"organisation": "board", "role": "follow_up"}),
        (Indicator, "responsibilities", {"organisation": "board", "role": "follow_up"}),
        (Indicator, "breaks", {"year": "2018", "reason_sv": "Ny metod"}),
        (Indicator, "goal_links", {"goal": "goal", "role": "main"}),
    ],
)
def test_the_same_twice_is_an_error_on_the_form(coordinator, everything, model, prefix, row):
    named = {"board": everything[Organisation].pk, "goal": everything[Goal].pk}
    filled = {name: named.get(value, value) for name, value in row.items()}

    assert edit(coordinator, everything[model], DRAFT, **child(prefix, filled, filled)).status_code == 200


@pytest.mark.parametrize("chosen", [{"url": ""}, {"url": "inte en adress"}])
def test_a_document_without_file_or_address_is_an_error_on_the_form(coordinator, everything, chosen):
    fields = child("documents", {"title": "Program", "document": "", **chosen})

    assert edit(coordinator, everything[Goal], PUBLISH, **fields).status_code == 200


@pytest.mark.parametrize(
    "model, fields",
    [
        (Action, {"starts": "2026-02-01", "finishes": "2026-01-01"}),
        (Action, {"set_status": "cancelled", "finished_on": "2026-01-01"}),
        (Programme, {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}),
        (Indicator, {"decimals": "9"}),
        (Indicator, {"expected_month": "13"}),
        (Organisation, {"country": "Sverige"}),
    ],
)
def test_the_impossible_is_an_error_on_the_form(coordinator, everything, model, fields):
    assert edit(coordinator, everything[model], PUBLISH, **fields).status_code == 200


def test_a_goal_cannot_be_put_under_itself(coordinator, everything):
    goal = everything[Goal]

    assert "kan inte höra till sig självt" in errors(edit(coordinator, goal, PUBLISH, parent=goal.pk))


@pytest.mark.parametrize("model", [Programme, Goal, Organisation])
def test_what_others_rest_on_cannot_be_deleted_and_that_is_no_fault(administrator, everything, model):
    where = address(model, "delete", everything[model])

    assert administrator.get(where).status_code == 200
    assert administrator.post(where).status_code in (200, 302)
    assert model.objects.filter(pk=everything[model].pk).exists()


@pytest.mark.parametrize("model", [Indicator, Action, GoalAssessment])
def test_an_administrator_deletes_what_nothing_rests_on(administrator, everything, model):
    where = address(model, "delete", everything[model])

    assert administrator.get(where).status_code == 200
    assert administrator.post(where).status_code == 302
    assert not model.objects.exists()


@pytest.mark.parametrize("model", ALL)
def test_a_coordinator_unpublishes_and_never_deletes(coordinator, everything, model):
    assert coordinator.post(address(model, "delete", everything[model])).status_code == 302
    assert model.objects.filter(pk=everything[model].pk).exists()

    assert coordinator.get(address(model, "unpublish", everything[model])).status_code == 200
    assert coordinator.post(address(model, "unpublish", everything[model])).status_code == 302
    assert not model.objects.public().exists()


# --- How the site looks -----------------------------------------------------------------------------------


def looks(client, **fields):
    where = reverse("wagtailsettings:edit", args=["organisations", "municipality", Municipality.load().pk])
    return client.post(where, {**form(client, where), **fields})


def test_a_colour_too_light_to_read_is_refused_with_a_sentence(coordinator):
    answer = looks(coordinator, accent_colour="#FFCC00")

    assert "Färgen är för ljus: text i den går inte att läsa på vitt. Välj en mörkare." in errors(answer)


@pytest.mark.parametrize("colour", ["", "röd", "#12", "#GGGGGG"])
def test_a_colour_that_is_none_is_refused_with_a_sentence(coordinator, colour):
    page = errors(looks(coordinator, accent_colour=colour))

    assert "Skriv färgen som #" in page or "obligatorisk" in page


def test_a_darker_colour_is_on_the_site_at_once(coordinator):
    assert looks(coordinator, accent_colour="#7A1F3D", name="Nyköping").status_code == 302

    assert "--accent:#7A1F3D" in coordinator.get("/colours.css").content.decode()
    assert "Nyköping" in coordinator.get("/").content.decode()


# --- In a browser -----------------------------------------------------------------------------------------


def test_a_coordinator_logs_in_edits_and_publishes_in_a_browser(live, page):
    page.goto("/redigera/")
    page.fill("input[name=login]", "samordnare")
    page.fill("input[name=password]", live.passwords["samordnare"])
    page.click("button[type=submit]")
    page.wait_for_url("**/redigera/")

    page.goto("/redigera/snippets/barometer/indicator/")
    page.locator("main table a[href*='/edit/']").first.click()
    slug = page.input_value("input[name=slug]")
    page.fill("textarea[name=note_sv]", "Skrivet i en webbläsare.")
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("footer button[name=action-publish]").click()
    page.wait_for_url("**/redigera/snippets/barometer/indicator/")

    page.goto(f"/nyckeltal/{slug}/")
    assert "Skrivet i en webbläsare." in page.content()


# --- What cannot be so, and what is asked about -----------------------------------------------------------


def test_an_organisation_cannot_succeed_itself(coordinator, everything):
    board = everything[Organisation]
    heir = drawing.organisation("Efterföljaren", status="dissolved", successor=board)
    gone = {"status": "dissolved"}
    assert "kan inte efterträda sig själv" in errors(
        edit(coordinator, board, **gone, successor=str(board.pk))
    )
    assert "kan inte efterträda sig själv" in errors(edit(coordinator, board, **gone, successor=str(heir.pk)))


def test_an_action_cannot_be_finished_before_it_began(coordinator, everything):
    days = {"starts": "2024-03-01", "finishes": "", "finished_on": "2024-02-29"}
    assert "innan den började" in errors(edit(coordinator, everything[Action], **days))
    assert edit(coordinator, everything[Action], **days | {"finished_on": "2024-03-01"}).status_code == 302


def test_an_indicator_whose_values_come_by_form_needs_an_id(coordinator, everything):
    by_form = {"by_form": "on", "figure": ""}
    assert "till exempel EGET01" in errors(edit(coordinator, everything[Indicator], **by_form))
    assert edit(coordinator, everything[Indicator], **by_form | {"figure": "EGET01"}).status_code == 302


def test_a_draft_without_a_name_is_not_offered_and_takes_no_address(administrator, everything):
    add(administrator, Organisation, DRAFT, name_sv="")
    nameless = Organisation.objects.get(name_sv="")
    offered = administrator.get(reverse(Organisation.snippet_viewset.chooser_viewset.get_url_name("choose")))
    assert str(nameless.pk) not in re.findall(r"/chosen/(\d+)/", offered.content.decode())
    edit(administrator, nameless, name_sv="Kultur i väst")
    nameless.refresh_from_db()
    assert nameless.slug == "kultur-i-vast"


@pytest.mark.parametrize("kind, field", [(Action, "goals"), (Goal, "global_targets")])
def test_many_are_never_chosen_in_a_list_where_one_must_hold_a_key(coordinator, everything, kind, field):
    page = coordinator.get(address(kind, "edit", everything[kind])).content.decode()
    assert f'<choose-several data-name="{field}"' in page
    assert "<select multiple" not in re.sub(r'name="\w+" ', "", page)


def test_the_goal_above_is_chosen_in_the_programme_alone(coordinator, everything):
    other = drawing.goal("Långt bort", drawing.programme("Ett annat program"))
    choose = reverse(Goal.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    offered = coordinator.get(choose, {"programme": other.programme_id}).content.decode()
    assert "Långt bort" in offered and "Ren luft" not in offered
    assert "#id_programme" in coordinator.get(address(Goal, "add")).content.decode()


# --- Names that are the form's own ------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_field_takes_a_name_that_the_browsers_form_has_itself(administrator, model):
    """``form.method`` would be the field, and nothing could be saved by itself."""
    assert not OF_THE_FORM & set(form(administrator, address(model, "add")))
