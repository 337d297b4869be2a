import pytest

from lagesbild.assessment import Break, Direction, Rule, Text, judge
from lagesbild.assessment.table import SeriesSettings, TableFaults, TableMethod, TableRow, assess_rows

from .drawing import series

UP, DOWN = Direction.UP, Direction.DOWN


def rows(name, first_year, *values, of=None, **said):
    """A series drawn on one line; None is a value known to be missing."""
    said = SeriesSettings(**said)
    return [TableRow(name, year, value, None, of, "", said) for year, value in enumerate(values, first_year)]


def ask(table, *methods, **options):
    return assess_rows(table, [TableMethod(method) for method in methods or ["theil-sen"]], **options)


def test_a_trend_is_judged_as_on_the_indicators_page():
    values = (10, 12, 11, 14, 15, 15, 18, 20, 21)
    [found] = ask(rows("a", 2015, *values, direction=UP, target=40, target_year=2030))
    page = judge(series(2015, *values), Rule(UP)).trend

    assert (found.verdict, found.evidence, found.n) == ("improving", "strong", 9)
    assert (found.slope, found.slope_low, found.slope_high) == (page.slope, page.slope_low, page.slope_high)
    assert found.pace == pytest.approx(found.slope / (19 / 7))
    assert found.arrival_low < found.arrival_high
    assert "För att gå från 21 (2023) till 40 (2030)" in found.why_sv.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("values", "said", "verdict"),
    [
        (range(20, 10, -1), {"direction": UP}, "worsening"),
        ((1, 2, 1, 2, 1, 2, 1), {"direction": UP}, "no_clear_change"),
        ((1, 2, 3, 4), {"direction": UP}, "too_few"),
        (range(9), {}, "not_judged"),
        ((None, None), {"direction": UP}, "too_few"),
    ],
)
def test_words_for_trends(values, said, verdict):
    [found] = ask(rows("a", 2010, *values, **said))

    assert found.verdict == verdict


def test_a_break_starts_a_new_series_whatever_the_method():
    table = rows("a", 2015, 80, 81, 40, 41, 42, direction=UP)
    breaks = {"a": [Break(2017, Text("Ny definition"))]}
    found = ask(table, "baseline", "statcan", "unsd", breaks=breaks)

    assert {one.first_year for one in found} == {2017}
    assert all("brottet 2017: Ny definition" in one.why_sv for one in found)


def test_series_by_series_and_method_by_method():
    table = rows("b", 2015, 1, 2, direction=UP) + rows("a", 2015, 1, 2, direction=UP)
    found = ask(table, "unsd", "baseline")

    assert [(one.series, one.method) for one in found] == [
        ("b", "unsd"),
        ("b", "baseline"),
        ("a", "unsd"),
        ("a", "baseline"),
    ]


def test_sdsn_gives_score_colour_and_arrow():
    cuts = {"lower": 0, "red": 20, "green": 40, "upper": 50}
    [found] = ask(rows("a", 2015, 10, None, None, None, None, 17, **cuts), "sdsn")

    assert (found.score, found.colour, found.verdict) == (34, "red", "moderately_improving")


def test_sdsn_without_cuts_has_a_score_alone():
    [found] = ask(rows("a", 2015, 10, lower=0, upper=50), "sdsn")

    assert (found.score, found.colour, found.verdict) == (20, None, "not_judged")


