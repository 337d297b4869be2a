"""The editor's page on open aid data: which projects are not in the file, and what would put them there."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lagesbild.cooperation.iati import export
from lagesbild.cooperation.models import Project
from lagesbild.organisations.editor_access import sees_all
from lagesbild.organisations.models import Municipality

A_PAGE = 50


def may_see(user) -> bool:
    """It tells of every project, published or not."""
    return user.has_perm("cooperation.view_project") and sees_all(user, Project)


class OpenAidReport(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Öppna biståndsdata: vad som inte kan publiceras")
    header_icon = "warning"
    _show_breadcrumbs = True
    template_name = "cooperation/iati_report.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        municipality = Municipality.load(request_or_site=self.request)
        address = self.request.build_absolute_uri("/")
        _mark, exported = export.latest(municipality, timezone.localdate(), address)
        return super().get_context_data(
            exported=exported,
            number=municipality.organisation_number,
            settings_address=reverse(
                "wagtailsettings:edit", args=["organisations", "municipality", municipality.pk]
            ),
            refused=self._page("sida", exported.refused),
            left_out=self._page("utan", exported.left_out),
            edit_address=Project.snippet_viewset.get_url_name("edit"),
            **kwargs,
        )

    def _page(self, name: str, refusals):
        return Paginator(refusals, A_PAGE).get_page(self.request.GET.get(name))
