"""Numbers of thousands of digits, in addresses and in forms: not found or not read, and never a fault of ours."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.reporting.drawing import person
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db

HUGE = ["9" * 25, "9" * 6000]


@pytest.fixture
def administrator(client):
    drawing.home()
    somebody = person("administrator")
    somebody.is_superuser = True
    somebody.save()
    client.force_login(somebody)
    client.raise_request_exception = False
    return client


def addresses_with_one_number(patterns, before: str = "") -> list[str]:
    """Every address of ours that holds one number and nothing else to fill in."""
    addresses = []
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            addresses += addresses_with_one_number(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and path.count("<") == 1 and "<int:" in path and "^" not in path:
            addresses.append("/" + path)
    return addresses


def filled(address: str, digits: str) -> str:
    return address.partition("<")[0] + digits + address.partition(">")[2]


@pytest.mark.parametrize("digits", HUGE, ids=["25 digits", "6000 digits"])
def test_an_address_with_such_a_number_is_not_found(administrator, digits):
    addresses = addresses_with_one_number(get_resolver().url_patterns)
    assert len(addresses) > 20
    answers = {address: administrator.get(filled(address, digits)).status_code for address in addresses}
    assert {address: status for address, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("digits", HUGE, ids=["25 digits", "6000 digits"])
@pytest.mark.parametrize("address", ["/arbete/personer/ny/", "/redigera/snippets/barometer/goal/add/"])
def test_a_form_with_such_a_number_is_not_read(administrator, address, digits):
    names = ("organisations", "programme", "parent", "order", "global_goals", "represents")
    assert administrator.post(address, dict.fromkeys(names, digits)).status_code < 500


@pytest.mark.parametrize("name", ["sida", "mal", "ar", "kommuner", "q"])
def test_a_question_with_such_a_number_is_answered(administrator, name):
    for path in (
        "/",
        "/jamfor/",
        "/atgarder/",
        "/finansiering/",
        "/samarbeten/utbyten/",
        "/arbete/omgangar/",
    ):
        assert [administrator.get(path, {name: digits}).status_code < 500 for digits in HUGE] == [True, True]
