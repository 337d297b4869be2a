"""Visits every address of the example municipality, and tells two versions of the code apart by what they answer.

    python -m tools.crawl HOME --out before.xz          here, before a change
    python -m tools.crawl HOME --out after.xz           with the change, in another HOME
    python -m tools.crawl --compare before.xz after.xz

HOME should be empty: it is then made by ``lagesbild demo --no-serve``, with the clock standing still on the example's
own day, so that all say the same dates. One that is made already is visited as it is, on its own day. Nothing in it
is changed: a copy is visited, in this process.

Whoever does not log in and each of the example's log-ins follow every link from where they begin, in Swedish and
English, in pages, files and the editor; only GET, and never log-out. Only the first few are visited of an address with
query strings (VARIANTS), and of pages of one kind that somebody logged in meets outside /arbete/ (KINDRED, which
``--all`` lifts). ``--compare`` exits with 1 when something differs.
"""

import argparse
import contextlib
import io
import logging
import os
import re
import runpy
import shutil
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import time_machine
from lxml import html

from tools.crawl_record import Visit, compare, read, record, write

DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""The example's own day: that of the round that it has open, and of the tests."""
SITE = "http://127.0.0.1:8000"
VARIANTS = 3
"""Query strings visited of one address."""
KINDRED = 2
"""Pages visited of one kind by a log-in: changing a goal in the editor, the history of a grant, a public page…"""
TOLD_EVERY = 200
EDITOR = "/redigera/"
NOBODY = "-"
BEGINNINGS = {
    NOBODY: [
        "/",
        "/en/",
        "/robots.txt",
        "/sitemap.xml",
        "/iati.xml",
        "/colours.css",
        "/halsa/",
        "/finns-inte/",
    ],
    "samordnare": ["/arbete/", EDITOR],
    "internationell": ["/arbete/", EDITOR],
    "rapportor": ["/arbete/", EDITOR],
}
"""Log-in → where it begins. Whoever is logged in is led on to the public pages too, and stays at a few of each kind."""
NEVER = re.compile(r"^/(en/)?(logga-ut/|redigera/logout/|static/|media/)|/editing-sessions/|/set-language")
SAMPLE_WORD = "vatten"
"""What is searched for."""


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        prog="python -m tools.crawl",
    )
    options.add_argument(
        "home", nargs="?", type=Path, help="the folder of the example; made ready if it is empty"
    )
    options.add_argument("--out", type=Path, help="where the answers are kept")
    options.add_argument("--all", action="store_true", help="all pages of a kind, also in the editor (slow)")
    options.add_argument("--compare", nargs=2, type=Path, metavar=("BEFORE", "AFTER"), help="two kept crawls")
    options.add_argument(
        "--markup", action="store_true", help="compare all tags and attributes, not only words"
    )
    arguments = options.parse_args()
    if arguments.compare:
        return compare(*map(read, arguments.compare), markup=arguments.markup)
    if not arguments.home or not arguments.out:
        options.error("name a HOME and where to keep what it answers, or two files to --compare")
    begun = time.monotonic()
    make_ready(arguments.home.resolve())
    if (moment := made_at(arguments.home)) != DAY:
        print(
            f"{arguments.home} was made {moment:%Y-%m-%d %H:%M}, and says so on its pages.", file=sys.stderr
        )
        print(f"To be compared it should be of {DAY:%Y-%m-%d}: name an empty folder.", file=sys.stderr)
    visits = crawl(arguments.home.resolve(), kindred=sys.maxsize if arguments.all else KINDRED)
    write(arguments.out, visits)
    _tell(visits, time.monotonic() - begun)
    return 0


def _tell(visits: list[Visit], seconds: float) -> None:
    for name, number in Counter(visit.login for visit in visits).items():
        print(f"{number:6} {'without log-in' if name == NOBODY else name}")
    for status, number in sorted(Counter(visit.status for visit in visits).items()):
        print(f"{number:6} of status {status}")
    addresses = {visit.address for visit in visits}
    print(f"{len(visits)} answers of {len(addresses)} addresses in {seconds:.0f} s")
    for visit in visits:
        if visit.status >= 500:
            print(f"status {visit.status}: {visit.address} as {visit.login}")


# --- The example --------------------------------------------------------------------------------------------


def make_ready(home: Path) -> None:
    if home.exists() and any(home.iterdir()):
        return
    os.environ["LAGESBILD_HOME"] = str(home)
    sys.argv = ["lagesbild", "demo", "--no-serve"]
    # In a process of its own: what is put together while it is made would otherwise be there when it is visited.
    if child := os.fork():
        _, state = os.waitpid(child, 0)
        if state:
            shutil.rmtree(home, ignore_errors=True)  # half made, it would be taken for made the next time
            raise SystemExit("The example could not be made ready.")
        return
    with time_machine.travel(DAY, tick=False), contextlib.redirect_stdout(io.StringIO()):
        try:
            runpy.run_module("lagesbild", run_name="__main__")
        except SystemExit as ended:
            os._exit(1 if ended.code else 0)
    os._exit(0)


