"""The numbers of ``database_state`` for an event loop, on PostgreSQL: one connection, one question for all who wait.

Whoever comes while a question is under way waits for the next one, which is begun after they came. So what they hear
is never older than their own request, and a thousand who come at once cost the database as much as one.
"""

import asyncio
import logging

import psycopg
from django.db import connection
from psycopg.pq import ExecStatus

from lagesbild.framework.database_state import READ_NUMBERS, READ_SUM, Numbers, same_or

logger = logging.getLogger("lagesbild.server")

PATIENCE = 5
"""Seconds that the database has to answer."""
OF_DJANGO = ("context", "cursor_factory", "prepare_threshold")
"""What Django wants of its own connections, and one that asks two questions has no use for."""

Rows = list[tuple[bytes | None, ...]]


class Line:
    """A connection without cursors: a question is sent, and the event loop tells when its answer has come.

    A cursor of psycopg does several times the work that the question is.
    """

    @classmethod
    async def opened(cls, parameters: dict) -> "Line":
        return cls(await psycopg.AsyncConnection.connect(**parameters, autocommit=True))

    def __init__(self, psycopg_connection: psycopg.AsyncConnection) -> None:
        self._psycopg = psycopg_connection
        self._libpq = psycopg_connection.pgconn
        self._socket = self._libpq.socket  # not to be asked for when the connection is lost
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[Rows] = self._loop.create_future()
        self._results: list = []
        self.is_open = True
        self._loop.add_reader(self._socket, self._on_something_to_read)

    async def ask(self, question: str) -> Rows:
        """Raises psycopg.Error where there is no answer."""
        self._answer, self._results = self._loop.create_future(), []
        self._libpq.send_query(question.encode())
        return await self._answer

    async def close(self) -> None:
        self._look_no_more()
        await self._psycopg.close()

    def _look_no_more(self) -> None:
        if self.is_open:
            self._loop.remove_reader(self._socket)
            self.is_open = False

    def _on_something_to_read(self) -> None:
        """An answer, a part of one, or a farewell."""
        try:
            self._libpq.consume_input()
            while not self._libpq.is_busy():
                result = self._libpq.get_result()
                if result is None:
                    self._tell()
                    return
                self._results.append(result)
        except psycopg.Error as trouble:
            self._look_no_more()
            if not self._answer.done():
                self._answer.set_exception(trouble)

    def _tell(self) -> None:
        if self._answer.done() or not self._results:
            return
        result = self._results[-1]
        if result.status == ExecStatus.TUPLES_OK:
            self._answer.set_result(_rows(result))
        else:
            self._answer.set_exception(psycopg.DatabaseError(result.get_error_message()))


def _rows(result) -> Rows:
    columns = range(result.nfields)
    return [tuple(result.get_value(row, column) for column in columns) for row in range(result.ntuples)]


class AskedTogether:
    """For one event loop. ``numbers`` is None where the database does not answer."""

    def __init__(self, parameters: dict) -> None:
        self._parameters = parameters
        self._line: Line | None = None
        self._waiting: list[asyncio.Future[Numbers | None]] = []
        self._asking: asyncio.Task | None = None
        self._sum: bytes | None = None
        self._numbers: Numbers | None = None

    async def numbers(self) -> Numbers | None:
        loop = asyncio.get_running_loop()
        answer = loop.create_future()  # of one's own: a reader who leaves takes nobody else along
        self._waiting.append(answer)
        if self._asking is None:
            self._asking = loop.create_task(self._ask_for_all())
        return await answer

    async def close(self) -> None:
        line, self._line, self._sum = self._line, None, None
        if line:
            await line.close()

    async def _ask_for_all(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, []
                numbers = await self._numbers_now()
                for answer in waiting:
                    if not answer.done():
                        answer.set_result(numbers)
        finally:
            self._asking = None

    async def _numbers_now(self) -> Numbers | None:
        """Where a connection fails that has answered, the server may have been started anew: then by a new one."""
        has_answered = self._sum is not None
        try:
            return await self._asked()
        except Exception as trouble:  # whatever it is, nobody is left waiting
            await self.close()
            if not has_answered:
                return None
            logger.warning("Asked for the public numbers by a new connection: %s", trouble)
            return await self._numbers_now()

    async def _asked(self) -> Numbers:
        async with asyncio.timeout(PATIENCE):
            if self._line is None or not self._line.is_open:
                await self.close()
                self._line = await Line.opened(self._parameters)
            [(total,)] = await self._line.ask(READ_SUM)
            if total != self._sum:
                rows = await self._line.ask(READ_NUMBERS)
                self._numbers = same_or(
                    self._numbers, [(table.decode(), int(number)) for table, number in rows]
                )
                self._sum = b"%d" % sum(self._numbers.values())
        return self._numbers


def of_the_default_database() -> AskedTogether:
    parameters = connection.get_connection_params()
    return AskedTogether({name: value for name, value in parameters.items() if name not in OF_DJANGO})
