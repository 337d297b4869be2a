"""The map of partners: where points fall, what is drawn, and how much it weighs."""

import importlib.util
import json
import math
import sys
from pathlib import Path

import pytest

from lagesbild.website.drawing.world_map import FRAMES, LAND, MARKS, Mark, panels, place_in, place_map
from tests.website.reading import Html

HOME = Mark("Sjöbo", "Sjöbo", 57.78, 14.16)
BODO = Mark("Bodø", "Bodø, Norge", 67.28, 14.4, "twin_town")
WELLINGTON = Mark("Wellington", "Wellington, Nya Zeeland", -41.3, 174.8, "network", True)


def drawn(*marks, key="europe", **more) -> str:
    named = {"home": HOME, "id": "karta", "title": "Parter", "description": "Två parter.", **more}
    return place_map(key, marks, **named)


def test_places_fall_where_they_are():
    assert place_in("world", Mark("Nollan", "", 0, 0)) == pytest.approx((0.5, 0.5541), abs=1e-3)
    west, east = (place_in("world", Mark("", "", 0, longitude)) for longitude in (-90, 90))
    assert west[0] == pytest.approx(1 - east[0])
    assert place_in("europe", BODO)[1] < place_in("europe", HOME)[1]
    assert place_in("europe", WELLINGTON) is None
    assert place_in("world", WELLINGTON)[0] > 0.85


def test_no_line_of_land_leaps_across_the_map():
    for panel in panels().values():
        for ring in panel.land.removeprefix("m").removesuffix("z").split("zm"):
            steps = [int(n) for n in ring.replace("-", " -").split()]
            # The first step of a ring is a move; the edge of the drawing may be followed for long.
            assert all(abs(dx) < 400 for dx, dy in zip(steps[2::2], steps[3::2], strict=True) if dy)


def test_the_land_is_small_and_says_whose_it_is():
    assert LAND.stat().st_size < 60_000
    assert "Natural Earth" in json.loads(LAND.read_text())["source"]


def test_kinds_differ_in_shape_and_what_is_over_is_hollow():
    assert len(set(MARKS.values())) == len(MARKS) == 6
    page = Html(drawn(BODO, WELLINGTON, key="world"))
    assert {tag["href"] for tag in page.all("use")} == {"#karta-twin_town", "#karta-network"}
    assert "place place-over" in {tag["class"] for tag in page.all("g")}
    assert "style" not in drawn(BODO)


def test_what_is_outside_the_picture_is_left_out():
    assert len(Html(drawn(BODO, WELLINGTON)).all("use")) == 1


def test_names_never_cover_each_other_and_the_same_marks_give_the_same_picture():
    marks = [Mark(f"Partnerstad {n}", "", 50 + n % 9, n % 11, "agreement") for n in range(60)]
    assert drawn(*marks) == drawn(*marks)
    labels = list(Html(drawn(*marks)).all("text"))
    assert 1 <= len(labels) <= 21
    assert len(drawn(*marks)) < 30_000


def test_one_spot_has_one_name():
    school = Mark("Bodø skola", "", 67.28, 14.41, "agreement")
    assert "Bodø +1" in drawn(BODO, school)


def test_the_outlines_are_cut_at_the_edge_of_the_world(monkeypatch):
    tools = Path(__file__).parents[3] / "tools"
    monkeypatch.syspath_prepend(str(tools))
    spec = importlib.util.spec_from_file_location("land_outlines", tools / "land_outlines.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    fiji = [(179.0, -16.0), (-179.0, -16.0), (-179.0, -17.0), (179.0, -17.0), (179.0, -16.0)]
    parts = [tool.inside(turn, (-180, 180, -58, 90)) for turn in tool.turns(fiji)]
    kept = [part for part in parts if part]
    assert len(kept) == 2
    assert all(max(x for x, _y in part) - min(x for x, _y in part) == 1 for part in kept)
    assert math.isclose(sum(tool.area(part) for part in kept), 2)
    sys.modules.pop("municipality_outlines", None)


def test_both_panels_have_frames():
    assert set(panels()) == set(FRAMES) == {"europe", "world"}
