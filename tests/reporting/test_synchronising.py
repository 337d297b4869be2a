"""Kolada at night: only what has changed, told once, and never half."""

import multiprocessing
import os
import random
import time
from datetime import UTC, datetime, timedelta

import pytest
import requests

from lagesbild.figures import queries, store
from lagesbild.figures.sources.kolada import KoladaError
from lagesbild.figures.store import StoreError
from lagesbild.reporting import synchronising
from lagesbild.reporting.synchronising import Busy, KoladaNeeds, Site, synchronise
from tests.figures.sources.kolada_server import Kolada, broken, point

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 20, 2, 15, tzinfo=UTC)
NIGHT = timedelta(days=1)
NAMES = {"N00001": "Utsläpp", "N00002": "Resor"}
KILLS = int(os.environ.get("KILLS", "4"))  # make bench-killed: fifty

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["lagesbild.reporting.synchronising", "lagesbild.figures.sources.kolada"])


@pytest.fixture
def kolada():
    with Kolada() as server:
        server.municipality("0000", "Riket", "L")
        server.municipality("0680", "Jönköping")
        server.kpi("N00001", "Utsläpp till luft av växthusgaser totalt, ton/inv")
        server.kpi("N00002", "Resor med kollektivtrafik, resor/inv")
        for year, value in ((2021, 5.0), (2022, 4.5), (2023, 4.0)):
            server.figure("N00001", "0680", year, T=value)
            server.figure("N00001", "0000", year, T=value + 1)
            server.figure("N00002", "0680", year, T=value * 10)
        yield server


class Night:
    """Synchronises night after night with one figure store."""

    def __init__(self, home, kolada):
        self.home, self.kolada, self.now, self.said = home, kolada, NOW, []
        self.builds = 0

    def site(self, **changes) -> Site:
        return Site(
            **{
                "folder": self.home / "sync",
                "raw": self.home / "raw" / "kolada",
                "all_raw": [self.home / "raw"],
                "store": self.home / "figures.duckdb",
                "verdicts": self.verdicts,
                "build": self.build,
                "asking": {"session": _session(), "sleep": lambda seconds: None, "rate": 1000},
            }
            | changes
        )

    def wanted(self, **changes) -> KoladaNeeds:
        return KoladaNeeds(**{"names": NAMES, "told_areas": ["0680"], "base_url": self.kolada.url} | changes)

    def __call__(self, *, wanted=None, after=NIGHT, **changes):
        self.now += after
        return synchronise(
            wanted or self.wanted(), self.site(**changes), now=self.now, progress=self.said.append
        )

    def build(self):
        self.builds += 1
        return store.build(self.home / "figures.duckdb", [self.home / "raw"], now=self.now)

    def verdicts(self):
        series = queries.series(self.home / "figures.duckdb", NAMES, ["0680"])
        return {
            id: {"name": NAMES[id], "words": ["sjunker" if _falls(series[id, "0680", "T"]) else "stiger"]}
            for id in NAMES
        }

    def values(self, id="N00001", area="0680"):
        series = queries.series(self.home / "figures.duckdb", [id], [area])
        return {observation.year: observation.value for observation in series.get((id, area, "T"), ())}

    def runs(self):
        return sorted(path.name for path in (self.home / "raw" / "kolada").glob("*"))


def _falls(series) -> bool:
    values = [observation.value for observation in series if observation.value is not None]
    return len(values) > 1 and values[-1] < values[0]


def _session():
    session = requests.Session()
    session.trust_env = False  # no proxy of the machine between us and loopback
    return session


@pytest.fixture
def night(tmp_path, kolada):
    return Night(tmp_path, kolada)


def changed(night, year, value, id="N00001"):
    """Kolada publishes a value tonight."""
    night.kolada.figure(id, "0680", year, changed=f"{night.now + NIGHT:%Y-%m-%d}", T=value)


def spelled_out(report):
    return [
        (change["id"], change["period"], change["kind"], change["before"], change["after"])
        for change in report["changes"]
    ]


def test_the_first_night_brings_everything(night):
    report = night()
    assert report["counts"] == {"new": 9, "revised": 0, "deleted": 0}
    assert night.values() == {2021: 5.0, 2022: 4.5, 2023: 4.0}
    assert len(night.runs()) == 1


