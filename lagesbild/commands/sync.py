"""``lagesbild sync``: what has changed at a source since last time."""

import re
from datetime import datetime

from lagesbild.commands import common
from lagesbild.commands.bound_indicators import bound_indicators


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "sync",
        None,
        "what has changed at a source since last time: fetched, built, and told of in a report; run it every night",
        "lagesbild sync kolada",
    )
    sources = command_parser.add_subparsers(title="sources", metavar="<source>", required=True)
    kolada = common.command(
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
    common.add_json(kolada)


def sync_kolada(arguments) -> None:
    names = names_of(bound_indicators())
    if not names:
        raise common.CommandProblem(
            "The barometer has no indicator from Kolada yet, so there is nothing to ask for."
        )
    common.django()
    from lagesbild.reporting import synchronising

    completed = completed_from_kits()
    names = names_of(bound_indicators())
    at = common.now()
    report = synchronising.synchronise(_request(arguments, names), site(at), now=at, progress=common.progress)
    if arguments.json:
        return common.print_json({"changed": report is not None, "report": report, "completed": completed})
    print("\n".join([*_completed_words(completed), _summary(report)]))


def completed_from_kits() -> dict[str, list[str]]:
    """What the kits have learned since an indicator was brought is filled in, before its figures are asked for."""
    from lagesbild.barometer import starting
    from lagesbild.kits import read_kit

    return starting.complete(read_kit().indicators)


def _completed_words(completed: dict[str, list[str]]) -> list[str]:
    return [f"Filled in from the kit: {id} {', '.join(fields)}" for id, fields in completed.items()]


def names_of(indicators) -> dict[str, str]:
    """Kolada's ids and what we call them: those of the indicators, and of their published margins of error."""
    names = {indicator.figure: indicator.name_sv for indicator in indicators}
    margins = {indicator.margin_figure: f"{indicator.name_sv}, osäkerhetstal" for indicator in indicators}
    return {id: name for id, name in (margins | names).items() if re.fullmatch(r"[NU]\d{5}", id)}


def _request(arguments, names: dict[str, str]):
    from lagesbild.figures.sources import kolada
    from lagesbild.organisations.models import Municipality
    from lagesbild.reporting.synchronising import KoladaNeeds

    home = Municipality.load()
    compared = [comparison.area for comparison in home.comparisons.all()]
    groups = [area for area in compared if re.fullmatch(r"G\d+", area)]
    return KoladaNeeds(
        names,
        areas=arguments.area,
        groups=groups if arguments.group is None else arguments.group,
        told_areas=[home.home_area, *compared],
        base_url=arguments.base_url or kolada.DEFAULT_BASE_URL,
        everything=arguments.everything,
    )


def site(at: datetime):
    from lagesbild.figures import store
    from lagesbild.reporting.synchronising import Site
    from lagesbild.website.indicators.verdict_words import verdict_words

    settings = common.figure_settings()
    rules = {indicator.figure: indicator.rule() for indicator in bound_indicators()}
    return Site(
        folder=settings.HOME / "sync" / "kolada",
        raw=common.raw_folder("kolada"),
        all_raw=settings.RAW,
        store=settings.FIGURES,
        verdicts=lambda: verdict_words(at.date()),
        build=lambda: store.build(
            settings.FIGURES, settings.RAW, now=at, rules=rules, progress=common.progress
        ),
    )


def _summary(report: dict | None) -> str:
    if report is None:
        return "Nothing has changed at Kolada since last time. The figures are as they were."
    new, revised, deleted = report["counts"].values()
    lines = [f"{new} new values, {revised} revised, {deleted} deleted. The figures are built."]
    lines += [
        f"Retired: {indicator['id']} {indicator['title']}{_suggestions(indicator)}"
        for indicator in report["retired"]
    ]
    lines += [
        f"Another verdict: {change['after']['name']['sv']}: {_words(change['before'])} -> {_words(change['after'])}"
        for change in report["verdicts"]
    ]
    lines += [f"Left alone: {id} comes from {source}" for id, source in report["left_alone"].items()]
    return "\n".join([*lines, "More under /arbete/synkronisering/."])


def _suggestions(retired: dict) -> str:
    successors = "; ".join(f"{indicator['id']} {indicator['title']}" for indicator in retired["suggestions"])
    return f". Perhaps now: {successors}" if successors else ""


def _words(verdict: dict) -> str:
    return "; ".join(part["sv"] for part in verdict["words"])
