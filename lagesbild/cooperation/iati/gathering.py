"""From a project of the register to an activity, with what hinders it and what had to be left out.

Only what is known is said: no flow type, aid type or document category that nobody has decided, and no work in kind,
which is no transaction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal

from django.db.models import QuerySet

from lagesbild.assessment import Text
from lagesbild.cooperation.funding.amounts_in_words import amount_in_both
from lagesbild.cooperation.funding.money import payments, with_money
from lagesbild.cooperation.iati import codes
from lagesbild.cooperation.iati.activity import (
    Activity,
    Baseline,
    Budget,
    Contact,
    Dated,
    Description,
    Document,
    Indicator,
    Measured,
    Money,
    Participant,
    Party,
    Period,
    PlannedDisbursement,
    Result,
    Share,
    Tag,
    Transaction,
    Words,
)
from lagesbild.cooperation.iati.writing import legal, plain
from lagesbild.cooperation.models import Cost, Grant, Project, ProjectPartner, ResultLine
from lagesbild.organisations.models import Identifier, Municipality, Organisation, Responsibility

EXAMPLE = Text("Påhittat exempel: ", "Made-up example: ")
EXAMPLE_SENTENCE = Text("Projektet är påhittat. ", "The project is made up. ")
STARTED = {
    Project.Status.RUNNING,
    Project.Status.REPORTING,
    Project.Status.CLOSED,
    Project.Status.RETAINED,
}
FINISHED = STARTED - {Project.Status.RUNNING}


@dataclass(frozen=True)
class Reporter:
    """Whose file it is. ``address`` is where the site is found, without a slash at the end."""

    party: Party
    country: str
    contact: Contact | None
    address: str = ""

    @classmethod
    def of(cls, municipality: Municipality, address: str = "") -> "Reporter":
        name = words(municipality.name)
        contact = Contact(
            type="1",
            organisation=name,
            position=words(municipality.contact_role),
            emails=_filled(municipality.contact_email),
        )
        return cls(
            Party(f"SE-ON-{municipality.organisation_number}", codes.LOCAL_GOVERNMENT, name),
            municipality.country,
            contact if contact.position or contact.emails else None,
            address.rstrip("/"),
        )


@dataclass(frozen=True)
class Gathered:
    """An activity, why it may not be published, and what of the project it does not tell."""

    activity: Activity
    hindrances: tuple[Text, ...] = ()
    left_out: tuple[Text, ...] = ()


def public_projects() -> QuerySet[Project]:
    """Every public project, with all that an activity is made of, in a few queries whatever their number."""
    return with_money(Project.objects.public().order_by("pk")).prefetch_related(
        "partners__organisation__identifiers",
        "responsibilities__organisation",
        "budget_lines",
        "result_lines",
        "countries",
        "global_goals",
        "global_targets",
        "costs__organisation__identifiers",
        "grants__programme__funder__identifiers",
    )


def gather(project: Project, by: Reporter, today: date) -> Gathered:
    """The project as an activity. What it reads is prefetched by :func:`public_projects`."""
    grants = [grant for grant in project.grants.all() if grant.live and grant.programme.live]
    partners = [partner for partner in project.partners.all() if partner.organisation.live]
    costs = list(project.costs.all())
    countries = _countries(project, partners, by)
    here = frozenset(share.code for share in countries)
    results = Results(project)
    activity = Activity(
        identifier=f"{by.party.ref}-{project.uid}",
        reporting=by.party,
        title=_marked(project, words(project.name_sv, project.name_en), EXAMPLE),
        descriptions=_descriptions(project),
        participants=_participants(project, partners, grants, by, here),
        status=codes.STATUS[project.status],
        dates=tuple(_dates(project, today)),
        contacts=_contacts(project, by),
        countries=countries,
        sectors=(Share(project.sector, vocabulary=codes.DAC),) if project.sector else (),
        tags=tuple(_tags(project)),
        budgets=tuple(_budgets(project)),
        planned=tuple(_planned(grants, by, here)),
        transactions=(*_incoming(grants, by, here), *_outgoing(project, costs, by, here)),
        documents=_page(project, by),
        results=tuple(results.made),
        language="sv",
        currency=project.currency,
        updated=_updated(project, grants, today),
    )
    hindrances = (*_hindrances_of_place(project, partners, by), *_hindrances_of_money(project, grants))
    left_out = (*_left_out_of_money(project, grants, costs), *results.left_out)
    return Gathered(activity, tuple(hindrances), left_out)


# --- Words, and who takes part ----------------------------------------------------------------------------


def words(swedish: str, english: str = "") -> Words:
    """The texts that say something, each with its language."""
    both = (("sv", legal(swedish).strip()), ("en", legal(english).strip()))
    return tuple((language, text) for language, text in both if text)


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _marked(project: Project, said: Words, mark: Text) -> Words:
    """What is made up says so, in every language it is told in."""
    return tuple((language, mark[language] + text) for language, text in said) if project.is_example else said


def _descriptions(project: Project) -> tuple[Description, ...]:
    said = words(project.description_sv, project.description_en)
    return (Description(_marked(project, said, EXAMPLE_SENTENCE), type="1"),) if said else ()


def party(organisation: Organisation | None, here: frozenset[str]) -> Party:
    """The organisation as others know it; nothing of one that is not public. ``here`` is where the project works."""
    if organisation is None or not organisation.live:
        return Party()
    name = words(organisation.name_sv, organisation.name_en)
    return Party(reference(organisation), _kind(organisation, here), name)


def reference(organisation: Organisation) -> str:
    found = {each.scheme: each.value.strip() for each in organisation.identifiers.all()}
    if re.fullmatch(r"[^/&|?\s]+", own := found.get(Identifier.Scheme.IATI, "")):
        return own
    digits = re.sub(r"\D", "", found.get(Identifier.Scheme.SWEDISH, ""))[-10:]
    return f"SE-ON-{digits[:6]}-{digits[6:]}" if len(digits) == 10 else ""


def _kind(organisation: Organisation, here: frozenset[str]) -> str:
    if organisation.kind != Organisation.Kind.CIVIL_SOCIETY:
        return codes.KIND.get(organisation.kind, "")
    if organisation.country in here:
        return codes.NGO_OF_THE_COUNTRY
    return codes.NATIONAL_NGO if organisation.country == "SE" else ""


def _participants(project, partners, grants, by, here) -> tuple[Participant, ...]:
    found = [(codes.FUNDING, party(grant.programme.funder, here)) for grant in grants]
    if project.own_cash:
        found.append((codes.FUNDING, by.party))
    if project.role == Project.Role.LEAD:
        found.append((codes.ACCOUNTABLE, by.party))
    found.append((codes.IMPLEMENTING, by.party))
    for partner in partners:
        leads = partner.role == ProjectPartner.Role.LEAD
        role = codes.ACCOUNTABLE if leads else codes.IMPLEMENTING
        found.append((role, party(partner.organisation, here)))
    return tuple(Participant(role, who) for role, who in dict.fromkeys(found) if who != Party())


def _contacts(project: Project, by: Reporter) -> tuple[Contact, ...]:
    """The unit that follows the project up, by its position; the municipality's own where no unit has an address."""
    units = [each for each in project.responsibilities.all() if each.organisation.live]
    units.sort(key=lambda each: each.role != Responsibility.Role.FOLLOW_UP)
    for each in units:
        unit = each.organisation
        position, emails = words(each.position or unit.contact_role), _filled(unit.contact_email)
        if position or emails:
            name = words(unit.name_sv, unit.name_en)
            emails = emails or (by.contact.emails if by.contact else ())
            return (Contact("1", by.party.name, name, position, emails),)
    return (by.contact,) if by.contact else ()


