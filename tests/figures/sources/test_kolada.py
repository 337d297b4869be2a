"""Kolada, asked over real HTTP on loopback. No test waits, none leaves the machine."""

import hashlib
import json
import socket
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import duckdb
import ibis
import pytest
import requests

from lagesbild.figures import origin
from lagesbild.figures.sources.kolada import (
    DEFAULT_BASE_URL,
    LISTS,
    LONGEST_WAIT,
    TRIES,
    KoladaError,
    check_page,
    covers,
    fetch,
    plan,
    tidy,
)
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION
from tests.figures.sources.kolada_server import (
    Kolada,
    altered,
    broken,
    dropped,
    hanging,
    point,
    redirected,
    too_many,
    truncated,
)

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
PAUSE = 0.2  # at five requests a second


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch):
    connect = socket.socket.connect

    def guarded(self, address):
        assert address[0] == "127.0.0.1", f"a test tried to reach {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def kolada():
    with Kolada() as server:
        server.municipality("0000", "Riket", "L")
        server.municipality("0006", "Region Jönköpings län", "L")
        server.municipality("0680", "Jönköping")
        server.kpi("N00001", "Kostnad, kr/inv")
        yield server


class Run:
    """What one fetch said and how long it would have waited, beside the asked-for pauses."""

    def __init__(self, folder, kolada, **asked):
        self.folder, self.kolada = folder, kolada
        self.asked = {"kpis": ["N00001"], "areas": ["0680"], "now": NOW, "timeout": 20, **asked}
        self.said, self.slept = [], []

    def fetch(self, **changes):
        with requests.Session() as session:
            session.trust_env = False  # no proxy of the machine between us and loopback
            return fetch(
                self.folder,
                **{"base_url": self.kolada.url, "session": session, **self.asked, **changes},
                progress=self.said.append,
                sleep=self.slept.append,
            )

    @property
    def waited(self):
        return [seconds for seconds in self.slept if seconds != PAUSE]

    def tables(self):
        return tidy(self.folder, ibis.duckdb.connect())

    def rows(self, *columns):
        return _rows(self.tables().observations.select(*columns))


def get(url):
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url)


def _rows(table):
    return sorted((tuple(row.values()) for row in table.to_pyarrow().to_pylist()), key=str)


@pytest.fixture
def run(tmp_path, kolada):
    return lambda run="1", **asked: Run(tmp_path / "kolada" / run, kolada, **asked)


# --- What is asked ----------------------------------------------------------------------------------------


def addresses(**asked):
    return [request.address.removesuffix("?per_page=5000") for request in plan(now=NOW, **asked)]


def test_areas_and_indicators_are_asked_for_before_figures():
    assert addresses(kpis=["N00001"], areas=["0680"]) == [
        "/municipality",
        "/kpi/N00001",
        "/data/kpi/N00001/municipality/0680",
    ]


def test_long_lists_are_cut_into_twenty_fives():
    figures = [
        a
        for a in addresses(
            kpis=[f"N{n:05}" for n in range(30)],
            areas=[f"{n:04}" for n in range(51)],
            years=range(1990, 2020),
        )
        if a.startswith("/data")
    ]
    assert len(figures) == 2 * 3 * 2
    assert max(part.count(",") for a in figures for part in a.split("/")) == 24


def test_all_areas_are_asked_for_by_year():
    assert addresses(kpis=["N00001"], years=[2022, 2023])[-1] == "/data/kpi/N00001/year/2022,2023"


def test_all_areas_and_years_spell_the_years_out():
    years = [
        int(y) for a in addresses(kpis=["N00001"]) if "/year/" in a for y in a.rpartition("/")[2].split(",")
    ]
    assert years == list(range(1950, 2028))


def test_groups_are_asked_for_members_and_figures():
    asked = addresses(kpis=["N00001"], areas=["0680", "G7"], groups=["G8"])
    assert asked[2:] == ["/municipality_groups/G8,G7", "/data/kpi/N00001/municipality/0680,G7,G8"]


