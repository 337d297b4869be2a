"""An indicator's words, its figures and the verdict that follows, drawn as small tables."""

from dataclasses import replace
from datetime import date

import pytest

from lagesbild.figures.areas import known_areas
from lagesbild.figures.queries import Observation
from lagesbild.website.indicators.answers import IndicatorAnswer, answers, public_indicators
from lagesbild.website.indicators.freshness import due, overdue
from lagesbild.website.indicators.page import reason_in_words, show
from lagesbild.website.indicators.shared_answers import indicators_under
from tests.figures.drawing import read_only_store
from tests.figures.drawing import run as fetched
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]


def seen(year: int, value: float | None = None, period: str = "", **more) -> Observation:
    empty = Observation("0680", period or str(year), year, "T", value, None, None, "", None, "", "o", "r")
    return replace(empty, **more)


def the(indicator, *observations) -> IndicatorAnswer:
    return IndicatorAnswer(indicator, observations, drawing.YEAR)


# --- One indicator ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observations", "points", "latest"),
    [
        ([seen(2021, 1, "2020–2021"), seen(2021, 2), seen(2022, None, reason="..")], [(2021, 2)], "2021"),
        ([seen(2022, 90), seen(2023, 100), seen(2023, 25, "2023-Q1")], [(2022, 90), (2023, 100)], "2023"),
        (
            [seen(2022, 40, "2022-H1"), seen(2022, 60, "2022-H2"), seen(2023, 44, "2023-H1")],
            [(2022, 40), (2023, 44)],
            "2023-H1",
        ),
        ([seen(2021, 7, "2021-01-31"), seen(2021, 3, "2021-11-30")], [(2021, 3)], "2021-11-30"),
    ],
)
def test_like_is_compared_with_like(observations, points, latest):
    answer = the(drawing.indicator("Buller"), *observations)
    assert [(point.year, point.value) for point in answer.points] == points
    assert answer.latest.period == latest


def test_the_page_says_how_many_values_are_compared_and_which(client, store, settings):
    settings.FIGURES = store(
        "nyckeltal område år värde\nN1 0680 2022-H1 40\nN1 0680 2022-H2 60\nN1 0680 2023-H1 44"
    )
    drawing.home()
    drawing.indicator("Buller", figure="N1", direction=-1, method="baseline")
    page = client.get("/nyckeltal/buller/").content.decode()
    assert "2 av 3 värden jämförs med varandra: första halvåret 2022, första halvåret 2023." in page
    assert "första halvåret 2023" in page and "2023-H1" not in page
    table = client.get("/nyckeltal/buller/tabell/").content.decode()
    assert (
        table.index("första halvåret 2023")
        < table.index("andra halvåret 2022")
        < table.index("första halvåret 2022")
    )
    assert "first half of 2023" in client.get("/en/nyckeltal/buller/").content.decode()
    rows = client.get("/nyckeltal/buller.json").json()
    assert [used["period"] for used in rows["trend"]["used"]] == ["2022-H1", "2023-H1"]
    assert rows["observations"][0]["last_day"] == "2022-06-30"


def test_the_latest_is_the_last_that_says_something():
    noise = drawing.indicator("Buller")
    assert the(noise, seen(2021, 5), seen(2022, text="Ja"), seen(2023, reason="..")).latest.text == "Ja"
    assert the(noise, seen(2021, 0), seen(2022, reason="-")).latest.value == 0
    assert the(noise, seen(2021, reason="-")).latest is None
    assert the(noise).latest is None


def test_without_figures_the_answer_is_that_nobody_has_measured():
    answer = the(drawing.indicator("Buller", direction=-1))
    assert answer.answer.code == "none"
    assert answer.points == ()


def test_without_direction_nothing_is_judged():
    answer = the(drawing.indicator("Folkmängd"), *(seen(year, year) for year in range(2010, 2020)))
    assert answer.answer.code == "not_judged"


def test_as_many_decimals_as_the_verdict_needs():
    noise = drawing.indicator("Buller", direction=-1, decimals=0)
    assert the(noise, *(seen(2010 + n, 12 + n / 20) for n in range(8))).decimals > 0
    assert the(noise, *(seen(2010 + n, 12 + n) for n in range(8))).decimals == 0


# --- Many indicators --------------------------------------------------------------------------------------


def test_answers_take_the_municipality_the_group_and_nothing_else(store):
    path = store("nyckeltal område 2021 2022\nN1 0680 1 2\nN1 0682 8 9\nN2 0680 5 6")
    noise, water = drawing.indicator("Buller", figure="N1"), drawing.indicator("Vatten", figure="N2")
    empty, other = drawing.indicator("Tomt"), drawing.indicator("Kvinnor", figure="N1", subgroup="K")

    found = answers([noise, water, empty, other], area="0680", year_now=2026, store=path)
    assert [[point.value for point in one.points] for one in found] == [[1, 2], [5, 6], [], []]


