"""The number that the database raises: by what shows on a public page, and by nothing else."""

import itertools
import json
import re
import subprocess
import sys
import uuid
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from lagesbild.barometer.models import Goal
from lagesbild.cooperation.models import ExchangeRate, Partnership
from lagesbild.framework.models import PublicNumber, SentForm
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.models import Step
from lagesbild.website.public_tables import are_laid, lay_triggers, public_tables, take_triggers_away
from tests.reporting.drawing import NOW, item, open_round, person
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db

NOT_ON_PAGES = {
    "django_session",
    "django_content_type",
    "django_site",
    "wagtailcore_site",
    "wagtailcore_page",
    "wagtailcore_locale",
    "wagtailcore_revision",
    "wagtailimages_rendition",
    "reporting_item",
    "sqlite_master",
}
"""What pages ask without showing it: where they lie, how a picture is cut, and of drafts and answers only what a
public thing points at."""


def number() -> int:
    return sum(PublicNumber.objects.values_list("number", flat=True))


def raised_by(change) -> bool:
    before = number()
    change()
    return number() > before


def published() -> Goal:
    return drawing.goal("Ren luft")


def draft() -> Goal:
    return drawing.goal("Utkast", live=False)


PUBLIC = {
    "a thing comes": lambda goal: drawing.goal("Rent vatten"),
    "its words change": lambda goal: Goal.objects.filter(pk=goal.pk).update(text_sv="Ny text"),
    "it is saved whole": lambda goal: goal.save(),
    "it is taken down": lambda goal: goal.unpublish(),
    "it is deleted": lambda goal: Goal.objects.filter(pk=goal.pk).delete(),
    "it is told where it belongs": lambda goal: Goal.global_goals.through.objects.create(
        goal=goal, globalgoal_id=13
    ),
    "what hangs on it changes": lambda goal: goal.responsibilities.create(
        organisation=drawing.organisation("Nämnd")
    ),
    "its draft is published": lambda goal: goal.save_revision().publish(),
    "a rate comes": lambda goal: ExchangeRate.objects.create(currency="EUR", on=date(2026, 1, 1), kronor=11),
    "the municipality changes": lambda goal: Municipality.load().save(),
    "something points at a file": lambda goal: ReferenceIndex.objects.create(
        content_type_id=1,
        base_content_type_id=1,
        object_id=str(goal.pk),
        to_content_type_id=1,
        to_object_id="1",
        model_path="document",
        content_path="document",
        content_path_hash=uuid.uuid4(),
    ),
    "many at once": lambda goal: Goal.objects.bulk_update([goal], ["order"]),
}
NOT_PUBLIC = {
    "a draft comes": lambda goal: draft(),
    "a draft of it is saved": lambda goal: goal.save_revision(),
    "it is locked": lambda goal: Goal.objects.filter(pk=goal.pk).update(locked=True),
    "somebody comes": lambda goal: person("nagon"),
    "somebody gets a role": lambda goal: person("annan").groups.add(Group.objects.first()),
    "a form is sent": lambda goal: SentForm.objects.create(
        key="4e54bb95-b7b6-4b6e-8d49-3a1d2c0f6a11", kind="x"
    ),
    "a round is opened": lambda goal: open_round(),
}


@pytest.mark.parametrize("name", PUBLIC)
def test_what_shows_on_a_page_raises_it(name):
    goal = published()
    assert raised_by(lambda: PUBLIC[name](goal))


def test_a_change_raises_the_number_of_its_table_alone():
    def numbers() -> dict[str, int]:
        return dict(PublicNumber.objects.values_list("table", "number"))

    goal = published()
    before = numbers()
    Goal.objects.filter(pk=goal.pk).update(text_sv="Ny")
    assert {table for table, of_table in numbers().items() if of_table > before[table]} == {"barometer_goal"}


@pytest.mark.parametrize("name", NOT_PUBLIC)
def test_what_shows_nowhere_leaves_it_alone(name):
    goal = published()
    goal.save_revision()
    assert not raised_by(lambda: NOT_PUBLIC[name](goal))


