import pytest

from lagesbild.assessment import (
    ACTION_LABELS,
    EVIDENCE_LABELS,
    GOAL_GRADES,
    LIMIT_LABELS,
    PACE_LABELS,
    STATUS_LABELS,
    TREND_LABELS,
    ActionStatus,
    Evidence,
    PaceWord,
    StatusWord,
    Text,
    TrendWord,
    trend_label,
)


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (TREND_LABELS, TrendWord),
        (STATUS_LABELS, StatusWord),
        # A limit's year is when it began, so it cannot have passed.
        (LIMIT_LABELS, set(StatusWord) - {StatusWord.PASSED_UNREACHED}),
        (PACE_LABELS, PaceWord),
        (ACTION_LABELS, ActionStatus),
        (GOAL_GRADES, range(1, 6)),
    ],
)
def test_every_word_can_be_said_in_both_languages(labels, words):
    assert set(labels) == set(words)
    assert all(label.sv and label.en for label in labels.values())


def test_evidence_is_said_only_where_there_is_some():
    assert [word for word in Evidence if not EVIDENCE_LABELS[word]] == [Evidence.NONE]


@pytest.mark.parametrize(
    ("language", "word"), [("sv", "mål"), ("en", "goal"), ("en-gb", "goal"), ("fi", "mål"), (None, "mål")]
)
def test_a_text_in_a_language(language, word):
    assert Text("mål", "goal").in_(language) == word


def test_swedish_stands_in_for_missing_english():
    assert Text("mål")["en"] == "mål"


def test_the_legend_may_leave_the_year_open():
    assert trend_label(TrendWord.WORSENING, "ÅÅÅÅ").sv == "Utvecklingen har gått åt fel håll sedan ÅÅÅÅ"
    assert trend_label(TrendWord.TOO_FEW, "ÅÅÅÅ").sv == "För få mätvärden för att bedöma"


def test_a_unit_that_ends_in_a_stop_gives_the_sentence_one_stop():
    assert Text("Värdet är {value}.", "The value is {value}.").fill(
        value=Text("90 resor/inv.", "90 trips/inh.")
    ) == Text("Värdet är 90 resor/inv.", "The value is 90 trips/inh.")
