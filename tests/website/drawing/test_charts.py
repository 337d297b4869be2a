"""What the charts draw, looked up in the markup they return."""

import xml.etree.ElementTree as ET

import pytest

from lagesbild.assessment import number
from lagesbild.website.drawing.axes import nice_ticks
from lagesbild.website.drawing.course import BandPoint, ChartCourse
from lagesbild.website.drawing.labels import HEIGHTS, Label, placed
from lagesbild.website.drawing.lines import line_chart
from lagesbild.website.drawing.names import name_rows
from lagesbild.website.drawing.series import BreakMark, ChartLevel, ChartLine, describe
from lagesbild.website.drawing.shares import share_bar
from lagesbild.website.drawing.sparkline import sparkline
from lagesbild.website.drawing.unbroken_runs import GAP_DASH

SVG = "{http://www.w3.org/2000/svg}"
HOME = ChartLine(
    "Jönköping", ((2018, 30.0, ""), (2019, 32.0, ""), (2020, 31.5, ""), (2021, 34.0, "")), home=True
)
PEERS = ChartLine(
    "Liknande kommuner", ((2018, 20.0, ""), (2019, 21.0, ""), (2020, 22.0, ""), (2021, 23.0, ""))
)
RECKONED = ChartLine(
    "Utsläpp", ((2021, 500, ""), (2022, 480, ""), (2023, 455, ""), (2024, 489, "extrapolated")), True
)
PARTS = [
    ("Nås", 6, "share-good"),
    ("Osäkert", 3, "share-uncertain"),
    ("Nås inte", 0, "share-bad"),
    ("Ej bedömt", 1, "share-none"),
]


def drawn(*lines: ChartLine, **said) -> ET.Element:
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


def amounts(root: ET.Element) -> list[str]:
    return [amount.text for amount in having(root, "chart-amount")]


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
    ]
    elements = [element for one in markup for element in parsed(one).iter()]
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not any("style" in element.attrib or element.tag in ("style", "script") for element in elements)


def test_describe_says_where_a_line_starts_ends_and_turns():
    line = ChartLine(
        "Jönköping", ((2008, 32, ""), (2014, 51, ""), (2018, 30, ""), (2021, 48, "preliminary")), True
    )
    text = describe([line], unit="%", decimals=0, language="sv").replace("\xa0", " ")
    assert text == (
        "Linjediagram. Jönköping: från 32 % 2008 till 48 % 2021 (preliminärt), högst 51 % 2014, lägst 30 % 2018."
    )


def test_describe_in_english_and_without_values():
    assert describe([ChartLine("Home", ((2020, 4.5, ""),))], unit="%", decimals=1, language="en") == (
        "Bar chart. Home: 4.5% 2020 (the only value)."
    )
    assert (
        describe([ChartLine("Home", ())], unit="%", decimals=1, language="en")
        == "Line chart. Home: no values."
    )


def test_describe_ends_with_what_was_measured_and_says_what_was_reckoned():
    text = describe([RECKONED], unit="ton", decimals=0, language="sv").replace("\xa0", " ")
    assert text == "Linjediagram. Utsläpp: från 500 ton 2021 till 455 ton 2023; 2024 framräknat 489 ton."


@pytest.mark.parametrize("points", [(), ((2020, None, ""), (2021, float("nan"), ""))])
def test_without_values_there_is_a_sentence_and_no_drawing(points):
    root = drawn(ChartLine("Jönköping", points, True))
    assert "Det finns inga mätvärden att visa ännu." in words_in(root)
    assert not list(root.iter("svg"))


def test_an_id_that_could_break_the_page_is_refused():
    with pytest.raises(ValueError, match="letter followed by"):
        drawn(HOME, id='x" onload="')


# Lines.


def test_home_is_solid_and_drawn_last_and_comparisons_differ_by_dash():
    root = drawn(HOME, PEERS, ChartLine("Riket", PEERS.points))
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
    root = drawn(ChartLine("A", ((2015, 1, ""), (2016, 2, ""), (2019, 3, ""), (2020, 4, "")), True))
    assert home_path(root).count("M") == 2
    assert having(root, "chart-gap")[0].get("stroke-dasharray") == GAP_DASH


