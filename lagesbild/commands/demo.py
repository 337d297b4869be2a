"""The example municipality, made ready in a folder of its own. What is done already is not done again."""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from lagesbild import __version__
from lagesbild.commands import common

PACKAGE = Path(__file__).resolve().parent.parent
EXAMPLE = next(
    (folder for root in (PACKAGE.parent, PACKAGE) if (folder := root / "examples" / "jonkoping").exists()),
    PACKAGE / "examples" / "jonkoping",
)
"""In a checkout beside the package, and in an installed wheel inside it."""
STAMP, LOGINS = "demo.json", "demo-logins.txt"
WORDS = ("", "goals/", "cooperation/")
"""Where the example's words stand."""
USERS = {
    "samordnare": ("Samordnare", "coordinator"),
    "internationell": ("Internationell samordnare", "international"),
    "rapportor": ("Rapportör", "reporter"),
}
"""Log-in name → role, and what the invitation calls it."""


class DemoProblem(RuntimeError):
    """The example cannot be made ready. The message says what to do."""


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "demo",
        run,
        "the example municipality, ready to look at",
        "lagesbild demo --port 8123",
        "lagesbild demo --kommun Växjö",
    )
    command_parser.add_argument(
        "--kommun",
        default="",
        metavar="MUNICIPALITY",
        help="any other municipality, by code or name, with the open statistics that come with the product",
    )
    command_parser.add_argument(
        "--port", type=int, default=8000, help="where to serve it (default: %(default)s)"
    )
    command_parser.add_argument("--no-serve", action="store_true", help="make everything ready and stop")
    command_parser.add_argument(
        "--fresh", action="store_true", help="throw away what was changed in it and begin again"
    )


def run(arguments) -> None:
    from lagesbild.commands import serve

    make = _open_statistics if arguments.kommun else _example
    print(make(arguments), flush=True)
    if not arguments.no_serve:
        serve.serve("127.0.0.1", arguments.port, quiet=True)


def _example(arguments) -> str:
    return prepare(port=arguments.port, fresh=arguments.fresh, now=common.now())


def _open_statistics(arguments) -> str:
    """Any municipality without a network: its own folder, its open statistics, nobody's words."""
    from lagesbild.commands import new
    from lagesbild.kits import open_statistics, read_kit

    place = new.place_of(arguments.kommun)
    if place.kind != "municipality":
        raise DemoProblem(f"The open statistics are of municipalities, and {place.name} is a region.")
    home = Path(os.environ.setdefault("LAGESBILD_HOME", f"var/demo-{place.code}"))
    if arguments.fresh and (home / new.STATE).exists():
        shutil.rmtree(home)
    begun = new.begin(place, read_kit(open_statistics.KIT), port=arguments.port)
    return new.report(begun, arguments.port)


def prepare(*, port: int, fresh: bool, now: datetime, progress: Callable[[str], object] = print) -> str:
    """Everything that the example needs before it is served; how to reach it and how to log in, as text.

    The folder is LAGESBILD_HOME, or ``var/demo``. Raises DemoProblem when that folder is not the example's.
    """
    started = time.monotonic()
    home = Path(os.environ.get("LAGESBILD_HOME", "var/demo")).resolve()
    if not EXAMPLE.exists():
        raise DemoProblem(
            "The example is not part of this installation. Run it from a copy of the repository."
        )
    _claim(home, fresh)
    _set_environment(home, port)
    checksums = _checksums()
    done = json.loads((home / STAMP).read_text())
    if done != checksums or not (home / LOGINS).exists():
        progress("Making the example ready (once)")
        _make(home, now, {part for part in checksums if done.get(part) != checksums[part]}, progress)
        (home / STAMP).write_text(json.dumps(checksums))
        progress(f"Ready after {time.monotonic() - started:.0f} s")
    return _invitation(home, port)


def _claim(home: Path, fresh: bool) -> None:
    if os.environ.get("LAGESBILD_DATABASE"):
        raise DemoProblem("LAGESBILD_DATABASE names a real database. Unset it to look at the example.")
    stamp = home / STAMP
    if home.exists() and not stamp.exists() and any(home.iterdir()):
        raise DemoProblem(
            f"{home} holds something else than the example. Give LAGESBILD_HOME an empty folder."
        )
    if fresh and stamp.exists():
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    if not stamp.exists():
        stamp.write_text("{}")


def _set_environment(home: Path, port: int) -> None:
    hosts = os.environ.get("LAGESBILD_HOSTS", "").split(",")
    os.environ.update(
        LAGESBILD_HOME=str(home),
        LAGESBILD_RAW=str(EXAMPLE / "raw"),
        LAGESBILD_HOSTS=",".join(dict.fromkeys(host for host in (*hosts, "localhost", "127.0.0.1") if host)),
        LAGESBILD_ADDRESS=f"http://127.0.0.1:{port}",
    )
    # The example's mail reaches nobody, so its people log in by password alone; =1 shows the codes on the screen.
    os.environ.setdefault("LAGESBILD_SECOND_STEP", "0")
    os.environ.pop("LAGESBILD_HTTPS", None)  # the example is served without TLS


def _checksums() -> dict[str, str]:
    """What each part of the example is made of. A part is made again when its sum is another."""
    migrations = PACKAGE.glob("*/migrations/*.py")
    return {
        "words": _checksum(
            [
                *(file for folder in WORDS for file in EXAMPLE.glob(f"{folder}*.yaml")),
                *migrations,
                *PACKAGE.glob("cooperation/goal17/*.py"),
            ]
        ),
        "figures": _checksum(
            [*EXAMPLE.glob("raw/**/*.*"), EXAMPLE / "derived.csv", *PACKAGE.glob("figures/**/*.py")]
        ),
        "static": _checksum(PACKAGE.glob("*/static/**/*.*")),
    }


