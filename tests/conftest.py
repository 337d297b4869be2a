"""What every test stands on: no network, a home of its own, and, when asked for, the example and real servers."""

import asyncio
import fcntl
import gc
import importlib
import io
import ipaddress
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.mkdtemp(prefix="lagesbild-tests-"))
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MARKED = {"chromium": "browser", "postgres_server": "postgres"}
DRAWINGS = int(os.environ.get("LAGESBILD_DRAWINGS", "1"))
"""How many times what is drawn at random is drawn, where one time takes many seconds: more in make bench-examples."""
LONG = ("browser", "postgres", "long")


# How long an example takes depends on the machine, and is never a test's business.
hypothesis.settings.register_profile("lagesbild", deadline=None)
hypothesis.settings.register_profile("thousand", deadline=None, max_examples=1000)  # make bench-examples
hypothesis.settings.load_profile("lagesbild")


def pytest_configure(config):
    for name in ("LAGESBILD_DATABASE", "LAGESBILD_HOSTS", "LAGESBILD_HTTPS", "LAGESBILD_RAW"):
        os.environ.pop(name, None)
    # What the tests start keeps its compiled modules: without them every start takes twice as long.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["LAGESBILD_HOME"] = str(HOME)
    # As in the example, so that browsers log in by password alone. Tests of the second step turn it on.
    os.environ["LAGESBILD_SECOND_STEP"] = "0"
    if config.pluginmanager.hasplugin("django"):
        point_django_at_home()


def point_django_at_home() -> None:
    """pytest-django reads the settings before any conftest.py: read them again, from the tests' own home."""
    from django.conf import global_settings, settings
    from django.core.signals import setting_changed

    own = importlib.reload(importlib.import_module("lagesbild.config.settings"))
    # Without a manifest, so that a page can be drawn before static files are gathered.
    own.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    own.MAIL_AFTER_ANSWER = False  # a test sees at once what was sent
    own.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # A password is hashed at once; one that the example was made with, by the real hasher, still counts.
    own.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *global_settings.PASSWORD_HASHERS,
    ]
    for name in filter(str.isupper, dir(own)):
        setattr(settings, name, getattr(own, name))
    for name in ("STORAGES", "MEDIA_ROOT", "PASSWORD_HASHERS"):  # kept by Django since it was set up
        setting_changed.send(sender=None, setting=name, value=getattr(own, name), enter=True)


def pytest_xdist_auto_num_workers(config) -> int:
    """One more than there are processors: some of them always wait for a server, a browser or a lock."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    for item in items:
        for fixture, mark in MARKED.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
    items[:] = dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish(session):
    """What is imported and gathered stays to the end: the collector need not look it through again and again."""
    gc.collect()
    gc.freeze()


def dealt(items: list, workers: int) -> list:
    """Each worker begins with its share of the files that take long, so that none is left alone with them at the end.

    The workers get even parts of the list, one after the other; what one has not begun another may take over.
    """
    files = [list(group) for _path, group in groupby(items, key=lambda item: item.path)]
    long = [file for file in files if any(item.get_closest_marker(mark) for item in file for mark in LONG)]
    rest = [item for file in files if file not in long for item in file]
    shares = [[item for file in long[place::workers] for item in file] for place in range(workers)]
    size = -(-len(items) // workers)
    for share in shares:
        room = max(0, size - len(share))
        share += rest[:room]
        del rest[:room]
    return [item for share in shares for item in share] + rest


def pytest_unconfigure():
    shutil.rmtree(HOME, ignore_errors=True)


# --- No network -------------------------------------------------------------------------------------------


def _is_here(host) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _guarded(name: str):
    real = getattr(socket.socket, name)

    def guarded(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise AssertionError(f"A test tried to reach {address}. Tests stay on this machine.")
        return real(self, address, *rest)

    return guarded


socket.socket.connect = _guarded("connect")
socket.socket.connect_ex = _guarded("connect_ex")


def free_port() -> int:
    """A port that nobody listens on, and that no other worker is given at the same time."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000 - workers) // workers * workers + worker
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port


