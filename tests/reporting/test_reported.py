"""A reported figure goes the way of every other: raw run, store, and its earlier value as a vintage."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from lagesbild.barometer.models import Indicator
from lagesbild.figures import queries, store
from lagesbild.figures.vintages import vintages_of
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.models import ReportedValue
from lagesbild.reporting.reported import NothingReported, fetch
from tests.reporting.drawing import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    home = Municipality.load()
    home.home_area, home.name = "0680", "Jönköping"
    home.save()
    return Indicator.objects.create(
        name_sv="Vattenprov", slug="v", figure="vattenprov", unit_sv="antal", by_form=True, live=True
    )


def report(indicator, period, value, days=0, **fields):
    return ReportedValue.objects.create(
        indicator=indicator,
        area="0680",
        period=period,
        value=value,
        approved_at=NOW + timedelta(days=days),
        **fields,
    )


def built(tmp_path):
    file = tmp_path / "figures.duckdb"
    store.build(file, [tmp_path / "raw"], now=NOW + timedelta(days=30))
    return file


def values(file):
    series = queries.series(file, ["vattenprov"], ["0680"], {"T"})[("vattenprov", "0680", "T")]
    return [(observation.period, observation.value, observation.reason) for observation in series]


def test_what_was_approved_is_in_the_store(indicator, tmp_path):
    report(indicator, "2024", 12.5)
    report(indicator, "2025", None, missing="..", comment_sv="Få prov")
    fetch(tmp_path / "raw/reported/1", now=NOW)
    assert values(built(tmp_path)) == [("2024", 12.5, None), ("2025", None, "..")]


@pytest.mark.parametrize("number", ["0.1", "1234.5678", "-0.0001", "123456789.1234", "1.005"])
def test_a_number_and_its_period_reach_the_store_as_they_are(indicator, tmp_path, number):
    report(indicator, "2025-H1", Decimal(number))
    report(indicator, "2025-11", Decimal(number) * 2)
    fetch(tmp_path / "raw/reported/1", now=NOW)
    [row, _later] = json.loads((tmp_path / "raw/reported/1/observations.json").read_text())["observations"]
    assert (row["period"], row["value"]) == ("2025-H1", float(number))
    assert values(built(tmp_path))[0] == ("2025-H1", float(number), None)


def test_a_night_without_news_leaves_no_run(indicator, tmp_path):
    runs = tmp_path / "raw/reported"
    report(indicator, "2024", 12)
    fetch(runs / "1", now=NOW)
    assert fetch(runs / "2", now=NOW + timedelta(days=1)) is None
    assert [run.name for run in runs.iterdir()] == ["1"]
    report(indicator, "2024", 12, days=2, correction="Ändrat och ändrat tillbaka")
    assert fetch(runs / "3", now=NOW + timedelta(days=3))
    report(indicator, "2025", 13, days=4)
    assert fetch(runs / "4", now=NOW + timedelta(days=5))
    assert sorted(run.name for run in runs.iterdir()) == ["1", "3", "4"]


def test_a_correction_is_the_newest_and_the_old_one_is_remembered(indicator, tmp_path):
    report(indicator, "2024", 12)
    fetch(tmp_path / "raw/reported/1", now=NOW)
    report(indicator, "2024", 13, days=2, correction="Fel rad")
    fetch(tmp_path / "raw/reported/2", now=NOW + timedelta(days=2))
    file = built(tmp_path)
    assert values(file) == [("2024", 13, None)]
    assert [vintage.value for vintage in vintages_of(file, "vattenprov", "0680")] == [12, 13]


def test_nothing_approved_is_said_and_nothing_written(tmp_path):
    with pytest.raises(NothingReported, match="approved"):
        fetch(tmp_path / "run", now=NOW)
    assert not (tmp_path / "run").exists()


def test_what_a_killed_fetch_left_behind_is_gone_after_the_next(indicator, tmp_path, monkeypatch):
    report(indicator, "2024", 12.5)
    runs = tmp_path / "raw" / "reported"

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("lagesbild.figures.origin.write", killed)
        with pytest.raises(KeyboardInterrupt):
            fetch(runs / "1", now=NOW)
    (runs / "beside").mkdir()
    (runs / "beside" / "values.csv").write_text("halv")
    fetch(runs / "2", now=NOW)
    assert [run.name for run in runs.iterdir()] == ["2"]