def _checksum(files: Iterable[Path]) -> str:
    versions = [__version__, *(version(name) for name in ("django", "wagtail", "django-allauth"))]
    sums = hashlib.sha256(" ".join(versions).encode())
    for file in sorted(files):
        sums.update(str(file.relative_to(PACKAGE.parent)).encode() + file.read_bytes())
    return sums.hexdigest()


def _make(home: Path, now: datetime, parts: set[str], progress: Callable[[str], object]) -> None:
    # Static files need no database: they are gathered on the other core meanwhile.
    gathering = _manage("collectstatic", "--noinput") if "static" in parts else None
    _django()
    if "words" in parts:
        _make_words(now, progress)
        _count_register(home, now, progress)
        _collect_reported(home, now)
    if "figures" in parts or "words" in parts:
        _make_figures(now, progress)
    if not (home / LOGINS).exists():
        _make_logins(home / LOGINS)
    _open_round(now)
    _answer_findings(now)
    if gathering:
        progress("Gathering style sheets")
        _, trouble = gathering.communicate()
        if gathering.returncode:
            raise DemoProblem(f"The style sheets could not be gathered: {trouble.strip()}")
        _read_where_they_are()


def _manage(*arguments: str) -> subprocess.Popen:
    order = [sys.executable, "-m", "lagesbild", "manage", *arguments]
    return subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _read_where_they_are() -> None:
    """The list of style sheets was read when Django started, before there was one, and the server inherits it."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = staticfiles_storage.load_manifest()


def _django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.config.settings"
    import django
    from django.urls import get_resolver

    django.setup()
    # Wagtail puts some of the editor's words together once, when its addresses are first read. The orders to the
    # database below have no language: read then, those words would be English for as long as the site is served.
    _ = get_resolver().url_patterns


def _make_words(now: datetime, progress: Callable[[str], object]) -> None:
    from django.core.management import call_command

    from lagesbild.cooperation.loading import load

    progress("Making the database")
    call_command("migrate", verbosity=0, interactive=False)
    progress("Loading goals, indicators, actions and the register")
    load(EXAMPLE, now=now)


def _count_register(home: Path, now: datetime, progress: Callable[[str], object]) -> None:
    from lagesbild.cooperation.goal17 import figure_run

    progress("Counting the register")
    figure_run.fetch(home / "raw" / figure_run.ID / f"{now:%Y-%m-%dT%H%M%SZ}", now=now)


def _collect_reported(home: Path, now: datetime) -> None:
    from lagesbild.reporting import example, reported

    example.load_values(EXAMPLE)
    reported.fetch(home / "raw" / reported.ID / f"{now:%Y-%m-%dT%H%M%SZ}", now=now)


def _make_figures(now: datetime, progress: Callable[[str], object]) -> None:
    from django.conf import settings

    from lagesbild.barometer.models import Indicator
    from lagesbild.figures import store

    progress("Building the figures")
    indicators = Indicator.objects.exclude(figure="").prefetch_related("breaks", "reference_values")
    rules = {indicator.figure: indicator.rule() for indicator in indicators}
    store.build(settings.FIGURES, settings.RAW, now=now, rules=rules)


def _make_logins(file: Path) -> None:
    """Three people with passwords of this installation's own, kept where only its owner can read them."""
    from django.contrib.auth.models import Group

    from lagesbild.organisations.models import Organisation, User

    lines = []
    for name, (role, _called) in USERS.items():
        password = secrets.token_urlsafe(9)
        defaults = {"first_name": role, "email": f"{name}@example.org"}
        user, _created = User.objects.get_or_create(username=name, defaults=defaults)
        user.set_password(password)
        user.save()
        user.groups.set([Group.objects.get(name=role)])
        lines.append(f"{name} {password}\n")
    User.objects.get(username="rapportor").organisations.set(
        Organisation.objects.filter(slug__in=["tekniska-kontoret", "tekniska-namnden"])
    )
    file.touch(mode=0o600)
    file.write_text("".join(lines))


def _open_round(now: datetime) -> None:
    from lagesbild.organisations.models import User
    from lagesbild.reporting import example

    example.open_the_round(EXAMPLE, by=User.objects.get(username="samordnare"), at=now)


def _answer_findings(now: datetime) -> None:
    from django.utils import timezone

    from lagesbild.organisations.models import User
    from lagesbild.reporting import example
    from lagesbild.website.findings.all_findings import findings

    coordinator = User.objects.get(username="samordnare")
    example.answer_findings(EXAMPLE, findings(timezone.localdate(now)), by=coordinator, at=now)


def _invitation(home: Path, port: int) -> str:
    logins = dict(line.split() for line in (home / LOGINS).read_text().splitlines())
    people = "".join(f"  {USERS[name][1]:<14}{name:<16}{logins[name]}\n" for name in USERS if name in logins)
    address = f"http://127.0.0.1:{port}/"
    second_step = os.environ["LAGESBILD_SECOND_STEP"] != "0"
    ending = (
        "The code asked for after the password is in a mail, written here."
        if second_step
        else "Here a password is enough. LAGESBILD_SECOND_STEP=1 asks for the code too, and writes the mail here."
    )
    return f"\nLägesbild: {address}\nLog in at {address}logga-in/ as\n{people}{ending}\nStop with Ctrl+C.\n"