def test_an_answer_raises_it_when_it_is_approved_and_not_while_it_is_written():
    open_item = item(round=open_round(), goal=published(), organisation=drawing.organisation("Nämnd"))
    steps = itertools.count(1)

    def step(what: str):
        return lambda: Step.objects.create(item=open_item, number=next(steps), what=what, at=NOW)

    raised = {what: raised_by(step(what)) for what in Step.What.values}
    assert {what for what, is_raised in raised.items() if is_raised} == {"approved", "corrected"}


def test_they_are_taken_away_and_laid_anew():
    take_triggers_away(connection)
    assert not are_laid(connection) and not raised_by(published)
    lay_triggers(connection)
    lay_triggers(connection)
    assert are_laid(connection) and raised_by(draft_published)


def draft_published():
    draft().save_revision().publish()


def test_every_table_that_a_public_page_asks_is_watched(client, figures_of_all):
    watched, asked = {table.name for table in public_tables()}, {}
    for path in PAGES:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200, path
        for query in captured.captured_queries:
            for table in re.findall(r'(?:FROM|JOIN) "([a-z_]+)"', query["sql"]):
                asked.setdefault(table, path)
    unwatched = {table: path for table, path in asked.items() if table not in watched | NOT_ON_PAGES}
    assert not unwatched


PAGES = [
    "/", "/mal/", "/mal/13/", "/mal/17/", "/program/", "/nyckeltal/", "/atgarder/", "/ansvariga/",
    "/behover-uppmarksamhet/", "/sok/?q=luft", "/andringar/", "/feed/andringar/", "/samarbeten/", "/projekt/",
    "/samarbeten/forteckning/", "/samarbeten/rapport/2025/", "/samarbeten/utbyten/", "/samarbeten/lardomar/",
    "/samarbeten/natverk/", "/samarbeten/karta/", "/samarbeten/overvagt/", "/finansiering/",
    "/finansiering/utlysningar/", "/jamfor/?mal=13", "/api/v1/goals", "/api/v1/indicators", "/api/v1/partnerships",
]  # fmt: skip


@pytest.fixture
def figures_of_all(store, settings):
    settings.FIGURES = store("nyckeltal område 2021 2022 \n N1 0680 1 2")
    drawing.home()
    goal = published()
    drawing.indicator("Buller", goal, figure="N1")
    Partnership.objects.create(name_sv="Nätverk", slug="natverk", live=True)


# --- PostgreSQL -------------------------------------------------------------------------------------------

IN_POSTGRESQL = """
import django, json
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from lagesbild.barometer.models import Goal, Programme
from lagesbild.framework.models import PublicNumber
from lagesbild.website.public_tables import are_laid
number = lambda: PublicNumber.objects.get(table="barometer_goal").number
numbers = [are_laid(connection), number()]
with transaction.atomic():
    programme = Programme.objects.create(name_sv="P", slug="p", live=True)
    Goal.objects.bulk_create(Goal(name_sv=str(n), slug=str(n), programme=programme, live=True) for n in range(50))
    during = number()
numbers += [during, number()]
Goal.objects.create(name_sv="Utkast", slug="utkast", programme=programme, live=False)
numbers.append(number())
Goal.objects.filter(slug="1").update(locked=True)
numbers.append(number())
Goal.objects.filter(slug="1").update(name_sv="Ett")
numbers.append(number())
call_command("migrate", verbosity=0, interactive=False)
numbers.append(are_laid(connection))
print(json.dumps(numbers))
"""


def test_postgresql_raises_it_once_a_transaction(migrated_postgres, tmp_path):
    from tests.conftest import _environment

    settings = {"DJANGO_SETTINGS_MODULE": "lagesbild.config.settings"}
    environment = _environment(tmp_path, {"LAGESBILD_DATABASE": migrated_postgres, **settings})
    done = subprocess.run(
        [sys.executable, "-c", IN_POSTGRESQL], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    laid, first, during, after, draft_came, locked, renamed, laid_again = json.loads(
        done.stdout.splitlines()[-1]
    )
    assert laid and laid_again
    assert [during, after, draft_came, locked, renamed] == [first, first + 1, first + 1, first + 1, first + 2]
