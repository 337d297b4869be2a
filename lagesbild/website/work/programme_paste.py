"""A programme pasted from Word or Excel: what becomes of each row, what has to be asked, and saving it as drafts."""

import re
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from lagesbild.barometer import goal_plan
from lagesbild.barometer.goal_plan import SKIP, TEXT, GoalPlan, RowChoice
from lagesbild.barometer.models import Programme
from lagesbild.barometer.models.goals import DEEPEST
from lagesbild.barometer.overview import takes_over
from lagesbild.barometer.pasted_goals import goal_numbers
from lagesbild.cooperation.scanning.tagging import suggest
from lagesbild.framework.models import SentForm
from lagesbild.website.work.access import staff_page

LONGEST = 300_000
ADD = ("barometer.add_programme", "barometer.add_goal")
PUBLISH = ("barometer.publish_programme", "barometer.publish_goal")


class ProgrammeForm(forms.Form):
    """Which programme the goals belong to: one that is there, or a new one with its name and its first day."""

    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        label=gettext_lazy("Program"),
        required=False,
        empty_label=gettext_lazy("Ett nytt program"),
    )
    name = forms.CharField(label=gettext_lazy("Det nya programmets namn"), max_length=200, required=False)
    valid_from = forms.DateField(
        label=gettext_lazy("Gäller från"),
        required=False,
        help_text=gettext_lazy("Före den dagen tar programmet inte över någon sida. Kan fyllas i senare."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Programmets mål"),
        max_length=LONGEST,
        strip=False,
        help_text=gettext_lazy(
            "Kopiera listan eller tabellen i Word eller Excel och klistra in den här. Nivåerna läses ur nummer,"
            " rubriker, punkter, indrag eller kolumner."
        ),
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
    )

    def clean(self):
        fields = super().clean()
        if not fields.get("programme") and not (fields.get("name") or "").strip():
            self.add_error("name", _("Skriv vad programmet heter, eller välj ett som finns."))
        return fields


@staff_page(*ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def paste_programme(request):
    """The text, what it means, and a button. Nothing is written before the button is pressed."""
    form = ProgrammeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    fields = form.cleaned_data
    plan = goal_plan.plan(fields["text"], fields["programme"], _choices(request.POST), suggested_goals)
    if "skriv" in request.POST and plan.new:
        return _write(request, form, plan)
    return _page(request, form, plan)


def suggested_goals(text: str) -> tuple[int, ...]:
    return tuple(tag.goal for tag in suggest(text))


def _choices(sent) -> dict[int, RowChoice]:
    """By the row's place. What cannot be read is as if nothing were said."""
    choices = {}
    for name, level in sent.items():
        place = name.removeprefix("niva-")
        if place != name and place.isdecimal() and re.fullmatch(r"-1|\d", level):
            goals = goal_numbers(sent.get(f"mal-{place}", ""))
            choices[int(place)] = RowChoice(int(level), goals, f"ersatt-{place}" in sent)
    return choices


def _write(request, form: ProgrammeForm, plan: GoalPlan):
    fields = form.cleaned_data
    try:
        with transaction.atomic():
            sent = take_turn(request.POST.get("nyckel", ""))
            if sent and sent.made_pk:
                messages.info(request, _("Listan är redan sparad. Inget är sparat två gånger."))
                return redirect("programme_publish", sent.made_pk)
            programme = fields["programme"] or goal_plan.new_programme(
                fields["name"].strip(), fields["valid_from"], plan.words, by=request.user
            )
            saved = goal_plan.carry_out(plan, programme, by=request.user)
            if sent:
                sent.made_pk = programme.pk
                sent.save()
    except (ValidationError, IntegrityError) as error:
        form.add_error("text", _in_words(error))
        return _page(request, form, plan)
    words = ngettext("%(n)s mål är sparat som utkast.", "%(n)s mål är sparade som utkast.", len(saved))
    messages.success(request, words % {"n": len(saved)})
    return redirect("programme_publish", programme.pk)


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("Någon annan har sparat samma mål just nu. Titta på listan igen.")


def take_turn(key: str) -> SentForm | None:
    """The pasted form of that key, once nobody else has it in hand."""
    try:
        return SentForm.take_turn(uuid.UUID(key), Programme)
    except ValueError:
        return None


def _page(request, form: ProgrammeForm, plan: GoalPlan | None = None):
    programme = _programme(form) if plan else None
    context = {
        "form": form,
        "plan": plan,
        "programme": programme,
        "key": uuid.uuid4(),
        "levels": range(1, DEEPEST + 1),
        "as_text": TEXT,
        "skip": SKIP,
        "replaces": takes_over(programme, plan.represented) if plan else [],
    }
    wrong = form.is_bound and not form.is_valid()
    return render(request, "website/work/programme_paste.html", context, status=422 if wrong else 200)


def _programme(form: ProgrammeForm) -> Programme:
    """The programme that the goals would belong to, as it would be."""
    fields = form.cleaned_data
    return fields["programme"] or Programme(name_sv=fields["name"], valid_from=fields["valid_from"])


@staff_page(*PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_programme(request, pk):
    """What lies as drafts in a programme, whose pages it takes over and when, and publishing all of it at once."""
    programme = get_object_or_404(Programme, pk=pk)
    if request.method == "POST":
        count = goal_plan.publish(programme, by=request.user)
        words = ngettext(
            "%(n)s mål eller nyckeltal är publicerat.", "%(n)s mål och nyckeltal är publicerade.", count
        )
        messages.success(request, words % {"n": count})
        return redirect(Programme.objects.get(pk=pk))
    drafts = goal_plan.drafts_of(programme)
    represented = programme.goals.exclude(represents=None).values_list("represents", flat=True)
    context = {
        "programme": programme,
        "drafts": drafts,
        "indicators": goal_plan.indicator_drafts(programme),
        "replaces": takes_over(programme, represented),
    }
    return render(request, "website/work/programme_publish.html", context)
