"""Women, men and everybody, whatever they are called."""

import pytest

from lagesbild.tables.groups import read_groups


@pytest.mark.parametrize(
    ("cell", "group"),
    [
        *(
            (cell, "T")
            for cell in ("", "T", "_T", "Totalt", "total", "Samtliga", "båda könen", "Båda  könen\u200b")
        ),
        *(
            (cell, "T")
            for cell in (
                "both sexes",
                "Kvinnor och män",
                "män och kvinnor",
                "women and men",
                "K+M",
                "Kvinnor/Män",
            )
        ),
        *((cell, "K") for cell in ("K", "kvinnor", "Kvinna", "women", "Female")),
        *((cell, "M") for cell in ("M", "män", "MÄN", "ma\u0308n", "men", "Male")),
        *((cell, cell) for cell in ("G", "Flickor", "16–24 år", "Kvinnor 16–24 år", "mf-fonden")),
    ],
)
def test_a_cell_alone(cell, group):
    assert read_groups([cell])[cell] == group


def test_cells_that_look_alike_are_one_group():
    assert list(read_groups(["16–24 år", "16–24  ÅR", "16–24 år\u200b"]).values()) == ["16–24 år"] * 3


@pytest.mark.parametrize(
    ("column", "groups"),
    [
        (["F", "M", "_T"], ["K", "M", "T"]),
        (["F", "M"], ["K", "M"]),
        (["E", "F", "M"], ["E", "F", "M"]),
        (["kvinnor", 3], ["K", 3]),
    ],
)
def test_f_is_women_only_beside_men(column, groups):
    assert list(read_groups(column).values()) == groups
