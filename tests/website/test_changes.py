"""What has changed since the site was filled: of what was published anew, reported or judged, and nothing else."""

from datetime import date, timedelta

import pytest
from wagtail.models import ModelLogEntry

from lagesbild.barometer.models import Goal
from lagesbild.website.changes import changed_since_the_start
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db


def published(thing, *days_ago: int) -> None:
    """Publishes it once for each, so many days ago."""
    for ago in days_ago:
        thing.save_revision().publish()
        latest = ModelLogEntry.objects.filter(action="wagtail.publish").latest("pk")
        ModelLogEntry.objects.filter(pk=latest.pk).update(timestamp=latest.timestamp - timedelta(days=ago))


def latest() -> list[tuple[str, str]]:
    return [(change.what, change.name) for change in changed_since_the_start(5)]


def test_the_day_of_installation_is_no_change():
    published(drawing.goal("Ren luft"), 30)
    published(drawing.action("Träd"), 30)
    assert latest() == []


def test_what_is_published_anew_or_later_is_told_the_newest_first():
    published(drawing.goal("Ren luft"), 30, 5)
    published(drawing.indicator("Buller"), 30)
    published(drawing.action("Träd"), 3)
    assert latest() == [("Nytt", "Träd"), ("Ändrat", "Ren luft")]


def test_a_thing_is_told_once():
    published(drawing.goal("Ren luft"), 30, 5, 4, 3)
    assert latest() == [("Ändrat", "Ren luft")]


def test_what_is_no_longer_public_is_not_told():
    published(drawing.goal("Ren luft"), 30, 5)
    Goal.objects.update(live=False)
    assert latest() == []


def test_an_assessment_is_told_by_the_day_that_it_was_made():
    drawing.assessment(drawing.goal("Ren luft"), 4, date(2026, 3, 1))
    drawing.assessment(drawing.goal("Rent vatten"), 1, date(2026, 5, 1))
    assert [name for _what, name in latest()] == ["Rent vatten", "Ren luft"]
    assert latest()[1][0] == "Bedömning: Målet bedöms inte kunna uppnås"
