"""What somebody sends in is taken in whole, measured and timed, before a thread or the disk is asked for anything."""

import asyncio

LARGEST = 25_000_000
"""Bytes of one body."""
ROOM = 200_000_000
"""Bytes of all bodies that are being taken in."""
PATIENCE, SLOWEST = 20, 50_000
"""Seconds that anybody has, and the bytes a second that whoever sends much has to keep up."""


class Refused(Exception):
    """Not taken in: the HTTP status and, in Swedish and English, why."""

    def __init__(self, status: int, why: str):
        super().__init__(why)
        self.status = status


TOO_LARGE = "Det som skickades är för stort: högst 25 MB tas emot. / Too large: at most 25 MB is accepted."
TOO_SLOW = "Det som skickades kom inte fram i tid. Försök igen. / It did not arrive in time. Try again."
TOO_MANY = (
    "Många skickar något just nu. Försök igen om en stund. / Many are sending now. Try again in a moment."
)


class Bodies:
    """All that is being taken in by one event loop."""

    def __init__(self, largest: int = LARGEST, room: int = ROOM, patience: float = PATIENCE) -> None:
        self.largest, self.room, self.patience = largest, room, patience
        self._bytes = 0

    async def read(self, chunks, length: str | None) -> bytes:
        """``chunks``: the body as it comes; ``length``: the header that says how long it is. Raises Refused."""
        expected = int(length) if length and length.isdecimal() and len(length) < 20 else 0
        if length and len(length) >= 20 or expected > self.largest:
            raise Refused(413, TOO_LARGE)
        if self._bytes + expected > self.room:
            raise Refused(503, TOO_MANY)
        try:
            async with asyncio.timeout(self.patience + expected / SLOWEST):
                return await self._read(chunks)
        except TimeoutError:
            raise Refused(408, TOO_SLOW) from None

    async def _read(self, chunks) -> bytes:
        body = bytearray()
        try:
            async for chunk in chunks:
                body += chunk
                self._bytes += len(chunk)
                if len(body) > self.largest:
                    raise Refused(413, TOO_LARGE)
                if self._bytes > self.room:
                    raise Refused(503, TOO_MANY)
            return bytes(body)
        finally:
            self._bytes -= len(body)
