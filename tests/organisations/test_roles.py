"""Who may do what, through the real editor."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupApprovalTask, WorkflowContentType
from wagtail.test.utils.form_data import querydict_from_html

from lagesbild.cooperation.models import Partnership
from lagesbild.organisations.models import Municipality, Organisation, User
from lagesbild.organisations.roles import (
    APPROVER,
    COORDINATOR,
    DESCRIPTIONS,
    INTERNATIONAL,
    READER,
    REPORTER,
    REVIEW,
    ROLES,
    ensure_roles,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return Organisation.objects.create(name_sv="Nämnden", slug="namnden", kind="board", live=True)


@pytest.fixture
def goal(example):
    from lagesbild.barometer.models import Goal

    goal = Goal.objects.get(code="SE.6")
    goal.responsibilities.create(organisation=Organisation.objects.first(), role="follow_up")
    goal.save()
    return goal


def logged_in(client, role: str, *units: Organisation):
    """Somebody who acts for ``units``, or for every organisation."""
    user = User.objects.create_user(f"en-{role}", password="x")
    user.groups.set([Group.objects.get(name=role)])
    user.organisations.set(units or Organisation.objects.all())
    client.force_login(user)
    return client


def edit(client, thing, **fields):
    """Post the editor's own form for ``thing``, as a browser would send it, with ``fields`` changed."""
    address = reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    posted = querydict_from_html(client.get(address).content.decode(), form_id="w-editor-form")
    return client.post(address, {**dict(posted.lists()), **fields})


def test_a_coordinator_publishes(client, organisation):
    answer = edit(
        logged_in(client, COORDINATOR), organisation, name_sv="Nya nämnden", **{"action-publish": "1"}
    )
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert organisation.name_sv == "Nya nämnden"
    assert not organisation.has_unpublished_changes


@pytest.mark.parametrize("role, published", [(INTERNATIONAL, True), (REPORTER, False)])
def test_the_register_is_kept_by_the_international_coordinator(client, organisation, role, published):
    unit = Organisation.objects.create(name_sv="Enheten", slug="enheten", live=True)
    partnership = Partnership.objects.create(name_sv="Kuopio", slug="kuopio")
    partnership.responsibilities.create(organisation=unit, role="follow_up")
    partnership.save()
    partnership.responsibilities.create(organisation=organisation)
    edit(logged_in(client, role), partnership, name_sv="Kuopio stad", **{"action-publish": "1"})
    partnership.refresh_from_db()
    assert (partnership.name_sv == "Kuopio stad") is published


def test_a_reporter_cannot_publish_what_they_change(client, goal):
    answer = edit(logged_in(client, REPORTER), goal, name_sv="Renare vatten", **{"action-publish": "1"})
    assert answer.status_code == 302
    before = goal.name_sv
    goal.refresh_from_db()
    assert goal.name_sv == before != "Renare vatten"
    assert goal.has_unpublished_changes
    assert goal.latest_revision.as_object().name_sv == "Renare vatten"


def test_a_coordinator_publishes_the_same_change(client, goal):
    edit(logged_in(client, COORDINATOR), goal, name_sv="Renare vatten", **{"action-publish": "1"})
    goal.refresh_from_db()
    assert goal.name_sv == "Renare vatten"


def test_a_reporter_cannot_change_an_organisation(client, organisation):
    logged_in(client, REPORTER)
    address = reverse(organisation.snippet_viewset.get_url_name("edit"), args=[organisation.pk])
    answer = client.post(address, {"name_sv": "Min nämnd", "action-publish": "1"})
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert organisation.name_sv == "Nämnden"


@pytest.mark.parametrize(
    "role, may", [(COORDINATOR, True), (INTERNATIONAL, False), (REPORTER, False), (READER, False)]
)
def test_only_a_coordinator_changes_how_the_site_looks(client, role, may):
    address = reverse("wagtailsettings:edit", args=["organisations", "municipality", Municipality.load().pk])
    assert (logged_in(client, role).get(address).status_code == 200) is may


