"""Days on a line: what is drawn, and that all of it is said."""

import re
from datetime import date

import pytest

from lagesbild.website.drawing.timeline import Bar, Lane, timeline

FIRST, LAST = date(2026, 11, 1), date(2028, 4, 30)


def drawn(bars=(), lanes=(), *, today=date(2026, 11, 23), language="sv") -> str:
    return timeline(
        bars,
        lanes,
        first=FIRST,
        last=LAST,
        today=today,
        id="tid",
        title="Tiden",
        description="En rapport.",
        language=language,
    )


def widths(svg: str) -> list[tuple[str, str]]:
    return re.findall(r'<rect class="[^"]*" x="([^"]*)" y="[^"]*" width="([^"]*)"', svg)


def test_it_has_a_title_and_words():
    svg = drawn(lanes=[Lane("Rapporter", [date(2027, 1, 1)])])
    assert '<title id="tid-title">Tiden</title>' in svg
    assert '<desc id="tid-desc">En rapport.</desc>' in svg
    assert 'aria-labelledby="tid-title tid-desc"' in svg


def test_a_bar_reaches_from_its_first_day_to_its_last_and_is_cut_at_the_edge():
    assert widths(drawn([Bar("Allt", FIRST, LAST)])) == [("0%", "100%")]
    assert widths(drawn([Bar("Mer", date(2020, 1, 1), date(2040, 1, 1))])) == [("0%", "100%")]


def test_a_bar_whose_end_is_not_known_is_drawn_otherwise():
    assert "timeline-open" in drawn([Bar("Okänt", FIRST, None)])
    assert "timeline-open" not in drawn([Bar("Känt", FIRST, LAST)])


def test_several_days_of_a_month_are_one_mark_with_their_number():
    days = [date(2027, 3, day) for day in (1, 9, 30)] + [date(2027, 5, 5)] + [date(2030, 1, 1)]
    svg = drawn(lanes=[Lane("Rapporter", days)])
    assert svg.count("<circle") == 2
    assert re.findall(r'timeline-count"[^>]*>([^<]*)<', svg) == ["3"]


def test_a_thousand_days_are_said_in_three_letters():
    assert ">99+<" in drawn(lanes=[Lane("Rapporter", [date(2027, 3, 1)] * 1000)])


@pytest.mark.parametrize(("today", "times"), [(date(2026, 11, 23), 1), (date(2026, 10, 31), 0)])
def test_today_is_marked_where_it_is_in_the_picture(today, times):
    assert drawn(lanes=[Lane("A", [])], today=today).count(">i dag<") == times


def test_months_have_their_names():
    assert re.findall(r'chart-tick"[^>]*>([^<]*)<', drawn(lanes=[Lane("A", [])], language="en")) == [
        "2027",
        "Apr",
        "July",
        "Oct",
        "2028",
    ]


def test_a_long_name_is_cut_in_two_rows():
    svg = drawn([Bar("Ett namn som är långt " * 9, FIRST, LAST)])
    assert svg.count("<tspan") == 2 and "…" in svg


def test_no_style_and_no_script():
    svg = drawn([Bar("<b>", FIRST, LAST)])
    assert "style=" not in svg and "<b>" not in svg
