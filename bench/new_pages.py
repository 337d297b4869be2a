"""What a barometer that has just begun shows, asked of its pages in this process: answers, and a stranger's name."""

import json
import re
import sqlite3
from pathlib import Path

from lagesbild.assessment.answer_words import UNKNOWN

MOST_INDICATORS = 200
OF_PLACES = re.compile(r"<(table|svg|ol|datalist|select)\b.*?</\1>", re.DOTALL)
"""Where a page lists municipalities beside each other, each by its name."""


def names_with_an_answer(client) -> set[str]:
    """Names of the public indicators whose answer is none of those that say that nobody knows."""
    unknown = {str(code) for code in UNKNOWN}
    indicators = json.loads(client.get(f"/api/v1/indicators?limit={MOST_INDICATORS}").content)
    return {row["name"]["sv"] for row in indicators if row["answer"]["code"] not in unknown}


def strange_pages(client, stranger: str) -> list[str]:
    """The public pages that name another municipality somewhere else than in a list of municipalities."""
    pages = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    paths = [re.sub(r"^https?://[^/]+", "", page) for page in pages]
    return [path for path in paths if stranger in OF_PLACES.sub("", _text(client.get(path)))]


def _text(answer) -> str:
    return b"".join(answer).decode(errors="replace")


def strange_tables(database: Path, stranger: str) -> list[str]:
    """The tables of an SQLite file in which the other municipality's name stands."""
    connection = sqlite3.connect(database)
    try:
        lines = [line for line in connection.iterdump() if stranger in line]
    finally:
        connection.close()
    return sorted({line.split('"')[1] for line in lines})


def main() -> None:
    from lagesbild.commands import common

    settings = common.django()
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    print(json.dumps(looked_through(client, settings.HOME / "lagesbild.sqlite3")))


def looked_through(client, database: Path, stranger: str = "Jönköping") -> dict[str, list[str]]:
    return {
        "answered": sorted(names_with_an_answer(client)),
        "strangers": [*strange_tables(database, stranger), *strange_pages(client, stranger)],
    }


if __name__ == "__main__":
    main()
