"""What a cell and a column say as periods, as tables. In a drawing a period is as the store keeps it.

A doubt has its readings with ``|`` between; a word is why the cell is refused.
"""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.tables import periods
from lagesbild.tables.like_with_like import like_with_like
from lagesbild.tables.outcome import Doubt, Refusal
from lagesbild.tables.period_columns import PeriodRules, read_period, read_periods, unambiguous
from lagesbild.tables.periods import Period


def drawn(outcome) -> str:
    match outcome:
        case Refusal():
            return str(outcome.why)
        case Doubt():
            return "|".join(map(drawn, outcome.readings))
    return str(outcome)


ALONE = [
    # years
    ("2023", "2023"),
    (2023, "2023"),
    (2023.0, "2023"),
    ("2023.0", "2023"),
    (" 2023\u200b ", "2023"),
    ("år 2023", "2023"),
    ("helår 2023", "2023"),
    ("FY2023", "2023"),
    # spans, which belong to their last year, however the dash is written or spaced
    ("2000 - 02", "2000–2002"),
    ("2000–02", "2000–2002"),
    ("2000 – 02", "2000–2002"),
    ("2000—02", "2000–2002"),
    ("2000−02", "2000–2002"),
    ("2000-2002", "2000–2002"),
    ("2000–2002", "2000–2002"),
    ("2000/2002", "2000–2002"),
    ("2000 to 2002", "2000–2002"),
    ("2000 till 2002", "2000–2002"),
    ("2008 - 11", "2008–2011"),
    ("2015-16", "2015–2016"),
    ("1999-00", "1999–2000"),
    ("1985–15", "1985–2015"),
    ("1960-talet", "1960–1969"),
    ("60-talet", "1960–1969"),
    ("1960s", "1960–1969"),
    ("april 2015 to March 2016", "2015-04–2016-03"),
    ("2019-07-01 – 2020-06-30", "2019-07–2020-06"),
    ("2019-01-15/2019-02-20", "2019-01-15–2019-02-20"),
    # a span that has a name of its own
    ("jan–mars 2020", "2020-Q1"),
    ("januari-juni 2020", "2020-H1"),
    ("Q1–Q2 2020", "2020-H1"),
    ("2020-01 – 2020-03", "2020-Q1"),
    ("2019-01-01/2019-12-31", "2019"),
    # school years
    ("2015/16", "2015/16"),
    ("2009/10", "2009/10"),
    ("1999/00", "1999/00"),
    ("2015/2016", "2015/16"),
    ("läsåret 2022/23", "2022/23"),
    ("Läsåret 22/23", "2022/23"),
    ("läsår 2022-23", "2022/23"),
    ("academic year 2022/23", "2022/23"),
    ("2010/14", "2010–2014"),
    # halves
    ("2022 H1", "2022-H1"),
    ("2022H2", "2022-H2"),
    ("H1 2022", "2022-H1"),
    ("2022-S1", "2022-H1"),
    ("1H2022", "2022-H1"),
    ("första halvåret 2022", "2022-H1"),
    ("2:a halvåret 2022", "2022-H2"),
    ("first half of 2022", "2022-H1"),
    # quarters
    ("2016 Q4", "2016-Q4"),
    ("2016 4Q", "2016-Q4"),
    ("2015/16 to 2017/18", "2015-07–2018-06"),
    ("2002/03-2007/08", "2002-07–2008-06"),
    ("2016Q4", "2016-Q4"),
    ("2016K4", "2016-Q4"),
    ("Q4-2016", "2016-Q4"),
    ("kv 4 2016", "2016-Q4"),
    ("kv. 4, 2016", "2016-Q4"),
    ("4 kv 2016", "2016-Q4"),
    ("kvartal 4 2016", "2016-Q4"),
    ("4:e kvartalet 2016", "2016-Q4"),
    ("fjärde kvartalet 2016", "2016-Q4"),
    ("4th quarter 2016", "2016-Q4"),
    # months
    ("2009-01", "2009-01"),  # no span ends before it begins
    ("1990-11", "1990-11"),  # nor is so long a span written so
    ("2015-12", "2015-12"),
    ("2022M01", "2022-01"),
    ("2022-M1", "2022-01"),
    ("2022/01", "2022-01"),
    ("01/2022", "2022-01"),
    ("2022.01", "2022-01"),
    ("200901", "2009-01"),
    ("2021 9", "2021-09"),
    ("2021 10", "2021-10"),
    ("2021 01", "2021-01"),
    ("maj 2016", "2016-05"),
    ("Feb. 2024", "2024-02"),
    ("Sept 2021", "2021-09"),
    ("2022 januari", "2022-01"),
    ("October 2022", "2022-10"),
    # weeks
    ("2022-W05", "2022-W05"),
    ("2022v5", "2022-W05"),
    ("v. 5 2022", "2022-W05"),
    ("vecka 53 2020", "2020-W53"),
    ("week 5, 2022", "2022-W05"),
    # days
    ("2022-01-31", "2022-01-31"),
    ("2022/1/31", "2022-01-31"),
    ("20220131", "2022-01-31"),
    ("31/12/2024", "2024-12-31"),
    ("12/31/2024", "2024-12-31"),
    ("31.12.2024", "2024-12-31"),
    ("1.5.2016", "2016-05-01"),
    ("1/5 2016", "2016-05-01"),
    ("05/05/2021", "2021-05-05"),
    ("1 maj 2016", "2016-05-01"),
    ("den 1:a maj 2016", "2016-05-01"),
    ("1st May 2016", "2016-05-01"),
    ("May 1, 2016", "2016-05-01"),
    ("2024-01-01 00:00:00", "2024-01-01"),
    ("2024-01-01T10:30:00Z", "2024-01-01"),
    (date(2024, 1, 31), "2024-01-31"),
    (datetime(2024, 1, 31, 12), "2024-01-31"),
    # what may be two things
    ("2008-11", "2008-11|2008–2011"),
    ("2000-02", "2000-02|2000–2002"),
    ("2008-09", "2008-09|2008–2009"),
    ("1999-01", "1999-01|1999–2001"),
    ("2010/12", "2010-12|2010–2012"),
    ("200910", "2009-10|2009/10"),
    ("2021 1", "2021-01|2021-Q1"),
    ("2021:3", "2021-03|2021-Q3"),
    ("2021-4", "2021-04|2021-Q4"),
    ("01/02/2021", "2021-02-01|2021-01-02"),
    ("1-2-2021", "2021-02-01|2021-01-02"),
    # what is no period
    ("", "empty"),
    (None, "empty"),
    ("tolv", "not a period"),
    ("23", "not a period"),
    ("22/23", "not a period"),
    ("20177", "not a period"),
    ("42491", "not a period"),
    ("2022.1", "not a period"),  # January, or October as Excel keeps 2022.10
    (2022.1, "not a period"),
    ("2023*", "not a period"),
    ("ca 1965", "not a period"),
    ("2016 Q5", "not a period"),
    ("2020–", "not a period"),
    (True, "not a period"),
    ("2022-2020", "no such time"),
    ("2022–2020", "no such time"),
    ("2022-13", "no such time"),
    ("2022M13", "no such time"),
    ("2022-02-30", "no such time"),
    ("31 februari 2016", "no such time"),
    ("vecka 53 2021", "no such time"),
    ("31/31/2021", "no such time"),
    ("0016", "out of range"),
    ("2101", "out of range"),
]


