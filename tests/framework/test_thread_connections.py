"""Threads that come and go, as the server's do: what they opened in the database is closed after them."""

import gc
import os
import threading
import time
from collections.abc import Callable

import psycopg
import pytest
from django.core.signals import request_started
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

THREADS, CYCLES = 3, 4


@pytest.fixture(autouse=True)
def no_garbage_is_collected():
    """A collection closes what is left open too, some day: nobody knows when."""
    gc.disable()
    yield
    gc.enable()


def opened(engine: str, **settings) -> BaseDatabaseWrapper:
    usual = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    wrapper = load_backend(engine).DatabaseWrapper(
        {**connection.settings_dict, **usual, **settings}, "elsewhere"
    )
    wrapper.ensure_connection()
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT 1")
    return wrapper


def a_busy_while(settings: dict) -> None:
    """Threads that are at work at once, each with a connection of its own, and then end."""
    together = threading.Barrier(THREADS)

    def work() -> None:
        opened(**settings)
        together.wait(timeout=30)

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def after_each_cycle(settings: dict, count: Callable[[], int]) -> list[int]:
    """How many connections are open once the next request has begun, after one busy while, two …"""
    open_connections = []
    for _ in range(CYCLES):
        a_busy_while(settings)
        request_started.send(sender=None)
        open_connections.append(count())
    return open_connections


def test_threads_that_end_leave_no_connection_open_in_sqlite(tmp_path, db):
    file = tmp_path / "own.sqlite3"

    def open_files() -> int:
        return sum(
            os.path.realpath(f"/proc/self/fd/{name}") == str(file) for name in os.listdir("/proc/self/fd")
        )

    settings = {"engine": "django.db.backends.sqlite3", "NAME": str(file)}
    assert after_each_cycle(settings, open_files) == [0] * CYCLES


def test_threads_that_end_leave_no_connection_open_in_postgresql(postgres, db):
    server, name = postgres.rsplit("/", 1)
    host, port = server.rsplit("@", 1)[1].split(":")
    settings = {"NAME": name, "USER": "postgres", "HOST": host, "PORT": port}

    def sessions() -> int:
        """The server takes a moment to end one whose client has gone."""
        sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as counting:
            for _ in range(50):
                if not (count := counting.execute(sql, [name]).fetchone()[0]):
                    break
                time.sleep(0.02)
            return count

    assert after_each_cycle({"engine": "django.db.backends.postgresql", **settings}, sessions) == [0] * CYCLES


def test_a_connection_of_a_thread_that_lives_is_left_alone(tmp_path, db):
    settings = {"engine": "django.db.backends.sqlite3", "NAME": str(tmp_path / "own.sqlite3")}
    wrapper = opened(**settings)
    a_busy_while(settings)
    request_started.send(sender=None)
    with wrapper.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)
    wrapper.close()


def test_what_the_next_connection_finds_left_open_is_closed_too(tmp_path, db):
    """A process without requests, as a command with threads of its own."""
    file = tmp_path / "own.sqlite3"
    settings = {"engine": "django.db.backends.sqlite3", "NAME": str(file)}
    driver_connections = []

    def work() -> None:
        driver_connections.append(opened(**settings).connection)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    opened(**settings).close()
    with pytest.raises(Exception, match="closed"):
        driver_connections[0].execute("SELECT 1")
