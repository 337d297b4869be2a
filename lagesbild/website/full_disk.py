"""The night the disk fills: who reads is served, and who writes is told so in words."""

import contextlib
import errno

from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_IN_SQLITE, FULL_IN_POSTGRESQL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE"), "53100"


def is_full_disk(error: BaseException | None) -> bool:
    """Whether something was not written because there is no room for it."""
    if isinstance(error, OperationalError):
        error = error.__cause__
    return (
        getattr(error, "sqlite_errorname", "") in FULL_IN_SQLITE
        or getattr(error, "sqlstate", "") == FULL_IN_POSTGRESQL
        or (isinstance(error, OSError) and error.errno in FULL)
    )


@contextlib.contextmanager
def unless_disk_is_full():
    """What is written here makes something quicker, and may be left out."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if not is_full_disk(error):
            raise


class SessionsThatMayStayUnsaved(SessionMiddleware):
    """That somebody was there is noted while they read. Where it cannot be, they read all the same."""

    def process_response(self, request, response):
        if request.method not in ("GET", "HEAD"):
            return super().process_response(request, response)
        with unless_disk_is_full():
            return super().process_response(request, response)
        return response