def test_groups_beside_all_areas_are_asked_for_apart():
    assert addresses(kpis=["N00001"], years=[2023], groups=["G8"])[3:] == [
        "/data/kpi/N00001/year/2023",
        "/data/kpi/N00001/municipality/G8/year/2023",
    ]


def test_changes_only_is_said_of_figures_and_of_nothing_else():
    asked = addresses(kpis=["N00001"], areas=["0680"], since=date(2026, 4, 1))
    assert [a for a in asked if "from_date" in a] == [
        "/data/kpi/N00001/municipality/0680?per_page=5000&from_date=2026-04-01"
    ]


def test_the_same_id_twice_is_asked_for_once():
    assert addresses(kpis=["N00001", "N00001"], areas=["0680"])[1] == "/kpi/N00001"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kpis": ["N1", "N00001", "X00002"]}, "N1, X00002"),
        ({"kpis": ["N00001"], "areas": ["680"]}, "680"),
        ({"kpis": ["N00001"], "years": [20177]}, "20177"),
        ({"kpis": ["N00001"], "groups": ["0680"]}, "0680"),
        ({"kpis": []}, "at least one"),
        ({"kpis": ["N00001"], "areas": []}, "none at all"),
    ],
)
def test_ids_that_cannot_be_are_all_named_before_anything_is_asked(asked, told):
    with pytest.raises(KoladaError, match=told):
        plan(now=NOW, **asked)


def test_the_default_address_is_the_real_one():
    assert DEFAULT_BASE_URL == "https://api.kolada.se/v3"


# --- How it is fetched ------------------------------------------------------------------------------------


def test_a_run_is_kept_as_it_came_and_sealed(kolada, run):
    kolada.figure("N00001", "0680", 2023, T=0.1)
    first = run()
    sealed = first.fetch()
    body = get(kolada.url + "/data/kpi/N00001/municipality/0680?per_page=5000").content
    assert (first.folder / "data/00001.0001.json").read_bytes() == body
    assert sealed.files["data/00001.0001.json"] == hashlib.sha256(body).hexdigest()
    assert set(sealed.files) == {
        "plan.json", "municipality/00001.0001.json", "kpi/00001.0001.json", "data/00001.0001.json",
    }  # fmt: skip
    assert origin.verify(first.folder) == sealed
    assert (sealed.id, sealed.module, sealed.publisher) == ("kolada", "kolada", "Kolada (RKA)")
    assert (sealed.address, sealed.fetched) == (kolada.url, NOW)
    assert "Källa: Kolada" in sealed.licence
    assert sealed.whole


@pytest.mark.parametrize("last", [None, ""])
def test_next_url_is_followed_to_the_end(kolada, run, last):
    kolada.page_size, kolada.last_next_url = 2, last
    for year in range(2000, 2007):
        kolada.figure("N00001", "0680", year, T=float(year))
    first = run()
    first.fetch()
    assert len(list((first.folder / "data").iterdir())) == 4
    assert [year for year, _ in first.rows("year", "value")] == list(range(2000, 2007))


def test_a_page_without_next_url_is_the_last(kolada, run):
    kolada.fault("/data/", altered(lambda page: page.pop("next_url")))
    run().fetch()


@pytest.mark.parametrize(
    ("next_url", "told"),
    [
        ("https://elsewhere.example/v3/data", "another host"),
        ("/v3/data/kpi/N00001/municipality/0680?per_page=5000", "leads back"),
    ],
)
def test_a_next_url_that_leads_away_or_around_is_refused(kolada, run, next_url, told):
    kolada.figure("N00001", "0680", 2023, T=1)
    kolada.fault("/data/", altered(lambda page: page.update(next_url=next_url)))
    with pytest.raises(KoladaError, match=told):
        run().fetch()


def test_pages_that_are_empty_without_end_are_refused(kolada, run):
    kolada.fault(
        "/data/", altered(lambda page: page.update(next_url="/v3/data/kpi/N00001/municipality/0680?page=2"))
    )
    with pytest.raises(KoladaError, match="empty page has a next_url"):
        run().fetch()


