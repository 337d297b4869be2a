"""The form where a person judges a rule of a call: met or not, in which role, when and why."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.models import Application, CallRule, RuleJudgement
from lagesbild.organisations.models import User


class RuleJudgementForm(forms.ModelForm):
    """Only of rules that are a person's to judge, and of the call that the application is for."""

    met = forms.TypedChoiceField(
        label=_("Bedömning"),
        choices=[("yes", _("Uppfyllt")), ("no", _("Inte uppfyllt"))],
        coerce=lambda choice: choice == "yes",
        widget=forms.RadioSelect,
    )
    judged_on = forms.DateField(
        label=_("bedömd den"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = RuleJudgement
        fields = ["rule", "met", "role", "judged_on", "reason"]
        widgets = {"rule": forms.HiddenInput}

    def __init__(self, *args, application: Application, **options):
        super().__init__(
            *args, **options, auto_id=f"judgement-{(options.get('initial') or {}).get('rule')}-%s"
        )
        self.application = application
        by_hand = CallRule.objects.filter(call=application.call_id, kind=CallRule.Kind.BY_HAND)
        self.fields["rule"].queryset = by_hand

    def clean_judged_on(self):
        day = self.cleaned_data["judged_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Dagen har inte varit ännu."))
        return day

    def keep(self, *, by: User) -> None:
        """A judgement after those that are there; the same sent twice is kept once."""
        latest = RuleJudgement.objects.filter(
            application=self.application.pk, rule=self.cleaned_data["rule"]
        ).last()
        if latest and all(getattr(latest, name) == self.cleaned_data[name] for name in self.Meta.fields):
            return
        self.instance.application_id, self.instance.judged_by = self.application.pk, by
        self.save()
