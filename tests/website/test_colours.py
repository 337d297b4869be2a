"""The colours of light and dark pages, read out of the style sheets: text is read, and signs and lines are seen."""

import re
from itertools import product
from pathlib import Path

import pytest

import lagesbild
from lagesbild.framework.contrast import contrast, lightened

STYLES = Path(lagesbild.__file__).parent / "website" / "static" / "website"
TEXT = ("--ink", "--quiet", "--accent", "--good", "--bad", "--amber")
SEEN = ("--line", "--flat", "--chart-quiet", "--chart-bar", "--share-1", "--share-3")


def palette(dark: bool) -> dict[str, str]:
    sheets = "".join((STYLES / name).read_text() for name in ("site.css", "charts.css"))
    dark_parts = re.findall(r"prefers-color-scheme: dark\) \{(.*?)\n\}", sheets, re.DOTALL)
    light_parts = re.findall(r"^:root \{(.*?)^\}", sheets, re.DOTALL | re.MULTILINE)
    parts = [*light_parts, *(dark_parts if dark else [])]
    return {
        name: f"#{''.join(2 * each for each in colour) if len(colour) == 3 else colour}"
        for part in parts
        for name, colour in re.findall(r"(--[\w-]+): #([0-9a-f]{3,6});", part)
    }


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_is_read_on_every_ground(dark):
    colours = palette(dark)
    answers = [name for name in colours if name.startswith("--answer-")]
    assert len(answers) == 20
    pairs = product([*TEXT, *answers], ("--page", "--wash"))
    assert {pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5} == set()
    assert contrast(colours["--accent-ink"], colours["--accent"]) >= 4.5
    assert contrast(colours["--page"], colours["--good"]) >= 4.5
    assert contrast(colours["--ink"], colours["--marked"]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_signs_and_lines_are_seen(dark):
    colours = palette(dark)
    assert {name for name in SEEN if contrast(colours[name], colours["--page"]) < 3} == set()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_map_goes_one_way_from_faint_to_strong(dark):
    colours = palette(dark)
    steps = [contrast(colours[f"--map-{step}"], colours["--page"]) for step in range(1, 6)]
    assert steps == sorted(steps)


def test_the_dark_palette_changes_every_colour_that_a_page_is_made_of():
    light, dark = palette(False), palette(True)
    assert {name for name in light if light[name] == dark[name]} == set()


@pytest.mark.parametrize("colour", ["#0B5563", "#7A1F3D", "#000000", "#1A1A8C"])
def test_a_municipalitys_colour_is_read_on_a_dark_page_too(colour):
    assert contrast(lightened(colour), palette(True)["--wash"]) >= 7