def test_a_next_url_that_says_http_is_followed_by_our_own_scheme(kolada, run):
    kolada.page_size = 1
    kolada.figure("N00001", "0680", 2022, T=1)
    kolada.figure("N00001", "0680", 2023, T=2)
    to_https = altered(lambda page: page.update(next_url=page["next_url"].replace("http:", "https:")))
    kolada.fault("/data/", to_https)
    first = run()
    first.fetch()
    assert first.rows("year") == [(2022,), (2023,)]


def test_being_sent_on_to_another_host_is_refused(kolada, run):
    with Kolada() as other:
        kolada.fault("/data/", redirected(other.url + "/municipality"))
        with pytest.raises(KoladaError, match="another host"):
            run().fetch()


def test_too_many_requests_waits_as_long_as_it_is_told(kolada, run):
    kolada.fault("/data/", too_many("7"))
    first = run()
    first.fetch()
    assert first.waited == [7]
    assert any("answered 429" in line for line in first.said)


def test_a_retry_after_that_is_a_date_is_measured_by_the_servers_clock(kolada, run):
    server_time = datetime.now(UTC)  # NOW is months away from it
    kolada.fault("/data/", too_many(format_datetime(server_time + timedelta(seconds=30), usegmt=True)))
    first = run()
    first.fetch()
    assert first.waited[0] == pytest.approx(30, abs=5)


def test_a_retry_after_date_in_the_past_means_at_once(kolada, run):
    kolada.fault("/data/", too_many("Sat, 01 Jan 2000 00:00:00 GMT"))
    first = run()
    first.fetch()
    assert first.waited == [0]


def test_a_retry_after_that_cannot_be_read_falls_back_to_our_own(kolada, run):
    kolada.fault("/data/", too_many("soon"))
    first = run()
    first.fetch()
    assert first.waited == [1]


def test_a_wait_beyond_reason_is_told_instead_of_waited(kolada, run):
    kolada.fault("/data/", too_many(str(LONGEST_WAIT + 1)))
    with pytest.raises(KoladaError, match=f"429 and asks for a wait of {LONGEST_WAIT + 1} s"):
        run().fetch()


@pytest.mark.parametrize("fault", [broken(500), broken(503), truncated(), dropped()])
def test_a_passing_fault_is_tried_again(kolada, run, fault):
    kolada.figure("N00001", "0680", 2023, T=1.5)
    kolada.fault("/data/", fault)
    first = run()
    first.fetch()
    assert first.waited == [1]
    assert first.rows("value") == [(1.5,)]


def test_a_server_that_says_nothing_is_tried_again(kolada, run):
    kolada.fault("/data/", hanging())
    first = run(timeout=0.3)
    first.fetch()
    assert any("did not answer (ReadTimeout)" in line for line in first.said)


def test_each_new_try_waits_twice_as_long(kolada, run):
    kolada.fault("/data/", broken(), broken(502), truncated(), dropped())
    first = run()
    first.fetch()
    assert first.waited == [1, 2, 4, 8]


def test_a_fault_that_does_not_pass_says_which_request_and_what_to_do(kolada, run):
    kolada.fault("/data/", *[broken()] * TRIES)
    first = run()
    with pytest.raises(KoladaError) as told:
        first.fetch()
    assert "/data/kpi/N00001/municipality/0680" in str(told.value)
    assert "answered 500, 6 times in a row" in str(told.value)
    assert "goes on from here" in str(told.value)
    assert not (first.folder / origin.FILE).exists()


def test_a_refusal_is_not_tried_again(kolada, run):
    kolada.fault("/data/", broken(400))
    first = run()
    with pytest.raises(KoladaError, match="answered 400"):
        first.fetch()
    assert first.waited == []


def test_an_api_that_has_moved_is_told_and_not_taken_for_retired_ids(kolada, run):
    with pytest.raises(KoladaError, match="/municipality.*404.*still live"):
        run().fetch(base_url=kolada.url + "/v4")


def test_no_more_than_five_requests_a_second(kolada, run):
    first = run()
    first.fetch()
    assert first.slept == [PAUSE] * len(kolada.asked)


