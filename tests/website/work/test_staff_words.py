"""The pages that staff see are ours, in Swedish: nothing is left of what Wagtail lays down for a site of its own."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Collection, Page
from wagtail.snippets.models import get_snippet_models

from tests.reporting.drawing import person
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

LEFT_OVERS = re.compile(
    r"\bWagtail\b|Exploring|Welcome to|Moderators|Editors\b|\bCan [a-z]+|[Ss]nutt|[Ss]nippets?\b|What.s new|Editor guide"
)
MOST_PAGES = 90
STARTS = (
    *("/redigera/", "/arbete/", "/redigera/users/", "/redigera/groups/new/", "/redigera/account/"),
    "/redigera/workflows/list/",
)
SKIPPED = ("/logout/", "/export", "?export", "/bulk/", "/preview/", "/chooser/")


def read_words(body: str) -> str:
    """What a person reads: the title, the text, and what stands in labels."""
    shown = re.sub(r"<(script|style)\b.*?</\1>", "", body, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', shown)
    title = re.findall(r"<title>(.*?)</title>", shown, re.DOTALL)
    return " ".join([*title, *Html(shown).words, *labels])


def walk(client) -> dict[str, str]:
    """Address → words of the staff's pages that links lead to; of pages of one kind one."""
    to_read, kinds, pages = list(STARTS), set(), {}
    to_read += [reverse(model.snippet_viewset.get_url_name(name)) for model in get_snippet_models()
                for name in ("list", "add")]  # fmt: skip
    while to_read and len(pages) < MOST_PAGES:
        address = to_read.pop(0)
        kind = re.sub(r"\d+", "N", address.partition("?")[0])
        if kind in kinds or any(part in address for part in SKIPPED):
            continue
        kinds.add(kind)
        answer = client.get(address, follow=True)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            body = answer.content.decode()
            pages[address] = read_words(body)
            to_read += re.findall(r'href="(/(?:redigera|arbete)/[^"#]*)"', body)
    return pages


def test_no_page_of_the_staffs_has_a_left_over_of_wagtails(world, client):
    admin = world.person("admin")
    client.force_login(admin)
    pages = walk(client)
    assert len(pages) > 50
    wrong = {
        address: LEFT_OVERS.search(words).group()
        for address, words in pages.items()
        if LEFT_OVERS.search(words)
    }
    assert wrong == {}


def test_the_tree_of_pages_leads_to_the_editors_first_page(client):
    admin = person("overst")
    type(admin).objects.filter(pk=admin.pk).update(is_superuser=True)
    client.force_login(admin)
    reports = [f"/redigera/reports/{name}/" for name in ("locked", "aging-pages", "page-types-usage")]
    for address in ("/redigera/pages/", "/redigera/pages/1/", "/redigera/sites/", *reports):
        assert client.get(address).headers["Location"] == "/redigera/"


def test_the_database_has_none_of_them():
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert not Collection.objects.filter(name="Root").exists()
    assert not Page.objects.filter(title__in=["Root", "Welcome to your new Wagtail site!"]).exists()
    assert not Permission.objects.filter(name__startswith="Can ").exists()


def test_the_menu_has_no_report_of_pages(world, rf):
    from wagtail.admin.menu import reports_menu

    request = rf.get("/redigera/")
    request.user = world.person("admin")
    items = {item.name for item in reports_menu.menu_items_for_request(request)}
    assert "site-history" in items
    assert not items & {"locked-pages", "aging-pages", "page-types-usage"}