def test_every_fourth_year_is_no_gap_but_a_missing_value_is():
    elections = ((2010, 80, ""), (2014, 83, ""), (2018, 84, ""))
    assert not having(drawn(ChartLine("A", elections, True)), "chart-gap")
    assert having(drawn(ChartLine("A", (*elections, (2016, None, "")), True)), "chart-gap")


def test_a_single_point_among_longer_lines_is_a_dot():
    root = drawn(HOME, ChartLine("A", ((2020, 7.0, ""),)))
    assert len(having(root, "chart-line")) == 1
    assert "66.7%" in [dot.get("cx") for dot in root.iter("circle") if "chart-other" in dot.get("class")]


def test_a_flagged_point_is_hollow_with_a_note():
    root = drawn(ChartLine("A", ((2022, 7, ""), (2023, 8, ""), (2024, 9, "extrapolated")), True))
    assert having(root, "chart-hollow")[0].find("title").text == "A 2024: 9,0\xa0% (framräknat)"
    assert "Ihålig punkt är inte ett slutligt mätvärde: 2024 framräknat." in words_in(root)


def test_a_line_is_labelled_with_its_last_measured_value_and_the_rest_is_not_drawn_solid():
    root = drawn(RECKONED, unit="ton", decimals=0)
    assert amounts(root) == ["455 (2023)"]
    assert having(root, "chart-gap")[0].get("d") == "M667 900 1000 220"
    assert [dot.get("r") for dot in root.iter("circle")] == ["2.5", "2.5", "3.5", "2.5"]


def test_a_line_of_nothing_but_reckoned_values_says_so_at_its_end():
    root = drawn(ChartLine("A", ((2023, 7, "extrapolated"), (2024, 8, "extrapolated")), True))
    assert amounts(root) == ["8,0\xa0%", "framräknat"]


def test_a_preliminary_value_is_labelled_as_one():
    root = drawn(ChartLine("A", ((2023, 7, ""), (2024, 8, "preliminary")), True))
    assert amounts(root) == ["8,0\xa0%", "preliminärt"]


def test_a_line_that_ended_early_says_its_year_and_is_led_to_its_label():
    root = drawn(HOME, ChartLine("Äldre", ((2018, 25, ""), (2019, 24, ""))))
    assert amounts(root) == ["34,0\xa0%", "24,0\xa0% (2019)"]
    assert having(root, "chart-leader")[0].get("x1") == "33.3%"


# Levels.


def test_a_target_ahead_makes_room_and_marks_its_year():
    root = drawn(HOME, levels=[ChartLevel("Mål", 60, 2027)])
    assert "2027" in [tick.text for tick in having(root, "chart-tick")]
    assert having(root, "chart-level-target")[0].get("x2") == "100%"
    assert having(root, "chart-due-mark")
    assert "passerat" not in words_in(root)


def test_a_target_year_long_past_is_remarked_on():
    root = drawn(HOME, levels=[ChartLevel("Mål", 60, 2019)])
    assert having(root, "chart-level-target")[0].get("x2") == "33.3%"
    assert "Målåret 2019 har passerat." in words_in(root)


def test_a_target_far_away_does_not_squeeze_the_figures():
    root = drawn(HOME, levels=[ChartLevel("Mål", 60, 2045)])
    assert "2045" not in [tick.text for tick in having(root, "chart-tick")]
    assert "60\xa0% (2045)" in amounts(root)


@pytest.mark.parametrize(
    ("value", "text"), [(12.5, "12,5"), (40.0, "40"), (0.1 + 0.2, "0,3"), (15.625, "15,625")]
)
@pytest.mark.parametrize("decimals", [0, 2])
def test_a_level_is_written_as_it_was_decided(value, text, decimals):
    root = drawn(HOME, levels=[ChartLevel("Gräns", value, kind="limit")], decimals=decimals)
    assert f"{text}\xa0%" in amounts(root)
    assert f"Gräns: {text}\xa0%." in root.find(".//desc").text


