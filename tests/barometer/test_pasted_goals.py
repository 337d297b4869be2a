"""A programme as people paste it: which rows are goals, on which level, and what is asked about."""

import pytest

from lagesbild.barometer.pasted_goals import pasted_goals


def levels(text: str) -> list[tuple[int, str, str]]:
    return [(goal.level, goal.code, goal.name) for goal in pasted_goals(text)]


@pytest.mark.parametrize(
    "text",
    [
        "1 Klimat\n1.1 Minska utsläppen\n1.1.1 Byt bilar\n1.2 Anpassa\n2 Vatten\n2.1 Rena",
        "1. Klimat\n1.1. Minska utsläppen\n1.1.1. Byt bilar\n1.2. Anpassa\n2. Vatten\n2.1. Rena",
        "1\tKlimat\n1.1\tMinska utsläppen\n1.1.1\tByt bilar\n1.2\tAnpassa\n2\tVatten\n2.1\tRena",
        "Nr\tMål\n1\tKlimat\n1.1\tMinska utsläppen\n1.1.1\tByt bilar\n1.2\tAnpassa\n2\tVatten\n2.1\tRena",
    ],
)
def test_numbers_tell_the_level(text):
    assert levels(text) == [
        (1, "1", "Klimat"),
        (2, "1.1", "Minska utsläppen"),
        (3, "1.1.1", "Byt bilar"),
        (2, "1.2", "Anpassa"),
        (1, "2", "Vatten"),
        (2, "2.1", "Rena"),
    ]
    assert not any(goal.doubt for goal in pasted_goals(text))


@pytest.mark.parametrize(
    "text",
    [
        "Klimat\n• Minska utsläppen\n\t◦ Byt bilar\n• Anpassa\nVatten\n• Rena",
        "•\tKlimat\n\t◦\tMinska utsläppen\n\t\t▪\tByt bilar\n\t◦\tAnpassa\n•\tVatten\n\t◦\tRena",
        "Klimat\n\tMinska utsläppen\n\t\tByt bilar\n\tAnpassa\nVatten\n\tRena",
        "Klimat\n  Minska utsläppen\n    Byt bilar\n  Anpassa\nVatten\n  Rena",
        "Målområde\tMål\tDelmål\nKlimat\tMinska utsläppen\tByt bilar\nKlimat\tAnpassa\t\nVatten\tRena\t",
        "Målområde\tMål\tDelmål\nKlimat\t\t\n\tMinska utsläppen\t\n\t\tByt bilar\n\tAnpassa\nVatten\n\tRena",
        "Klimat\tMinska utsläppen\tByt bilar\nKlimat\tAnpassa\t\nVatten\tRena\t",
        "Nivå\tMål\n1\tKlimat\n2\tMinska utsläppen\n3\tByt bilar\n2\tAnpassa\n1\tVatten\n2\tRena",
    ],
)
def test_bullets_indents_and_columns_tell_the_level(text):
    names = ["Klimat", "Minska utsläppen", "Byt bilar", "Anpassa", "Vatten", "Rena"]
    assert [(level, name) for level, _code, name in levels(text)] == list(
        zip((1, 2, 3, 2, 1, 2), names, strict=True)
    )


@pytest.mark.parametrize("after", [" ", "\t"], ids=["a space", "a tab"])
def test_points_below_numbered_goals_in_a_list_of_words(after):
    """As Word pastes a list of several levels: a tab for each level, and one after the sign of a point."""
    text = (
        f"1.{after}Ekonomi\n\t1.1{after}Fler i arbete\n\t\t•\tFler unga i jobb\n\t\t•\tFler praktikplatser\n"
        f"\t\t\t○\tOckså i förskolan\n2.{after}Klimat\n\t2.1{after}Mindre bil\n\t\t•\tCykelväg till Åby"
    )
    assert [(goal.level, goal.code, goal.name, str(goal.doubt)) for goal in pasted_goals(text)] == [
        (1, "1", "Ekonomi", ""),
        (2, "1.1", "Fler i arbete", ""),
        (3, "", "Fler unga i jobb", ""),
        (3, "", "Fler praktikplatser", ""),
        (4, "", "Också i förskolan", ""),
        (1, "2", "Klimat", ""),
        (2, "2.1", "Mindre bil", ""),
        (3, "", "Cykelväg till Åby", ""),
    ]


