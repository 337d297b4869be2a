"""Three questions that every action and project is asked."""

import pytest
from django.core.exceptions import ValidationError

from lagesbild.barometer.models import Action
from lagesbild.framework.three_questions import QUESTIONS


def problems(**answers) -> set[str]:
    try:
        Action(name_sv="Cykelväg", slug="cykelvag", **answers).clean()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_no_needs_a_reason(question):
    assert problems(**{question: "no"}) == {f"{question}_why"}
    assert problems(**{question: "no", f"{question}_why": "Ingen förening finns."}) == set()


@pytest.mark.parametrize("answer", ["", "yes", "not_yet"])
def test_the_other_answers_may_stand_alone(answer):
    assert problems(civil_society=answer) == set()


def test_what_nobody_has_answered_is_not_a_no():
    considerations = Action(civil_society="yes", civil_society_why="Med hembygdsföreningen").considerations
    assert [(answer and str(answer), why) for _, answer, why in considerations] == [
        ("Ja", "Med hembygdsföreningen"),
        ("", ""),
        ("", ""),
    ]
