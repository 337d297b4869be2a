"""Figures written as references to their indicators."""

import pytest

from lagesbild.barometer.references import filled, not_understood, references


@pytest.mark.parametrize(
    "written, expected",
    [
        ("{{nyckeltal:buller}}", ("buller", False, None)),
        ("{{ nyckeltal: buller 2022 }}", ("buller", False, 2022)),
        ("{{nyckeltal:buller&nbsp;ändring}}", ("buller", True, None)),
        ("{{nyckeltal:buller ändring 2015}}", ("buller", True, 2015)),
        ("{{indicator:buller change}}", ("buller", True, None)),
    ],
)
def test_a_reference(written, expected):
    [reference] = references(f"<p>Vi har {written}.</p>")
    assert (reference.slug, reference.is_change, reference.year) == expected
    assert reference.written == written


def test_what_cannot_be_read_is_told_and_filled_with_plain_words():
    html = "Vi har {{nyckeltal buller}} och {{nyckeltal:ljud förra året}}."
    assert not_understood(html) == ["{{nyckeltal buller}}", "{{nyckeltal:ljud förra året}}"]
    assert filled(html, str, unknown="uppgift saknas") == "Vi har uppgift saknas och uppgift saknas."


def test_each_is_filled_in_and_other_braces_are_left():
    assert (
        filled("{{nyckeltal:a}} {{nyckeltal:b 2020}} {{x}}", lambda reference: reference.slug) == "a b {{x}}"
    )
