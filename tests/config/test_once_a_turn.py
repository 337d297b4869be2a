"""Read once for all who are there, and never before any of them came: on asyncio's loop and on the server's."""

import asyncio
import threading

import pytest
import uvloop

from lagesbild.config.once_a_turn import OnceATurn
from tests.conftest import run_alone

NEW_LOOP = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


@pytest.fixture(params=NEW_LOOP)
def run_in_loop(request):
    def run(coroutine):
        def alone():
            with asyncio.Runner(loop_factory=NEW_LOOP[request.param]) as runner:
                return runner.run(coroutine)

        return run_alone(asyncio.to_thread(alone))

    return run


def counted():
    readings = []
    return OnceATurn(lambda: readings.append(1) or len(readings))


def test_all_who_are_there_share_a_reading_and_the_next_turn_has_its_own(run_in_loop):
    async def turns():
        once, queue, heard = counted(), asyncio.get_running_loop().call_soon, []
        for _turn in range(3):
            for _reader in range(4):
                queue(lambda: heard.append(once()))
            await asyncio.sleep(0.001)
        return heard

    assert run_in_loop(turns()) == [1] * 4 + [2] * 4 + [3] * 4


def test_who_comes_while_it_is_read_reads_anew(run_in_loop):
    """What they were told of by whoever published is committed, and perhaps not in what was read."""
    state, reading, published = {"number": 7}, threading.Event(), threading.Event()

    def read():
        number = state["number"]
        reading.set()
        published.wait(5)
        return number

    async def turn():
        once, loop, heard = OnceATurn(read), asyncio.get_running_loop(), []

        def publish():
            reading.wait(5)
            state["number"] = 8
            loop.call_soon_threadsafe(lambda: heard.append(once()))
            published.set()

        editor = threading.Thread(target=publish)
        editor.start()
        for _reader in range(3):
            loop.call_soon(lambda: heard.append(once()))
        while len(heard) < 4:
            await asyncio.sleep(0.001)
        editor.join()
        return heard

    assert run_in_loop(turn()) == [7, 7, 7, 8]


def test_a_reading_that_fails_is_tried_again_by_the_next(run_in_loop):
    readings = iter([OSError("gone"), OSError("gone"), 1])

    def read():
        outcome = next(readings)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    async def turn():
        once = OnceATurn(read)
        for _reader in range(2):
            with pytest.raises(OSError, match="gone"):
                once()
        return once()

    assert run_in_loop(turn()) == 1