def test_a_year_that_the_name_of_a_level_says_is_not_repeated():
    assert "25\xa0%" in amounts(drawn(HOME, levels=[ChartLevel("Utgångsår 2005", 25, 2005, "baseline")]))


def test_the_end_of_a_line_says_its_year_where_a_target_takes_the_frame_further():
    assert "34,0\xa0% (2021)" in amounts(drawn(HOME, levels=[ChartLevel("Mål", 60, 2027)]))


def test_a_level_with_a_long_name_is_called_by_its_kind_and_named_in_a_note():
    name = "Kommunens mål för sjöar och vattendrag tillsammans"
    root = drawn(HOME, levels=[ChartLevel(name, 85, 2027)])
    assert [row.text for row in having(root, "chart-label")[0].findall("tspan")] == [
        "Målvärde",
        "85\xa0% (2027)",
    ]
    assert [note.text for note in having(root, "chart-notes")[0]] == [
        "Så läser du: varje punkt är ett värde.",
        f"Målvärde 85\xa0% (2027): {name}.",
    ]


def test_a_baseline_is_not_due():
    root = drawn(HOME, levels=[ChartLevel("Utgångsvärde", 25, 2019, "baseline")])
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
    assert nice_ticks(values) == pytest.approx(ticks)


def test_a_cut_axis_says_so():
    cut = ChartLine("A", ((2020, 93, ""), (2021, 98, "")), True)
    assert "Axeln börjar inte på noll." in words_in(drawn(cut))
    assert "Axeln börjar inte på noll." not in words_in(
        drawn(ChartLine("A", ((2020, 3, ""), (2021, 98, "")), True))
    )


def test_huge_numbers_are_in_millions_in_the_drawing_and_whole_in_words():
    root = drawn(ChartLine("A", ((2020, 1.2e9, ""), (2021, 3.4e9, "")), True), unit="kr", decimals=0)
    assert having(root, "chart-unit")[0].text == "miljoner kr"
    assert "4\xa0000" in [tick.text for tick in having(root, "chart-tick")]
    assert having(root, "chart-amount")[0].text == "3\xa0400,0"
    assert "3\xa0400\xa0000\xa0000\xa0kr 2021" in root.find(".//desc").text


def test_coordinates_stay_within_the_frame():
    root = drawn(ChartLine("A", ((2018, -5, ""), (2019, 1e6, ""), (2021, 0, "")), True))
    for dot in root.iter("circle"):
        assert 0 <= float(dot.get("cx").rstrip("%")) <= 100
        assert 0 <= float(dot.get("cy").rstrip("%")) <= 100


def test_at_most_eight_years_are_written():
    for span in (1, 5, 8, 15, 34, 60, 125):
        root = drawn(ChartLine("A", tuple((1900 + i, 1.0 + i, "") for i in range(span + 1)), True))
        years = [t for t in having(root, "chart-tick") if t.get("text-anchor") == "middle"]
        assert 2 <= len(years) <= 8


# Labels.


def test_labels_that_would_collide_are_shifted_apart():
    lines = [ChartLine(f"Kommun {i}", ((2020, 50, ""), (2021, 50 + i / 10, ""))) for i in range(5)]
    tops = sorted(float(label.get("y").rstrip("%")) for label in having(drawn(*lines), "chart-label"))
    rows_of_two = 2 * 100 / HEIGHTS[0]
    assert all(b - a > rows_of_two for a, b in zip(tops, tops[1:], strict=False))


def test_a_label_alone_stands_at_its_line():
    label = placed([Label("", 40.0, ["A"], ["1"])], row=5)[0]
    assert label.middle == 40


def test_labels_never_run_down_into_the_years():
    labels = placed([Label("", 100.0, ["A"], ["1"]) for _ in range(3)], row=5)
    assert max(label.top + label.height for label in labels) == pytest.approx(99)


