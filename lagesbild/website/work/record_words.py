"""A closed round's record in words. It is read from the record alone, so that it says the same whatever happens to
the goals, the people and the rules since."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lagesbild.assessment import GOAL_GRADES, NOT_ASSESSED
from lagesbild.barometer.models import Action
from lagesbild.framework.language import language_in_force
from lagesbild.reporting.models import Item, Step
from lagesbild.website.work import answer_form


@dataclass(frozen=True)
class RecordItem:
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
        "items": [_item(record) for record in content["items"]],
        "assessments": [record | {"said": _grade(record["grade"])} for record in content["assessments"]],
        "shown": sorted(content["shown"].values(), key=lambda record: record["name"]),
    }


def _item(record: dict) -> RecordItem:
    return RecordItem(
        str(dict(Item.Kind.choices).get(record["kind"], record["kind"])),
        record["name"],
        record["organisation"],
        str(dict(Item.Status.choices).get(record["status"], record["status"])),
        tuple(_answer(record["content"])),
        tuple(_step(step) for step in record["steps"]),
    )


def _step(step: dict) -> tuple[datetime, str, str, str]:
    at = timezone.localtime(datetime.fromisoformat(step["at"]))
    what = str(dict(Step.What.choices).get(step["what"], step["what"]))
    return at, what, step["by"] or "", step["note"]


def _answer(content: dict):
    called = answer_form.labels(None)
    for name, text in content.items():
        if name != "confirmed":
            yield called.get(name, name), _answer_text(name, text)


def _answer_text(name: str, text: str) -> str:
    if name == "grade":
        return _grade(int(text) if text.isdigit() else None)
    labels = {"status": dict(Action.Status.choices), "missing": dict(answer_form.missing())}.get(name, {})
    return str(labels.get(text, text))


def _grade(grade: int | None) -> str:
    return GOAL_GRADES.get(grade, NOT_ASSESSED).in_(language_in_force())