@pytest.mark.parametrize(("cell", "drawing"), ALONE, ids=repr)
def test_a_cell_alone(cell, drawing):
    assert drawn(read_period(cell)) == drawing


@pytest.mark.parametrize(
    ("column", "drawings"),
    [
        # one that can only be a month makes a column of months
        ("2009-01, 2009-10, 2009-11, 2009-12", "2009-01, 2009-10, 2009-11, 2009-12"),
        ("2008-11, 2008-12", "2008-11, 2008-12"),
        ("2008-11, november 2009", "2008-11, 2009-11"),
        ("2009/01, 2009/10", "2009-01, 2009-10"),
        ("2009/10, 2009/11", "2009-10, 2009-11"),
        ("200901, 200910", "2009-01, 2009-10"),
        # one that can only be a span makes a column of spans
        ("2008-11, 2012-15", "2008–2011, 2012–2015"),
        ("2008-11, 2012–14", "2008–2011, 2012–2014"),
        ("2000-02, 2001-03, 2002-04", "2000–2002, 2001–2003, 2002–2004"),
        ("2000 - 02, 2001 - 03", "2000–2002, 2001–2003"),
        ("2009/10, 2010/11, 2012/13", "2009/10, 2010/11, 2012/13"),
        ("2009/10, 2010/14", "2009/10, 2010–2014"),
        ("200910, 201213", "2009/10, 2012/13"),
        # day or month first, once for the column
        ("30/11/2021, 01/02/2021", "2021-11-30, 2021-02-01"),
        ("11/30/2021, 01/02/2021", "2021-11-30, 2021-01-02"),
        ("30-11-2021, 01-02-2021", "2021-11-30, 2021-02-01"),
        # months or quarters
        ("2021 1, 2021 9", "2021-01, 2021-09"),
        (
            "2021 1, 2021 2, 2021 3, 2021 4",
            "2021-01|2021-Q1, 2021-02|2021-Q2, 2021-03|2021-Q3, 2021-04|2021-Q4",
        ),
        # what shows both ways shows nothing
        ("2009-01, 2015-16, 2008-11", "2009-01, 2015–2016, 2008-11|2008–2011"),
        ("30/11/2021, 11/30/2021, 01/02/2021", "2021-11-30, 2021-11-30, 2021-02-01|2021-01-02"),
        ("2000-02, 2001-03", "2000-02|2000–2002, 2001-03|2001–2003"),
        ("2005, 2008-11", "2005, 2008-11|2008–2011"),
        ("2010/12, 2012/13", "2010-12|2010–2012, 2012/13"),
        # nor does what cannot be read
        ("2008-11, 2009-, okänt", "2008-11|2008–2011, not a period, not a period"),
        ("2022, 2022 H1, 2022 Q4", "2022, 2022-H1, 2022-Q4"),
    ],
)
def test_a_column_decides_once(column, drawings):
    assert ", ".join(map(drawn, read_periods(column.split(", ")).values())) == drawings


