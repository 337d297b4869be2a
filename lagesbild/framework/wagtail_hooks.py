from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
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


@hooks.register("insert_editor_js")
def where_the_focus_goes_after_a_choice():
    return format_html('<script src="{}"></script>', static("framework/chooser_focus.js"))
