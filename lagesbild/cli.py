"""The command line: ``lagesbild <command>``. Trouble that can be foreseen is a sentence and exit 1."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from lagesbild import __version__

# What a command needs is imported when it runs: Ibis and Django would make --help slow.


class CommandProblem(Exception):
    """The command cannot be done as asked. The message says what to do."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 findings or trouble, 2 wrong arguments, 130 stopped."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["manage"]:  # Django reads its own options, --help among them
        return manage(argv[1:])
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except Exception as error:
        if not isinstance(error, foreseeable()):
            raise
        tell_trouble(arguments, error)
        return 1


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="lagesbild", description="An open barometer for a municipality.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(title="commands", metavar="<command>", required=True)
    add_demo(commands)
    add_migrate(commands)
    add_load(commands)
    add_fetch(commands)
    add_sync(commands)
    add_build(commands)
    add_assess(commands)
    add_check(commands)
    add_import_iati(commands)
    add_import_cooperation(commands)
    add_remind(commands)
    add_serve(commands)
    command(commands, "manage", None, "Django's own commands", "lagesbild manage createsuperuser")
    return top


def command(commands, name: str, run: Callable | None, about: str, *examples: str) -> argparse.ArgumentParser:
    lines = "\n".join(f"  {example}" for example in examples)
    made = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"Example:\n{lines}" if len(examples) == 1 else f"Examples:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(run=run, command=name)
    return made


def foreseeable() -> tuple[type[Exception], ...]:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import OperationalError

    from lagesbild.demo import DemoProblem
    from lagesbild.figures.engines import EngineError
    from lagesbild.figures.origin import OriginError
    from lagesbild.figures.problems import SourceProblems
    from lagesbild.figures.sources.kolada import KoladaError
    from lagesbild.figures.store import StoreError
    from lagesbild.serving import PortTaken

    ours = (CommandProblem, DemoProblem, PortTaken)
    figures = (StoreError, EngineError, OriginError, KoladaError, SourceProblems)
    loading = sys.modules.get("lagesbild.framework.loading")
    words = (loading.LoadProblems,) if loading else ()
    synchronising = sys.modules.get("lagesbild.reporting.synchronising")
    words += (synchronising.Busy,) if synchronising else ()
    return (*ours, *figures, *words, CommandError, ImproperlyConfigured, OperationalError, OSError)


def tell_trouble(arguments: argparse.Namespace, error: Exception) -> None:
    problems = getattr(error, "problems", ())
    if getattr(arguments, "json", False):
        print_json({"error": str(error), "problems": [asdict(problem) for problem in problems]})
    elif problems:
        print(f"lagesbild: {len(problems)} to put right, and nothing was changed:\n{error}", file=sys.stderr)
    else:
        print(f"lagesbild: {error}", file=sys.stderr)


def progress(line: str) -> None:
    """To standard error, so that what a machine reads on standard output stays whole."""
    print(line, file=sys.stderr, flush=True)


def print_json(value) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value):
    return asdict(value) if is_dataclass(value) else str(value)


