"""An indicator's figures described for machines that look for data sets (schema.org Dataset)."""

import json

from django.urls import reverse
from django.utils.html import _json_script_escapes
from django.utils.safestring import SafeString, mark_safe

from lagesbild.framework.language import language_in_force
from lagesbild.organisations.models import Municipality
from lagesbild.website.indicators.page import IndicatorPage
from lagesbild.website.site_address import whole_address

KINDS = {"csv": "text/csv", "json": "application/json"}


def dataset(request, page: IndicatorPage, home: Municipality) -> dict:
    indicator = page.indicator
    years = [observation.year for line in page.series for observation in line.observations]
    origins = {origin["publisher"]: origin for origin in page.origins}.values()
    description = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{indicator.name}, {home.name}",
        "description": indicator.definition or indicator.name,
        "url": whole_address(request, indicator.get_absolute_url()),
        "identifier": [text for text in (str(indicator.uid), indicator.code, indicator.figure) if text],
        "inLanguage": language_in_force(),
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": origin["publisher"]} for origin in origins],
        "license": ", ".join(dict.fromkeys(origin["licence"] for origin in origins if origin["licence"])),
        "isBasedOn": [origin["address"] for origin in origins if origin["address"]],
        "temporalCoverage": f"{min(years)}/{max(years)}" if years else "",
        "spatialCoverage": [line.label for line in page.series],
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": indicator.name,
            "unitText": indicator.unit,
        },
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": f"Lägesbild {home.name}",
            "url": whole_address(request, reverse("open_data")),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": whole_address(request, reverse(f"indicator_{ending}", args=[indicator.slug])),
            }
            for ending, kind in KINDS.items()
        ],
    }
    return {name: value for name, value in description.items() if value or value is True}


def data_block(description: dict) -> SafeString:
    """In a page: a block of data, which no browser runs. What could end it early is written as an escape."""
    text = json.dumps(description, ensure_ascii=False).translate(_json_script_escapes)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
