"""Words in two languages, side by side."""

import pytest
from django.utils import translation

from lagesbild.framework.translated import Translated


class Goal:
    name = Translated()

    def __init__(self, sv, en):
        self.name_sv, self.name_en = sv, en


@pytest.mark.parametrize(
    "language, sv, en, read",
    [
        ("sv", "Hunger", "Hunger!", "Hunger"),
        ("en", "Hunger", "Hunger!", "Hunger!"),
        ("en-gb", "Hunger", "Hunger!", "Hunger!"),
        ("en", "Hunger", "", "Hunger"),
        ("sv", "", "Hunger!", ""),
        ("fi", "Hunger", "Hunger!", "Hunger"),
    ],
)
def test_the_language_in_force_and_swedish_where_english_is_empty(language, sv, en, read):
    with translation.override(language):
        assert Goal(sv, en).name == read


def test_swedish_where_no_language_is_in_force():
    with translation.override(None):
        assert Goal("Hunger", "Hunger!").name == "Hunger"


def test_on_the_class_it_is_itself():
    assert isinstance(Goal.name, Translated)