def test_answers_of_nothing_and_of_no_store(tmp_path):
    assert answers([], area="0680", year_now=2026, store=tmp_path / "none.duckdb") == []
    [one] = answers(
        [drawing.indicator("Buller", figure="N1")], area="0680", year_now=2026, store=tmp_path / "none.duckdb"
    )
    assert one.latest is None


def test_indicators_under_goals_come_once_main_ones_first():
    one, two = drawing.goal("Ett"), drawing.goal("Två")
    both = drawing.indicator("Båda", one, two)
    extra = drawing.indicator("Andra", one)
    extra.goal_links.all().update(role="complementary")
    drawing.indicator("Utkast", one, live=False)

    found = indicators_under({one.pk, two.pk})
    assert [i.name_sv for i in found] == ["Båda", "Andra"]
    assert {link.goal_id for link in found[0].links} == {one.pk, two.pk}
    assert indicators_under(set()) == []
    assert both in found


def test_judging_all_asks_as_much_for_one_as_for_twenty(django_assert_num_queries):
    goal = drawing.goal("Ett")
    for n in range(20):
        drawing.indicator(f"Nr {n}", goal, references=[("Mål", n)], breaks=[(2018, "x")])
    with django_assert_num_queries(4):
        rules = [one.rule() for one in public_indicators()]
    assert len(rules) == 20


# --- All that one shows -----------------------------------------------------------------------------------


def test_the_table_is_latest_first_with_a_cell_for_every_series(store, settings):
    settings.FIGURES = store("nyckeltal område 2021 2022\nN1 0680 1 2\nN1 0682 8 -")
    home = drawing.home()
    for area, label in (("0682", "Nässjö"), ("0683", "Värnamo")):
        home.comparisons.create(area=area, label_sv=label)
    home.save()
    shown = show(drawing.indicator("Buller", figure="N1"), home, drawing.YEAR)

    assert [series.label for series in shown.series] == ["Sjöbo", "Nässjö"]
    cells = [(period, [cell and cell.value for cell in row]) for period, row in shown.rows]
    assert cells == [("2022", [2, None]), ("2021", [1, 8])]


def test_the_municipalitys_own_column_stands_even_when_it_is_empty(store, settings):
    settings.FIGURES = store("nyckeltal område 2021\nN1 0682 8")
    shown = show(drawing.indicator("Buller", figure="N1"), drawing.home(), drawing.YEAR)
    assert [(series.label, len(series.observations)) for series in shown.series] == [("Sjöbo", 0)]
    assert shown.origins == ()


@pytest.mark.parametrize(
    "reason, words",
    [("-", "Uppgift saknas"), (".", "Inte aktuellt"), ("..", "Sekretess"), (None, "Uppgift saknas")],
)
def test_why_there_is_no_value(reason, words):
    assert reason_in_words(reason) == words


@pytest.mark.parametrize("direction, order", [(1, "1 2 2 4"), (0, "1 2 2 4"), (-1, "1 2 2 4")])
def test_municipalities_with_equal_values_share_the_better_place(client, store, settings, direction, order):
    settings.FIGURES = store("nyckeltal område 2021\nN1 0680 9\nN1 0682 7\nN1 0683 7\nN1 0684 1")
    drawing.home()
    drawing.indicator("Buller", figure="N1", direction=direction)
    rows = client.get("/nyckeltal/buller/jamfor/").context["rows"]

    assert " ".join(str(row.rank) for row in rows) == order
    assert [row.value for row in rows] == ([1, 7, 7, 9] if direction < 0 else [9, 7, 7, 1])


# --- When the next is due ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "latest, every, month, expected",
    [
        (2023, 1, 2, date(2025, 2, 28)),
        (2023, 1, 12, date(2025, 12, 31)),
        (2022, 2, 6, date(2025, 6, 30)),
        (2022, 1, 2, date(2024, 2, 29)),
        (2023, None, 2, None),
        (2023, 1, None, None),
    ],
)
def test_the_next_figure_is_due_the_year_after_the_year_it_is_for(latest, every, month, expected):
    answer = the(drawing.indicator("Buller", expected_month=month), seen(latest, 1))
    answer.indicator.expected_every_years = every
    assert due(answer) == expected
    assert overdue(answer, date(2026, 1, 1)) is (expected is not None)
    assert not overdue(answer, date(2024, 2, 29))


def test_nothing_is_due_where_nothing_has_come():
    assert due(the(drawing.indicator("Buller", expected_month=2))) is None