@pytest.mark.parametrize(
    ("cell", "rules", "drawing"),
    [
        ("2016-05", PeriodRules(dates=True), "2016-05"),
        ("2008-11", PeriodRules(dates=True), "2008-11"),
        ("2016/10", PeriodRules(dates=True), "2016-10"),
        ("01/02/2021", PeriodRules(day_first=True), "2021-02-01"),
        ("01/02/2021", PeriodRules(day_first=False), "2021-01-02"),
        ("31/12/2021", PeriodRules(day_first=False), "2021-12-31"),
        ("1899", PeriodRules(first_year=1900), "out of range"),
        ("1899/00", PeriodRules(first_year=1900), "out of range"),
    ],
)
def test_the_place_may_say_how_it_is_read(cell, rules, drawing):
    assert drawn(read_period(cell, rules)) == drawing


def test_the_order_is_that_of_time_and_a_whole_year_comes_before_its_parts():
    in_order = (
        "2020–2022, 2021/22, 2022, 2022-H1, 2022-Q1, 2022-01, 2022-W01, 2022-01-31, 2022-04, 2022-H2, 2022-Q4, 2022-10, "
        "2022-11-30, 2023, 2023-09, 2023-10"
    )
    assert ", ".join(map(str, sorted(map(Period.parse, reversed(in_order.split(", ")))))) == in_order


@pytest.mark.parametrize(
    ("cells", "latest"),
    [
        ("30/11/2021, 31/01/2021", "2021-11-30"),
        ("2021 9, 2021 10", "2021-10"),
        ("September 2021, December 2021", "2021-12"),
        ("2022H2, 2022H1", "2022-H2"),
        ("2000 - 02, 2001", "2000–2002"),  # belongs to 2002
        ("2019W53, 2020", "2020"),
    ],
)
def test_the_latest_is_the_latest_in_time(cells, latest):
    outcomes = read_periods(cells.split(", ")).values()
    assert str(max(period for period in outcomes if isinstance(period, Period))) == latest


def test_a_week_belongs_to_the_year_of_its_thursday():
    assert [periods.week(2020, 1).year, periods.week(2020, 53).year] == [2020, 2020]
    assert periods.year(2020) < periods.week(2020, 1) < periods.week(2020, 2)


@pytest.mark.parametrize(
    ("text", "sv", "en"),
    [
        ("2023", "2023", "2023"),
        ("2020–2022", "2020–2022", "2020–2022"),
        ("2022/23", "2022/23", "2022/23"),
        ("2022-H1", "första halvåret 2022", "first half of 2022"),
        ("2022-Q4", "kvartal 4 2022", "quarter 4 of 2022"),
        ("2008-11", "november 2008", "November 2008"),
        ("2022-W05", "vecka 5 2022", "week 5 of 2022"),
        ("2022-01-31", "31 januari 2022", "31 January 2022"),
        ("2020-03–2021-02", "mars 2020–februari 2021", "March 2020 – February 2021"),
        ("2020-03-05–2020-04-01", "5 mars 2020–1 april 2020", "5 March 2020 – 1 April 2020"),
    ],
)
def test_a_period_in_words_and_in_the_store(text, sv, en):
    period = Period.parse(text)
    assert (str(period), period.label("sv"), period.label("en")) == (text, sv, en)