def test_the_server_refuses_what_kolada_refuses(kolada):
    ids = [f"N{n:05}" for n in range(26)]
    assert get(f"{kolada.url}/kpi/{','.join(ids)}").status_code == 400
    assert get(f"{kolada.url}/kpi/{','.join(ids[:25])}").status_code == 200
    assert get(f"{kolada.url}/kpi/{'N' * 3000}").status_code == 400
    assert get(f"{kolada.url}/data/kpi/N00001").status_code == 404


def test_twenty_six_indicators_get_through_all_the_same(kolada, run):
    kpis = [f"N{n:05}" for n in range(100, 126)]
    for kpi in kpis:
        kolada.kpi(kpi)
        kolada.figure(kpi, "0680", 2023, T=1)
    first = run(kpis=kpis)
    first.fetch()
    assert [kpi for (kpi,) in first.rows("indicator")] == kpis


# --- Stopped halfway --------------------------------------------------------------------------------------


def test_a_resumed_run_asks_only_for_what_is_missing(kolada, run):
    kolada.page_size = 1
    for year in (2021, 2022, 2023):
        kolada.figure("N00001", "0680", year, T=float(year))
    kolada.fault("/data/kpi/N00001/municipality/0680?page=2", *[broken()] * TRIES)
    first = run()
    with pytest.raises(KoladaError):
        first.fetch()
    done = len(kolada.asked)
    first.fetch()
    assert [address.partition("?")[2] for address in kolada.asked[done:]] == [
        "page=2&per_page=5000",
        "page=3&per_page=5000",
    ]
    assert first.rows("year") == [(2021,), (2022,), (2023,)]


def test_a_finished_run_is_not_asked_for_again(kolada, run):
    first = run()
    sealed = first.fetch()
    done = len(kolada.asked)
    assert first.fetch(now=datetime(2026, 9, 1, tzinfo=UTC)) == sealed
    assert len(kolada.asked) == done


def test_a_folder_begun_with_another_plan_is_refused(kolada, run):
    first = run()
    first.fetch()
    with pytest.raises(KoladaError, match="another plan"):
        first.fetch(areas=["0643"])


def test_a_page_half_written_when_the_machine_stopped_is_fetched_again(kolada, run):
    first = run()
    (first.folder / "data").mkdir(parents=True)
    (first.folder / "data/00001.0001.part").write_text('{"values": [')
    sealed = first.fetch()
    assert not [name for name in sealed.files if name.endswith(".part")]


def test_a_truncated_page_is_never_kept(kolada, run):
    kolada.fault("/data/", *[truncated()] * TRIES)
    first = run()
    with pytest.raises(KoladaError, match="not whole"):
        first.fetch()
    assert not list(first.folder.glob("data/*"))


# --- What Kolada has never done before --------------------------------------------------------------------


def figures(**changes):
    row = {"kpi": "N00001", "municipality": "0680", "period": 2023, "values": [point("T", 1.0)]}
    return {"values": [{**row, **changes}], "count": 1, "next_url": None}


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ([], "without values"),
        ({"count": 0}, "without values"),
        ({"detail": "ok"}, "without values"),
        ({**figures(), "count": 2}, "count says 2 and the page has 1"),
        (figures(period=2023.5), "years .*2023.5"),
        (figures(period="2022/23"), "years .*2022/23"),
        (figures(period=20177), "years .*20177"),
        (figures(values=[point("F", 1.0)]), "genders .*F"),
        (figures(values=[point("T", "1,5")]), "values .*1,5"),
        (figures(values=[{"value": 1.0}]), "another shape.*gender"),
        (figures(values=None), "another shape"),
    ],
)
def test_a_page_unlike_every_other_is_refused_with_a_sentence(page, told):
    with pytest.raises(KoladaError, match=f"never done this before: .*{told}"):
        check_page(page, "data")


def test_an_area_of_a_new_type_is_refused():
    page = {"values": [{"id": "0680", "title": "Jönköping", "type": "O"}], "count": 1}
    with pytest.raises(KoladaError, match="'O'"):
        check_page(page, "municipality")


