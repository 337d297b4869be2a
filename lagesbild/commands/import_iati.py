"""``lagesbild import-iati``: what others' open aid data holds."""

from pathlib import Path

from lagesbild.commands import common
from lagesbild.commands.bound_indicators import has_table


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "import-iati",
        run,
        "others' open aid data (IATI 1.01 to 2.03): what is in the files, their sums by type and currency, and where"
        " we and our partners are; stores nothing but the activities that --write names, as drafts",
        "lagesbild import-iati sida.xml --partners",
        "lagesbild import-iati *.xml --json",
        "lagesbild import-iati sida.xml --write SE-0-SE-6-12345",
    )
    command_parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="IATI activity files")
    command_parser.add_argument(
        "--partners",
        action="store_true",
        help="only activities where a partner of ours takes part, or that share a global goal with us in its country",
    )
    command_parser.add_argument(
        "--write",
        nargs="+",
        default=(),
        metavar="ID",
        help="make drafts of projects of these activities, by their identifiers; one that is there already stays",
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    common.django()
    from lagesbild.cooperation.iati import report

    partners, chosen = _partners(asked_for=bool(arguments.write)), {}

    def keep(activity) -> None:
        if activity.identifier in arguments.write:
            chosen.setdefault(activity.identifier, activity)

    problems = report.print_activities(
        arguments.files, partners, only_partners=arguments.partners, as_json=arguments.json, keep=keep
    )
    for problem in problems:
        common.progress(f"Problem: {problem}")
    absent = [identifier for identifier in arguments.write if identifier not in chosen]
    for identifier in absent:
        common.progress(f"No activity is called {identifier}. Nothing was made of it.")
    _make_drafts(chosen.values(), partners)
    return 1 if problems or absent else 0


def _make_drafts(activities, partners) -> None:
    from django.core.exceptions import ValidationError

    from lagesbild.cooperation.iati.draft_projects import make_draft

    for activity in activities:
        try:
            draft = make_draft(activity, partners)
        except ValidationError as error:
            raise common.CommandProblem(f"{activity.identifier}: {'; '.join(error.messages)}") from error
        state = "is now a draft" if draft.is_new else "was there already, and stays as it is"
        common.progress(f"{activity.identifier} {state}: {draft.name}")


def _partners(asked_for: bool):
    """Our partners; none before there is a database, unless something is to be written there."""
    from lagesbild.cooperation.iati.matching import Partners, our_partners

    return our_partners() if asked_for or has_table("cooperation_partnership") else Partners([])
