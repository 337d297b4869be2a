"""``lagesbild new``: a barometer for any Swedish municipality or region, ready to look at."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from lagesbild.commands import common, first_login

STATE = "new.json"


@dataclass(frozen=True)
class Begun:
    """How far a barometer has come: what is published, what came, and what needs a person."""

    name: str
    code: str
    indicators: int
    new: int
    published: int
    with_figures: int
    trouble: str
    needs_person: list


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "new",
        run,
        "a barometer for any municipality or region, with a starter kit and its figures; run again it goes on",
        "lagesbild new Växjö",
        "lagesbild new 0780 --yes --no-serve --kit vart-paket.csv",
    )
    command_parser.add_argument(
        "municipality", nargs="?", default="", help="its code or name (default: asked for in the browser)"
    )
    command_parser.add_argument("--yes", action="store_true", help="ask nothing")
    command_parser.add_argument(
        "--kit",
        default="agenda2030",
        metavar="NAME|FILE|GROUP",
        help="the starter kit, or a group of Kolada's such as G2KPI92539 (default: %(default)s)",
    )
    command_parser.add_argument(
        "--base-url", default="", metavar="URL", help="another address of Kolada's API"
    )
    command_parser.add_argument(
        "--email",
        default="",
        metavar="ADDRESS",
        help="the first log-in's, where a mail server sends its codes",
    )
    command_parser.add_argument(
        "--drafts", action="store_true", help="publish nothing yet; somebody does that in the browser"
    )
    command_parser.add_argument(
        "--port", type=int, default=8000, help="where to serve it (default: %(default)s)"
    )
    command_parser.add_argument("--no-serve", action="store_true", help="make everything ready and stop")
    common.add_json(command_parser)


def run(arguments) -> None:
    from lagesbild.commands import serve

    place, kit = place_of(arguments.municipality), _kit(arguments.kit, arguments.base_url)
    if place and not arguments.yes:
        _confirm(place, kit)
    where = {"port": arguments.port, "base_url": arguments.base_url, "email": arguments.email}
    begun = begin(place, kit, **where, publish=not arguments.drafts)
    if arguments.json:
        return common.print_json(begun)
    print(report(begun, arguments.port), flush=True)
    if not arguments.no_serve:
        serve.serve("127.0.0.1", arguments.port, quiet=True)


def begin(
    place, kit, *, port: int, base_url: str = "", email: str = "", publish: bool = True
) -> Begun | None:
    """Make the home ready and, when the place is known, bring the kit, its figures and the list for a person."""
    _set_environment(port)
    _prepare(email)
    if place is None:
        _note(common.figure_settings().HOME, base_url=base_url)
    return _begin(place, kit, base_url, publish) if place else None


def place_of(text: str):
    """The municipality or region, None for an empty text. Raises CommandProblem with the nearest suggestion."""
    from lagesbild.kits import NoSuchPlace, find_place

    try:
        return find_place(text) if text else None
    except NoSuchPlace as error:
        raise common.CommandProblem(f"{error.wording.sv} ({error.wording.en})") from error


def _kit(name: str, base_url: str):
    """A kit that comes along, one of your own, or one of Kolada's groups of indicators."""
    from lagesbild.kits import kit_of_members, read_kit

    if not name.startswith("G2KPI"):
        return read_kit(name)
    from lagesbild.figures.sources import kolada

    where = {"base_url": base_url or kolada.DEFAULT_BASE_URL, "now": common.now(), **_asking(base_url)}
    return kit_of_members(kolada.kpi_group(name, **where, progress=common.progress), name)


def _confirm(place, kit) -> None:
    rows = _rows(place, kit)
    beside = ", ".join(place.groups) or "Riket"
    print(
        f"{place.name} ({place.code}), {place.county}. Kit {kit.name}: {len(rows)} indicators. Beside: {beside}."
    )
    try:
        answer = input("Fetch and build? [Y/n] ")
    except EOFError:
        answer = "n"
    if answer.strip().lower() not in ("", "y", "yes", "j", "ja"):
        raise common.CommandProblem("Nothing was made. With --yes nothing is asked.")


def _rows(place, kit) -> list:
    """What the place begins with: the kit's core, of a region only what is published for regions."""
    return [row for row in kit.core if place.kind == "municipality" or row.for_regions]


def _set_environment(port: int) -> None:
    """As the example: on this machine alone, by password, unless the environment says that it is a real site."""
    os.environ.setdefault("LAGESBILD_ADDRESS", f"http://127.0.0.1:{port}")
    if not os.environ.get("LAGESBILD_SMTP"):
        os.environ.setdefault("LAGESBILD_SECOND_STEP", "0")


