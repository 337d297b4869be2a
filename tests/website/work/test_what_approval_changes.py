"""What is approved and not yet on the pages is counted until it is there, whatever else has been built meanwhile."""

from datetime import timedelta

import pytest

from lagesbild.barometer.models import Indicator
from lagesbild.figures import store
from lagesbild.organisations.models import Municipality
from lagesbild.reporting import reported
from lagesbild.reporting.models import ReportedValue
from lagesbild.website.work.what_approval_changes import not_built, reported_until
from tests.reporting.drawing import NOW

pytestmark = pytest.mark.django_db


def approved(days: int) -> None:
    probe, _made = Indicator.objects.get_or_create(slug="v", defaults={"name_sv": "Prov", "figure": "prov"})
    at = NOW + timedelta(days=days)
    ReportedValue.objects.create(indicator=probe, area="0680", period="2025", value=days, approved_at=at)


def test_what_was_approved_after_the_last_gathering_waits_though_the_store_is_newer(tmp_path):
    home = Municipality.load()
    home.home_area, home.name = "0680", "Jönköping"
    home.save()
    file = tmp_path / "figures.duckdb"
    assert reported_until(file) is None
    approved(0)
    assert not_built(reported_until(file)) == 1

    reported.fetch(tmp_path / "raw/reported/1", now=NOW + timedelta(days=1))
    store.build(file, [tmp_path / "raw"], now=NOW + timedelta(days=1))
    assert not_built(reported_until(file)) == 0

    approved(2)
    store.build(file, [tmp_path / "raw"], now=NOW + timedelta(days=3))
    assert not_built(reported_until(file)) == 1
