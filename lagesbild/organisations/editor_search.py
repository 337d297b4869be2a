"""Search in the editor: of every kind what the person may open, found as the kind's own list would find it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.search.backends import get_search_backend
from wagtail.search.index import class_is_indexed
from wagtail.snippets.models import get_snippet_models

from lagesbild.organisations.editor_access import publication
from lagesbild.organisations.models import User

MOST = 10
"""So many of a kind are shown; the kind's own list has the rest."""
SEES = ("add", "change", "view")


@dataclass(frozen=True)
class SearchHit:
    name: str
    address: str
    """Empty where the person may only look at the list."""
    publication: str


@dataclass(frozen=True)
class KindHits:
    """What was found of one kind. ``address``: its list, searched for the same."""

    kind: str
    address: str
    count: int
    rows: tuple[SearchHit, ...]


def find(question: str, user: User) -> list[KindHits]:
    """By kind, in the order of their names; nothing of nothing."""
    if not question:
        return []
    kinds = [_of_kind(model, question, user) for model in get_snippet_models() if class_is_indexed(model)]
    return sorted((hits for hits in kinds if hits.count), key=lambda hits: hits.kind)


def _of_kind(model: type[Model], question: str, user: User) -> KindHits:
    views = model.snippet_viewset
    theirs = views.permission_policy.instances_user_has_any_permission_for(user, SEES)
    # A name is found by the beginning of a word; what has no name of its own by whole words.
    backend = get_search_backend()
    search = backend.autocomplete if model.get_autocomplete_search_fields() else backend.search
    hits, addresses = search(question, theirs), AdminURLFinder(user)
    return KindHits(
        capfirst(model._meta.verbose_name_plural),
        f"{reverse(views.get_url_name('list'))}?{urlencode({'q': question})}",
        hits.count(),
        tuple(_search_hit(hit, addresses) for hit in hits[:MOST]),
    )


def _search_hit(thing: Model, addresses: AdminURLFinder) -> SearchHit:
    status = publication(thing) if hasattr(thing, "live") else ""
    return SearchHit(str(thing) or _("utan namn"), addresses.get_edit_url(thing) or "", status)


class EditorSearch(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Sök i redigeringen")
    header_icon = "search"
    _show_breadcrumbs = True
    template_name = "organisations/editor_search.html"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        question = self.request.GET.get("q", "").strip()[:200]
        kinds = find(question, self.request.user)
        return super().get_context_data(question=question, found=kinds, **kwargs)
