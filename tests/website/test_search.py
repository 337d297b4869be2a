"""Search, as residents ask: parts of words, other endings, other keyboards, and nonsense."""

import pytest
from django.utils import translation

from lagesbild.website.search import find, folded
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]


@pytest.fixture
def things():
    board = drawing.organisation("Miljönämnden", about_sv="Har hand om vatten.")
    goal = drawing.goal("Sjöar och vattendrag", code="SE.6", name_en="Lakes and streams")
    drawing.indicator("Grundvatten med god status", goal, code="SE.6.1", name_en="Groundwater in good status")
    drawing.indicator("Föräldrar på café", goal, definition_sv="Andelen 100 % nöjda, <b>inte</b> fler.")
    drawing.action("Skuggande träd", goal, by=board, description_sv="Träd håller vattnet svalt.")


def titles(question: str) -> list[str]:
    """What is found of the municipality's own: the 17 global goals hold words of every sort."""
    return [hit.title for hit in find(question).hits if "/mal/" not in hit.address]


def shown(client, question: str, language: str = "") -> Html:
    answer = client.get(f"{language}/sok/", {"q": question})
    assert answer.status_code == 200
    return Html(answer.content.decode())


def test_a_word_finds_longer_words_that_hold_it_and_titles_come_before_texts(things):
    assert titles("vatten") == ["Sjöar och vattendrag", "Grundvatten med god status", "Miljönämnden"]


def test_another_ending_finds_the_word_and_says_so(things, client):
    assert titles("vattnet") == ["Skuggande träd"]
    assert titles("vattendragen") == ["Sjöar och vattendrag"]
    assert find("vattendragen").widened == "vattendrag"
    assert "så vi sökte på ”vattendrag”" in shown(client, "vattendragen").text


def test_every_word_must_be_there_where_anything_holds_them_all(things):
    assert titles("grundvatten status") == ["Grundvatten med god status"]
    assert not find("grundvatten status").partly


def test_what_holds_some_of_the_words_is_shown_as_such(things, client):
    assert titles("grundvatten rymdfart") == ["Grundvatten med god status"]
    assert find("grundvatten rymdfart").partly
    assert "Inget innehåller alla orden" in shown(client, "grundvatten rymdfart").text


def test_a_slip_finds_the_nearest_word_and_says_so(things, client):
    assert titles("grunvatten") == ["Grundvatten med god status"]
    assert "så vi sökte på ”grundvatten”" in shown(client, "grunvatten").text


def test_a_line_of_synonyms_is_an_editors_to_add(things):
    assert titles("brunnar") == []
    drawing.home(synonyms="Brunn, brunnar, grundvatten")
    assert titles("brunnar") == ["Grundvatten med god status"]


def test_a_compound_finds_a_name_that_has_its_parts_in_two_words(things):
    drawing.organisation("Bygg- och trafiksäkerhetsnämnden")
    assert titles("byggnämnden") == ["Bygg- och trafiksäkerhetsnämnden"]


def test_an_id_of_a_source_finds_its_indicator(things):
    drawing.indicator("Öppet arbetslösa", figure="N03937")
    assert titles("n03937") == ["Öppet arbetslösa"]


def test_a_number_finds_the_goal_with_that_number_first(things):
    drawing.goal("Hållbar logistik", code="165")
    assert titles("Mål 165") == titles("165") == ["Hållbar logistik"]
    assert find("mål 13").hits[0].address == find("13").hits[0].address == "/mal/13/"


def test_a_miss_suggests_words_that_are_alike(things, client):
    assert "grundvatten" in find("grundvxxxen").suggested
    page = shown(client, "grundvxxxen")
    assert "Menade du" in page.text
    assert "/sok/?q=grundvatten" in page.links


