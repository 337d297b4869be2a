"""What stands before an answer: what is public, what the form begins with, and the figure to compare with."""

from datetime import date
from decimal import Decimal

import pytest

from lagesbild.barometer.models import Action, GoalAssessment, Indicator
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.earlier import beginning, earlier, last_value, problems, unchanged
from lagesbild.reporting.models import ReportedValue
from tests.reporting.drawing import NOW, item

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)


def value_item(**years):
    lamps = Indicator.objects.create(name_sv="Lampor", slug="lampor", unit_sv="%", by_form=True, live=True)
    for period, value in years.items():
        ReportedValue.objects.create(
            indicator=lamps,
            area=Municipality.load().home_area,
            period=period.strip("y"),
            value=value and Decimal(value),
            missing="" if value else "-",
            source="Registret",
            approved_at=NOW,
        )
    return item(kind="value", goal=None, indicator=lamps)


def test_an_assessment_begins_empty_and_may_be_the_same_as_last_time():
    asked_item = item()
    assert earlier(asked_item) is None
    GoalAssessment.objects.create(
        goal=asked_item.goal, grade=2, assessed_on=date(2025, 1, 1), motivation_sv="Bra", live=True
    )
    GoalAssessment.objects.create(
        goal=asked_item.goal, grade=5, assessed_on=date(2026, 1, 1), motivation_sv="Utkast", live=False
    )
    assert beginning(asked_item, TODAY) == {}
    assert unchanged(asked_item, TODAY) == {"grade": "2", "motivation_sv": "Bra", "motivation_en": ""}


def test_the_same_as_last_time_of_an_action_has_a_status():
    lamps = Action.objects.create(name_sv="Lampor", slug="lampor", result_sv="Tio lampor", live=True)
    asked_item = item(kind="action", action=lamps)
    assert earlier(asked_item).content["status"] == str(lamps.status(TODAY))
    same = unchanged(asked_item, TODAY)
    assert (same["status"], same["result_sv"]) == (str(lamps.status(TODAY)), "Tio lampor")
    assert same["status"]


def test_a_value_begins_with_the_year_and_the_source():
    asked_item = value_item(y2024="70", y2025="77.1")
    assert beginning(asked_item, TODAY) == {"period": "2026", "source": "Registret"}
    assert earlier(asked_item).content["value"] == "77,1"


def test_the_figure_to_compare_with_is_the_latest_before_the_year():
    asked_item = value_item(y2024="70", y2025=None, y2026="80")
    assert last_value(asked_item, "2026") == 70
    assert last_value(asked_item, "2027") == 80
    assert problems(asked_item, {"period": "2026", "value": "0,7"}).keys() == {"confirmed"}
    assert problems(asked_item, {"period": "2026", "value": "71"}) == {}


def test_the_figure_to_compare_with_is_of_a_like_time_and_ordered_by_time():
    halves = {"2024-H1": "40", "2024-H2": "60", "2025-H1": "44"}
    asked_item = value_item(**halves)
    assert last_value(asked_item, "andra halvåret 2025") == 60
    assert last_value(asked_item, "2026-H1") == 44
    assert last_value(asked_item, "2026") is None
    assert earlier(asked_item).content["period"] == "2025-H1"


def test_where_an_action_stands_follows_from_its_dates_until_somebody_says():
    tree = Action.objects.create(name_sv="Träd", slug="trad", live=True, finishes=date(2026, 1, 1))
    asked_item = item(kind="action", goal=None, action=tree)
    assert beginning(asked_item, TODAY)["status"] == "late"


def test_a_text_begins_as_it_is_public_dated_today():
    asked_item = item(kind="text")
    asked_item.goal.status_sv, asked_item.goal.as_of = "<p>Bra <b>nu</b></p>", date(2025, 1, 1)
    assert beginning(asked_item, TODAY) == {"status_sv": "Bra **nu**", "status_en": "", "as_of": "2026-11-01"}
