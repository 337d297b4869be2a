"""Which group of people a cell names. Women, men and everybody are K, M and T, as in Kolada; others as they stand."""

from collections.abc import Hashable, Iterable

from lagesbild.tables.columns import fold, one_spelling

TOTAL, WOMEN, MEN = "T", "K", "M"

_EVERYBODY = (
    *("", "t", "_t", "total", "totalt", "samtliga", "alla", "all", "everybody", "everyone", "båda", "both"),
    *(
        "båda könen",
        "bägge könen",
        "both sexes",
        "both genders",
        "all sexes",
        "total (both sexes)",
        "mf",
        "m+f",
    ),
    *("totalt (båda könen)", "samtliga (båda könen)", "båda könen totalt", "totalt båda könen"),
)
_WOMEN = ("k", "kvinnor", "kvinna", "women", "woman", "female", "females")
_MEN = ("m", "män", "man", "men", "male", "males")
_AND = (" och ", " and ", " & ", " + ", "/", " / ", ", ", "+", "&")

GROUPS = {
    **dict.fromkeys(_EVERYBODY, TOTAL),
    **{f"{women}{mark}{men}": TOTAL for women in _WOMEN for men in _MEN for mark in _AND},
    **{f"{men}{mark}{women}": TOTAL for women in _WOMEN for men in _MEN for mark in _AND},
    **dict.fromkeys(_WOMEN, WOMEN),
    **dict.fromkeys(_MEN, MEN),
}
_FEMALE = "f"


def read_groups(cells: Iterable[Hashable]) -> dict[Hashable, Hashable]:
    """The group of each different cell of a column. Cells that look alike are one group, spelt as the first.

    F is women where the column has nothing but F, M and everybody, as international files write them.
    """
    spellings = one_spelling(cells)
    folded = {fold(cell) for cell in spellings if isinstance(cell, str)}
    sexes_only = {GROUPS.get(word, word) for word in folded} <= {TOTAL, MEN, _FEMALE}
    words = GROUPS | ({_FEMALE: WOMEN} if sexes_only else {})
    return {
        cell: words.get(fold(spelling), spelling) if isinstance(spelling, str) else spelling
        for cell, spelling in spellings.items()
    }
