"""A closed round's record in words. It is read from the record alone, so that it says the same whatever happens to
the goals, the people and the rules since."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.barometer.models import Action, GoalAssessment
from lagesbild.reporting.models import Item, Step
from lagesbild.website.work import answer_form


@dataclass(frozen=True)
class Told:
    """One question of the record: what, whose, where it stood, the answer and every step of it."""

    what: str
    name: str
    organisation: str
    status: str
    answer: tuple[tuple[str, str], ...]
    steps: tuple[tuple[datetime, str, str, str], ...]


def in_words(content: dict) -> dict:
    """The record for a page: ``round``, ``items``, ``assessments`` and ``shown``."""
    round = content["round"]
    return {
        "round": round
        | {name: timezone.localtime(datetime.fromisoformat(round[name])) for name in ("opened", "closed")},
        "items": [_item(one) for one in content["items"]],
        "assessments": [one | {"said": _grade(one["grade"])} for one in content["assessments"]],
        "shown": sorted(content["shown"].values(), key=lambda one: one["name"]),
    }


def _item(one: dict) -> Told:
    return Told(
        str(dict(Item.Kind.choices).get(one["kind"], one["kind"])),
        one["name"],
        one["organisation"],
        str(dict(Item.Status.choices).get(one["status"], one["status"])),
        tuple(_answer(one["content"])),
        tuple(_step(step) for step in one["steps"]),
    )


def _step(step: dict) -> tuple[datetime, str, str, str]:
    at = timezone.localtime(datetime.fromisoformat(step["at"]))
    what = str(dict(Step.What.choices).get(step["what"], step["what"]))
    return at, what, step["by"] or "", step["note"]


def _answer(content: dict):
    called = answer_form.labels(None)
    for name, text in content.items():
        if name != "confirmed":
            yield called.get(name, name), _said(name, text)


def _said(name: str, text: str) -> str:
    if name == "grade":
        return _grade(int(text) if text.isdigit() else None)
    known = {"status": dict(Action.Status.choices), "missing": dict(answer_form.missing())}.get(name, {})
    return str(known.get(text, text))


def _grade(grade: int | None) -> str:
    return str(dict(GoalAssessment._meta.get_field("grade").choices).get(grade, _("Ej bedömt")))