# --- Beside the rest of the country -----------------------------------------------------------------------


def test_the_recent_years_say_how_many_municipalities_moved_alike(store, settings):
    places = [
        code for code, (_name, kind) in known_areas().items() if kind == "municipality" and code != "0680"
    ]
    others = [f"N1 {place} 100 100 {130 if n < 20 else 100}" for n, place in enumerate(places[:30])]
    settings.FIGURES = store("\n".join(["nyckeltal område 2021 2022 2023", "N1 0680 100 100 122", *others]))
    [answer] = answers([drawing.indicator("Utsläpp", figure="N1", direction=-1)], area="0680", year_now=2026)
    assert "I 21 av 31 kommuner ökade det med mer än 10 %." in answer.recent.sv.replace("\u00a0", " ")


def test_published_margins_are_those_of_the_values(store, settings):
    settings.FIGURES = store(
        "nyckeltal område 2019 2020 2021 2022 2023\nN1 0680 10 11 12 13 14\nM1 0680 9 9 9 9 9"
    )
    plain, weighed = (
        drawing.indicator(name, figure="N1", direction=1, margin_figure=margin)
        for name, margin in (("Enkel", ""), ("Vägd", "M1"))
    )
    both_answers = answers([plain, weighed], area="0680", year_now=2026)
    assert [answer.answer.code for answer in both_answers] == ["better", "no_clear_change"]
    assert show(weighed, drawing.home(), 2026).answer.answer.code == "no_clear_change"


def test_published_margins_are_drawn_told_and_given_away(client, store, settings):
    """Whiskers in the chart, its words, a column of the table, and the files; without margins none of them."""
    settings.FIGURES = store(
        "nyckeltal område 2021 2022 2023\nN1 0680 10 11 12\nM1 0680 2 - 4.5\nN2 0680 1 2 3"
    )
    drawing.home(name="Jönköping")
    drawing.indicator("Hälsa", figure="N1", unit_sv="%", margin_figure="M1")
    drawing.indicator("Annat", figure="N2", unit_sv="%")
    page = client.get("/nyckeltal/halsa/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert page.count('class="chart-whisker chart-home"') == 2
    assert "osäkerhetsintervall 8 % till 17 % 2023" in page and "i 95 fall av 100" in page
    table = Html(client.get("/nyckeltal/halsa/tabell/").content.decode())
    assert "Osäkerhet (±) 2023 12 % 4,5 2022 11 % – 2021 10 % 2" in table.text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    rows = client.get("/nyckeltal/halsa.json").json()["observations"]
    assert [row["margin"] for row in rows] == [2, None, 4.5]
    head, first, *_rest = client.get("/nyckeltal/halsa.csv").content.decode("utf-8-sig").splitlines()
    assert dict(zip(head.split(","), first.split(","), strict=False))["margin"] == "2.0"
    assert "chart-whisker" not in client.get("/nyckeltal/annat/").content.decode()
    assert "Osäkerhet" not in Html(client.get("/nyckeltal/annat/tabell/").content.decode()).text


def test_groups_are_small_multiples_and_their_gap_is_told_now_and_at_first(client, settings, tmp_path):
    values = {2012: (70, 72, 68), 2022: (80, 81.5, 78.5)}
    lines = [
        f"N1 0680 {year} {value} _ {group}"
        for year, of_groups in values.items()
        for group, value in zip("TKM", of_groups, strict=True)
    ]
    fetched(tmp_path / "raw", "scb", 2026, *lines)
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.home(name="Jönköping")
    health = drawing.indicator("Hälsa", figure="N1", unit_sv="%", decimals=1)
    for order, (label, group) in enumerate((("kvinnor", "K"), ("män", "M"))):
        health.series.create(label_sv=label, subgroup=group, sort_order=order)
    health.save()
    page = client.get("/nyckeltal/halsa/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "2022 skiljer det 3,0 procentenheter mellan kvinnor (81,5 %) och män (78,5 %)." in page
    assert "2012 skilde det 4,0 procentenheter: kvinnor (72,0 %) och män (68,0 %)." in page
    assert "skiljer det" not in client.get("/nyckeltal/halsa/tabell/").content.decode()
    multiples = Html(page.partition('<ul class="multiples">')[2].partition("</ul>")[0]).text
    assert [name for name in ("Jönköping", "kvinnor", "män") if name in multiples] == [
        "Jönköping",
        "kvinnor",
        "män",
    ]
    assert "81,5 %" in multiples and "78,5 %" in multiples
    health.series.all().delete()
    assert "Grupp för grupp" not in client.get("/nyckeltal/halsa/").content.decode()
