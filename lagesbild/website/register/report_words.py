"""The year's report put into words: one document of headings, paragraphs and tables, drawn as a page or for Word."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.cooperation.audit.commitments import Overall
from lagesbild.cooperation.audit.years_report import (
    Department,
    Ending,
    JudgedGoal,
    MoneyYear,
    Report,
    WorkedProject,
)
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding.amounts_in_words import no_partner_in_words, total_in_words
from lagesbild.cooperation.funding.money import Total
from lagesbild.cooperation.models import (
    FundingProgramme,
    Grant,
    Lesson,
    Participants,
    Partnership,
    ResultLine,
)

MOST_EXCHANGES = 50


@dataclass(frozen=True)
class Cell:
    text: str
    href: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind = "paragraph"


@dataclass(frozen=True)
class Table:
    """The first cell of each row is its heading; ``numbers`` are the places of columns with figures."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    kind = "table"


@dataclass(frozen=True)
class Section:
    key: str
    """Swedish word for the address of the heading."""
    title: str
    blocks: tuple[Paragraph | Table, ...]


@dataclass(frozen=True)
class Document:
    title: str
    lead: str
    notices: tuple[str, ...]
    sections: tuple[Section, ...]


def document(report: Report, municipality: str) -> Document:
    """The whole report in the language in force."""
    year = report.year.number
    title = _("Internationellt arbete %(year)s: rapport till kommunstyrelsen") % {"year": year}
    if report.year.is_over:
        lead = _("%(name)s. Läget den 31 december %(year)s.") % {"name": municipality, "year": year}
    else:
        day = report.year.as_of.isoformat()
        lead = _("%(name)s. Året pågår: läget den %(day)s.") % {"name": municipality, "day": day}
    sections = (
        Section("sammanfattning", _("Sammanfattning i siffror"), _summary(report)),
        Section("mal", _("Måluppfyllelse"), _goals(report)),
        Section("utbyten", _("Utbyten, förvaltning för förvaltning"), _exchanges(report)),
        Section("projekt", _("Projekt"), _projects(report)),
        Section("pengar", _("Pengar"), _money(report)),
        Section("slutar", _("Det som tar slut"), _endings(report)),
        Section("lardomar", _("Lärdomar"), _lessons(report)),
        Section("utan-aktivitet", _("Samarbeten utan aktivitet"), _quiet(report)),
        Section("saknas", _("Det som saknas i registret"), _missing(report.missing)),
        Section("om", _("Om rapporten"), _about(report)),
    )
    return Document(title, lead, tuple(_notices(report)), sections)


def _notices(report: Report) -> Iterable[str]:
    if report.is_empty:
        yield _(
            "Inget är registrerat för %(year)s: inga utbyten, inga projekt, inga pengar och inga lärdomar."
        ) % {"year": report.year.number}
    if report.examples:
        yield ngettext(
            "%(n)d sak i rapporten är ett påhittat exempel. Den är märkt med ordet exempel, och räknas med i summorna.",
            "%(n)d saker i rapporten är påhittade exempel. De är märkta med ordet exempel, och räknas med i summorna.",
            report.examples,
        ) % {"n": report.examples}


def _figure(value: int) -> str:
    return number(value, 0, get_language() or "sv")


def _sum(found: Total) -> str:
    return capfirst(total_in_words(found))


def _named(thing, name: str = "name") -> Cell:
    return Cell(getattr(thing, name), thing.get_absolute_url(), getattr(thing, "is_example", False))


def _line(*cells: str | Cell) -> tuple[Cell, ...]:
    return tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)


def _table(
    caption: str, head: Iterable[str], rows: Iterable, numbers=(), empty: str = ""
) -> Table | Paragraph:
    """A table, or a sentence where it would have no rows."""
    rows = tuple(_line(*row) for row in rows)
    return Table(caption, tuple(head), rows, tuple(numbers)) if rows else Paragraph(empty)


