"""What a pasted programme would become: which goals are new, where they belong, what they would replace; and saving it
all as drafts."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lagesbild.barometer.goal_lines import LONGEST_CODE, PastedGoal
from lagesbild.barometer.models import Goal, Indicator, Programme
from lagesbild.barometer.models.goals import DEEPEST
from lagesbild.barometer.pasted_goals import pasted_goals
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import User

TEXT, SKIP = 0, -1
MOST_GOALS = 1000


@dataclass(frozen=True)
class RowChoice:
    """What somebody has said of a row: its level (TEXT and SKIP too), its global goals, and what it is a version of."""

    level: int
    numbers: tuple[int, ...]
    represents: bool


@dataclass(frozen=True)
class GoalRow:
    """A pasted goal as it would be saved. ``represents``: the global goal whose page would show its words.

    ``existing`` is the goal of the programme that has its number or its name already.
    """

    place: int
    pasted: PastedGoal
    level: int
    numbers: tuple[int, ...]
    suggested: bool
    could_represent: int | None
    represents: int | None
    existing: Goal | None = None

    @property
    def is_new(self) -> bool:
        return self.level > TEXT and self.existing is None

    @property
    def is_asked(self) -> bool:
        """Whether somebody should look at it before it is saved."""
        return bool(self.pasted.doubt or self.could_represent)


@dataclass(frozen=True)
class GoalPlan:
    rows: tuple[GoalRow, ...]
    words: tuple[str, ...]
    """What goals are called on each level, from the top, as the text calls them."""

    @property
    def new(self) -> tuple[GoalRow, ...]:
        return tuple(row for row in self.rows if row.is_new)

    @property
    def asked(self) -> tuple[GoalRow, ...]:
        return tuple(row for row in self.rows if row.is_asked)

    @property
    def represented(self) -> set[int]:
        return {row.represents for row in self.new if row.represents}

    def by_level(self) -> list[tuple[int, str, int]]:
        """(level, what goals there are called, how many are new)."""
        counts = Counter(row.level for row in self.new)
        return [(level, self.word(level), counts[level]) for level in sorted(counts)]

    def word(self, level: int) -> str:
        return self.words[level - 1] if level <= len(self.words) else _("Delmål")


def plan(
    text: str,
    programme: Programme | None,
    choices: Mapping[int, RowChoice],
    suggest: Callable[[str], Sequence[int]],
) -> GoalPlan:
    """``choices`` by the row's place among the pasted; ``suggest``: the global goals that a text may be about."""
    pasted = pasted_goals(text)[:MOST_GOALS]
    existing = _existing(programme)
    names = {goal.name_sv.casefold(): goal.number for goal in GlobalGoal.objects.all()}
    rows = []
    for place, goal in enumerate(pasted):
        suggestion = () if goal.numbers else tuple(suggest(f"{goal.name}. {goal.text}"))
        could_represent = names.get(goal.name.casefold())
        usual = RowChoice(min(goal.level, DEEPEST), goal.numbers or suggestion, False)
        choice = choices.get(place, usual)
        rows.append(
            GoalRow(
                place,
                goal,
                choice.level,
                choice.numbers,
                bool(suggestion) and choice.numbers == suggestion,
                could_represent,
                could_represent if choice.represents else None,
                existing.get(goal.code.casefold() or None) or existing.get(goal.name.casefold()),
            )
        )
    return GoalPlan(tuple(rows), _words(rows))


def _existing(programme: Programme | None) -> dict[str, Goal]:
    goals = Goal.objects.filter(programme=programme) if programme else ()
    by_name = {goal.name_sv.casefold(): goal for goal in goals}
    return by_name | {goal.code.casefold(): goal for goal in goals if goal.code}


def _words(rows: Sequence[GoalRow]) -> tuple[str, ...]:
    words = []
    for level in range(1, max((row.level for row in rows), default=0) + 1):
        used = Counter(row.pasted.word for row in rows if row.level == level and row.pasted.word)
        usual = _("Mål") if level == 1 else _("Delmål")
        words.append(used.most_common(1)[0][0].capitalize() if used else usual)
    return tuple(words)


