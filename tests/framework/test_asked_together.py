"""What the event loop hears of PostgreSQL: never older than when it asked, whoever else asks, whatever the server does."""

import asyncio
import socket
import time

import psycopg
import pytest

from lagesbild.framework import asked_together
from lagesbild.framework.asked_together import AskedTogether, Line
from tests.conftest import free_port, run_alone
from tests.framework.test_database_state import RAISE, RAISE_ANOTHER, TABLE

BEFORE = {"barometer_goal": 7, "barometer_action": 7}


@pytest.fixture
def editor(postgres):
    with psycopg.connect(postgres, autocommit=True) as connection:
        for order in TABLE:
            connection.execute(order)
        yield connection


@pytest.fixture
def questions(monkeypatch) -> list[str]:
    """All that the server is asked."""
    sent, really_ask = [], Line.ask

    async def ask(line, question):
        sent.append(question)
        return await really_ask(line, question)

    monkeypatch.setattr(Line, "ask", ask)
    return sent


def with_database(address: str, work):
    """What comes of ``work``, which is given the numbers of the database."""

    async def alone():
        together = AskedTogether({"conninfo": address})
        try:
            return await work(together)
        finally:
            await together.close()

    return run_alone(alone())


def test_every_raise_is_heard_of_and_nothing_else_is_another_state(postgres, editor):
    async def work(together):
        states = [await together.numbers(), await together.numbers()]
        for order in (RAISE, RAISE_ANOTHER, RAISE):
            editor.execute(order)
            states.append(await together.numbers())
        return states

    first, again, *later = with_database(postgres, work)
    assert first is again and first == BEFORE
    assert [(numbers["barometer_goal"], numbers["barometer_action"]) for numbers in later] == [
        (8, 7),
        (8, 8),
        (9, 8),
    ]


def test_those_who_wait_at_once_share_one_question(postgres, editor, questions):
    async def work(together):
        await together.numbers()
        questions.clear()
        return await asyncio.gather(*(together.numbers() for _ in range(50)))

    assert with_database(postgres, work) == [BEFORE] * 50
    assert len(questions) == 1


def test_who_comes_while_a_question_is_under_way_is_not_answered_by_it(postgres, editor, monkeypatch):
    """The answer has been given by the server, and not yet been told: what is published then is in the next."""
    answered, go_on = asyncio.Event(), asyncio.Event()
    really_ask = Line.ask

    async def slow(line, question):
        rows = await really_ask(line, question)
        answered.set()
        await go_on.wait()
        return rows

    async def work(together):
        await together.numbers()
        monkeypatch.setattr(Line, "ask", slow)
        early = asyncio.create_task(together.numbers())
        await answered.wait()
        editor.execute(RAISE)
        late = asyncio.create_task(together.numbers())
        await asyncio.sleep(0)
        go_on.set()
        return await early, await late

    early, late = with_database(postgres, work)
    assert (early["barometer_goal"], late["barometer_goal"]) == (7, 8)


def test_among_many_who_ask_all_the_time_nobody_hears_what_is_past(postgres, editor):
    committed, heard = 7, []

    async def reader(together, until):
        while time.monotonic() < until:
            least = committed
            heard.append((await together.numbers())["barometer_goal"] - least)

    async def publish(until):
        nonlocal committed
        while time.monotonic() < until:
            await asyncio.to_thread(editor.execute, RAISE)
            committed += 1

    async def work(together):
        until = time.monotonic() + 0.3
        await asyncio.gather(publish(until), *(reader(together, until) for _ in range(8)))

    with_database(postgres, work)
    assert committed > 7 and min(heard) >= 0


def test_a_reader_who_leaves_takes_nobody_along(postgres, editor):
    async def work(together):
        leaving, staying = (asyncio.create_task(together.numbers()) for _ in range(2))
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying

    assert with_database(postgres, work) == BEFORE


def test_a_server_that_was_started_anew_is_asked_by_a_new_connection(postgres, editor):
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

    async def work(together):
        states = [await together.numbers()]
        for pause in (0, 0.05):  # it notices when it asks, or before
            editor.execute(f"SELECT pg_terminate_backend(pid, 5000) {others}")
            editor.execute(RAISE)
            await asyncio.sleep(pause)
            states.append(await together.numbers())
        return states, editor.execute(f"SELECT count(*) {others}").fetchone()

    states, connections = with_database(postgres, work)
    assert [numbers["barometer_goal"] for numbers in states] == [7, 8, 9]
    assert connections == (1,)


def test_without_a_server_or_a_table_nothing_is_known_and_all_go_on(postgres):
    async def work(together):
        return await asyncio.gather(*(together.numbers() for _ in range(3)))

    assert with_database(f"postgresql://postgres@127.0.0.1:{free_port()}/x", work) == [None] * 3
    assert with_database(postgres, work) == [None] * 3


def test_nobody_waits_for_a_server_that_says_nothing(monkeypatch):
    monkeypatch.setattr(asked_together, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://postgres@127.0.0.1:{silent.getsockname()[1]}/x"
        assert with_database(address, lambda together: together.numbers()) is None