# --- Made once --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """``made_once(name, make)``: what ``make(path)`` leaves there, made by the worker that is first to ask.

    All workers have it, so nobody may change it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def once(name: str, make: Callable[[Path], object]) -> Path:
        path, mark = shared / name, shared / f"{name}.made"
        with open(shared / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not mark.exists():
                make(path)
                mark.touch()
        return path

    return once


def copy_of_home(home: Path, copy: Path) -> Path:
    """A home of one's own; the style sheets, which nobody changes, are the same files."""
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("static"))
    if (home / "static").exists():
        shutil.copytree(home / "static", copy / "static", copy_function=os.link)
    return copy


# --- Pages ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def drawn_as_served(django_test_environment) -> None:
    """Pages are drawn as in a served site. Django's tests copy the context of every part of one: a tenth of the time."""
    from django.template import Template
    from django.test.utils import _TestState

    Template._render = _TestState.saved_data.template_render


@pytest.fixture
def with_context(monkeypatch) -> None:
    """For tests that ask an answer for its ``context``."""
    from django.template import Template
    from django.test.utils import instrumented_test_render

    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    """A test begins and ends in Swedish, whatever the pages it asks for."""
    from django.utils import translation

    with translation.override("sv"):
        yield


# --- The database -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """As in a served site the editor's addresses are read: Wagtail registers what can be edited with them."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns


class WhenIndexing:
    """A task of Wagtail's that notes what was saved, in its search and of what refers to what.

    It is two thirds of the time of a save. So it runs as in a served site in a request and on the command line, and
    not for what a test draws by itself, unless the test is marked ``indexed``.
    """

    always = in_request = False

    def __init__(self, task):
        self.task = task

    def enqueue(self, *arguments):
        if WhenIndexing.always or WhenIndexing.in_request:
            self.task.enqueue(*arguments)


@pytest.fixture(scope="session", autouse=True)
def indexing() -> None:
    from django.core.signals import request_finished, request_started
    from modelsearch import signal_handlers as search
    from wagtail import signal_handlers as references

    search.insert_or_update_object_task = WhenIndexing(search.insert_or_update_object_task)
    references.update_reference_index_task = WhenIndexing(references.update_reference_index_task)
    request_started.connect(_begin_indexing)
    request_finished.connect(_end_indexing)


def _begin_indexing(**_signal) -> None:
    WhenIndexing.in_request = True


def _end_indexing(**_signal) -> None:
    WhenIndexing.in_request = False


@contextmanager
def noted_in_search() -> Iterator[None]:
    """What is drawn until the block ends is indexed, as in a test that is marked so."""
    before, WhenIndexing.always = WhenIndexing.always, True
    try:
        yield
    finally:
        WhenIndexing.always = before


@pytest.fixture(autouse=True)
def indexed_if_marked(request, indexing) -> Iterator[None]:
    """Also while fixtures draw, for tests marked ``indexed``; a request that broke off leaves nothing on."""
    WhenIndexing.always = request.node.get_closest_marker("indexed") is not None
    yield
    WhenIndexing.always = WhenIndexing.in_request = False


# --- A figure store, drawn in the test --------------------------------------------------------------------


def drawn_store(folder: Path) -> Callable[..., Path]:
    """``drawn_store(folder)(drawing)`` builds a store there from a table of years, by the real workbook source.

    One that was drawn before, by another test, is copied.
    """

    def draw(drawing: str, *, id: str = "drawn") -> Path:
        if (folder / "raw").exists():
            _build_drawn(folder, drawing, id)
        else:
            shutil.copytree(_built(drawing, id), folder, dirs_exist_ok=True)
        return folder / "figures.duckdb"

    return draw


@cache
def _built(drawing: str, id: str) -> Path:
    folder = Path(tempfile.mkdtemp(dir=HOME))
    _build_drawn(folder, drawing, id)
    return folder


def _build_drawn(folder: Path, drawing: str, id: str) -> None:
    from lagesbild.figures import store as figure_store
    from lagesbild.figures.sources import workbook

    lines = [";".join(line.split()) for line in drawing.strip().splitlines()]
    file = folder / "drawn.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    origin = {"publisher": "Ritad", "licence": "CC0", "address": "https://exempel.se"}
    run = folder / "raw" / id / f"run-{time.monotonic_ns()}"
    workbook.fetch(run, file=file, id=id, now=NOW, **origin)
    figure_store.build(folder / "figures.duckdb", [folder / "raw"], now=NOW)


@pytest.fixture
def store(tmp_path):
    """``store(drawing)`` gives the path of a store of the test's own.

    >>> store('''
    ... nyckeltal  område  2021  2022  2023
    ... N00945     0680    10    11    12,5
    ... ''')
    """
    return drawn_store(tmp_path)


