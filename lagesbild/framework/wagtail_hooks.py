from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from lagesbild.framework.models import GlobalGoal


@register_snippet
class GlobalGoalViewSet(SnippetViewSet):
    model = GlobalGoal
    icon = "site"
    menu_label = _("Globala mål")
    menu_order = 120
    add_to_admin_menu = True
    list_display = ["number", "name_sv", "name_en", "colour"]
    inspect_view_enabled = False
