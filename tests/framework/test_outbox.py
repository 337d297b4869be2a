"""Letters that a page asks for: sent after the answer, lost by no kill, and to nobody in as long a time."""

import socketserver
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lagesbild.framework import outbox
from lagesbild.framework.models import OutgoingMail
from tests.reporting.drawing import person


class SlowMailServer(socketserver.ThreadingTCPServer):
    """Takes what is sent, once it has been told to answer."""

    daemon_threads = allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers, self.received = threading.Event(), []


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.answers.wait(60)
        self._say("220 hej")
        for line in self.rfile:
            word = line.strip().upper()
            if word == b"DATA":
                self._say("354 skriv")
                self.server.received.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
            self._say("221 hej" if word == b"QUIT" else "250 ja")
            if word == b"QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def slow_server(settings):
    server = SlowMailServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    yield server
    server.answers.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def sent_later(settings, monkeypatch):
    """The outbox as in a server, but that nobody takes letters from it unasked."""
    settings.MAIL_AFTER_ANSWER = True
    woken = []
    monkeypatch.setattr(outbox, "_wake", lambda: woken.append(True))
    return woken


def letter(to: str = "anna@example.org", minutes: int = 10) -> None:
    message = EmailMultiAlternatives("Din kod", "1234-5678", "barometern@example.org", [to] if to else [])
    message.attach_alternative("<b>1234-5678</b>", "text/html")
    message.reply_to = ["sam@example.org"]
    outbox.post(message, until=timezone.now() + timedelta(minutes=minutes))


def deliver() -> int:
    return outbox.deliver(lambda work: work())


def later(**time) -> None:
    for name in ("again_at", "until", "asked_at"):
        for row in OutgoingMail.objects.all():
            OutgoingMail.objects.filter(pk=row.pk).update(**{name: getattr(row, name) - timedelta(**time)})


def broken(monkeypatch) -> None:
    def refuse(_message):
        raise ConnectionRefusedError("[Errno 111] Connection refused")

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)


@pytest.mark.django_db
def test_a_slow_mail_server_holds_nobody(client, slow_server, sent_later):
    person("anna")
    answer = client.post("/logga-in/e-post/", {"email": "anna@example.org"})
    assert (answer.status_code, slow_server.received) == (302, [])
    slow_server.answers.set()
    assert deliver() == 1
    assert "To: anna@example.org" in slow_server.received[0] and not OutgoingMail.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/logga-in/e-post/", "/logga-in/glomt/"])
def test_an_address_that_nobody_has_takes_the_same_way(client, sent_later, page):
    person("anna")
    queries = {}
    for address in ("anna@example.org", "ingen@example.org"):
        client.cookies.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.post(page, {"email": address}).status_code == 302
        queries[address] = [query["sql"].split()[0] for query in asked if "outgoingmail" in query["sql"]]
    assert queries["anna@example.org"] == queries["ingen@example.org"] == ["INSERT"]
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["", "anna@example.org"]
    assert deliver() == 1 and [message.to for message in mail.outbox] == [["anna@example.org"]]


@pytest.mark.django_db
def test_a_letter_that_a_killed_process_had_in_hand_is_sent_by_another(sent_later):
    letter()
    assert outbox._claimed() is not None  # and then the process is killed
    assert deliver() == 0
    later(minutes=3)
    assert (deliver(), len(mail.outbox), OutgoingMail.objects.count()) == (1, 1, 0)
    assert mail.outbox[0].alternatives[0][0] == "<b>1234-5678</b>"
    assert mail.outbox[0].extra_headers == {"Auto-Submitted": "auto-generated", "Reply-To": "sam@example.org"}


@pytest.mark.django_db
def test_what_wagtail_and_django_send_goes_the_same_way(sent_later, settings):
    settings.EMAIL_BACKEND = "lagesbild.framework.outbox.AfterTheAnswer"
    settings.MAIL_SENT_BY = "django.core.mail.backends.locmem.EmailBackend"
    mail.send_mail("Granska", "Ett mål väntar.", None, ["a@example.org", "b@example.org"])
    assert (OutgoingMail.objects.count(), mail.outbox) == (2, [])
    assert deliver() == 2 and {message.to[0] for message in mail.outbox} == {"a@example.org", "b@example.org"}


@pytest.mark.django_db
def test_a_server_that_is_away_is_asked_again(sent_later, monkeypatch):
    letter()
    with monkeypatch.context() as patch:
        broken(patch)
        assert deliver() == 0
    waiting = OutgoingMail.objects.get()
    assert (waiting.tries, waiting.trouble) == (1, "[Errno 111] Connection refused")
    assert deliver() == 0, "not at once"
    later(seconds=20)
    assert deliver() == 1


@pytest.mark.django_db
def test_what_nobody_can_use_any_longer_is_emptied_and_told_until_a_letter_gets_through(sent_later):
    letter(minutes=-1)
    assert deliver() == 0
    stuck = OutgoingMail.objects.get()
    assert (stuck.given_up, stuck.subject, stuck.text, stuck.html) == (True, "", "", "")
    letter()
    assert (deliver(), OutgoingMail.objects.count(), len(mail.outbox)) == (1, 0, 1)
