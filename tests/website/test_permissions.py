"""Every role × every staff address × GET and POST, against the tables below. An address without a row is a failure.

In the editor the suite asks, for every role and kind, one of the addresses that each right opens, in turn: all of them
are some 4,500 requests, and ``make bench-permissions`` asks them.
"""

import os
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from wagtail import hooks
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    ExchangeRate,
    FocusArea,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
    Theme,
)
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.roles import APPROVER, COORDINATOR, INTERNATIONAL, READER, REPORTER
from lagesbild.reporting.findings import Finding, FindingKind
from lagesbild.reporting.models import Item, ReportedValue, Round
from lagesbild.reporting.rounds import close_round
from lagesbild.website import urls as website_urls
from lagesbild.website.work import findings
from tests.reporting.drawing import NOW, item, open_round, person
from tests.website import site_drawing as drawing

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.long]

ROLES = {
    "anon": None,
    "reader": READER,
    "reporter": REPORTER,
    "approver": APPROVER,
    "internat": INTERNATIONAL,
    "coord": COORDINATOR,
    "admin": "",
}
UNKNOWN = 999_999

# in: asked to log in, or to show once more that it is them; ok: let through; 403 and 404: not for them, and does not exist for them; 405: not that method.
# An item, a history and a finding are asked for twice: what the reporter answers for, and what somebody else does.
WORK = """
address                 method  anon  reader  reporter  approver  internat  coord  admin
my_work                 GET     in    ok      ok        ok        ok        ok     ok
my_work                 POST    in    405     405       405       405       405    405
item/own                GET     in    404     ok        404       404       404    404
item/own                POST    in    404     ok        404       404       404    404
item/other              GET     in    404     404       404       404       404    404
item/other              POST    in    404     404       404       404       404    404
save_item/own           GET     405   405     405       405       405       405    405
save_item/own           POST    in    404     ok        404       404       404    404
save_item/other         GET     405   405     405       405       405       405    405
save_item/other         POST    in    404     404       404       404       404    404
work_workbook           GET     in    ok      ok        ok        ok        ok     ok
work_workbook           POST    in    405     405       405       405       405    405
work_upload             GET     in    ok      ok        ok        ok        ok     ok
work_upload             POST    in    403     ok        403       403       403    403
rounds                  GET     in    ok      403       ok        ok        ok     ok
rounds                  POST    in    405     403       405       405       405    405
round_new               GET     in    403     403       403       403       ok     ok
round_new               POST    in    403     403       403       403       ok     ok
round                   GET     in    ok      403       ok        ok        ok     ok
round                   POST    in    405     403       405       405       405    405
round_edit              GET     in    403     403       403       403       ok     ok
round_edit              POST    in    403     403       403       403       ok     ok
round_open              GET     in    403     403       403       403       405    405
round_open              POST    in    403     403       403       403       ok     ok
round_close             GET     in    403     403       403       403       ok     ok
round_close             POST    in    403     403       403       403       ok     ok
round_record            GET     in    ok      403       ok        ok        ok     ok
round_record            POST    in    405     403       405       405       405    405
round_record_file       GET     in    ok      403       ok        ok        ok     ok
round_record_file       POST    in    405     403       405       405       405    405
board_file              GET     in    ok      403       ok        ok        ok     ok
board_file              POST    in    405     403       405       405       405    405
findings                GET     in    ok      ok        ok        ok        ok     ok
findings                POST    in    405     405       405       405       405    405
finding/own             GET     in    ok      ok        ok        ok        ok     ok
finding/own             POST    in    403     ok        403       403       ok     ok
finding/other           GET     in    ok      404       ok        ok        ok     ok
finding/other           POST    in    403     404       403       403       ok     ok
review                  GET     in    403     403       ok        403       ok     ok
review                  POST    in    403     403       ok        403       ok     ok
review_item             GET     in    ok      403       ok        ok        ok     ok
review_item/godkann     POST    in    403     403       ok        403       ok     ok
review_item/tillbaka    POST    in    403     403       ok        403       ok     ok
review_item/flytta      POST    in    403     403       403       403       ok     ok
correct                 GET     in    403     403       ok        403       ok     ok
correct                 POST    in    403     403       ok        403       ok     ok
history/own             GET     in    ok      ok        ok        ok        ok     ok
history/own             POST    in    405     405       405       405       405    405
history/other           GET     in    ok      404       ok        ok        ok     ok
history/value           GET     in    ok      404       ok        ok        ok     ok
restore/own             GET     in    405     405       405       405       405    405
restore/own             POST    in    403     ok        403       ok        ok     ok
restore/other           POST    in    403     404       403       ok        ok     ok
roles                   GET     in    ok      ok        ok        ok        ok     ok
programme_paste         GET     in    403     403       403       403       ok     ok
programme_paste         POST    in    403     403       403       403       ok     ok
indicator_paste         GET     in    403     403       403       403       ok     ok
indicator_paste         POST    in    403     403       403       403       ok     ok
programme_publish       GET     in    403     403       403       403       ok     ok
programme_publish       POST    in    403     403       403       403       ok     ok
people                  GET     in    403     403       403       403       ok     ok
people                  POST    in    403     403       403       403       405    405
person_new              GET     in    403     403       403       403       ok     ok
person_new              POST    in    403     403       403       403       ok     ok
people_paste            GET     in    403     403       403       403       ok     ok
people_paste            POST    in    403     403       403       403       ok     ok
people_invite           GET     in    403     403       403       403       405    405
people_invite           POST    in    403     403       403       403       ok     ok
person/reporter         GET     in    403     403       403       403       ok     ok
person/reporter         POST    in    403     403       403       403       ok     ok
person/admin            GET     in    403     403       403       403       403    ok
person/admin            POST    in    403     403       403       403       403    ok
person_without_app/reporter GET  in   403     403       403       403       405    405
person_without_app/reporter POST in   403     403       403       403       403    ok
person_without_app/admin POST    in   403     403       403       403       403    ok
mfa_index               GET     in    ok      ok        ok        ok        ok     ok
mfa_index               POST    in    405     405       405       405       405    405
mfa_activate_totp       GET     in    in      in        in        in        in     in
mfa_activate_totp       POST    in    in      in        in        in        in     in
mfa_deactivate_totp     GET     in    404     404       404       404       404    404
mfa_deactivate_totp     POST    in    404     404       404       404       404    404
mfa_view_recovery_codes GET     in    404     404       404       404       404    404
mfa_view_recovery_codes POST    in    405     405       405       405       405    405
mfa_generate_recovery_codes GET in    in      in        in        in        in     in
mfa_generate_recovery_codes POST in   in      in        in        in        in     in
begin_who               GET     in    403     403       403       403       ok     ok
begin_who               POST    in    403     403       403       403       ok     ok
begin_kit               GET     in    403     403       403       403       ok     ok
begin_kit               POST    in    403     403       403       403       ok     ok
begin_fetch             GET     in    403     403       403       403       ok     ok
begin_fetch             POST    in    403     403       403       403       ok     ok
begin_publish           GET     in    403     403       403       403       ok     ok
begin_publish           POST    in    403     403       403       403       ok     ok
letters                 GET     in    403     403       403       403       ok     ok
letters                 POST    in    403     403       403       403       405    405
synchronised            GET     in    ok      403       ok        ok        ok     ok
synchronised            POST    in    405     403       405       405       405    405
synchronised_on         GET     in    404     403       404       404       404    404
"""

