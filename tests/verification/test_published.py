"""Our answers against published ones: a few facts drawn here. The whole tables are held against ours by
``python -m bench.verification FOLDER``."""

import pytest

from lagesbild.figures.assess import assess

# SDSN, SDG Index 2019 (CC BY-SA 4.0): indicator → lower, red, green, upper.
CUTS = {
    "wpc": (72.6, 13, 2, 0),
    "undernsh": (42.3, 15, 7.5, 0),
    "qs": (0, 0, 20, 91),
    "redlist": (0.6, 0.8, 0.9, 1),
}
# Country, indicator, value → score, colour.
SDSN = [
    ("AGO", "wpc", 20.41, 71.88705234159781, "red"),
    ("ALB", "wpc", 0.27, 99.62809917355372, "green"),
    ("BHR", "undernsh", 1.17, 97.23404255319149, "green"),
    ("AFG", "qs", 0, 0, "orange"),
    ("NIC", "redlist", 0.85, 62.5, "yellow"),  # the edition of 2020
]
# Statistics Canada, Sustainable Development Goals Data Hub: base, latest, direction, target, limit → value, status, score.
CANADA = [
    (
        "1-2-1",
        (2015, 14.5),
        (2023, 10.2),
        -1,
        7.25,
        None,
        0.9525901792032172,
        "substantial_progress",
        2.51856,
    ),
    (
        "1-3-1 children",
        (2015, 90),
        (2021, 93.2),
        1,
        None,
        100,
        0.005839995229728112,
        "substantial_progress",
        2.815387,
    ),
    (
        "1-3-1 older",
        (2017, 93.4),
        (2021, 92.7),
        1,
        None,
        100,
        -0.0018789507235312808,
        "deterioration",
        -2.734869,
    ),
    ("1-3-1 disabled", (2021, 59.9), None, 1, None, 100, None, "not_available", None),
    ("1-4-1 water", (2015, 98.8), (2024, 98.3), 1, 100, None, -0.6999479299633053, "deterioration", -5),
    ("1-4-1 grade 4", (2015, 92), (2023, 90), 1, 100, None, -0.49219025355461216, "deterioration", -4.550809),
    ("1-4-1 fuels", (2015, 100), (2023, 100), 1, 100, None, None, "target_achieved", 5),
]


@pytest.mark.parametrize(("country", "indicator", "value", "score", "colour"), SDSN)
def test_sdsn_scores_and_colours(country, indicator, value, score, colour):
    cuts = dict(zip(("lower", "red", "green", "upper"), CUTS[indicator], strict=True))
    [found] = assess([{"series": country, "year": 2019, "value": value, **cuts}], ["sdsn"])

    assert (found["score"], found["colour"]) == (pytest.approx(score, abs=1e-9), colour)


@pytest.mark.parametrize(
    ("name", "base", "latest", "direction", "target", "limit", "value", "status", "score"), CANADA
)
def test_canadas_progress(name, base, latest, direction, target, limit, value, status, score):
    said = {"series": name, "direction": direction, "target": target, "limit": limit, "base_year": base[0]}
    rows = [{**said, "year": year, "value": number} for year, number in filter(None, (base, latest))]
    [found] = assess(rows, ["statcan"])

    assert found["verdict"] == status
    assert found["pace"] == (None if value is None else pytest.approx(value, abs=1e-9))
    assert found["score"] == (None if score is None else pytest.approx(score, abs=1e-4))


# Deutsche Nachhaltigkeitsstrategie, dns-indikatoren.de: series, first year, values, direction, target, year → symbol.
GERMANY = [
    ("13.1.a 2021", 2016, (71.539, 70.35, 68.1, 63.707, 58.51, 60.736), "down", 35, 2030, "cloud"),
    ("13.1.a 2019", 2014, (71.233, 71.913, 71.539, 70.35, 68.1, 63.707), "down", 60, 2020, "cloud"),
    ("9.1.a 2018", 2013, (2.78, 2.82, 2.88, 2.88, 2.99, 3.05), "up", 3.5, None, "cloud"),
]


@pytest.mark.parametrize(("name", "first", "values", "direction", "target", "year", "symbol"), GERMANY)
def test_germanys_symbols(name, first, values, direction, target, year, symbol):
    aim = {"direction": direction, "target": target, "target_year": year}
    rows = [{"series": name, "year": of, "value": value, **aim} for of, value in enumerate(values, first)]
    [found] = assess(rows, ["wetter"])

    assert found["verdict"] == symbol
