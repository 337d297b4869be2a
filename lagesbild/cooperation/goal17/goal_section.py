"""Cooperation as it stands on the page of a goal: with whom, which projects, what money.

One question reads it for all goals, and the answer is kept until something is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    DateField,
    DecimalField,
    Expression,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber

from lagesbild.cooperation.funding.money import Rates, Total, total
from lagesbild.cooperation.models import ExchangeRate, FocusArea, Grant, Partnership, Project
from lagesbild.cooperation.partners.related import MOST, FirstFew
from lagesbild.framework.database_state import kept_until_written

IN_AN_AREA = 5
"""So many partnerships, and as many projects, are named in each focus area."""


@dataclass(frozen=True)
class Goal17Section:
    """The money is over all the projects, shown or not.

    Of partnerships and projects only what a line in a list says is known: name, address, kind, status, dates.
    ``focus_areas`` are the decided fields of work in their order, each with its first public ``public_partnerships``
    and ``public_projects``, and ``more``: how many are left out.
    """

    partnerships: FirstFew
    projects: FirstFew
    granted: Total
    made_up: Total
    """Of what is granted, that of examples."""
    focus_areas: Sequence[FocusArea] = ()

    def __bool__(self) -> bool:
        return bool(self.partnerships.count or self.projects.count)


def section(
    goal_ids: Iterable[int] = (), number: int | None = None, *, focus_areas: bool = False
) -> Goal17Section:
    """Public cooperation that points at any of the goals or at the global goal.

    ``focus_areas``: whether they are told too; they are the same whatever the goals.
    """
    register, goal_ids = _register(), set(goal_ids)
    partnerships, projects = (
        _pointing_at(register, model, goal_ids, number) for model in (Partnership, Project)
    )
    keys = {row.thing for row in projects}
    return Goal17Section(
        _first_few(Partnership, partnerships),
        _first_few(Project, projects),
        *_granted([row for row in register["grant"] if row.thing in keys]),
        _focus_areas(register["partnerships"], register["projects"]) if focus_areas else (),
    )


class ContributionRow(NamedTuple):
    """A line of the one question: a grant, a partnership or project, one of those in a focus area, or what points at
    a goal."""

    of: str
    thing: int
    """The key of the partnership or the project."""
    goal: int
    slug: str
    name_sv: str
    name_en: str
    is_example: bool
    kind: str
    status: str
    starts: date | None
    finishes: date | None
    place: int
    """In the order of the lists."""
    area: int
    area_order: int
    area_sv: str
    area_en: str
    value: Decimal | None
    currency: str
    decided_on: date | None
    rate: Decimal | None
    """Kronor for one of the currency on the day it was decided."""
    rate_on: date | None
    """The day of that rate."""


NO_DAY = Cast(Value(None), DateField())
NO_AMOUNT = Cast(Value(None), DecimalField(max_digits=14, decimal_places=6))
NOTHING: dict[type, Expression] = {
    str: Value(""),
    int: Value(0),
    bool: Value(False),
    date | None: NO_DAY,
    Decimal | None: NO_AMOUNT,
}


@kept_until_written
def _register() -> Mapping[str, list[ContributionRow]]:
    """The public register's rows by what they are of."""
    # The grants come first: a union's columns are read as those of its first part, and amounts keep their decimals.
    grants, *others = (
        _grants(),
        *(_cooperation_rows(model) for model in (Partnership, Project)),
        *(_goals_of(model, field) for model in (Partnership, Project) for field in POINTS),
        *(_inside(field) for field in ("partnerships", "projects")),
    )
    return _grouped(map(ContributionRow._make, grants.union(*others, all=True)))


def _rows(things, of: str, **columns: Expression | str):
    """The same columns of whatever is found, in the order of :class:`Row`; those that it does not have are empty."""
    empty = {name: NOTHING[kind] for name, kind in ContributionRow.__annotations__.items()}
    columns_of_rows = (
        empty | {"of": Value(of)} | {name: F(c) if isinstance(c, str) else c for name, c in columns.items()}
    )
    # Named apart from the model's own fields, which an annotation may not hide.
    return things.order_by().annotate(**{f"row_{name}": column for name, column in columns_of_rows.items()})


def _columns_of_rows(rows):
    return rows.values_list(*(f"row_{name}" for name in ContributionRow._fields))


def _grouped(rows: Iterable[ContributionRow]) -> dict[str, list[ContributionRow]]:
    groups = defaultdict(list)
    for row in rows:
        groups[row.of].append(row)
    return groups


# --- Partnerships and projects ----------------------------------------------------------------------------


POINTS = {"goals": "goal", "global_goals": "globalgoal"}
"""The fields by which things point at goals, with the columns of their tables."""