def new_programme(name: str, valid_from: date | None, words: Sequence[str], *, by: User) -> Programme:
    """A draft of a programme, with what its goals are called."""
    levels = [("level", {"label_sv": word[:60], "assessed": True}) for word in words]
    programme = Programme(name_sv=name, valid_from=valid_from, live=False, levels=levels)
    programme.full_clean()
    save_draft(programme, by)
    return programme


@transaction.atomic
def carry_out(goal_plan: GoalPlan, programme: Programme, *, by: User) -> list[Goal]:
    """Every new goal as a draft under the goal above it; text of a goal is added to a goal that is new."""
    path: dict[int, Goal] = {}
    saved: list[Goal] = []
    texts = _texts(goal_plan.rows)
    last = Goal.objects.filter(programme=programme).order_by("-order").values_list("order", flat=True).first()
    for row in goal_plan.rows:
        if row.level <= TEXT:
            continue
        goal = row.existing
        if goal is None:
            above = max((level for level in path if level < row.level), default=0)
            order = (last or 0) + len(saved) + 1
            goal = _draft(row, programme, path.get(above), texts[row.place], order)
            save_draft(goal, by)
            saved.append(goal)
        path = {level: above for level, above in path.items() if level < row.level} | {row.level: goal}
    return saved


def _texts(rows: Sequence[GoalRow]) -> dict[int, str]:
    """The text of each goal: its own, and the lines below it that are read as its text."""
    texts: dict[int, str] = {}
    last = None
    for row in rows:
        if row.level > TEXT:
            last, texts[row.place] = row.place, row.pasted.text
        elif row.level == TEXT and last is not None:
            line = " ".join(part for part in (row.pasted.code, row.pasted.name) if part)
            texts[last] = "\n".join(part for part in (texts[last], line, row.pasted.text) if part)
    return texts


def _draft(row: GoalRow, programme: Programme, parent: Goal | None, text: str, order: int) -> Goal:
    goal = Goal(
        programme=programme,
        parent=parent,
        code=row.pasted.code[:LONGEST_CODE],
        order=order,
        name_sv=row.pasted.name,
        text_sv=text,
        represents_id=row.represents,
        live=False,
    )
    goal.global_goals = GlobalGoal.objects.filter(number__in=set(row.numbers) - {row.represents})
    goal.full_clean()
    return goal


def save_draft(thing: Programme | Goal | Indicator, by: User) -> None:
    """Something new that nobody outside sees, logged as in the editor."""
    thing.save()
    log(instance=thing, action="wagtail.create", content_changed=True, user=by)
    thing.save_revision(user=by, clean=False)


def drafts_of(programme: Programme) -> list[Goal]:
    """The goals that have never been public, those above before those below."""
    goals = Goal.objects.filter(programme=programme, live=False, first_published_at=None)
    drafts = list(goals.select_related("latest_revision").order_by("order", "pk"))
    depth = {goal.pk: goal for goal in Goal.objects.filter(programme=programme)}

    def level(goal: Goal) -> int:
        steps, above = 0, depth.get(goal.parent_id)
        while above and steps < DEEPEST:
            steps, above = steps + 1, depth.get(above.parent_id)
        return steps

    return sorted(drafts, key=level)


def indicator_drafts(programme: Programme) -> list[Indicator]:
    """Indicators that have never been public and are shown under a goal of the programme."""
    drafts = Indicator.objects.filter(
        live=False, first_published_at=None, goal_links__goal__programme=programme
    )
    return list(drafts.select_related("latest_revision").distinct())


@transaction.atomic
def publish(programme: Programme, *, by: User) -> int:
    """The programme, every draft in it and the indicators under them. How many things beside it became public."""
    drafts = [*drafts_of(programme), *indicator_drafts(programme)]
    if not programme.live:
        (programme.latest_revision or programme.save_revision(user=by, clean=False)).publish(user=by)
    for draft in drafts:
        (draft.latest_revision or draft.save_revision(user=by, clean=False)).publish(user=by)
    return len(drafts)
