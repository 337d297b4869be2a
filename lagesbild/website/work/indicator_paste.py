"""Indicators pasted from Excel: what each row means, what is wrong, and what is right saved once as drafts."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from lagesbild.barometer import indicator_plan
from lagesbild.barometer.indicator_plan import IndicatorPlan
from lagesbild.barometer.models import Programme
from lagesbild.website.work.access import staff_page
from lagesbild.website.work.programme_paste import LONGEST, take_turn

ADD = ("barometer.add_indicator", "barometer.publish_indicator")


class IndicatorsForm(forms.Form):
    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        label=gettext_lazy("Målen finns i"),
        required=False,
        empty_label=gettext_lazy("Vilket program som helst"),
    )
    text = forms.CharField(
        label=gettext_lazy("Nyckeltalen"),
        max_length=LONGEST,
        strip=False,
        help_text=gettext_lazy(
            "Ett på varje rad: id, namn, mål, målvärde, målår, enhet och riktning, med eller utan rubriker. Målet är"
            " dess nummer eller namn."
        ),
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
    )


@staff_page(*ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def paste_indicators(request):
    """The text, what it means, and a button. Nothing is written before the button is pressed."""
    initial = {"programme": request.GET.get("program")}
    form = IndicatorsForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    plan = indicator_plan.plan(form.cleaned_data["text"], form.cleaned_data["programme"])
    if "skriv" in request.POST and plan.ready:
        return _write(request, form, plan)
    return _page(request, form, plan)


def _write(request, form: IndicatorsForm, plan: IndicatorPlan):
    try:
        with transaction.atomic():
            sent = take_turn(request.POST.get("nyckel", ""))
            if sent and sent.made_pk is not None:
                messages.info(request, _("Listan är redan sparad. Inget är sparat två gånger."))
                return redirect("indicator_paste")
            new, linked = indicator_plan.carry_out(plan, by=request.user)
            if sent:
                sent.made_pk = new
                sent.save()
    except (ValidationError, IntegrityError) as error:
        form.add_error("text", " ".join(getattr(error, "messages", None) or [_("Titta på listan igen.")]))
        return _page(request, form, plan)
    messages.success(request, _saved(new, linked))
    programme = form.cleaned_data["programme"]
    if plan.problems:
        return _page(request, form, indicator_plan.plan(form.cleaned_data["text"], programme))
    return redirect("programme_publish", programme.pk) if programme else redirect("indicator_paste")


def _saved(new: int, linked: int) -> str:
    words = ngettext("%(n)s nyckeltal är sparat som utkast.", "%(n)s nyckeltal är sparade som utkast.", new)
    more = ngettext(
        "%(n)s som fanns har fått ett mål till.", "%(n)s som fanns har fått ett mål till.", linked
    )
    return " ".join(
        [words % {"n": new}] * bool(new) + [more % {"n": linked}] * bool(linked),
    )


def _page(request, form: IndicatorsForm, plan: IndicatorPlan | None = None):
    wrong = form.is_bound and not form.is_valid()
    context = {"form": form, "plan": plan, "key": uuid.uuid4()}
    return render(request, "website/work/indicator_paste.html", context, status=422 if wrong else 200)
