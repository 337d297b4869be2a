"""The public page of the methods, in both languages."""

import pytest
from django.utils import translation

from tests.website.reading import Html

from .specs import SPECS


@pytest.fixture
def page(client, db):
    """The page at an address, taken apart."""
    with translation.override("sv"):
        yield lambda address: Html(client.get(address).content.decode())


@pytest.mark.parametrize(("address", "language"), [("/metoder/", "sv"), ("/en/metoder/", "en")])
def test_every_method_has_its_heading_and_its_anchor(page, address, language):
    found = page(address)

    assert found.lang == language
    assert [text for level, text in found.headings if level == 1] == [
        "Metoder" if language == "sv" else "Methods"
    ]
    assert {spec.name[language] for spec in SPECS} <= {text for level, text in found.headings if level == 2}
    assert {spec.key for spec in SPECS} <= set(found.ids)
    assert {link for link in found.links if link.startswith("#")} <= {f"#{one}" for one in found.ids}


def test_ids_are_unique_and_every_table_has_its_caption_and_heads(page):
    found = page("/metoder/")

    assert len(found.ids) == len(set(found.ids))
    assert len(found.all("table")) == len(found.all("caption"))
    assert all(head["scope"] in ("col", "row") for head in found.all("th"))


def test_numbers_and_words_are_those_of_the_language(page):
    assert {"1,3542", "lägre är bättre", "6,57–14,94"} <= set(page("/metoder/").words)
    assert {"1.3542", "lower is better", "6.57–14.94"} <= set(page("/en/metoder/").words)


def test_the_legend_leads_here(page):
    links = page("/teckenforklaring/").links

    assert {f"/metoder/#{key}" for key in ("theil-sen", "regression", "baseline")} <= set(links)