def _places(codes: Iterable[str]) -> str:
    return ", ".join(country_name(code).in_(get_language() or "sv") for code in dict.fromkeys(codes))


# --- Summary ----------------------------------------------------------------------------------------------


def _summary(report: Report) -> tuple:
    projects, money = report.projects, report.money
    uncounted = sum(one.uncounted for one in report.departments)
    participants = _figure(report.participants)
    if uncounted:
        participants += f" ({_uncounted(uncounted)})"
    rows = [
        (_("Samarbeten under året, efter läget i dag"), _by_status(report)),
        (_("Parternas länder"), f"{len(report.countries)} ({_places(report.countries)})"),
        (_("Utbyten"), _figure(len(report.exchanges))),
        (_("Deltagare i utbyten"), participants),
        (_("Projekt som pågick"), _figure(len(projects))),
        (_("varav började under året"), _figure(sum(one.began for one in projects))),
        (_("varav slutade under året"), _figure(sum(one.ended for one in projects))),
        (_("Beviljat av andra under året"), _sum(money.granted)),
        (_("Utbetalt till kommunen under året"), _sum(money.received)),
        (_("Nya lärdomar"), _figure(len(report.lessons))),
    ]
    if not report.countries:
        rows[1] = (_("Parternas länder"), "0")
    return (_table(_("Året i siffror"), (_("Uppgift"), _("Värde")), rows),)


def _by_status(report: Report) -> str:
    """ "10 (Pågår: 8, Oklart om det pågår: 2)": what goes on is then the number that the register's own page says."""
    said = _figure(len(report.partnerships))
    counted = Counter(one.status for one in report.partnerships)
    parts = ", ".join(
        f"{each.label}: {_figure(counted[each])}" for each in Partnership.Status if counted[each]
    )
    return f"{said} ({parts})" if parts else said


def _uncounted(count: int) -> str:
    return ngettext(
        "antalet är inte känt för %(n)d utbyte", "antalet är inte känt för %(n)d utbyten", count
    ) % {"n": count}


# --- Goals ------------------------------------------------------------------------------------------------


def _goals(report: Report) -> tuple:
    below, others = (
        [goal for goal in report.goals if goal.under_17],
        [goal for goal in report.goals if not goal.under_17],
    )
    head = (_("Mål"), _("Bedömning"), _("Bedömt den"), _("Motivering"))
    return (
        _table(
            _("Mål under globalt mål 17"),
            head,
            [_goal(goal, report.year.as_of) for goal in below],
            empty=_("Programmet har inga mål under globalt mål 17 som bedöms."),
        ),
        _table(
            _("Andra mål som årets samarbeten och projekt bidrar till"),
            head,
            [_goal(goal, report.year.as_of) for goal in others],
            empty=_("Inget samarbete eller projekt pekar på något annat mål i programmet."),
        ),
    )


def _goal(judged: JudgedGoal, as_of: date) -> tuple:
    goal, assessment = judged.goal, judged.assessment
    name = Cell(f"{goal.code} {goal.name}".strip(), goal.get_absolute_url())
    if assessment is None and not judged.is_judged:
        said = _("Mål på den nivån bedöms inte")
        return name, said, said, said
    if assessment is None:
        until = _("Inte bedömt till och med %(day)s") % {"day": as_of.isoformat()}
        return name, until, _("Inte bedömt"), _("Ingen bedömning att motivera")
    grade = goal.programme.grade_label(assessment.grade) if assessment.grade else _("Ej bedömt")
    motivation = Cell(assessment.motivation, is_example=assessment.is_example)
    return name, grade, assessment.assessed_on.isoformat(), motivation


# --- Exchanges --------------------------------------------------------------------------------------------


def _exchanges(report: Report) -> tuple:
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
    rows = [_department(one) for one in departments]
    if len(departments) > 1:
        rows.append(_all_departments(departments))
    return (
        _table(_("Utbyten och deltagare"), head, rows, numbers=range(1, 7)),
        _roles(departments),
        _each_exchange(report),
    )