def test_many_labels_make_the_frame_higher():
    lines = [ChartLine(f"Kommuner av slag {i}", HOME.points) for i in range(7)]
    assert having(drawn(*lines), "chart-high-26")
    assert having(drawn(HOME), "chart-high-20")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Riket", ["Riket"]),
        ("Liknande kommuner", ["Liknande", "kommuner"]),
        ("Miljökvalitetsnorm: årsmedel", ["Miljökvalitets-", "norm: årsmedel"]),
        ("Landsbygdskommuner", ["Landsbygds-", "kommuner"]),
        ("Utvärderings\xadtröskel", ["Utvärderings-", "tröskel"]),
        ("Mål\xadvärde", ["Målvärde"]),
        ("Mycketlångtordutanfog", ["Mycketlångtordutanfog"]),
        ("Länets kommuner", ["Länets kommuner"]),
    ],
)
def test_names_are_parted_at_spaces_and_joints_only(name, rows):
    assert name_rows(name) == rows


def test_a_word_that_cannot_be_parted_is_given_room():
    assert having(drawn(ChartLine("Mycketlångtordutanfog", HOME.points, True)), "chart-names-l")
    assert not having(drawn(HOME), "chart-names-l")


def test_no_name_is_cut_and_a_hostile_one_is_escaped():
    name = "<script>alert('x')</script> & " + "Storstadskommuner " * 4
    root = drawn(ChartLine(name, HOME.points, True), title=name)
    rows = [row.text for row in having(root, "chart-label")[0].findall("tspan")][:-1]
    assert " ".join(rows).replace("- ", "").split() == name.split()
    assert root.find("figcaption").text == name
    assert not list(root.iter("script"))


def test_a_long_reason_for_a_break_is_in_the_notes_alone():
    root = drawn(HOME, breaks=[BreakMark(2020, "Definitionen ändrades av regeringen")])
    assert having(root, "chart-break-label")[0].text == "2020: brott i serien"
    assert "Brott i serien 2020: Definitionen ändrades av regeringen." in words_in(root)


# One value each.

PARTICLES = ChartLine("Jönköping", ((2019, 15.68, ""),), home=True)
LIMITS = [ChartLevel("Miljökvalitetsnorm", 40, kind="limit"), ChartLevel("Frisk luft", 15, 2030)]


def test_one_value_each_is_bars_from_zero_with_the_home_area_first_and_strong():
    root = drawn(ChartLine("Riket", ((2018, 20, ""),)), PARTICLES, unit="", decimals=1)
    bars = having(root, "bar")
    assert [bar.get("class") for bar in bars] == ["bar chart-home", "bar chart-other"]
    assert [bar.get("width") for bar in bars] == ["77.6%", "99%"]
    assert amounts(root) == ["15,7 (2019)", "20,0 (2018)"]
    assert not having(root, "chart-frame")


def test_levels_stand_under_the_bars_in_order_and_mark_them():
    root = drawn(PARTICLES, levels=LIMITS, unit="µg/m³", decimals=2)
    assert amounts(root) == ["15,68\xa0µg/m³ (2019)", "15\xa0µg/m³ (2030)", "40\xa0µg/m³"]
    ticks = [tick.get("x1") for tick in having(root, "bar-tick")]
    assert ticks == [level.get("x2") for level in having(root, "chart-level")] == ["37.1%", "99%"]


def test_bars_are_an_image_with_a_title_a_description_and_a_source():
    root = drawn(PARTICLES, levels=LIMITS)
    svg = root.find("svg[@role='img']")
    assert svg.get("aria-labelledby").split() == [svg.find("title").get("id"), svg.find("desc").get("id")]
    assert svg.find("desc").text.startswith("Om andelen. Stapeldiagram. Jönköping: 15,7")
    assert having(root, "chart-source")[0].text == "Källa: Kolada"


def test_shares_are_seen_against_the_whole():
    assert having(drawn(ChartLine("A", ((2020, 12, ""),), True)), "bar")[0].get("width") == "11.9%"