@pytest.mark.parametrize("members", [None, [{"title": "Jönköping"}]])
def test_a_group_whose_members_cannot_be_told_is_refused(members):
    page = {"values": [{"id": "G1", "title": "Fyra nära", "members": members}], "count": 1}
    with pytest.raises(KoladaError, match="groups rows"):
        check_page(page, "groups")


def test_a_page_with_the_wrong_count_is_not_kept(kolada, run):
    kolada.figure("N00001", "0680", 2023, T=1)
    kolada.fault("/data/", altered(lambda page: page.update(count=7)))
    first = run()
    with pytest.raises(KoladaError, match="count says 7"):
        first.fetch()
    assert not list(first.folder.glob("data/*"))


def test_a_year_written_as_text_is_a_year():
    assert check_page(figures(period="2023"), "data") == []


def test_an_unknown_status_is_told(kolada, run):
    kolada.row("N00001", "0680", 2023, point("T", None, status="Granskas"))
    first = run()
    first.fetch()
    assert any("status 'Granskas'" in line for line in first.said)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda page: page.update(count=2), "another number of them"),
        (lambda page: page.pop("values"), "no values"),
        (lambda page: page["values"][0].update(period=20.5), "year 20.5"),
        (lambda page: page["values"][0]["values"][0].update(gender="F"), "gender F"),
        (lambda page: page["values"][0]["values"][0].pop("gender"), r"gender \(none\)"),
    ],
)
def test_a_raw_page_that_was_tampered_with_stops_the_reading(kolada, run, change, told):
    kolada.figure("N00001", "0680", 2023, T=1)
    first = run()
    first.fetch()
    file = first.folder / "data/00001.0001.json"
    page = json.loads(file.read_bytes())
    change(page)
    file.write_text(json.dumps(page))
    with pytest.raises(duckdb.InvalidInputException, match=f"never done this before: .*{told}"):
        first.rows("year", "subgroup", "value")


# --- What the tables hold ---------------------------------------------------------------------------------


def test_values_do_not_come_with_total_first(kolada, run):
    kolada.figure("N00001", "0680", 2023, K=82_794, M=85_920, T=168_714)
    first = run()
    first.fetch()
    assert first.rows("subgroup", "value") == [("K", 82_794), ("M", 85_920), ("T", 168_714)]


@pytest.mark.parametrize("pages", [1, LISTS - 1, LISTS, LISTS + 1, 3 * LISTS])
def test_every_page_is_read_once_however_many_there_are(kolada, run, pages):
    kolada.page_size = 1
    years = range(2025 - pages, 2025)
    for year in years:
        kolada.figure("N00001", "0680", year, T=year)
    first = run()
    first.fetch()
    assert first.rows("year", "value") == [(year, year) for year in years]


def test_null_is_missing_and_zero_is_a_number(kolada, run):
    kolada.figure("N00001", "0680", 2022, T=0)
    kolada.figure("N00001", "0680", 2023, T=None)
    first = run()
    first.fetch()
    assert first.rows("year", "value", "reason") == [(2022, 0.0, None), (2023, None, "-")]


@pytest.mark.parametrize(
    ("status", "value", "shown"),
    [
        ("", 1.5, (1.5, None, None)),
        ("", None, (None, "-", None)),
        ("-", None, (None, "-", None)),
        (".", None, (None, ".", None)),
        ("..", None, (None, "..", None)),
        ("..", 1.5, (None, "..", None)),  # a number marked as secret is not shown
        ("Granskas", None, (None, "-", "Granskas")),
        ("Granskas", 1.5, (1.5, None, "Granskas")),
    ],
)
def test_a_status_says_why_there_is_no_value(kolada, run, status, value, shown):
    kolada.row("N00001", "0680", 2023, point("T", value, status=status))
    first = run()
    first.fetch()
    assert first.rows("value", "reason", "comment") == [shown]


