"""Considered? How the three questions are answered on actions and projects, for each organisation and goal."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lagesbild.assessment import RollUpShare, Text
from lagesbild.barometer.models import Action, ActionResponsibility
from lagesbild.barometer.overview import forest, goal_numbers
from lagesbild.cooperation.models import Project, ProjectResponsibility
from lagesbild.framework.three_questions import QUESTIONS, ConsideredAnswer
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Organisation

UNANSWERED = "unanswered"
ANSWERS = (*ConsideredAnswer.values, UNANSWERED)
LABELS = {
    ConsideredAnswer.YES: Text("Ja", "Yes"),
    ConsideredAnswer.NO: Text("Nej", "No"),
    ConsideredAnswer.NOT_YET: Text("Inte ännu", "Not yet"),
    UNANSWERED: Text("Inte besvarat", "Not answered"),
}
GOALS = (8, 16, 17)
"""The global goals that are told of by themselves: work, strong institutions, partnership."""


@dataclass
class QuestionedThing:
    """An action or a project and its answers: question → (answer, or "unanswered", and the reason given)."""

    kind: str
    pk: int
    name_sv: str
    name_en: str
    slug: str
    is_example: bool
    answers: dict[str, tuple[str, str]]
    units: list[int] = field(default_factory=list)
    goals: set[int] = field(default_factory=set)

    name = Translated()


class GivenAnswer(NamedTuple):
    """One answer with its reason, for the list."""

    thing: QuestionedThing
    question: str
    answer: str
    reason: str


@dataclass(frozen=True)
class AnsweredShare:
    """How many have given each answer to one question."""

    question: str
    yes: int
    no: int
    not_yet: int
    unanswered: int

    @property
    def total(self) -> int:
        return self.yes + self.no + self.not_yet + self.unanswered

    @property
    def answered(self) -> int:
        return self.total - self.unanswered

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return self.yes, self.no, self.not_yet, self.unanswered

    def shares(self) -> tuple[RollUpShare, ...]:
        """The bar's parts in order. What nobody has answered is one of them."""
        whole = self.total or 1
        return tuple(
            RollUpShare(f"answer-{key}", LABELS[key], count, count / whole)
            for key, count in zip(ANSWERS, self.counts, strict=True)
        )


def questioned_things() -> list[QuestionedThing]:
    """Every public action and project by name, with its public units and the global goals that it belongs to.

    Its goals are those that it says itself, and those that its goals of ours, or the goals above them, belong to.
    """
    numbers = goal_numbers(forest())
    questioned = []
    for kind, model, responsibility in (
        ("action", Action, ActionResponsibility),
        ("project", Project, ProjectResponsibility),
    ):
        things = {thing.pk: thing for thing in _things(kind, model)}
        _add_units(kind, responsibility, things)
        for pk, goal in model.goals.through.objects.order_by().values_list(kind, "goal"):
            if pk in things:
                things[pk].goals |= numbers.get(goal, set())
        questioned += things.values()
    by_id = {thing.pk: thing for thing in questioned if thing.kind == "project"}
    for pk, number in Project.global_goals.through.objects.order_by().values_list("project", "globalgoal"):
        if pk in by_id:
            by_id[pk].goals.add(number)
    return sorted(questioned, key=lambda thing: (thing.name_sv, thing.kind, thing.pk))


def _things(kind: str, model) -> Iterable[QuestionedThing]:
    fields = ("pk", "name_sv", "name_en", "slug", "is_example")
    answer_fields = [name for question in QUESTIONS for name in (question, f"{question}_why")]
    for pk, sv, en, slug, example, *answers in (
        model.objects.public().order_by().values_list(*fields, *answer_fields)
    ):
        answers_by_question = {
            question: (answers[2 * place] or UNANSWERED, answers[2 * place + 1])
            for place, question in enumerate(QUESTIONS)
        }
        yield QuestionedThing(kind, pk, sv, en, slug, example, answers_by_question)


def _add_units(kind: str, responsibility, things: dict[int, QuestionedThing]) -> None:
    rows = responsibility.objects.filter(organisation__live=True).order_by("organisation")
    for pk, unit in rows.values_list(kind, "organisation").distinct():
        if pk in things:
            things[pk].units.append(unit)


# --- Coverage ---------------------------------------------------------------------------------------------


def coverage(things: Sequence[QuestionedThing]) -> list[AnsweredShare]:
    """One of each question, in their order."""
    shares = []
    for question in QUESTIONS:
        counts = Counter(thing.answers[question][0] for thing in things)
        shares.append(AnsweredShare(question, *(counts[answer] for answer in ANSWERS)))
    return shares


@dataclass(frozen=True)
class AnswerSheetLine:
    """The answers of one organisation; None where nobody is said to answer for the action or project."""

    organisation: Organisation | None
    count: int
    coverage: list[AnsweredShare]


def by_organisation(things: Sequence[QuestionedThing]) -> list[AnswerSheetLine]:
    """Each organisation by name; last, what nobody answers for. What several answer for counts for each. One query."""
    groups = defaultdict(list)
    for thing in things:
        for unit in thing.units or [None]:
            groups[unit].append(thing)
    units = Organisation.objects.public().only("slug", "name_sv", "name_en").in_bulk(set(groups) - {None})
    lines = [
        AnswerSheetLine(units[unit], len(group), coverage(group))
        for unit, group in groups.items()
        if unit in units
    ]
    lines.sort(key=lambda line: line.organisation.name_sv)
    nobodys = groups.get(None)
    return lines + ([AnswerSheetLine(None, len(nobodys), coverage(nobodys))] if nobodys else [])


def on_goal(things: Iterable[QuestionedThing], number: int) -> list[QuestionedThing]:
    return [thing for thing in things if number in thing.goals]


def given_answers(
    things: Iterable[QuestionedThing], *, question: str = "", answer: str = ""
) -> list[GivenAnswer]:
    """Every answer, also that there is none; to one question, of one kind."""
    questions = [question] if question else list(QUESTIONS)
    return [
        GivenAnswer(thing, asked_, *thing.answers[asked_])
        for thing in things
        for asked_ in questions
        if not answer or thing.answers[asked_][0] == answer
    ]
