"""``lagesbild fetch rates``: what other currencies were worth, as the Riksbank and the ECB publish it."""

from datetime import date

from lagesbild.commands import common


def add(sources) -> None:
    command_parser = common.command(
        sources,
        "rates",
        run,
        "exchange rates of the Riksbank or the ECB, for the currencies and the days that the register has amounts in",
        "lagesbild fetch rates",
        "lagesbild fetch rates --from ecb --file eurofxref-hist.zip",
        "lagesbild fetch rates --currency EUR NOK --since 2020-01-01",
    )
    command_parser.add_argument(
        "--from",
        dest="publisher",
        choices=("riksbank", "ecb"),
        default="riksbank",
        help="whose rates (default: riksbank)",
    )
    command_parser.add_argument(
        "--file",
        nargs="+",
        default=(),
        metavar="FILE|ADDRESS",
        help="published files instead: the Riksbank's JSON or CSV, the ECB's eurofxref (CSV, zip, XML) or SDMX-CSV",
    )
    command_parser.add_argument(
        "--currency", nargs="+", default=(), metavar="CODE", help="these (default: those of the register)"
    )
    command_parser.add_argument(
        "--since", type=_day, metavar="DAY", help="from this day (default: a week before the first amount)"
    )
    command_parser.add_argument(
        "--replace",
        action="store_true",
        help="put the published rate where the register has another of that day",
    )
    common.add_json(command_parser)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def run(arguments) -> int:
    common.django()
    from lagesbild.cooperation.rates import fetching

    today = common.now().date()
    needed = _needed(arguments, today)
    if not needed:
        raise common.CommandProblem(
            "The register has no amounts in other currencies. Say which you want: --currency EUR"
        )
    only = next(iter(needed)) if len(needed) == 1 else ""
    places = [(only, place) for place in arguments.file]
    places = places or list(fetching.addresses(arguments.publisher, needed, today))
    taken_in = []
    for currency, place in places:
        common.progress(f"Reading {place}")
        rates = fetching.rates_of(place, currency)
        taken_in.append(fetching.keep(place, rates, needed, replace=arguments.replace))
        if not arguments.json:
            _print_kept(taken_in[-1])
    if arguments.json:
        common.print_json(taken_in)
    return 0


def _needed(arguments, today: date) -> dict[str, date]:
    """Currency → the first day whose rate is wanted."""
    from lagesbild.cooperation.rates.fetching import a_week_before, currencies_in_use, last_year

    in_use = currencies_in_use()
    codes = [code.upper() for code in arguments.currency] or list(in_use)
    return {code: arguments.since or a_week_before(in_use.get(code, last_year(today))) for code in codes}


def _print_kept(taken_in) -> None:
    print(f"{taken_in.place}: {taken_in.new} new, {taken_in.same} as before, {taken_in.replaced} replaced.")
    if taken_in.differing:
        more = f" and {len(taken_in.differing) - 5} more" if len(taken_in.differing) > 5 else ""
        print(
            f"The register has another rate, which stays (--replace): {'; '.join(taken_in.differing[:5])}{more}."
        )
