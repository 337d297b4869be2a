"""The start page: promises first, what is unknown said as unknown, and nothing invented counted."""

import pytest

from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

FIGURES = """nyckeltal område 2016 2017 2018 2019 2020 2021 2022
N1 0680 10 11 12 13 14 15 16
N2 0680 - - - - - - 80
N3 0680 - - - - - 4 5"""


@pytest.fixture
def start(client, store, settings, monkeypatch):
    settings.FIGURES = store(FIGURES)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: drawing.TODAY)
    drawing.home()
    drawing.indicator("Buller", figure="N1", direction=-1)
    drawing.indicator("Resor", figure="N2", direction=1, references=[("Målvärde", 170, 2012)])
    drawing.indicator("Ljus", figure="N2", direction=1, references=[("Målvärde", 70)])
    drawing.indicator("Skola", figure="N3", direction=1)
    drawing.indicator("Påhitt", figure="N2", direction=1, references=[("Målvärde", 60)], is_example=True)
    return Html(client.get("/").content.decode()).text.replace("\u00a0", " ")


def test_the_sentence_counts_promises_first(start):
    assert "Av 2 mål- och gränsvärden är 1 nått. För 1 har målåret passerat utan att målet nåddes." in start


def test_what_is_unknown_is_said_so_and_never_as_no_change(start):
    assert "Utan eget mål: 1 sämre." in start
    assert "För 1 är mätningarna för få" in start


def test_nothing_invented_is_counted(start):
    assert "1 nyckeltal till är ett påhittat exempel och räknas inte här." in start
    assert "Påhitt" not in start


def test_the_promises_stand_one_by_one_the_worst_first(start):
    assert start.index("Resor") < start.index("Ljus")
