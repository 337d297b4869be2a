"""The editor's page where an application is held against the rules of its call, and the ways to it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import IndexView, InspectView

from lagesbild.assessment import Text
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding import budget_sums
from lagesbild.cooperation.funding.applications import (
    PartnerSuggestion,
    about_partners,
    check,
    checked_on,
    lacks_partner,
    suitable_partners,
)
from lagesbild.cooperation.funding.rule_judgement import RuleJudgementForm
from lagesbild.cooperation.models import CallRule
from lagesbild.cooperation.rules import FundingRule, RuleAnswer, RuleOutcome, RuleSetAside
from lagesbild.organisations.editor_access import EditOne

LABEL = gettext_lazy("Kontrollera mot reglerna")
# The sign stands beside the word, which says it all.
OUTCOMES = {
    # Also of what is too long, too much or too late: the sentence says whether something is lacking.
    RuleOutcome.LACKING: (gettext_lazy("Inte uppfyllt"), "cross"),
    RuleOutcome.CANNOT_TELL: (gettext_lazy("Går inte att avgöra"), "help"),
    RuleOutcome.MET: (gettext_lazy("Uppfyllt"), "check"),
}
MOST_SUGGESTIONS = 20


class RuleCheckView(InspectView):
    """The draft as it was last saved, whether or not it is published."""

    any_permission_required = ["change", "view"]
    template_name = "cooperation/rule_check.html"
    page_title = LABEL
    header_icon = "check"
    header_more_buttons = []

    @cached_property
    def header_buttons(self):
        where = self.get_edit_url()
        return [HeaderButton(_("Redigera ansökan"), url=where, icon_name="edit")] if where else []

    def post(self, request, *args, **kwargs):
        """What a person judged of a rule that only a person can judge."""
        if not self._may_judge:
            raise PermissionDenied
        form = RuleJudgementForm(request.POST, application=self.object)
        if not form.is_valid():
            messages.validation_error(request, _("Bedömningen är inte sparad."), form)
            return self.render_to_response(self.get_context_data(refused=form))
        form.keep(by=request.user)
        messages.success(request, _("Bedömningen är sparad. Den senaste gäller."))
        return redirect(request.get_full_path())

    @cached_property
    def _may_judge(self) -> bool:
        return self.permission_policy.user_has_permission(self.request.user, "change")

    def get_fields(self):
        return []

    def get_object(self, queryset=None):
        return super().get_object(queryset).get_latest_revision_as_object()

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        checked, suggestions = check(self.object, today), suitable_partners(self.object, today)
        return super().get_context_data(
            **kwargs,
            call=self.object.call,
            checked_on=checked_on(self.object, today),
            counts=[(word, sign, checked.number_of(outcome)) for outcome, (word, sign) in OUTCOMES.items()],
            answers=[
                _answer_row(answer) | {"form": self._form_of(answer, kwargs.get("refused"))}
                for answer in checked.answers
            ],
            sums=self._sums(checked.answers),
            set_aside=[_aside_row(rule) for rule in checked.set_aside],
            suggestions=[_suggestion_row(suggestion) for suggestion in suggestions[:MOST_SUGGESTIONS]],
            no_suggestion="" if suggestions else _nobody_helps(about_partners(self.object, today)),
            more_suggestions=max(len(suggestions) - MOST_SUGGESTIONS, 0),
        )

    def _form_of(self, answer: RuleAnswer, refused: RuleJudgementForm | None) -> RuleJudgementForm | None:
        """Where the rule is a person's to judge, and this person's."""
        rule = answer.rule
        if rule.kind != CallRule.Kind.BY_HAND or not self._may_judge:
            return None
        if refused and refused.data.get("rule") == str(rule.key):
            return refused
        return RuleJudgementForm(initial={"rule": rule.key}, application=self.object)

    def _sums(self, answers) -> list[str]:
        """What does not add up. The lines are left out where a rule of the call asks about them."""
        asks_for_budget = any(answer.rule.kind == CallRule.Kind.BUDGET for answer in answers)
        sentences = (
            budget_sums.more_than_all(self.object)
            if asks_for_budget
            else budget_sums.of_application(self.object)
        )
        return [_in_language(text) for text in sentences]


def _nobody_helps(answers: tuple[RuleAnswer, ...]) -> str:
    """Why no partner is suggested."""
    if not answers:
        return _("Utlysningen har inga regler om parterna.")
    if all(answer.outcome is RuleOutcome.MET for answer in answers):
        return _("Reglerna om parterna är redan uppfyllda. Det som återstår gäller annat.")
    if not lacks_partner(answers):
        return _("Det är inte en part som saknas. Vad som återstår står vid reglerna ovan.")
    return _("Ingen organisation i registret skulle göra reglerna om parterna uppfyllda.")


def _answer_row(answer: RuleAnswer) -> dict:
    word, sign = OUTCOMES[answer.outcome]
    return _rule_row(answer.rule) | {"word": word, "sign": sign, "sentence": _in_language(answer.sentence)}


def _aside_row(aside: RuleSetAside) -> dict:
    return _rule_row(aside.rule) | {"sentence": _in_language(aside.reason)}


def _rule_row(rule: FundingRule) -> dict:
    return {
        "kind": CallRule.Kind(rule.kind).label,
        "text": _in_language(rule.text),
        "source_url": rule.source_url,
        "verified": rule.verified,
    }


def _suggestion_row(suggestion: PartnerSuggestion) -> dict:
    return {
        "organisations": [
            (organisation, _in_language(country_name(organisation.country)))
            for organisation in suggestion.organisations
        ],
        "turned": [_in_language(answer.rule.text) for answer in suggestion.turned],
        "left": [_in_language(answer.sentence) for answer in suggestion.left],
    }


def _in_language(text: Text) -> str:
    return text.in_(get_language())


class ApplicationIndexView(IndexView):
    check_url_name = None

    def get_list_more_buttons(self, instance):
        where = reverse(self.check_url_name, args=[instance.pk])
        check = Button(LABEL, url=where, icon_name="check", priority=25)
        return [*super().get_list_more_buttons(instance), check]


class ApplicationEditView(EditOne):
    check_url_name = None

    @cached_property
    def header_buttons(self):
        where = reverse(self.check_url_name, args=[self.object.pk])
        return [HeaderButton(_("Kontrollera mot reglerna"), url=where, icon_name="check")]
