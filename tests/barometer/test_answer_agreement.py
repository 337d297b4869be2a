"""Does a text say of how it goes what the figures answer?"""

import pytest

from lagesbild.assessment import AnswerCode, Direction, Text
from lagesbild.barometer.answer_agreement import CONTRADICTED, answer_contradictions
from lagesbild.barometer.measures import Measure, MeasuredAnswer


def measure(code: str, name="Utsläpp av växthusgaser", direction=Direction.DOWN, since=2005) -> Measure:
    answer = MeasuredAnswer(AnswerCode(code), Text(code), direction, since)
    return Measure(name, name, "", "ton", {2024: 1.0}, answer=answer)


def otherwise(text: str, *measures: Measure, language="sv", about="") -> list[tuple[str, str]]:
    """What is contradicted: as written, and by which answer."""
    differing = answer_contradictions(text, measures, language=language, about=about)
    return [
        (contradiction.claim.written, contradiction.measure.answer.code.value) for contradiction in differing
    ]


@pytest.mark.parametrize(
    ("sentence", "contradicted", "agreeing"),
    [
        ("Målet för utsläppen är nått.", "missed too_slow in_time lost", "reached slipping overdue better"),
        ("Utsläppen: vi har redan uppnått målet.", "uncertain", "reached"),
        ("Målet för utsläppen är ännu inte nått.", "reached slipping", "missed too_slow overdue"),
        ("Utsläppen når inte målet.", "reached", "wrong_way"),
        ("Målet för utsläppen nås i tid.", "too_slow stalled wrong_way missed", "in_time uncertain reached"),
        ("Vi är på god väg att nå målet för utsläppen.", "too_slow", "uncertain"),
        ("Utsläppen kommer inte att nå målet.", "in_time", "too_slow"),
        ("Utsläppen går åt rätt håll.", "wrong_way worse stalled no_clear_change slipping", "too_slow better few"),
        ("Utsläppen går åt fel håll.", "better in_time too_slow", "wrong_way worse unmet_unknown"),
        ("Utsläppen har varit oförändrade.", "better worse wrong_way", "no_clear_change stalled uncertain"),
        ("Utsläppen har minskat.", "worse wrong_way no_clear_change", "better too_slow in_time one"),
        ("Utsläppen har stadigt ökat sedan 2005.", "better", "worse"),
    ],
)  # fmt: skip
def test_what_a_sentence_says_against_each_answer(sentence, contradicted, agreeing):
    assert [code for code in contradicted.split() if not otherwise(sentence, measure(code))] == []
    assert [code for code in agreeing.split() if otherwise(sentence, measure(code))] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Utsläppen ska gå åt rätt håll.",
        "Om målet för utsläppen är nått vet vi inte.",
        "Utsläppen går inte åt rätt håll.",
        "Utsläppen i landet har minskat.",
        "Utsläppen har minskat sedan 2019.",
        "2019 gick utsläppen åt rätt håll.",
        "Utsläppen har minskat de senaste åren.",
        "Cykeltrafiken går åt rätt håll.",
        "Går utsläppen åt rätt håll?",
    ],
)
def test_what_is_hoped_denied_or_of_something_else_is_no_claim(sentence):
    assert otherwise(sentence, measure("worse")) == []


def test_a_rise_is_for_the_better_where_more_is_better():
    rising = "Andelen resande med buss har ökat."
    assert otherwise(rising, measure("worse", "Resande med buss", Direction.UP)) == [("har ökat", "worse")]
    assert otherwise(rising, measure("better", "Resande med buss", Direction.UP)) == []
    assert otherwise(rising, measure("better", "Resande med buss", Direction.NONE)) == []


def test_words_that_name_nothing_are_about_what_was_spoken_of_before():
    text = "<p>Utsläppen är viktiga.</p><p>Målet är nått.</p>"
    assert otherwise(text, measure("missed")) == [("Målet är nått", "missed")]
    assert otherwise("Målet är nått.", measure("missed"), about="Minskade utsläpp") == [
        ("Målet är nått", "missed")
    ]


def test_another_indicator_that_may_be_meant_and_answers_so_is_enough():
    travel = measure("better", "Utsläpp av partiklar")
    assert otherwise("Utsläppen har minskat.", measure("worse"), travel) == []


def test_english_says_it_too():
    emissions = measure("too_slow", "Greenhouse gas emissions")
    text = (
        "The target for emissions has been reached. Emissions will reach the target. Emissions have fallen."
    )
    assert [written for written, _code in otherwise(text, emissions, language="en")] == [
        "The target for emissions has been reached",
        "will reach the target",
    ]


def test_nothing_that_is_not_known_contradicts_anything():
    unknown = {AnswerCode.NONE, AnswerCode.NOT_JUDGED, AnswerCode.ONE, AnswerCode.FEW, AnswerCode.OVERDUE}
    assert not unknown & {code for codes in CONTRADICTED.values() for code in codes}
