"""The log of letters and the nights' reports, for those who may see them."""

import json
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group

from lagesbild.organisations.roles import ensure_roles
from lagesbild.reporting.models import Letter
from tests.reporting.drawing import open_round, person

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)
NIGHT = "2026-11-02T021500Z"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def page(client, role: str, path: str):
    ensure_roles()
    user = person(f"en-{role.lower()}")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client.get(path)


def letter(name="anna", **fields) -> Letter:
    return Letter.objects.create(
        **{"to": person(name), "kind": "invitation", "day": DAY, "items": 3, "round": open_round()} | fields
    )


def report(home, **fields) -> None:
    folder = home / "sync" / "kolada"
    folder.mkdir(parents=True)
    words = {"name": {"sv": "Utsläpp", "en": "Emissions"}, "latest": {"sv": "4 ton", "en": "4 ton"}}
    before = words | {
        "words": [{"sv": "Åt rätt håll", "en": "Right"}],
        "why": [{"sv": "Sjunker.", "en": "Falls."}],
    }
    after = words | {
        "words": [{"sv": "Åt fel håll", "en": "Wrong"}],
        "why": [{"sv": "Stiger.", "en": "Rises."}],
    }
    told = {
        "name": NIGHT,
        "at": "2026-11-02T02:15:00+00:00",
        "asked": 2,
        "counts": {"new": 1, "revised": 1, "deleted": 0},
        "indicators": [{"id": "N00001", "title": "Utsläpp, ton", "new": 1, "revised": 1, "deleted": 0}],
        "changes": [
            {"id": "N00001", "title": "Utsläpp, ton", "area": "0680", "place": "Jönköping", "period": "2022"}
            | {"subgroup": "T", "kind": "revised", "before": 4.5, "before_reason": None}
            | {"after": None, "after_reason": ".."}
        ],
        "retitled": [],
        "retired": [
            {
                "id": "N9",
                "title": "Resor",
                "suggestions": [{"id": "N8", "title": "Resor nu", "likeness": 0.9}],
            }
        ],
        "left_alone": {},
        "runs": [NIGHT],
        "verdicts": [{"id": "6c7f7f6e-3a3c-4f0a-9d6d-0f6f1f0f3c11", "before": before, "after": after}],
    }
    (folder / f"{NIGHT}.json").write_text(json.dumps(told | fields))
    (folder / "last.json").write_text(json.dumps({"at": told["at"], "report": NIGHT}))


def test_the_log_says_who_was_written_to_and_what_waits(client):
    letter(sent_at=datetime(2026, 11, 2, 6, tzinfo=UTC))
    letter("bo", again_from=date(2026, 11, 3), trouble="E-postservern svarar inte", round=None)
    text = page(client, "Samordnare", "/arbete/brev/").content.decode()
    for said in ("anna", "Skickat 07.00", "bo@example.org", "E-postservern svarar inte", "2026-11-03"):
        assert said in text
    only = client.get("/arbete/brev/?visa=osanda").content.decode()
    assert "bo@example.org" in only and "anna@example.org" not in only


def test_a_letter_that_was_begun_and_never_confirmed_is_seen(client):
    letter(again_from=date(2026, 11, 3))
    assert "Avbröts innan" in page(client, "Samordnare", "/arbete/brev/").content.decode()


@pytest.mark.parametrize(
    "role, letters, night",
    [("Samordnare", 200, 200), ("Godkännare", 403, 200), ("Läsare", 403, 200), ("Rapportör", 403, 403)],
)
def test_who_may_see_them(client, role, letters, night):
    assert page(client, role, "/arbete/brev/").status_code == letters
    assert client.get("/arbete/synkronisering/").status_code == night


@pytest.mark.parametrize("path", ["/arbete/brev/", "/arbete/synkronisering/"])
def test_nobody_sees_them_without_logging_in(client, path):
    assert client.get(path).status_code == 302


def test_a_night_tells_what_came_and_what_turned(client, home):
    report(home)
    text = page(client, "Samordnare", "/arbete/synkronisering/").content.decode()
    for said in ("Åt rätt håll", "Åt fel håll", "Stiger.", "4,5", "Sekretess", "Kanske nu:", "Resor nu"):
        assert said in text
    assert client.get(f"/arbete/synkronisering/{NIGHT}/").status_code == 200


def test_a_night_that_never_was_is_not_found(client, home):
    report(home)
    page(client, "Samordnare", "/arbete/synkronisering/")
    for name in ("2025-01-01T000000Z", "last", "..%2Flast"):
        assert client.get(f"/arbete/synkronisering/{name}/").status_code == 404


def test_trouble_is_told(client, home):
    report(home)
    last = {"at": "2026-11-03T02:15:00+00:00", "trouble": "Kolada did not answer."}
    (home / "sync" / "kolada" / "last.json").write_text(json.dumps(last))
    text = page(client, "Samordnare", "/arbete/synkronisering/").content.decode()
    assert "Kolada did not answer." in text and "Siffrorna är som de var" in text
