"""Whole and parts, editions, and series that are only carried forward, as the guard finds them."""

import pytest

from lagesbild.website.findings.all_findings import findings
from tests.figures.drawing import read_only_store, run
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings, tmp_path):
    """Builds the runs that were drawn, and gives the findings of a kind: (title, Swedish sentence)."""
    drawing.home()

    def ask(kind: str) -> list[tuple[str, str]]:
        settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
        every = [one for one in findings(drawing.TODAY) if one.kind == kind]
        return [(one.title, one.sentence_sv.replace("\u00a0", " ")) for one in every]

    return ask


def family(*parts: str, **more):
    """A total under the figure N0, and its parts under N1, N2 …"""
    whole = drawing.indicator("Totalt", figure="N0", unit_sv="ton", **more)
    for number, name in enumerate(parts, 1):
        drawing.indicator(name, figure=f"N{number}", unit_sv="ton", part_of=whole)
    return whole


def test_a_part_of_another_edition_than_its_whole(told, tmp_path):
    run(tmp_path / "raw", "smhi", 2025, "N0 0680 2023 10", edition="2025", whole=False)
    run(tmp_path / "raw", "smhi", 2026, "N1 0680 2023 4", edition="2026", whole=False)
    family("Trafik")
    assert told("editions") == [("Trafik", "Delen är ur utgåvan 2026, men helheten (Totalt) ur 2025.")]


def test_figures_that_join_two_editions(told, tmp_path):
    run(tmp_path / "raw", "smhi", 2025, "N0 0680 2022 9", "N0 0680 2023 10", edition="2025", whole=False)
    run(tmp_path / "raw", "smhi", 2026, "N0 0680 2023 11", edition="2026", whole=False)
    family()
    assert told("editions") == [
        ("Totalt", "Siffrorna är ur flera utgåvor (2025, 2026), som inte ska blandas.")
    ]


def test_a_newer_edition_that_is_whole_replaces_the_older(told, tmp_path):
    run(tmp_path / "raw", "smhi", 2025, "N0 0680 2022 9", "N0 0680 2023 10", edition="2025")
    run(tmp_path / "raw", "smhi", 2026, "N0 0680 2023 11", "N1 0680 2023 11", edition="2026")
    family("Trafik")
    assert told("editions") == []


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            ("N0 0680 2023 10", "N1 0680 2023 6", "N2 0680 2023 6"),
            "är tillsammans 12 ton 2023, men helheten är 10 ton",
        ),
        (("N0 0680 2023 100", "N1 0680 2023 60", "N2 0680 2023 35"), "är tillsammans 95 ton 2023"),
        (("N0 0680 2023 100", "N1 0680 2023 60", "N2 0680 2023 40"), ""),
        (("N0 0680 2023 100", "N1 0680 2023 20", "N2 0680 2023 35"), ""),  # not all of its parts
        (("N0 0680 2023 100.2", "N1 0680 2023 60", "N2 0680 2023 40"), ""),  # rounded
        (("N0 0680 2023 100", "N1 0680 2022 60", "N2 0680 2023 90"), ""),  # never the same year
    ],
)
def test_parts_that_are_not_the_whole(told, tmp_path, lines, sentence):
    run(tmp_path / "raw", "smhi", 2026, *lines)
    family("Trafik", "Jordbruk")
    sentences = [words for _title, words in told("parts_differ")]
    assert (sentence in sentences[0]) if sentence else not sentences


def test_the_example_is_of_one_edition_and_adds_up(example):
    kinds = ("editions", "parts_differ")
    assert [one.sentence_sv for one in findings(drawing.TODAY) if one.kind in kinds] == []


def test_a_series_that_the_source_carries_forward(told, tmp_path):
    others = [
        f"N0 {area} {year} {area[-2:]}"
        for area in ("0114", "0115", "0117", "0120", "0123")
        for year in (2022, 2023)
    ]
    run(tmp_path / "raw", "val", 2026, "N0 0680 2022 84.2", "N0 0680 2023 84.2", *others)
    drawing.indicator("Valdeltagande", figure="N0")
    drawing.indicator("Med cykel", figure="N0", cycle_years=4)
    [(title, sentence)] = told("carried_forward")
    assert title == "Valdeltagande" and sentence.startswith("Värdet är detsamma 2022–2023.")


@pytest.mark.parametrize(("origin", "count"), [("scb", 1), ("register", 0), ("reported", 0)])
def test_what_is_counted_here_is_not_carried_forward_by_a_source(told, tmp_path, origin, count):
    lines = [f"N0 0680 {year} {value}" for year, value in enumerate((75, 40, 66.7, 66.7, 66.7, 66.7), 2018)]
    run(tmp_path / "raw", origin, 2026, *lines)
    drawing.indicator("Samarbeten där något har hänt", figure="N0")
    assert len(told("carried_forward")) == count
