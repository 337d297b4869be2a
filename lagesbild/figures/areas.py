"""The areas every installation knows: Sweden's 290 municipalities, its regions and the country.

Codes and names as Kolada publishes them (RKA, April 2026). The country is 0000.
"""

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("areas.csv")


@cache
def known_areas() -> MappingProxyType[str, tuple[str, str]]:
    """Each four-digit code with its name and kind: municipality, region or country. Read-only."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row["code"]: (row["name"], row["kind"]) for row in csv.DictReader(lines)})
