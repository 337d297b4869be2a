"""``lagesbild check``: is all that was fetched whole and in the store, and what should staff look at?"""

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
    )
    command_parser.add_argument(
        "--links", action="store_true", help="try links to other sites too (takes a network and time)"
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    from lagesbild.figures import check_report

    settings = common.figure_settings()
    report = check_report.check(settings.FIGURES, settings.RAW, set(barometer_units()))
    guarded = _guarded(arguments.links)
    open_findings = [_as_plain(finding) for finding in guarded.open] if guarded else []
    resting = len(guarded.resting) if guarded else 0
    count = len(report.findings) + len(open_findings)
    if arguments.json:
        common.print_json({**asdict(report), "attention": open_findings, "resting": resting})
    else:
        sentences = [
            f"{finding['kind']}: {finding['title']}: {finding['sentence_sv']} [{finding['owner']}]"
            for finding in open_findings
        ]
        for kind, lines in (("Finding", [*report.findings, *sentences]), ("Remark", report.remarks)):
            for line in lines:
                print(f"{kind}: {line}")
        rest = f" {resting} answered and resting." if resting else ""
        print(f"{count} findings, {len(report.remarks)} remarks.{rest}")
    return 1 if count else 0


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