# --- When and where ---------------------------------------------------------------------------------------


def _dates(project: Project, today: date) -> Iterator[Dated]:
    """A date is actual when it has been and the project's status agrees; until then it is planned."""
    if project.starts:
        begun = project.status in STARTED and project.starts <= today
        yield Dated(codes.ACTUAL_START if begun else codes.PLANNED_START, project.starts)
    if project.finishes:
        done = project.status in FINISHED and project.finishes <= today
        yield Dated(codes.ACTUAL_END if done else codes.PLANNED_END, project.finishes)


def _countries(project: Project, partners: list[ProjectPartner], by: Reporter) -> tuple[Share, ...]:
    given = tuple(Share(each.country, Decimal(each.share)) for each in project.countries.all())
    abroad = _abroad(partners, by)
    return given or (tuple(Share(code, Decimal(100)) for code in abroad) if len(abroad) == 1 else ())


def _abroad(partners: list[ProjectPartner], by: Reporter) -> list[str]:
    return sorted({partner.organisation.country for partner in partners} - {by.country})


def _hindrances_of_place(project: Project, partners: list[ProjectPartner], by: Reporter) -> Iterator[Text]:
    abroad = _abroad(partners, by)
    if not project.countries.all() and len(abroad) > 1:
        yield Text(
            "Parterna finns i flera länder: {codes}. Skriv hur stor del av projektet som gäller vart och ett.",
            "The partners are in several countries: {codes}. Say how much of the project is for each of them.",
        ).fill(codes=", ".join(abroad))