def made_at(home: Path) -> datetime:
    """When the example was made, as its own raw folders say."""
    runs = [run.name for run in home.glob("raw/*/*") if re.fullmatch(r"\d{4}-\d\d-\d\dT\d{6}Z", run.name)]
    return datetime.strptime(max(runs), "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)


def crawl(home: Path, *, kindred: int) -> list[Visit]:
    """What every address answers to every log-in, in the order in which they were met."""
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(made_at(home), tick=False):
        copy = Path(folder) / "home"
        shutil.copytree(home, copy)
        _django(copy)
        return [
            visit for login in BEGINNINGS for visit in _telling_how_far(login, Crawl(login, kindred).visits())
        ]


def _telling_how_far(login: str, visits: Iterator[Visit]) -> Iterator[Visit]:
    for number, visit in enumerate(visits, start=1):
        if number % TOLD_EVERY == 0:
            print(
                f"{number} answers {'without log-in' if login == NOBODY else f'for {login}'}", file=sys.stderr
            )
        yield visit


def _django(home: Path) -> None:
    os.environ |= {
        "LAGESBILD_HOME": str(home),
        "LAGESBILD_ADDRESS": SITE,
        "LAGESBILD_RAW": str(Path(__file__).resolve().parent.parent / "examples" / "jonkoping" / "raw"),
        "LAGESBILD_SECOND_STEP": "0",
        "DJANGO_SETTINGS_MODULE": "lagesbild.config.settings",
    }
    import django
    from django.urls import get_resolver

    django.setup()
    logging.disable(logging.WARNING)  # a page that is not there is an answer like others
    _ = get_resolver().url_patterns


# --- One log-in's way through the site ----------------------------------------------------------------------


class Crawl:
    """``visits()`` goes from address to address, breadth first, so that two runs go the same way."""

    def __init__(self, login: str, kindred: int) -> None:
        from django.test import Client

        self.login, self.kindred = login, kindred
        self.client = Client(raise_request_exception=False, HTTP_HOST=urlsplit(SITE).netloc)
        self.waiting: deque[str] = deque()
        self.met: set[str] = set()
        self.variants: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()

    def visits(self) -> Iterator[Visit]:
        if self.login != NOBODY:
            from django.contrib.auth import get_user_model

            self.client.force_login(get_user_model().objects.get(username=self.login))
        self._meet(BEGINNINGS[self.login])
        while self.waiting:
            address = self.waiting.popleft()
            answer = self._get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            self._meet(_links(address, answer, body))
            yield record(address, self.login, answer, body)

    def _get(self, address: str):
        """The editor notes who has what open, for others to see: taken back, so that order does not matter."""
        from django.db import transaction

        if not address.startswith(EDITOR):
            return self.client.get(address)
        with transaction.atomic():
            answer = self.client.get(address)
            transaction.set_rollback(True)
        return answer

    def _meet(self, addresses: list[str]) -> None:
        for address in addresses:
            if address not in self.met and not NEVER.search(address):
                self.met.add(address)
                if self._is_among_the_first(address):
                    self.waiting.append(address)

    def _is_among_the_first(self, address: str) -> bool:
        path, mark, _query = address.partition("?")
        met = self.variants if mark else self.kinds
        kind = path if mark else _kind(path)
        met[kind] += 1
        return met[kind] <= self._most(path, of_variants=bool(mark))

    def _most(self, path: str, *, of_variants: bool) -> int:
        """How many query strings of this path, or pages of its kind, are visited."""
        if self.login == NOBODY or path.startswith("/arbete/"):
            return VARIANTS if of_variants else sys.maxsize
        if path.startswith(EDITOR):
            return 1 if of_variants else self.kindred
        return 0 if of_variants else max(1, self.kindred - 1)


def _kind(path: str) -> str:
    """The pattern of the site's addresses that this one follows."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(path).route
    except Resolver404:
        return path


def _links(address: str, answer, body: bytes) -> list[str]:
    """The site's own addresses that an answer leads to."""
    if "Location" in answer:
        hrefs = [answer["Location"]]
    elif answer.get("Content-Type", "").startswith("text/html") and body:
        hrefs = _page_links(address, body)
    elif "json" in answer.get("Content-Type", ""):
        hrefs = _json_links(body.decode())
    else:
        hrefs = re.findall(r"https?://127\.0\.0\.1:8000/[^\s\"'<>&]*", body.decode(errors="ignore"))
    absolute = (urljoin(SITE + address, href.strip()).partition("#")[0] for href in hrefs)
    return list(dict.fromkeys(link.removeprefix(SITE) for link in absolute if link.startswith(SITE + "/")))


def _page_links(address: str, body: bytes) -> list[str]:
    page = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    hrefs = page.xpath(
        "//a/@href | //area/@href | //link/@href | //iframe/@src | //img/@src | //object/@data"
    )
    return [*hrefs, *(link for form in page.iter("form") for link in _form_links(address, form))]


def _form_links(address: str, form) -> Iterator[str]:
    """A form that only asks: once for each list of it, with the second of what can be chosen, and for a word."""
    action = urljoin(address, form.get("action") or "")
    if (form.get("method") or "get").lower() != "get":
        yield action
        return
    for select in form.iter("select"):
        choices = [option.get("value", "") for option in select.iter("option")]
        if select.get("name") and len(choices) > 1:
            yield f"{action.partition('?')[0]}?{urlencode({select.get('name'): choices[1]})}"
    for field in form.iter("input"):
        if field.get("name") and field.get("type", "text") in ("text", "search"):
            yield f"{action.partition('?')[0]}?{urlencode({field.get('name'): SAMPLE_WORD})}"


def _json_links(text: str) -> list[str]:
    """Links in the text, and the paths of an OpenAPI description that take nothing."""
    return re.findall(r"https?://127\.0\.0\.1:8000/[^\s\"'<>\\]*|(?<=\")/(?:[a-z][\w./-]*)?(?=\")", text)


if __name__ == "__main__":
    sys.exit(main())
