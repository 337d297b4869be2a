"""``lagesbild person``: what is kept of somebody, taken out for them or taken away; and what has grown too old."""

from dataclasses import asdict

from lagesbild.commands import common


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "person",
        run,
        "what is kept of a person, as a file for them or taken away; a lost telephone; and disposal of what is too old",
        "lagesbild person --extract anna@exempel.se > utdrag.json",
        "lagesbild person --anonymise anna@exempel.se",
        "lagesbild person --without-app anna@exempel.se",
        "lagesbild person --dispose",
    )
    ways = command_parser.add_mutually_exclusive_group(required=True)
    ways.add_argument(
        "--extract", metavar="ADDRESS", help="all that is kept of whoever has the address, in JSON"
    )
    ways.add_argument(
        "--anonymise",
        metavar="ADDRESS",
        help="close and empty their account, and take the address out of every text; what they did stays, by nobody",
    )
    ways.add_argument(
        "--without-app",
        metavar="ADDRESS",
        help="for somebody who has lost telephone and recovery codes: the next log-in is by a code in the mail",
    )
    ways.add_argument(
        "--dispose",
        action="store_true",
        help="log-ins that have run out, files of uploads that broke off, and what is older than LAGESBILD_KEEP_… say;"
        " run it every night",
    )
    common.add_json(command_parser)


def run(arguments) -> None:
    settings = common.django()
    if arguments.dispose:
        return _dispose(settings, arguments)
    if arguments.without_app:
        return _without_app(arguments.without_app, arguments)
    address = arguments.extract or arguments.anonymise
    from lagesbild.organisations.person_data import person_data

    person = person_data(address)
    if not person.anything:
        raise common.CommandProblem(f"Nothing is kept of {address}. Is it spelled as it was then?")
    if arguments.extract:
        return common.print_json(person)
    _anonymise(address, arguments)


def _anonymise(address: str, arguments) -> None:
    from lagesbild.organisations.anonymising import anonymise

    outcome = anonymise(address)
    if arguments.json:
        return common.print_json(outcome)
    print(
        f"{outcome.accounts} accounts emptied, {outcome.sessions} log-ins ended, {outcome.texts} texts changed."
    )
    for mention in outcome.remaining:
        print(
            f"Still named, for somebody to decide: {mention.table} {mention.pk}, {', '.join(mention.columns)}"
        )
    print("Earlier backups still hold it, until they have grown too old (lagesbild backup --keep).")


def _without_app(address: str, arguments) -> None:
    from lagesbild.organisations.authenticators import remove_app
    from lagesbild.organisations.person_data import accounts_of

    removed = [account.get_username() for account in accounts_of(address) if remove_app(account, by=None)]
    if not removed:
        raise common.CommandProblem(f"No account with {address} has an authenticator app.")
    if arguments.json:
        return common.print_json({"accounts": removed})
    print(f"Taken away from {', '.join(removed)}. The next log-in is by a code in the mail.")


def _dispose(settings, arguments) -> None:
    from lagesbild.reporting.disposal import dispose

    disposed = dispose(settings.KEEP_DAYS, common.now())
    if arguments.json:
        return common.print_json(disposed)
    words = {
        "sessions": "log-ins",
        "lists": "uploaded lists",
        "letters": "letters",
        "steps": "names at steps",
        "files": "files that belong to nothing",
    }
    print(", ".join(f"{number} {words[name]}" for name, number in asdict(disposed).items()) + " disposed of.")
