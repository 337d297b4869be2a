"""How long somebody stays logged in: a while without doing anything, and a working day at the most."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout

BEGUN, SEEN = "begun", "seen"
NOTED_EVERY = 60
"""Seconds between two notes that somebody is there, so that reading a page seldom writes anything."""


def session_limits(get_response):
    def middleware(request):
        # Who has no session is not asked for one: their pages are the same for all.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            _hold(request, time.time())
        return get_response(request)

    return middleware


def _hold(request, now: float) -> None:
    session = request.session
    begun, latest = session.get(BEGUN, now), session.get(SEEN, 0)
    if BEGUN not in session:
        session[BEGUN], session[SEEN] = now, now
    elif now - latest > settings.IDLE_SECONDS or now - begun > settings.SESSION_COOKIE_AGE:
        logout(request)
    elif now - latest > NOTED_EVERY:
        session[SEEN] = now
