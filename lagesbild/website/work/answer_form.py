"""The small form of an item: which fields each kind of question has, in plain words, with what is wrong in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lagesbild.assessment import GOAL_GRADES, number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.barometer.models import Action, Indicator
from lagesbild.framework.language import language_in_force
from lagesbild.reporting.earlier import Earlier
from lagesbild.reporting.models import Item
from lagesbild.reporting.my_items import question
from lagesbild.tables.numbers import Number, read_number, typed_in
from lagesbild.website.indicators.page import period_in_words


@dataclass(frozen=True)
class Field:
    """One field. ``shape``: choice, line, number, date, long, longest or tick. ``folded`` ones are optional.

    ``choices``: (what is sent, what is shown).
    """

    name: str
    shape: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    folded: bool = False
    lang: str = ""
    problem: str = ""

    @property
    def id(self) -> str:
        return f"svar-{self.name}"


def fields(
    item: Item,
    content: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    last: Earlier | None = None,
) -> list[Field]:
    """The item's fields in the order to fill them in, holding ``content``."""
    problems = problems or {}
    filled_fields = []
    for blank in FIELDS[item.kind](item, content, problems, last):
        filled = {"value": content.get(blank.name, ""), "problem": problems.get(blank.name, "")}
        filled_fields.append(Field(**{**blank.__dict__, **filled}))
    return filled_fields


def labels(item: Item) -> dict[str, str]:
    """What each field is called where answers are compared and read: short."""
    return {
        "grade": _("Bedömning"),
        "motivation_sv": _("Motivering"),
        "motivation_en": _("Motivering på engelska"),
        "period": _("År"),
        "value": _("Värde"),
        "missing": _("Varför värdet saknas"),
        "confirmed": _("Bekräftat värde"),
        "comment": _("Kommentar"),
        "source": _("Källa"),
        "status": _("Läge"),
        "finished_on": _("Blev klar"),
        "result_sv": _("Resultat"),
        "result_en": _("Resultat på engelska"),
        "status_sv": _("Hur går det?"),
        "status_en": _("Hur går det? på engelska"),
        "as_of": _("Texten gäller"),
    }


def in_words(item: Item, content: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """An answer to read: (field, what it is called, what it says), what is empty left out."""
    called = labels(item)
    return [
        (name, called[name], worded(item, name, text))
        for name, text in content.items()
        if text and name != "confirmed"
    ]


def worded(item: Item, name: str, text: str) -> str:
    """One field's answer as people say it: a grade by its label, a value with its unit."""
    choices = {
        "grade": dict(grades(item)) if item.goal_id else {},
        "missing": dict(missing()),
        "status": {str(key): str(label) for key, label in Action.Status.choices},
    }.get(name, {})
    label = choices.get(text, text)
    return _with_unit(item.indicator, text) if name == "value" and text else label


def _with_unit(indicator: Indicator, text: str) -> str:
    """The number as it was understood, so that a unit that was typed too is not said twice."""
    outcome = read_number(text, typed_in(indicator.unit_sv))
    if not isinstance(outcome, Number):
        return f"{text} {indicator.unit}".strip()
    figure = number(outcome.value, own_decimals(float(outcome.value)), language_in_force())
    return f"{figure} {indicator.unit}".strip()


def grades(item: Item) -> list[tuple[str, str]]:
    own = [(str(n), item.goal.programme.grade_label(n)) for n in GOAL_GRADES]
    return [*own, ("0", _("Går inte att bedöma nu"))]


def missing() -> list[tuple[str, str]]:
    return [
        ("-", _("Det finns inga nya uppgifter")),
        (".", _("Det mäts inte längre")),
        ("..", _("Det får inte visas (sekretess)")),
    ]


def choices(item: Item) -> dict[str, dict[str, str]]:
    """What there is to choose from in the item's form: field → what is kept → what it is called."""
    return {
        Item.Kind.ASSESSMENT: lambda: {"grade": dict(grades(item))},
        Item.Kind.VALUE: lambda: {"missing": dict(missing())},
        Item.Kind.ACTION: lambda: {"status": {str(key): str(label) for key, label in Action.Status.choices}},
        Item.Kind.TEXT: dict,
    }[item.kind]()


def _assessment(item, content, problems, last):
    yield Field("grade", "choice", question(item), choices=tuple(grades(item)))
    yield Field(
        "motivation_sv",
        "long",
        _("Varför?"),
        hint=_("Några meningar räcker. Texten visas på den publika sidan."),
        lang="sv",
    )
    yield Field("motivation_en", "long", _("Motiveringen på engelska"), folded=True, lang="en")
    yield _message()


def _value(item, content, problems, last):
    unit = item.indicator.unit
    before = _("Förra värdet: %(value)s (%(period)s).") % {
        "value": f"{last.content['value']} {unit}".strip() if last and last.content["value"] else _("saknas"),
        "period": period_in_words(last.content["period"]) if last else pgettext("period", "inget"),
    }
    unit_text = _("Enhet: %(unit)s.") % {"unit": unit} if unit else ""
    hint = f"{before} {unit_text}".strip()
    yield Field("value", "number", question(item), hint=hint)
    if problems.get("confirmed") or content.get("confirmed"):
        label = _("Ja, %(value)s stämmer") % {"value": content.get("value", "")}
        yield Field("confirmed", "tick", label, choices=((content.get("value", ""), ""),))
    yield Field(
        "period", "line", _("Värdet gäller"), hint=_("Ett år, eller till exempel första halvåret 2026.")
    )
    yield Field(
        "missing", "choice", _("Finns det ett värde?"), choices=(("", _("Ja, det står ovanför")), *missing())
    )
    yield Field(
        "comment", "long", _("Kommentar"), hint=_("Visas vid värdet på den publika sidan."), lang="sv"
    )
    yield Field("source", "line", _("Källa"), hint=_("Till exempel ett register eller en räkning på plats."))


def _action(item, content, problems, last):
    choices = tuple((str(key), str(label)) for key, label in Action.Status.choices)
    yield Field("status", "choice", question(item), choices=choices)
    yield Field("finished_on", "date", _("Blev klar"), hint=_("Bara om åtgärden är genomförd."))
    yield Field(
        "result_sv", "long", _("Vad har det gett?"), hint=_("Texten visas på den publika sidan."), lang="sv"
    )
    yield Field("result_en", "long", _("Resultatet på engelska"), folded=True, lang="en")
    yield _message()


def _text(item, content, problems, last):
    hint = _("Tom rad ger nytt stycke. ### ger en rubrik, - en punkt, **ord** fet stil.")
    yield Field("status_sv", "longest", question(item), hint=hint, lang="sv")
    yield Field("as_of", "date", _("Texten gäller läget den"))
    yield Field("status_en", "longest", _("Texten på engelska"), folded=True, lang="en")
    yield _message()


def _message() -> Field:
    return Field(
        "comment", "long", _("Meddelande till den som granskar"), hint=_("Visas inte publikt."), folded=True
    )


FIELDS = {
    Item.Kind.ASSESSMENT: _assessment,
    Item.Kind.VALUE: _value,
    Item.Kind.ACTION: _action,
    Item.Kind.TEXT: _text,
}
