"""Every form of the editor that adds or edits something of ours, and something to fill it in with."""

from django import forms
from wagtail.blocks.base import BlockField
from wagtail.snippets.models import get_snippet_models

from lagesbild.barometer.models import IndicatorGoal
from lagesbild.cooperation.models import Call, FundingProgramme, Lesson, Project
from lagesbild.framework.number_field import NumberField, WholeNumberField
from lagesbild.organisations.editor_access import StaffViewSet
from lagesbild.organisations.models import Organisation
from tests.website import site_drawing as drawing

MODELS = sorted(
    (model for model in get_snippet_models() if isinstance(model.snippet_viewset, StaffViewSet)),
    key=lambda model: model.__name__,
)


def form_class(model):
    return model.snippet_viewset._edit_handler.get_form_class()


ROWS = [(model, relation) for model in MODELS for relation in form_class(model).formsets]
SAMPLES = {
    forms.DateField: "2024-05-06",
    forms.URLField: "https://exempel.se/",
    forms.IntegerField: "20",
    WholeNumberField: "20",
    NumberField: "7",
    forms.DecimalField: "7",
    forms.FloatField: "7",
    forms.CharField: "Ny uppgift",
}
PARTICULAR = {
    "currency": "EUR",
    "share": "100",
    "year": "2024",
    "decimals": "1",
    "approved_on": "",
    "paid_on": "",
}
"""Fields that take no ordinary text, number or day."""
ALSO = {Lesson: ["project"], IndicatorGoal: ["goal"]}
"""Fields that are asked for together with others."""
TEXTS = ("name_sv", "title_sv", "motivation_sv", "dnr", "source")
"""Every kind of thing has one of these."""


def sample(name: str, field: forms.Field) -> str:
    """Something that the field takes."""
    if name in PARTICULAR:
        return PARTICULAR[name]
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return str(getattr(field.queryset.first(), "pk", ""))
    if isinstance(field, forms.ChoiceField):
        choices = [
            (key, label) for key, label in field.choices if key and not isinstance(label, (list, tuple))
        ]
        return str(choices[0][0]) if choices else ""
    return next((text for kind, text in SAMPLES.items() if isinstance(field, kind)), "")


def asked_for(fields: dict[str, forms.Field], also=()) -> dict[str, str]:
    """What has to be filled in, and the dates and addresses that a row cannot be without."""
    always = (forms.DateField, forms.URLField)
    return {
        name: sample(name, field)
        for name, field in fields.items()
        if (field.required or isinstance(field, always) or name in also) and not isinstance(field, BlockField)
    }


def required_of(model) -> dict[str, str]:
    """What the form that adds one cannot be without."""
    return asked_for(form_class(model)(instance=model()).fields, ALSO.get(model, ()))


def required_of_row(model, relation: str) -> dict[str, str]:
    formset = form_class(model)(instance=model()).formsets[relation]
    fields = formset.empty_form.fields.items()
    own = {name: field for name, field in fields if name not in ("ORDER", "DELETE")}
    return asked_for(own, ALSO.get(formset.model, ()))


def draw_what_is_pointed_to() -> None:
    """One of each thing that the forms have to choose among."""
    goal = drawing.goal("Ren luft", drawing.programme("Programmet"), text_sv="Luften ska vara ren.")
    drawing.indicator("Buller", goal)
    funder = Organisation.objects.create(name_sv="Finansiären", slug="f", kind="funder", live=True)
    programme = FundingProgramme.objects.create(name_sv="Programmet", funder=funder)
    Call.objects.create(name_sv="Utlysningen", programme=programme)
    Project.objects.create(name_sv="Projektet", slug="projektet")
