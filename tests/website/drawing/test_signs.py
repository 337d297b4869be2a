from pathlib import Path

import pytest

import lagesbild.website
from lagesbild.assessment import SIGNS
from lagesbild.website.drawing.signs import SHAPES, answer_sign

STYLE = Path(lagesbild.website.__file__).parent / "static/website/site.css"


def test_every_sign_is_drawn_and_none_twice():
    assert {sign.shape for sign in SIGNS.values()} == set(SHAPES)
    assert len(set(SHAPES.values())) == len(SHAPES)


@pytest.mark.parametrize("key", SIGNS)
def test_a_sign_is_hidden_from_those_who_listen_and_has_its_colour(key):
    drawn = answer_sign(key)

    assert 'aria-hidden="true"' in drawn
    assert f"ink-{SIGNS[key].colour}" in drawn


def test_every_colour_is_in_the_style_sheet_and_dark_enough_on_white():
    style = STYLE.read_text()
    for colour in {sign.colour for sign in SIGNS.values()}:
        assert f".ink-{colour} {{ color: var(--answer-{colour})" in style
        ink = style.partition(f"--answer-{colour}: ")[2][:7]
        assert contrast_on_white(ink) >= 5.5, colour


def contrast_on_white(ink):
    parts = (int(ink[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
