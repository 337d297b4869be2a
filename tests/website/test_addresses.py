"""The lists that other tests go through hold every kind of page that the site has: a new one cannot be forgotten."""

from urllib.parse import urlsplit

from django.urls import resolve
from django.urls.exceptions import Resolver404

from lagesbild.website import urls
from tests.website import test_browser, test_gate
from tests.website.conftest import every_answer

STAFF = ("arbete/", "logga-", "^logga-")
"""Theirs are in the tables of test_permissions.py and in tests/website/log_in."""
THE_SAME = {"accessibility", "methods"}
"""Pages that say the same whatever is published."""
PACKED = {"commitments_xlsx", "international_report_docx", "compare_goal_xlsx", "compare_goal_png"}
"""Files whose words cannot be read off their bytes: their pages are tried, which say the same."""


class OneOfEach:
    """In place of the served example: one thing of every kind, and no answer at all."""

    def __call__(self, address: str) -> None:
        return None

    def every(self, kind: str) -> list[dict]:
        address = {
            "goals": "/program/p/mal/",
            "indicators": "/nyckeltal/x/",
            "actions": "/atgarder/x/",
            "organisations": "/ansvariga/x/",
            "partnerships": "/samarbeten/x/",
            "projects": "/projekt/x/",
            "exchanges": "/samarbeten/utbyten/x/",
        }[kind]
        return [{"address": address, "programme": "p"}]


def names(addresses) -> set[str]:
    found = set()
    for address in addresses:
        try:
            found.add(resolve(urlsplit(address).path).url_name)
        except Resolver404:
            continue
    return found


PUBLIC_NAMES = {
    pattern.name for pattern in urls.urlpatterns if not str(pattern.pattern).startswith(STAFF)
} - {"account_logout"}


def test_the_crawl_of_the_example_asks_for_every_kind_of_page():
    assert PUBLIC_NAMES - names(every_answer(OneOfEach())) == set()


def test_the_gate_is_tried_at_every_kind_of_page():
    assert PUBLIC_NAMES - names([*test_gate.PUBLIC, *test_gate.HIDDEN]) - THE_SAME - PACKED == set()


FILES = ("_csv", "_json", "_xlsx", "_svg", "_png", "_docx", "_card", "feed", "raw_file")


def test_axe_sees_every_kind_of_page():
    seen = names([*test_browser.TYPES.values(), *test_browser.REGISTER, *test_browser.ONE_OF_EACH])
    assert {name for name in PUBLIC_NAMES - seen if not name.endswith(FILES)} == set()