def _each_exchange(report: Report) -> Table | Paragraph:
    """One by one where they are few enough for somebody to read."""
    if len(report.exchanges) > MOST_EXCHANGES:
        return Paragraph(
            _("Utbytena är %(n)s. De räknas inte upp här, men var och en har sin egen sida på webbplatsen.")
            % {"n": _figure(len(report.exchanges))}
        )
    rows = [
        (_named(each), each.get_kind_display(), each.starts.isoformat(), _where(each), _unit(one))
        for one in report.departments
        for each in one.exchanges
    ]
    return _table(_("Årets utbyten"), (_("Utbyte"), _("Slag"), _("När"), _("Var"), _("Ansvarig")), rows)


def _unit(one: Department) -> str:
    return one.organisation.name if one.organisation else _("Ingen ansvarig är angiven")


def _where(exchange) -> str:
    place = [exchange.place, _places([exchange.country]) if exchange.country else ""]
    return ", ".join(filter(None, place)) or _("Inte angivet")


def _department(one: Department) -> tuple:
    participants = _figure(one.participants)
    if one.uncounted:
        participants += f" ({_uncounted(one.uncounted)})"
    return _unit(one), _figure(len(one.exchanges)), participants, *_by_sex(one), _figure(one.from_abroad)


def _by_sex(one: Department) -> tuple[str, str, str]:
    sex = Participants.Sex
    return tuple(_figure(one.of_sex(*each)) for each in ((sex.WOMEN,), (sex.MEN,), (sex.OTHER, sex.UNKNOWN)))


def _all_departments(departments: tuple[Department, ...]) -> tuple:
    together = Department(
        None,
        tuple(each for one in departments for each in one.exchanges),
        tuple(group for one in departments for group in one.groups),
    )
    return _("Alla"), *_department(together)[1:]


def _roles(departments: tuple[Department, ...]) -> Table | Paragraph:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in departments:
        for group in one.groups:
            counts[group.role][group.sex] += group.count
    sexes = Participants.Sex
    rows = [
        (
            str(role.label),
            *(_figure(counts[role][sex]) for sex in sexes),
            _figure(sum(counts[role].values())),
        )
        for role in Participants.Role
        if role in counts
    ]
    head = (_("Roll"), *(str(sex.label) for sex in sexes), _("Alla"))
    empty = _("Inga deltagare är räknade.")
    return _table(_("Deltagare efter roll och kön"), head, rows, range(1, 6), empty)


# --- Projects ---------------------------------------------------------------------------------------------


def _projects(report: Report) -> tuple:
    blocks = [
        _table(
            _("Projekt som pågick under året"),
            (
                _("Projekt"),
                _("Parter"),
                _("Under året"),
                _("Tid"),
                _("Hela budgeten"),
                _("Beviljat"),
                _("Egen insats"),
            ),
            [_project(one) for one in report.projects],
            numbers=(4, 5, 6),
            empty=_("Inga projekt pågick under året."),
        )
    ]
    measured = [(one, line) for one in report.projects for line in one.measures]
    if report.projects:
        blocks.append(
            _table(
                _("Vad projekten skulle nå, och vad de har nått"),
                (_("Mått"), _("Projekt"), _("Utgångsläge"), _("Målvärde"), _("Utfall")),
                [_measure(one, line, report.year.as_of) for one, line in measured],
                empty=_("Inget av årets projekt har mått i sitt resultatramverk."),
            )
        )
    if report.undated_projects:
        blocks.append(Paragraph(_undated(report.undated_projects)))
    return tuple(blocks)


def _undated(count: int) -> str:
    return ngettext(
        "%(n)d projekt saknar startdatum och går inte att räkna till något år.",
        "%(n)d projekt saknar startdatum och går inte att räkna till något år.",
        count,
    ) % {"n": count}


