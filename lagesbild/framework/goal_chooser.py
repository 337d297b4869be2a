"""Searching among the 17 global goals in the editor: by number, by name and by what they say, inside words too."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

TEXTS = ("name_sv", "name_en", "summary_sv", "summary_en")


def goals_about(goals: QuerySet, query: str) -> QuerySet:
    """The goals that a query is about. They come with the database, so Wagtail has never noted them in its index."""
    if query.isdecimal():
        return goals.filter(number=int(query))
    about = Q(targets__name_sv__icontains=query) | Q(targets__name_en__icontains=query)
    for text in TEXTS:
        about |= Q(**{f"{text}__icontains": query})
    return goals.filter(pk__in=goals.model.objects.filter(about).values("pk"))


class GoalSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Sök"), widget=forms.TextInput(attrs={"placeholder": _("Sök")}), required=False
    )

    def filter(self, objects):
        query = self.cleaned_data.get("q", "").strip()
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return goals_about(objects, query)


class ChooseGoal(ChooseView):
    filter_form_class = GoalSearchForm


class ChooseGoalResults(ChooseResultsView):
    filter_form_class = GoalSearchForm


class GlobalGoalChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseGoal
    choose_results_view_class = ChooseGoalResults