# What each role may do with each kind of thing in the editor: s see its list and history, a add, c change, p publish,
# l lock, d delete. A reporter's rights are to what their organisation answers for ("reporter"), not to the rest
# ("other").
EDITOR = """
kind                anon  reader  reporter  other  approver  internat  coord  admin
goal                -     s       sac       -      sp        sac       sacpl  sacpld
goalassessment      -     s       sac       -      sp        sac       sacp   sacpld
indicator           -     s       sac       -      sp        s         sacpl  sacpld
action              -     s       sac       -      sp        sac       sacpl  sacpld
programme           -     s       s         s      s         s         sacpl  sacpld
organisation        -     s       s         s      s         sacpl     sacpl  sacpld
partnership         -     s       sac       -      -         sacpl     sacpl  sacpld
exchange            -     s       sac       -      -         sacpl     sacpl  sacpld
project             -     s       sac       -      -         sacpl     sacpl  sacpld
lesson              -     s       sac       -      -         sacpl     sacpl  sacpld
application         -     s       -         -      -         sacpl     sacpl  sacpld
grant               -     s       -         -      -         sacpl     sacpl  sacpld
fundingprogramme    -     s       -         -      -         sacpl     sacpl  sacpld
call                -     s       -         -      -         sacpl     sacpl  sacpld
theme               -     s       -         -      -         sac       sac    sacpld
focusarea           -     s       -         -      -         sac       sac    sacpld
exchangerate        -     s       -         -      -         sac       sac    sacpld
globalgoal          -     -       -         -      -         -         sc     sacpld
"""