def _pointing_at(
    register: Mapping[str, list[ContributionRow]], model, goal_ids: set[int], number: int | None
) -> list[ContributionRow]:
    """What points at several of the goals is there once."""
    name = model._meta.model_name
    things = {row.thing for row in register[f"{name} goals"] if row.goal in goal_ids}
    things |= {row.thing for row in register[f"{name} global_goals"] if row.goal == number}
    return [row for row in register[name] if row.thing in things]


def _goals_of(model, field: str):
    name = model._meta.model_name
    rows = getattr(model, field).through.objects.all()
    return _columns_of_rows(_rows(rows, f"{name} {field}", thing=f"{name}_id", goal=f"{POINTS[field]}_id"))


def _cooperation_rows(model):
    """All of them, each with its place in their order."""
    is_project = model is Project
    more = {"starts": "starts", "finishes": "finishes"} if is_project else {"kind": "kind"}
    order = [F("starts").desc(), "name_sv"] if is_project else ["name_sv"]
    rows = _rows(
        model.objects.public(),
        model._meta.model_name,
        thing="pk",
        slug="slug",
        name_sv="name_sv",
        name_en="name_en",
        is_example="is_example",
        status="status",
        place=Window(RowNumber(), order_by=order),
        **more,
    )
    return _columns_of_rows(rows)


def _first_few(model, rows: list[ContributionRow]) -> FirstFew:
    fields = ("slug", "name_sv", "name_en", "is_example", "status")
    fields += ("starts", "finishes") if model is Project else ("kind",)
    first_things = [
        model(**{name: getattr(row, name) for name in fields})
        for row in sorted(rows, key=lambda row: row.place)[:MOST]
    ]
    return FirstFew(first_things, len(rows))


# --- Money ------------------------------------------------------------------------------------------------

RATE = {"rate": "kronor", "rate_on": "on"}
"""The row's names of what a rate is, and of its day."""


def _grants():
    grants = Grant.objects.public().filter(project__live=True)
    of_that_day = ExchangeRate.objects.filter(
        currency=OuterRef("currency"), on__lte=OuterRef("decided_on")
    ).order_by("-on")
    rate = {name: Subquery(of_that_day.values(field)[:1]) for name, field in RATE.items()}
    return _columns_of_rows(
        _rows(
            grants,
            "grant",
            thing="project_id",
            is_example=ExpressionWrapper(Q(is_example=True) | Q(project__is_example=True), BooleanField()),
            value="value",
            currency="currency",
            decided_on="decided_on",
            **rate,
        )
    )


def _granted(rows: list[ContributionRow]) -> tuple[Total, Total]:
    """As ``project_money`` sums grants, for all the projects at once; and that of those that are made up."""
    rates = Rates.of({(row.currency, row.rate_on, row.rate) for row in rows if row.rate})
    summed = partial(total, rates=rates)
    amounts = [(row.is_example, (row.value, row.currency, row.decided_on)) for row in rows]
    return summed(amount for _, amount in amounts), summed(amount for made_up, amount in amounts if made_up)


# --- Focus areas ------------------------------------------------------------------------------------------


def _inside(field: str):
    """Every focus area with each public thing in it, or with nothing."""
    public = FilteredRelation(field, condition=Q(**{f"{field}__live": True}))
    return _columns_of_rows(
        _rows(
            FocusArea.objects.annotate(thing=public),
            field,
            slug=Coalesce("thing__slug", Value("")),
            name_sv=Coalesce("thing__name_sv", Value("")),
            name_en=Coalesce("thing__name_en", Value("")),
            is_example=Coalesce("thing__is_example", Value(False)),
            area="pk",
            area_order="order",
            area_sv="name_sv",
            area_en="name_en",
        )
    )


def _focus_areas(partnerships: list[ContributionRow], projects: list[ContributionRow]) -> list[FocusArea]:
    inside = defaultdict(lambda: ([], []))
    areas = {}
    for place, rows in enumerate((partnerships, projects)):
        for row in rows:
            areas[row.area] = FocusArea(
                row.area, name_sv=row.area_sv, name_en=row.area_en, order=row.area_order
            )
            if row.slug:
                inside[row.area][place].append(row)
    return [
        _with(area, *inside[area.pk]) for area in sorted(areas.values(), key=lambda a: (a.order, a.name_sv))
    ]


def _with(area: FocusArea, partnerships: list[ContributionRow], projects: list[ContributionRow]) -> FocusArea:
    area.public_partnerships = _first(Partnership, partnerships)
    area.public_projects = _first(Project, projects)
    area.more = sum(max(0, len(inside) - IN_AN_AREA) for inside in (partnerships, projects))
    return area


def _first(model, rows: list[ContributionRow]) -> list:
    by_name = sorted(rows, key=lambda row: row.name_sv)[:IN_AN_AREA]
    return [
        model(slug=row.slug, name_sv=row.name_sv, name_en=row.name_en, is_example=row.is_example)
        for row in by_name
    ]