def _prepare(email: str) -> None:
    home = common.figure_settings().HOME
    if (home / "demo.json").exists():
        raise common.CommandProblem(f"{home} holds the example. Give LAGESBILD_HOME an empty folder.")
    from lagesbild.commands import serve

    settings = common.django()
    from django.urls import get_resolver

    # As in the example: Wagtail's words are put together when the addresses are read, in the language in force.
    _ = get_resolver().url_patterns
    if serve.not_ready(settings):
        _migrate()
    first_login.make(home, email)


def _migrate() -> None:
    from django.core.management import call_command

    common.progress("Making the database and the style sheets")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    _read_where_styles_are()


def _read_where_styles_are() -> None:
    """The list of style sheets was read when Django started, before there was one, and the server inherits it."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    if hasattr(staticfiles_storage, "load_manifest"):
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = (
            staticfiles_storage.load_manifest()
        )


def _begin(place, kit, base_url: str, publish: bool) -> Begun:
    from django.utils import translation

    settings, rows = common.figure_settings(), _rows(place, kit)
    # In Swedish, as the list for a person and whatever Wagtail notes of what was published.
    with translation.override("sv"):
        _settle(place)
        fetched = _fetch(place, kit, rows, base_url)
        begun = _bring(place, kit, rows, fetched, publish)
    state = {"code": place.code, "kit": kit.name, "base_url": base_url}
    _note(settings.HOME, **state, retired=fetched.retired, trouble=begun.trouble)
    return begun


def _settle(place) -> None:
    from django.db import transaction

    from lagesbild.barometer import starting

    try:
        with transaction.atomic():
            starting.settle_home(place)
    except starting.AnotherHome as error:
        raise common.CommandProblem(str(error)) from error


def _fetch(place, kit, rows: list, base_url: str):
    from lagesbild.barometer import starting
    from lagesbild.figures.sources import kolada
    from lagesbild.kits import open_statistics

    if kit.name == open_statistics.KIT:
        open_statistics.unpack(common.figure_settings().HOME)
    return starting.fetch_kit_figures(
        rows,
        place.groups,
        kit,
        raw=common.raw_folder("kolada"),
        base_url=base_url or kolada.DEFAULT_BASE_URL,
        now=common.now(),
        progress=common.progress,
        **_asking(base_url),
    )


def _bring(place, kit, rows: list, fetched, publish: bool) -> Begun:
    from lagesbild.barometer import starting

    settings, now = common.figure_settings(), common.now()
    brought = starting.bring(rows, definitions=fetched.definitions, now=now)
    ready = settings.FIGURES.exists() and not fetched.new and not brought.new
    trouble = fetched.trouble or ("" if ready else _build(settings))
    ids = {row.id for row in rows} - fetched.retired.keys()
    with_figures = starting.ids_with_figures(settings.FIGURES, ids, place.code)
    published = starting.publish_with_figures(with_figures, now=now) if publish else []
    needs = starting.person_needed(kit, with_figures=with_figures, retired=fetched.retired, trouble=trouble)
    counts = (len(rows), len(brought.new), len(published), len(with_figures))
    return Begun(place.name, place.code, *counts, trouble, needs)


def _note(home: Path, **state) -> None:
    """What the pages in the browser go on from."""
    (home / STATE).write_text(json.dumps(state, ensure_ascii=False, indent=1))


def _asking(base_url: str) -> dict:
    """A Kolada of one's own needs no pause between questions."""
    return {"rate": 1000} if "//127.0.0.1" in base_url or "//localhost" in base_url else {}


def _build(settings) -> str:
    """Build the figures where something is new. Returns why it could not be done, in a sentence."""
    from lagesbild.commands.bound_indicators import bound_indicators
    from lagesbild.figures import store
    from lagesbild.figures.origin import OriginError

    rules = {indicator.figure: indicator.rule() for indicator in bound_indicators()}
    try:
        store.build(settings.FIGURES, settings.RAW, now=common.now(), rules=rules, progress=common.progress)
    except (store.StoreError, OriginError) as error:
        return str(error)
    return ""


def report(begun: Begun | None, port: int) -> str:
    address = f"http://127.0.0.1:{port}/"
    lines = ["", f"Lägesbild: {address}", *first_login.lines(common.figure_settings().HOME, address)]
    if begun is None:
        return "\n".join([*lines, f"Go on in the browser: {address}arbete/kom-igang/", ""])
    answered = (
        f"{begun.with_figures} of the kit's {begun.indicators} indicators have figures for {begun.name}."
    )
    lines += [answered, "", "Det här behöver en människa:"]
    for needed in begun.needs_person:
        lines += [f"- {needed.kind}. {needed.do}", *(f"    {about}" for about in needed.about)]
    return "\n".join([*lines, ""])