def country(area, region, *values, **said):
    """The value of each indicator, goal 1 having two and goal 2 one."""
    cuts = {"lower": 0, "red": 20, "green": 40, "upper": 50}
    table = []
    for number, value in enumerate(values):
        tied = {"indicator": f"i{number}", "goal": str(1 + number // 2), "area": area, "region": region}
        table += rows(f"{area} i{number}", 2020, value, **tied, **cuts, **said)
    return table


def test_goals_and_index_with_and_without_the_fill():
    table = country("A", "north", 50, 25, 50) + country("B", "north", 0, 25, None, ranked=True)
    goals = {one.series: one for one in ask(table, "sdsn-goal")}
    filled = {one.series: one for one in ask(table, "sdsn-index")}
    plain = {one.series: one for one in ask(table, "sdsn-index-unfilled")}

    assert (goals["A / 1"].score, goals["A / 1"].colour) == (75, "yellow")
    assert (goals["B / 2"].score, goals["B / 2"].colour) == (None, "grey")
    assert (filled["A"].score, filled["A"].verdict) == (87.5, "1")
    assert (filled["B"].score, filled["B"].verdict) == ((25 + 100) / 2, "2")
    assert plain["B"].score == 25


def test_too_few_indicators_are_not_ranked():
    table = country("A", "north", 50, 25, 50) + country("B", "north", 0, 25, None)
    found = {one.series: one for one in ask(table, "sdsn-index")}

    assert (found["B"].verdict, found["B"].score) == ("not_ranked", None)


def test_oecd_members_are_coloured_by_their_own_set_and_scored_by_the_global_one():
    table = country("A", "oecd", 50, 50, oecd=True) + country("B", "south", 50, 50, oecd=False)
    extra = {"indicator": "x", "goal": "1", "global_set": False, "oecd_set": True}
    cuts = {"lower": 0, "red": 20, "green": 40, "upper": 50}
    for area, region, oecd in (("A", "oecd", True), ("B", "south", False)):
        table += rows(f"{area} x", 2020, 0, **extra, **cuts, area=area, region=region, oecd=oecd)
    found = {one.series: one for one in ask(table, "sdsn-goal")}

    assert (found["A / 1"].score, found["A / 1"].colour) == (100, "yellow")
    assert (found["B / 1"].score, found["B / 1"].colour) == (100, "green")


def test_an_indicator_of_several_series():
    table = rows("a", 2015, 100, 103, direction=UP, indicator="i") + rows(
        "b", 2015, 100, 100, direction=UP, indicator="i"
    )
    [found] = ask(table, "statcan-indicator")

    assert (found.series, found.score, found.verdict) == ("i", 1.25, "moderate_progress")


def test_places_are_counted_in_the_year_that_is_latest():
    table = []
    for name, latest in (("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", None)):
        table += rows(name, 2020, 9, latest, direction=DOWN, indicator="i")
    found = ask(table, "kolada-rank")

    assert [one.colour for one in found] == ["green", "yellow", "yellow", "red", "grey"]
    assert [one.verdict for one in found] == ["1", "2", "3", "4", "not_judged"]


def test_intervals_ranges_and_funnel_need_to_know_how_many():
    table = []
    for name, share in (("a", 10), ("b", 12), ("c", 50)):
        table += rows(name, 2020, share, of=200, per=100, direction=UP, indicator="i")
    found = {(one.series, one.method): one for one in ask(table, "wilson", "byar", "rank", "funnel")}
    low, high = map(float, found["a", "wilson"].verdict.split(".."))

    assert (low, high) == pytest.approx((6.57, 14.94), abs=0.01)
    assert found["a", "rank"].verdict == "2..3"
    assert found["c", "rank"].verdict == "1..1"
    assert {one.verdict for key, one in found.items() if key[1] == "funnel"} <= {
        "within",
        "above_95",
        "below_95",
    }


def test_a_share_above_the_whole_has_no_interval():
    [found] = ask(rows("a", 2020, 101, of=200, per=100), "wilson")

    assert (found.verdict, found.why_sv[:10]) == ("not_judged", "Intervalle")


@pytest.mark.parametrize(
    ("table", "method", "fault"),
    [
        (rows("a", 2020, 1) + rows("a", 2020, 1), "theil-sen", "redan ett värde för 2020"),
        (rows("a", 2020, 1, target=5) + rows("a", 2021, 2, target=6), "theil-sen", "har både 5 och 6"),
        (rows("a", 2020, 1, lower=0), "sdsn", "bara den ena"),
        (rows("a", 2020, 1, lower=5, upper=5), "sdsn", "samma tal"),
        (rows("a", 2020, 1, lower=0, red=4, green=2, upper=5), "sdsn", "från sämst till bäst"),
        (rows("a", 2020, 1, red=4, green=2), "sdsn", "inte dessa"),
        (rows("a", 2020, 1, red=4, lower=0, upper=9), "sdsn", "bara den ena"),
        (rows("a", 2020, 1), "statcan", "behöver kolumnen direction"),
        (rows("a", 2020, 1), "nope", None),
        (rows("a", 2020, 1, base_year=2030, target_year=2030), "theil-sen", "måste komma först"),
        (rows("a", 2020, 1, per=0), "theil-sen", "över noll"),
        (country("A", None, 1, 2, 3), "sdsn-index", "behöver kolumnen region"),
        (country("A", "n", 1) + country("B", None, 1), "sdsn-index", "saknar region"),
        (
            rows("a", 2020, 1, area="A", indicator="i") + rows("b", 2020, 1, area="A", indicator="i"),
            "baseline",
            "båda i för A",
        ),
        (
            rows("a", 2020, 1, area="A", region="x") + rows("b", 2020, 1, area="A", region="y"),
            "baseline",
            "både x och y",
        ),
        (
            rows("a", 2020, 1, indicator="i", direction=UP)
            + rows("b", 2020, 1, indicator="i", direction=DOWN),
            "kolada-rank",
            "både up och down",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(table, method, fault):
    with pytest.raises(ValueError, match=fault or "nope"):
        ask(table, method)


def test_escap_needs_no_direction_where_too_much_is_as_bad_as_too_little():
    [found] = ask(
        rows("a", 2015, 0.8, parity=True, target=1) + rows("a", 2020, 1.1, parity=True, target=1), "escap"
    )

    assert found.verdict == "reverse"


def test_everything_wrong_is_named_at_once():
    table = rows("a", 2020, 1, lower=0) + rows("b", 2020, 1, red=2) + rows("a", 2020, 3, lower=0)
    with pytest.raises(TableFaults) as wrong:
        ask(table, breaks={"c": [Break(2020)]})

    assert len(wrong.value.faults) >= 4


@pytest.mark.parametrize(
    ("table", "method", "words"),
    [
        (rows("a", 2023, 0.1, of=200, per=1), "wilson", "between 0.066 and 0.149 (95%)"),
        (rows("a", 2023, 10, of=200, per=100), "wilson", "The value 10 (2023) concerns 200. "),
        (rows("a", 2015, 10, 12.5, lower=0, upper=50), "sdsn", "on the way from 0 to 50."),
        (
            rows("a", 2015, 10, 12.5, lower=0, red=20, green=40, upper=50),
            "sdsn",
            "The arrow compares 2015 with 2016.",
        ),
        (rows("a", 2015, 10, 12.25, direction=UP, target=40), "escap", "The target is 40: "),
        (rows("a", 2015, 10, 12, direction=UP, target=11), "statcan", "The target is reached."),
        (
            rows("a", 2015, 10, 9, direction=UP, target=10),
            "statcan",
            "The target was reached and no longer is.",
        ),
        (rows("a", 2015, 10, 99.5, direction=UP, target=100), "unsd", "The target counts as reached."),
        (rows("a", 2015, 10, 9, direction=UP, target=10), "unsd", "The target was reached and no longer is."),
        (country("A", "n", 1), "sdsn-goal", "The score is that of the only indicator with a value. "),
        (country("A", "n", 1), "sdsn-goal", "The colour is that of the only indicator."),
        (country("A", "n", None), "sdsn-goal", "The colour is grey: the only indicator has no value."),
        (rows("a", 2023, 10, of=99, per=100, indicator="i"), "rank", "Number 1 of 1 in 2023"),
        (country("A", "n", 1), "sdsn-index", "1 goal has a value of its own."),
        (
            rows("a", 2023, 13, of=100, per=100, indicator="i")
            + rows("b", 2023, 10, of=900, per=100, indicator="i"),
            "funnel",
            "The value is 13 (2023). At that size ",
        ),
    ],
)
def test_the_reason_in_words(table, method, words):
    assert words in ask(table, method)[0].why_en
