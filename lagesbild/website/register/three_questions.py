"""The page of the three questions that actions and projects are to consider."""

from collections.abc import Sequence

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.goal17 import three_questions
from lagesbild.framework.models import GlobalGoal
from lagesbild.framework.three_questions import QUESTIONS
from lagesbild.website.paging import page_of
from lagesbild.website.register.choices import (
    PER_PAGE,
    ListChoice,
    choices_context,
    choices_of,
    goal_choice,
)


def considered(request):
    """How the three questions are answered on actions and projects, and the reasons given."""
    things = three_questions.questioned_things()
    choices = choices_of(
        request,
        ListChoice("fraga", _("Fråga"), [(name, str(label)) for name, label in QUESTIONS.items()]),
        ListChoice(
            "svar",
            _("Svar"),
            [(key, three_questions.LABELS[key].in_(get_language())) for key in three_questions.ANSWERS],
        ),
        ListChoice("enhet", _("Ansvarig"), _units(lines := three_questions.by_organisation(things))),
        goal_choice(),
    )
    filters = {name: choice.chosen for name, choice in choices.items()}
    unit = next((line.organisation.pk for line in lines if _slug(line) == filters["enhet"]), None)
    goal = int(filters["mal"]) if filters["mal"] else None
    within = [
        answered
        for answered in things
        if (not unit or unit in answered.units) and (not goal or goal in answered.goals)
    ]
    by_unit = three_questions.by_organisation(three_questions.on_goal(things, goal)) if goal else lines
    reasons = three_questions.given_answers(within, question=filters["fraga"], answer=filters["svar"])
    context = {
        **choices_context(choices),
        "count": len(things),
        "examples": sum(answered.is_example for answered in things),
        "coverage": three_questions.coverage(things),
        "goals": _on_goals(things),
        "lines": page_of(request, "enheter", by_unit, PER_PAGE),
        "goal": goal,
        "page": page_of(request, "sida", reasons, PER_PAGE),
        "questions": QUESTIONS,
        "labels": [three_questions.LABELS[key].in_(get_language()) for key in three_questions.ANSWERS],
    }
    return render(request, "website/considered.html", context)


def _slug(line: three_questions.AnswerSheetLine) -> str | None:
    return line.organisation.slug if line.organisation else None


def _units(lines: Sequence[three_questions.AnswerSheetLine]) -> list[tuple[str, str]]:
    return [(line.organisation.slug, line.organisation.name) for line in lines if line.organisation]


def _on_goals(things) -> list[dict]:
    goals = GlobalGoal.objects.in_bulk(three_questions.GOALS)
    coverages = []
    for goal in (goals[number] for number in three_questions.GOALS if number in goals):
        belonging = three_questions.on_goal(things, goal.number)
        coverages.append(
            {"goal": goal, "count": len(belonging), "coverage": three_questions.coverage(belonging)}
        )
    return coverages
