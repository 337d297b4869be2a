"""What needs attention: computed from the goals, the figures, the actions and the texts; nobody keeps the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lagesbild.assessment import OFF_TRACK, AnswerCode
from lagesbild.barometer.models import Action
from lagesbild.barometer.overview import Branch, forest
from lagesbild.reporting.findings import Finding
from lagesbild.website.findings import figures, goals, texts
from lagesbild.website.findings.measures import on_pages
from lagesbild.website.indicators.answers import IndicatorAnswer, wholes
from lagesbild.website.indicators.shared_answers import every_public_answer
from lagesbild.website.kept_until_changed import kept_until_changed


@dataclass(frozen=True)
class Need:
    """One thing somebody should look at: where it is and, in a sentence, why."""

    kind: str
    title: str
    address: str
    why: str
    is_example: bool = False


@dataclass(frozen=True)
class NeedsOfKind:
    """A heading and what stands under it, an example's inventions last."""

    kind: str
    needs: tuple[Need, ...]

    @property
    def count(self) -> int:
        """How many there are. An example's inventions are no part of it."""
        return sum(not need.is_example for need in self.needs)

    @property
    def examples(self) -> int:
        return len(self.needs) - self.count


@kept_until_changed
def public_needs(area: str, today: date) -> list[Need]:
    """Everything of the municipality that needs attention today."""
    return needs_attention(forest(), every_public_answer(area, today.year), today=today)


def needs_attention(roots: list[Branch], answers: list[IndicatorAnswer], *, today: date) -> list[Need]:
    """Everything that needs attention, by kind, the most serious kind first."""
    branches = [branch for root in roots if not root.goal.programme.successor for branch in root.walk()]
    badly = _going_badly([answer for answer in wholes(answers) if not answer.indicator.is_example])
    needs = [*_goals_not_reached(branches), *badly]
    needs += _needs(_("Försenade åtgärder"), goals.late_actions(today, Action.objects.public()))
    needs += _needs(_("Texter att se över"), _texts(branches, answers, today))
    needs += _needs(_("Bedömning och siffror säger olika"), goals.disagreeing(branches, answers))
    needs += _needs(_("Nyckeltal utan siffror"), figures.without_figures(answers))
    needs += _needs(_("Siffror som borde vara nyare"), figures.late(answers, today))
    needs += _needs(_("Källor som har upphört"), figures.retired(answers))
    return needs


def by_kind(needs: list[Need]) -> list[NeedsOfKind]:
    """Each heading with what stands under it."""
    return [
        NeedsOfKind(kind, tuple(sorted(group, key=lambda need: need.is_example)))
        for kind, group in groupby(needs, key=lambda need: need.kind)
    ]


def _needs(kind: str, findings: Iterable[Finding]) -> list[Need]:
    return [
        Need(kind, finding.title, finding.address, finding.sentence, finding.is_example)
        for finding in findings
    ]


def _goals_not_reached(branches: list[Branch]) -> list[Need]:
    return [
        Need(
            _("Mål som inte nås"),
            branch.goal.name,
            branch.goal.get_absolute_url(),
            f"{branch.goal.programme.grade_label(branch.grade)} ({branch.assessment.assessed_on}).",
            branch.assessment.is_example,
        )
        for branch in branches
        if branch.assessed and branch.grade in OFF_TRACK
    ]


BADLY: tuple[tuple[str, tuple[AnswerCode, ...]], ...] = (
    (gettext_lazy("Utanför gränsen"), (AnswerCode.OUTSIDE,)),
    (gettext_lazy("Missade målvärden"), (AnswerCode.MISSED, AnswerCode.LOST, AnswerCode.OVERDUE)),
    (gettext_lazy("Åt fel håll från målet"), (AnswerCode.WRONG_WAY,)),
    (gettext_lazy("För långsam takt"), (AnswerCode.STALLED, AnswerCode.TOO_SLOW)),
    (gettext_lazy("Klarat, men på väg bort"), (AnswerCode.SLIPPING, AnswerCode.WITHIN_NEARING)),
    (gettext_lazy("Sämre, utan eget mål"), (AnswerCode.WORSE,)),
)
"""The answers that somebody should look at under their headings, the most serious first."""


def _going_badly(answers: list[IndicatorAnswer]) -> list[Need]:
    return [
        Need(
            str(heading),
            answer.indicator.name,
            answer.indicator.get_absolute_url(),
            answer.answer.sentence[get_language()],
        )
        for heading, codes in BADLY
        for code in codes
        for answer in answers
        if answer.answer.code == code
    ]


def _texts(branches: list[Branch], answers: list[IndicatorAnswer], today: date) -> Iterable[Finding]:
    """Texts that say something else than their figures, speak of the past as to come, or differ from each other."""
    by_goal = on_pages(branches, answers)
    for branch in branches:
        yield from texts.contradicting(branch, by_goal[branch.goal.pk])
        yield from texts.planning_the_past(branch, today)
    yield from texts.differing(branches)
