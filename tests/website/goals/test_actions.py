"""The list of actions, fifty to a page."""

import pytest

from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db


@pytest.fixture
def many():
    drawing.home()
    for number in range(60):
        drawing.action(f"Åtgärd {number:02}", set_status="done" if number < 55 else "started")


def listed(client, address: str) -> str:
    return client.get(address).content.decode()


def test_every_action_is_on_one_page_or_the_other(client, many):
    pages = [listed(client, "/atgarder/"), listed(client, "/atgarder/?sida=2")]
    for number in range(60):
        assert [f"Åtgärd {number:02}<" in page for page in pages].count(True) == 1
    assert "Sida 1 av 2" in pages[0]


def test_the_choice_follows_to_the_next_page(client, many):
    first = listed(client, "/atgarder/?lage=done")
    assert "?lage=done&amp;sida=2" in first
    assert listed(client, "/atgarder/?lage=done&sida=2").count('class="row row-action"') == 5


def test_a_page_that_is_not_there_is_the_nearest(client, many):
    assert Html(listed(client, "/atgarder/?sida=99"))
    assert "Sida 2 av 2" in listed(client, "/atgarder/?sida=99")
    assert "Sida 1 av 2" in listed(client, "/atgarder/?sida=fel")