def _project(one: WorkedProject) -> tuple:
    project, money = one.project, one.money
    partners = ", ".join(
        f"{each.name} ({country_name(each.country).in_(get_language() or 'sv')})" for each in one.partners
    )
    return (
        _named(project),
        partners or no_partner_in_words(project),
        _in_the_year(one),
        f"{project.starts.isoformat()} – {_last_day(project)}",
        _sum(money.budget),
        _sum(money.granted) if money.granted != Total() else _("Inget bidrag är registrerat"),
        _sum(money.own),
    )


def _in_the_year(one: WorkedProject) -> str:
    if one.began and one.ended:
        return _("Började och slutade")
    if one.began:
        return _("Började")
    return _("Slutade") if one.ended else _("Pågick")


def _last_day(project) -> str:
    return project.finishes.isoformat() if project.finishes else _("slutdatum saknas")


def _measure(one: WorkedProject, line: ResultLine, as_of: date) -> tuple:
    baseline = _measured(line.baseline, line.unit, line.baseline_year)
    target = _measured(line.target, line.unit, line.target_on)
    if line.actual is not None and line.actual_on <= as_of:
        actual = _measured(line.actual, line.unit, line.actual_on)
    elif line.actual is not None:
        actual = _("Mättes senare, %(day)s") % {"day": line.actual_on.isoformat()}
    else:
        actual = line.note or _("Inte mätt")
    return line.text, _named(one.project), baseline, target, actual


def _measured(value, unit: str, when) -> str:
    if value is None:
        return _("Inte angivet")
    figure = number(value, own_decimals(value), get_language() or "sv")
    said = " ".join(filter(None, [figure, unit]))
    return f"{said} ({when})" if when else said


# --- Money ------------------------------------------------------------------------------------------------


def _money(report: Report) -> tuple:
    money = report.money
    rows = [
        (_("Sökt"), _sum(money.applied)),
        (_("Beviljat"), _sum(money.granted)),
        (_("Egna pengar i projekt som började under året"), _sum(money.own_cash)),
        (_("Eget arbete och lokaler i projekt som började under året"), _sum(money.own_kind)),
        (_("Utbetalt till kommunen"), _sum(money.received)),
        (_("Använt i projekten"), _sum(money.spent)),
    ]
    return (
        _table(_("Årets pengar"), (_("Vad"), _("Kronor")), rows, numbers=(1,)),
        _table(
            _("Finansiär för finansiär"),
            (_("Finansiär"), _("Sökt"), _("Beviljat"), _("Utbetalt")),
            _funders(money),
            numbers=(1, 2, 3),
            empty=_("Ingen finansiär har fått en ansökan, beviljat eller betalat ut något under året."),
        ),
    )


def _funders(money: MoneyYear) -> list[tuple]:
    return [
        (
            _named(one.funder) if one.funder else _("Finansiär som inte är offentlig eller inte angiven"),
            _sum(one.applied),
            _sum(one.granted),
            _sum(one.received),
        )
        for one in money.funders
    ]


def _endings(report: Report) -> tuple:
    until = date(report.year.number + 1, 12, 31).isoformat()
    return (
        _table(
            _("Det som tar slut till och med %(day)s") % {"day": until},
            (_("Vad"), _("Slag"), _("Slutar"), _("Anmärkning")),
            [_ending(one) for one in report.endings],
            empty=_("Inget är registrerat som tar slut till och med %(day)s.") % {"day": until},
        ),
    )


def _ending(one: Ending) -> tuple:
    thing = one.thing
    kind = str(thing._meta.verbose_name).capitalize()
    day = one.on.isoformat()
    if isinstance(thing, FundingProgramme):
        return thing.name, kind, day, thing.ends_note or _("Finansieringen upphör")
    if isinstance(thing, Grant):
        name = Cell(
            f"{thing.programme.name}: {thing.project.name}", thing.get_absolute_url(), thing.is_example
        )
        return name, kind, day, _("Kostnader efter dagen får inte räknas in")
    later = _("Samarbetet upphör") if isinstance(thing, Partnership) else thing.continues
    return _named(thing), kind, day, later or _("Vad som fortsätter efteråt är inte angivet")


