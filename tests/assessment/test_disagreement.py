import pytest

from lagesbild.assessment import Text, disagrees

BETTER, SAME, WORSE, FEW = "improving", "no_clear_change", "worsening", "too_few"


@pytest.mark.parametrize(
    ("grade", "words", "disagree"),
    [
        (1, [WORSE], True),
        (2, [WORSE, WORSE, BETTER], True),
        (2, [WORSE, BETTER], False),
        (2, [SAME, FEW], False),
        (2, [], False),
        (3, [WORSE], False),
        (4, [BETTER, SAME], True),
        (5, [WORSE], False),
        (None, [WORSE], False),
    ],
)
def test_person_and_figures(grade, words, disagree):
    assert bool(disagrees(grade, words)) == disagree


def test_both_are_said():
    assert disagrees(2, [WORSE, SAME, FEW]).sv == (
        "Bedömningen är ”Målet bedöms kunna uppnås”, men 1 av 2 bedömda nyckeltal går åt fel håll "
        "och 0 åt rätt håll."
    )


@pytest.mark.parametrize(
    ("label", "sv", "en"),
    [
        ("God fart", "God fart", "God fart"),
        (Text("God fart", "Good speed"), "God fart", "Good speed"),
        ("", "Målet bedöms kunna uppnås", "The goal is expected to be reached"),
        (None, "Målet bedöms kunna uppnås", "The goal is expected to be reached"),
    ],
)
def test_a_programme_may_word_its_grades_itself(label, sv, en):
    said = disagrees(2, [WORSE], label)

    assert said.sv.startswith(f"Bedömningen är ”{sv}”, men ")
    assert said.en.startswith(f"The assessment is “{en}”, but ")


def test_an_unknown_grade_is_refused():
    with pytest.raises(ValueError, match="Unknown grade 7"):
        disagrees(7, [])
