"""Who gets a letter which day, and that nobody gets two and nobody is forgotten."""

import contextlib
import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail import get_connection
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from lagesbild.organisations.models import Municipality
from lagesbild.organisations.roles import REPORTER
from lagesbild.reporting.findings import FindingKind
from lagesbild.reporting.letter_words import to_contact, to_coordinator, to_newcomer
from lagesbild.reporting.letters import remind
from lagesbild.reporting.models import Item, Letter
from lagesbild.reporting.weekly_sending import send_weekly
from lagesbild.reporting.welcome import invite, send_waiting
from tests.reporting.drawing import goal, item, open_round, person, unit

pytestmark = pytest.mark.django_db

OPENED = date(2026, 11, 2)  # a Monday
LAST_DAY = date(2026, 11, 30)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def run(day: date, connection=None, **more):
    """What the daily run says that day: person → (kind, items, result)."""
    outcomes = remind(connection or get_connection(), at=morning(day), write=to_contact, **more)
    return {outcome.to: (outcome.kind, outcome.items, outcome.result) for outcome in outcomes}


@pytest.fixture
def office():
    return unit()


@pytest.fixture
def asked_items(office):
    """A round with two questions to Anna's office."""
    person("anna", office)
    round = open_round(closes_on=LAST_DAY)
    return [item(round=round, organisation=office, goal=goal(name)) for name in ("Vatten", "Luft")]


def answer(*items: Item, status="submitted") -> None:
    Item.objects.filter(pk__in=[answered.pk for answered in items]).update(status=status)


def letters_of_a_month() -> list[tuple[int, str]]:
    """Day of November and kind of every letter, the command run every day until after the last."""
    for number in range((LAST_DAY - OPENED).days + 5):
        run(OPENED + timedelta(days=number))
    return [(letter.day.day, letter.kind) for letter in Letter.objects.order_by("day")]


# --- Which day --------------------------------------------------------------------------------------------


def test_one_collected_letter_when_the_round_opens(asked_items):
    assert run(OPENED) == {"anna": ("invitation", 2, "sent")}
    [letter] = mail.outbox
    assert letter.to == ["anna@example.org"]
    assert all(question.get_absolute_url() in letter.body for question in asked_items)


def test_one_reminder_a_week_and_the_last_the_day_before_closing(asked_items):
    assert letters_of_a_month() == [
        (2, "invitation"),
        (9, "reminder"),
        (16, "reminder"),
        # The one of the 23rd waits, for the last one is that week's.
        (29, "reminder"),
    ]


def test_a_run_that_was_missed_is_made_up_for(asked_items):
    run(OPENED)
    assert run(date(2026, 11, 12)) == {"anna": ("reminder", 2, "sent")}
    assert run(LAST_DAY) == {"anna": ("reminder", 2, "sent")}


def test_no_letter_when_all_is_done(asked_items):
    run(OPENED)
    answer(*asked_items)
    assert run(date(2026, 11, 9)) == {}


def test_a_reminder_tells_of_what_is_left(asked_items):
    run(OPENED)
    answer(asked_items[0])
    assert run(date(2026, 11, 9)) == {"anna": ("reminder", 1, "sent")}
    assert asked_items[0].get_absolute_url() not in mail.outbox[-1].body


def test_an_answer_that_came_back_is_left_to_do(asked_items):
    answer(*asked_items, status="returned")
    assert run(OPENED) == {"anna": ("invitation", 2, "sent")}
    assert "Tillbaka med en fråga" in mail.outbox[0].body


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_a_round_that_is_not_open_sends_nothing(asked_items, status):
    times = {"opened_at": None} if status == "draft" else {"closed_at": morning(OPENED)}
    round = asked_items[0].round
    type(round).objects.filter(pk=round.pk).update(status=status, **times)
    assert run(OPENED) == {}


def test_nobody_is_reminded_after_the_last_day(asked_items):
    assert run(LAST_DAY + timedelta(days=1)) == {}


def test_several_rounds_are_one_letter(asked_items, office):
    other = open_round(name="Energi", closes_on=date(2026, 12, 20))
    item(round=other, organisation=office, goal=goal("Energi"))
    assert run(OPENED) == {"anna": ("invitation", 3, "sent")}
    assert run(OPENED + timedelta(days=1)) == {}


def test_a_round_that_opens_later_is_told_of_the_next_day(asked_items, office):
    run(OPENED)
    item(round=open_round(name="Energi", closes_on=LAST_DAY), organisation=office, goal=goal("Energi"))
    assert run(OPENED) == {}
    assert run(OPENED + timedelta(days=1)) == {"anna": ("invitation", 3, "sent")}


def test_somebody_who_joins_later_is_invited(asked_items, office):
    run(OPENED)
    person("bo", office)
    assert run(OPENED + timedelta(days=2)) == {"bo": ("invitation", 2, "sent")}