def django():
    """Django, set up, and its settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.config.settings")
    import django as framework
    from django.conf import settings

    framework.setup()
    return settings


def figure_settings():
    """The settings alone: what only touches figures needs no models."""
    from lagesbild.config import settings

    return settings


def now() -> datetime:
    return datetime.now(UTC)


# --- demo, serve, migrate, manage -------------------------------------------------------------------------


def add_demo(commands) -> None:
    made = command(
        commands, "demo", demo, "the example municipality, ready to look at", "lagesbild demo --port 8123"
    )
    made.add_argument("--port", type=int, default=8000, help="where to serve it (default: %(default)s)")
    made.add_argument("--no-serve", action="store_true", help="make everything ready and stop")
    made.add_argument(
        "--fresh", action="store_true", help="throw away what was changed in it and begin again"
    )


def demo(arguments) -> None:
    from lagesbild import demo, serving

    ready = demo.prepare(port=arguments.port, fresh=arguments.fresh, now=now())
    print(ready, flush=True)
    if not arguments.no_serve:
        serving.serve("127.0.0.1", arguments.port, quiet=True)


def add_serve(commands) -> None:
    made = command(
        commands, "serve", serve, "serve the site", "lagesbild serve --host 0.0.0.0 --port 80 --workers 2"
    )
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    made.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    made.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    made.add_argument("--threads", type=int, default=4, help="threads in each (default: %(default)s)")


def serve(arguments) -> None:
    from lagesbild import serving

    if lacking := serving.lacking(django()):
        raise CommandProblem(lacking)
    serving.serve(arguments.host, arguments.port, workers=arguments.workers, threads=arguments.threads)


def add_migrate(commands) -> None:
    command(
        commands,
        "migrate",
        migrate,
        "bring the database and the static files up to this version; run it after every upgrade",
        "lagesbild migrate",
    )


def migrate(arguments) -> None:
    django()
    from django.core.management import call_command

    progress("The database")
    call_command("migrate", verbosity=0, interactive=False)
    progress("Style sheets and other static files")
    call_command("collectstatic", verbosity=0, interactive=False)
    progress("Done. Next: lagesbild build, lagesbild serve")


def manage(argv: list[str]) -> int:
    django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lagesbild manage", *argv])
    return 0


# --- load -------------------------------------------------------------------------------------------------


def add_load(commands) -> None:
    made = command(
        commands,
        "load",
        load,
        "a municipality's words from a folder of YAML files, as in examples/jonkoping",
        "lagesbild load examples/jonkoping",
    )
    made.add_argument("folder", type=Path, help="the folder with municipality.yaml, indicators.yaml …")
    made.add_argument(
        "--overwrite", action="store_true", help="write over what has been changed in the editor since"
    )
    add_json(made)


def load(arguments) -> None:
    django()
    from lagesbild.cooperation import loading

    loaded = loading.load(arguments.folder, now=now(), overwrite=arguments.overwrite)
    if arguments.json:
        return print_json(loaded)
    written = ", ".join(f"{count} {kind}" for kind, count in loaded.counts.items()) or "nothing"
    print(f"Written: {written}. Left as they were: {loaded.kept}.")


# --- fetch ------------------------------------------------------------------------------------------------


def add_fetch(commands) -> None:
    made = command(
        commands,
        "fetch",
        None,
        "figures from a source into LAGESBILD_HOME/raw, as they came",
        "lagesbild fetch kolada --kpi N00945 N07403",
        "lagesbild fetch --help",
    )
    sources = made.add_subparsers(title="sources", metavar="<source>", required=True)
    add_kolada(sources)
    add_workbook(sources)
    add_open_sdg(sources)
    add_register(sources)
    add_reported(sources)
    add_calls(sources)


def add_kolada(sources) -> None:
    made = command(
        sources,
        "kolada",
        fetch_kolada,
        "Kolada, the Swedish municipalities' open statistics",
        "lagesbild fetch kolada --kpi N00945 --area 0680 G37414 0000",
        "lagesbild fetch kolada --indicators-of-barometer --since 2026-10-01",
    )
    made.add_argument("--kpi", nargs="+", default=[], metavar="ID", help="indicators, by Kolada's id")
    made.add_argument(
        "--indicators-of-barometer", action="store_true", help="every indicator of Kolada's in the barometer"
    )
    made.add_argument(
        "--area", nargs="+", metavar="CODE", help="areas (default: every municipality and region)"
    )
    made.add_argument(
        "--group", nargs="+", default=[], metavar="ID", help="municipality groups, with members"
    )
    made.add_argument(
        "--year", nargs="+", type=years, metavar="YEAR", help="2020 or 2015-2024 (default: all)"
    )
    made.add_argument(
        "--since", type=date.fromisoformat, metavar="DATE", help="only what changed from that day"
    )
    made.add_argument("--base-url", default="", metavar="URL", help="another address of the API")
    made.add_argument(
        "--resume", type=Path, metavar="FOLDER", help="go on with this run (default: the latest)"
    )
    add_json(made)


def years(text: str) -> range:
    """``2020`` or ``2015-2024``, both ends included."""
    first, _dash, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def fetch_kolada(arguments) -> None:
    from lagesbild.figures.sources import kolada

    kpis = [*arguments.kpi, *(_kolada_indicators() if arguments.indicators_of_barometer else ())]
    asked = {
        "kpis": list(dict.fromkeys(kpis)),
        "areas": arguments.area,
        "years": [year for some in arguments.year for year in some] if arguments.year else None,
        "groups": arguments.group,
        "since": arguments.since,
        "now": now(),
    }
    base_url = (arguments.base_url or kolada.DEFAULT_BASE_URL).rstrip("/")
    wanted = [asdict(request) for request in kolada.plan(**asked)]
    folder = arguments.resume or _unfinished(wanted, base_url) or _new_run("kolada")
    origin = kolada.fetch(folder, **asked, base_url=base_url, progress=progress)
    tell_fetched(arguments, folder, origin)


def _kolada_indicators() -> list[str]:
    found = [figure for figure in barometer_units() if re.fullmatch(r"[NU]\d{5}", figure)]
    if not found:
        raise CommandProblem("The barometer has no indicator from Kolada yet. Name some with --kpi.")
    return found


def _unfinished(wanted: list[dict], base_url: str) -> Path | None:
    """The latest half-fetched run that asks for the same."""
    from lagesbild.figures import origin
    from lagesbild.figures.sources.kolada import PLAN

    for file in sorted(_raw("kolada").glob(f"*/{PLAN}"), reverse=True):
        if (file.parent / origin.FILE).exists():
            continue
        plan = json.loads(file.read_text())
        if (plan["requests"], plan["base_url"]) == (wanted, base_url):
            progress(f"Going on with the run that was begun in {file.parent}")
            return file.parent
        progress(f"Left alone, for it asks for something else: the unfinished run in {file.parent}")
    return None


def add_workbook(sources) -> None:
    made = command(
        sources,
        "workbook",
        fetch_workbook,
        "a CSV file or an Excel workbook; every problem in it is listed, and only a clean file is taken in",
        "lagesbild fetch workbook skolor.xlsx --id skolor --publisher 'Jönköpings kommun' "
        "--licence CC0 --address https://www.jonkoping.se/statistik",
        "lagesbild fetch workbook skolor.xlsx … --drop 'Blad1!14' 'Blad1!D' --area 0680",
    )
    made.add_argument("file", type=Path, help="the .csv or .xlsx file")
    made.add_argument("--id", required=True, help="the origin's name, always the same for the same figures")
    for name, about in (
        ("publisher", "who publishes the figures"),
        ("licence", "what others may do with them"),
        ("address", "where they were found"),
    ):
        made.add_argument(f"--{name}", required=True, help=about)
    made.add_argument("--area", default="", metavar="CODE", help="the area, for a file without such a column")
    made.add_argument("--decimal", default="", choices=[",", "."], help="settles numbers like 1.234")
    made.add_argument(
        "--unbounded", nargs="+", default=[], metavar="ID", help="indicators in %% that may pass 100"
    )
    made.add_argument(
        "--drop", nargs="+", default=[], metavar="WHERE", help="rows, columns or sheets to leave out"
    )
    made.add_argument(
        "--indicators-of-barometer", action="store_true", help="refuse indicators that the barometer lacks"
    )
    made.add_argument(
        "--only-new",
        action="store_true",
        help="the file holds only what is new; without this, values of the origin that it lacks are taken back",
    )
    made.add_argument("--note", default="", help="something that readers of the figures should know")
    add_json(made)


def fetch_workbook(arguments) -> None:
    from lagesbild.figures.sources import workbook

    folder = _new_run(arguments.id)
    origin = workbook.fetch(
        folder,
        **_said(arguments, "file", "id", "publisher", "licence", "address", "area", "drop", "note"),
        **_said(arguments, "decimal", "unbounded"),
        indicators=barometer_units() if arguments.indicators_of_barometer else None,
        whole=not arguments.only_new,
        now=now(),
    )
    tell_fetched(arguments, folder, origin)


def add_open_sdg(sources) -> None:
    made = command(
        sources,
        "open-sdg",
        fetch_open_sdg,
        "an Open SDG data repository on disk",
        "lagesbild fetch open-sdg ../sdg-data --id sdg-data --publisher ONS --licence OGL",
    )
    made.add_argument("repository", type=Path, help="the folder with data/ and meta/")
    made.add_argument("--id", default="open-sdg", help="the origin's name (default: %(default)s)")
    for name in ("publisher", "licence", "address", "note"):
        made.add_argument(f"--{name}", default="", help=f"{name}, as it is to be given beside the figures")
    made.add_argument(
        "--area", default="0000", metavar="CODE", help="the place it is about (default: %(default)s)"
    )
    made.add_argument("--drop", nargs="+", default=[], metavar="WHERE", help="rows or files to leave out")
    add_json(made)


def fetch_open_sdg(arguments) -> None:
    from lagesbild.figures.sources import open_sdg

    folder = _new_run(arguments.id)
    told = _said(arguments, "repository", "id", "publisher", "licence", "address", "area", "drop", "note")
    tell_fetched(arguments, folder, open_sdg.fetch(folder, **told, now=now()))


def add_register(sources) -> None:
    made = command(
        sources,
        "register",
        fetch_register,
        "goal 17's key figures, counted from what is published in the municipality's own register",
        "lagesbild fetch register",
    )
    add_json(made)


def fetch_register(arguments) -> None:
    django()
    from lagesbild.cooperation.goal17 import figure_run

    folder = _new_run(figure_run.ID)
    try:
        origin = figure_run.fetch(folder, now=now())
    except figure_run.NothingToCount as error:
        raise CommandProblem(str(error)) from error
    tell_fetched(arguments, folder, origin)


def add_reported(sources) -> None:
    made = command(
        sources,
        "reported",
        fetch_reported,
        "figures that departments have reported in a form and somebody has approved",
        "lagesbild fetch reported",
    )
    add_json(made)


def fetch_reported(arguments) -> None:
    django()
    from lagesbild.reporting import reported

    folder = _new_run(reported.ID)
    try:
        origin = reported.fetch(folder, now=now())
    except reported.NothingReported as error:
        raise CommandProblem(str(error)) from error
    if origin is not None:
        return tell_fetched(arguments, folder, origin)
    if arguments.json:
        return print_json({"folder": None, "origin": None})
    print("Nothing is approved since the last run, which stands.")


# As in cooperation.scanning.fetching, which brings Django with it.
CALL_SHAPES = ("eu", "rss", "workbook")


def add_calls(sources) -> None:
    made = command(
        sources,
        "calls",
        fetch_calls,
        "calls for funding, kept as drafts with suggested global goals; twice gives no doubles",
        "lagesbild fetch calls eu_calls.jsonl.gz --format eu",
        "lagesbild fetch calls https://example.org/utlysningar.rss --format rss",
    )
    made.add_argument("places", nargs="+", metavar="FILE|ADDRESS", help="files, or addresses with https://")
    made.add_argument(
        "--format",
        required=True,
        choices=CALL_SHAPES,
        help="the EU Funding & Tenders Portal's data, a feed (RSS 2.0 or Atom), or a workbook (.xlsx, .csv)",
    )
    made.add_argument(
        "--origin",
        default="",
        metavar="NAME",
        help="what the list is called here, always the same for the same list (default: by its format)",
    )
    add_json(made)


def fetch_calls(arguments) -> int:
    django()
    from lagesbild.cooperation.scanning import fetching

    if len(arguments.origin) > fetching.LONGEST_ORIGIN:
        raise CommandProblem(f"--origin is longer than {fetching.LONGEST_ORIGIN} letters. Shorten it.")
    fetched = []
    for place in arguments.places:
        progress(f"Reading {place}")
        fetched.append(fetching.fetch(place, arguments.format, origin=arguments.origin, now=now()))
        if not arguments.json:
            tell_calls(fetched[-1])
    if arguments.json:
        print_json(fetched)
    return 1 if any(one.problems for one in fetched) else 0


def tell_calls(fetched) -> None:
    if fetched.problems:
        lines = "\n".join(map(str, fetched.problems))
        progress(
            f"{fetched.place}: {len(fetched.problems)} to put right, and nothing of it was kept:\n{lines}"
        )
        return
    kept = fetched.kept
    print(f"{fetched.place}: {kept.new} new, {kept.changed} changed, {kept.same} as before.")
    if kept.locked:
        print(f"Left alone, for somebody has locked them: {kept.locked}.")
    for told, references in (
        ("Changed at the source in what people have written here, which was left", kept.with_our_words),
        ("There are calls written by hand with the same reference", kept.by_hand),
    ):
        if references:
            print(f"{told}: {', '.join(references)}.")


def _said(arguments, *names: str) -> dict:
    return {name: getattr(arguments, name) for name in names}


def _raw(origin_id: str) -> Path:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", origin_id):
        raise CommandProblem(f"--id {origin_id}: use small letters a–z, digits and hyphens.")
    return figure_settings().HOME / "raw" / origin_id


def _new_run(origin_id: str) -> Path:
    return _raw(origin_id) / f"{now():%Y-%m-%dT%H%M%SZ}"


def tell_fetched(arguments, folder: Path, origin) -> None:
    if arguments.json:
        return print_json({"folder": folder, "origin": asdict(origin)})
    print(f"Fetched into {folder}: {len(origin.files)} files. Next: lagesbild build")


def barometer_units() -> dict[str, str]:
    """Each indicator of the barometer, by the source's id, and its unit; none before there is a database."""
    return {indicator.figure: indicator.unit_sv for indicator in _indicators()}


