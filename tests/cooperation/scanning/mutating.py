"""A file with something broken in it: a hundred ways, the same each time."""

import random
from collections.abc import Callable, Iterator

from lagesbild.cooperation.scanning.listed_call import FoundCall, PlacedCall, accepted
from lagesbild.figures.problems import SourceProblems


def mutations(content: bytes, count: int = 100) -> Iterator[bytes]:
    chance = random.Random(17)
    for _each in range(count):
        changed = bytearray(content)
        for _time in range(chance.randint(1, 4)):
            at = chance.randrange(len(changed))
            match chance.randrange(4):
                case 0:
                    changed[at] = chance.randrange(256)
                case 1:
                    del changed[at : at + chance.randint(1, 30)]
                case 2:
                    changed[at:at] = changed[at : at + chance.randint(1, 60)]
                case 3:
                    changed[at:at] = chance.choice(
                        (b'"', b"\x00", b"<", b"&", b"\xff", b"}", b"\\ud800", b"\n", b";")
                    )
            changed = changed or bytearray(b"x")
        yield bytes(changed)


def is_refused_or_read(read: Callable[..., tuple[FoundCall, ...]], name: str, content: bytes) -> bool:
    """True when refused. Anything but a refusal with sentences, or calls that may be kept, fails the test."""
    try:
        calls = read(name, content)
    except SourceProblems as error:
        assert error.problems and all(problem.what and problem.do for problem in error.problems)
        return True
    accepted(name, [PlacedCall(call, 1, {}) for call in calls])
    return False
