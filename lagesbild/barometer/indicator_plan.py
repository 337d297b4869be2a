"""What pasted indicators would become: row by row what is wrong or asked, and saving what is right as drafts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.barometer.goal_plan import save_draft
from lagesbild.barometer.models import Goal, Indicator, IndicatorGoal, Programme, ReferenceValue
from lagesbild.barometer.pasted_indicators import DIRECTIONS, PastedIndicator, is_id, pasted_indicators
from lagesbild.organisations.models import User
from lagesbild.tables.numbers import Number, read_number
from lagesbild.tables.outcome import Doubt, Refusal, sentences

MOST_ROWS = 1000


@dataclass(frozen=True)
class IndicatorRow:
    """A row as it would be saved. ``existing``: an indicator that shows those figures already, and gets the goal.
    ``number``: the global goal that it is shown directly under, where it belongs to no goal of a programme.
    """

    pasted: PastedIndicator
    goal: Goal | None
    number: int | None
    target: Decimal | None
    year: int | None
    existing: Indicator | None
    problems: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        return not self.problems and self.existing is None

    @property
    def is_linked(self) -> bool:
        """Whether an indicator that is here gets a goal that it has not got."""
        return not self.problems and self.existing is not None and not self.is_under(self.existing)

    def is_under(self, indicator: Indicator) -> bool:
        links = indicator.goal_links.all()
        if self.goal:
            return self.goal.pk in {link.goal_id for link in links}
        return self.number in {link.global_goal_id for link in links}

    def place(self) -> IndicatorGoal:
        return IndicatorGoal(goal=self.goal, global_goal_id=None if self.goal else self.number)


@dataclass(frozen=True)
class IndicatorPlan:
    rows: tuple[IndicatorRow, ...]

    @property
    def ready(self) -> tuple[IndicatorRow, ...]:
        return tuple(row for row in self.rows if row.is_new or row.is_linked)

    @property
    def problems(self) -> list[tuple[int, str]]:
        return [(row.pasted.row, problem) for row in self.rows for problem in row.problems]


def plan(text: str, programme: Programme | None) -> IndicatorPlan:
    """``programme``: where the goals are looked for; in all of them where it is not said."""
    goals = Goal.objects.select_related("programme")
    if programme:
        goals = goals.filter(programme=programme)
    finder = _GoalFinder(list(goals))
    here = {
        indicator.figure.casefold(): indicator
        for indicator in Indicator.objects.exclude(figure="").prefetch_related("goal_links")
    }
    first_row: dict[str, int] = {}
    rows = []
    for pasted in pasted_indicators(text)[:MOST_ROWS]:
        earlier = first_row.setdefault(pasted.cell("figure").casefold(), pasted.row)
        rows.append(_planned(pasted, finder, here, earlier))
    return IndicatorPlan(tuple(rows))


class _GoalFinder:
    """Goals by number and by name; what two goals share is nobody's."""

    def __init__(self, goals: Sequence[Goal]):
        self.goals: dict[str, list[Goal]] = {}
        for goal in goals:
            for key in {goal.code.casefold(), goal.name_sv.casefold(), str(goal).casefold()} - {""}:
                self.goals.setdefault(key, []).append(goal)
        self.representing = {}
        for goal in goals:
            self.representing.setdefault(str(goal.represents_id), []).append(goal)

    def find(self, pasted: PastedIndicator) -> tuple[Goal | None, int | None, list[str]]:
        """(goal, number of the global goal, what is wrong). A programme's own version of a global goal is first."""
        text, number = pasted.cell("goal"), _number(pasted)
        if not text and not number:
            return None, None, [_("Målet saknas: skriv dess nummer eller namn.")]
        matches = (
            self.goals.get(text.casefold(), []) if not number else self.representing.get(str(number), [])
        )
        if len(matches) == 1:
            return matches[0], None, []
        if number:
            return None, number, []
        if matches:
            names = ", ".join(goal.programme.name_sv for goal in matches)
            words = _("Målet ”%(goal)s” finns i flera program: %(programmes)s. Välj ett program.")
            return None, None, [words % {"goal": text, "programmes": names}]
        return None, None, [self._unknown(text)]

    def _unknown(self, text: str) -> str:
        near = get_close_matches(text.casefold(), self.goals, 1, 0.75)
        if near:
            words = _("Inget mål heter ”%(goal)s”. Menar du %(near)s?")
            return words % {"goal": text, "near": self.goals[near[0]][0]}
        return _("Inget mål heter eller har numret ”%(goal)s”.") % {"goal": text}