def test_a_deleted_value_is_taken_back(kolada, run):
    kolada.row("N00001", "0680", 2023, point("K", 1.5), point("T", 2.5, isdeleted=True))
    first = run()
    first.fetch()
    assert first.rows("subgroup", "value", "reason", "deleted") == [
        ("K", 1.5, None, False),
        ("T", None, "-", True),
    ]


def test_a_point_without_isdeleted_is_not_deleted(kolada, run):
    kolada.row("N00001", "0680", 2023, {"gender": "T", "value": 1.5})
    first = run()
    first.fetch()
    assert first.rows("value", "deleted", "comment") == [(1.5, False, None)]


def test_numbers_come_through_to_the_last_bit(kolada, run):
    numbers = [0.1 + 0.2, 31.32959689, -1e-300, 168714.0, 1 / 3]
    for year, number in enumerate(numbers, 2000):
        kolada.figure("N00001", "0680", year, T=number)
    first = run()
    first.fetch()
    assert [value for _, value in first.rows("year", "value")] == numbers


def test_retired_ids_are_told(kolada, run):
    first = run(kpis=["N00001", "N99999"])
    first.fetch()
    assert "Warning: Kolada no longer has these indicators: N99999" in first.said
    indicators = first.tables().indicators
    assert _rows(indicators.select("indicator", "title", "retired")) == [
        ("N00001", "Kostnad, kr/inv", False),
        ("N99999", None, True),
    ]


def test_retired_ids_answered_with_404_do_not_stop_a_run(kolada, run):
    kolada.fault("/kpi/N99999", broken(404))
    kolada.fault("/data/kpi/N99999", broken(404))
    first = run(kpis=["N99999"])
    first.fetch()
    done = len(kolada.asked)
    assert first.rows("value") == []
    assert _rows(first.tables().indicators.select("indicator", "retired")) == [("N99999", True)]
    (first.folder / origin.FILE).unlink()
    first.fetch()
    assert len(kolada.asked) == done


def test_figures_answered_with_404_for_a_living_indicator_are_an_error(kolada, run):
    kolada.fault("/data/", broken(404))
    with pytest.raises(KoladaError, match="404"):
        run().fetch()


def test_groups_that_are_gone_are_told(kolada, run):
    kolada.group("G1", "Fyrkommunsnätverket (ovägt medel)", "0680")
    first = run(groups=["G1", "G2"])
    first.fetch()
    assert "Warning: Kolada no longer has these groups: G2" in first.said


def test_similar_municipalities_are_pinned_to_their_year(kolada, run):
    kolada.group("G1", "Liknande kommuner, övergripande, Jönköping, 2025", "0580", "1490")
    kolada.group("G2", "Fyrkommunsnätverket (ovägt medel)", "0682")
    kolada.groups[1]["members"] = [{"id": "0682", "title": "Nässjö"}]  # the older naming of a member
    first = run(groups=["G1", "G2"])
    first.fetch()
    assert _rows(first.tables().members) == [("G1", "0580", 2025), ("G1", "1490", 2025), ("G2", "0682", None)]


def test_a_groups_mean_says_how_many_it_rests_on(kolada, run):
    kolada.group("G1", "Liknande kommuner, övergripande, Jönköping, 2025", "0580")
    kolada.figure("N00001", "G1", 2023, count=7, T=12.5)
    kolada.figure("N00001", "0680", 2023, T=12)
    first = run(groups=["G1"])
    first.fetch()
    assert first.rows("area", "members") == [("0680", None), ("G1", 7)]


