"""``lagesbild check``: is all that was fetched whole and in the store, and what should staff look at?"""

from collections.abc import Iterable
from dataclasses import asdict

from lagesbild.commands import common
from lagesbild.commands.bound_indicators import barometer_units, has_table


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "check",
        run,
        "raw files, the store, and all that staff should look at in figures, texts and register; exit 1 with findings",
        "lagesbild check --json",
        "lagesbild check --links",
        "lagesbild check --restored",
    )
    command_parser.add_argument(
        "--links", action="store_true", help="try links to other sites too (takes a network and time)"
    )
    command_parser.add_argument(
        "--restored",
        action="store_true",
        help="after restore: the database and the uploads too; exit 1 with damage only, not with findings of content",
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    if arguments.restored:
        return _check_restored(arguments)
    report = _report()
    open_findings, resting = _attention(arguments.links)
    count = len(report.findings) + len(open_findings)
    if arguments.json:
        common.print_json({**asdict(report), "attention": open_findings, "resting": resting})
    else:
        sentences = [*report.findings, *map(_sentence, open_findings)]
        _print_lines({"Finding": sentences, "Remark": report.remarks})
        rest = f" {resting} answered and resting." if resting else ""
        print(f"{count} findings, {len(report.remarks)} remarks.{rest}")
    return 1 if count else 0


def _check_restored(arguments) -> int:
    """What a restoring can have broken, apart from what was so before it."""
    from lagesbild.backup.damage import damages

    settings = common.django()
    damage, remarks, open_findings = damages(settings.HOME, settings.DATABASES["default"]), (), []
    if not damage:  # with half a database nothing else can be asked
        report = _report()
        damage, remarks = report.findings, report.remarks
        open_findings, _resting = _attention(arguments.links)
    if arguments.json:
        common.print_json({"damage": damage, "remarks": remarks, "attention": open_findings})
    else:
        _print_lines({"Damage": damage, "Content": map(_sentence, open_findings), "Remark": remarks})
        print(f"{len(damage)} damages. {len(open_findings)} findings of content, which no restoring makes.")
    return 1 if damage else 0


def _report():
    from lagesbild.figures import check_report

    settings = common.figure_settings()
    return check_report.check(settings.FIGURES, settings.RAW, set(barometer_units()))


def _attention(links: bool) -> tuple[list[dict], int]:
    """What waits for somebody, and how much rests."""
    guarded = _guarded(links)
    if guarded is None:
        return [], 0
    return [_as_plain(finding) for finding in guarded.open], len(guarded.resting)


def _sentence(finding: dict) -> str:
    return f"{finding['kind']}: {finding['title']}: {finding['sentence_sv']} [{finding['owner']}]"


def _print_lines(lines_by_kind: dict[str, Iterable[str]]) -> None:
    for kind, lines in lines_by_kind.items():
        for line in lines:
            print(f"{kind}: {line}")


def _guarded(outside: bool):
    """What the guard finds, with what has been answered; None before there is a database."""
    if not has_table("reporting_findinganswer"):
        return None
    from django.utils import timezone

    from lagesbild.reporting.findings import open_and_resting
    from lagesbild.website.findings.all_findings import findings

    today = timezone.localdate()
    return open_and_resting(findings(today, outside=outside), today)


def _as_plain(finding) -> dict:
    owner = finding.owner.name_sv if finding.owner else "samordnaren"
    fields = {
        name: getattr(finding, name)
        for name in ("key", "title", "address", "sentence_sv", "sentence_en", "since")
    }
    return {"kind": str(finding.kind), "owner": owner} | fields
