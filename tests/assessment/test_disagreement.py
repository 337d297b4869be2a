import pytest

from lagesbild.assessment import AnswerCode, Text, difference, disagrees

# What each answer means beside each of the five assessments. · goes together or is not known; what else is measured
# and the assessment does not say: unmet, passed, away, met.
#                 1 has been  2 expected  3 uncertain  4 not ex-   5 has not
#                 reached     to be                    pected      been
BESIDE = """
none              ·           ·           ·            ·           ·
not_judged        ·           ·           ·            ·           ·
outside           unmet       ·           ·            ·           ·
slipping          ·           ·           ·            ·           met
reached           ·           ·           ·            met         met
lost              unmet       passed      ·            ·           ·
missed            unmet       passed      ·            ·           ·
overdue           ·           ·           ·            ·           ·
unmet_unknown     unmet       ·           ·            ·           ·
wrong_way         unmet       away        ·            ·           ·
unmet_better      unmet       ·           ·            ·           ·
unmet_unclear     unmet       ·           ·            ·           ·
in_time           unmet       ·           ·            ·           ·
too_slow          unmet       ·           ·            ·           ·
stalled           unmet       ·           ·            ·           ·
uncertain         unmet       ·           ·            ·           ·
within_nearing    ·           ·           ·            ·           ·
within            ·           ·           ·            ·           ·
one               ·           ·           ·            ·           ·
few               ·           ·           ·            ·           ·
better            ·           ·           ·            ·           ·
worse             ·           ·           ·            ·           ·
no_clear_change   ·           ·           ·            ·           ·
"""
TABLE = {line.split()[0]: line.split()[1:] for line in BESIDE.strip().splitlines()}
PAIRS = [(code, grade, kind) for code, kinds in TABLE.items() for grade, kind in enumerate(kinds, 1)]


def test_every_answer_is_in_the_table():
    assert list(TABLE) == list(AnswerCode)


@pytest.mark.parametrize(("code", "grade", "kind"), PAIRS)
def test_person_and_figures(code, grade, kind):
    assert (difference(grade, AnswerCode(code)) or "·") == kind
    assert bool(disagrees(grade, [AnswerCode(code)])) == (kind != "·")


@pytest.mark.parametrize("code", ["too_slow", "in_time", "uncertain", "stalled"])
@pytest.mark.parametrize("grade", [2, 3, 4, 5])
def test_no_pace_is_held_against_a_person(code, grade):
    assert disagrees(grade, [AnswerCode(code)]) is None


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_no_slope_without_a_promise_is(grade):
    assert disagrees(grade, [AnswerCode.BETTER, AnswerCode.WORSE, AnswerCode.NO_CLEAR_CHANGE]) is None


SENTENCES = [
    (
        1,
        ["missed", "few", "too_slow"],
        "Bedömningen är ”Målet är uppnått”. Av de 2 mål- och gränsvärden som mäts är 2 inte nådda.",
        "The assessment is “The goal has been reached”. Of the 2 targets and limits that are measured 2 are not met.",
    ),
    (
        1,
        ["unmet_unknown"],
        "Bedömningen är ”Målet är uppnått”. Det enda mål- eller gränsvärde som mäts är inte nått.",
        "The assessment is “The goal has been reached”. The only target or limit that is measured is not met.",
    ),
    (
        2,
        ["missed", "one"],
        "Bedömningen är ”Målet bedöms kunna uppnås”. Målåret för det enda målvärde som mäts har passerat, och "
        "värdet når inte målet.",
        None,
    ),
    (
        2,
        ["wrong_way", "wrong_way", "reached"],
        "Bedömningen är ”Målet bedöms kunna uppnås”. För 2 av de 3 mål- och gränsvärden som mäts har värdet gått "
        "bort från målet.",
        None,
    ),
    (2, ["wrong_way", "in_time"], None, None),
    (
        4,
        ["reached", "reached", "missed"],
        "Bedömningen är ”Målet bedöms inte kunna uppnås”. Av de 3 mål- och gränsvärden som mäts är 2 nådda.",
        None,
    ),
    (5, ["reached", "missed"], None, None),
    (3, ["wrong_way"], None, None),
    (None, ["wrong_way"], None, None),
    (1, [], None, None),
]


@pytest.mark.parametrize(("grade", "codes", "sv", "en"), SENTENCES)
def test_how_it_is_said(grade, codes, sv, en):
    sentence = disagrees(grade, map(AnswerCode, codes))

    assert (sentence and sentence.sv) == sv
    if en:
        assert sentence.en == en


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
    sentence = disagrees(2, [AnswerCode.WRONG_WAY], label)

    assert sentence.sv.startswith(f"Bedömningen är ”{sv}”. ")
    assert sentence.en.startswith(f"The assessment is “{en}”. ")


def test_an_unknown_grade_is_refused():
    with pytest.raises(ValueError, match="Unknown grade 7"):
        disagrees(7, [AnswerCode.REACHED])