def _indicators() -> Iterable:
    settings = django()
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        return []  # asking would make an empty one
    from django.db import connection

    from lagesbild.barometer.models import Indicator

    if Indicator._meta.db_table not in connection.introspection.table_names():
        return []
    bound = Indicator.objects.exclude(figure="")
    return bound.prefetch_related("breaks", "reference_values")


# --- sync -------------------------------------------------------------------------------------------------


def add_sync(commands) -> None:
    made = command(
        commands,
        "sync",
        None,
        "what has changed at a source since last time: fetched, built, and told of in a report; run it every night",
        "lagesbild sync kolada",
    )
    sources = made.add_subparsers(title="sources", metavar="<source>", required=True)
    kolada = command(
        sources,
        "kolada",
        sync_kolada,
        "every indicator of Kolada's in the barometer; the second run changes nothing and says so",
        "lagesbild sync kolada",
        "lagesbild sync kolada --area 0680 0000 --json",
    )
    kolada.add_argument(
        "--area", nargs="+", metavar="CODE", help="areas (default: every municipality and region)"
    )
    kolada.add_argument(
        "--group",
        nargs="+",
        metavar="ID",
        help="municipality groups (default: those that the municipality is compared with)",
    )
    kolada.add_argument(
        "--everything", action="store_true", help="ask for all values again, not only what has changed"
    )
    kolada.add_argument("--base-url", default="", metavar="URL", help="another address of the API")
    add_json(kolada)


