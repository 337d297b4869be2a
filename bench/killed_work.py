"""The work that is killed: answers saved, handed in, taken back, returned, approved and corrected, rounds closed and
opened, letters sent, Kolada synchronised, figures built, and what ``killed_uploads`` does. All by the product's own
functions, day after day.

Import it only when LAGESBILD_HOME is set. Every text, value and figure carries a number of its own, so that what is
half of one and half of another is seen.
"""

import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import ascii_lowercase

import django

django.setup()

import requests  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.mail import get_connection  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail import hooks  # noqa: E402

from bench.killed_shape import AREAS, KPIS  # noqa: E402
from bench.killed_uploads import (  # noqa: E402
    UPLOADS,
    back_up_again_if_broken_off,
    clear_away_unclaimed,
    hand_in_waiting,
)
from lagesbild.barometer.models import Goal  # noqa: E402
from lagesbild.commands import sync  # noqa: E402
from lagesbild.cooperation import importing  # noqa: E402
from lagesbild.figures import store  # noqa: E402
from lagesbild.organisations.models import User  # noqa: E402
from lagesbild.organisations.roles import REPORTER  # noqa: E402
from lagesbild.reporting import (  # noqa: E402
    answering,
    letter_words,
    letters,
    publishing,
    reported,
    rounds,
    synchronising,
    weekly_sending,
)
from lagesbild.reporting.earlier import problems  # noqa: E402
from lagesbild.reporting.models import Item, ReportedValue, Round, Step  # noqa: E402

# What is otherwise read when it is first needed, which would be in each of the processes.
hooks.search_for_hooks()
reverse("my_work")

ROUND_DAYS = 12


def moment(day: int, second: int = 0) -> datetime:
    return datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(days=day, seconds=second)


def mailbox(day: int) -> Path:
    """The letters of one day. It lies beside the home, which holds only what the product keeps."""
    return settings.HOME.parent / "mail" / f"{day:05d}"


def synchronise(url: str, day: int, second: int = 0) -> None:
    """As ``lagesbild sync kolada`` does, without its pauses between requests."""
    session = requests.Session()
    session.trust_env = False  # no proxy of the machine between us and loopback
    at = moment(day, second)
    asking = {"session": session, "sleep": lambda seconds: None, "rate": 1e6, "timeout": 10}
    site = replace(sync.site(at), asking=asking, build=lambda: build(at))
    order = synchronising.KoladaNeeds(KPIS, areas=AREAS, told_areas=["0680"], base_url=url)
    synchronising.synchronise(order, site, now=at, progress=lambda line: None)


def fetch_reported_and_build(day: int, second: int = 0) -> None:
    """As ``lagesbild fetch reported && lagesbild build``."""
    at = moment(day, second)
    fetch_reported(at)
    build(at)


def fetch_reported(at: datetime) -> None:
    if ReportedValue.objects.exists():
        reported.fetch(settings.RAW[0] / reported.ID / f"{at:%Y-%m-%dT%H%M%SZ}", now=at)


def build(at: datetime) -> None:
    store.build(settings.FIGURES, settings.RAW, now=at)


def send_letters(day: int, second: int = 0) -> None:
    """As ``lagesbild remind``, into files."""
    folder = mailbox(day)
    folder.mkdir(parents=True, exist_ok=True)
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    letters.remind(connection, at=moment(day, second), write=letter_words.to_contact)
    weekly_sending.send_weekly(connection, at=moment(day, second), write=letter_words.to_coordinator)


class Noted:
    """What is being done and which day it is, told to a file that the one who kills reads afterwards."""

    WIDTH = 40

    def __init__(self, path: Path):
        self.file = os.open(path, os.O_RDWR | os.O_CREAT)

    def __call__(self, what: str, day: int) -> None:
        os.pwrite(self.file, f"{what} {day}".ljust(self.WIDTH).encode(), 0)


