"""What the charts draw, looked up in the markup they return."""

import xml.etree.ElementTree as ET

import pytest

from lagesbild.website import charts
from lagesbild.website.charts import (
    BreakMark,
    Level,
    Line,
    describe,
    line_chart,
    rank_bar,
    share_bar,
    sparkline,
)

SVG = "{http://www.w3.org/2000/svg}"
HOME = Line("Jönköping", ((2018, 30.0, ""), (2019, 32.0, ""), (2020, 31.5, ""), (2021, 34.0, "")), home=True)
PEERS = Line("Liknande kommuner", ((2018, 20.0, ""), (2019, 21.0, ""), (2020, 22.0, ""), (2021, 23.0, "")))
PARTS = [
    ("Nås", 6, "share-good"),
    ("Osäkert", 3, "share-uncertain"),
    ("Nås inte", 0, "share-bad"),
    ("Ej bedömt", 1, "share-none"),
]


def drawn(*lines: Line, **said) -> ET.Element:
    usual = {
        "id": "c1",
        "title": "Andel",
        "description": "Om andelen.",
        "source": "Kolada",
        "unit": "%",
        "decimals": 1,
        "language": "sv",
    }
    return parsed(line_chart(lines, **(usual | said)))


def parsed(markup: str) -> ET.Element:
    return ET.fromstring(markup)


def words_in(root: ET.Element) -> str:
    return " ".join(" ".join(root.itertext()).split())


def having(root: ET.Element, css: str) -> list[ET.Element]:
    return [element for element in root.iter() if css in element.get("class", "").split()]


def home_path(root: ET.Element) -> str:
    return next(e.get("d") for e in having(root, "chart-line") if "chart-home" in e.get("class"))


# A chart never goes without words.


def test_the_drawing_is_an_image_named_by_its_title_and_description():
    svg = drawn(HOME).find(".//svg[@role='img']")
    named = svg.get("aria-labelledby").split()
    assert [svg.find("title").get("id"), svg.find("desc").get("id")] == named
    assert svg.find("title").text == "Andel"
    assert svg.find("desc").text.startswith("Om andelen. Linjediagram. Jönköping: från 30,0")


def test_title_unit_and_source_can_be_seen():
    root = drawn(HOME)
    assert root.find("figcaption").text == "Andel"
    assert having(root, "chart-unit")[0].text == "%"
    assert having(root, "chart-source")[0].text == "Källa: Kolada"


def test_ids_are_unique_and_none_has_style_or_script():
    markup = [
        line_chart(
            [HOME, PEERS], id="a", title="A", description="", source="", unit="", decimals=0, language="sv"
        ),
        share_bar(PARTS, id="b", title="B", language="sv"),
        share_bar(PARTS, id="c", title="C", language="sv", tiny=True),
        sparkline(HOME.points, label="D", unit="%", decimals=0, language="sv"),
        rank_bar(3, 5),
    ]
    elements = [element for one in markup for element in parsed(one).iter()]
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not any("style" in element.attrib or element.tag in ("style", "script") for element in elements)


def test_describe_says_where_a_line_starts_ends_and_turns():
    line = Line(
        "Jönköping", ((2008, 32, ""), (2014, 51, ""), (2018, 30, ""), (2021, 48, "preliminary")), True
    )
    text = describe([line], unit="%", decimals=0, language="sv").replace("\xa0", " ")
    assert text == (
        "Linjediagram. Jönköping: från 32 % 2008 till 48 % 2021 (preliminärt), högst 51 % 2014, lägst 30 % 2018."
    )


def test_describe_in_english_and_without_values():
    assert describe([Line("Home", ((2020, 4.5, ""),))], unit="%", decimals=1, language="en") == (
        "Line chart. Home: 4.5% 2020 (the only value)."
    )
    assert describe([Line("Home", ())], unit="%", decimals=1, language="en") == "Line chart. Home: no values."


@pytest.mark.parametrize("points", [(), ((2020, None, ""), (2021, float("nan"), ""))])
def test_without_values_there_is_a_sentence_and_no_drawing(points):
    root = drawn(Line("Jönköping", points, True))
    assert "Det finns inga mätvärden att visa ännu." in words_in(root)
    assert not list(root.iter("svg"))


def test_an_id_that_could_break_the_page_is_refused():
    with pytest.raises(ValueError, match="letter followed by"):
        drawn(HOME, id='x" onload="')


# Lines.


def test_home_is_solid_and_drawn_last_and_comparisons_differ_by_dash():
    root = drawn(HOME, PEERS, Line("Riket", PEERS.points))
    lines = having(root, "chart-line")
    assert "chart-home" in lines[-1].get("class")
    assert lines[-1].get("stroke-dasharray") is None
    assert len({line.get("stroke-dasharray") for line in lines}) == 3


def test_a_break_interrupts_the_line_and_is_named():
    root = drawn(HOME, breaks=[BreakMark(2020, "ny metod")])
    assert home_path(root).count("M") == 2
    assert not having(root, "chart-gap")
    assert having(root, "chart-break")[0].get("x1") == "50%"  # 2019.5, between the old way and the new
    assert having(root, "chart-break-label")[0].text == "2020: ny metod"
    assert "Brott i serien 2020: ny metod." in words_in(root)