# The right that opens each address of a kind; "-" is one that nothing in the drawing answers to.
NEEDS = """
address                       right
list                          s
list_results                  s
add                           a
copy                          a
edit                          c
delete                        d
usage                         c
history                       c
history_results               c
preview_on_add                a
preview_on_edit               c
revisions_view                c
revisions_revert              c
revisions_compare             c
revisions_unschedule          p
unpublish                     p
lock                          l
unlock                        l
workflow_action               -
collect_workflow_action_data  -
confirm_workflow_cancellation p
workflow_history              c
workflow_history_detail       -
workflow_preview              -
check                         s
"""
POST_NEEDS = {"check": "c"}
"""What is only looked at with one right, and changed with another: a rule that a person judges."""


def rows(table: str) -> list[dict[str, str]]:
    head, *lines = (line.split() for line in table.strip().splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]


class World:
    """Everything twice: "own" is what organisation A answers for, "other" what B does."""

    def __init__(self):
        drawing.home()
        self.a, self.b = drawing.organisation("Nämnd A"), drawing.organisation("Nämnd B")
        self.round = open_round()
        self.things = {"own": self._things("A", self.a), "other": self._things("B", self.b)}
        own = self.things["own"]
        self.draft = Round.objects.create(
            name="Nästa", year=2027, opens_on=date(2027, 1, 1), closes_on=date(2027, 2, 1)
        )
        self.closed = open_round(name="Förra")
        close_round(self.closed.pk, by=person("den-som-stangde"), at=NOW)
        good = {"grade": "2", "motivation_sv": "Så", "comment": ""}
        handed = {
            "round": self.round,
            "organisation": self.b,
            "version": 1,
            "content": good,
            "changed_at": NOW,
        }
        third, fourth = drawing.goal("Handen A"), drawing.goal("Godkänd A")
        self.items = {
            "own": item(round=self.round, goal=own["goal"], organisation=self.a),
            "other": item(round=self.round, goal=self.things["other"]["goal"], organisation=self.b),
            "handed_in": item(goal=third, status=Item.Status.SUBMITTED, **handed),
            "approved": item(goal=fourth, status=Item.Status.APPROVED, **handed),
        }
        self.others = {"reporter": person("nagon", self.b), "admin": person("hogst")}
        type(self.others["admin"]).objects.filter(pk=self.others["admin"].pk).update(is_superuser=True)
        self.value = ReportedValue.objects.create(
            indicator=self.things["other"]["indicator"], area="0680", period="2025", value=1, approved_at=NOW
        )

    def _things(self, name: str, unit) -> dict:
        goal = drawing.goal(f"Mål {name}")
        made = {"goal": goal, "programme": goal.programme, "organisation": unit}
        made["indicator"] = drawing.indicator(f"Nyckeltal {name}", goal)
        made["action"] = drawing.action(f"Åtgärd {name}", goal)
        made["goalassessment"] = drawing.assessment(goal, 2)
        for model, kind in ((Partnership, "partnership"), (Project, "project")):
            made[kind] = model.objects.create(name_sv=f"{kind} {name}", slug=f"{kind}-{name}".lower())
        for kind in ("goal", "indicator", "action", "partnership", "project"):
            made[kind].responsibilities.create(organisation=unit)
            made[kind].save()
        made |= _hung_on(made, name)
        for thing in made.values():
            if hasattr(thing, "save_revision"):
                thing.save_revision(clean=False)
        return made

    def person(self, role: str):
        made = person(f"en-{role}")
        made.organisations.add(self.a)
        made.is_superuser = role == "admin"
        made.save()
        if ROLES[role]:
            made.groups.add(Group.objects.get(name=ROLES[role]))
        return made


