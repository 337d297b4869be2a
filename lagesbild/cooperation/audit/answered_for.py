"""What organisations answer for in the register and are partners of, what it costs and who decided.

One question reads it of all organisations, and the answer is kept until something is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    DecimalField,
    Expression,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast

from lagesbild.cooperation.funding.money import Rates, Total, total
from lagesbild.cooperation.models import (
    ExchangeRate,
    Grant,
    Partnership,
    PartnershipDecision,
    Project,
    ProjectDecision,
)
from lagesbild.cooperation.models.parts import Decision
from lagesbild.cooperation.partners.related import MOST, FirstFew
from lagesbild.framework.database_state import kept_until_written
from lagesbild.organisations.models import Organisation


class RegisterRow(NamedTuple):
    """A line of the one question: a grant, a project, a partnership or a decision."""

    of: str
    thing: int | None
    """The key of the project or the partnership."""
    organisation: int | None
    """Who answers for it, or is its partner; a row for each. Grants and decisions have none."""
    slug: str
    name_sv: str
    name_en: str
    is_example: bool
    kind: str
    status: str
    paragraph: str
    dnr: str
    body_sv: str
    body_en: str
    on: date | None
    value: Decimal | None
    cash: Decimal | None
    in_kind: Decimal | None
    currency: str
    rate: Decimal | None
    """Kronor for one of the currency on its day."""
    rate_on: date | None
    """The day of that rate."""


@dataclass(frozen=True)
class ProjectCost:
    """What a project costs in kronor, what others give of it, and what we give ourselves."""

    project: Project
    budget: Total
    granted: Total
    own: Total


@dataclass(frozen=True)
class RegisterDecision:
    """A decision about a project or a partnership, with the body that took it as far as that is public."""

    thing: Partnership | Project
    decision: Decision


@dataclass(frozen=True)
class AnsweredFor:
    """Of partnerships and projects only what a line in a list says is known: name, address, kind, status."""

    partnerships: FirstFew
    projects: FirstFew
    partner_of: FirstFew
    partner_in: FirstFew
    costs: tuple[ProjectCost, ...]
    decisions: tuple[RegisterDecision, ...]
    """The latest first."""

    def __bool__(self) -> bool:
        return any(few.count for few in (self.partnerships, self.projects, self.partner_of, self.partner_in))

    @property
    def cost_of_all(self) -> ProjectCost | None:
        """The sum of the projects, where there are several."""
        if len(self.costs) < 2:
            return None
        sums = (
            sum((getattr(cost, part) for cost in self.costs), Total())
            for part in ("budget", "granted", "own")
        )
        return ProjectCost(Project(), *sums)


def answered_for(organisation: Organisation, units: Iterable[Organisation] = ()) -> AnsweredFor:
    """Public cooperation of the organisation. What it answers for through ``units`` of its own is there too."""
    answering = {organisation.pk, *(unit.pk for unit in units)}
    register = _register()
    partnerships = _of(answering, register["partnership"])
    projects = _of(answering, register["project"])
    decided = [
        *_about(partnerships, register["decided partnership"]),
        *_about(projects, register["decided project"]),
    ]
    return AnsweredFor(
        _first_few(Partnership, partnerships),
        _first_few(Project, projects),
        _first_few(Partnership, _of({organisation.pk}, register["partner_of"])),
        _first_few(Project, _of({organisation.pk}, register["partner_in"])),
        tuple(_costs(projects, _about(projects, register["grant"]))),
        tuple(_in_order(decided)),
    )


def _of(organisations: set[int | None], rows: Iterable[RegisterRow]) -> list[RegisterRow]:
    """What the organisations answer for, or are partners of, each once; one that is not saved yet has no key."""
    keys = organisations - {None}
    return list({row.thing: row for row in rows if row.organisation in keys}.values())


def _about(things: Iterable[RegisterRow], rows: Iterable[RegisterRow]) -> list[RegisterRow]:
    keys = {thing.thing for thing in things}
    return [row for row in rows if row.thing in keys]


@kept_until_written
def _register() -> Mapping[str, list[RegisterRow]]:
    """The public register's rows by what they are of."""
    partnerships, projects = Partnership.objects.public(), Project.objects.public()
    # The grants come first: a union's columns are read as those of its first part, and amounts keep their decimals.
    parts = [
        _grants(projects),
        _projects(projects, "project", "responsibilities"),
        _partnerships(partnerships, "partnership", "responsibilities"),
        _partnerships(partnerships, "partner_of", "partners"),
        _projects(projects, "partner_in", "partners"),
        _decisions(ProjectDecision, "project", projects),
        _decisions(PartnershipDecision, "partnership", partnerships),
    ]
    rows = defaultdict(list)
    for row in map(RegisterRow._make, parts[0].union(*parts[1:], all=True)):
        rows[row.of].append(row)
    return rows


# --- The rows ---------------------------------------------------------------------------------------------

NO_AMOUNT = Cast(Value(None), DecimalField(max_digits=14, decimal_places=6))
NOTHING: dict[type, Expression] = {
    str: Value(""),
    bool: Value(False),
    int | None: Cast(Value(None), IntegerField()),
    date | None: Cast(Value(None), DateField()),
    Decimal | None: NO_AMOUNT,
}