def test_a_lone_value_that_nothing_can_be_held_against_is_a_sentence():
    root = drawn(ChartLine("A", ((2020, 12, ""),), True), unit="st", decimals=0)
    assert not list(root.iter("svg"))
    assert having(root, "chart-empty")[0].text == "A: 12\xa0st 2020 (enda värdet)."


def test_a_bar_below_zero_ends_at_zero_and_a_preliminary_one_is_hollow():
    root = drawn(ChartLine("A", ((2020, -10, "preliminary"),), True), ChartLine("B", ((2020, 30, ""),)))
    bar = having(root, "bar")[0]
    assert (bar.get("x"), bar.get("width"), bar.get("class")) == ("0%", "24.8%", "bar chart-home bar-hollow")
    assert amounts(root)[0] == "−10,0\xa0% (2020, preliminärt)"


def test_bars_remark_on_a_target_year_long_past():
    root = drawn(
        ChartLine("A", ((2022, 80, ""),), True), levels=[ChartLevel("Mål", 170, 2012)], unit="", decimals=0
    )
    assert "Målåret 2012 har passerat." in words_in(root)


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
    assert number(value, decimals, language) == text


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


def test_the_visible_key_leaves_out_what_is_nothing():
    key = having(parsed(share_bar(PARTS, id="s", title="Mål 12", language="sv")), "share-key")[0]
    assert words_in(key) == "Nås 6 (60 %) Osäkert 3 (30 %) Ej bedömt 1 (10 %)"
    assert key.findall("li")[2].findall("svg/rect")[1].get("fill") == "url(#s-3)"


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
    assert "till 455 ton 2023; 2024" in parsed(
        sparkline(RECKONED.points, label="A", unit="ton", decimals=0, language="sv")
    ).get("aria-label").replace("\xa0", " ")
    assert parsed(sparkline([], label="Andel", unit="%", decimals=0, language="sv")).text == "inga värden"


# --- The way that was promised, and the way that it goes --------------------------------------------------

COURSE = ChartCourse(
    ((2015, 40), (2030, 20)),
    (BandPoint(2015, 36, 38, 40), BandPoint(2023, 26, 28, 30)),
    (2030, 20),
    2031.2,
    2036.4,
)


def test_the_way_the_pace_and_the_arrival_are_drawn_and_told():
    root = drawn(ChartLine("Sjöbo", ((2015, 40, ""), (2019, 35, ""), (2023, 27, "")), True), course=COURSE)
    [way], [band] = having(root, "chart-way"), having(root, "chart-band")
    frame_last = 2033  # ten years beyond the last value
    assert way.get("d").split()[-2] == f"{1000 * (2030 - 2015) / (frame_last - 2015):.0f}"
    assert band.get("d").endswith("Z") and len(having(root, "chart-bracket")) == 2
    note, *_rest = having(root, "chart-notes")[0]
    assert "den tunna raka linjen är vägen till målet" in note.text and "klammern" in note.text
    words = "".join(root.itertext()).replace("\xa0", " ")
    assert "Den raka vägen till målet går från 40,0 % 2015 till 20,0 % 2030." in words
    assert "Linjen genom värdena går från 38,0 % 2015 till 28,0 % 2023." in words


@pytest.mark.parametrize(
    ("earliest", "latest", "strokes"),
    [(2031.0, None, 2), (2060.0, 2070.0, 0), (None, None, 0)],  # open, beyond the frame, not known
)
def test_a_bracket_says_no_more_than_is_known(earliest, latest, strokes):
    course = ChartCourse(None, (), (2030, 20), earliest, latest)
    root = drawn(ChartLine("Sjöbo", ((2015, 40, ""), (2023, 27, "")), True), course=course)
    assert len(having(root, "chart-bracket")) == strokes


def test_a_band_below_nought_does_not_move_the_axis():
    course = ChartCourse(None, (BandPoint(2015, -9, 2, 5), BandPoint(2023, 10, 20, 30)))
    root = drawn(ChartLine("Sjöbo", ((2015, 1, ""), (2023, 20, "")), True), course=course)
    assert not [tick for tick in having(root, "chart-tick") if "\u2212" in (tick.text or "")]