def test_who_has_left_gets_nothing_and_who_has_no_address_is_told_of(asked_items, office):
    person("bo", office)
    office.users.filter(username="anna").update(is_active=False)
    office.users.filter(username="bo").update(email="")
    assert run(OPENED) == {"bo": ("invitation", 2, "no address")}
    assert not Letter.objects.exists()


def test_a_dry_run_sends_and_writes_nothing(asked_items):
    assert run(OPENED, dry_run=True) == {"anna": ("invitation", 2, "would be sent")}
    assert (mail.outbox, Letter.objects.count()) == ([], 0)


# --- Never two, never none --------------------------------------------------------------------------------


class Down(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("Connection refused")


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"anna@example.org": (550, b"no such user")})


class Breaking(EmailBackend):
    """Takes the letter, and is gone before it says so."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


class Killed(EmailBackend):
    """The process ends while the letter is being sent."""

    def send_messages(self, messages):
        raise SystemExit


def test_the_second_run_of_a_day_sends_nothing(asked_items):
    run(OPENED)
    assert run(OPENED) == {}
    assert len(mail.outbox) == 1


def test_the_database_refuses_a_second_letter_in_a_day(asked_items, office):
    run(OPENED)
    [anna] = office.users.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(to=anna, day=OPENED, kind="reminder", items=1)


@pytest.mark.parametrize("server", [Down, Refusing])
def test_what_the_server_did_not_take_is_sent_by_the_next_run_exactly_once(asked_items, server):
    assert run(OPENED, server()) == {"anna": ("invitation", 2, "failed")}
    [letter] = Letter.objects.all()
    assert letter.sent_at is None and letter.trouble
    assert run(OPENED) == {"anna": ("invitation", 2, "sent")}
    assert run(OPENED) == {}
    [letter] = Letter.objects.all()
    assert letter.sent_at and not letter.trouble
    assert len(mail.outbox) == 1


def test_a_server_that_is_down_is_asked_once(asked_items, office):
    person("bo", office)
    server, opened = Down(), []
    real = server.open
    server.open = lambda: (opened.append(1), real())
    assert {result for *_rest, result in run(OPENED, server).values()} == {"failed"}
    assert len(opened) == 1


def test_one_address_that_is_refused_does_not_stop_the_others(asked_items, office):
    person("bo", office)

    class RefusesAnna(EmailBackend):
        def send_messages(self, messages):
            if messages[0].to == ["anna@example.org"]:
                raise smtplib.SMTPRecipientsRefused({"anna@example.org": (550, b"no such user")})
            return super().send_messages(messages)

    results = {name: result for name, (*_rest, result) in run(OPENED, RefusesAnna()).items()}
    assert results == {"anna": "failed", "bo": "sent"}


@pytest.mark.parametrize("server", [Breaking, Killed])
def test_what_may_have_been_sent_is_not_tried_again_the_same_day_but_the_next(asked_items, server):
    with contextlib.suppress(SystemExit):
        run(OPENED, server())
    before = len(mail.outbox)
    assert run(OPENED) == {"anna": ("invitation", 2, "begun")}
    assert len(mail.outbox) == before
    assert run(OPENED + timedelta(days=1)) == {"anna": ("invitation", 2, "sent")}
    # Under the same number, so that a mail system may see that it is the same.
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1
    assert Letter.objects.count() == 1


def test_a_letter_that_nobody_needs_any_more_is_closed(asked_items):
    run(OPENED, Down())
    answer(*asked_items)
    assert run(OPENED) == {}
    [letter] = Letter.objects.all()
    assert (letter.again_from, letter.sent_at) == (None, None)
    assert "Behövdes inte längre" in letter.trouble


def test_two_runs_at_the_same_time_send_one_letter(asked_items):
    class RunsMeanwhile(EmailBackend):
        def send_messages(self, messages):
            assert run(OPENED) == {"anna": ("invitation", 2, "begun")}
            return super().send_messages(messages)

    assert run(OPENED, RunsMeanwhile()) == {"anna": ("invitation", 2, "sent")}
    assert len(mail.outbox) == 1


# --- What it says -----------------------------------------------------------------------------------------


def test_the_letter_says_what_by_when_and_how(asked_items, office):
    Municipality.objects.update_or_create(
        pk=1, defaults={"name": "Jönköping", "contact_email": "hallbarhet@example.org"}
    )
    type(asked_items[0].round).objects.update(instructions_sv="Utgå från årsbokslutet.")
    run(OPENED)
    [letter] = mail.outbox
    assert letter.subject == "2 frågor att svara på, senast 30 november – Jönköping"
    assert letter.reply_to == ["hallbarhet@example.org"]
    html = letter.alternatives[0][0]
    for text in (letter.body, html):
        for words in (
            "måndag 30 november 2026, om 28 dagar",
            "Utgå från årsbokslutet.",
            "Vatten",
            "Tekniska",
        ):
            assert words in text
        assert "logga in" in text and "/arbete/" in text
    assert "\n\n\n" not in letter.body


def test_nothing_in_the_letter_tells_that_it_was_read(asked_items):
    run(OPENED)
    html = mail.outbox[0].alternatives[0][0]
    assert not any(mark in html for mark in ("<img", "<script", "<link", "url("))
    assert "utm_" not in html and "?" not in "".join(part.split('"')[0] for part in html.split('href="')[1:])


def test_names_in_a_letter_are_text_and_never_markup(asked_items, office):
    type(office).objects.update(name_sv="<b>Kontoret</b>")
    run(OPENED)
    assert "<b>Kontoret" not in mail.outbox[0].alternatives[0][0]
    assert "<b>Kontoret</b>" in mail.outbox[0].body


def test_who_reads_english_gets_english_addresses(asked_items, office):
    from wagtail.users.models import UserProfile

    [anna] = office.users.all()
    profile = UserProfile.get_for_user(anna)
    profile.preferred_language = "en"
    profile.save()
    run(OPENED)
    assert "/en/arbete/" in mail.outbox[0].body


# --- The coordinator's week -------------------------------------------------------------------------------


@pytest.fixture
def coordinator():
    from django.contrib.auth.models import Group

    user = person("sam")
    user.groups.add(Group.objects.get_or_create(name="Samordnare")[0])
    return user


def week(day: date, findings=()):
    outcomes = send_weekly(
        get_connection(), at=morning(day), write=to_coordinator, findings=lambda today: findings
    )
    return [(outcome.to, outcome.kind, outcome.result) for outcome in outcomes]


def test_the_coordinator_hears_once_a_week_what_is_late_and_what_came_in(asked_items, coordinator):
    answer(asked_items[0])
    asked_items[0].steps.create(number=1, what="submitted", at=morning(LAST_DAY), by=coordinator)
    after = LAST_DAY + timedelta(days=2)
    assert week(after, [(FindingKind.RETIRED, 3)]) == [("sam", "weekly", "sent")]
    body = mail.outbox[0].body
    for words in (
        "1 av 2 frågor är inlämnade",
        "Sista dagen var 30 november",
        "Försenat:\n– Tekniska kontoret: 1",
        "Kom in den senaste veckan:\n– Hur går det för målet ”Vatten”? (Tekniska kontoret)",
        "3 saker behöver uppmärksamhet",
        "– Källor som har upphört: 3",
    ):
        assert words in body
    assert week(after + timedelta(days=6)) == []
    assert week(after + timedelta(days=7)) == [("sam", "weekly", "sent")]


def test_with_nothing_to_say_nothing_is_sent(coordinator):
    assert week(OPENED) == []


def test_a_coordinator_who_is_asked_too_gets_one_letter_a_day(asked_items, coordinator, office):
    coordinator.organisations.add(office)
    coordinator.groups.add(Group.objects.get(name=REPORTER))
    run(OPENED)
    assert week(OPENED) == []
    assert week(OPENED + timedelta(days=1)) == [("sam", "weekly", "sent")]
    assert run(OPENED + timedelta(days=7))["sam"] == ("reminder", 2, "sent")


def test_the_week_tells_whom_and_what_the_round_does_not_reach(asked_items, coordinator, office):
    goal("Herrelöst")
    quiet = unit("Tyst nämnd")
    item(round=asked_items[0].round, organisation=quiet, goal=goal("Buller"))
    assert week(OPENED) == [("sam", "weekly", "sent")]
    message = mail.outbox[0]
    for text in (message.body, message.alternatives[0][0]):
        for words in ("Herrelöst", "Tyst nämnd: 1", "Har aldrig loggat in:", "anna"):
            assert words in text


def test_a_reply_reaches_the_one_who_holds_the_round(asked_items, coordinator):
    round = asked_items[0].round
    round.held_by = coordinator
    round.save()
    run(OPENED)
    assert mail.outbox[0].reply_to == ["sam@example.org"]
    assert "så läser sam@example.org det" in mail.outbox[0].body


def test_a_reply_to_who_has_left_reaches_the_municipality(asked_items, coordinator):
    Municipality.objects.update_or_create(pk=1, defaults={"contact_email": "hallbarhet@example.org"})
    coordinator.is_active = False
    coordinator.save()
    type(asked_items[0].round).objects.update(held_by=coordinator)
    run(OPENED)
    assert mail.outbox[0].reply_to == ["hallbarhet@example.org"]


# --- The letter to somebody new ---------------------------------------------------------------------------


def test_an_invitation_that_the_server_did_not_take_is_sent_by_the_next_run(coordinator):
    anna = person("anna", unit())
    [outcome] = invite([anna], Down(), at=morning(OPENED), write=to_newcomer, by=coordinator)
    assert outcome.result == "failed"
    again = {"at": morning(OPENED + timedelta(days=1)), "write": to_newcomer, "dry_run": False}
    [outcome] = send_waiting(get_connection(), **again)
    assert outcome.result == "sent" and send_waiting(get_connection(), **again) == []