def _tags(project: Project) -> Iterator[Tag]:
    for goal in project.global_goals.all():
        yield Tag(str(goal.number), codes.GOAL_TAG)
    for target in project.global_targets.all():
        yield Tag(target.code, codes.TARGET_TAG)


def _page(project: Project, by: Reporter) -> tuple[Document, ...]:
    """The project's page on the site: the one document whose category is known."""
    if not (by.address and project.slug):
        return ()
    title = words("Projektets sida", "The project's page")
    languages = ("sv", "en")
    return (
        Document(f"{by.address}{project.path}", "text/html", title, (codes.WEB_PAGE,), languages=languages),
    )


def _updated(project: Project, grants: list[Grant], today: date) -> str:
    times = [each.last_published_at for each in (project, *grants) if each.last_published_at]
    latest = max(times, default=None)
    if latest is None or latest.astimezone(UTC).date() > today:
        return ""
    return latest.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- Money ------------------------------------------------------------------------------------------------


def _money(value, currency: str, on: date) -> Money:
    return Money(Decimal(value).quantize(Decimal("0.01")), currency, on)


def _budgets(project: Project) -> Iterator[Budget]:
    lines = project.budget_lines.all()
    for line in lines:
        yield Budget(line.starts, line.finishes, _money(line.value, project.currency, line.starts))
    if not lines and project.budget is not None and _within_a_year(project):
        money = _money(project.budget, project.currency, project.starts)
        yield Budget(project.starts, project.finishes, money)


def _within_a_year(project: Project) -> bool:
    known = project.starts and project.finishes
    return bool(known) and 0 <= (project.finishes - project.starts).days < 365


def _planned(grants: list[Grant], by: Reporter, here) -> Iterator[PlannedDisbursement]:
    for grant in grants:
        funder = party(grant.programme.funder, here)
        for each in grant.instalments.all():
            if each.due_on and not each.received_on:
                money = _money(each.value, grant.currency, each.due_on)
                yield PlannedDisbursement(each.due_on, money, provider=funder, receiver=by.party)


def _incoming(grants: list[Grant], by: Reporter, here) -> Iterator[Transaction]:
    for grant in grants:
        funder = party(grant.programme.funder, here)
        about = words(grant.programme.name_sv, grant.programme.name_en)
        if grant.is_example:
            about = tuple((language, EXAMPLE[language] + text) for language, text in about)
        for kind, value, on in _received(grant):
            yield Transaction(kind, on, _money(value, grant.currency, on), about, funder, by.party)


def _received(grant: Grant) -> Iterator[tuple[str, Decimal, date]]:
    """What was promised, and what came: as :func:`lagesbild.cooperation.funding.money.project_money` counts it."""
    if grant.value is not None and grant.decided_on:
        yield codes.INCOMING_COMMITMENT, grant.value, grant.decided_on
    for value, on in payments(grant):
        yield codes.INCOMING_FUNDS, value, on


def _outgoing(project: Project, costs: list[Cost], by: Reporter, here) -> Iterator[Transaction]:
    kinds = {Cost.Kind.CASH: codes.EXPENDITURE, Cost.Kind.PARTNER: codes.DISBURSEMENT}
    for cost in costs:
        if cost.kind in kinds:
            money = _money(cost.value, project.currency, cost.spent_on)
            to = party(cost.organisation, here)
            yield Transaction(kinds[cost.kind], cost.spent_on, money, words(cost.about), by.party, to)


def _hindrances_of_money(project: Project, grants: list[Grant]) -> Iterator[Text]:
    for grant in grants:
        if grant.value is not None and not grant.decided_on:
            yield Text(
                "Bidraget från {name} saknar dag för beslutet.",
                "The grant from {name} has no day of decision.",
            ).fill(name=_programme(grant))
    lines = [line.value for line in project.budget_lines.all()]
    if lines and project.budget is not None and sum(lines) != project.budget:
        yield Text(
            "Budgetposterna är tillsammans {sum}, men hela budgeten är {whole}.",
            "The budget lines add up to {sum}, but the whole budget is {whole}.",
        ).fill(**_amounts(project, sum=sum(lines), whole=project.budget))


def _left_out_of_money(project: Project, grants: list[Grant], costs: list[Cost]) -> Iterator[Text]:
    for grant in grants:
        if grant.value is None:
            yield Text(
                "Bidraget från {name}: beloppet är inte känt.",
                "The grant from {name}: its amount is not known.",
            ).fill(name=_programme(grant))
    if project.budget is not None and not project.budget_lines.all() and not _within_a_year(project):
        yield Text(
            "Budgeten: projektet är längre än ett år. Dela upp den i budgetposter på högst ett år.",
            "The budget: the project is longer than a year. Split it in budget lines of at most a year.",
        )
    in_kind = sum((cost.value for cost in costs if cost.kind == Cost.Kind.KIND), Decimal(0))
    if in_kind:
        yield Text(
            "Arbete och lokaler för {sum}: det är inga pengar som har gått.",
            "Work and premises worth {sum}: no money has gone.",
        ).fill(**_amounts(project, sum=in_kind))


