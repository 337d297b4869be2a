"""A retired indicator, and what may have come in its place."""

import pytest

from lagesbild.figures.replacements import replacements

CATALOGUE = {
    "N1": "Utsläpp till luft av växthusgaser totalt, ton CO2-ekv/inv",
    "N2": "Utsläpp till luft av kväveoxider (NOx), kg/inv",
    "N3": "Elever i åk 9 som är behöriga till yrkesprogram, andel (%)",
    "N4": "Elever i åk 9 som uppnått kunskapskraven i alla ämnen, andel (%)",
    "N5": "Invånare totalt, antal",
}


@pytest.mark.parametrize(
    "title, first",
    [
        ("Utsläpp till luft av växthusgaser, totalt, kg/inv", "N1"),
        ("Elever i åk. 9, behöriga till yrkesprogram, hemkommun, andel (%)", "N3"),
        ("Utsläpp av kväveoxider till luft, kg/inv", "N2"),
    ],
)
def test_the_most_alike_comes_first(title, first):
    assert replacements(title, CATALOGUE)[0].id == first


@pytest.mark.parametrize("title", ["Bibliotekslån per invånare", "", "2019"])
def test_a_title_like_no_other_gets_no_suggestion(title):
    assert replacements(title, CATALOGUE) == []