def sync_kolada(arguments) -> None:
    names = {
        indicator.figure: indicator.name_sv
        for indicator in _indicators()
        if re.fullmatch(r"[NU]\d{5}", indicator.figure)
    }
    if not names:
        raise CommandProblem(
            "The barometer has no indicator from Kolada yet, so there is nothing to ask for."
        )
    django()
    from lagesbild.reporting import synchronising

    at = now()
    report = synchronising.synchronise(
        _wanted_of_kolada(arguments, names), _site(at), now=at, progress=progress
    )
    if arguments.json:
        return print_json({"changed": report is not None, "report": report})
    print(_told_of_sync(report))


def _wanted_of_kolada(arguments, names: dict[str, str]):
    from lagesbild.figures.sources import kolada
    from lagesbild.organisations.models import Municipality
    from lagesbild.reporting.synchronising import Wanted

    home = Municipality.load()
    compared = [one.area for one in home.comparisons.all()]
    groups = [area for area in compared if re.fullmatch(r"G\d+", area)]
    return Wanted(
        names,
        areas=arguments.area,
        groups=groups if arguments.group is None else arguments.group,
        told_areas=[home.home_area, *compared],
        base_url=arguments.base_url or kolada.DEFAULT_BASE_URL,
        everything=arguments.everything,
    )


