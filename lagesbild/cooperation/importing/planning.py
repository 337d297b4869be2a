"""What a list would make and change in the register, row by row, without doing it.

The plan is made anew for each look, from the file and what has been chosen: nothing of it is kept by the browser.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.funding import budget_sums
from lagesbild.cooperation.importing import (
    applying,
    entries,
    grant_matches,
    headings,
    lessons,
    same_partnerships,
)
from lagesbild.cooperation.importing.differences import Difference
from lagesbild.cooperation.importing.entries import RegisterEntry
from lagesbild.cooperation.importing.fund_matches import funds
from lagesbild.cooperation.importing.grant_parts import grant_problems
from lagesbild.cooperation.importing.grant_rows import gather_rows
from lagesbild.cooperation.importing.headings import GRANT, LESSON, MODELS, PARTNERSHIP, plain
from lagesbild.cooperation.importing.list_organisations import OrganisationsOfList, organisations_of_list
from lagesbild.cooperation.importing.matches import CALL, NEW, ORGANISATION, PROGRAMME, ListMatch
from lagesbild.cooperation.importing.name_matches import NameMatches
from lagesbild.cooperation.importing.resolving import Resolver, latest_version
from lagesbild.cooperation.importing.rows import ListReading, ListRow
from lagesbild.figures.problems import Problem

SAME, ADDED, CHANGED, WAITING = "same", "new", "changed", "waiting"


@dataclass
class PlannedRow:
    """What a row leads to. ``pk`` is the thing there is; ``differences`` what changes, or what a new one gets."""

    row: ListRow
    action: str
    title: str
    wanted: RegisterEntry
    pk: int | None = None
    differences: list[Difference] = field(default_factory=list)


@dataclass
class Plan:
    """Everything a list leads to. It can be written when it has no problems and nothing waits for a choice."""

    problems: list[Problem]
    remarks: list[Problem]
    unread: list[tuple[str, str]]
    meant: list[ListMatch] = field(default_factory=list)
    rows: list[PlannedRow] = field(default_factory=list)
    aside: frozenset[tuple[str, int]] = frozenset()
    """The rows (sheet, number) that are left out until somebody has answered of them."""

    @property
    def blocked(self) -> list[Problem]:
        """What is wrong with a file or a sheet as a whole: no row of it can be taken."""
        return [problem for problem in self.problems if problem.row is None]

    @property
    def doubtful(self) -> set[tuple[str, int]]:
        """The rows (sheet, number) with something to put right or to answer."""
        wrong = {(problem.sheet, problem.row) for problem in self.problems if problem.row}
        waiting = {(row.row.sheet, row.row.number) for row in self.rows if row.action == WAITING}
        unsaid = {place for match in self.meant if not match.reference for place in match.places}
        return wrong | waiting | unsaid

    @property
    def asked(self) -> list[ListMatch]:
        """The organisations that somebody has to choose for, or has chosen for."""
        return [match for match in self.meant if match.choices]

    @property
    def questions(self) -> list[ListMatch]:
        """Those, and the new ones of which nobody has said where they are."""
        return [match for match in self.meant if match.choices or match.lacks_country]

    @property
    def made(self) -> list[ListMatch]:
        return [match for match in self.meant if match.made]

    @property
    def unanswered(self) -> int:
        return sum(not match.reference for match in self.meant)

    @property
    def counts(self) -> dict[str, int]:
        return {
            action: sum(row.action == action for row in self.rows)
            for action in (ADDED, CHANGED, SAME, WAITING)
        }

    @property
    def changes_something(self) -> bool:
        return any(row.action in (ADDED, CHANGED) for row in self.rows)

    @property
    def is_ready(self) -> bool:
        return not self.problems and not self.unanswered and self.changes_something

    @property
    def fingerprint(self) -> str:
        """The same for two plans that would write the same. A plan that somebody saw is known by it."""
        references = [(match.key, match.reference, match.made) for match in self.meant]
        rows = [(r.row.sheet, r.row.number, r.action, r.pk, r.title, r.differences) for r in self.rows]
        return hashlib.sha256(repr((references, rows)).encode()).hexdigest()

    @property
    def rights(self) -> set[str]:
        """The permissions that writing it takes."""
        written = [row for row in self.rows if row.action != SAME]
        rights = {f"cooperation.{_right(row)}_{row.row.thing}" for row in written}
        rights |= {"cooperation.add_application"} if any(row.wanted.call for row in written) else set()
        return rights | {_ADDING[match.thing] for match in self.made}


_ADDING = {
    ORGANISATION: "organisations.add_organisation",
    PROGRAMME: "cooperation.add_fundingprogramme",
    CALL: "cooperation.add_call",
}


def _right(row: PlannedRow) -> str:
    return "change" if row.pk else "add"


def plan(reading: ListReading, choices: Mapping[str, str], today: date) -> Plan:
    """What ``reading`` leads to with these choices (the key of a ListMatch → a value of a MatchChoice)."""
    list_plan = Plan(list(reading.problems), list(reading.remarks), list(reading.unread))
    rows = gather_rows(reading.rows, reading.parts, reading.broken, list_plan.problems)
    organisations = organisations_of_list(rows, choices, list_plan.problems)
    list_funds = funds(rows, organisations.reference, choices, list_plan.problems, list_plan.remarks)
    list_plan.meant = [
        *{match.key: match for match in organisations.meant.values()}.values(),
        *list_funds.meant,
    ]
    matches_by_thing = {thing: _MATCHES.get(thing, NameMatches)(thing) for thing in MODELS}
    for thing_matches in matches_by_thing.values():
        thing_matches.broken = {name for row in reading.broken for name in _names_of(row)}
    planner = _Planner(list_plan, matches_by_thing, choices, today)
    planner.plan_rows(rows, organisations, list_funds)
    for row in reading.broken:
        entries.look_for_whole(row, organisations.reference, matches_by_thing, list_plan.problems)
    return list_plan


def clean_plan(reading: ListReading, choices: Mapping[str, str], today: date) -> Plan:
    """What the rows that are right lead to, without those that have something to put right or to answer."""
    aside: frozenset[tuple[str, int]] = frozenset()
    while True:
        list_plan = plan(_without(reading, aside), choices, today)
        # A row may be right only as long as another is there.
        doubtful = list_plan.doubtful - aside
        if not doubtful or list_plan.blocked:
            list_plan.aside = aside
            return list_plan
        aside |= doubtful


def _without(reading: ListReading, aside: frozenset[tuple[str, int]]) -> ListReading:
    return replace(
        reading,
        rows=[row for row in reading.rows if (row.sheet, row.number) not in aside],
        broken=[row for row in reading.broken if (row.sheet, row.number) not in aside],
        parts=[part for part in reading.parts if (part.sheet, part.number) not in aside],
        problems=[problem for problem in reading.problems if (problem.sheet, problem.row) not in aside],
    )


def _names_of(row: ListRow) -> set[str]:
    """What others in the list may call a row that has problems, so that they are not said to be part of nothing."""
    partner = entries.title_of(row) if row.thing == PARTNERSHIP and row.partners else ""
    return {plain(name) for name in (row.values.get("name", ""), partner) if name}


class _Planner:
    """The rows of one list, each with what stands above it in mind."""

    def __init__(self, list_plan: Plan, matches_by_thing: dict, choices: Mapping[str, str], today: date):
        self.plan, self.matches, self.choices, self.today = list_plan, matches_by_thing, choices, today
        self.resolver = Resolver(list_plan.meant)
        self.row_by_thing: dict[str, ListRow] = {}

    def plan_rows(self, rows: list[ListRow], organisations: OrganisationsOfList, list_funds) -> None:
        """What others are part of comes first."""
        for row in sorted(rows, key=lambda row: list(MODELS).index(row.thing)):
            entry = entries.register_entry(
                row, organisations.reference, self.matches, self.today, self.plan.problems, self.plan.remarks
            )
            entry.programme, entry.call = list_funds.programme(row), list_funds.call(row)
            self._plan_row(row, entry)

    def _plan_row(self, row: ListRow, entry: RegisterEntry) -> None:
        reference = self.matches[row.thing].find(row, entry)
        if reference == grant_matches.SEVERAL:
            what = _("Registret har flera bidrag som raden kan mena.")
            self._refuse(row, what, _("Skriv finansiärens nummer, eller vilken dag pengarna beviljades."))
            return
        is_sure = bool(reference) or not self._asks_for_same(row, entry)
        reference = reference or entry.same_as
        if other := self.row_by_thing.get(f"{row.thing} {reference}"):
            what = _("Raden är densamma som rad %(number)s i %(sheet)s.")
            what %= {"number": other.number, "sheet": other.sheet}
            self._refuse(row, what, _("Behåll en av dem."))
            return
        pk = int(reference) if reference.isdecimal() else None
        if pk and row.thing == PARTNERSHIP and "pk" not in row.values:
            self._keep_the_name(row, entry, reference)
        planned = (
            PlannedRow(row, WAITING, entry.title, entry, pk)
            if entry.waits or not is_sure
            else _planned_row(self.plan, row, entry, pk, self.resolver)
        )
        self.plan.rows.append(planned)
        self.row_by_thing[f"{row.thing} {self.matches[row.thing].remember(planned)}"] = row

    def _asks_for_same(self, row: ListRow, entry: RegisterEntry) -> bool:
        """Whether somebody has yet to say if the row is one that the register has under another name."""
        match = (
            same_partnerships.question(row, entry, self.matches[PARTNERSHIP], self.choices)
            if row.thing == PARTNERSHIP
            else None
        )
        if match is None:
            return False
        self.plan.meant.append(match)
        entry.same_as = "" if match.reference == NEW else match.reference
        return not match.reference

    def _keep_the_name(self, row: ListRow, entry: RegisterEntry, reference: str) -> None:
        """One that was known by its partner keeps the name that the register has."""
        if "name_sv" in entry.fields and not self.matches[PARTNERSHIP].is_named(reference, entry):
            del entry.fields["name_sv"]
            what = _("Samarbetet finns redan, med samma part. Namnet i registret står kvar.")
            column = headings.label(row.thing, "name")
            self.plan.remarks.append(Problem(row.sheet, row.number, column, what, ""))

    def _refuse(self, row: ListRow, what: str, do: str) -> None:
        self.plan.problems.append(Problem(row.sheet, row.number, "", what, do))


def _planned_row(list_plan: Plan, row: ListRow, entry: RegisterEntry, pk: int | None, resolver) -> PlannedRow:
    thing = latest_version(MODELS[row.thing], pk) if pk else MODELS[row.thing]()
    differences = applying.apply_entry(thing, entry, resolver, is_new=not pk)
    for name, messages in _invalid(thing).items():
        column = "" if name == "__all__" else str(MODELS[row.thing]._meta.get_field(name).verbose_name)
        for message in messages:
            list_plan.problems.append(Problem(row.sheet, row.number, column, message, _("Rätta raden.")))
    if row.thing == GRANT:
        _look_at_grant(list_plan, row, entry, thing, pk)
    action = ADDED if not pk else CHANGED if differences else SAME
    # What is new may point at what is not there yet, and then has no name of its own.
    title = str(thing) if pk else entry.title
    return PlannedRow(row, action, title, entry, pk, differences)


def _look_at_grant(list_plan: Plan, row: ListRow, entry: RegisterEntry, thing, pk: int | None) -> None:
    before = latest_version(MODELS[GRANT], pk) if pk else None
    list_plan.problems += grant_problems(row, before, thing, entry.parts)
    for text in budget_sums.of_grant(thing):
        list_plan.remarks.append(Problem(row.sheet, row.number, "", text.in_(get_language() or "sv"), ""))


def _invalid(thing) -> dict[str, list[str]]:
    """What the editor's form would say of the thing. Its slug is chosen when it is written."""
    messages_by_field: dict[str, list[str]] = {}
    pointing = {pointer.name for pointer in thing._meta.fields if pointer.is_relation}
    for check in (
        lambda: thing.clean_fields(exclude={*pointing, "slug"}),
        thing.clean,
        lambda: thing.validate_constraints(exclude={*pointing, "slug"}),
    ):
        try:
            check()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                messages_by_field.setdefault(name, []).extend(messages)
    return messages_by_field


_MATCHES = {
    GRANT: lambda _thing: grant_matches.GrantMatches(),
    LESSON: lambda _thing: lessons.LessonMatches(),
}
"""Those that are found again by something else than a name."""
