"""Goal 17's figures: small registers with known answers, and the way through a real build."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lagesbild.barometer.models import Action
from lagesbild.cooperation.goal17.counting import PublicRegister, YearSoFar
from lagesbild.cooperation.goal17.figure_run import COUNTED, NothingToCount, fetch, rows
from lagesbild.cooperation.goal17.key_figures import FIGURES
from lagesbild.cooperation.goal17.partnership_figures import has_begun
from lagesbild.cooperation.models import (
    Exchange,
    ExchangeRate,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
)
from lagesbild.figures import queries, store
from lagesbild.figures.sources import workbook
from lagesbild.organisations.models import Municipality, Organisation
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
numbers = count(1)


def made(model, name: str = "", **more):
    """A published thing with a name and an address of its own."""
    name = name or f"nr {next(numbers)}"
    return model.objects.create(name_sv=name, slug=name.replace(" ", "-"), **more)


def partnership(since="2020-06-01", precision="day", **more) -> Partnership:
    start = since and date.fromisoformat(since)
    return made(Partnership, since=start, since_precision=precision, **more)


def exchange(starts: str, *groups: tuple, **more) -> Exchange:
    """``exchange("2024-05-01", ("pupil", "13-17", "women", 12))``"""
    made_one = made(Exchange, starts=date.fromisoformat(starts), **more)
    for role, age, sex, number in groups:
        made_one.participants.create(role=role, age=age, sex=sex, count=number)
    made_one.save()
    return made_one


def project(**more) -> Project:
    return made(Project, **({"status": "running", "starts": date(2024, 1, 1)} | more))


def grant(funder: str, value, decided: str | None, of: Project | None = None, currency="SEK") -> Grant:
    giver, _new = Organisation.objects.get_or_create(
        slug=funder, defaults={"name_sv": funder, "kind": "funder"}
    )
    programme, _new = FundingProgramme.objects.get_or_create(name_sv=funder, defaults={"funder": giver})
    day = decided and date.fromisoformat(decided)
    return Grant.objects.create(
        project=of or project(), programme=programme, value=value, decided_on=day, currency=currency
    )


def answers(figure: str, subgroup: str = "T") -> dict[int, float | None]:
    """Year → value."""
    return {year: value for year, (value, _remark) in with_remarks(figure, subgroup).items()}


def with_remarks(figure: str, subgroup: str = "T") -> dict[int, tuple[float | None, str]]:
    key_figure = next(figure_of_all for figure_of_all in FIGURES if figure_of_all.id == figure)
    register = PublicRegister.load()
    return {
        year.number: (figure_value.value, figure_value.remark)
        for year in register.years(TODAY)
        for figure_value in key_figure.count(register, year)
        if figure_value.subgroup == subgroup
    }


class TestPartnerships:
    def test_one_counts_from_the_year_it_had_certainly_begun(self):
        partnership("2023-06-01")
        partnership("2024-01-01", "year")
        partnership("2010-01-01", "decade")
        by_year = answers("register-active-partnerships")
        assert {year: by_year.get(year) for year in (2018, 2019, 2022, 2023, 2024, 2026)} == {
            2018: None,
            2019: 1,
            2022: 1,
            2023: 2,
            2024: 3,
            2026: 3,
        }

    def test_one_that_ends_is_active_to_its_last_day(self):
        partnership("2022-01-01", status="ended", ends=date(2024, 12, 31))
        assert answers("register-active-partnerships") == {2022: 1, 2023: 1, 2024: 1, 2025: 0, 2026: 0}

    def test_what_no_date_tells_of_is_left_out_and_that_is_said(self):
        partnership("2025-01-01")
        partnership(since=None)
        partnership("2019-01-01", status="unclear")
        partnership("2019-01-01", status="ended")
        value, remark = with_remarks("register-active-partnerships")[2026]
        assert value == 1
        assert remark == (
            "Inte räknade: 1 utan känt startår, 1 där det är oklart om de pågår eller sedan när de vilar, "
            "1 som har upphört utan känt slutdatum."
        )

    def test_countries_are_others_than_our_own_and_count_once(self):
        town = partnership("2025-01-01")
        for land in ("DK", "DK", "FI", "SE"):
            town.partners.create(organisation=made(Organisation, country=land))
        town.save()
        assert answers("register-countries") == {2025: 2, 2026: 2}

    def test_an_analysis_lasts_two_years(self):
        analysed, _other = partnership("2020-01-01"), partnership("2020-01-01")
        analysed.reviews.create(reviewed_on=date(2023, 5, 1), conclusion_sv="Bra.")
        analysed.save()
        assert answers("register-analysed") == {2023: 50, 2024: 50, 2025: 0, 2026: 0}

    def test_activity_is_what_the_partnerships_own_page_calls_green(self):
        town, _other = partnership("2020-01-01"), partnership("2020-01-01")
        exchange("2024-05-01", partnership=town)
        assert answers("register-active-within-a-year") == {2024: 50, 2025: 0, 2026: 0}


class TestParticipants:
    def test_everybody_and_each_group(self):
        exchange("2024-05-01", ("pupil", "13-17", "women", 12), ("teacher", "30-64", "unknown", 2))
        exchange("2024-09-01", ("pupil", "13-17", "men", 10))
        figure = "register-participants"
        assert {group: answers(figure, group)[2024] for group in ("T", "K", "M", "pupil", "teacher")} == {
            "T": 24,
            "K": 12,
            "M": 10,
            "pupil": 22,
            "teacher": 2,
        }
        assert answers(figure, "elected") == {}

    def test_a_year_without_exchanges_had_none_but_before_the_first_nobody_knows(self):
        partnership("2022-01-01")
        exchange("2024-05-01", ("staff", "unknown", "unknown", 3))
        assert answers("register-participants") == {2024: 3, 2025: 0, 2026: 0}

    def test_counts_that_are_not_known_are_not_nothing(self):
        exchange("2025-05-01")
        exchange("2026-05-01")
        exchange("2026-06-01", ("staff", "unknown", "unknown", 3))
        assert with_remarks("register-participants") == {
            2025: (None, "Antalet deltagare är inte känt för 1 av 1 utbyten."),
            2026: (3, "Antalet deltagare är inte känt för 1 av 2 utbyten."),
        }

    def test_the_young_are_known_by_age_or_by_role(self):
        exchange(
            "2026-05-01",
            ("youth", "18-29", "women", 5),
            ("pupil", "unknown", "men", 7),
            ("staff", "18-29", "men", 1),
            ("youth", "30-64", "men", 2),
            ("staff", "unknown", "men", 4),
        )
        assert answers("register-young-participants") == {2026: 13}

    def test_an_exchange_to_come_is_not_counted(self):
        exchange("2026-12-01", ("staff", "unknown", "unknown", 3))
        assert answers("register-participants") == {}


class TestConsideredAndLearnt:
    def test_a_yes_and_a_no_are_answers_of_what_began_in_the_year(self):
        begun = date(2025, 3, 1)
        made(Action, starts=begun, civil_society="yes")
        made(Action, starts=begun, civil_society="not_yet")
        made(Action, starts=begun)
        project(starts=begun, civil_society="no", civil_society_why="Bara internt.")
        project(starts=begun, status="applied", civil_society="yes")
        made(Action)
        assert with_remarks("register-civil-society-considered") == {
            2025: (50, "Inte räknade: 1 utan startdatum.")
        }

    def test_a_lesson_is_used_when_it_says_what_was_done_and_when(self):
        town = partnership("2024-01-01")
        remarks = {"partnership": town, "evidence_sv": "Sett."}
        Lesson.objects.create(title_sv="A", noted_on=date(2024, 5, 1), done_on=date(2025, 5, 1), **remarks)
        Lesson.objects.create(title_sv="B", noted_on=date(2025, 5, 1), done_sv="Något.", **remarks)
        assert with_remarks("register-lessons-done") == {
            2024: (0, ""),
            2025: (50, "För en lärdom står det vad som gjordes men inte när."),
            2026: (50, "För en lärdom står det vad som gjordes men inte när."),
        }


class TestMoney:
    def test_grants_count_in_the_year_of_their_decision_at_its_rate(self):
        ExchangeRate.objects.create(
            currency="EUR", on=date(2025, 1, 2), kronor=Decimal("11.5"), source="Ritad"
        )
        grant("Fonden", 1000, "2025-03-01", currency="EUR")
        grant("Fonden", 500, "2025-12-31")
        grant("Fonden", 900, None)
        grant("Fonden", None, "2026-02-01")
        left_out = "Inte räknade: 1 bidrag utan känd beslutsdag"
        assert with_remarks("register-funding") == {
            2025: (12000, f"{left_out}."),
            2026: (None, f"{left_out}, 1 bidrag utan känt belopp."),
        }

    def test_a_year_without_a_decision_had_no_money(self):
        grant("Fonden", 500, "2024-12-31")
        assert answers("register-funding") == {2024: 500, 2025: 0, 2026: 0}

    def test_others_share_is_of_the_projects_that_run_and_whose_money_is_known(self):
        whole = project(starts=date(2025, 1, 1), finishes=date(2025, 6, 30), budget=1000)
        grant("Fonden", 750, "2025-01-01", of=whole)
        project(starts=date(2025, 5, 1), finishes=date(2026, 12, 31), budget=500)
        project(starts=date(2025, 5, 1), finishes=date(2025, 12, 31))
        project(starts=date(2025, 5, 1), finishes=date(2025, 12, 31), budget=10**6, status="applied")
        assert with_remarks("register-others-share") == {
            2025: (50, "Inte räknade: 1 projekt där budgeten eller bidraget inte är känt."),
            2026: (0, ""),
        }

    def test_concentration_is_over_three_years(self):
        grant("Fonden", 300, "2024-01-01")
        grant("Stiftelsen", 100, "2025-01-01")
        assert answers("register-largest-funder") == {2024: 100, 2025: 75, 2026: 75}
        assert answers("register-effective-funders") == {2024: 1, 2025: 1.6, 2026: 1.6}


def test_only_what_is_public_counts():
    hidden = partnership("2020-01-01", live=False)
    exchange("2024-01-01", ("staff", "unknown", "unknown", 3), partnership=hidden)
    exchange("2024-01-01", ("staff", "unknown", "unknown", 3), live=False)
    grant("Fonden", 100, "2024-01-01", of=project(live=False))
    made(Action, starts=date(2024, 1, 1), live=False)
    assert rows(PublicRegister.load(), "0680", TODAY) == []


def test_the_year_that_is_not_over_is_preliminary_and_the_last_whole_one_is_not():
    partnership("2025-06-01")
    flags = {row[2]: row[5] for row in rows(PublicRegister.load(), "0680", TODAY) if row[0] == COUNTED[0].id}
    assert flags == {"2025": "", "2026": "preliminary"}


def test_a_large_register_takes_no_more_queries_to_read():
    Municipality.load()  # made on first sight
    counts = []
    for _size in range(2):
        for _n in range(2 if not counts else 18):
            town = partnership("2025-01-01")
            town.partners.create(organisation=made(Organisation))
            town.save()
            exchange("2025-05-01", ("staff", "unknown", "unknown", 3), partnership=town)
            grant(f"Fond {next(numbers)}", 100, "2025-01-01")
        with CaptureQueriesContext(connection) as queried:
            rows(PublicRegister.load(), "0680", TODAY)
        counts.append(len(queried))
    assert counts[0] == counts[1] < 40


def test_every_definition_is_whole():
    assert len({figure.id for figure in FIGURES}) == len(FIGURES)
    for figure in FIGURES:
        assert figure.id.startswith("register-") and figure.direction in ("up", "down", "none")
        assert figure.definition_sv.endswith(".") and figure.definition_en.endswith(".")
        assert figure.direction_reason_sv and figure.direction_reason_en


def test_the_example_shows_every_figure_as_it_is_defined():
    entries = yaml.safe_load((ROOT / "examples" / "jonkoping" / "indicators.yaml").read_text())
    indicators = {entry["figure"]: entry for entry in entries}
    for figure in FIGURES:
        entry = indicators[figure.id]
        for name in (
            "definition_sv",
            "definition_en",
            "name_sv",
            "name_en",
            "unit_sv",
            "unit_en",
            "decimals",
        ):
            assert entry[name] == getattr(figure, name), (figure.id, name)
        assert entry["direction"] == figure.direction
        assert "SE.17" in [row["goal"] for row in entry["goals"]]


class TestRun:
    @pytest.fixture
    def home(self):
        home = Municipality.load()
        home.name, home.home_area = "Jönköping", "0680"
        home.save()
        return home

    def test_a_run_goes_through_the_build_like_every_other_source(self, home, tmp_path):
        partnership("2024-01-01")
        exchange("2024-05-01")
        exchange("2025-05-01", ("pupil", "13-17", "women", 12))
        grant("Fonden", 300000, "2025-01-01")
        people = tmp_path / "people.csv"
        people.write_text("nyckeltal;område;2024;2025\nfolk;0680;147654;150000\n", encoding="utf-8")
        drawn = {"publisher": "Ritad", "licence": "CC0", "address": "https://exempel.se", "now": NOW}
        workbook.fetch(tmp_path / "raw" / "folk" / "1", file=people, id="folk", **drawn)
        (tmp_path / "derived.csv").write_text(
            "indicator,title,unit,numerator,denominator,factor\n"
            "register-funding-per-inhabitant,Per invånare,kr/inv.,register-funding,folk,1\n"
        )
        origin = fetch(tmp_path / "raw" / "register" / "1", now=NOW)
        assert (origin.id, origin.module, origin.whole) == ("register", "workbook", True)
        assert origin.licence == "CC0 1.0" and origin.publisher.startswith("Jönköping")
        path = tmp_path / "figures.duckdb"
        store.build(path, [tmp_path / "raw"], now=NOW)
        ids = [*(figure.id for figure in COUNTED), "register-funding-per-inhabitant"]
        series = queries.series(path, ids, ["0680"], ["T", "K"])
        assert [
            (point.year, point.value, point.flag)
            for point in series["register-active-partnerships", "0680", "T"]
        ] == [
            (2024, 1, ""),
            (2025, 1, ""),
            (2026, 1, "preliminary"),
        ]
        *_before, latest = series["register-active-partnerships", "0680", "T"]
        assert latest.comment.startswith("Räknat 2026-")
        first, *_later = series["register-participants", "0680", "T"]
        assert (first.value, first.reason) == (None, "-") and "1 av 1" in first.comment
        assert [point.value for point in series["register-participants", "0680", "K"]] == [12, 0]
        per_head = series["register-funding-per-inhabitant", "0680", "T"]
        assert [(point.year, point.value) for point in per_head] == [(2025, 2.0)]

    def test_what_is_put_right_takes_the_place_of_what_was_counted_before(self, home, tmp_path):
        town = partnership("2024-01-01")
        fetch(tmp_path / "raw" / "register" / "1", now=NOW)
        town.since = date(2025, 1, 1)
        town.save()
        fetch(tmp_path / "raw" / "register" / "2", now=NOW.replace(hour=13))
        path = tmp_path / "figures.duckdb"
        store.build(path, [tmp_path / "raw"], now=NOW)
        series = queries.series(path, [COUNTED[0].id], ["0680"])
        assert [point.year for point in series[COUNTED[0].id, "0680", "T"]] == [2025, 2026]

    def test_examples_that_are_counted_are_told_of(self, home, tmp_path):
        partnership("2024-01-01", is_example=True)
        assert "1 av uppgifterna är" in fetch(tmp_path / "run", now=NOW).note

    def test_an_empty_register_is_a_sentence_and_no_run(self, home, tmp_path):
        with pytest.raises(NothingToCount, match="Publish a partnership first"):
            fetch(tmp_path / "run", now=NOW)
        assert not (tmp_path / "run").exists()

    def test_a_municipality_without_a_code_is_asked_for_one(self, tmp_path):
        partnership("2024-01-01")
        with pytest.raises(NothingToCount, match="no code yet"):
            fetch(tmp_path / "run", now=NOW)


def test_the_rule_of_the_decade():
    ten = Partnership(since=date(1960, 1, 1), since_precision="decade")
    years = [YearSoFar(number, date(number, 12, 31)) for number in (1960, 1968, 1969)]
    assert [has_begun(ten, year) for year in years] == [False, False, True]
