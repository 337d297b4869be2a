"""``lagesbild remind``: the letters that are due today."""

import sys
from datetime import date

from lagesbild.commands import common


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "remind",
        run,
        "the letters that are due today: to contacts what is theirs, to coordinators the week; run it every day",
        "lagesbild remind --dry-run",
        "lagesbild remind --json",
    )
    command_parser.add_argument(
        "--dry-run", action="store_true", help="say who would get a letter, and send nothing"
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    common.django()

    from lagesbild.framework import outbox
    from lagesbild.reporting import letter_words, letters, weekly_sending, welcome

    common.see_that_links_lead_here()

    # To standard error where mail is only written down: standard output may be read by a machine.
    connection = outbox.mail_server(stream=sys.stderr, timeout=30)
    occasion = {"at": common.now(), "dry_run": arguments.dry_run}
    sent = letters.remind(connection, write=letter_words.to_contact, **occasion)
    sent += welcome.send_waiting(connection, write=letter_words.to_newcomer, **occasion)
    sent += weekly_sending.send_weekly(
        connection, write=letter_words.to_coordinator, findings=_findings_by_kind, **occasion
    )
    if arguments.json:
        common.print_json(sent)
    else:
        for letter in sent:
            line = f"{letter.to} <{letter.address}> {letter.kind}, {letter.items} items: {letter.result}"
            print(f"{line} {letter.trouble}".rstrip())
        print(f"{len(sent)} letters.")
    return 1 if any(letter.result == "failed" for letter in sent) else 0


def _findings_by_kind(today: date) -> list[tuple]:
    """What the guard finds today that nobody has answered: kind and number."""
    from lagesbild.reporting.findings import open_and_resting
    from lagesbild.website.findings.all_findings import findings

    return [(kind, len(some)) for kind, some in open_and_resting(findings(today), today).by_kind()]
