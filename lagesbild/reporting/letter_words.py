"""What letters say: the same words as text and as HTML, in the reader's language. No letter tells us it was read."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild.organisations.models import Municipality, User
from lagesbild.organisations.roles import DESCRIPTIONS
from lagesbild.reporting.letters import Due
from lagesbild.reporting.models import Item, Letter, Round
from lagesbild.reporting.my_items import days_left, question
from lagesbild.reporting.weekly_sending import Weekly
from lagesbild.reporting.welcome import Welcome


@dataclass(frozen=True)
class RoundPart:
    """A round's part of a letter."""

    round: Round
    days: int
    questions: tuple[tuple[str, str, bool], ...]
    """Question, address, and whether it has come back with a question of the reviewer's."""


def language_of(user: User) -> str:
    """What the person has chosen in the editor; else Swedish."""
    profile = getattr(user, "wagtail_userprofile", None)
    return "en" if profile and profile.preferred_language.startswith("en") else "sv"


def to_contact(letter: Due, today: date) -> EmailMultiAlternatives:
    """The letter to a contact: all that is theirs, with links, last day, and how it is done."""
    with translation.override(language_of(letter.to)):
        parts = [
            RoundPart(round, days_left(round, today), tuple(map(_row, items)))
            for round, items in groupby(sorted(letter.items, key=_closing), key=lambda item: item.round)
        ]
        context = {
            "asked": parts,
            "count": letter.count,
            "is_reminder": letter.kind == Letter.Kind.REMINDER,
            "organisations": sorted({item.organisation.name for item in letter.items}),
        }
        holder = next((round.held_by for round in letter.rounds if _is_reached(round.held_by)), None)
        return _message(letter.to, _subject(letter, today), "contact", context, answers_to=holder)


def to_newcomer(letter: Welcome, today: date) -> EmailMultiAlternatives:
    """The letter to somebody who has an account and has not used it: as what, for whom, and how one logs in."""
    with translation.override(language_of(letter.to)):
        own_log_in = bool(settings.SOCIALACCOUNT_PROVIDERS)
        context = {
            "by": letter.by,
            "roles": [(group.name, DESCRIPTIONS.get(group.name, "")) for group in letter.to.groups.all()],
            "organisations": [unit.name for unit in letter.to.organisations.all()],
            "own_log_in": own_log_in,
            "log_in": _link(reverse("account_login" if own_log_in else "account_request_login_code")),
        }
        subject = _("Du kan nu logga in i Lägesbild")
        answers_to = letter.by if _is_reached(letter.by) else None
        return _message(letter.to, subject, "welcome", context, answers_to=answers_to)


def _is_reached(person: User | None) -> bool:
    return bool(person and person.is_active and person.email)


def to_coordinator(letter: Weekly, today: date) -> EmailMultiAlternatives:
    """The week's letter to a coordinator: what is late, what came in, what the guard has found."""
    with translation.override(language_of(letter.to)):
        rounds = [
            {
                "news": news,
                "days": days_left(news.round, today),
                "address": _link(news.round.get_absolute_url()),
            }
            for news in letter.news
        ]
        context = {
            "rounds": rounds,
            "findings": letter.findings,
            "found": sum(n for _kind, n in letter.findings),
        }
        return _message(letter.to, _("Veckan i uppföljningen"), "weekly", context)


def _closing(item: Item) -> tuple:
    # Stable: within a round the items stay in the order to take them.
    return item.round.closes_on, item.round_id


def _row(item: Item) -> tuple[str, str, bool]:
    return question(item), _link(item.get_absolute_url()), item.status == Item.Status.RETURNED


def _subject(letter: Due, today: date) -> str:
    count, first = letter.count, letter.rounds[0]
    if letter.kind == Letter.Kind.INVITATION:
        words = ngettext("%(n)s fråga att svara på", "%(n)s frågor att svara på", count)
    else:
        words = ngettext("Påminnelse: %(n)s fråga kvar", "Påminnelse: %(n)s frågor kvar", count)
    return f"{words % {'n': count}}, {_until(first, today)}"


def _until(round: Round, today: date) -> str:
    days = days_left(round, today)
    if days == 0:
        return _("sista dagen är i dag")
    if days == 1:
        return _("sista dagen är i morgon")
    return _("senast %(day)s") % {"day": date_format(round.closes_on, "j F")}


def _message(
    to: User, subject: str, name: str, context: dict, *, answers_to: User | None = None
) -> EmailMultiAlternatives:
    """``answers_to``: whom a reply reaches; else the municipality's own address."""
    home = Municipality.load()
    reply_to = answers_to.email if answers_to else home.contact_email
    context |= {
        "to": to,
        "municipality": home,
        "answers_to": (answers_to.get_full_name() or answers_to.email) if answers_to else "",
        "reply_to": reply_to,
        "all_of_it": _link(reverse("my_work")),
        "language": translation.get_language(),
    }
    message = EmailMultiAlternatives(
        # A name with a line break in it would be another heading.
        " ".join(f"{subject} – {home.name}".split()),
        re.sub(r"\n{3,}", "\n\n", render_to_string(f"reporting/{name}.txt", context)),
        to=[to.email],
        reply_to=[reply_to] if reply_to else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"reporting/{name}.html", context), "text/html")
    return message


def _link(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
