"""The year's report on goals, exchanges and silent partnerships."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from lagesbild.cooperation.audit.report_exchanges import Department
from lagesbild.cooperation.audit.report_goals import JudgedGoal
from lagesbild.cooperation.audit.years_report import YearsReport
from lagesbild.cooperation.models import (
    Participants,
)
from lagesbild.website.register.report_answers import answer_cell, answers_of_year, differences
from lagesbild.website.register.report_blocks import (
    Cell,
    Paragraph,
    ReportTable,
    country_names,
    linked_name,
    table_or_sentence,
    uncounted_in_words,
    whole_number,
)

MOST_EXCHANGES = 50


def goal_blocks(report: YearsReport) -> tuple:
    below, others = (
        [goal for goal in report.goals if goal.under_17],
        [goal for goal in report.goals if not goal.under_17],
    )
    head = (_("Mål"), _("Bedömning"), _("Bedömt den"), _("Motivering"), _("Vad siffrorna svarar"))
    by_goal = answers_of_year(report)

    def rows(goals: list[JudgedGoal]) -> list[tuple]:
        return [
            (*_goal(judged, report.year.as_of), answer_cell(by_goal.get(judged.goal.pk, [])))
            for judged in goals
        ]

    return (
        table_or_sentence(
            _("Mål under globalt mål 17"),
            head,
            rows(below),
            empty=_("Programmet har inga mål under globalt mål 17 som bedöms."),
        ),
        table_or_sentence(
            _("Andra mål som årets samarbeten och projekt bidrar till"),
            head,
            rows(others),
            empty=_("Inget samarbete eller projekt pekar på något annat mål i programmet."),
        ),
        *differences(report, by_goal),
    )


def _goal(judged: JudgedGoal, as_of: date) -> tuple:
    goal, assessment = judged.goal, judged.assessment
    name = Cell(f"{goal.code} {goal.name}".strip(), goal.get_absolute_url())
    if assessment is None and not judged.is_judged:
        not_judged = _("Mål på den nivån bedöms inte")
        return name, not_judged, not_judged, not_judged
    if assessment is None:
        until = _("Inte bedömt till och med %(day)s") % {"day": as_of.isoformat()}
        return name, until, _("Inte bedömt"), _("Ingen bedömning att motivera")
    grade = goal.programme.grade_label(assessment.grade)
    motivation = Cell(assessment.motivation, is_example=assessment.is_example)
    return name, grade, assessment.assessed_on.isoformat(), motivation


def exchange_blocks(report: YearsReport) -> tuple:
    if not report.departments:
        return (Paragraph(_("Inga utbyten är registrerade för året.")),)
    head = (
        _("Förvaltning"),
        _("Utbyten"),
        _("Deltagare"),
        _("Kvinnor och flickor"),
        _("Män och pojkar"),
        _("Annat eller inte angivet"),
        _("Från utlandet"),
    )
    departments = report.departments
    rows = [_department(department) for department in departments]
    if len(departments) > 1:
        rows.append(_all_departments(departments))
    return (
        table_or_sentence(_("Utbyten och deltagare"), head, rows, numbers=range(1, 7)),
        _roles(departments),
        _each_exchange(report),
    )


def _each_exchange(report: YearsReport) -> ReportTable | Paragraph:
    """One by one where they are few enough for somebody to read."""
    if len(report.exchanges) > MOST_EXCHANGES:
        return Paragraph(
            _("Utbytena är %(n)s. De räknas inte upp här, men var och en har sin egen sida på webbplatsen.")
            % {"n": whole_number(len(report.exchanges))}
        )
    rows = [
        (
            linked_name(exchange),
            exchange.get_kind_display(),
            exchange.starts.isoformat(),
            _where(exchange),
            _unit(department),
        )
        for department in report.departments
        for exchange in department.exchanges
    ]
    return table_or_sentence(
        _("Årets utbyten"), (_("Utbyte"), _("Slag"), _("När"), _("Var"), _("Ansvarig")), rows
    )


def _unit(department: Department) -> str:
    return department.organisation.name if department.organisation else _("Ingen ansvarig är angiven")


def _where(exchange) -> str:
    place = [exchange.place, country_names([exchange.country]) if exchange.country else ""]
    return ", ".join(filter(None, place)) or _("Inte angivet")


def _department(department: Department) -> tuple:
    participants = whole_number(department.participants)
    if department.uncounted:
        participants += f" ({uncounted_in_words(department.uncounted)})"
    return (
        _unit(department),
        whole_number(len(department.exchanges)),
        participants,
        *_by_sex(department),
        whole_number(department.from_abroad),
    )


def _by_sex(department: Department) -> tuple[str, str, str]:
    sex = Participants.Sex
    return tuple(
        whole_number(department.of_sex(*sexes))
        for sexes in ((sex.WOMEN,), (sex.MEN,), (sex.OTHER, sex.UNKNOWN))
    )


def _all_departments(departments: tuple[Department, ...]) -> tuple:
    together = Department(
        None,
        tuple(exchange for department in departments for exchange in department.exchanges),
        tuple(group for department in departments for group in department.groups),
    )
    return _("Alla"), *_department(together)[1:]


def _roles(departments: tuple[Department, ...]) -> ReportTable | Paragraph:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for department in departments:
        for group in department.groups:
            counts[group.role][group.sex] += group.count
    sexes = Participants.Sex
    rows = [
        (
            str(role.label),
            *(whole_number(counts[role][sex]) for sex in sexes),
            whole_number(sum(counts[role].values())),
        )
        for role in Participants.Role
        if role in counts
    ]
    head = (_("Roll"), *(str(sex.label) for sex in sexes), _("Alla"))
    empty = _("Inga deltagare är räknade.")
    return table_or_sentence(_("Deltagare efter roll och kön"), head, rows, range(1, 6), empty)


def quiet_blocks(report: YearsReport) -> tuple:
    if not report.partnerships:
        return (Paragraph(_("Inga samarbeten pågick under året.")),)
    rows = [
        (
            linked_name(silence.partnership),
            silence.activity.label,
            silence.activity.latest.isoformat() if silence.activity.latest else _("Ingen dag är noterad"),
        )
        for silence in report.quiet
    ]
    return (
        table_or_sentence(
            _("Samarbeten där inget är noterat på ett år"),
            (_("Samarbete"), _("Läge"), _("Senaste aktivitet")),
            rows,
            empty=_("Alla samarbeten har haft någon aktivitet det senaste året."),
        ),
    )
