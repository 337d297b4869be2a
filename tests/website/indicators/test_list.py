"""The list of indicators: each filter holds as many as it says, and the worst can come first."""

import re

import pytest

from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

FIGURES = """nyckeltal område 2016 2017 2018 2019 2020 2021 2022
N1 0680 10 11 12 13 14 15 16
N2 0680 - - - - - - 80"""


@pytest.fixture
def indicators(store, settings):
    """One that goes worse, a part of it, an example, and one that has missed its target."""
    settings.FIGURES = store(FIGURES)
    drawing.home()
    noise = drawing.indicator("Buller", figure="N1", direction=-1)
    drawing.indicator("Del av buller", figure="N1", direction=-1, part_of=noise)
    drawing.indicator("Påhitt", figure="N1", direction=-1, is_example=True)
    drawing.indicator("Resor", figure="N2", direction=1, references=[("Målvärde", 170, 2012)])


def listed(client, query: str = "") -> list[str]:
    headings = Html(client.get(f"/nyckeltal/{query}").content.decode()).headings
    return [text.split(" Exempel")[0] for level, text in headings if level == 3]


def test_a_filter_counts_what_its_list_shows(indicators, client):
    page = Html(client.get("/nyckeltal/").content.decode())
    counts = dict(re.findall(r"svar=(\w+).*?\((\d+)\)", page.source, re.DOTALL))
    assert counts == {"missed": "1", "worse": "3"}
    assert {code: str(len(listed(client, f"?svar={code}"))) for code in counts} == counts


def test_the_list_stands_by_name_or_the_worst_first(indicators, client):
    assert listed(client) == ["Buller", "Del av buller", "Påhitt", "Resor"]
    assert listed(client, "?ordning=samst") == ["Resor", "Buller", "Del av buller", "Påhitt"]
    assert listed(client, "?svar=worse&ordning=samst") == ["Buller", "Del av buller", "Påhitt"]
