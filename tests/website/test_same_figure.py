"""Thirty figures of the example, drawn at random: the same on the page, in the chart's words, in the table, in CSV,
JSON and Excel, in the comparison, in the frame and on the card."""

import csv
import io
import random

import pytest
from lxml import etree
from openpyxl import load_workbook

from lagesbild.assessment import number
from lagesbild.barometer.models import Indicator
from lagesbild.website.indicators import chart_views
from tests.website.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]
INDICATORS, DRAWS = 8, 30
HOME = "0680"


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


class Copies:
    """Where an indicator's figures stand, each asked for once."""

    def __init__(self, client, slug: str, cards: list[str]) -> None:
        where = f"/nyckeltal/{slug}"
        page = client.get(f"{where}/")
        self.page = plain(Html(page.content.decode()).text)
        self.answer, self.indicator = page.context["answer"], page.context["indicator"]
        self.values = {row.period: row for row in self.answer.observations if row.value is not None}
        self.table = client.get(f"{where}/tabell/").context["shown"].rows
        csv_text = client.get(f"{where}.csv").content.decode("utf-8-sig")
        self.csv = list(csv.DictReader(io.StringIO(csv_text)))
        self.json = client.get(f"{where}.json").json()["observations"]
        sheet = load_workbook(io.BytesIO(client.get(f"{where}.xlsx").content))["data"]
        head, *rows = sheet.values
        self.xlsx = [dict(zip(head, row, strict=True)) for row in rows]
        self.comparison = client.get(f"{where}/jamfor/").context.get("comparison")
        self.frame = client.get(f"/inbaddad{where}/").content.decode()
        cards.clear()
        client.get(f"{where}/kort.png")
        self.card = plain(" ".join(text.text or "" for text in etree.fromstring(cards[0]).iter("{*}text")))

    def agree_on(self, period: str) -> None:
        value = self.values[period].value
        for rows in (self.csv, self.json, self.xlsx):
            [copy] = [
                row for row in rows if (row["area"], str(row["period"])) == (HOME, period) and self._own(row)
            ]
            assert float(copy["value"]) == value
        [cells] = [cells for name, cells in self.table if name == period]
        assert cells[0].value == value
        shown = plain(number(value, self.answer.decimals))
        drawn = plain(self.frame)
        if self._is_drawn(period):
            assert shown in drawn, (self.indicator.slug, period, shown)
        if period == self.answer.latest.period:
            assert shown in self.page and shown in self.card and shown in drawn
        self._agree_with_the_comparison(period, value)

    def _own(self, row: dict) -> bool:
        return row["subgroup"] == self.indicator.subgroup and row["label"] == "Jönköping"

    def _is_drawn(self, period: str) -> bool:
        """Every value of the home's is a dot with its amount, where one kind of period is drawn."""
        return period in {observation.period for observation in self.answer.compared}

    def _agree_with_the_comparison(self, period: str, value: float) -> None:
        if self.comparison is None or self.indicator.is_total:
            return
        periods = [str(when) for when in self.comparison.panel.periods]
        if period in periods and HOME in self.comparison.panel.places:
            compared = self.comparison.panel.places[HOME].values[periods.index(period)]
            assert compared in (value, None)


def test_thirty_figures_are_the_same_wherever_they_stand(example, client, monkeypatch):
    cards: list[str] = []
    monkeypatch.setattr(chart_views, "as_png", lambda svg, _width: cards.append(svg) or b"")
    chance = random.Random(2030)
    slugs = sorted(Indicator.objects.public().exclude(figure="").values_list("slug", flat=True))
    copies = [Copies(client, slug, cards) for slug in chance.sample(slugs, INDICATORS)]
    figures = [(copy, period) for copy in copies for period in copy.values]
    assert len(figures) >= DRAWS
    for copy, period in chance.sample(figures, DRAWS):
        copy.agree_on(period)