def _number(pasted: PastedIndicator) -> int | None:
    """The global goal that a row names: in a column of its own, or as "Globalt mål 6"."""
    reference = re.fullmatch(
        r"(?:globalt mål|agenda 2030-mål|sdg|global goal) ?(\d{1,2})", pasted.cell("goal"), re.IGNORECASE
    )
    digits = reference[1] if reference else "" if pasted.cell("goal") else pasted.cell("global")
    return int(digits) if digits.isdecimal() and 1 <= int(digits) <= 17 else None


def _planned(pasted: PastedIndicator, finder: _GoalFinder, here: dict, earlier: int) -> IndicatorRow:
    existing = here.get(pasted.cell("figure").casefold())
    goal, number, problems = finder.find(pasted)
    target, target_problems = _target(pasted.cell("target"))
    year, year_problems = _year(pasted.cell("year"))
    problems = [*_id_problems(pasted, earlier), *problems, *target_problems, *year_problems]
    if not pasted.cell("name") and existing is None:
        problems.append(_("Namnet saknas."))
    if pasted.cell("direction") and pasted.cell("direction").casefold() not in DIRECTIONS:
        problems.append(_("Skriv riktningen som högre eller lägre."))
    return IndicatorRow(pasted, goal, number, target, year, existing, tuple(problems))


def _id_problems(pasted: PastedIndicator, earlier: int) -> list[str]:
    if not pasted.cell("figure"):
        return [_("Id saknas.")]
    if not is_id(pasted.cell("figure")):
        return [_("”%(id)s” är inget id.") % {"id": pasted.cell("figure")}]
    if earlier != pasted.row:
        return [_("Samma id står på rad %(row)s.") % {"row": earlier}]
    return []


def _target(cell: str) -> tuple[Decimal | None, list[str]]:
    if not cell:
        return None, []
    outcome = read_number(cell)
    if isinstance(outcome, Number):
        return outcome.value, []
    if isinstance(outcome, Refusal | Doubt):
        return None, [sentences(outcome).in_(get_language())]
    return None, []


def _year(cell: str) -> tuple[int | None, list[str]]:
    if not cell:
        return None, []
    if cell.isdecimal() and 1900 <= int(cell) <= 2200:
        return int(cell), []
    return None, [_("”%(year)s” är inget år.") % {"year": cell}]


@transaction.atomic
def carry_out(indicator_plan: IndicatorPlan, *, by: User) -> tuple[int, int]:
    """(new drafts, indicators that got a goal)."""
    ready = indicator_plan.ready
    new = sum(row.is_new for row in ready)
    for row in ready:
        if row.is_new:
            indicator = _draft(row)
            indicator.full_clean()
            save_draft(indicator, by)
        else:
            _link(row, by)
    return new, len(ready) - new


def _draft(row: IndicatorRow) -> Indicator:
    indicator = Indicator(
        figure=row.pasted.cell("figure"),
        name_sv=row.pasted.cell("name")[:255],
        unit_sv=row.pasted.cell("unit")[:60],
        direction=row.pasted.direction,
        live=False,
    )
    indicator.goal_links = [row.place()]
    if row.target is not None:
        label = _("Målvärde")
        indicator.reference_values = [
            ReferenceValue(kind="target", label_sv=label, value=float(row.target), year=row.year)
        ]
    return indicator


def _link(row: IndicatorRow, by: User) -> None:
    """As a draft, so that a public indicator is shown under the goal when somebody publishes it."""
    latest = row.existing.get_latest_revision_as_object()
    if row.is_under(latest):
        return
    latest.goal_links.add(row.place())
    try:
        latest.full_clean()
    except ValidationError as error:
        raise ValidationError(f"{row.existing}: {' '.join(error.messages)}") from error
    latest.save_revision(user=by)
