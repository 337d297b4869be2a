"""Every address. People bookmark these: one that changes must lead on (framework.FormerAddress)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from lagesbild.organisations import editor_reports, files
from lagesbild.website import about, robots
from lagesbild.website import urls as website_urls
from lagesbild.website.api import docs_page
from lagesbild.website.api.barometer import api
from lagesbild.website.log_in import provider_urls
from lagesbild.website.log_in import views as log_in
from lagesbild.website.register import iati

urlpatterns = [
    path("redigera/login/", log_in.from_the_editor),
    # The site is no tree of pages: Wagtail's would be empty, and in English.
    re_path(
        r"^redigera/(?:pages|sites|reports/(?:locked|aging-pages|page-types-usage))/",
        RedirectView.as_view(pattern_name="wagtailadmin_home"),
    ),
    path("redigera/reports/", include(editor_reports.urlpatterns)),
    path("redigera/", include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    # Only pictures made by the site itself. Documents have an address of their own, which knows who may read them.
    path("media/images/<path:path>", files.picture),
    path("api/v1/", api.urls),
    path("logga-in/", include(provider_urls)),
    path("iati.xml", iati.activities, name="iati"),
    path("colours.css", about.colours, name="colours"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": robots.SITEMAPS}, name="sitemap"),
    *i18n_patterns(
        path("api/v1/docs", docs_page.api_docs, name="api_docs"),
        path("", include(website_urls)),
        prefix_default_language=False,
    ),
]
handler429 = "lagesbild.website.log_in.views.too_many"
handler403 = "lagesbild.website.troubles.forbidden"
handler404 = "lagesbild.website.troubles.not_found"
handler500 = "lagesbild.website.troubles.server_error"
