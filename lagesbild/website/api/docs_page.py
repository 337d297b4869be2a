"""The API described on a page of ours, in both languages: the usual viewers need scripts that our policy forbids."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.barometer.models import Indicator
from lagesbild.framework.language import is_english
from lagesbild.website.api.barometer import api
from lagesbild.website.indicators.exports import COLUMNS


@dataclass(frozen=True)
class ExampleThing:
    sv: str
    en: str
    address: str

    def value_of(self, field: str) -> str | None:
        """Of what a thing is known by."""
        return {"address": self.address, "slug": self.address.strip("/").split("/")[-1]}.get(field)

    def words_of(self, field: str) -> dict[str, str]:
        return {"sv": self.sv, "en": self.en} if field in ("name", "title") else {"sv": "…", "en": "…"}


THING = ExampleThing("Öppet arbetslösa", "Openly unemployed", "/nyckeltal/oppet-arbetslosa/")
TWIN_TOWN = ExampleThing("Vänorten Bodø", "The twin town of Bodø", "/samarbeten/bodo/")
THINGS = {
    "GlobalGoalOut": ExampleThing("Anständiga arbetsvillkor", "Decent work", "/mal/8/"),
    "GoalOut": ExampleThing("Fler i arbete", "More people in work", "/program/exempel/fler-i-arbete/"),
    "IndicatorOut": THING,
    "ActionOut": ExampleThing("Sommarjobb", "Summer jobs", "/atgarder/sommarjobb/"),
    "OrganisationOut": ExampleThing(
        "Tekniska nämnden", "Technical Committee", "/ansvariga/tekniska-namnden/"
    ),
    "PartnerOut": ExampleThing("Bodø kommun", "Bodø Municipality", "/ansvariga/bodo/"),
    "CommitmentOut": TWIN_TOWN,
    "PartnershipOut": TWIN_TOWN,
    "ProjectOut": ExampleThing("Klimatplan", "A climate plan", "/projekt/klimatplan/"),
    "ExchangeOut": ExampleThing("Ungdomsmöte", "A youth meeting", "/samarbeten/utbyten/ungdomsmote/"),
    "GrantOut": ExampleThing("", "", "/finansiering/"),
    "ApplicationOut": ExampleThing("Ansökan om vänortsträff", "Application for a meeting", ""),
    "LessonOut": ExampleThing("Rapporten tar tid", "The report takes time", "/samarbeten/lardomar/"),
    "FundingProgrammeOut": ExampleThing("CERV: vänorter", "CERV: Town-Twinning", ""),
    "CallOut": ExampleThing("CERV, vänorter 2026", "CERV, Town-Twinning 2026", "/finansiering/utlysningar/"),
}
"""By record, one of its kind."""
EXAMPLES = {
    "code": "LB.8.1",
    "uid": "5f0c6a4e-8f0e-4c57-9a5b-0d3c7a1e2b90",
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
    "slug": THING.value_of("slug"),
    "name": THING.words_of("name"),
    "unit": {"sv": "%", "en": "%"},
    "trend": {"word": "improving", "first_year": 2015, "last_year": 2025, "why": {"sv": "…", "en": "…"}},
    "sources": [
        {"origin": "kolada", "publisher": "Kolada", "licence": "…", "fetched": "2026-03-31T12:00:00Z"}
    ],
    "observations": [dict.fromkeys(COLUMNS, "…") | {"period": "2025", "year": 2025, "value": 6.2}],
}
"""What an indicator's own file holds is not described by types: the same file is to be had from its page."""


def api_docs(request):
    schema = _schema(get_language())
    records = schema["components"]["schemas"]
    operations = [
        _described(path, operation, records)
        for path, by_method in schema["paths"].items()
        for operation in by_method.values()
    ]
    return render(request, "website/api_docs.html", {"operations": operations})


@lru_cache
def _schema(_language: str) -> dict:
    """The same for as long as the program runs."""
    return api.get_openapi_schema()


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


def _example(schema: dict, records: dict, name: str = "", depth: int = 0, thing: ExampleThing = THING) -> Any:
    """What an answer may look like: one of each list, with a value for every field of a ``thing``."""
    if "$ref" in schema:
        record = schema["$ref"].rsplit("/", 1)[-1]
        if record == "Words":
            return thing.words_of(name)
        schema, thing = records[record], THINGS.get(record, thing)
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], records, name, depth, thing)
    if depth > DEEPEST:
        return None
    if schema.get("type") == "array":
        return [_example(schema.get("items", {}), records, name, depth + 1, thing)]
    if properties := schema.get("properties"):
        return {
            field: _example(shape, records, field, depth + 1, thing) for field, shape in properties.items()
        }
    if (known := thing.value_of(name) or EXAMPLES.get(name)) is not None:
        return known
    return BY_FORMAT.get(schema.get("format", ""), BY_TYPE.get(schema.get("type", ""), {}))
