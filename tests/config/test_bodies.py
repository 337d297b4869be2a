"""What is sent in is measured and timed while it comes."""

import asyncio

import pytest

from lagesbild.config.bodies import Bodies, Refused
from tests.conftest import run_alone


async def chunks(*parts: bytes, pause: float = 0):
    for part in parts:
        await asyncio.sleep(pause)
        yield part


def read(bodies: Bodies, *parts: bytes, length: str | None = None, pause: float = 0) -> bytes:
    return run_alone(bodies.read(chunks(*parts, pause=pause), length))


def test_a_body_is_taken_in_whole():
    assert read(Bodies(), b"ab", b"c", length="3") == b"abc"
    assert read(Bodies()) == b""


@pytest.mark.parametrize(
    ("parts", "length", "status"),
    [
        ([], "11", 413),
        ([], "9" * 30, 413),
        ([b"x" * 6, b"x" * 5], None, 413),
        ([b"x" * 11], "3", 413),
        ([b"x" * 10], "10", None),
        ([b"x"], "elva", None),
        ([b"x"], "-1", None),
    ],
)
def test_what_is_too_large_is_refused_by_what_it_says_and_by_what_comes(parts, length, status):
    bodies = Bodies(largest=10)
    if status is None:
        assert read(bodies, *parts, length=length) == b"".join(parts)
        return
    with pytest.raises(Refused) as refusal:
        read(bodies, *parts, length=length)
    assert refusal.value.status == status


def test_who_is_too_slow_is_refused():
    with pytest.raises(Refused) as refusal:
        read(Bodies(patience=0.01), b"x", pause=0.2)
    assert refusal.value.status == 408


def test_all_together_have_so_much_room_and_give_it_back():
    bodies = Bodies(room=10)

    async def two_at_once():
        first = asyncio.create_task(bodies.read(chunks(b"x" * 8, b"", pause=0.05), None))
        await asyncio.sleep(0.08)
        with pytest.raises(Refused) as refusal:
            await bodies.read(chunks(b"x" * 3), "3")
        assert refusal.value.status == 503
        assert await first == b"x" * 8
        assert await bodies.read(chunks(b"x" * 3), "3") == b"xxx"

    run_alone(two_at_once())