# --- The example municipality -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """The example municipality: its folder, its figures, and the password of each log-in."""

    home: Path
    passwords: dict[str, str]

    @property
    def store(self) -> Path:
        return self.home / "figures.duckdb"


@pytest.fixture(scope="session")
def example_home(tmp_path_factory, made_once) -> Example:
    """Made once by the real ``lagesbild demo``. Not to be changed: see ``example`` and ``live``."""
    first = made_once("example", lambda home: lagesbild("demo", "--no-serve", home=home))
    home = copy_of_home(first, tmp_path_factory.mktemp("example") / "home")
    lines = (home / "demo-logins.txt").read_text().splitlines()
    return Example(home, dict(line.split() for line in lines))


@pytest.fixture
def example(example_home, settings, django_db_blocker) -> Iterator[Example]:
    """Django's database and figures are the example's. What the test changes is undone."""
    from django.db import transaction

    settings.FIGURES = example_home.store
    settings.RAW = [ROOT / "examples" / "jonkoping" / "raw"]
    database = example_home.home / "lagesbild.sqlite3"
    with django_db_blocker.unblock(), another_database(database), transaction.atomic():
        yield example_home
        transaction.set_rollback(True)


@contextmanager
def another_database(file: Path) -> Iterator[None]:
    """Django's default database is this SQLite file until the block ends."""
    from django.db import connections

    usual = connections["default"]
    connections["default"] = usual.copy()
    connections["default"].settings_dict["NAME"] = str(file)
    _forget_the_other_database()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
        _forget_the_other_database()


def _forget_the_other_database() -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache

    ContentType.objects.clear_cache()
    cache.clear()


