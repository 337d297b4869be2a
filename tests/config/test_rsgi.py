"""The site as the server calls it: what becomes of a request, with a server that is drawn here."""

import asyncio
import json
import socket
import threading
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from lagesbild.config.rsgi import FIRST_PART, ServedSite, environment_of
from lagesbild.website.kept_pages import SiteState
from lagesbild.website.made_of import MADE_OF, WHO_KEEPS, MadeOf
from tests.conftest import run_alone


class Headers:
    def __init__(self, pairs):
        self.pairs = pairs

    def get(self, name, default=None):
        return next((value for key, value in self.pairs if key == name), default)

    def __contains__(self, name):
        return any(key == name for key, _value in self.pairs)

    def items(self):
        return self.pairs


def scope(method="GET", path="/mal/13/", query="", headers=()):
    return SimpleNamespace(
        proto="http", http_version="1.1", server="127.0.0.1:8000", client="10.0.0.7:5001", scheme="http",
        method=method, path=path, query_string=query, headers=Headers([("host", "exempel.se"), *headers]),
    )  # fmt: skip


class Server:
    """What is sent in by its parts, and what was answered."""

    def __init__(self, *parts: bytes):
        self.parts, self.status, self.headers, self.body = parts, None, {}, b""

    async def __aiter__(self):
        for part in self.parts:
            yield part

    def response_empty(self, status, headers):
        self.status, self.headers = status, dict(headers)

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.body = status, dict(headers), body

    def response_stream(self, status, headers):
        self.status, self.headers, self.streamed = status, dict(headers), True
        return self

    async def send_bytes(self, part):
        self.body += part


class State:
    def __init__(self):
        self.now = SiteState({"barometer_goal": 1}, "figures")

    def __call__(self):
        return self.now

    async def looked_up(self):
        return None


class Application:
    """Answers with what it was sent, counted."""

    def __init__(self):
        self.calls = []
        self.headers = [("Vary", "Accept-Language"), ("ETag", '"a"')]
        self.status, self.closed = "200 OK", 0

    def __call__(self, environ, start_response):
        self.calls.append(environ)
        environ[MADE_OF] = MadeOf(frozenset({"sida"}), frozenset({"barometer_goal"}))
        start_response(self.status, self.headers)
        return self

    def __iter__(self):
        body = self.calls[-1]["wsgi.input"].read()
        yield body or f"page {len(self.calls)}".encode()

    def close(self):
        self.closed += 1


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def site(application):
    made = ServedSite(application, State(), {"sessionid"}, threads=2)
    yield made
    made.__rsgi_del__(None)


def ask(site, *parts: bytes, **asked) -> Server:
    server = Server(*parts)
    run_alone(site.__rsgi__(scope(**asked), server))
    return server


def test_a_page_is_made_once_and_given_as_it_was_sent(site, application):
    answers = [ask(site), ask(site, query="utm_source=brev"), ask(site, headers=[("cookie", "_pk_id=x")])]
    assert [answer.body for answer in answers] == [b"page 1"] * 3
    assert answers[1].headers == answers[0].headers == {"vary": "Accept-Language", "etag": '"a"'}
    assert len(application.calls) == application.closed == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "sida=2"},
        {"path": "/mal/14/"},
        {"headers": [("accept-encoding", "br, gzip")]},
        {"headers": [("x-forwarded-proto", "https")]},
        {"headers": [("cookie", "a=b; sessionid=x")]},
        {"headers": [("authorization", "Basic x")]},
        {"method": "POST"},
    ],
)
def test_another_page_or_another_reader_is_answered_by_itself(site, asked):
    ask(site)
    assert ask(site, **asked).body == b"page 2"


def test_what_changes_is_made_anew(site):
    ask(site)
    site.state.now = SiteState({"barometer_goal": 2}, "figures")
    assert ask(site).body == b"page 2"
    site.state.now = None
    assert [ask(site).body, ask(site).body] == [b"page 3", b"page 4"]


def test_a_page_that_changed_while_it_was_made_is_not_kept(site, application, monkeypatch):
    def changing(environ, start_response):
        site.state.now = SiteState({"barometer_goal": 2}, "figures")
        site.pages.get(site.state.now, site._asked_page(scope()))
        return application(environ, start_response)

    monkeypatch.setattr(site, "application", changing)
    ask(site)
    assert ask(site).body == b"page 2"


def test_many_who_want_the_same_page_wait_for_one_maker(site, application):
    async def all_at_once():
        servers = [Server() for _ in range(20)]
        await asyncio.gather(*(site.__rsgi__(scope(), server) for server in servers))
        return servers

    assert {server.body for server in run_alone(all_at_once())} == {b"page 1"}
    assert not site.makers


def test_who_waited_is_answered_as_the_site_is_then(site, application, monkeypatch):
    """What changes while somebody waits for another's page is in the page that they get."""
    begun = threading.Event()

    def slow(environ, start_response):
        begun.set()
        time.sleep(0.1)
        return application(environ, start_response)

    monkeypatch.setattr(site, "application", slow)
    later = SiteState({"barometer_goal": 2}, "figures")

    async def changed_while_waiting():
        servers = [Server(), Server()]
        tasks = [asyncio.create_task(site.__rsgi__(scope(), server)) for server in servers]
        await asyncio.to_thread(begun.wait)
        site.state.now = later
        await asyncio.gather(*tasks)
        return [server.body for server in servers]

    assert run_alone(changed_while_waiting()) == [b"page 1", b"page 2"]
    assert site.pages.get(later, site._asked_page(scope())).body == b"page 2"


