"""Addresses that never die, and what a save may move."""

import pytest
from django.db import models
from modelcluster.models import ClusterableModel

from lagesbild.barometer.models import Goal, Indicator, Programme, SeriesBreak
from lagesbild.framework.models import FormerAddress
from lagesbild.framework.publishing import Reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def noise():
    return Indicator.objects.create(name_sv="Buller", slug="buller")


def former() -> dict[str, str]:
    return {address.path: address.target.path for address in FormerAddress.objects.all()}


def rename(thing, slug: str) -> None:
    thing.slug = slug
    thing.save()


def test_a_page_that_has_not_moved_has_no_former_address(noise):
    noise.name_sv = "Ljud"
    noise.save()
    assert former() == {}


def test_every_former_address_leads_straight_to_the_present(noise):
    rename(noise, "ljud")
    rename(noise, "oljud")
    assert former() == {"/nyckeltal/buller/": "/nyckeltal/oljud/", "/nyckeltal/ljud/": "/nyckeltal/oljud/"}


def test_back_at_its_first_address_it_is_no_longer_former(noise):
    rename(noise, "ljud")
    rename(noise, "buller")
    assert former() == {"/nyckeltal/ljud/": "/nyckeltal/buller/"}


def test_an_address_that_two_have_had_leads_to_the_last(noise):
    rename(noise, "ljud")
    second = Indicator.objects.create(name_sv="Annat", slug="buller")
    rename(second, "annat")
    assert former() == {"/nyckeltal/buller/": "/nyckeltal/annat/"}


def test_a_draft_moves_nothing_until_it_is_published(noise):
    noise.slug = "ljud"
    revision = noise.save_revision()
    assert former() == {}
    assert Indicator.objects.get().slug == "buller"
    revision.publish()
    assert former() == {"/nyckeltal/buller/": "/nyckeltal/ljud/"}


def test_a_goal_moves_with_its_programme():
    programme = Programme.objects.create(name_sv="Ett", slug="ett")
    goal = Goal.objects.create(programme=programme, name_sv="Vatten", slug="vatten")
    goal.programme = Programme.objects.create(name_sv="Två", slug="tva")
    goal.save()
    assert former() == {"/program/ett/vatten/": "/program/tva/vatten/"}


def test_the_path_is_without_language():
    from django.utils import translation

    with translation.override("en"):
        assert Indicator(slug="buller").path == "/nyckeltal/buller/"


def test_each_has_an_identity_of_its_own_that_stays(noise):
    before = noise.uid
    rename(noise, "ljud")
    noise.refresh_from_db()
    assert noise.uid == before != Indicator.objects.create(name_sv="x", slug="x").uid


def test_the_gate_lets_through_what_is_published(noise):
    Indicator.objects.create(name_sv="Utkast", slug="utkast", live=False)
    assert list(Indicator.objects.public()) == [noise]


def test_a_row_of_the_database_passes_nothing_by_but_the_look_for_children():
    between = Reviewed.__mro__[1 : Reviewed.__mro__.index(models.Model)]
    assert [ancestor for ancestor in between if "__init__" in vars(ancestor)] == [ClusterableModel]


def test_children_may_still_be_named_when_something_is_made():
    indicator = Indicator(
        name_sv="PM10", slug="pm10", breaks=[SeriesBreak(year=2018, reason_sv="Ny mätplats")]
    )
    assert [series_break.year for series_break in indicator.breaks.all()] == [2018]


# --- A draft that is left behind --------------------------------------------------------------------------


def drafted(name: str) -> Indicator:
    """Saved as the editor saves what has never been public."""
    return written(Indicator(name_sv=name, live=False))


def written(indicator: Indicator, **fields) -> Indicator:
    for name, text in fields.items():
        setattr(indicator, name, text)
    indicator.full_clean()
    indicator.save()
    indicator.save_revision()
    return indicator


def stored_slugs(indicator: Indicator) -> set[str]:
    indicator = Indicator.objects.get(pk=indicator.pk)
    return {indicator.slug, indicator.get_latest_revision_as_object().slug}


def test_a_draft_that_is_left_behind_keeps_no_address_from_what_is_published():
    draft, real = drafted("Buller"), drafted("Buller")
    real.latest_revision.publish()
    assert stored_slugs(real) == {"buller"}
    assert stored_slugs(draft) == {str(draft.uid)[:8]}
    assert FormerAddress.objects.count() == 0


def test_it_gets_an_address_beside_it_when_it_is_written_in_or_published():
    draft, other, real = drafted("Buller"), drafted("Buller"), drafted("Buller")
    real.latest_revision.publish()
    written(Indicator.objects.get(pk=draft.pk))
    assert stored_slugs(draft) == {"buller-2"}
    other.refresh_from_db()
    other.latest_revision.publish()
    assert Indicator.objects.get(pk=other.pk).slug == "buller-3"


def test_a_half_typed_name_is_no_address():
    draft = drafted("Bull")
    written(draft, name_sv="Buller inomhus")
    assert stored_slugs(draft) == {"buller-inomhus"}


def test_an_address_that_somebody_chose_for_a_draft_is_theirs():
    draft = written(Indicator(name_sv="Ljud", live=False), slug="buller")
    assert stored_slugs(drafted("Buller")) == {"buller-2"}
    assert stored_slugs(written(draft, name_sv="Oljud")) == {"buller"}


def test_what_is_unpublished_keeps_its_address(noise):
    noise.save_revision().publish()
    Indicator.objects.get(pk=noise.pk).unpublish()
    assert stored_slugs(drafted("Buller")) == {"buller-2"}
