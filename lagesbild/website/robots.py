"""What robots are told: where they need not go, and every public address with the day it last changed."""

from urllib.parse import urlsplit

from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse
from django.urls import reverse

from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, Indicator, Programme
from lagesbild.cooperation.models import Exchange, Partnership, Project
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation
from lagesbild.website.site_address import declared_address, whole_address

NOT_FOR_ROBOTS = ("/redigera/", "/arbete/", "/logga-in/", "/logga-ut/", "/sok/", "/inbaddad/")
PAGES = (
    "start", "global_goals", "programmes", "indicators", "actions", "partnerships", "projects", "exchanges", "lessons",
    "network", "partner_map", "commitments", "funding", "calls", "organisations", "attention", "legend", "methods",
    "open_data", "accessibility", "changes", "api_docs", "compare_goal",
)  # fmt: skip
"""Pages of no single thing, by their names."""


def robots(request):
    paths = [path for place in NOT_FOR_ROBOTS for path in (place, f"/en{place}")]
    rows = ["User-agent: *", *(f"Disallow: {path}" for path in paths), ""]
    rows.append(f"Sitemap: {whole_address(request, reverse('sitemap'))}")
    return HttpResponse("\n".join(rows) + "\n", content_type="text/plain; charset=utf-8")


class SitemapInBothLanguages(Sitemap):
    """At the site's own address, as the links to one true page, whatever it is asked for under."""

    i18n = alternates = x_default = True
    protocol = None

    def get_protocol(self, protocol=None):
        return urlsplit(declared_address()).scheme or super().get_protocol(protocol)

    def get_domain(self, site=None):
        return urlsplit(declared_address()).netloc or super().get_domain(site)


class SitemapPages(SitemapInBothLanguages):
    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class GlobalGoals(SitemapInBothLanguages):
    def items(self):
        return GlobalGoal.objects.order_by("number")


class Things(SitemapInBothLanguages):
    """Everything public that has a page of its own, with the day it was last published."""

    def items(self):
        goals = overview.public_goals().filter(represents=None).order_by("pk")
        models = (Indicator, Action, Programme, Organisation, Partnership, Project, Exchange)
        return [*goals, *(thing for model in models for thing in model.objects.public().order_by("pk"))]

    def lastmod(self, item):
        return item.last_published_at


class Charts(SitemapInBothLanguages):
    def items(self):
        return Indicator.objects.public().order_by("pk")

    def location(self, item):
        return reverse("indicator_chart", args=[item.slug])


SITEMAPS = {"pages": SitemapPages, "goals": GlobalGoals, "things": Things, "charts": Charts}