def test_what_changes_while_many_wait_is_made_once_more_and_not_by_each(site, application, monkeypatch):
    def slow(environ, start_response):
        time.sleep(0.02)
        if not application.calls:
            site.state.now = SiteState({"barometer_goal": 2}, "figures")
        return application(environ, start_response)

    monkeypatch.setattr(site, "application", slow)

    async def all_at_once():
        servers = [Server() for _ in range(20)]
        await asyncio.gather(*(site.__rsgi__(scope(), server) for server in servers))
        return [server.body for server in servers]

    assert run_alone(all_at_once()) == [b"page 1"] + [b"page 2"] * 19


def test_what_changes_while_a_page_waits_for_a_thread_does_not_count_against_it(
    site, application, monkeypatch
):
    begun = threading.Barrier(3)

    def slow(environ, start_response):
        if environ["PATH_INFO"].startswith("/sok/"):
            begun.wait()
            time.sleep(0.1)
        return application(environ, start_response)

    monkeypatch.setattr(site, "application", slow)

    async def behind_two_others():
        others = [asyncio.create_task(site.__rsgi__(scope(path=f"/sok/{n}/"), Server())) for n in range(2)]
        await asyncio.to_thread(begun.wait)
        waiting = asyncio.create_task(site.__rsgi__(scope(), Server()))
        await asyncio.sleep(0.01)
        site.state.now = SiteState({"barometer_goal": 2}, "figures")
        await asyncio.gather(*others, waiting)

    run_alone(behind_two_others())
    assert site.pages.get(site.state.now, site._asked_page(scope()))


def test_who_has_it_gets_no_body_and_whoever_asks_for_the_head_neither(site):
    ask(site)
    had = ask(site, headers=[("if-none-match", 'W/"a"')])
    assert (had.status, had.body, had.headers["etag"]) == (304, b"", '"a"')
    head = ask(site, method="HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", '"a"')


def test_what_is_sent_in_comes_whole_to_django(site, application):
    assert ask(site, b"namn=", b"x", method="POST", headers=[("content-length", "6")]).body == b"namn=x"
    assert application.calls[-1]["CONTENT_LENGTH"] == "6"


def test_what_is_too_large_never_comes_to_django(site, application):
    answer = ask(site, method="POST", headers=[("content-length", "25000001")])
    assert answer.status == 413 and "25 MB" in answer.body.decode()
    assert not application.calls


def test_a_long_answer_is_sent_as_it_is_made(site, application, monkeypatch):
    monkeypatch.setattr(Application, "__iter__", lambda self: iter([b"x" * FIRST_PART, b"y" * 3, b"z"]))
    answer = ask(site)
    assert answer.streamed and answer.body == b"x" * FIRST_PART + b"yyyz"
    assert application.closed == 1
    ask(site)
    assert len(application.calls) == 2


def test_a_fault_is_an_answer_too(site, monkeypatch):
    monkeypatch.setattr(site, "application", lambda environ, start_response: 1 / 0)
    assert ask(site).status == 500


def test_a_request_is_told_as_wsgi_tells_it():
    asked = scope(
        "POST", "/sok/%C3%A5/", "q=%C3%A5",
        [("cookie", "a=1"), ("cookie", "b=2"), ("accept", "x"), ("accept", "y"), ("content-type", "text/plain"),
         ("x_forwarded_proto", "https")],
    )  # fmt: skip
    environ = environment_of(asked, b"abc")
    assert environ["wsgi.input"].read() == b"abc"
    told = {key: value for key, value in environ.items() if isinstance(value, str)}
    assert told == {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/sok/å/".encode().decode("latin-1"),
        "QUERY_STRING": "q=%C3%A5",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "10.0.0.7",
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "exempel.se",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_ACCEPT": "x,y",
        "CONTENT_TYPE": "text/plain",
        "CONTENT_LENGTH": "3",
    }
    assert environ[WHO_KEEPS]


# --- The real server --------------------------------------------------------------------------------------

UNFINISHED = [
    b"POST /logga-in/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nabc",
    b"POST /logga-in/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
    b"GET /mal/13/ HTTP/1.1\r\nHost: x\r\nX-A: ",
]


def test_those_who_never_finish_hold_up_nobody(live):
    server = urlsplit(live.address)
    sockets = [socket.create_connection((server.hostname, server.port)) for _ in range(60)]
    for place, one in enumerate(sockets):
        one.sendall(UNFINISHED[place % 3])
    assert [live.get(path)[0] for path in ("/mal/13/", "/mal/13/?ny=1", "/logga-in/", "/sok/?q=luft")] == [
        200
    ] * 4
    for one in sockets:
        one.close()


def test_odd_addresses_are_read_as_ever(live):
    assert json.loads(live.get("/api/v1/goals?limit=1")[1])
    assert [live.get(path)[0] for path in ("/sok/?q=%C3%A5", "/finns%20inte/", "/%FF%00/")] == [200, 404, 404]
