"""What many who are there at the same moment ask alike is read once for all of them, and is new to each."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class OnceATurn(Generic[T]):
    """``read``, at most once in each turn of the event loop that calls it.

    The loop runs first what came first, and to forget is queued before it is read. So whoever comes after that is run
    after it too, and reads anew: what somebody gets was never read before they came.
    """

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._latest: tuple[T] | None = None

    def __call__(self) -> T:
        """Raises what ``read`` raises."""
        if self._latest is None:
            asyncio.get_running_loop().call_soon(self._forget)
            self._latest = (self._read(),)
        return self._latest[0]

    def _forget(self) -> None:
        self._latest = None