def _site(at: datetime):
    from lagesbild.figures import store
    from lagesbild.reporting.synchronising import Site
    from lagesbild.website.indicators.verdict_words import verdict_words

    settings = figure_settings()
    rules = {indicator.figure: indicator.rule() for indicator in _indicators()}
    told = {"now": at, "rules": rules, "progress": progress}
    return Site(
        folder=settings.HOME / "sync" / "kolada",
        raw=_raw("kolada"),
        all_raw=settings.RAW,
        store=settings.FIGURES,
        verdicts=lambda: verdict_words(at.date()),
        build=lambda: store.build(settings.FIGURES, settings.RAW, **told),
    )


def _told_of_sync(report: dict | None) -> str:
    if report is None:
        return "Nothing has changed at Kolada since last time. The figures are as they were."
    new, revised, deleted = report["counts"].values()
    lines = [f"{new} new values, {revised} revised, {deleted} deleted. The figures are built."]
    lines += [f"Retired: {one['id']} {one['title']}{_suggested(one)}" for one in report["retired"]]
    lines += [
        f"Another verdict: {one['after']['name']['sv']}: {_words(one['before'])} -> {_words(one['after'])}"
        for one in report["verdicts"]
    ]
    lines += [f"Left alone: {id} comes from {source}" for id, source in report["left_alone"].items()]
    return "\n".join([*lines, "More under /arbete/synkronisering/."])


