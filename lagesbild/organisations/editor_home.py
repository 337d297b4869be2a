"""The first page of the editor: what one may begin, and what one has begun."""

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component
from wagtail.models import DraftStateMixin
from wagtail.snippets.models import get_snippet_models

from lagesbild.organisations.models import User

MOST_DRAFTS = 10
Way = tuple[str | Promise, str]
"""What it is called, and its address."""


class Begin(Component):
    """Ways to what the person may add, and to the drafts that they wrote in last."""

    name, order = "begin", 100
    template_name = "organisations/begin.html"

    def __init__(self, title: str | Promise, models: tuple[type[Model], ...]):
        self.title, self.models = title, models

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"title": self.title, "ways": ways_to_add(user, self.models), "drafts": drafts_of(user)}


def ways_to_add(user: User, models: tuple[type[Model], ...]) -> list[Way]:
    views = [model.snippet_viewset for model in models]
    return [
        (view.model._meta.verbose_name, reverse(view.get_url_name("add")))
        for view in views
        if view.permission_policy.user_has_permission(user, "add")
    ]


def drafts_of(user: User) -> list[tuple[Model, Way]]:
    """What the user wrote in last and nobody has published since, the newest first."""
    drafts = []
    for model in get_snippet_models():
        if issubclass(model, DraftStateMixin):
            mine = model._default_manager.filter(has_unpublished_changes=True, latest_revision__user=user)
            drafts += mine.select_related("latest_revision").order_by("-latest_revision__created_at")[
                :MOST_DRAFTS
            ]
    drafts.sort(key=lambda draft: draft.latest_revision.created_at, reverse=True)
    return [
        (
            draft,
            (draft._meta.verbose_name, reverse(draft.snippet_viewset.get_url_name("edit"), args=[draft.pk])),
        )
        for draft in drafts[:MOST_DRAFTS]
    ]