def test_letters_without_their_marks_are_tried_when_nothing_else_is_found(things):
    assert titles("sjöar") == ["Sjöar och vattendrag"]
    assert titles("SJÖAR") == ["Sjöar och vattendrag"]
    assert titles("sjoar") == ["Sjöar och vattendrag"]
    assert find("sjoar").widened == ""
    assert titles("foraldrar cafe") == titles("föräldrar café") == ["Föräldrar på café"]


def test_a_ring_is_not_an_a_as_long_as_something_has_the_ring(things):
    drawing.indicator("Parker")
    assert titles("på") == ["Föräldrar på café"]
    assert titles("par") == ["Parker"]


def test_letters_composed_of_two_signs_are_the_same(things):
    assert folded("sjo\u0308ar") == "sjöar"
    assert titles("sjo\u0308ar") == ["Sjöar och vattendrag"]


def test_a_code_comes_first(things):
    assert titles("SE.6")[0] == "Sjöar och vattendrag"
    assert titles("se.6.1") == ["Grundvatten med god status"]


def test_a_global_goal_nobody_has_written_about_is_found_too(things):
    [hit] = find("Hav och marina resurser").hits
    assert hit.address == "/mal/14/"


def test_nothing_asked(client, things):
    page = shown(client, "")
    assert "Skriv ett eller flera ord" in page.text
    assert page.title.startswith("Sök –")
    assert shown(client, "   ").text == page.text


@pytest.mark.parametrize("question", ["a", "%", "&", "_ _", "...", "å"])
def test_too_short_to_look_for_is_said_and_not_called_missing(client, things, question):
    page = shown(client, question)
    assert "Skriv minst två bokstäver" in page.text
    assert "Inget innehåller" not in page.text


@pytest.mark.parametrize(
    "question", ["100 %", "50%", "grund_vatten", "' OR 1=1 --", "\\", "(", "[a", "vatten*"]
)
def test_signs_are_no_orders(client, things, question):
    assert shown(client, question)


def test_per_cent_is_no_wildcard(things):
    assert titles("%vatten%") == titles("vatten")
    assert titles("%") == titles("%%") == []


def test_300_letters_are_cut(client, things):
    page = shown(client, "vatten " * 43)
    assert client.get("/sok/", {"q": "å" * 300}).context["question"] == "å" * 200
    assert page.all("input")[0]["value"].startswith("vatten")


def test_what_is_asked_is_text_and_never_markup(client, things):
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    page = shown(client, hostile)
    assert not page.all("script", "img")
    assert page.all("input")[0]["value"] == hostile
    assert hostile in " ".join(page.words)


def test_texts_in_the_answer_are_text_too(client, things):
    page = shown(client, "nöjda")
    assert "Andelen 100 % nöjda" in page.text
    assert not page.all("b")


def test_a_null_character_is_no_error(client, things):
    assert client.get("/sok/?q=vat%00ten").status_code == 200


def test_english_search_reads_english_and_falls_back_on_swedish(client, things):
    page = shown(client, "groundwater", "/en")
    assert "Groundwater in good status" in page.text
    assert "/en/nyckeltal/grundvatten-med-god-status/" in page.links
    assert "/en/ansvariga/miljonamnden/" in shown(client, "miljönämnden", "/en").links
    with translation.override("en"):
        assert titles("lakes") == ["Lakes and streams"]


def test_swedish_search_does_not_read_english(things):
    assert titles("groundwater") == []


def test_a_miss_says_where_to_go_instead(client, things):
    page = shown(client, "rymdfart")
    assert "Inget innehåller ”rymdfart”" in page.text
    assert {"/mal/", "/nyckeltal/", "/atgarder/"} <= set(page.links)


def test_searching_asks_little_of_the_database(things, django_assert_max_num_queries):
    # All of them in a transaction, where nothing is kept; in a served site only after something was written.
    with django_assert_max_num_queries(12):
        find("vatten")


def test_the_example_finds_groundwater(example, client):
    found = [link for link in shown(client, "vatten").links if "/nyckeltal/" in link]
    assert any("grundvatten" in link for link in found)
    assert len(shown(client, "vattnet").all("ol")) == 1