def _suggested(one: dict) -> str:
    found = "; ".join(f"{other['id']} {other['title']}" for other in one["suggestions"])
    return f". Perhaps now: {found}" if found else ""


def _words(verdict: dict) -> str:
    return "; ".join(part["sv"] for part in verdict["words"])


# --- build, check -----------------------------------------------------------------------------------------


# The words of figures.engines, which brings Ibis with it and would make --help slow. A test holds them together.
DUCKDB, ENGINES = "duckdb", "duckdb, spark-local or spark://host:port"


def add_build(commands) -> None:
    made = command(
        commands,
        "build",
        build,
        "the figure store anew from everything that was fetched",
        "lagesbild build",
        "lagesbild build --engine spark-local",
    )
    made.add_argument(
        "--engine",
        default=DUCKDB,
        metavar="NAME",
        help=f"where every series is judged: {ENGINES} (default: %(default)s). Spark is the extra lagesbild[spark]",
    )
    add_json(made)


def build(arguments) -> None:
    import duckdb

    from lagesbild.figures import engines, store

    _refuse_silent(engines.check(arguments.engine))
    settings = figure_settings()
    rules = {indicator.figure: indicator.rule() for indicator in _indicators()}
    told = {"now": now(), "rules": rules, "progress": progress, "engine": arguments.engine}
    try:
        built = store.build(settings.FIGURES, settings.RAW, **told)
    except duckdb.InvalidInputException as error:
        if found := _odd_page(settings.RAW):
            raise CommandProblem(found) from error
        raise
    if arguments.json:
        return print_json(built)
    for remark in built.remarks:
        print(f"Remark: {remark}")
    print(
        f"Built {settings.FIGURES}: {built.observations} observations, {built.indicators} indicators, "
        f"{built.areas} areas, {built.series} series."
    )