def _rows(things: QuerySet, of: str, **columns: Expression | str) -> QuerySet:
    """The columns of :class:`RegisterRow` in their order; those that a thing does not have are empty."""
    empty = {name: NOTHING[kind] for name, kind in RegisterRow.__annotations__.items()}
    expressions = empty | {"of": Value(of)} | {name: _expression(column) for name, column in columns.items()}
    # Named apart from the model's own fields, which an annotation may not hide.
    named_columns = {f"row_{name}": expression for name, expression in expressions.items()}
    return things.order_by().annotate(**named_columns).values_list(*named_columns)


def _expression(column: Expression | str) -> Expression:
    return F(column) if isinstance(column, str) else column


def _rate(on: str) -> dict[str, Subquery]:
    of_that_day = ExchangeRate.objects.filter(currency=OuterRef("currency"), on__lte=OuterRef(on))
    latest = of_that_day.order_by("-on")
    return {"rate": Subquery(latest.values("kronor")[:1]), "rate_on": Subquery(latest.values("on")[:1])}


def _same_name(prefix: str = "") -> dict[str, str]:
    return {name: f"{prefix}{name}" for name in ("slug", "name_sv", "name_en")}


def _grants(projects: QuerySet) -> QuerySet:
    grants = Grant.objects.public().filter(project__in=projects.values("pk"))
    made_up = ExpressionWrapper(Q(is_example=True) | Q(project__is_example=True), BooleanField())
    amounts = {"value": "value", "currency": "currency", "on": "decided_on", **_rate("decided_on")}
    return _rows(grants, "grant", thing="project", **_same_name("project__"), is_example=made_up, **amounts)


def _projects(projects: QuerySet, of: str, through: str) -> QuerySet:
    amounts = {"value": "budget", "cash": "own_cash", "in_kind": "own_kind", "currency": "currency"}
    days = {"on": "starts", **_rate("starts")}
    columns = {"status": "status", **amounts, **days}
    return _rows(projects, of, **_through(through), **_same_name(), is_example="is_example", **columns)


def _partnerships(partnerships: QuerySet, of: str, through: str) -> QuerySet:
    columns = {"is_example": "is_example", "kind": "kind", "status": "status"}
    return _rows(partnerships, of, **_through(through), **_same_name(), **columns)


def _through(through: str) -> dict[str, str]:
    """Each thing with each of its organisations."""
    return {"thing": "pk", "organisation": f"{through}__organisation"}


def _decisions(model, field: str, things: QuerySet) -> QuerySet:
    decisions = model.objects.filter(**{f"{field}__in": things.values("pk")})
    body = {
        f"body_{language}": Case(When(body__live=True, then=f"body__name_{language}"), default=Value(""))
        for language in ("sv", "en")
    }
    own = {"paragraph": "paragraph", "dnr": "dnr", "on": "decided_on", "is_example": f"{field}__is_example"}
    return _rows(decisions, f"decided {field}", thing=field, **_same_name(f"{field}__"), **body, **own)


# --- What they say ----------------------------------------------------------------------------------------


def _thing(row: RegisterRow) -> Partnership | Project:
    fields = {name: getattr(row, name) for name in ("slug", "name_sv", "name_en", "is_example", "status")}
    is_project = row.of in ("project", "partner_in", "decided project")
    return Project(**fields) if is_project else Partnership(kind=row.kind, **fields)


def _first_few(model, rows: list[RegisterRow]) -> FirstFew:
    """In the order of the lists: projects that began last come first."""
    rows = sorted(rows, key=lambda row: row.name_sv)
    if model is Project:
        rows.sort(key=lambda row: row.on or date.max, reverse=True)
    return FirstFew([_thing(row) for row in rows[:MOST]], len(rows))


def _costs(projects: list[RegisterRow], grants: list[RegisterRow]) -> Iterator[ProjectCost]:
    rates = Rates.of({(row.currency, row.rate_on, row.rate) for row in [*projects, *grants] if row.rate})
    grants_of = defaultdict(list)
    for grant in grants:
        grants_of[grant.slug].append((grant.value, grant.currency, grant.on))
    for row in sorted(projects, key=lambda row: row.on or date.max, reverse=True):
        own = [(amount, row.currency, row.on) for amount in (row.cash, row.in_kind)]
        yield ProjectCost(
            _thing(row),
            total([(row.value, row.currency, row.on)], rates),
            total(grants_of[row.slug], rates),
            total(own, rates),
        )


def _in_order(rows: list[RegisterRow]) -> Iterator[RegisterDecision]:
    for row in sorted(rows, key=lambda row: row.on, reverse=True):
        body = Organisation(name_sv=row.body_sv, name_en=row.body_en, live=bool(row.body_sv))
        model = ProjectDecision if row.of == "decided project" else PartnershipDecision
        decision = model(body=body, decided_on=row.on, paragraph=row.paragraph, dnr=row.dnr)
        yield RegisterDecision(_thing(row), decision)
