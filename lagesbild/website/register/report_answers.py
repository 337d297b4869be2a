"""What the figures answer for the goals of a year's report, as of its year: beside what people judge."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _

from lagesbild.assessment import disagrees
from lagesbild.cooperation.audit.report_goals import JudgedGoal
from lagesbild.cooperation.audit.years_report import YearsReport
from lagesbild.framework.language import language_in_force
from lagesbild.organisations.models import Municipality
from lagesbild.website.indicators.answers import IndicatorAnswer, answers, rolled_up, wholes
from lagesbild.website.indicators.shared_answers import indicators_under
from lagesbild.website.register.report_blocks import Cell, Paragraph

MOST_LISTED = 3
"""So many indicators of a goal are told one by one; more are counted."""
GoalAnswers = Mapping[int, list[IndicatorAnswer]]


def answers_of_year(report: YearsReport) -> GoalAnswers:
    """Goal → the answers of its own indicators, the wholes, from values up to the report's year."""
    indicators = indicators_under({judged.goal.pk for judged in report.goals})
    year = report.year.number
    of_today = answers(indicators, area=Municipality.load().home_area, year_now=year)
    by_goal = defaultdict(list)
    for answer in wholes(answer.up_to(year, year_now=year) for answer in of_today):
        for link in answer.indicator.links:
            by_goal[link.goal_id].append(answer)
    return by_goal


def answer_cell(goal_answers: list[IndicatorAnswer]) -> Cell:
    """The answers of a goal's indicators, one by one while they are few."""
    if not goal_answers:
        return Cell(_("Inget nyckeltal mäter målet"))
    language = language_in_force()
    if len(goal_answers) > MOST_LISTED:
        return Cell(rolled_up(goal_answers).sentence()[language])
    words = (f"{answer.indicator.name}: {answer.answer.label[language]}" for answer in goal_answers)
    return Cell("; ".join(words), is_example=any(answer.indicator.is_example for answer in goal_answers))


def differences(report: YearsReport, by_goal: GoalAnswers) -> list[Paragraph]:
    """Where an assessment and what has been measured say different things: both are told."""
    reasons = ((judged.goal, _difference(judged, by_goal)) for judged in report.goals)
    return [
        Paragraph(_("%(goal)s: %(why)s") % {"goal": goal.name, "why": why[language_in_force()]})
        for goal, why in reasons
        if why
    ]


def _difference(judged: JudgedGoal, by_goal: GoalAnswers):
    goal, assessment = judged.goal, judged.assessment
    if assessment is None or not assessment.grade:
        return None
    codes = [
        answer.answer.code
        for answer in by_goal.get(goal.pk, ())
        if any(link.goal_id == goal.pk and link.role == link.Role.MAIN for link in answer.indicator.links)
    ]
    return disagrees(assessment.grade, codes, goal.programme.grade_label(assessment.grade))