def lagesbild(
    *arguments: str, home: Path, check: bool = True, **environment: str
) -> subprocess.CompletedProcess:
    """Run the command line in a process of its own."""
    order = [sys.executable, "-m", "lagesbild", *arguments]
    done = subprocess.run(
        order, env=_environment(home, environment), capture_output=True, text=True, cwd=ROOT
    )
    if check and done.returncode:
        pytest.fail(f"lagesbild {' '.join(arguments)} gave {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done


@pytest.fixture
def run(django_db_blocker) -> Callable[..., subprocess.CompletedProcess]:
    """``run("build", "--json", home=home)``: the command line as :func:`lagesbild` gives it, but in this process."""

    def run_here(*arguments: str, home: Path, check: bool = True) -> subprocess.CompletedProcess:
        from lagesbild.commands.main import main

        output, errors = io.StringIO(), io.StringIO()
        with django_db_blocker.unblock(), at_home(home), redirect_stdout(output), redirect_stderr(errors):
            code = main(list(arguments))
        if check and code:
            pytest.fail(
                f"lagesbild {' '.join(arguments)} gave {code}:\n{output.getvalue()}\n{errors.getvalue()}"
            )
        return subprocess.CompletedProcess(arguments, code, output.getvalue(), errors.getvalue())

    return run_here


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """Settings, database and files are those of an installation in this folder until the block ends."""
    import django
    from django.conf import settings

    own = importlib.import_module("lagesbild.config.settings")
    home.mkdir(parents=True, exist_ok=True)
    paths = {"HOME": home, "FIGURES": home / "figures.duckdb", "RAW": [home / "raw"]}
    paths |= {"STATIC_ROOT": home / "static", "MEDIA_ROOT": home / "media"}
    database = home / "lagesbild.sqlite3"
    with pytest.MonkeyPatch.context() as patch, another_database(database):
        patch.setattr(django, "setup", lambda: None)  # it would have the log follow this command's output
        patch.setattr(WhenIndexing, "always", True)
        patch.setitem(settings.DATABASES["default"], "NAME", database)
        for name, path in paths.items():
            patch.setattr(own, name, path)
            patch.setattr(settings, name, path)
        yield


def _environment(home: Path, more: dict[str, str]) -> dict[str, str]:
    return {**os.environ, "LAGESBILD_HOME": str(home), **more}


# --- A real server ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Live:
    """A served site: ``address`` without a slash at the end."""

    address: str
    passwords: dict[str, str]

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of an answer, whatever the status."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


RAW_OF_THE_EXAMPLE = ROOT / "examples" / "jonkoping" / "raw"


@pytest.fixture(scope="session")
def live(example_home, tmp_path_factory) -> Iterator[Live]:
    """The example, served by the real server from a copy of its own."""
    home = copy_of_home(example_home.home, tmp_path_factory.mktemp("live") / "home")
    with serving(home, LAGESBILD_RAW=str(RAW_OF_THE_EXAMPLE)) as address:
        yield Live(address, example_home.passwords)


def run_alone(coroutine):
    """In a thread of its own: Playwright leaves an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


class serving:
    """``with serving(home) as address``: ``lagesbild serve`` until the block ends."""

    def __init__(self, home: Path, **environment: str):
        self.port = free_port()
        self.home = home
        self.environment = environment

    def __enter__(self) -> str:
        self.log = open(self.home / "serve.log", "w+")
        order = [sys.executable, "-m", "lagesbild", "serve", "--port", str(self.port)]
        environment = _environment(self.home, self.environment)
        self.process = subprocess.Popen(order, env=environment, stdout=self.log, stderr=self.log, cwd=ROOT)
        wait_for(self._answers, f"the server in {self.home}", self._log)
        return f"http://127.0.0.1:{self.port}"

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            pytest.fail(f"lagesbild serve ended with {self.process.returncode}:\n{self._log()}")
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    def _log(self) -> str:
        return Path(self.log.name).read_text()


def wait_for(ready, what: str, told=lambda: "", seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            pytest.fail(f"Waited {seconds} s for {what}.\n{told()}")
        time.sleep(0.05)


# --- A real browser ---------------------------------------------------------------------------------------

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def chromium():
    """A real Chromium that can reach nothing but this machine."""
    if not CHROMIUM.exists():
        pytest.fail(f"There is no {CHROMIUM}. Install it: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    # Playwright leaves an event loop running in this thread, and Django then refuses its own database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    arguments = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-gpu",
        "--disable-software-rasterizer",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live):
    """An empty tab on the served example; ``page.goto("/mal/17/")``. A request to another host fails the test."""
    context = chromium.new_context(base_url=live.address, locale="sv-SE")
    tab, strangers = context.new_page(), []
    tab.on("request", lambda request: _note_strangers(request.url, live.address, strangers))
    yield tab
    context.close()
    assert not strangers, f"The page asked other hosts: {strangers}"


def _note_strangers(url: str, address: str, strangers: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:", "about:")):
        strangers.append(url)


# --- A real PostgreSQL ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of our own, on loopback: ``postgresql://postgres@127.0.0.1:port``."""
    tools = _postgresql_tools()
    folder, port = Path(tempfile.mkdtemp(prefix="lagesbild-postgres-")), free_port()
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    control = [*as_user, str(tools / "pg_ctl"), "-D", str(folder / "data"), "-w", "-s"]
    initdb = [
        str(tools / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run([*as_user, *initdb], **run)
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], **run)
    yield f"postgresql://postgres@127.0.0.1:{port}"
    subprocess.run([*control, "-m", "immediate", "stop"], **run)
    shutil.rmtree(folder, ignore_errors=True)


def _postgresql_tools() -> Path:
    """The folder with the programs of the newest server."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parts[4]))
    if not programs:
        pytest.fail(
            "There is no PostgreSQL server in /usr/lib/postgresql. Install it: apt-get install postgresql"
        )
    return programs[-1]


@pytest.fixture
def postgres(postgres_server) -> str:
    """The address of a new, empty database, as LAGESBILD_DATABASE takes it."""
    import psycopg

    name = f"lagesbild_{time.monotonic_ns()}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{postgres_server}/{name}"


@pytest.fixture
def migrated_postgres(postgres, made_once, tmp_path_factory) -> str:
    """As ``postgres``, and brought up by the migrations. They take half a minute, and run for one worker alone."""
    tools = _postgresql_tools()

    def migrate(file: Path) -> None:
        lagesbild("migrate", home=tmp_path_factory.mktemp("migrated"), LAGESBILD_DATABASE=postgres)
        subprocess.run([tools / "pg_dump", "--no-owner", "--file", file, postgres], check=True)
        _empty(postgres)

    file = made_once("migrated.sql", migrate)
    order = [tools / "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--file", file, postgres]
    subprocess.run(order, check=True, stdout=subprocess.DEVNULL)
    return postgres


def _empty(database: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