@pytest.mark.parametrize(
    "text", ["", "2023 ", "23", "2008-11-31", "2022/24", "2022-H3", "2021-W53", "2020–2020", "2022–2020"]
)
def test_nothing_else_is_parsed(text):
    with pytest.raises(ValueError):
        Period.parse(text)


DAYS = st.dates(date(1850, 1, 1), date(2099, 12, 31))
PERIODS = st.one_of(
    st.builds(periods.year, st.integers(1850, 2099)),
    st.builds(periods.school_year, st.integers(1850, 2098)),
    st.builds(periods.half, st.integers(1850, 2099), st.integers(1, 2)),
    st.builds(periods.quarter, st.integers(1850, 2099), st.integers(1, 4)),
    st.builds(periods.month, st.integers(1850, 2099), st.integers(1, 12)),
    st.builds(periods.week, st.integers(1850, 2099), st.integers(1, 52)),
    st.builds(lambda day: periods.between(day, day), DAYS),
    st.builds(lambda first, last: periods.between(min(first, last), max(first, last)), DAYS, DAYS),
    st.builds(
        lambda first, length: periods.between(date(first, 1, 1), date(first + length, 12, 31)),
        st.integers(1850, 2000),
        st.integers(1, 90),
    ),
)


@given(PERIODS)
def test_what_is_stored_is_parsed_back(period):
    assert Period.parse(str(period)) == period


@given(PERIODS)
def test_what_a_doubt_advises_is_read_as_that(period):
    for language in ("sv", "en"):
        assert read_period(unambiguous(period).in_(language)) == period


@given(st.lists(PERIODS, min_size=2, max_size=2))
def test_the_order_agrees_with_time(pair):
    first, last = sorted(pair)
    assert first.year <= last.year
    assert not last.holds(first) or first.year < last.year


@given(st.text(st.sampled_from("0123456789-–/.: QHWmvjanturkl"), max_size=14))
def test_any_text_has_an_answer(cell):
    outcome = read_period(cell)
    if isinstance(outcome, Refusal | Doubt):
        assert outcome.what.sv and outcome.what.en and outcome.do.sv and outcome.do.en


def test_a_doubt_names_both_readings_and_how_to_write_each():
    doubt = read_period("2008-11")
    assert doubt.what.sv == "”2008-11” kan vara november 2008 eller 2008–2011."
    assert doubt.do.sv == "Skriv november 2008 eller 2008–2011."
    assert doubt.do.en == "Write November 2008 or 2008–2011."


@pytest.mark.parametrize(
    ("cell", "day", "is_later"),
    [
        ("2062", "2024-05-01", True),
        ("2024", "2024-05-01", False),
        ("2024 Q3", "2024-05-01", True),
        ("2023/24", "2024-05-01", False),
    ],
)
def test_a_period_that_begins_after_a_day_cannot_have_been_measured(cell, day, is_later):
    assert read_period(cell).begins_after(date.fromisoformat(day)) == is_later


@pytest.mark.parametrize(
    ("series", "used"),
    [
        ("2022, 2023, 2023-Q4", "2022, 2023"),  # a whole year counts before its parts
        ("2022-H1, 2022-H2, 2023-H1", "2022-H1, 2023-H1"),  # like with like
        ("2021-Q4, 2022-Q1, 2022-Q4, 2023-Q1, 2023-Q2", "2022-Q1, 2023-Q1"),
        ("2019, 2020, 2021, 2022, 2023-H1", "2019, 2020, 2021, 2022"),
        (
            "2001, 2002, 2003, 2022-Q4, 2023-Q4",
            "2022-Q4, 2023-Q4",
        ),  # what ended long ago says nothing of today
        ("2022-H2, 2023-H1", "2023-H1"),  # nothing to compare with
        ("2018-09-09, 2022-09-11", "2018-09-09, 2022-09-11"),  # one day a year
        ("2021-01-31, 2021-11-30, 2022-01-31", "2021-01-31, 2022-01-31"),
        ("2000–2002, 2001–2003, 2001–2004", "2000–2002, 2001–2003"),
        ("2021/22, 2022/23", "2021/22, 2022/23"),
        ("2022-01, 2022-02, 2022-03", "2022-03"),
        ("2023", "2023"),
        ("", ""),
    ],
)
def test_like_is_compared_with_like(series, used):
    there = [Period.parse(text) for text in series.split(", ") if text]
    comparison = like_with_like(there)
    assert ", ".join(map(str, comparison.used)) == used
    assert sorted([*comparison.used, *comparison.left_out]) == sorted(there)
