"""When something went on, as people write it in one cell."""

import pytest

from lagesbild.cooperation.importing.cell_periods import cell_period, cell_periods
from lagesbild.figures.cells import Wrong


def ends(period) -> tuple[str, str]:
    return str(period.start.first if period.start else ""), str(period.end.last if period.end else "")


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2021–2023", "2021-01-01", "2023-12-31"),
        ("2021-23", "2021-01-01", "2023-12-31"),
        ("2021 -2023 (förlängt)", "2021-01-01", "2023-12-31"),
        ("VT 2022", "2022-01-01", "2022-06-30"),
        ("ht23", "2023-07-01", "2023-12-31"),
        ("HT 2022-VT 2023", "2022-07-01", "2023-06-30"),
        ("våren 2024", "2024-01-01", "2024-06-30"),
        ("läsåret 2021/22", "2021-07-01", "2022-06-30"),
        ("aug 2021–juni 2023", "2021-08-01", "2023-06-30"),
        ("2021-08-01 – 2023-06-15", "2021-08-01", "2023-06-15"),
        ("12–14 maj 2023", "2023-05-12", "2023-05-14"),
        (2022, "2022-01-01", "2022-12-31"),
        ("sedan 1947", "1947-01-01", ""),
        ("2019–", "2019-01-01", ""),
        ("2019 och framåt", "2019-01-01", ""),
        ("t.o.m. 2024", "", "2024-12-31"),
        ("1960-talet", "1960-01-01", ""),
    ],
)
def test_a_period_has_the_ends_that_it_says(cell, start, end):
    assert ends(cell_period(cell)) == (start, end)


@pytest.mark.parametrize("cell", ["2022–tills vidare", "2022 - pågående", "2022-pågår"])
def test_what_goes_on_has_no_end(cell):
    assert ends(cell_period(cell)) == ("2022-01-01", "") and cell_period(cell).goes_on


def test_the_other_cells_show_what_one_leaves_open():
    assert isinstance(cell_period("2009-11"), Wrong)
    assert ends(cell_periods(["2009-11", "2011-13", "2014-16"])["2009-11"]) == ("2009-01-01", "2011-12-31")


@pytest.mark.parametrize("cell", ["snart", "årligen", "2023–2021", "-", "VT"])
def test_what_is_no_time_is_refused(cell):
    assert isinstance(cell_period(cell), Wrong)