def _refuse_silent(engine: str) -> None:
    """Raises CommandProblem when nothing answers at a cluster's address. Spark tries for a minute, then speaks Java."""
    masters = re.findall(r"([^/,:]+):(\d+)", engine)
    if not engine.startswith("spark://") or any(_answers(host, int(port)) for host, port in masters):
        return
    raise CommandProblem(
        f"Nothing answers at {engine}. Give a running master's address, spark://host:port, or leave --engine out."
    )


def _answers(host: str, port: int) -> bool:
    import socket

    try:
        with socket.create_connection((host, port), timeout=10):
            return True
    except (OSError, OverflowError):
        return False


def _odd_page(raw: Iterable[Path]) -> str:
    """The first page of Kolada's that cannot be read, and why. DuckDB stops at it, but does not always name it."""
    from lagesbild.figures.sources import kolada

    for page in sorted(page for folder in raw for page in folder.glob("kolada*/*/*/*.json")):
        try:
            kolada.check_page(json.loads(page.read_bytes()), page.parent.name)
        except ValueError as error:
            why = str(error).rstrip(".")
            return f"{page} cannot be read: {why}. Remove {page.parent.parent} and fetch again. The old store is kept."
    return ""


def add_assess(commands) -> None:
    from lagesbild.figures import assess

    made = command(
        commands,
        "assess",
        assess.run,
        "judge any table of figures by named methods",
        "lagesbild assess figures.csv --method sdsn --format csv",
    )
    assess.add_arguments(made)


def add_check(commands) -> None:
    made = command(
        commands,
        "check",
        check,
        "raw files, the store, and all that staff should look at in figures, texts and register; exit 1 with findings",
        "lagesbild check --json",
        "lagesbild check --links",
    )
    made.add_argument(
        "--links", action="store_true", help="try links to other sites too (takes a network and time)"
    )
    add_json(made)


def check(arguments) -> int:
    from lagesbild import checking

    settings = figure_settings()
    report = checking.check(settings.FIGURES, settings.RAW, set(barometer_units()))
    guarded = _guarded(arguments.links)
    shown = [_finding(one) for one in guarded.open] if guarded else []
    resting = len(guarded.resting) if guarded else 0
    count = len(report.findings) + len(shown)
    if arguments.json:
        print_json({**asdict(report), "attention": shown, "resting": resting})
    else:
        told = [f"{one['kind']}: {one['title']}: {one['sentence_sv']} [{one['owner']}]" for one in shown]
        for kind, lines in (("Finding", [*report.findings, *told]), ("Remark", report.remarks)):
            for line in lines:
                print(f"{kind}: {line}")
        rest = f" {resting} answered and resting." if resting else ""
        print(f"{count} findings, {len(report.remarks)} remarks.{rest}")
    return 1 if count else 0


def _guarded(outside: bool):
    """What the guard finds, with what has been answered; None before there is a database."""
    if not _has_database("reporting_findinganswer"):
        return None
    from django.utils import timezone

    from lagesbild.reporting.findings import standing
    from lagesbild.website.findings.all_findings import findings

    today = timezone.localdate()
    return standing(findings(today, outside=outside), today)


def _finding(one) -> dict:
    named = {"kind": str(one.kind), "owner": one.owner.name_sv if one.owner else "samordnaren"}
    plain = {
        name: getattr(one, name)
        for name in ("key", "title", "address", "sentence_sv", "sentence_en", "since")
    }
    return named | plain


def _has_database(table: str) -> bool:
    settings = django()
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        return False  # asking would make an empty one
    from django.db import connection

    return table in connection.introspection.table_names()


# --- import-iati ------------------------------------------------------------------------------------------


def add_import_iati(commands) -> None:
    made = command(
        commands,
        "import-iati",
        import_iati,
        "others' open aid data (IATI 1.01 to 2.03): what is in the files, and where our partners are; stores nothing",
        "lagesbild import-iati sida.xml --partners",
        "lagesbild import-iati *.xml --json",
    )
    made.add_argument("files", nargs="+", type=Path, metavar="FILE", help="IATI activity files")
    made.add_argument(
        "--partners",
        action="store_true",
        help="only activities where a partner of ours takes part, or that share a global goal with us in its country",
    )
    add_json(made)


