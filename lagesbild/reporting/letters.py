"""Letters: who is to have one today, and sending it.

Each contact gets one collected letter when rounds open, and one reminder a week of what is left, the last of them
the day before a round closes. Never two letters in a day: the database refuses the second.

A letter is claimed (written down with nothing in ``sent_at``) before it is sent, and marked as sent afterwards. A
process that dies in between cannot know whether the mail server took the letter. We never lose one: it is sent
again, but not before the next day. So at most one letter reaches anybody in a day, and at worst a letter comes on two
days in a row, under the same Message-ID, which most mail systems show once.
"""

import smtplib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lagesbild.organisations.models import User
from lagesbild.reporting.answering import WRITABLE
from lagesbild.reporting.models import Item, Letter, Round
from lagesbild.reporting.my_items import contacts, in_order

WEEK = 7
REFUSED = (
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)
"""The mail server said no, so the letter was certainly not taken."""
TO_CONTACTS = (Letter.Kind.INVITATION, Letter.Kind.REMINDER)


@dataclass(frozen=True)
class Due:
    """A letter that somebody is to have today. ``rounds``: the one that closes first comes first."""

    to: User
    kind: Letter.Kind
    rounds: tuple[Round, ...]
    items: tuple[Item, ...]

    @property
    def count(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class LetterOutcome:
    """What came of a letter: sent, failed, would be sent, begun earlier (its outcome is not known, and it is tried
    again another day), or no address."""

    to: str
    address: str
    kind: str
    items: int
    result: str
    trouble: str = ""


# --- Deciding ---------------------------------------------------------------------------------------------


def due(today: date) -> list[Due]:
    """The letters to contacts that are due today. Who has no e-mail address is among them."""
    unanswered = _left_by_organisation(today)
    people = contacts().filter(organisations__in=unanswered).order_by("username")
    people = list(people.prefetch_related("organisations"))
    earlier = _sent_to(people)
    letters = []
    for person in people:
        items = in_order(
            item
            for organisation in person.organisations.all()
            for item in unanswered.get(organisation.pk, ())
        )
        rounds = _by_closing(item.round for item in items)
        kind = kind_of_today(rounds, earlier[person.pk], today)
        if kind:
            letters.append(Due(person, kind, rounds, tuple(items)))
    return letters


def kind_of_today(rounds: Sequence[Round], sent: Iterable[Letter], today: date) -> Letter.Kind | None:
    """Which letter somebody is to have, with something left in these open rounds and these letters behind them."""
    sent = list(sent)
    if not rounds or any(letter.day == today for letter in sent):
        return None
    announced = {
        pk
        for letter in sent
        for pk in (letter.round_id, *(other_round.pk for other_round in letter.also.all()))
    }
    if any(round.pk not in announced for round in rounds):
        return Letter.Kind.INVITATION
    to_contact = [letter for letter in sent if letter.kind in TO_CONTACTS]
    return Letter.Kind.REMINDER if _is_reminded(rounds, to_contact, today) else None


def _is_reminded(rounds: Sequence[Round], sent: list[Letter], today: date) -> bool:
    days = [(round.closes_on - today).days for round in rounds]
    since_letter = min((today - letter.day).days for letter in sent)
    reminders = [(today - letter.day).days for letter in sent if letter.kind == Letter.Kind.REMINDER]
    if min(reminders, default=WEEK) < WEEK:
        return False
    if 1 in days or (0 in days and since_letter > 1):
        return True
    # The one the day before closing is that week's.
    return since_letter >= WEEK and not any(1 < days_left <= WEEK for days_left in days)


def _left_by_organisation(today: date) -> dict[int, list[Item]]:
    """What is still to be answered in rounds that are open and whose last day has not passed."""
    items = Item.objects.filter(
        round__status=Round.Status.OPEN, round__closes_on__gte=today, status__in=WRITABLE
    ).select_related("round__held_by", "organisation", "goal", "indicator", "action")
    unanswered = defaultdict(list)
    for item in items:
        unanswered[item.organisation_id].append(item)
    return dict(unanswered)


def _sent_to(people: Iterable[User]) -> dict[int, list[Letter]]:
    """Letters that were sent, by person. One to the coordinator counts for the day, and tells of no round."""
    letters = defaultdict(list)
    for letter in Letter.objects.filter(to__in=people, sent_at__isnull=False).prefetch_related("also"):
        letters[letter.to_id].append(letter)
    return letters


def _by_closing(rounds: Iterable[Round]) -> tuple[Round, ...]:
    return tuple(sorted(set(rounds), key=lambda round: (round.closes_on, round.pk)))


# --- Sending ----------------------------------------------------------------------------------------------


class Sender:
    """One connection to the mail server for a whole run. A server that does not answer is not asked again."""

    def __init__(self, connection, at: datetime):
        self.connection, self.at, self.today, self.down = connection, at, localdate(at), ""

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._close()

    def send(self, due_letter, message: EmailMultiAlternatives) -> LetterOutcome:
        """Claim the letter, send it, and note what came of it. ``due_letter`` is a Due or a weekly letter."""
        letter = claim(due_letter.to, due_letter.kind, due_letter.rounds, due_letter.count, self.today)
        if letter is None:
            return letter_outcome(due_letter, "begun")
        message.extra_headers["Message-ID"] = f"<letter-{letter.pk}@{_domain(message.from_email)}>"
        message.connection = self.connection
        trouble, again_from = self._deliver(message)
        sent_at = None if trouble else self.at
        Letter.objects.filter(pk=letter.pk).update(
            sent_at=sent_at, trouble=trouble[:300], again_from=again_from
        )
        return letter_outcome(due_letter, "failed" if trouble else "sent", trouble)

    def _deliver(self, message: EmailMultiAlternatives) -> tuple[str, date | None]:
        """What went wrong, in words, and from which day the letter may be tried again."""
        if not self.down:
            try:
                self.connection.open()
            except OSError as error:  # smtplib's errors are among them
                self.down = _("E-postservern svarar inte: %(error)s") % {"error": _error_text(error)}
        if self.down:
            return self.down, self.today
        try:
            message.send()
        except REFUSED as error:
            self._close()
            return _("E-postservern tog inte emot brevet: %(error)s") % {
                "error": _error_text(error)
            }, self.today
        except OSError as error:
            self._close()
            words = _("Förbindelsen bröts när brevet skickades: %(error)s") % {"error": _error_text(error)}
            return words, self.today + timedelta(days=1)
        return "", None

    def _close(self) -> None:
        try:
            self.connection.close()
        except OSError:
            # What the server has taken it has taken; a parting word that fails changes nothing.
            self.connection.connection = None


def claim(to: User, kind: str, rounds: Sequence[Round], items: int, today: date) -> Letter | None:
    """Write down that the letter is about to be sent; None when somebody has one today, or one is being tried.

    A letter that was never sent is taken up again under its own number.
    """
    written = {"kind": kind, "day": today, "items": items, "round": rounds[0] if rounds else None}
    # Unless we come to know better: whoever dies before that leaves it for tomorrow.
    written |= {"again_from": today + timedelta(days=1), "trouble": ""}
    try:
        with transaction.atomic():
            letter = Letter.objects.filter(to=to, again_from__isnull=False).order_by("pk").first()
            if letter is None:
                letter = Letter.objects.create(to=to, **written)
            elif not _take_up(letter, written, today):
                return None
            letter.also.set(rounds[1:])
    except IntegrityError:
        return None
    return letter


def _take_up(letter: Letter, written: dict, today: date) -> bool:
    """Whether the letter is ours to try: another run may have been quicker, or it was begun today."""
    waiting = Letter.objects.filter(pk=letter.pk, again_from=letter.again_from, again_from__lte=today)
    return waiting.update(**written) == 1


def give_up(people: Iterable[int], kinds: Iterable[str], today: date) -> int:
    """Close letters that were never sent and that nobody needs now: all is answered, or the round is closed.

    ``people``: those who still are to have one.
    """
    words = _("Behövdes inte längre: allt var besvarat, eller omgången var stängd.")
    waiting = Letter.objects.filter(again_from__lte=today, kind__in=kinds).exclude(to__in=list(people))
    return waiting.update(again_from=None, trouble=words)


def remind(
    connection, *, at: datetime, write: Callable[[Due, date], EmailMultiAlternatives], dry_run: bool = False
) -> list[LetterOutcome]:
    """Send every letter to contacts that is due, or only tell of them. ``write(due, today)`` makes the message."""
    return send_each(due(localdate(at)), TO_CONTACTS, connection, at=at, write=write, dry_run=dry_run)


def send_each(
    letters: Sequence,
    kinds: Iterable[str],
    connection,
    *,
    at: datetime,
    write: Callable[..., EmailMultiAlternatives],
    dry_run: bool,
) -> list[LetterOutcome]:
    """Send the ``letters``, or only tell of them, and give up those of their ``kinds`` that are no longer due.

    ``write(letter, today)`` makes the message.
    """
    today = localdate(at)
    if dry_run:
        return [
            letter_outcome(letter, "would be sent" if letter.to.email else "no address") for letter in letters
        ]
    give_up([letter.to.pk for letter in letters], kinds, today)
    with Sender(connection, at) as sender:
        return [
            sender.send(letter, write(letter, today))
            if letter.to.email
            else letter_outcome(letter, "no address")
            for letter in letters
        ]


def letter_outcome(letter, result: str, trouble: str = "") -> LetterOutcome:
    return LetterOutcome(
        letter.to.get_username(), letter.to.email, str(letter.kind), letter.count, result, trouble
    )


def _error_text(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].strip("<> ") or "localhost"
