"""Where a page cannot be shown: words, in the reader's language, in the site's own dress, with a way on."""

import pytest
from django.db import OperationalError
from django.test import Client

from lagesbild.website import troubles
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

IN_DRESS = "website/site.css"


def read(answer) -> Html:
    return Html(answer.content.decode())


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [("/finns-inte/", "sv", "finns inte"), ("/en/no-such/", "en", "no such page")],
)
def test_a_page_that_is_not_there_leads_on_in_its_language(client, address, language, words):
    answer = client.get(address)
    page = read(answer)
    assert answer.status_code == 404
    assert page.lang == language
    assert words in page.headings[0][1]
    assert any(link.endswith("/mal/") for link in page.links)
    assert IN_DRESS in page.source


def test_a_mistyped_address_suggests_what_its_words_find(client):
    drawing.indicator("Öppet arbetslösa", slug="oppet-arbetslosa")
    assert "/nyckeltal/oppet-arbetslosa/" in read(client.get("/nyckeltal/arbetslosa/")).links
    assert "/nyckeltal/oppet-arbetslosa/" not in read(client.get("/arbetslosa.php")).links


@pytest.mark.parametrize(("way", "language"), [("", "sv"), ("/en", "en")])
def test_a_form_without_its_cookie_says_what_to_do(way, language):
    answer = Client(enforce_csrf_checks=True).post(f"{way}/logga-in/", {"login": "x", "password": "y"})
    page = read(answer)
    assert answer.status_code == 403
    assert page.lang == language
    assert f"{way}/logga-in/" in page.links
    assert IN_DRESS in page.source
    assert "CSRF" not in page.text


@pytest.mark.parametrize(
    ("error", "status"), [(ZeroDivisionError("x"), 500), (OperationalError("locked"), 503)]
)
@pytest.mark.parametrize(("way", "language"), [("", "sv"), ("/en", "en")])
def test_what_fails_is_told_without_asking_the_database(client, monkeypatch, error, status, way, language):
    def fail(*_arguments, **_more):
        raise error

    monkeypatch.setattr("lagesbild.website.search_page.find", fail)
    client.raise_request_exception = False
    answer = client.get(f"{way}/sok/", {"q": "vatten"})
    page = read(answer)
    assert answer.status_code == status
    assert answer.get("Retry-After") == ("30" if status == 503 else None)
    assert page.lang == language
    assert f"{way}/mal/" in page.links
    assert IN_DRESS in page.source


def test_a_page_of_errors_that_fails_still_has_its_words(monkeypatch, rf):
    monkeypatch.setattr(troubles, "render_to_string", lambda *_: 1 / 0)
    answer = troubles.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Felet är vårt" in answer.content.decode()


@pytest.mark.parametrize(("way", "language"), [("", "sv"), ("/en", "en")])
def test_too_many_tries_are_told_in_the_readers_language(rf, way, language):
    from django.utils import translation

    from lagesbild.website.log_in.views import too_many

    with translation.override(language):
        answer = too_many(rf.get(f"{way}/logga-in/"))
    assert answer.status_code == 429
    assert read(answer).lang == language
    assert f"{way}/logga-in/" in read(answer).links
