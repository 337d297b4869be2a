"""The API described on a page of ours, in both languages: the usual viewers need scripts that our policy forbids."""

import json
from typing import Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from lagesbild.barometer.models import Indicator
from lagesbild.framework.language import is_english
from lagesbild.website.api.barometer import api
from lagesbild.website.indicators.exports import COLUMNS

EXAMPLES = {
    "sv": "Öppet arbetslösa",
    "en": "Openly unemployed",
    "slug": "oppet-arbetslosa",
    "code": "LB.8.1",
    "uid": "5f0c6a4e-8f0e-4c57-9a5b-0d3c7a1e2b90",
    "address": "/nyckeltal/oppet-arbetslosa/",
    "colour": "#A21942",
    "currency": "SEK",
    "latest_period": "2025",
    "latest_value": 6.2,
    "number": 8,
    "since": 2019,
}
BY_TYPE = {"string": "…", "integer": 1, "number": 1.5, "boolean": False}
BY_FORMAT = {"date": "2026-03-31", "date-time": "2026-03-31T12:00:00Z", "uuid": EXAMPLES["uid"]}
DEEPEST = 6
ONE_INDICATOR = {
    "code": EXAMPLES["code"],
    "slug": EXAMPLES["slug"],
    "name": {"sv": EXAMPLES["sv"], "en": EXAMPLES["en"]},
    "unit": {"sv": "%", "en": "%"},
    "trend": {"word": "improving", "first_year": 2015, "last_year": 2025, "why": {"sv": "…", "en": "…"}},
    "sources": [
        {"origin": "kolada", "publisher": "Kolada", "licence": "…", "fetched": "2026-03-31T12:00:00Z"}
    ],
    "observations": [dict.fromkeys(COLUMNS, "…") | {"period": "2025", "year": 2025, "value": 6.2}],
}
"""What an indicator's own file holds is not described by types: the same file is to be had from its page."""


def api_docs(request):
    schema = api.get_openapi_schema()
    records = schema["components"]["schemas"]
    operations = [
        _described(path, operation, records)
        for path, by_method in schema["paths"].items()
        for operation in by_method.values()
    ]
    return render(request, "website/api_docs.html", {"operations": operations})


def _described(path: str, operation: dict, records: dict) -> dict:
    parameters = operation.get("parameters", [])
    answer = operation["responses"][200]["content"]["application/json"]["schema"]
    return {
        "id": operation["operationId"],
        "path": path,
        "says": operation["summary"] if is_english() else operation["description"],
        "parameters": [
            {**parameter, "says": _parameter_words(parameter["name"])} for parameter in parameters
        ],
        "try": _address_to_try(path, parameters),
        "example": json.dumps(_example(answer, records) or ONE_INDICATOR, ensure_ascii=False, indent=1),
    }


def _parameter_words(name: str) -> str:
    return {
        "offset": _("Så många hoppas över."),
        "limit": _("Så många ges som mest."),
        "slug": _("Den del av adressen som är nyckeltalets egen, till exempel folkmangd."),
    }.get(name, "")


def _address_to_try(path: str, parameters: list[dict]) -> str:
    """An address that answers with something; none where there is no thing to name in it."""
    if "{slug}" in path:
        first = Indicator.objects.public().values_list("slug", flat=True).first()
        return path.replace("{slug}", first) if first else ""
    return f"{path}?limit=2" if any(parameter["name"] == "limit" for parameter in parameters) else path


def _example(schema: dict, records: dict, name: str = "", depth: int = 0) -> Any:
    """What an answer may look like: one of each list, with a value for every field."""
    if "$ref" in schema:
        schema = records[schema["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], records, name, depth)
    if depth > DEEPEST:
        return None
    if schema.get("type") == "array":
        return [_example(schema.get("items", {}), records, name, depth + 1)]
    if properties := schema.get("properties"):
        return {field: _example(shape, records, field, depth + 1) for field, shape in properties.items()}
    if name in EXAMPLES:
        return EXAMPLES[name]
    return BY_FORMAT.get(schema.get("format", ""), BY_TYPE.get(schema.get("type", ""), {}))