def test_areas_are_municipalities_regions_groups_and_one_country(kolada, run):
    kolada.group("G1", "Fyra nära")
    first = run(groups=["G1"])
    first.fetch()
    assert _rows(first.tables().areas) == [
        ("0000", "Riket", "country"),
        ("0006", "Region Jönköpings län", "region"),
        ("0680", "Jönköping", "municipality"),
        ("G1", "Fyra nära", "group"),
    ]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Invånare 65+ som är nöjda, andel (%)", "%"),
        ("Gymnasieelever med examen inom 4 år, andel (%) (-2023)", "%"),
        ("Personalkostnader, kr/inv", "kr/inv"),
        ("Anmälda brott, antal/100 000 inv (-2024)", "antal/100 000 inv"),
        ("Deltidsanställda (1-99 %) månadsavlönade, kommun, antal", "antal"),
        ("Utsläpp av växthusgaser, ton CO2e", "ton CO2e"),
        ("Trygghet och säkerhet - Kommunindex", ""),
        ("Medarbetare, index för påståendet Mitt arbete känns meningsfullt.", ""),
        ("Finns en plan? (Ja=1, Nej=0)", ""),
    ],
)
def test_the_unit_is_read_from_the_title_or_left_open(kolada, run, title, unit):
    kolada.kpis[0]["title"] = title
    first = run()
    first.fetch()
    assert _rows(first.tables().indicators.select("unit")) == [(unit,)]


def test_every_table_has_its_schema_also_when_it_is_empty(run):
    first = run()
    first.fetch()
    tables = first.tables()
    assert [t.schema() for t in (tables.observations, tables.indicators, tables.areas, tables.members)] == [
        OBSERVATION, INDICATOR, AREA, MEMBER,
    ]  # fmt: skip
    assert tables.observations.to_pyarrow().num_rows == tables.members.to_pyarrow().num_rows == 0


def test_changes_only_brings_what_changed_and_what_was_taken_back(kolada, run):
    kolada.figure("N00001", "0680", 2021, changed="2026-01-01", T=1)
    kolada.figure("N00001", "0680", 2022, changed="2026-06-01", T=2)
    kolada.row("N00001", "0680", 2023, point("T", None, isdeleted=True), changed="2026-06-02")
    first = run(since=date(2026, 4, 1))
    sealed = first.fetch()
    assert (sealed.note, sealed.whole) == ("Only what changed since 2026-04-01", False)
    assert first.rows("year", "value", "deleted") == [(2022, 2.0, False), (2023, None, True)]


@pytest.mark.parametrize(
    ("asked", "areas", "years"),
    [
        ({}, {"0680"}, None),
        ({"years": [2022, 2023]}, {"0680"}, {2022, 2023}),
        ({"areas": None, "years": range(1990, 2020)}, {"0000", "0006", "0680"}, set(range(1990, 2020))),
        ({"areas": None}, {"0000", "0006", "0680"}, set(range(1950, 2028))),
        ({"areas": None, "years": [2022], "groups": ["G1", "G2"]}, {"0000", "0006", "0680", "G1"}, {2022}),
        ({"areas": ["0006", "1399", "G1", "G2"]}, {"0006", "G1"}, None),
    ],
)
def test_a_run_speaks_of_what_it_asked_for_and_kolada_still_has(kolada, run, asked, areas, years):
    kolada.kpi("N00002")
    kolada.kpi("N00003")
    kolada.group("G1", "Fyra nära")
    first = run(kpis=["N00001", "N00002", "N99999"], **asked)
    first.fetch()
    assert covers(first.folder) == origin.RunCoverage(frozenset({"N00001", "N00002"}), areas, years)


def test_a_plan_that_asked_for_no_figures_speaks_of_none(kolada, run):
    first = run()
    first.fetch()
    (first.folder / "plan.json").write_text('{"kpis": ["N00001"]}')
    assert covers(first.folder).areas == frozenset()


def test_history_rewritten_without_notice(kolada, run):
    kolada.figure("N00001", "0680", 2019, T=12.0)
    before, after = run("2026-08-01"), run("2026-09-01")
    before.fetch()
    kolada.figure("N00001", "0680", 2019, T=11.4)
    after.fetch()
    assert before.rows("year", "value") == [(2019, 12.0)]
    assert after.rows("year", "value") == [(2019, 11.4)]


def test_a_folder_may_have_any_name(kolada, tmp_path):
    kolada.figure("N00001", "0680", 2023, T=1)
    first = Run(tmp_path / "Eva's [rå] data*?", kolada)
    first.fetch()
    assert first.rows("value") == [(1.0,)]
