"""``make bench-reporters``: many people saving at once through the real server, and an independent count of it all.

Each of them has a log-in, a session and one question; two and two share a question, so that texts meet. Every save
sends a text that no other save has. What the clients wrote down themselves is then held against the database: a text
that was answered for and is not among the question's steps is lost, one among another's is mixed.
"""

import argparse
import os
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from bench.database import own_home

ROOT = Path(__file__).resolve().parent.parent
SHARE = 2
"""People on each question."""
PAUSE = 1.0
"""Seconds between a person's saves: the page saves as they type, not faster."""


@dataclass
class Client:
    """One reporter's browser, and what they wrote down themselves."""

    name: str
    session: str
    item: int
    port: int
    version: int = 0
    token: str = ""
    sent: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    conflicts: int = 0
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def run(self, until: float) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self._open(connection)
            while time.monotonic() < until:
                begun = time.monotonic()
                self._save(connection)
                time.sleep(max(0.0, PAUSE - (time.monotonic() - begun)))
        except (OSError, HTTPException) as trouble:
            self.wrong.append(f"{self.name}: {trouble!r}")
        finally:
            connection.close()

    def _ask(self, connection, method: str, path: str, sent: dict | None = None):
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={self.token}",
            "X-CSRFToken": self.token,
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, urlencode(sent) if sent else None, headers)
        answer = connection.getresponse()
        return answer, answer.read()

    def _open(self, connection) -> None:
        answer, _body = self._ask(connection, "GET", f"/arbete/{self.item}/")
        self.token = SimpleCookie(answer.headers["Set-Cookie"])["csrftoken"].value
        if answer.status != 200:
            self.wrong.append(f"{self.name}: the page gave {answer.status}")

    def _save(self, connection) -> None:
        import json

        text = f"{self.name} skriver nummer {len(self.sent)}"
        self.sent.append(text)
        begun = time.monotonic()
        sent = {"motivation_sv": text, "grade": "2", "version": self.version}
        answer, body = self._ask(connection, "POST", f"/arbete/{self.item}/spara/", sent)
        self.seconds.append(time.monotonic() - begun)
        if answer.status == 200:
            self.version = json.loads(body)["version"]
            self.kept.append(text)
        elif answer.status == 409 and b"compare" in body:
            self.conflicts += 1
            self.kept.append(text)
            # As a person who has seen the two and goes on from the other's.
            self.version = _stands_at(self.item)
        else:
            self.wrong.append(f"{self.name}: {answer.status} {body[:120]!r}")


def _stands_at(item: int) -> int:
    """The version that a reload would show; asked of the database, so that the server's time goes to saving."""
    from django.db import connection

    from lagesbild.reporting.models import Item

    try:
        return Item.objects.values_list("version", flat=True).get(pk=item)
    finally:
        connection.close()


def prepare(people: int) -> list[tuple[str, str, int]]:
    """(name, session, item) of each: a round with one question for every two."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Group
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.utils import timezone

    from lagesbild.barometer.models import Goal, Programme
    from lagesbild.organisations.models import Organisation, User
    from lagesbild.organisations.roles import REPORTER
    from lagesbild.reporting.models import Item, Round

    call_command("migrate", verbosity=0, interactive=False)
    now = timezone.now()
    today = timezone.localdate()
    round = Round.objects.create(
        name="Prov", year=today.year, opens_on=today, closes_on=today, status="open", opened_at=now
    )
    programme = Programme.objects.create(name_sv="Provet", slug="provet", live=True)
    group, clients = Group.objects.get(name=REPORTER), []
    for number in range(people):
        if number % SHARE == 0:
            unit = Organisation.objects.create(name_sv=f"Enhet {number}", slug=f"enhet-{number}")
            goal = Goal.objects.create(programme=programme, name_sv=f"Mål {number}", slug=f"mal-{number}")
            item = Item.objects.create(round=round, kind="assessment", organisation=unit, goal=goal)
        user = User.objects.create(username=f"person-{number}", password="!")
        user.groups.add(group)
        user.organisations.add(unit)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        clients.append((user.username, session.session_key, item.pk))
    return clients


def faults_in_letters(clients: list[Client]) -> list[str]:
    """What is wrong: the clients' own notes against the steps and the items."""
    from lagesbild.reporting.models import Item, Step

    wrong = [fault for client in clients for fault in client.wrong]
    expected: dict[int, list[tuple[str, str]]] = {}
    for client in clients:
        expected.setdefault(client.item, []).extend((client.name, text) for text in client.kept)
    for item in Item.objects.all():
        steps = list(item.steps.select_related("by"))
        motivations = sorted((step.by.username, step.content["motivation_sv"]) for step in steps)
        if motivations != sorted(expected.get(item.pk, [])):
            wrong.append(
                f"question {item.pk}: {len(motivations)} steps, {len(expected.get(item.pk, []))} noted"
            )
        saved = [step for step in steps if step.what == Step.What.SAVED]
        if item.version != len(saved) or (saved and item.content != saved[-1].content):
            wrong.append(f"question {item.pk}: version {item.version}, {len(saved)} saves")
        if [step.number for step in steps] != list(range(1, len(steps) + 1)):
            wrong.append(f"question {item.pk}: a step is missing from the row")
    return wrong


def run(name: str, people: int, seconds: int, home: Path) -> int:
    """One database; what is wrong, as a count. Prints a row of the table."""
    from tests.conftest import serving

    database = {"LAGESBILD_DATABASE": os.environ["LAGESBILD_DATABASE"]} if name == "PostgreSQL" else {}
    prepared = prepare(people)
    from django.core.management import call_command
    from django.db import connections

    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()
    with serving(home, **database) as address:
        port = int(address.rpartition(":")[2])
        clients = [Client(who, session, item, port) for who, session, item in prepared]
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=client.run, args=(until,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    wrong = faults_in_letters(clients)
    connections.close_all()
    took = sorted(duration for client in clients for duration in client.seconds)
    saved = sum(len(client.kept) for client in clients)
    met = sum(client.conflicts for client in clients)
    cuts = statistics.quantiles(took, n=20) if len(took) > 1 else [0.0] * 19
    print(
        f"{name:<11}{people:>7}{seconds:>9}{saved:>8}{saved / seconds:>10.1f}{met:>11}"
        f"{1000 * cuts[9]:>11.0f}{1000 * cuts[18]:>9.0f}{1000 * took[-1]:>9.0f}{len(wrong):>8}"
    )
    for fault in wrong[:20]:
        print("  wrong:", fault)
    return len(wrong)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.reporters", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="here, in this process")
    options = parser.parse_args()
    if options.database:
        return _here(options)
    print(
        f"{'database':<11}{'people':>7}{'seconds':>9}{'saves':>8}{'a second':>10}{'conflicts':>11}"
        f"{'median ms':>11}{'95 % ms':>9}{'most ms':>9}{'wrong':>8}",
        flush=True,
    )
    return max(_apart(options, name) for name in ("sqlite", "postgresql"))


def _apart(options, database: str) -> int:
    """Settings are read once: each database has a process of its own."""
    import subprocess

    order = [sys.executable, "-m", "bench.reporters", "--database", database]
    order += ["--seconds", str(options.seconds), "--people", str(options.people)]
    return subprocess.run(order, cwd=ROOT).returncode


def _here(options) -> int:
    with own_home(options.database) as home:
        import django

        django.setup()
        name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[options.database]
        return min(run(name, options.people, options.seconds, home), 1)


if __name__ == "__main__":
    sys.exit(main())
