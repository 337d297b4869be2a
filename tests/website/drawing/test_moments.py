"""Periods on a chart: where they stand among the years, and what they are called."""

import re

import pytest

from lagesbild.tables.periods import Period
from lagesbild.website.drawing.lines import line_chart
from lagesbild.website.drawing.moments import moment
from lagesbild.website.drawing.series import BreakMark, ChartLine


@pytest.mark.parametrize(
    ("period", "place", "label"),
    [
        ("2022", 2022, "2022"),
        ("2022/23", 2023, "2022/23"),
        ("2020–2022", 2022, "2020–2022"),
        ("2022-H1", 2021.75, "första halvåret 2022"),
        ("2022-H2", 2022.25, "andra halvåret 2022"),
        ("2022-Q1", 2021.625, "kvartal 1 2022"),
        ("2020-11", 2020.375, "november 2020"),
        ("2021-07-02", 2021.0, "2 juli 2021"),
    ],
)
def test_a_period_stands_in_the_middle_of_its_time(period, place, label):
    at = moment(Period.parse(period), "sv")
    assert at == pytest.approx(place)
    assert str(at) == f"{at}" == label


def drawing_of(*periods, breaks=()):
    points = tuple((moment(Period.parse(text), "sv"), float(n), "") for n, text in enumerate(periods))
    line = ChartLine("Hem", points, True)
    words = {
        "title": "Buller",
        "description": "",
        "source": "SCB",
        "unit": "%",
        "decimals": 0,
        "language": "sv",
    }
    return line_chart([line], id="c", breaks=breaks, **words)


def test_a_chart_says_what_its_periods_are():
    drawn = drawing_of("2021-H1", "2021-H2", "2022-H1", "2022-H2", "2023-H1")
    assert "från 0 % första halvåret 2021 till 4 % första halvåret 2023" in re.sub(
        r"\s+", " ", drawn.replace("\xa0", " ")
    )
    assert drawn.count("chart-gap") == drawing_of("2021", "2022", "2023").count("chart-gap")


def test_a_break_in_a_year_comes_before_its_first_part():
    drawn = drawing_of("2021-H1", "2021-H2", "2022-H1", "2022-H2", breaks=[BreakMark(2022, "Ny metod")])
    assert "Ny metod" in drawn
    assert "Ny metod" not in drawing_of("2022-H1", "2022-H2", breaks=[BreakMark(2022, "Ny metod")])
