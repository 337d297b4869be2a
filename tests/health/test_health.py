"""How an installation feels: each illness is a line of its own, at ``/halsa/`` and by ``lagesbild doctor``."""

import json
import os
from collections import namedtuple
from datetime import date, datetime, timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from lagesbild.backup.contents import STAMP
from lagesbild.framework.models import OutgoingMail
from lagesbild.health import checks
from lagesbild.health.report import HealthLevel
from lagesbild.organisations.models import User
from lagesbild.reporting.models import Letter
from lagesbild.website import health_page
from tests.conftest import NOW

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def home(tmp_path, store, settings, monkeypatch, db):
    """A home with figures, whose answers are not kept between two questions."""
    settings.HOME, settings.RAW = tmp_path, [tmp_path / "raw"]
    settings.FIGURES = store("nyckeltal område 2023\nskolor 0680 41")
    settings.MAIL_REACHES_PEOPLE = True
    # The tests' database is in memory: this is one file that is there.
    (tmp_path / "lagesbild.sqlite3").touch()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", tmp_path / "lagesbild.sqlite3")
    monkeypatch.setattr(health_page, "SECONDS_KEPT", 0)
    _note_backup(tmp_path, timedelta(hours=7))
    return tmp_path


def _note_backup(home, age: timedelta) -> None:
    fields = {"at": (NOW - age).isoformat(), "file": "/backup/hemlig.zip", "size": 7}
    (home / STAMP).write_text(json.dumps(fields))


def failing(now=NOW) -> dict[str, str]:
    report = checks.health(now, deep=True)
    return {line.name: line.sentence.en for line in report.lines if line.level == HealthLevel.FAILING}


def full_disk(monkeypatch, home):
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9, 0))


def broken_store(monkeypatch, home):
    file = home / "figures.duckdb"
    file.write_bytes(file.read_bytes()[:5000] + os.urandom(3000))


def stuck_outbox(monkeypatch, home):
    person = User.objects.create(username="kontakt")
    trouble = "E-postservern svarar inte: [Errno 111] Connection refused"
    day = date(2026, 11, 20)
    Letter.objects.create(to=person, kind="invitation", day=day, items=1, again_from=day, trouble=trouble)


def stuck_codes(monkeypatch, home):
    """What a page has asked for, and no mail server takes."""
    asked_at = NOW - timedelta(minutes=11)
    OutgoingMail.objects.create(to="anna@example.org", asked_at=asked_at, until=NOW + timedelta(minutes=4))


@pytest.mark.parametrize(
    "fall_ill, name, sentence",
    [
        (full_disk, "disk", "full, or not writable: 0 MB free"),
        (broken_store, "store", "cannot be read"),
        (stuck_outbox, "letters", "the outbox is stuck: 1 wait to be sent"),
        (stuck_codes, "letters", "the outbox is stuck: 1 wait to be sent"),
    ],
)
def test_three_illnesses_are_three_red_lines(home, monkeypatch, fall_ill, name, sentence, run):
    assert failing() == {}
    fall_ill(monkeypatch, home)
    assert failing() == {name: sentence}
    answer = Client().get("/halsa/")
    assert answer.status_code == 503
    assert [line for line in answer.text.splitlines()[1:] if line.startswith("failing")][0].startswith(
        f"failing {name}:"
    )


def test_a_monitor_gets_plain_words_or_json_and_no_secrets(home, settings):
    plain, english = Client().get("/halsa/"), Client().get("/en/halsa/")
    assert (plain.status_code, plain["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert "ok database: svarar" in plain.text and "ok database: answers" in english.text
    answers = [
        Client().get("/halsa.json"),
        Client().get("/halsa/?format=json"),
        Client().get("/halsa/", headers={"Accept": "application/json"}),
    ]
    assert {answer["Content-Type"] for answer in answers} == {"application/json"}
    fields = answers[0].json()
    assert set(fields["checks"]) == {name for name, _check in checks.CHECKS}
    for text in (plain.text, answers[0].text):
        for secret in (str(home), settings.SECRET_KEY, "/backup", "hemlig"):
            assert secret not in text
    assert plain["Cache-Control"] == "no-store" and not plain.cookies
    assert Client().post("/halsa/").status_code == 405


def test_a_database_that_does_not_answer_is_a_line_and_not_a_page_of_errors(home, monkeypatch):
    def silent(*_arguments, **_options):
        raise OperationalError("password authentication failed for user lagesbild")

    with monkeypatch.context() as patch:
        patch.setattr(checks.connection, "cursor", silent)
        answer = Client().get("/halsa.json")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"]["status"] == "failing"
    assert "password" not in answer.text


@pytest.mark.parametrize("age, level", [(7, "ok"), (60, "warning"), (24 * 9, "failing")])
def test_a_backup_grows_old(home, age, level):
    _note_backup(home, timedelta(hours=age))
    assert _level("backup") == level


def _level(name: str, now: datetime = NOW) -> HealthLevel:
    return next(line.level for line in checks.health(now).lines if line.name == name)


@pytest.mark.parametrize(
    "age, trouble, level",
    [(1, "", "ok"), (5, "", "warning"), (1, "Kolada svarar inte", "warning")],
)
def test_a_synchronisation_that_fails_or_is_forgotten_is_told(home, age, trouble, level):
    (home / "sync" / "kolada").mkdir(parents=True)
    fields = {"at": (NOW - timedelta(days=age)).isoformat(), "report": None} | (
        {"trouble": trouble} if trouble else {}
    )
    (home / "sync" / "kolada" / "last.json").write_text(json.dumps(fields))
    assert _level("sync") == level


def test_one_address_that_refuses_is_no_stop(home):
    today = date(2026, 11, 23)
    for name, sent_at, again_from, trouble in (("a", NOW, None, ""), ("b", None, today, "550 no such user")):
        person = User.objects.create(username=name)
        fields = {"sent_at": sent_at, "again_from": again_from, "trouble": trouble}
        Letter.objects.create(to=person, kind="invitation", day=today, items=1, **fields)
    assert _level("letters") == "warning"


def test_a_fetch_that_is_not_built_is_told(home):
    run = home / "raw" / "drawn" / "newer"
    run.mkdir()
    (run / "origin.json").write_text("{}")
    assert _level("store") == "warning"


def test_doctor_says_the_same_with_remedies(empty_home_of_my_own, run):
    ended = run("doctor", home=empty_home_of_my_own, check=False)
    assert "ok   database: answers (sqlite)" in ended.stdout
    assert "note backup: none has been written yet\n       -> lagesbild backup" in ended.stdout
    fields = json.loads(run("doctor", "--json", home=empty_home_of_my_own, check=False).stdout)
    assert [line["name"] for line in fields["checks"]] == [name for name, _check in checks.CHECKS]


def test_doctor_without_a_database_makes_none(tmp_path, run):
    ended = run("doctor", home=tmp_path / "nothing", check=False)
    assert ended.returncode == 1
    assert "FAIL database: is not there" in ended.stdout
    assert not (tmp_path / "nothing" / "lagesbild.sqlite3").exists()
