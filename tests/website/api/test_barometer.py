"""The open API: described as OpenAPI asks, answering as described, and leading back to the pages."""

import json
import re

import pytest

KINDS = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


@pytest.fixture(scope="module")
def schema(ask) -> dict:
    return json.loads(ask("/api/v1/openapi.json").body)


def said(ask, path: str):
    answer = ask(path)
    assert answer.status == 200, path
    return json.loads(answer.body)


def wrong(value, shape: dict, schema: dict, at: str = "answer") -> list[str]:
    """Where a value is not as its JSON Schema says: the parts of it that the description uses."""
    if reference := shape.get("$ref"):
        *_, name = reference.split("/")
        return wrong(value, schema["components"]["schemas"][name], schema, at)
    if either := shape.get("anyOf"):
        found = [wrong(value, one, schema, at) for one in either]
        return [] if [] in found else min(found, key=len)
    kind = shape.get("type")
    if kind == "null":
        return [] if value is None else [f"{at} is not null"]
    if kind and (not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return [f"{at}: {value!r} is not {kind}"]
    if kind == "array":
        return [e for n, one in enumerate(value) for e in wrong(one, shape["items"], schema, f"{at}[{n}]")]
    if kind == "object":
        missing = [f"{at} lacks {name}" for name in shape.get("required", ()) if name not in value]
        parts = shape.get("properties", {})
        return missing + [
            e
            for name in parts
            if name in value
            for e in wrong(value[name], parts[name], schema, f"{at}.{name}")
        ]
    return []


def operations(schema: dict):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_description_is_built_as_openapi_asks(schema):
    assert re.fullmatch(r"3\.[01]\.\d", schema["openapi"])
    assert schema["info"]["title"] == "Lägesbild" and schema["info"]["version"]
    for path, method, operation in operations(schema):
        assert path.startswith("/api/v1/") and method == "get"
        assert operation["summary"] and operation["operationId"]
        assert operation["responses"]["200"]["content"]["application/json"]["schema"]
        in_path = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        assert all(one["required"] for one in operation["parameters"] if one["in"] == "path")
        assert all(one["schema"] for one in operation["parameters"])
    names = [operation["operationId"] for _path, _method, operation in operations(schema)]
    assert len(names) == len(set(names))


def test_every_reference_of_the_description_leads_somewhere(schema):
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(schema)))
    assert named and named <= set(schema["components"]["schemas"])


def test_every_path_answers_as_it_is_described(ask, schema):
    slug = said(ask, "/api/v1/indicators?limit=1")[0]["slug"]
    for path, _method, operation in operations(schema):
        shape = operation["responses"]["200"]["content"]["application/json"]["schema"]
        answer = said(ask, path.replace("{slug}", slug))
        assert answer
        assert wrong(answer, shape, schema) == []


def test_the_checker_of_answers_finds_faults(schema):
    shape = {"$ref": "#/components/schemas/OrganisationOut"}
    good = {
        "slug": "a",
        "name": {"sv": "A", "en": ""},
        "kind": "board",
        "status": "active",
        "successor": None,
    }
    assert wrong({**good, "address": "/"}, shape, schema) == []
    assert wrong(good, shape, schema) == ["answer lacks address"]
    assert wrong({**good, "address": 3}, shape, schema) == ["answer.address: 3 is not string"]


def test_every_address_leads_to_a_page(ask, site):
    for kind in ("goals", "indicators", "actions", "organisations"):
        addresses = {one["address"] for one in ask.every(kind)}
        assert addresses
        # What another test has made is in the served site alone.
        answers = {address: site.get(address) or ask(address) for address in addresses}
        assert {address for address, answer in answers.items() if answer.status not in (200, 302)} == set()
    for goal in said(ask, "/api/v1/global-goals"):
        assert site[goal["address"]].status == 200


@pytest.mark.parametrize(
    "asked",
    ["limit=100000", "limit=0", "limit=-1", "limit=x", "offset=-1", "offset=99999999999", "limit=201"],
)
def test_a_part_outside_the_limits_is_refused_with_a_reason(ask, asked):
    answer = ask(f"/api/v1/goals?{asked}")

    assert answer.status == 422
    assert json.loads(answer.body)["detail"][0]["loc"]


def test_a_part_beyond_the_end_is_empty(ask):
    assert said(ask, "/api/v1/indicators?offset=5000") == []


def test_parts_follow_each_other_without_gap_or_overlap(ask):
    whole = [one["uid"] for one in said(ask, "/api/v1/indicators?limit=200")]
    parts = [
        one["uid"] for n in range(0, 100, 20) for one in said(ask, f"/api/v1/indicators?limit=20&offset={n}")
    ]

    assert parts == whole
    assert len(set(whole)) == len(whole) > 45


def test_what_is_not_there_is_told_as_json(ask):
    answer = ask("/api/v1/indicators/finns-inte")

    assert (answer.status, answer.kind) == (404, "application/json")


def test_the_api_cannot_be_written_to(live):
    import urllib.error
    import urllib.request

    for method in ("POST", "PUT", "PATCH", "DELETE"):
        request = urllib.request.Request(f"{live.address}/api/v1/goals", data=b"{}", method=method)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        assert refused.value.code == 405


def test_the_api_tells_the_same_as_the_page_and_its_file(ask, site):
    for one in ask.every("indicators")[::10]:
        file = json.loads(site[one["address"].rstrip("/") + ".json"].body)
        assert one["trend"]["word"] == file["trend"]["word"]
        assert one["answer"] == file["answer"]
        assert said(ask, f"/api/v1/indicators/{one['slug']}") == file


def test_its_own_page_names_every_path(site, schema):
    text = site["/api/v1/docs"].html.text

    assert all(path in text for path in schema["paths"])


def test_operations_keep_the_names_that_clients_were_generated_from():
    from lagesbild.website.api.barometer import api

    paths = api.get_openapi_schema()["paths"]
    names = {
        path.removeprefix("/api/v1/"): operation["get"]["operationId"] for path, operation in paths.items()
    }
    assert names["goals"] == "lagesbild_website_api_goals"
    assert names["indicators/{slug}"] == "lagesbild_website_api_indicator"
    assert names["funding-programmes"] == "lagesbild_website_api_cooperation_funding_programmes"
    assert len(set(names.values())) == len(names) == 15