# --- Lessons, silence and gaps ----------------------------------------------------------------------------


def _lessons(report: Report) -> tuple:
    head = (_("Lärdom"), _("Var"), _("Vad som visar det"), _("Vad som gjordes"))

    def rows(lessons):
        return [_lesson(one, report.year.as_of) for one in lessons]

    success = [one for one in report.lessons if one.kind == Lesson.Kind.SUCCESS]
    challenges = [one for one in report.lessons if one.kind == Lesson.Kind.CHALLENGE]
    blocks = [
        _table(
            _("Framgångsfaktorer"),
            head,
            rows(success),
            empty=_("Inga framgångsfaktorer är noterade för året."),
        ),
        _table(_("Utmaningar"), head, rows(challenges), empty=_("Inga utmaningar är noterade för året.")),
    ]
    if report.done:
        blocks.append(_table(_("Gjort under året åt tidigare lärdomar"), head, rows(report.done)))
    return tuple(blocks)


def _lesson(one: Lesson, as_of: date) -> tuple:
    where = [each for each in (one.partnership, one.project, one.exchange) if each and each.live]
    return (
        Cell(one.title, one.get_absolute_url(), one.is_example),
        ", ".join(each.name for each in where),
        one.evidence,
        _done(one, as_of),
    )


def _done(one: Lesson, as_of: date) -> str:
    if one.done_on and one.done_on > as_of:
        return _("Inget under året")
    if not one.done:
        return _("Inget är angivet")
    day = one.done_on.isoformat() if one.done_on else _("dagen är inte angiven")
    return f"{one.done} ({day})"


def _quiet(report: Report) -> tuple:
    if not report.partnerships:
        return (Paragraph(_("Inga samarbeten pågick under året.")),)
    rows = [
        (
            _named(one.partnership),
            one.activity.label,
            one.activity.latest.isoformat() if one.activity.latest else _("Ingen dag är noterad"),
        )
        for one in report.quiet
    ]
    return (
        _table(
            _("Samarbeten där inget har hänt på ett år"),
            (_("Samarbete"), _("Läge"), _("Senaste aktivitet")),
            rows,
            empty=_("Alla samarbeten har haft någon aktivitet det senaste året."),
        ),
    )


def _missing(missing: Overall) -> tuple:
    if not missing.count:
        return (Paragraph(_("Inga samarbeten eller projekt att fråga om.")),)
    told = _(
        "Av %(all)s svar om årets samarbeten och projekt saknas %(missing)s i dag, och för %(bare)s av dem"
        " har ingen sagt varför."
    ) % {
        "all": _figure(missing.questions),
        "missing": _figure(missing.missing),
        "bare": _figure(missing.unexplained),
    }
    rows = [
        (str(question.label), _figure(lacking), _figure(bare))
        for question, (lacking, bare) in missing.by_question.items()
    ]
    head = (_("Fråga"), _("Svar som saknas"), _("varav utan skäl"))
    return Paragraph(told), _table(_("Fråga för fråga"), head, rows, numbers=(1, 2))


def _about(report: Report) -> tuple:
    said = [
        _(
            "Rapporten räknas ur kommunens register över samarbeten, och bara ur det som är publicerat."
            " Allt som är daterat efter %(day)s är lämnat utanför."
        )
        % {"day": report.year.as_of.isoformat()},
        _(
            "Det som inte bär något datum, till exempel ett projekts läge, ansvariga och texter, är som det"
            " står i registret i dag."
        ),
        _(
            "En budget räknas om till kronor med kursen den dag projektet började, ett bidrag med kursen den dag"
            " det beviljades, en utbetalning och en kostnad med kursen sin egen dag. Belopp som inte är"
            " kända räknas inte som noll: hur många de är står intill summan."
        ),
        _("Deltagare är antal. Inga namn finns i registret."),
    ]
    return tuple(map(Paragraph, said))
