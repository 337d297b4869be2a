"""The editor's page of found calls: what each may be about, why it may concern us, and what somebody thinks of it."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lagesbild.cooperation.models import Call, CallJudgement
from lagesbild.cooperation.scanning.matching import Strength, is_weighed, ours, reasons
from lagesbild.cooperation.scanning.selection import (
    LONGEST_WORDS,
    Order,
    ScanChoice,
    ScannedCall,
    ScanStatus,
    ScanVerdict,
    by_relevance,
    calls,
    judge,
    with_judgements,
)
from lagesbild.framework.models import GlobalGoal, GlobalTarget

TITLE = gettext_lazy("Omvärldsbevakning")
A_PAGE = 20


class CallJudgementForm(forms.ModelForm):
    class Meta:
        model = CallJudgement
        fields = ["verdict", "reason"]
        error_messages = {
            "reason": {"required": gettext_lazy("Skriv varför, så att ingen behöver läsa utlysningen igen.")},
            "verdict": {
                "required": gettext_lazy("Välj en av knapparna."),
                "invalid_choice": gettext_lazy("Välj en av knapparna."),
            },
        }


def may_judge(user) -> bool:
    return user.has_perm("cooperation.change_call")


class HorizonScanPage(WagtailAdminTemplateMixin, TemplateView):
    page_title = TITLE
    header_icon = "globe"
    _show_breadcrumbs = True
    template_name = "cooperation/horizon_scan.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_judge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        call = get_object_or_404(Call, pk=_number(request.POST.get("call")))
        form = CallJudgementForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(judged_call=call, form=form), status=422)
        judgement = judge(call, by=request.user, now=timezone.now(), **form.cleaned_data)
        sentence = _("%(call)s: %(verdict)s.") % {"call": call, "verdict": judgement.get_verdict_display()}
        messages.success(request, sentence, buttons=[messages.button(_again(call), _("Ändra bedömningen"))])
        return HttpResponseRedirect(request.get_full_path())

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, judged_call=None, form=None, **kwargs):
        today, choice, us = timezone.localdate(), ScanChoice.of(self.request.GET), ours()
        found_calls = with_judgements(calls(choice, today))
        if choice.order == Order.RELEVANCE:
            found_calls = by_relevance(found_calls, us)
        page = Paginator(found_calls, A_PAGE).get_page(self.request.GET.get("sida"))
        words = _Vocabulary()
        return super().get_context_data(
            today=today,
            choice=choice,
            choices=_choices(choice, words.goals),
            longest_words=LONGEST_WORDS,
            page=page,
            address=self.request.get_full_path(),
            query=_without_page(self.request.GET),
            rows=[_row(ScannedCall(call, reasons(call, us)), words) for call in page],
            strengths=Strength.labels,
            edit_address=Call.snippet_viewset.get_url_name("edit"),
            verdicts=CallJudgement.Judgement,
            longest_reason=CallJudgement._meta.get_field("reason").max_length,
            judged_call=judged_call,
            form=form,
            nothing_at_all=not page.paginator.count and not Call.objects.exists(),
            **kwargs,
        )


def _again(call: Call) -> str:
    """Where a call that has been judged stands, to be judged once more: it has left the list one was looking at."""
    name = call.reference or call.name
    query = urlencode({"lage": ScanStatus.ALL, "bedomning": ScanVerdict.ALL, "ord": name})
    return f"{reverse('horizon_scan')}?{query}#utlysning-{call.pk}"


def _number(text) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _without_page(query) -> str:
    other_terms = query.copy()
    other_terms.pop("sida", None)
    return other_terms.urlencode()


def _choices(choice: ScanChoice, goals: dict[int, GlobalGoal]) -> list[dict]:
    """The filters, each with its options and what is chosen."""
    numbered = [("", _("Alla mål")), *((str(number), str(goal)) for number, goal in goals.items())]
    return [
        {"name": "lage", "label": _("Läge"), "options": ScanStatus.choices, "chosen": choice.when},
        {
            "name": "bedomning",
            "label": _("Bedömning"),
            "options": ScanVerdict.choices,
            "chosen": choice.judged,
        },
        {"name": "mal", "label": _("Föreslaget mål"), "options": numbered, "chosen": str(choice.goal or "")},
        {"name": "ordning", "label": _("Ordning"), "options": Order.choices, "chosen": choice.order},
    ]


class _Vocabulary:
    """The goals' and targets' names, asked for once a page."""

    def __init__(self):
        self.goals = {goal.number: goal for goal in GlobalGoal.objects.all()}
        self.targets = {target.code: target for target in GlobalTarget.objects.all()}


def _row(scanned: ScannedCall, words: _Vocabulary) -> dict:
    call = scanned.call
    return {
        "call": call,
        "shown": scanned,
        "judgement": scanned.judgement,
        "earlier": call.judged[1:],
        "tags": [_tag_row(tag, words) for tag in call.suggested],
        "no_tags": "" if call.suggested else _why_none(scanned),
        "programme": call.programme or call.found.get("programme", ""),
    }


def _tag_row(tag: dict, words: _Vocabulary) -> dict:
    return {
        "goal": words.goals.get(tag["goal"], tag["goal"]),
        "why": _why(tag),
        "targets": [
            {
                "target": words.targets.get(target["code"], target["code"]),
                "words": ", ".join(target["words"]),
            }
            for target in tag["targets"]
        ],
    }


def _why(tag: dict) -> str:
    quoted_words = ", ".join(tag["words"])
    if tag["named"]:
        return _("därför att texten själv skriver: %(words)s") % {"words": quoted_words}
    share = round(100 * tag["share"])
    if share == 100:
        return _("därför att texten nämner: %(words)s (genom hela texten)") % {"words": quoted_words}
    sentence = _("därför att texten nämner: %(words)s (i %(share)s av texten)")
    return sentence % {"words": quoted_words, "share": f"{share}\N{NO-BREAK SPACE}%"}


def _why_none(scanned: ScannedCall) -> str:
    if is_weighed(scanned.call):
        return _("Inget mål föreslås: texten liknar inget av målen tillräckligt.")
    return _(
        "Inget mål föreslås: bara engelska texter ur hämtade listor vägs, och den här nämner inget mål vid namn."
    )
