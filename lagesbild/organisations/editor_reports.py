"""The editor's history of the whole site shows somebody no more than the lists do.

Wagtail asks for a right to the kind of thing alone. Its reports of reviews it opens to nobody without a right to pages.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import ModelLogEntry
from wagtail.snippets.models import get_snippet_models

from lagesbild.organisations.editor_access import OwnPolicy, sees_all
from lagesbild.organisations.models import User

RIGHTS = ("add", "change", "view")


class SiteHistory(LogEntriesView):
    """On the page and in the files: each of them asks for its rows here."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if queryset.model is ModelLogEntry:
            queryset = queryset.exclude(out_of_sight(self.request.user))
        return super().filter_queryset(queryset)


def out_of_sight(user: User) -> Q:
    """The notes about things that the lists of the editor keep from the user."""
    hidden = Q(pk__in=[])
    for model in get_snippet_models():
        policy = model.snippet_viewset.permission_policy
        if isinstance(policy, OwnPolicy) and not sees_all(user, model):
            listed = policy.instances_user_has_any_permission_for(user, RIGHTS).values_list("pk", flat=True)
            kind = Q(content_type=ContentType.objects.get_for_model(model))
            # A note keeps the number of its thing as text.
            hidden |= kind & ~Q(object_id__in=[str(number) for number in listed])
    return hidden


# Before Wagtail's own, at the same addresses.
urlpatterns = [
    path("site-history/", require_admin_access(SiteHistory.as_view())),
    path("site-history/results/", require_admin_access(SiteHistory.as_view(results_only=True))),
]
