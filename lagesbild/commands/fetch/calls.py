"""``lagesbild fetch calls``: calls for funding, kept as drafts."""

from lagesbild.commands import common

# As in cooperation.scanning.fetching, which brings Django with it.
CALL_SHAPES = ("eu", "rss", "workbook")


def add(sources) -> None:
    command_parser = common.command(
        sources,
        "calls",
        run,
        "calls for funding, kept as drafts with suggested global goals; twice gives no doubles",
        "lagesbild fetch calls eu_calls.jsonl.gz --format eu",
        "lagesbild fetch calls https://example.org/utlysningar.rss --format rss",
    )
    command_parser.add_argument(
        "places", nargs="+", metavar="FILE|ADDRESS", help="files, or addresses with https://"
    )
    command_parser.add_argument(
        "--format",
        required=True,
        choices=CALL_SHAPES,
        help="the EU Funding & Tenders Portal's data, a feed (RSS 2.0 or Atom), or a workbook (.xlsx, .csv)",
    )
    command_parser.add_argument(
        "--origin",
        default="",
        metavar="NAME",
        help="what the list is called here, always the same for the same list (default: by its format)",
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    common.django()
    from lagesbild.cooperation.scanning import fetching

    if len(arguments.origin) > fetching.LONGEST_ORIGIN:
        raise common.CommandProblem(f"--origin is longer than {fetching.LONGEST_ORIGIN} letters. Shorten it.")
    fetched = []
    for place in arguments.places:
        common.progress(f"Reading {place}")
        fetched.append(fetching.fetch(place, arguments.format, origin=arguments.origin, now=common.now()))
        if not arguments.json:
            _print_calls(fetched[-1])
    if arguments.json:
        common.print_json(fetched)
    return 1 if any(outcome.problems for outcome in fetched) else 0


def _print_calls(fetched) -> None:
    if fetched.problems:
        lines = "\n".join(map(str, fetched.problems))
        common.progress(
            f"{fetched.place}: {len(fetched.problems)} to put right, and nothing of it was kept:\n{lines}"
        )
        return
    kept = fetched.kept
    print(f"{fetched.place}: {kept.new} new, {kept.changed} changed, {kept.same} as before.")
    if kept.locked:
        print(f"Left alone, for somebody has locked them: {kept.locked}.")
    for remark, references in (
        ("Changed at the source in what people have written here, which was left", kept.with_our_words),
        ("There are calls written by hand with the same reference", kept.by_hand),
    ):
        if references:
            print(f"{remark}: {', '.join(references)}.")