def test_a_break_before_the_first_value_or_after_the_last_changes_nothing():
    root = drawn(HOME, breaks=[BreakMark(2018, "start"), BreakMark(2022, "framtid")])
    assert home_path(root).count("M") == 1
    assert not having(root, "chart-break")


def test_a_gap_is_bridged_by_a_fine_dash_only():
    root = drawn(Line("A", ((2015, 1, ""), (2016, 2, ""), (2019, 3, ""), (2020, 4, "")), True))
    assert home_path(root).count("M") == 2
    assert having(root, "chart-gap")[0].get("stroke-dasharray") == charts.GAP_DASH


def test_every_fourth_year_is_no_gap_but_a_missing_value_is():
    elections = ((2010, 80, ""), (2014, 83, ""), (2018, 84, ""))
    assert not having(drawn(Line("A", elections, True)), "chart-gap")
    assert having(drawn(Line("A", (*elections, (2016, None, "")), True)), "chart-gap")


def test_a_single_point_is_a_dot():
    root = drawn(Line("A", ((2020, 7.0, ""),), True))
    assert not having(root, "chart-line")
    assert [dot.get("cx") for dot in root.iter("circle")] == ["50%"]


def test_a_flagged_point_is_hollow_with_a_note():
    root = drawn(Line("A", ((2022, 7, ""), (2023, 8, ""), (2024, 9, "extrapolated")), True))
    assert having(root, "chart-hollow")[0].find("title").text == "A 2024: 9,0\xa0%"
    assert "Ihålig punkt är inte ett slutligt mätvärde: 2024 framräknat." in words_in(root)


def test_a_line_that_ended_early_says_its_year_and_is_led_to_its_label():
    root = drawn(HOME, Line("Äldre", ((2018, 25, ""), (2019, 24, ""))))
    assert "24,0\xa0% (2019)" in [amount.text for amount in having(root, "chart-amount")]
    assert having(root, "chart-leader")[0].get("x1") == "33.3%"


# Levels.


def test_a_target_ahead_makes_room_and_marks_its_year():
    root = drawn(HOME, levels=[Level("Mål", 60, 2027)])
    assert "2027" in [tick.text for tick in having(root, "chart-tick")]
    assert having(root, "chart-level-target")[0].get("x2") == "100%"
    assert having(root, "chart-due-mark")
    assert "passerat" not in words_in(root)


def test_a_target_year_long_past_is_remarked_on():
    root = drawn(HOME, levels=[Level("Mål", 60, 2019)])
    assert having(root, "chart-level-target")[0].get("x2") == "33.3%"
    assert "Målåret 2019 har passerat." in words_in(root)


def test_a_target_far_away_does_not_squeeze_the_figures():
    root = drawn(HOME, levels=[Level("Mål", 60, 2045)])
    assert "2045" not in [tick.text for tick in having(root, "chart-tick")]
    assert "60,0\xa0% (2045)" in [amount.text for amount in having(root, "chart-amount")]


def test_a_baseline_is_not_due():
    root = drawn(HOME, levels=[Level("Utgångsvärde", 25, 2019, "baseline")])
    assert not having(root, "chart-due-mark")
    assert "passerat" not in words_in(root)


# Axes.


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((3, 48), (0, 10, 20, 30, 40, 50)),
        ((93, 98), (93, 94, 95, 96, 97, 98)),  # cut: the least is not under half the largest
        ((12, 12), (0, 5, 10, 15)),
        ((0, 0), (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ((-3.2, 2.4), (-4, -2, 0, 2, 4)),
        ((-90, -80), (-90, -88, -86, -84, -82, -80)),
        ((0.0001, 0.0003), (0, 0.0001, 0.0002, 0.0003)),
        ((-5, -5), (-5, -4, -3, -2, -1, 0)),
    ],
)
def test_ticks_are_round_numbers(values, ticks):
    assert charts.nice_ticks(values) == pytest.approx(ticks)


def test_a_cut_axis_says_so():
    cut = Line("A", ((2020, 93, ""), (2021, 98, "")), True)
    assert "Axeln börjar inte på noll." in words_in(drawn(cut))
    assert "Axeln börjar inte på noll." not in words_in(
        drawn(Line("A", ((2020, 3, ""), (2021, 98, "")), True))
    )


def test_huge_numbers_are_in_millions_in_the_drawing_and_whole_in_words():
    root = drawn(Line("A", ((2020, 1.2e9, ""), (2021, 3.4e9, "")), True), unit="kr", decimals=0)
    assert having(root, "chart-unit")[0].text == "miljoner kr"
    assert "4\xa0000" in [tick.text for tick in having(root, "chart-tick")]
    assert having(root, "chart-amount")[0].text == "3\xa0400,0"
    assert "3\xa0400\xa0000\xa0000\xa0kr 2021" in root.find(".//desc").text


