"""What pages share is worked out once, anew when words or figures change, and by itself inside a transaction."""

import pytest
from django.utils.translation import override

from lagesbild.barometer.overview import forest
from lagesbild.framework.tables_asked import asked_also
from lagesbild.website.kept_until_changed import kept_until_changed
from tests.website import site_drawing as drawing


@pytest.fixture
def counted_calls():
    calls = []

    @kept_until_changed
    def count(step: int) -> int:
        asked_also({"barometer_goal"})
        calls.append(step)
        return len(calls)

    return count


def test_it_is_worked_out_once_until_something_is_written(counted_calls, just_written):
    just_written()
    assert (counted_calls(1), counted_calls(1), counted_calls(2)) == (1, 1, 2)
    just_written()
    assert counted_calls(1) == 3


def test_it_is_worked_out_anew_for_other_figures_and_another_language(
    counted_calls, just_written, settings, store
):
    just_written()
    first = counted_calls(1)
    settings.FIGURES = store("nyckeltal område 2021 2022 \n N1 0680 1 2")
    assert counted_calls(1) == first + 1
    with override("en"):
        assert counted_calls(1) == first + 2
    assert counted_calls(1) == first + 1


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_kept(counted_calls):
    assert (counted_calls(1), counted_calls(1)) == (1, 2)


@pytest.mark.django_db
def test_goals_are_shared_and_branches_are_the_askers_own(just_written):
    drawing.goal("Ren luft")
    just_written()
    (mine,), (yours,) = forest(), forest()
    assert mine.goal is yours.goal
    mine.figures = ["något"]
    assert mine is not yours and not hasattr(yours, "figures")
