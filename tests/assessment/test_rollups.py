import pytest

from lagesbild.assessment import ActionStatus, roll_up_actions, roll_up_goals


def parts(shares):
    return [(part.key, part.count, part.share) for part in shares]


def test_goals_in_three_groups_and_the_unassessed():
    bar = roll_up_goals([1, 2, 2, 3, 4, 5, None, None])

    assert (bar.on_the_way, bar.uncertain, bar.off_track, bar.not_assessed, bar.total) == (3, 1, 2, 2, 8)
    assert parts(bar.shares()) == [
        ("on_the_way", 3, 3 / 8),
        ("uncertain", 1, 1 / 8),
        ("off_track", 2, 2 / 8),
        ("not_assessed", 2, 2 / 8),
    ]


def test_a_programme_may_leave_the_unassessed_out_of_the_bar():
    bar = roll_up_goals([1, 3, None])

    assert parts(bar.shares(count_unassessed=False)) == [
        ("on_the_way", 1, 0.5),
        ("uncertain", 1, 0.5),
        ("off_track", 0, 0.0),
    ]


def test_nothing_rolls_up_to_nothing():
    assert roll_up_goals([]).total == 0
    assert all(part.share == 0 for part in roll_up_goals([]).shares())


def test_actions():
    bar = roll_up_actions(["done", "done", "started", "not_started", "late", ActionStatus.CANCELLED])

    assert (bar.done, bar.started, bar.not_started, bar.late_or_cancelled, bar.total) == (2, 1, 1, 2, 6)
    assert [part.label.sv for part in bar.shares()][-1] == "Försenad eller inställd"


@pytest.mark.parametrize(("roll_up", "wrong"), [(roll_up_goals, 6), (roll_up_actions, "paused")])
def test_the_unknown_is_refused(roll_up, wrong):
    with pytest.raises(ValueError, match=f"Unknown .* {wrong!r}. Use "):
        roll_up([wrong])