def test_the_second_run_changes_nothing_and_says_so(night):
    night()
    before = (night.runs(), (night.home / "figures.duckdb").stat().st_mtime_ns, night.builds)
    assert night(after=timedelta(minutes=5)) is None
    assert (night.runs(), (night.home / "figures.duckdb").stat().st_mtime_ns, night.builds) == before
    assert synchronising.last(night.home / "sync")["report"] is None


def test_the_next_night_asks_only_for_what_has_changed(night):
    night()
    night.kolada.asked.clear()
    night()
    figures = [address for address in night.kolada.asked if "/data/" in address]
    assert figures and all("from_date=2026-11-20" in address for address in figures)


def test_new_revised_and_deleted_are_told_of(night):
    night()
    changed(night, 2024, 3.5)
    changed(night, 2022, 4.6)
    night.kolada.row(
        "N00001", "0680", 2021, point("T", None, isdeleted=True), changed=f"{night.now + NIGHT:%Y-%m-%d}"
    )
    report = night()
    assert report["counts"] == {"new": 1, "revised": 1, "deleted": 1}
    assert spelled_out(report) == [
        ("N00001", "2024", "new", None, 3.5),
        ("N00001", "2022", "revised", 4.5, 4.6),
        ("N00001", "2021", "deleted", 5.0, None),
    ]
    assert night.values() == {2022: 4.6, 2023: 4.0, 2024: 3.5}


def test_what_comes_again_unchanged_is_not_told_of(night):
    night()
    changed(night, 2023, 4.0)
    assert night() is None


def test_a_verdict_that_turned_is_told_with_before_and_after(night):
    night()
    changed(night, 2024, 9.0)
    [turned] = night()["verdicts"]
    assert (turned["before"]["words"], turned["after"]["words"]) == (["sjunker"], ["stiger"])


def test_of_a_retired_indicator_the_kits_successor_is_told_before_those_of_like_names(night):
    night.kolada.kpi("N02904", "Barn i ekonomiskt utsatta hushåll, andel (%)")
    night.kolada.figure("N02904", "0680", 2023, T=9)
    wanted = night.wanted(names={"N02904": "Barnfattigdom"})
    night(wanted=wanted)
    night.kolada.kpis = [kpi for kpi in night.kolada.kpis if kpi["id"] != "N02904"]
    night.kolada.kpi("N00009", "Barn i ekonomiskt utsatta hushåll (%)")
    [retired] = night(wanted=wanted)["retired"]
    assert [kpi["id"] for kpi in retired["suggestions"]] == ["N66077"]


def test_a_retired_indicator_is_told_once_with_what_may_have_replaced_it(night):
    night()
    night.kolada.kpis = [kpi for kpi in night.kolada.kpis if kpi["id"] != "N00001"]
    night.kolada.kpi("N00009", "Utsläpp till luft av växthusgaser totalt, kg/inv")
    night.kolada.kpi("N00010", "Elever i åk 9, andel (%)")
    [retired] = night()["retired"]
    assert retired["id"] == "N00001"
    assert [kpi["id"] for kpi in retired["suggestions"]] == ["N00009"]
    assert night.values() == {2021: 5.0, 2022: 4.5, 2023: 4.0}
    assert night() is None


def test_an_indicator_that_the_barometer_has_got_is_fetched_as_a_whole(night):
    night(wanted=night.wanted(names={"N00001": "Utsläpp"}))
    report = night()
    assert report["counts"] == {"new": 3, "revised": 0, "deleted": 0}
    assert {change["id"] for change in report["changes"]} == {"N00002"}


def test_a_new_title_is_told_of(night):
    night()
    night.kolada.kpis[0]["title"] = "Utsläpp, ton/inv"
    assert [title["after"] for title in night()["retitled"]] == ["Utsläpp, ton/inv"]


