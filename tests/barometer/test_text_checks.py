"""Does a text agree with the calendar and with other texts?"""

import pytest
from django.utils import translation

from lagesbild.barometer.text_checks import decades_that_differ, past_plans, plain, sentences


@pytest.fixture(autouse=True)
def in_swedish():
    with translation.override("sv"):
        yield


def planned_years(html, year_now=2026, language="sv"):
    return [year for year, _sentence in past_plans(html, year_now, language)]


# Plans for years gone by


def test_a_text_changed_in_2024_still_plans_for_2020():
    text = "<p>Ändrad 2024-03-01.</p><p>Kommunen ska ta fram en ny strategi under 2020.</p>"
    assert planned_years(text, year_now=2024) == [2020]
    assert planned_years(text, year_now=2020) == []


@pytest.mark.parametrize(
    "text",
    [
        "Utsläppen ska halveras till 2020.",
        "En plan kommer att antas senast 2020.",
        "Nämnden planerar att bygga tre förskolor före 2020.",
        "Tre förskolor planeras under våren 2020.",
        "Målet är att alla sjöar har god status år 2020.",
        "Arbetet ska vara klart senast den 31 december 2020.",
        "Under 2020 ska kommunen ta fram en plan.",
        "Under hösten 2020 kommer vi att följa upp arbetet.",
        "Till 2020 planeras två nya reningsverk.",
        "Kommunen ska ta fram en plan som ska gälla till 2020.",
        "Utsläppen ska minska med 40 % till 2020 jämfört med 1990.",
    ],
)
def test_plans_for_2020_in_many_words(text):
    assert planned_years(text) == [2020]


@pytest.mark.parametrize(
    "text",
    [
        "Utsläppen ska halveras till 2030.",
        "Utsläppen ska halveras till 2030 jämfört med år 2010.",
        "Utsläppen ska vara lägre än år 2010.",
        "Utsläppen ska minska från år 2015 till år 2030.",
        "Arbetet ska följa den plan som antogs år 2019.",
        "Kommunen ska fortsätta det arbete som började under 2018.",
        "Under 2020 tog kommunen fram en ny strategi.",
        "Från och med år 2020 ska alla nya bussar gå på el.",
        "Under 2020-talet ska utsläppen halveras.",
        "Utsläppen ska halveras under 2020-talet.",
        "Planen ska gälla under 2020–2030.",
        "Under 2019 beslutade fullmäktige att utsläppen ska minska.",
        "Arbetet skulle vara klart till 2020.",
        "Sedan 2020 har närmare 200 personer fått jobb.",
        "Kommunen ska bli bättre. Under 2020 blev den sämre.",
        "<ul><li>Kommunen ska växa</li><li>under 2020 krympte den</li></ul>",
    ],
)
def test_what_looks_back_or_far_ahead_gets_no_remark(text):
    assert planned_years(text) == []


def test_a_year_is_told_once_a_sentence():
    assert planned_years("Till 2020 ska utsläppen minska och under 2020 ska planen antas.") == [2020]


@pytest.mark.parametrize(
    "text",
    [
        "Emissions should be halved by 2020.",
        "A plan will be adopted in 2020.",
        "The board plans to build three preschools before 2020.",
        "The work is to be finished by December 2020.",
        "By 2020, all new buses will run on electricity.",
    ],
)
def test_plans_for_2020_in_english(text):
    assert planned_years(text, language="en") == [2020]


@pytest.mark.parametrize(
    "text",
    [
        "Emissions should be halved by 2030 compared with 2010.",
        "The work was to be finished by 2020.",
        "In 2020 the municipality adopted a new strategy, which will guide the work.",
        "Since 2020 nearly 200 people have found work.",
        "Emissions should be halved in the 2020s.",
    ],
)
def test_what_looks_back_in_english_gets_no_remark(text):
    assert planned_years(text, language="en") == []


# Decades


def test_twin_towns_since_the_1960s_on_one_page_and_the_1940s_on_another():
    pages = {
        "Mål 17": "<p>Jönköping har samarbetat med sina nordiska vänorter sedan 1960-talet.</p>",
        "Vänorter": "<p>Med vänorterna i Norden har vi utbyte sedan 1940-talet.</p>",
        "Mål 11": "<p>Segregationen har ökat sedan 1990-talet.</p>",
    }
    remark, first = decades_that_differ(list(pages.items()), "vänort")
    assert remark == "Texterna är inte överens om sedan när: 1940-talet (Vänorter); 1960-talet (Mål 17)."
    assert list(pages)[first] in ("Mål 17", "Vänorter")


def test_two_pages_of_the_same_name_are_two_pages():
    pages = [("Samverkan", "Vänorter sedan 1960-talet."), ("Samverkan", "Vänorter sedan 1940-talet.")]
    assert decades_that_differ(pages, "vänort")[1] == 0


@pytest.mark.parametrize(
    "other",
    [
        "Vänorter har vi haft alltsedan 1940-talet.",
        "Vänorter har vi haft sedan 40-talet.",
        "Vänorter har vi haft sedan slutet av 1940-talet.",
        "Sedan&nbsp;1940-talet har Jönköping vänorter.",
    ],
)
def test_the_same_decade_in_other_words(other):
    assert decades_that_differ([("a", "Vänorter sedan 1960-talet."), ("b", other)], "vänort")
    assert decades_that_differ([("a", "Vänorter sedan 1940-talet."), ("b", other)], "vänort") is None


@pytest.mark.parametrize(
    "pages",
    [
        {},
        {"a": "Vänorter sedan 1960-talet."},
        {"a": "Vänorter sedan 1960-talet.", "b": "Vänorterna är fem."},
        {"a": "Vänorter sedan 1960-talet.", "b": "Scouterna har funnits sedan 1940-talet."},
        {
            "a": "Vänorter sedan 1960-talet.",
            "b": "Vänorter har vi. Biblioteket har funnits sedan 1940-talet.",
        },
    ],
)
def test_pages_that_agree_or_speak_of_other_things(pages):
    assert decades_that_differ(list(pages.items()), "vänort") is None


# Plain text


def test_plain_text_of_html():
    assert plain("<p>Vi  &amp;\n<b>de</b></p>") == "Vi & de"


def test_sentences_end_with_their_block():
    assert sentences("<h2>Rubrik</h2><p>En mening. En till! <b>Och</b> en<br>Ny rad</p>") == (
        "Rubrik",
        "En mening.",
        "En till!",
        "Och en",
        "Ny rad",
    )