def test_coordinates_stay_within_the_frame():
    root = drawn(Line("A", ((2018, -5, ""), (2019, 1e6, ""), (2021, 0, "")), True))
    for dot in root.iter("circle"):
        assert 0 <= float(dot.get("cx").rstrip("%")) <= 100
        assert 0 <= float(dot.get("cy").rstrip("%")) <= 100


def test_at_most_eight_years_are_written():
    for span in (1, 5, 8, 15, 34, 60, 125):
        root = drawn(Line("A", tuple((1900 + i, 1.0 + i, "") for i in range(span + 1)), True))
        years = [t for t in having(root, "chart-tick") if t.get("text-anchor") == "middle"]
        assert 2 <= len(years) <= 8


# Labels.


def test_labels_that_would_collide_are_shifted_apart():
    lines = [Line(f"Kommun {i}", ((2020, 50, ""), (2021, 50 + i / 10, ""))) for i in range(5)]
    tops = sorted(float(label.get("y").rstrip("%")) for label in having(drawn(*lines), "chart-label"))
    assert all(b - a >= 2 * charts.ROW - 0.11 for a, b in zip(tops, tops[1:], strict=False))


def test_a_label_alone_stands_at_its_line():
    label = charts.placed([charts.Label("", 100, 40.0, ["A", "1"])])[0]
    assert label.top + label.height() / 2 == 40


def test_labels_never_run_down_into_the_years():
    labels = charts.placed([charts.Label("", 100, 100.0, ["A", "1"]) for _ in range(3)])
    assert max(label.top + label.height() for label in labels) == pytest.approx(99)


def test_long_names_are_wrapped_and_hostile_ones_escaped():
    name = "<script>alert('x')</script> & " + "Mycketlångtkommunnamn " * 8
    root = drawn(Line(name, HOME.points, True), title=name)
    rows = [row.text for row in having(root, "chart-label")[0].findall("tspan")]
    assert len(rows) <= 4 and all(len(row) <= charts.NAME_WIDTH for row in rows)
    assert root.find("figcaption").text == name
    assert not list(root.iter("script"))


# Numbers.


@pytest.mark.parametrize(
    ("value", "decimals", "language", "text"),
    [
        (77.1, 1, "sv", "77,1"),
        (12345, 0, "sv", "12\xa0345"),
        (12345.6, 1, "en", "12,345.6"),
        (-3.25, 2, "sv", "−3,25"),
        (-0.04, 1, "sv", "0,0"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value, decimals, language, text):
    assert charts.number(value, decimals, language) == text


# Bars and small lines.


def test_share_bar_numbers_every_part_and_textures_by_place():
    root = parsed(share_bar(PARTS, id="s", title="Mål 12", language="sv"))
    assert [rect.get("width") for rect in root.find("svg").findall("rect") if "class" in rect.attrib] == [
        "60%",
        "30%",
        "10%",
    ]
    assert [number.text for number in having(root, "share-number")] == ["6", "3", "1"]
    fills = [rect.get("fill") for rect in root.find("svg").findall("rect") if rect.get("fill")]
    assert fills == ["url(#s-1)", "url(#s-3)"]  # the fourth part keeps its own though the third is empty
    assert "Nås inte 0 (0\xa0%)" in root.find("svg/desc").text


def test_tiny_share_bar_says_its_numbers_to_those_who_cannot_see():
    svg = parsed(share_bar(PARTS, id="s", title="Mål 12", language="en", tiny=True))
    assert svg.get("aria-label").startswith("Mål 12: Nås 6 (60%); Osäkert 3 (30%)")
    assert not list(svg.iter("text"))


def test_a_small_share_is_not_said_to_be_nothing():
    root = parsed(share_bar([("A", 399, "a"), ("B", 1, "b")], id="s", title="T", language="sv"))
    assert "B 1 (mindre än 1\xa0%)" in root.find("svg/desc").text


@pytest.mark.parametrize("tiny", [True, False])
def test_share_bar_of_nothing_is_a_sentence(tiny):
    root = parsed(share_bar([("A", 0, "a")], id="s", title="T", language="sv", tiny=tiny))
    assert "Det finns inget att visa ännu." in words_in(root)


def test_sparkline_tells_its_course():
    svg = parsed(sparkline(HOME.points, label="Andel", unit="%", decimals=0, language="en"))
    assert svg.get("aria-label") == "Andel: from 30% 2018 to 34% 2021"
    assert len(list(svg.iter("circle"))) == 1
    assert parsed(sparkline([], label="Andel", unit="%", decimals=0, language="sv")).text == "inga värden"


@pytest.mark.parametrize(
    ("value", "x", "width"),
    [(60, "25%", "75%"), (-20, "0%", "25%"), (0, "25%", "0%"), (None, "25%", "0%"), (99, "25%", "75%")],
)
def test_rank_bar_starts_at_zero(value, x, width):
    rect = parsed(rank_bar(value, 60, minimum=-20)).find("rect")
    assert (rect.get("x"), rect.get("width")) == (x, width)
