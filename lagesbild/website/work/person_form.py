"""The form by which a coordinator adds somebody or changes what they do."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.people import by_address, has_logged_in, roles_to_give
from lagesbild.organisations.roles import REPORTER


class PersonForm(forms.Form):
    """``person`` is the account that is changed, None for somebody new."""

    name = forms.CharField(label=_("Namn"), max_length=300, widget=forms.TextInput({"autocomplete": "off"}))
    address = forms.EmailField(
        label=_("E-post"),
        max_length=150,
        help_text=_("Dit skickas koden när personen loggar in."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(), label=_("Roll"), widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Svarar för"),
        required=False,
        help_text=_("Personen får organisationens frågor."),
        widget=forms.CheckboxSelectMultiple,
    )
    invites = forms.BooleanField(label=_("Skicka en inbjudan med e-post"), required=False, initial=True)
    is_active = forms.BooleanField(
        label=_("Kontot är öppet"),
        required=False,
        help_text=_("Stäng det när någon har slutat. Det som personen har skrivit ligger kvar."),
    )

    def __init__(self, *args, giver: User, person: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.giver, self.person = giver, person
        groups = roles_to_give(giver)
        self.role_names = {group.name for group in groups}
        self.fields["groups"].queryset = Group.objects.filter(pk__in=[group.pk for group in groups])
        self.fields["organisations"].queryset = _organisations(person)
        self.fields.pop("is_active" if person is None else "invites")
        if person:
            self._fill_in(person)
        else:
            self.fields["groups"].initial = [group for group in groups if group.name == REPORTER]

    def _fill_in(self, person: User) -> None:
        self.initial = {
            "name": person.get_full_name() or person.get_username(),
            "address": person.email,
            "groups": person.groups.all(),
            "organisations": person.organisations.all(),
            "is_active": person.is_active,
        }
        if person.email and has_logged_in(person) and not self.giver.is_superuser:
            self.fields["address"].disabled = True
            self.fields["address"].help_text = _(
                "Personen har loggat in. Bara en administratör ändrar adressen, för dit går koden."
            )

    def clean_address(self):
        address = self.cleaned_data["address"]
        others = by_address([address]).get(address.lower(), [])
        if any(user != self.person for user in others):
            raise forms.ValidationError(_("Ett konto har redan den adressen."))
        return address

    def clean_groups(self):
        groups = self.cleaned_data["groups"]
        if self.person == self.giver and (set(self.giver.groups.all()) - set(groups)):
            raise forms.ValidationError(_("Du kan inte ta ifrån dig själv en roll."))
        others = self.person.groups.exclude(name__in=self.role_names) if self.person else []
        return [*groups, *others]

    def clean_is_active(self):
        if self.person == self.giver and not self.cleaned_data["is_active"]:
            raise forms.ValidationError(_("Du kan inte stänga ditt eget konto."))
        return self.cleaned_data["is_active"]


def _organisations(person: User | None):
    """Those of the municipality, that somebody can answer for, and what the person has already."""
    kinds = Organisation.Kind
    ours = (kinds.COUNCIL, kinds.BOARD, kinds.ADMINISTRATION, kinds.COMPANY, kinds.UNIT)
    units = Organisation.objects.filter(live=True, kind__in=ours)
    if person:
        units = units | Organisation.objects.filter(users=person)
    return units.distinct().order_by("name_sv")
