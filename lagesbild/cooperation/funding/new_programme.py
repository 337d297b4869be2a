"""A funding programme that is made where it is first needed: from a call or a grant, its funder with it."""

from collections.abc import Iterable

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.models import FundingProgramme
from lagesbild.framework.country_field import CountryChoice
from lagesbild.organisations.editor_access import Choose, CreateInChooser, MakingChooser, choosable, made_by
from lagesbild.organisations.models import Organisation, User

NEW = "new"
"""Chosen among the funders: it is none of them."""


class NewProgramme(forms.ModelForm):
    """What has to be said of it: its name, and who gives the money."""

    # A chooser cannot open another over itself, so the funder is chosen in a list.
    funder = forms.ChoiceField(label=_("Finansiär"))
    funder_name = forms.CharField(label=_("Den nya finansiärens namn"), max_length=200, required=False)
    funder_country = CountryChoice(label=_("Den nya finansiärens land"), required=False)

    class Meta:
        model = FundingProgramme
        fields = ["name_sv"]

    def __init__(self, *args, user: User, **options):
        super().__init__(*args, **options)
        self.user = user
        self.fields["funder"].choices = self._funders()

    def _funders(self) -> list:
        organisations = choosable(Organisation.objects.order_by("name_sv"), self.user)
        gives = Q(kind=Organisation.Kind.FUNDER) | Q(
            pk__in=FundingProgramme.objects.order_by().values("funder")
        )
        makes = [(NEW, _("En ny finansiär, som fylls i här under"))] if self._may_make() else []
        return [
            ("", _("Välj finansiär")),
            *makes,
            (_("Finansiärer"), _name_choices(organisations.filter(gives))),
            (_("Andra organisationer"), _name_choices(organisations.exclude(gives))),
        ]

    def _may_make(self) -> bool:
        return self.user.has_perm("organisations.add_organisation")

    def clean(self):
        cleaned = super().clean()
        if same := FundingProgramme.objects.filter(name_sv__iexact=cleaned.get("name_sv", "")).first():
            self.add_error(
                "name_sv", _("Programmet finns redan, hos %s. Sök efter det i stället.") % same.funder
            )
        if cleaned.get("funder") == NEW:
            self._check_new_funder(cleaned)
        elif cleaned.get("funder_name"):
            self.add_error(
                "funder",
                _("Du har skrivit en ny finansiär. Välj ”En ny finansiär” här, eller ta bort namnet."),
            )
        return cleaned

    def _check_new_funder(self, cleaned: dict) -> None:
        name, country = cleaned.get("funder_name", ""), cleaned.get("funder_country", "")
        for field, entry in (("funder_name", name), ("funder_country", country)):
            if not entry and field not in self.errors:
                self.add_error(field, _("Fyll i det, eller välj en finansiär i listan."))
        if name and Organisation.named(name, country):
            self.add_error("funder_name", _("Organisationen finns redan. Välj den i listan i stället."))

    @transaction.atomic
    def make(self) -> FundingProgramme:
        programme = self.save(commit=False)
        programme.funder = self._funder()
        return made_by(self.user, programme)

    def _funder(self) -> Organisation:
        cleaned = self.cleaned_data
        if cleaned["funder"] != NEW:
            return Organisation.objects.get(pk=cleaned["funder"])
        funder = Organisation(
            name_sv=cleaned["funder_name"], country=cleaned["funder_country"], kind=Organisation.Kind.FUNDER
        )
        funder.full_clean()
        return made_by(self.user, funder)


def _name_choices(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    language = get_language() or "sv"
    return [
        (str(organisation.pk), f"{organisation.name_sv}, {country_name(organisation.country).in_(language)}")
        for organisation in organisations
    ]


class ProgrammeForUser:
    """Whoever makes the programme chooses among what they may see, and publishes what they may."""

    def get_creation_form_kwargs(self):
        return super().get_creation_form_kwargs() | {"user": self.request.user}


class ChooseProgramme(ProgrammeForUser, Choose):
    pass


class CreateProgramme(ProgrammeForUser, CreateInChooser):
    def make(self, form):
        return form.make()


class ProgrammeChooserViewSet(MakingChooser):
    choose_view_class = ChooseProgramme
    create_view_class = CreateProgramme
    creation_form_class = NewProgramme
    creation_tab_label = _("Lägg till ett nytt")
    create_action_label = _("Lägg till programmet")
