"""The API's description: in both languages, with an example of every answer."""

import html
import json
import re

import pytest

from lagesbild.website.api.barometer import api
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

OPERATIONS = [
    operation for by_method in api.get_openapi_schema()["paths"].values() for operation in by_method.values()
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["operationId"][-20:])
def test_every_operation_is_described_in_both_languages(operation):
    assert operation["summary"] and operation["description"]
    assert operation["summary"] != operation["description"]


@pytest.mark.parametrize(("way", "language"), [("", "sv"), ("/en", "en")])
def test_the_page_says_it_in_the_readers_language_with_examples(client, way, language):
    page = Html(client.get(f"{way}/api/v1/docs").content.decode())
    said = "summary" if language == "en" else "description"
    assert page.lang == language
    assert all(operation[said] in page.text for operation in OPERATIONS)
    examples = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page.source, re.DOTALL)
    assert len(examples) == len(OPERATIONS)
    assert all(json.loads(example.replace("&quot;", '"').replace("&#x27;", "'")) for example in examples)


def test_an_example_is_of_the_kind_that_it_is_an_example_of(client):
    source = html.unescape(client.get("/api/v1/docs").content.decode())
    paths = [path.rsplit("/", 1)[-1] for path in api.get_openapi_schema()["paths"]]
    examples = [
        json.loads(text) for text in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", source, re.DOTALL)
    ]
    first = {path: example[0] for path, example in zip(paths, examples, strict=True) if "{" not in path}
    addresses = {path: record["address"] for path, record in first.items() if "address" in record}
    assert addresses["global-goals"] == "/mal/8/" and addresses["actions"].startswith("/atgarder/")
    assert addresses["projects"].startswith("/projekt/") and addresses["organisations"].startswith(
        "/ansvariga/"
    )
    assert [path for path, record in first.items() if "oppet-arbetslosa" in str(record)] == ["indicators"]


def test_the_addresses_to_try_answer(client):
    page = Html(client.get("/api/v1/docs").content.decode())
    tried = [link for link in page.links if link.startswith("/api/v1/") and "openapi" not in link]
    assert len(tried) >= len(OPERATIONS) - 1
    assert {client.get(link).status_code for link in tried} == {200}


@pytest.mark.parametrize(
    ("address", "path", "status"),
    [
        ("/api/v1/goals?limit=0", "/api/v1/goals", 422),
        ("/api/v1/grants?offset=x", "/api/v1/grants", 422),
        ("/api/v1/indicators/finns-inte", "/api/v1/indicators/{slug}", 404),
    ],
)
def test_what_is_refused_is_described_too(client, address, path, status):
    answer = client.get(address)
    schema = api.get_openapi_schema()
    assert answer.status_code == status
    assert status in schema["paths"][path]["get"]["responses"]
    assert set(schema["components"]["schemas"]["Refusal"]["required"]) == set(answer.json())
