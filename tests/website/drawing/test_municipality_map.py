"""The map: whose outlines it has, how it classes, and what it says in words."""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from lagesbild.website.drawing import municipality_map
from lagesbild.website.drawing.municipality_map import choropleth, outlines, quantile_ranges

CODES = sorted(outlines().areas)
VALUES = {code: 10 + i / 10 for i, code in enumerate(CODES)}


def drawn(values, **said) -> ET.Element:
    return ET.fromstring(markup(values, **said))


def markup(values, **said) -> str:
    usual = {
        "home": "0680",
        "title": "Andel",
        "description": "",
        "source": "SCB",
        "unit": "%",
        "decimals": 1,
        "language": "sv",
        "id": "m",
    }
    return choropleth(values, **(usual | said))


def having(root: ET.Element, css: str) -> list[ET.Element]:
    return [element for element in root.iter() if css in element.get("class", "").split()]


def key(root: ET.Element) -> list[str]:
    return [" ".join("".join(item.itertext()).split()) for item in having(root, "map-key")[0]]


def test_all_290_municipalities_have_an_outline_and_a_name():
    assert len(CODES) == 290
    assert outlines().areas["0680"].name == "Jönköping"
    assert all(area.d.startswith("m") and area.d.endswith("z") for area in outlines().areas.values())


def test_the_outlines_are_small_enough_to_send_with_a_page():
    assert municipality_map.OUTLINES.stat().st_size < 60_000


def test_every_municipality_is_drawn_and_says_its_value():
    root = drawn(VALUES)
    titles = [path.find("title").text for group in root.iter("g") for path in group]
    assert len(titles) == 290
    assert f"Jönköping: {VALUES['0680']:.1f}\xa0%".replace(".", ",") in titles


def test_the_image_is_named_and_points_to_the_table():
    root = drawn(VALUES)
    svg = root.find(".//svg[@role='img']")
    assert svg.get("aria-labelledby") == "m-title m-desc"
    said = svg.find("desc").text
    assert "Lägst: Upplands Väsby 10,0\xa0%. Högst: Kiruna 38,9\xa0%." in said
    assert "Alla värden finns i sidans lista och filer." in said


def test_no_style_no_script_and_unique_ids():
    elements = list(drawn(VALUES).iter())
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not any("style" in element.attrib or element.tag in ("style", "script") for element in elements)


def test_classes_are_equally_large_and_their_ranges_stand_in_words():
    said = key(drawn(VALUES))
    assert said[0] == "10,0–15,7 % (58 kommuner)"
    assert said[-1] == "Inget värde (0 kommuner)"
    assert len(said) == 6


def test_missing_is_hatched_and_not_zero():
    root = drawn({code: value for code, value in VALUES.items() if code != "0114"} | {"0115": None})
    missing = having(root, "map-missing")[0]
    assert missing.get("fill") == "url(#m-none)"
    assert [path.find("title").text for path in missing] == [
        "Upplands Väsby: inget värde",
        "Vallentuna: inget värde",
    ]


def test_home_is_outlined_and_named_even_without_a_value():
    label = having(drawn({**VALUES, "0680": None}), "map-label")[0]
    assert [row.text for row in label] == ["Jönköping", "inget värde"]
    assert not having(drawn(VALUES, home=None), "map-home")


@pytest.mark.parametrize("home", ["0680", "2584", "0980", "1480", "0180", "1287", "2583", "2081"])
def test_the_name_of_home_stands_beside_the_country_and_inside_the_drawing(home):
    root = drawn(VALUES, home=home)
    left, _, width, _ = map(int, root.find(".//svg[@role='img']").get("viewBox").split())
    label, area = having(root, "map-label")[0], outlines().areas[home]
    west, east = municipality_map.country_sides(area.y)
    x = int(label.get("x"))
    assert left <= x <= left + width
    assert x > east if label.get("text-anchor") == "start" else x < west


def test_equal_values_share_a_class():
    assert quantile_ranges([0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 5) == [(0, 0), (1, 2), (3, 4)]
    assert quantile_ranges([7, 7, 7], 5) == [(7, 7)]
    assert quantile_ranges([1, 2], 5) == [(1, 1), (2, 2)]


def test_values_are_classed_as_they_are_shown():
    said = key(drawn({CODES[0]: 0.04, CODES[1]: -0.04, CODES[2]: 0.31, CODES[3]: 0.29}, classes=2))
    assert said[:2] == ["0,0 % (2 kommuner)", "0,3 % (2 kommuner)"]


def test_negative_ranges_are_read_with_a_word_between():
    assert key(drawn({CODES[0]: -3.0, CODES[1]: -1.0}, classes=1))[0] == "−3,0 till −1,0 % (2 kommuner)"


def test_a_code_without_an_outline_is_named():
    assert "saknar gränser för: 9999." in "".join(drawn({**VALUES, "9999": 3.0}).itertext())


@pytest.mark.parametrize("values", [{}, {"0680": None}, {"9999": 1.0}])
def test_a_map_of_nothing_is_a_sentence(values):
    root = drawn(values)
    assert "Det finns inga värden att visa på kartan ännu." in "".join(root.itertext())
    assert not list(root.iter("svg"))


def test_more_classes_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="1 to 5 classes"):
        drawn(VALUES, classes=9)


def test_english():
    assert key(drawn(VALUES, language="en"))[0] == "10.0–15.7% (58 municipalities)"


# The tool that makes the outlines.


@pytest.fixture(scope="module")
def tool():
    file = Path(__file__).parents[3] / "tools" / "municipality_outlines.py"
    spec = importlib.util.spec_from_file_location("municipality_outlines", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_projection_meets_the_central_meridian_at_500_km(tool):
    east, north = tool.sweref99_tm(15.0, 60.0)
    assert east == pytest.approx(500_000)
    assert north == pytest.approx(
        0.9996 * 6_654_072.8, abs=1
    )  # the length of the meridian from the equator, GRS 80


def test_a_shared_border_stays_shared(tool):
    border = [(15.0, 60 + i / 100 if i % 2 else 60 + i / 90) for i in range(40)]
    west = [*border, (14.0, 60.5), border[0]]
    east = [*border[::-1], (16.0, 60.2), border[-1]]
    fitted = {"1": [west], "2": [east]}
    simple = tool.simplified(fitted, 0.01)
    shared = set(simple["1"][0]) & set(simple["2"][0])
    assert len(simple["1"][0]) < len(west)
    assert shared == set(simple["1"][0]) - {(14.0, 60.5)} == set(simple["2"][0]) - {(16.0, 60.2)}


def test_a_path_is_relative_whole_numbers(tool):
    square = [(10.2, 20.0), (14.0, 20.1), (14.0, 24.0), (10.0, 24.0), (10.2, 20.0)]
    assert tool.path([square]) == "m10 20 4 0 0 4-4 0z"
    assert municipality_map.box("m10 20 4 0 0 4-4 0z") == (10, 14, 20, 24)


def test_a_multipolygon_gives_all_its_rings(tool):
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    feature = {"geometry": {"type": "MultiPolygon", "coordinates": [[ring], [ring]]}}
    assert len(tool.rings_of(feature)) == 2
