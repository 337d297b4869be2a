"""The forms by which a coordinator makes a round, changes it, and closes it."""

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lagesbild.framework.number_field import WholeNumberField
from lagesbild.organisations.models import Organisation, User
from lagesbild.reporting.models import Round
from lagesbild.website.work.names import name_of

DATE = "%Y-%m-%d"
ASKED = ("asks_assessments", "asks_values", "asks_actions", "asks_texts")


def _day() -> forms.DateInput:
    # The browser's own way of choosing a day; it sends and takes days in this form, whatever the language.
    return forms.DateInput(format=DATE, attrs={"type": "date"})


class RoundForm(forms.ModelForm):
    """A round that is being prepared: everything can be changed."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Frågas"),
        help_text=_("Ingen vald: alla som ansvarar för något."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Round
        fields = [
            "name",
            "year",
            "opens_on",
            "closes_on",
            "held_by",
            *ASKED,
            "instructions_sv",
            "instructions_en",
        ]
        fields += ["organisations"]
        field_classes = {"year": WholeNumberField}
        widgets = {"opens_on": _day(), "closes_on": _day()} | {
            name: forms.Textarea({"rows": 4}) for name in ("instructions_sv", "instructions_en")
        }
        help_texts = {
            "name": _("Till exempel Uppföljning 2026."),
            "year": _("Året som svaren gäller."),
            "closes_on": _(
                "Dagen står i mejlet och på varje fråga. Efter den syns det på tavlan vilka som är sena."
            ),
            "instructions_sv": _("Visas överst i rapportörens lista och i mejlet."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = answering_organisations()
        offer_holders(self)


class OpenRoundForm(forms.ModelForm):
    """A round that is open: what is asked stands; the last day and the instructions may change."""

    class Meta:
        model = Round
        fields = ["closes_on", "held_by", "instructions_sv", "instructions_en"]
        widgets = {name: RoundForm.Meta.widgets[name] for name in fields if name != "held_by"}
        help_texts = {name: RoundForm.Meta.help_texts[name] for name in ("closes_on", "instructions_sv")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_holders(self)

    def clean_closes_on(self):
        """The model's own constraint also names the first day, which is not asked for here."""
        last = self.cleaned_data["closes_on"]
        if last < self.instance.opens_on:
            raise forms.ValidationError(
                _("Omgången öppnade %(day)s. Sista dagen kan inte vara före den.")
                % {"day": self.instance.opens_on}
            )
        return last


def offer_holders(form: forms.ModelForm) -> None:
    """Those who can hold a round, and whoever holds it now."""
    groups = Group.objects.filter(
        permissions__content_type__app_label="reporting", permissions__codename="change_round"
    )
    may = Q(groups__in=groups) | Q(is_superuser=True)
    holders = User.objects.filter(may & Q(is_active=True) | Q(pk=form.instance.held_by_id))
    field = form.fields["held_by"]
    field.queryset = holders.distinct().order_by("username")
    field.label_from_instance = name_of


def answering_organisations():
    """Those that answer for something, so that a round can ask them."""
    has_duty = [
        f"{name}_set__isnull"
        for name in ("goalresponsibility", "indicatorresponsibility", "actionresponsibility")
    ]
    organisations = Organisation.objects.none()
    for condition in has_duty:
        organisations = organisations | Organisation.objects.public().filter(**{condition: False})
    return organisations.distinct().order_by("name_sv")


def problems_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id of the field, sentence) in the order of the page; what belongs to no field leads to the first."""
    first = next(iter(form.fields))
    links = [(form[first].auto_id, text) for text in form.non_field_errors()]
    for field in form:
        links += [(field.id_for_label or field.auto_id, f"{field.label}: {text}") for text in field.errors]
    return links