def test_figures_that_come_from_another_source_are_left_alone(night, tmp_path):
    from lagesbild.figures.sources import workbook

    file = tmp_path / "egna.csv"
    file.write_text("nyckeltal;område;2023\nN00002;0680;7\n")
    origin = {"publisher": "Vi", "licence": "CC0", "address": "https://exempel.se"}
    workbook.fetch(night.home / "raw" / "egna" / "1", file=file, id="egna", now=NOW, **origin)
    night.build()
    assert night()["left_alone"] == {"N00002": "egna"}
    assert night.values("N00002") == {2023: 7}


# --- Trouble ----------------------------------------------------------------------------------------------


def test_a_passing_fault_is_tried_again(night):
    night.kolada.fault("/data/", broken(), broken(503))
    assert night()["counts"]["new"] == 9


def test_kolada_that_does_not_answer_leaves_the_figures_as_they_were(night):
    night()
    changed(night, 2024, 3.5)
    night.kolada.fault("/data/", *[broken()] * 6)
    with pytest.raises(KoladaError, match="answered 500, 6 times in a row"):
        night()
    assert night.values() == {2021: 5.0, 2022: 4.5, 2023: 4.0}
    assert "answered 500" in synchronising.last(night.home / "sync")["trouble"]
    assert night()["counts"]["new"] == 1


def test_what_cannot_be_built_is_put_aside(night):
    night()
    changed(night, 2024, 3.5)

    def fails():
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError):
        night(build=fails)
    assert len(night.runs()) == 1
    assert night.build() and night.values() == {2021: 5.0, 2022: 4.5, 2023: 4.0}
    assert night()["counts"]["new"] == 1


def test_two_at_once_do_not_collide(night):
    def meanwhile():
        with pytest.raises(Busy, match="Nothing was done"):
            synchronise(night.wanted(), night.site(), now=night.now, progress=print)
        night.build()

    assert night(build=meanwhile)["counts"]["new"] == 9


def test_a_half_fetched_run_of_another_day_is_begun_anew(night):
    night.kolada.fault("/data/", *[broken()] * 6)
    with pytest.raises(KoladaError):
        night()
    night.kolada.asked.clear()
    night()
    assert any("/municipality?" in address for address in night.kolada.asked)


def test_a_half_fetched_run_of_today_is_gone_on_with(night):
    night.kolada.fault("/data/", *[broken()] * 6)
    with pytest.raises(KoladaError):
        night()
    night.kolada.asked.clear()
    night(after=timedelta(hours=1))
    assert not any("/municipality?" in address for address in night.kolada.asked)


def _in_a_process(home, url, now):
    night = Night(home, Kolada())
    night.kolada.url = url
    night.now = now
    night(after=timedelta())


def _seconds(night) -> float:
    begun = time.monotonic()
    process = forks.Process(target=_in_a_process, args=(night.home, night.kolada.url, night.now))
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - begun


def test_killed_at_random_it_leaves_nothing_half_done(night):
    _seconds(night)  # starts the fork server
    changed(night, 2024, -1.0)
    night.now += NIGHT
    whole = _seconds(night)
    moments, killed, nights, published = random.Random(), 0, 0, set(night.values().items())
    while killed < KILLS and nights < 3 * KILLS:
        year, value = 2024 + nights % 3, float(nights)
        nights += 1
        changed(night, year, value)
        published.add((year, value))
        night.now += NIGHT
        process = forks.Process(target=_in_a_process, args=(night.home, night.kolada.url, night.now))
        process.start()
        process.join(moments.uniform(0, whole * 1.1))
        killed += process.exitcode is None
        process.kill()
        process.join()
        values = night.values()
        assert {2021, 2022, 2023} <= values.keys()
        assert set(values.items()) <= published
    night()
    folder = night.home / "sync"
    reports = [synchronising.report(folder, name) for name in synchronising.names(folder)]
    # Every value that the pages show has been told of, and the last ones are there.
    news = {(int(change["period"]), change["after"]) for report in reports for change in report["changes"]}
    assert set(night.values().items()) <= news
    assert {value for year, value in night.values().items() if year > 2023} == {
        nights - 3,
        nights - 2,
        nights - 1,
    }
    assert killed == KILLS
    assert night() is None
    assert not [
        file.name for file in folder.iterdir() if file.name.startswith(("pending", "fetching", "removed"))
    ]
    assert not list(night.home.glob("*building*"))
