from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lagesbild.website.changes import latest_changes


class Changes(Feed):
    """What was last published, without telling by whom."""

    feed_type = Atom1Feed
    title = _("Senast ändrat i Lägesbild")
    subtitle = _("Mål, nyckeltal, åtgärder, program och samarbeten som har publicerats på nytt.")
    link = reverse_lazy("start")

    @property
    def language(self):
        return get_language()

    def items(self):
        return latest_changes(30)

    def item_title(self, item):
        return item.name

    def item_description(self, item):
        return item._meta.verbose_name

    def item_link(self, item):
        return item.get_absolute_url()

    def item_updateddate(self, item):
        return item.last_published_at

    def item_guid(self, item):
        return f"urn:uuid:{item.uid}"

    item_guid_is_permalink = False
