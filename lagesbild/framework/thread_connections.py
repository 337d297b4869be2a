"""What a thread that has ended left open in the database is closed.

Django keeps a connection for each thread and closes none when a thread ends: it counts on threads that stay. The
server ends those that have been idle for half a minute and starts new ones, so every quiet spell left their
connections open, until PostgreSQL took no more from anybody.

They are closed at the next request, or when the next connection is opened: at no time are there more of them than
the server has threads. Not by the thread itself, in its last moments: where SQLite lets go of a function of Django's
in a thread whose state Python is taking apart, the whole process falls.
"""

import contextlib
import threading
import weakref
from dataclasses import dataclass
from typing import Any

from django.core.signals import request_started
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class _Life:
    """Lives as long as the thread that it was made in."""


class _ThisThread(threading.local):
    def __init__(self):
        self.life = _Life()


@dataclass(frozen=True)
class _Opened:
    life: weakref.ref[_Life]
    driver_connection: Any


_this_thread = _ThisThread()
_one_at_a_time = threading.Lock()
_opened: dict[tuple[int, int], _Opened] = {}
"""By thread and wrapper: where one is opened anew, the one before it was closed by Django."""


def close_after_threads() -> None:
    """From now on, in every thread of this process."""
    connection_created.connect(_note, dispatch_uid="close_after_threads")
    request_started.connect(_close_left_open, dispatch_uid="close_after_threads")


def _note(connection: BaseDatabaseWrapper, **_signal) -> None:
    _close_left_open()
    life = weakref.ref(_this_thread.life)
    with _one_at_a_time:
        _opened[threading.get_ident(), id(connection)] = _Opened(life, connection.connection)


def _close_left_open(**_signal) -> None:
    with _one_at_a_time:
        ended = [key for key, opened in _opened.items() if opened.life() is None]
        left_open = [_opened.pop(key) for key in ended]
    for opened in left_open:
        # Closed already, or the server has gone: there is nobody to tell.
        with contextlib.suppress(Exception):
            opened.driver_connection.close()
