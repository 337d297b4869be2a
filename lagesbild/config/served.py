"""The site as ``lagesbild serve`` starts it in each of its processes."""

import os
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from lagesbild.config.once_a_turn import OnceATurn
from lagesbild.config.rsgi import ServedSite
from lagesbild.config.wsgi import application
from lagesbild.figures.store import fall_back_on_previous, version
from lagesbild.framework import outbox
from lagesbild.framework.database_state import Numbers, watched_file
from lagesbild.website.kept_pages import SiteState


def asked_together():
    from lagesbild.framework.asked_together import of_the_default_database  # needs psycopg

    return of_the_default_database()


class StateOfTheSite:
    """The words, the figures and the day. It is asked for at every request."""

    def __init__(self) -> None:
        self.figures = Path(settings.FIGURES)
        self.at_once = connection.vendor == "sqlite"
        self.words = watched_file() if self.at_once else asked_together()
        self.read_at_once = OnceATurn(self._words_at_once)
        self.read_others = OnceATurn(self._others)
        self.day, self.midnight = None, 0.0
        self.latest: SiteState | None = None

    def __call__(self) -> SiteState | None:
        return self.read_at_once() if self.at_once else None

    async def looked_up(self) -> SiteState | None:
        if self.at_once:
            return None
        return self._as_latest(await self.words.numbers())

    def _words_at_once(self) -> SiteState | None:
        try:
            return self._as_latest(self.words.numbers())
        except sqlite3.Error:
            return None

    def _as_latest(self, numbers: Numbers | None) -> SiteState | None:
        if numbers is None:
            return None
        others, latest = self.read_others(), self.latest
        if latest is None or latest.numbers is not numbers or latest.others != others:
            self.latest = SiteState(numbers, others)
        return self.latest

    def _others(self) -> tuple:
        return version(self.figures), self._today()

    def _today(self) -> date:
        if time.time() >= self.midnight:
            tomorrow = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
                days=1
            )
            self.day, self.midnight = timezone.localdate(), tomorrow.timestamp()
        return self.day


def _cookies_of_ours() -> set[str]:
    """The cookies that we read. A municipality's other sites may have set theirs for the whole domain."""
    return {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "messages",
    }


fall_back_on_previous()
site = ServedSite(
    application, StateOfTheSite(), _cookies_of_ours(), int(os.environ.get("LAGESBILD_SERVER_THREADS", "4"))
)
outbox.start(site.threads)  # no connection of its own: there are never more than threads and one