@pytest.mark.parametrize("mark", ["{}.", "{})", "({})"])
def test_letters_in_a_list_of_words_stay_with_their_goal(mark):
    letters = [mark.format(letter) for letter in "ab"]
    text = f"1.\tKlimat\n\t{letters[0]}\tMinska utsläppen\n\t{letters[1]}\tAnpassa\n2.\tVatten\n\t{letters[0]}\tRena"
    assert levels(text) == [
        (1, "1", "Klimat"),
        (2, "", f"{letters[0]} Minska utsläppen"),
        (2, "", f"{letters[1]} Anpassa"),
        (1, "2", "Vatten"),
        (2, "", f"{letters[0]} Rena"),
    ]


def test_words_tell_the_level_where_numbers_run_on():
    text = "Hållbarhetsmål 1: Klimat\nMål 1 Minska\nMål 2 Anpassa\nHållbarhetsmål 2: Vatten\nMål 3 Rena"
    assert levels(text) == [
        (1, "Hållbarhetsmål 1", "Klimat"),
        (2, "Mål 1", "Minska"),
        (2, "Mål 2", "Anpassa"),
        (1, "Hållbarhetsmål 2", "Vatten"),
        (2, "Mål 3", "Rena"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "2030 ska utsläppen vara noll",
        "100 procent förnybart",
        "50 % färre bilresor",
        "200 nya bostäder om året",
    ],
)
def test_amounts_and_years_are_no_numbers_of_goals(name):
    assert levels(name) == [(1, "", name)]


def test_a_bare_number_out_of_turn_is_asked_about():
    goals = pasted_goals("1 Klimat\n2 Vatten\n40 träd planteras varje år")
    assert [bool(goal.doubt) for goal in goals] == [False, False, True]


def test_a_line_under_a_numbered_goal_is_text_or_asked_about():
    long = "Vi ska minska utsläppen i allt vi gör. " * 6
    goals = pasted_goals(f"1 Klimat\n{long}\n1.1 Minska\nKort rad")
    assert [(goal.level, bool(goal.doubt)) for goal in goals] == [
        (1, False),
        (0, True),
        (2, False),
        (3, True),
    ]


def test_columns_with_other_headings_are_kept_with_what_they_are_called():
    [goal] = pasted_goals("Nr\tMål\tBeskrivning\tGlobalt mål\tBeslut\n1\tKlimat\tVi minskar.\t13, 7\tKF § 12")
    assert (goal.code, goal.name, goal.text) == ("1", "Klimat", "Vi minskar.\nBeslut: KF § 12")
    assert goal.numbers == (13, 7)


def test_a_number_that_comes_twice_is_said_and_kept_once():
    goals = pasted_goals("1 Klimat\n1.1 Minska\n1.1 Anpassa")
    assert [goal.code for goal in goals] == ["1", "1.1", ""]
    assert "rad 2" in str(goals[2].doubt)


def test_a_long_name_is_cut_and_stands_whole_in_the_text():
    name = "Kommunen ska " + "verka för en hållbar utveckling " * 12
    [goal] = pasted_goals(name)
    assert len(goal.name) <= 255 and name.strip() in goal.text and goal.doubt


def programme() -> list[tuple[int, str, str]]:
    """184 goals: 17 with 47 below them and 120 below those."""
    goals, second, third = [], 0, 0
    for first in range(1, 18):
        goals.append((1, f"{first}", f"Hållbarhetsmål {first} om något"))
        for place in range(1, 4 if first <= 13 else 3):
            second += 1
            goals.append((2, f"{first}.{place}", f"Inriktning nummer {second}"))
            for below in range(1, 4 if second <= 26 else 3):
                third += 1
                goals.append((3, f"{first}.{place}.{below}", f"Delmål, om {third}; med tecken"))
    return goals


SHAPES = {
    "Word, numbered": lambda goals: "\r\n".join(f"{code}\u00a0{name}" for _level, code, name in goals),
    "Word, with marks": lambda goals: "\r".join(f"{code}. {name}" for _level, code, name in goals),
    "Word, moved in": lambda goals: "\n".join(
        "\t" * (level - 1) + f"{code} {name}" for level, code, name in goals
    ),
    "Word, a tab after each number": lambda goals: "\n".join(
        "\t" * (level - 1) + f"{code}.\t{name}" for level, code, name in goals
    ),
    "Excel, two columns": lambda goals: "\r\n".join(f"{code}\t{name}" for _level, code, name in goals),
    "Excel, a stair": lambda goals: (
        "Mål\tInriktningsmål\tDelmål\n"
        + "\n".join("\t" * (level - 1) + f"{code} {name}" for level, code, name in goals)
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_184_goals_keep_their_levels_and_nothing_is_lost(shape):
    goals = programme()
    assert len(goals) == 184
    pasted = pasted_goals(SHAPES[shape](goals))
    assert [(goal.level, goal.code, goal.name) for goal in pasted] == goals
    assert not any(goal.doubt for goal in pasted)