class Work:
    """One day's work with the answers. ``serial`` numbers the texts."""

    def __init__(self, day: int, random: random.Random, by: User | None = None):
        self.day, self.random, self.second = day, random, 0
        self.by = by or User.objects.get(username="samordnaren")
        self.people = dict.fromkeys(User.objects.filter(groups__name=REPORTER))
        self.unit_of = {user: user.organisations.first() for user in self.people}

    def at(self) -> datetime:
        self.second += 1
        return moment(self.day, self.second)

    def some(self, **having) -> Item | None:
        pks = list(
            Item.objects.filter(round__status=Round.Status.OPEN, **having).values_list("pk", flat=True)
        )
        return Item.objects.get(pk=self.random.choice(pks)) if pks else None

    def writer(self, item: Item) -> User:
        return self.random.choice(
            [person for person in self.people if self.unit_of[person] == item.organisation]
        )

    def content(self, item: Item) -> dict[str, str]:
        number = Step.objects.count() + self.random.randrange(10**9)
        value = str(number % 100_000)
        return {
            Item.Kind.ASSESSMENT: {"grade": str(number % 6), "motivation_sv": f"Text {number}"},
            Item.Kind.VALUE: {"period": str(2000 + self.day % 25), "value": value, "confirmed": value}
            | {"comment": f"Text {number}"},
            Item.Kind.ACTION: {"status": "started", "result_sv": f"Text {number}"},
            Item.Kind.TEXT: {"status_sv": f"Text {number}", "as_of": f"{moment(self.day):%Y-%m-%d}"},
        }[Item.Kind(item.kind)]

    def save(self) -> None:
        if item := self.some(status__in=answering.WRITABLE):
            stale = self.random.random() < 0.2 and item.version
            version = item.version - 1 if stale else item.version
            answering.save(item.pk, self.content(item), version=version, by=self.writer(item), at=self.at())

    def hand_in(self) -> None:
        if item := self.some(status__in=answering.WRITABLE):
            circumstances = {
                "version": item.version,
                "by": self.writer(item),
                "at": self.at(),
                "problems": problems,
            }
            answering.submit(item.pk, self.content(item), **circumstances)

    def take_back(self) -> None:
        if item := self.some(status=Item.Status.SUBMITTED):
            answering.take_back(item.pk, by=self.writer(item), at=self.at())

    def send_back(self) -> None:
        if item := self.some(status=Item.Status.SUBMITTED):
            answering.return_to(item.pk, "Varför?", by=self.by, at=self.at())

    def not_ours(self) -> None:
        if item := self.some(status__in=answering.WRITABLE):
            answering.not_ours(item.pk, "Någon annans", by=self.writer(item), at=self.at())

    def move(self) -> None:
        if item := self.some(status=Item.Status.NOT_OURS):
            answering.move(item.pk, item.organisation, "Jo, er", by=self.by, at=self.at())

    def approve(self) -> None:
        submitted = Item.objects.filter(round__status=Round.Status.OPEN, status=Item.Status.SUBMITTED)
        waiting = list(submitted.values_list("pk", "version"))
        versions = dict(self.random.sample(waiting, min(3, len(waiting))))
        for outcome in publishing.approve(versions, by=self.by, at=self.at(), versions=versions):
            if outcome.trouble:
                raise RuntimeError(outcome.trouble)

    def correct(self) -> None:
        if item := self.some(status=Item.Status.APPROVED):
            publishing.correct(item.pk, self.content(item), "Fel siffra", by=self.by, at=self.at())

    def draft(self) -> None:
        """Somebody edits meanwhile: what approving publishes must not publish their draft."""
        goal = self.random.choice(list(Goal.objects.all()))
        draft = goal.get_latest_revision_as_object()
        draft.text_sv = f"Utkast {self.random.randrange(10**9)}"
        draft.save_revision(user=self.by)

    def import_list(self) -> None:
        """A list of cooperation, all of which comes or none."""
        number = "".join(self.random.choices(ascii_lowercase, k=12))
        partners = ["".join(self.random.choices(ascii_lowercase, k=12)) for _place in range(A_LIST)]
        rows = [f"Nätverk;Lista {number} {partner};{partner};Belgien" for partner in partners]
        content = "\n".join(["Slag;Namn;Partner;Land", *rows]).encode()
        importing.write(importing.read_list("lista.csv", content), {}, moment(self.day).date(), by=self.by)

    def round(self) -> None:
        """Close the round that is over or answered, and open the next."""
        now = Round.objects.filter(status=Round.Status.OPEN).first()
        today = timezone.localdate(moment(self.day))
        if now:
            unapproved = now.items.exclude(status=Item.Status.APPROVED).count()
            if unapproved and today <= now.closes_on:
                return
            rounds.close_round(now.pk, by=self.by, at=self.at())
        opened = Round.objects.filter(status=Round.Status.DRAFT).first() or Round.objects.create(
            name=f"Omgång {self.day}",
            year=today.year,
            opens_on=today,
            closes_on=today + timedelta(days=ROUND_DAYS),
            asks_texts=True,
        )
        rounds.open_round(opened.pk, by=self.by, at=self.at())


DOES = {
    "save": 6,
    "hand_in": 6,
    "approve": 5,
    "correct": 3,
    "take_back": 2,
    "send_back": 2,
    "not_ours": 1,
    "move": 2,
    "draft": 1,
    "import_list": 1,
}
"""How often each is done with an answer."""
OFTEN = DOES | {what: often for what, (_do, often) in UPLOADS.items()}
A_DAY, A_LIST = 40, 8


def live(url: str, day: int, seed: int, noted: Path, begun) -> None:
    """Work day after day from ``day`` on, until killed. ``begun`` is set when it has."""
    chance, note = random.Random(seed), Noted(noted)
    begun.set()
    while True:
        one_day(url, day, chance, note)
        day += 1


def one_day(url: str, day: int, chance: random.Random, note: Noted) -> None:
    note("rounds", day)
    work = Work(day, chance)
    work.round()
    todo = chance.choices(list(OFTEN), list(OFTEN.values()), k=A_DAY)
    figures = ["synchronise", "build"] if chance.random() < 0.5 else []
    for what in chance.sample([*todo, "letters", *figures], k=len(todo) + 1 + len(figures)):
        note(what, day)
        work.second += 1
        match what:
            case "letters":
                send_letters(day, work.second)
            case "synchronise":
                synchronise(url, day, work.second)
            case "build":
                fetch_reported_and_build(day, work.second)
            case _ if what in UPLOADS:
                UPLOADS[what][0](work.by, chance, work.at())
            case _:
                getattr(work, what)()
    note("between", day)


def go_on(url: str, day: int, whole: bool) -> None:
    """What would be done after a crash, the same day: everything once, from start to end, with nothing refused. A whole
    day has the figures too."""
    work = Work(day, random.Random(day))
    work.second = 40_000
    work.round()
    for do in (work.save, work.hand_in, work.approve, work.correct):
        do()
    hand_in_waiting(work.at())
    clear_away_unclaimed()
    if whole:
        fetch_reported(work.at())
        synchronise(url, day, 42_000)  # Kolada has changed everything, so that it builds
    send_letters(day, 44_000)
    back_up_again_if_broken_off(moment(day, 45_000))
