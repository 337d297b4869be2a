"""The letter to somebody who has got an account: where to log in, as what, and for whom they answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.timezone import localdate

from lagesbild.organisations.models import User
from lagesbild.reporting.letters import LetterOutcome, Sender, letter_outcome
from lagesbild.reporting.models import Letter, Round


@dataclass(frozen=True)
class Welcome:
    """``by``: who invites, and gets the replies; None where the letter is tried again by the daily run."""

    to: User
    by: User | None = None
    kind: str = Letter.Kind.WELCOME
    rounds: tuple[Round, ...] = ()
    count: int = 0


def invite(
    people: Iterable[User],
    connection,
    *,
    at: datetime,
    write: Callable[[Welcome, date], EmailMultiAlternatives],
    by: User | None = None,
) -> list[LetterOutcome]:
    """Send the letter to each. Who has had a letter today gets no second one."""
    today = localdate(at)
    with Sender(connection, at) as sender:
        return [_send(sender, Welcome(person, by), write, today) for person in people]


def _send(sender: Sender, letter: Welcome, write, today: date) -> LetterOutcome:
    if not letter.to.email:
        return letter_outcome(letter, "no address")
    return sender.send(letter, write(letter, today))


def send_waiting(
    connection, *, at: datetime, write: Callable[[Welcome, date], EmailMultiAlternatives], dry_run: bool
) -> list[LetterOutcome]:
    """Those letters that were begun and never sent, to people who have not logged in meanwhile."""
    waiting = User.objects.filter(
        is_active=True,
        last_login=None,
        letters__kind=Letter.Kind.WELCOME,
        letters__again_from__lte=localdate(at),
    ).distinct()
    if dry_run:
        return [letter_outcome(Welcome(person), "would be sent") for person in waiting]
    return invite(list(waiting), connection, at=at, write=write)