def _programme(grant: Grant) -> Text:
    return Text(grant.programme.name_sv, grant.programme.name_en)


def _amounts(project: Project, **values: Decimal) -> dict[str, Text]:
    return {name: amount_in_both(value, project.currency) for name, value in values.items()}


# --- Results ----------------------------------------------------------------------------------------------


class Results:
    """The results framework, read from the top: ``made``, and in ``left_out`` what the standard has no place for."""

    def __init__(self, project: Project):
        self.starts = project.starts
        self.left_out: list[Text] = []
        above: ResultLine | None = None
        grouped: list[tuple[ResultLine, list[Indicator]]] = []
        for line in project.result_lines.all():
            if line.level != ResultLine.Level.MEASURE:
                above = line
                grouped.append((line, []))
            elif above is None:
                self._leave(line, "ovanför måttet står ingen rad", "there is no line above the measure")
            else:
                grouped[-1][1].append(self._indicator(line))
        self.made = [self._result(line, below) for line, below in grouped if below]
        for line, below in grouped:
            if not below:
                self._leave(line, "raden har inget mått", "the line has no measure")

    def _leave(self, line: ResultLine, swedish: str, english: str) -> None:
        why = Text(swedish, english)
        name = Text(line.text_sv, line.text_en)
        self.left_out.append(Text("”{name}”: {why}.", "”{name}”: {why}.").fill(name=name, why=why))

    def _result(self, line: ResultLine, indicators: list[Indicator]) -> Result:
        note = words(line.note_sv, line.note_en)
        return Result(codes.RESULT[line.level], words(line.text_sv, line.text_en), tuple(indicators), note)

    def _indicator(self, line: ResultLine) -> Indicator:
        percent = line.unit_sv.strip() == "%" or line.unit_sv.strip().casefold() in ("procent", "percent")
        return Indicator(
            codes.PERCENTAGE if percent else codes.UNIT,
            words(line.text_sv, line.text_en),
            _about(line),
            _ascending(line),
            tuple(self._baselines(line)),
            tuple(self._periods(line)),
        )

    def _baselines(self, line: ResultLine) -> Iterator[Baseline]:
        if line.baseline is not None and line.baseline_year:
            yield Baseline(line.baseline_year, plain(Decimal(line.baseline)))
        elif line.baseline is not None:
            self._leave(line, "utgångsläget saknar år", "the baseline has no year")

    def _periods(self, line: ResultLine) -> Iterator[Period]:
        """From the project's start to the day the target is to be reached; a later actual has a period of its own."""
        target, actual = self._target(line), self._actual(line)
        if target and actual and line.actual_on <= line.target_on:
            yield Period(self.starts, line.target_on, (target,), (actual,))
            return
        if target:
            yield Period(self.starts, line.target_on, (target,))
        if actual:
            yield Period(self.starts, line.actual_on, (), (actual,))

    def _target(self, line: ResultLine) -> Measured | None:
        if line.target is None or self._lies_before(line, line.target_on, "målvärdet", "the target"):
            return None
        return Measured(plain(Decimal(line.target)))

    def _actual(self, line: ResultLine) -> Measured | None:
        if line.actual is None or self._lies_before(line, line.actual_on, "utfallet", "the actual"):
            return None
        on = line.actual_on.isoformat()
        return Measured(plain(Decimal(line.actual)), words(f"Uppmätt {on}.", f"Measured {on}."))

    def _lies_before(self, line: ResultLine, on: date | None, swedish: str, english: str) -> bool:
        """Whether a value has no place in time; then it is left out."""
        if not on or not self.starts:
            self._leave(line, f"{swedish} saknar dag", f"{english} has no day")
        elif on < self.starts:
            self._leave(line, f"{swedish} ligger före projektets start", f"{english} is before the start")
        return not on or not self.starts or on < self.starts


def _about(line: ResultLine) -> Words:
    """The unit and the comment: the standard has no place of its own for a unit."""
    unit = (
        Text(f"Enhet: {line.unit_sv}.", f"Unit: {line.unit_en or line.unit_sv}.")
        if line.unit_sv
        else Text("")
    )
    note = Text(line.note_sv, line.note_en)
    both = Text.sentences(unit, note)
    return words(both.sv, both.en)


def _ascending(line: ResultLine) -> bool | None:
    if line.baseline is None or line.target is None or line.baseline == line.target:
        return None
    return line.target > line.baseline