def import_iati(arguments) -> int:
    django()
    from lagesbild.cooperation.iati import report

    asked = {"only_partners": arguments.partners, "as_json": arguments.json}
    problems = report.tell(arguments.files, _partners(), **asked)
    for problem in problems:
        progress(f"Problem: {problem}")
    return 1 if problems else 0


def _partners():
    """Our partners; none before there is a database."""
    from django.db import connection

    from lagesbild.cooperation.iati.matching import Partners, our_partners
    from lagesbild.cooperation.models import Partnership

    database = connection.settings_dict
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        return Partners([])  # asking would make an empty one
    there = Partnership._meta.db_table in connection.introspection.table_names()
    return our_partners() if there else Partners([])


# --- import-cooperation -----------------------------------------------------------------------------------


def add_import_cooperation(commands) -> None:
    made = command(
        commands,
        "import-cooperation",
        import_cooperation,
        "a list of cooperation, grants and lessons in Excel or CSV: what it would change; --write saves drafts",
        "lagesbild import-cooperation samarbeten.xlsx",
        "lagesbild import-cooperation samarbeten.xlsx --choose 3f2a91c07be4=12 --write",
    )
    made.add_argument("file", type=Path, help="the .xlsx or .csv file")
    made.add_argument("--write", action="store_true", help="save everything as drafts, or nothing")
    made.add_argument(
        "--choose",
        nargs="+",
        default=[],
        metavar="KEY=VALUE",
        help="which organisation, programme or call is meant, for those that the preview asks about",
    )
    add_json(made)


def import_cooperation(arguments) -> int:
    django()
    from lagesbild.cooperation.importing import report
    from lagesbild.figures.sheets import content_of

    choices = dict(each.partition("=")[::2] for each in arguments.choose)
    content = content_of(arguments.file)
    told = report.run(arguments.file.name, content, choices, now().date(), arguments.write)
    print_json(told.as_json) if arguments.json else print(told.as_text)
    return 0 if told.is_done else 1


# --- remind -----------------------------------------------------------------------------------------------


def add_remind(commands) -> None:
    made = command(
        commands,
        "remind",
        remind,
        "the letters that are due today: to contacts what is theirs, to coordinators the week; run it every day",
        "lagesbild remind --dry-run",
        "lagesbild remind --json",
    )
    made.add_argument("--dry-run", action="store_true", help="say who would get a letter, and send nothing")
    add_json(made)


def remind(arguments) -> int:
    django()
    from django.core.mail import get_connection

    from lagesbild.reporting import letter_words, letters, weekly

    # To standard error where mail is only written down: standard output may be read by a machine.
    connection = get_connection(stream=sys.stderr, timeout=30)
    asked = {"at": now(), "dry_run": arguments.dry_run}
    told = letters.remind(connection, write=letter_words.to_contact, **asked)
    told += weekly.send_weekly(
        connection, write=letter_words.to_coordinator, findings=_findings_by_kind, **asked
    )
    if arguments.json:
        print_json(told)
    else:
        for one in told:
            print(
                f"{one.to} <{one.address}> {one.kind}, {one.items} items: {one.result} {one.trouble}".rstrip()
            )
        print(f"{len(told)} letters.")
    return 1 if any(one.result == "failed" for one in told) else 0


def _findings_by_kind(today: date) -> list[tuple]:
    """What the guard finds today that nobody has answered: kind and number."""
    from lagesbild.reporting.findings import standing
    from lagesbild.website.findings.all_findings import findings

    return [(kind, len(some)) for kind, some in standing(findings(today), today).by_kind()]


def add_json(made: argparse.ArgumentParser) -> None:
    made.add_argument("--json", action="store_true", help="answer in JSON, for a machine")
