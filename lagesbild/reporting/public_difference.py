"""What the public would see differently if an answer were published, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.barometer.models import Action, GoalAssessment
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.models import Item, ReportedValue
from lagesbild.reporting.reported_period import period_of
from lagesbild.reporting.text_marks import as_html, as_plain
from lagesbild.tables.numbers import Number, read_number, typed_in


@dataclass(frozen=True)
class Change:
    """One thing that approving would change: what, as it is public now, and as it would be. As text."""

    what: str
    before: str
    after: str


def difference(item: Item, content: dict | None = None) -> list[Change]:
    """What the public would see differently, in words. Only what differs."""
    content = item.content if content is None else content
    compared = COMPARED[item.kind](item, content)
    return [Change(what, before, after) for _name, what, before, after in compared if before != after]


def is_english_left(item: Item) -> bool:
    """Whether the Swedish words would change while the English ones would go on saying what they say now."""
    texts_by_field = {
        name: (before, after) for name, _what, before, after in COMPARED[item.kind](item, item.content)
    }
    english = [(name, *texts) for name, texts in texts_by_field.items() if name.endswith("_en")]
    return any(
        after and before == after and len({*texts_by_field[name.replace("_en", "_sv")]}) > 1
        for name, before, after in english
    )


def _compared_assessment(item: Item, content: dict):
    before = GoalAssessment.objects.public().filter(goal=item.goal).order_by("-assessed_on", "-pk").first()
    grade = int(content.get("grade") or 0)
    label = item.goal.programme.grade_label
    yield (
        "grade",
        _("Bedömning"),
        label(before.grade if before else None),
        label(grade),
    )
    for name, what in (("motivation_sv", _("Motivering")), ("motivation_en", _("Motivering på engelska"))):
        yield name, what, getattr(before, name, ""), content.get(name, "")


def _compared_value(item: Item, content: dict):
    before = newest_value(item, content.get("period", ""))
    after = content.get("missing") or _as_understood(content.get("value", ""), item.indicator.unit_sv)
    yield "value", content.get("period", ""), _value_text(before), after


def newest_value(item: Item, period: str) -> ReportedValue | None:
    """What was last reported of the indicator and period."""
    reported = ReportedValue.objects.filter(
        indicator=item.indicator,
        area__in=("", Municipality.load().home_area),
        period=str(period_of(period) or period),
    )
    return reported.filter(subgroup=item.indicator.subgroup).order_by("approved_at", "pk").last()


def _value_text(value: ReportedValue | None) -> str:
    if value is None:
        return _("Inget värde")
    if value.value is None:
        return value.missing
    return f"{_plain(value.value)} {value.indicator.unit_sv}"


def _as_understood(text: str, unit: str) -> str:
    """What was typed, with its unit once."""
    outcome = read_number(text, typed_in(unit))
    return f"{_plain(outcome.value) if isinstance(outcome, Number) else text} {unit}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _compared_action(item: Item, content: dict):
    action = item.action
    labels = dict(Action.Status.choices)
    before = action.set_status or action.status(timezone.localdate())
    yield "status", _("Läge"), str(labels[before]), str(labels.get(content.get("status"), ""))
    yield "finished_on", _("Blev klar"), str(action.finished_on or ""), content.get("finished_on", "")
    yield "result_sv", _("Resultat"), action.result_sv, content.get("result_sv", "")
    yield "result_en", _("Resultat på engelska"), action.result_en, content.get("result_en", "")


def _compared_text(item: Item, content: dict):
    goal = item.goal
    # As it would stand on the page: spaces and marks that make no difference there are none here.
    after = {name: as_plain(as_html(content.get(name, ""))) for name in ("status_sv", "status_en")}
    yield "status_sv", _("Hur går det?"), as_plain(goal.status_sv), after["status_sv"]
    yield "status_en", _("Hur går det? på engelska"), as_plain(goal.status_en), after["status_en"]
    yield "as_of", _("Texten gäller"), str(goal.as_of or ""), content.get("as_of", "")


# Each: (field of the answer, what it is called, as it is public now, as it would be).
COMPARED: dict[str, Callable] = {
    Item.Kind.ASSESSMENT: _compared_assessment,
    Item.Kind.VALUE: _compared_value,
    Item.Kind.ACTION: _compared_action,
    Item.Kind.TEXT: _compared_text,
}
