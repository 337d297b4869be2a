from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from lagesbild.organisations.models import Organisation


@register_snippet
class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisationer")
    menu_order = 110
    add_to_admin_menu = True
    list_display = ["name_sv", "kind", "parent", "status", UpdatedAtColumn()]
    list_filter = ["kind", "status", "country"]