@pytest.mark.parametrize("role", list(ROLES))
def test_every_role_gets_into_the_editor(client, role):
    assert logged_in(client, role).get(reverse("wagtailadmin_home")).status_code == 200


def test_the_roles_are_made_by_the_migration_and_making_them_again_changes_nothing():
    before = {group.name: group.permissions.count() for group in Group.objects.filter(name__in=ROLES)}
    ensure_roles()
    assert before == {group.name: group.permissions.count() for group in Group.objects.filter(name__in=ROLES)}
    assert set(before) == {COORDINATOR, INTERNATIONAL, REPORTER, APPROVER, READER}


def test_every_role_is_told_of_in_plain_words():
    assert set(DESCRIPTIONS) == set(ROLES)


def test_a_draft_sent_for_review_waits_for_the_approver_too(client, goal):
    goal.name_sv = "Renare vatten"
    goal.save_revision()
    goal.get_workflow().start(goal, User.objects.create_user("nagon"))
    assert "Renare vatten" in logged_in(client, APPROVER).get("/redigera/").content.decode()


def test_a_right_that_a_municipality_adds_stays():
    reader = Group.objects.get(name=READER)
    reader.permissions.add(Permission.objects.get(codename="add_goal"))
    ensure_roles()
    assert reader.permissions.filter(codename="add_goal").exists()


def test_a_right_that_a_municipality_takes_away_stays_away():
    coordinator = Group.objects.get(name=COORDINATOR)
    coordinator.permissions.remove(Permission.objects.get(codename="approve_item"))
    coordinator.collection_permissions.all().delete()
    GroupApprovalTask.objects.get(name=REVIEW).groups.remove(coordinator)
    WorkflowContentType.objects.filter(workflow__name=REVIEW).delete()
    ensure_roles()
    assert not coordinator.permissions.filter(codename="approve_item").exists()
    assert not coordinator.collection_permissions.exists()
    assert not coordinator.groupapprovaltask_set.exists()
    assert not WorkflowContentType.objects.filter(workflow__name=REVIEW).exists()


def test_a_role_that_is_there_gets_what_is_new_to_it_and_nothing_else():
    reader = Group.objects.get(name=READER)
    reader.permissions.remove(Permission.objects.get(codename="view_goal"))
    before = set(reader.permissions.values_list("codename", flat=True))
    ensure_roles(new={READER: {"barometer.action": ("change",)}})
    assert set(reader.permissions.values_list("codename", flat=True)) == before | {"change_action"}


def test_a_role_that_is_missing_is_made_with_all_its_rights():
    rights = set(Group.objects.get(name=APPROVER).permissions.values_list("codename", flat=True))
    Group.objects.get(name=APPROVER).delete()
    ensure_roles()
    approver = Group.objects.get(name=APPROVER)
    assert set(approver.permissions.values_list("codename", flat=True)) == rights
    assert approver.groupapprovaltask_set.exists()


def test_a_reporter_sends_a_draft_for_review_and_it_waits_for_the_coordinator(client, goal):
    answer = edit(logged_in(client, REPORTER), goal, name_sv="Renare vatten", **{"action-submit": "1"})
    assert answer.status_code == 302
    goal.refresh_from_db()
    assert goal.current_workflow_state.workflow.name == REVIEW
    waiting = logged_in(client, COORDINATOR).get("/redigera/").content.decode()
    assert "Renare vatten" in waiting


def test_what_the_coordinator_approves_is_published(client, goal):
    edit(logged_in(client, REPORTER), goal, name_sv="Renare vatten", **{"action-submit": "1"})
    goal.refresh_from_db()
    coordinator = User.objects.create_user("granskare", password="x")
    coordinator.groups.set([Group.objects.get(name=COORDINATOR)])
    goal.current_workflow_task_state.approve(user=coordinator)
    goal.refresh_from_db()
    assert goal.name_sv == "Renare vatten"