def _hung_on(made: dict, name: str) -> dict:
    """The register's other things, as short as they can be."""
    programme = FundingProgramme.objects.create(name_sv=f"Program {name}", funder=made["organisation"])
    call = Call.objects.create(name_sv=f"Utlysning {name}", programme=programme)
    return {
        "exchange": Exchange.objects.create(
            name_sv=f"Besök {name}", slug=f"besok-{name}".lower(), partnership=made["partnership"],
            starts=date(2026, 1, 1),
        ),
        "lesson": Lesson.objects.create(
            title_sv=f"Lärdom {name}", project=made["project"], noted_on=date(2026, 1, 1)
        ),
        "fundingprogramme": programme,
        "call": call,
        "application": Application.objects.create(name_sv=f"Ansökan {name}", call=call),
        "grant": Grant.objects.create(project=made["project"], programme=programme, value=1),
        "theme": Theme.objects.create(name_sv=f"Tema {name}"),
        "focusarea": FocusArea.objects.create(name_sv=f"Område {name}"),
        "exchangerate": ExchangeRate.objects.create(
            currency="EUR", on=date(2026, 1, 1 + (name == "A")), kronor=11
        ),
        "globalgoal": GlobalGoal.objects.order_by("number")[name == "A"],
    }  # fmt: skip


