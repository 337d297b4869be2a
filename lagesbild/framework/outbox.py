"""Letters that a page has asked for, sent after its answer: who waits for the page does not wait for the mail server.

A letter is written down first, and taken away when the mail server has it, so that a process which is killed in
between loses none; at worst one comes twice. What nobody can use any longer is emptied and not sent. Whether there was
somebody to write to must not be seen in how long a page takes: a letter to nobody is written down as well.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from lagesbild.framework.models import OutgoingMail

logger = logging.getLogger(__name__)

USUALLY = timedelta(days=3)
"""How long a letter that says nothing of it is of use."""
EVERY = 30
"""Seconds between two looks for what another process has left, or what is to be tried again."""
OURS_FOR = timedelta(minutes=2)
"""So long a letter belongs to the process that is sending it: longer than any mail server is waited for."""
TRY_AGAIN = (15, 60, 300, 900)
"""Seconds after each try; the last holds for all that follow."""


def post(message: EmailMultiAlternatives, *, until: datetime) -> None:
    """Have the message sent after this answer. ``until``: when it is of no use any longer. To nobody: not sent."""
    alternatives = getattr(message, "alternatives", ())
    html = next((content for content, kind in alternatives if kind == "text/html"), "")
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers["Reply-To"] = ", ".join(map(str, message.reply_to))
    for address in message.recipients() or [""]:
        OutgoingMail.objects.create(
            sender=message.from_email,
            to=address,
            subject=message.subject,
            text=message.body,
            html=html,
            headers=headers,
            until=until,
        )
    if settings.MAIL_AFTER_ANSWER:
        transaction.on_commit(_wake)
    else:
        deliver(lambda work: work())


class AfterTheAnswer(BaseEmailBackend):
    """What Wagtail and Django send of themselves, when somebody asks for a review for instance."""

    def send_messages(self, messages) -> int:
        for message in messages:
            post(message, until=timezone.now() + USUALLY)
        return len(messages)


def mail_server(**options):
    """The connection to it, past the outbox."""
    outbox = f"{AfterTheAnswer.__module__}.{AfterTheAnswer.__name__}"
    return get_connection(settings.MAIL_SENT_BY if outbox == settings.EMAIL_BACKEND else None, **options)


def deliver(ask_database: Callable[[Callable], object]) -> int:
    """Send what waits, one letter at a time; how many the mail server took. ``ask_database`` runs what needs it."""
    sent = 0
    while letter := ask_database(_claimed):
        trouble = _trouble_with(letter)
        ask_database(lambda letter=letter, trouble=trouble: _note(letter, trouble))
        sent += not trouble
    return sent


# --- The database -----------------------------------------------------------------------------------------


def _claimed() -> OutgoingMail | None:
    """The letter that has waited longest, for us alone; None where there is none to send now."""
    now = timezone.now()
    OutgoingMail.objects.filter(to="").delete()
    too_late = OutgoingMail.objects.filter(until__lte=now, given_up=False)
    too_late.update(given_up=True, subject="", text="", html="")
    waiting = OutgoingMail.objects.filter(again_at__lte=now, given_up=False)
    for letter in waiting.order_by("pk")[:20]:
        mine = waiting.filter(pk=letter.pk, again_at=letter.again_at)
        if mine.update(again_at=now + OURS_FOR):
            return letter
    return None


def _note(letter: OutgoingMail, trouble: str) -> None:
    if not trouble:
        OutgoingMail.objects.filter(pk=letter.pk).delete()
        OutgoingMail.objects.filter(given_up=True).delete()  # the mail server is there again
        return
    wait = TRY_AGAIN[min(letter.tries, len(TRY_AGAIN) - 1)]
    OutgoingMail.objects.filter(pk=letter.pk).update(
        tries=letter.tries + 1, trouble=trouble[:300], again_at=timezone.now() + timedelta(seconds=wait)
    )


def _trouble_with(letter: OutgoingMail) -> str:
    headers = {"Auto-Submitted": "auto-generated"} | letter.headers
    message = EmailMultiAlternatives(letter.subject, letter.text, letter.sender, [letter.to], headers=headers)
    message.connection = mail_server()
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; an address may be none
        logger.warning("A letter was not sent and is tried again: %s", type(error).__name__)
        return " ".join(str(error).split()) or type(error).__name__
    return ""


# --- The thread -------------------------------------------------------------------------------------------

_bell = threading.Event()
_started = threading.Lock()


def start(database: Executor) -> None:
    """Begin to send in a thread of this process. ``database``: where the questions to the database are asked."""
    if _started.acquire(blocking=False):
        threading.Thread(target=_send_for_ever, args=(database,), name="outbox", daemon=True).start()


def _wake() -> None:
    start(ThreadPoolExecutor(1, thread_name_prefix="outbox"))
    _bell.set()


def _asked(work: Callable):
    close_old_connections()  # the database may have been started anew
    return work()


def _send_for_ever(database: Executor) -> None:
    while True:
        try:
            deliver(lambda work: database.submit(_asked, work).result())
        except (DatabaseError, RuntimeError) as error:
            # The disk is full, the database is away, or the process is about to end.
            logger.warning("The outbox waits: %s", error)
        _bell.wait(EVERY)
        _bell.clear()