@contextmanager
def undrawn() -> Iterator[None]:
    """Pages of the editor are answered and not drawn, which takes two thirds of the time and gives no right."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SimpleTemplateResponse, "rendered_content", "")
        yield


def outcome(client, method: str, address: str, sent: dict, *, draws: bool = True) -> str:
    """What the table calls the answer. What the request changed is undone."""
    with transaction.atomic(), nullcontext() if draws else undrawn():
        answer = client.post(address, sent) if method == "POST" else client.get(address)
        transaction.set_rollback(True)
    where = answer.headers.get("Location", "")
    if answer.status_code == 302 and "/logga-in/" in where:
        return "in"
    if answer.status_code == 302 and where == reverse("wagtailadmin_home"):
        return "403"
    return "ok" if answer.status_code in (200, 302, 409, 422) else str(answer.status_code)


# --- /arbete/ ---------------------------------------------------------------------------------------------


def work_address(world: World, name: str, keys: dict[str, str]) -> tuple[str, dict]:
    """The address that a row of WORK is about, and what is posted to it."""
    name, _slash, which = name.partition("/")
    handed_in = world.items["handed_in"]
    goal = world.things.get(which, {}).get("goal")
    arguments = {
        "item": lambda: [world.items[which].pk],
        "save_item": lambda: [world.items[which].pk],
        "round": lambda: [world.round.pk],
        "round_edit": lambda: [world.draft.pk],
        "round_open": lambda: [world.draft.pk],
        "round_close": lambda: [world.round.pk],
        "round_record": lambda: [world.closed.pk],
        "round_record_file": lambda: [world.closed.pk],
        "board_file": lambda: [world.round.pk, "csv"],
        "finding": lambda: [keys[which]],
        "programme_publish": lambda: [world.things["own"]["programme"].pk],
        "person": lambda: [world.others[which].pk],
        "person_without_app": lambda: [world.others[which].pk],
        "review_item": lambda: [handed_in.pk],
        "correct": lambda: [world.items["approved"].pk],
        "history": lambda: ["varde", world.value.pk] if which == "value" else ["mal", goal.pk],
        "restore": lambda: ["mal", goal.pk],
        "synchronised_on": lambda: ["finns-inte"],
    }
    sent = {
        "review_item": {"gor": which, "version": 1, "fraga": "Hur?"},
        "item": {"gor": "spara", "motivation_sv": "Min", "version": 0},
        "save_item": {"motivation_sv": "Min", "version": 0},
        "restore": {"version": goal.latest_revision_id if goal else ""},
    }
    return reverse(name, args=arguments.get(name, list)()), sent.get(name, {})


@pytest.fixture
def keys(world, monkeypatch) -> dict[str, str]:
    """The guard has found one thing in what A answers for, and one in what B does."""
    made = [
        Finding(list(FindingKind)[0], key, key, "/", owner, key, key)
        for key, owner in (("own", world.a), ("other", world.b))
    ]
    monkeypatch.setattr(findings, "findings", lambda today: made)
    return {"own": made[0].key, "other": made[1].key}


@pytest.mark.parametrize("role", ROLES)
def test_every_work_page_lets_in_whom_the_table_says(world, keys, client, role):
    if ROLES[role] is not None:
        client.force_login(world.person(role))
    found = {}
    for row in rows(WORK):
        address, sent = work_address(world, row["address"], keys)
        found[row["address"], row["method"]] = outcome(client, row["method"], address, sent)
    told = {(row["address"], row["method"]): row[role] for row in rows(WORK)}
    assert {key: (found[key], told[key]) for key in told if found[key] != told[key]} == {}


def test_every_work_address_has_a_row():
    there = {one.name for one in website_urls.urlpatterns if str(one.pattern).startswith("arbete/")}
    assert there == {row["address"].partition("/")[0] for row in rows(WORK)}


# --- The editor -------------------------------------------------------------------------------------------

# Wagtail reads a stream of blocks only from a form that says how many there are.
COLUMNS = [*ROLES, "other"]
EMPTY_FORM = {"levels-count": "0", "wordings-count": "0"}
EVERY_ADDRESS = os.environ.get("LAGESBILD_PERMISSIONS") == "every"
VIEWSETS = {model._meta.model_name: model.snippet_viewset for model in get_snippet_models()}


def editor_addresses(kind: str, thing) -> dict[str, tuple[str, bool]]:
    """Name → (address, whether it is about the one thing) of everything the editor has for a kind."""
    named = {
        "pk": thing.pk,
        "revision_id": getattr(thing, "latest_revision_id", None) or UNKNOWN,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": UNKNOWN,
        "workflow_state_id": UNKNOWN,
        "task_id": UNKNOWN,
    }
    made = {}
    for one in VIEWSETS[kind].get_urlpatterns():
        wanted = [*one.pattern.converters, *one.pattern.regex.groupindex]
        arguments = {name: named[name] for name in dict.fromkeys(wanted)}
        made[one.name] = (reverse(VIEWSETS[kind].get_url_name(one.name), kwargs=arguments), "pk" in arguments)
    return made


def leant_on(thing) -> bool:
    """What others lean on is deleted by nobody: its page of deletion says what they are, and that is all."""
    return ReferenceIndex.get_grouped_references_to(thing).is_protected


def asked_in_turn(addresses: dict, turn: int) -> dict:
    """Of the addresses that a right opens the one whose turn it is; every address where all are asked."""
    if EVERY_ADDRESS:
        return addresses
    opened_by: dict[str, list[str]] = defaultdict(list)
    for row in rows(NEEDS):
        if row["address"] in addresses:
            opened_by[row["right"]].append(row["address"])
    return {name: addresses[name] for names in opened_by.values() for name in [names[turn % len(names)]]}


@pytest.mark.parametrize("column", COLUMNS)
def test_the_editor_opens_what_the_table_says(world, client, column):
    role = "reporter" if column == "other" else column
    if ROLES[role] is not None:
        client.force_login(world.person(role))
    needs = {row["address"]: row["right"] for row in rows(NEEDS)}
    wrong = []
    for number, row in enumerate(rows(EDITOR)):
        # Where all are asked, every address is drawn for every role, and for every kind, once at least.
        turn = number + COLUMNS.index(column)
        thing = world.things["other" if column == "other" else "own"][row["kind"]]
        addresses = editor_addresses(row["kind"], thing)
        if column == "other":
            addresses = {name: about for name, about in addresses.items() if about[1]}
        for name, (address, _about_one) in asked_in_turn(addresses, turn).items():
            for method in ("GET", "POST"):
                right = POST_NEEDS.get(name, needs[name]) if method == "POST" else needs[name]
                may = right in row[column].replace("-", "")
                answer = outcome(client, method, address, EMPTY_FORM, draws=turn % 4 == 0)
                lets_in = (
                    {"403"} if (name, method) == ("delete", "POST") and leant_on(thing) else {"ok", "405"}
                )
                if answer not in (lets_in if may else {"in", "403", "404", "405"}):
                    wrong.append(f"{column} {method} {row['kind']} {name}: {answer}, may: {may}")
    assert not wrong, "\n".join(wrong)


def test_every_address_of_a_kind_is_asked_by_some_role(world):
    for number, row in enumerate(rows(EDITOR)):
        addresses = editor_addresses(row["kind"], world.things["own"][row["kind"]])
        by_role = [asked_in_turn(addresses, number + place) for place in range(len(COLUMNS))]
        alike = max(Counter(row["right"] for row in rows(NEEDS) if row["address"] in addresses).values())
        assert len({name for asked in by_role for name in asked}) >= len(addresses) - max(
            0, alike - len(COLUMNS)
        )


def test_every_kind_and_every_address_of_it_has_a_row(world):
    assert set(VIEWSETS) == {row["kind"] for row in rows(EDITOR)}
    there = {name for kind in VIEWSETS for name in editor_addresses(kind, world.things["own"][kind])}
    assert there == {row["address"] for row in rows(NEEDS)}


@pytest.mark.parametrize(
    "kind", ["goal", "goalassessment", "indicator", "action", "partnership", "exchange", "project", "lesson"]
)
def test_a_reporters_list_shows_only_what_is_theirs(world, client, kind):
    client.force_login(world.person("reporter"))
    told = client.get(reverse(VIEWSETS[kind].get_url_name("list"))).content.decode()
    links = [
        reverse(VIEWSETS[kind].get_url_name("edit"), args=[world.things[of][kind].pk]) for of in world.things
    ]
    assert [link in told for link in links] == [True, False]


def test_a_reporters_own_new_draft_is_theirs_until_it_is_published(world, client):
    reporter = world.person("reporter")
    client.force_login(reporter)
    made = drawing.goal("Nytt mål", live=False)
    made.save_revision(user=reporter)
    where = reverse(VIEWSETS["goal"].get_url_name("edit"), args=[made.pk])
    assert client.get(where).status_code == 200
    made.latest_revision.publish()
    assert client.get(where).status_code == 404


# Our own pages in the editor.
PAGES = """
address                      anon  reader  reporter  approver  internat  coord  admin
cooperation_import           in    403     ok        403       ok        ok     ok
cooperation_import_template  in    403     ok        403       ok        ok     ok
cooperation_import_preview   in    403     404       403       404       404    404
cooperation_import_done      in    403     404       403       404       404    404
cooperation_import_aside     in    403     404       403       404       404    404
iati_report                  in    ok      403       403       ok        ok     ok
horizon_scan                 in    403     403       403       ok        ok     ok
send_table                   in    403     403       403       403       ok     ok
sent_table                   in    403     403       403       403       404    404
editor_search                in    ok      ok        ok        ok        ok     ok
"""


def own_pages() -> dict[str, list]:
    """Name → arguments of every page in the editor that is ours, except those of the kinds above."""
    made = {}
    for ours in hooks.get_hooks("register_admin_urls"):
        for one in ours():
            module = getattr(getattr(one, "callback", None), "__module__", "")
            if module.startswith("lagesbild."):
                made[one.name] = [uuid.uuid4() for _name in one.pattern.converters]
    return made


@pytest.mark.parametrize("role", ROLES)
def test_our_own_pages_in_the_editor(world, client, role):
    if ROLES[role] is not None:
        client.force_login(world.person(role))
    told = {row["address"]: row[role] for row in rows(PAGES)}
    pages = own_pages()
    assert set(pages) == set(told)
    found = {name: outcome(client, "GET", reverse(name, args=pages[name]), {}) for name in told}
    assert found == told
    posted = {name: outcome(client, "POST", reverse(name, args=pages[name]), {}) for name in told}
    assert {name for name in told if told[name] != "ok" and posted[name] == "ok"} == set()
