"""A kit's file: what it must say, and every fault told at once."""

import pytest

from lagesbild.kits import Confidence, KitProblems, kit_of, read_kit, shipped_kits
from lagesbild.kits.columns import COLUMNS, kit_text
from lagesbild.kits.open_statistics import KIT as OPEN
from lagesbild.kits.reading import DEFAULT

HEADINGS = "id;namn;mål;riktning;skäl;skäl_en;säkerhet"
ROW = "N00001;Barn i förskola;4;upp;Fler är bättre.;More is better.;a"


def drawn(*rows, headings=HEADINGS, shipped=None):
    return kit_of("\n".join([headings, *rows]), "eget", shipped)


def problems(*rows, headings=HEADINGS):
    with pytest.raises(KitProblems) as refused:
        drawn(*rows, headings=headings)
    return [(problem.row, problem.column) for problem in refused.value.problems]


def test_the_shipped_kit_has_at_least_eighty_indicators_over_the_seventeen_goals():
    kit = read_kit()
    assert len(kit.core) >= 80
    assert {indicator.goal for indicator in kit.core} == set(range(1, 18))
    assert set(shipped_kits()) == {DEFAULT, OPEN}


def test_every_direction_of_the_shipped_kit_has_a_reason_in_both_languages():
    judged = [indicator for indicator in read_kit().indicators if indicator.direction in ("up", "down")]
    assert len(judged) > 100
    assert all(indicator.reason_sv and indicator.reason_en for indicator in judged)


def test_every_name_of_the_shipped_kit_is_its_own_in_both_languages():
    for names in ([i.name_sv for i in read_kit().indicators], [i.name_en for i in read_kit().indicators]):
        assert all(names) and len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("id", "field", "value"),
    [
        ("N05401", "cycle_years", 4),
        ("N85051", "cycle_years", 6),
        ("N85051", "part_of", "N85050"),
        ("U01405", "margin", "U01511"),
        ("N00925", "window_years", 5),
        ("N07702", "absolute", True),
        ("N66077", "replaces", ("N02904",)),
        ("N00401", "counted_per", "invånare"),
        ("N05815", "hold", (40, 60)),
        ("U30750", "confidence", Confidence.TO_CONFIRM),
        ("U30750", "judged", False),
        ("U01411", "judged", True),
    ],
)
def test_what_the_shipped_kit_says_of_an_indicator(id, field, value):
    assert getattr(read_kit().by_id[id], field) == value


def test_a_successor_is_found_by_the_retired_id():
    assert read_kit().successor("N02904").id == "N66077"
    assert read_kit().successor("N99999") is None


def test_no_target_of_the_shipped_kit_lacks_a_decision():
    told = [i.national_sv for i in read_kit().indicators if i.national_sv]
    assert len(told) > 30
    assert all("Beslutat av: " in text and "Står i: " in text for text in told)


def test_a_small_kit():
    (indicator,) = drawn(ROW).indicators
    assert (indicator.id, indicator.goals, indicator.main, indicator.judged) == ("N00001", (4,), True, True)


def test_a_direction_without_confidence_waits_for_a_person():
    (indicator,) = drawn("N00001;Barn;4;upp;Bra.;Good.;").indicators
    assert (indicator.confidence, indicator.judged) == (Confidence.TO_CONFIRM, False)


def test_pasted_rows_need_an_id_and_a_goal_when_the_product_knows_the_rest():
    kit = drawn("U01411\t3, 2", headings="id\tmål", shipped=read_kit().by_id)
    (indicator,) = kit.indicators
    assert (indicator.goals, indicator.name_sv) == ((3, 2), "Invånare med fetma")
    assert (indicator.direction, indicator.margin) == ("down", "U01517")


def test_a_direction_of_ones_own_needs_a_reason_of_ones_own():
    with pytest.raises(KitProblems, match="skäl: Riktningen saknar skäl"):
        drawn("U01411;3;upp", headings="id;mål;riktning", shipped=read_kit().by_id)


def test_a_target_with_all_that_makes_it_one():
    headings = "id;namn;mål;målvärde;målår;beslutat_av;beslutat_den;beslutet_står_i"
    (indicator,) = drawn(
        "N00001;Barn;4;95,5;2030;Fullmäktige;2024-05-02;KF § 77", headings=headings
    ).indicators
    target = indicator.target
    assert (target.value, target.year, target.decided_by, target.decided_on) == (
        95.5,
        2030,
        "Fullmäktige",
        "2024-05-02",
    )


@pytest.mark.parametrize(
    ("headings", "row", "places"),
    [
        (HEADINGS, "0680;Barn;4;;;;", [(2, "id")]),
        (HEADINGS, "N00001;;4;;;;", [(2, "namn")]),
        (HEADINGS, "N00001;Barn;;;;;", [(2, "mål")]),
        (HEADINGS, "N00001;Barn;18;;;;", [(2, "mål")]),
        (HEADINGS, "N00001;Barn;4;upp;;;a", [(2, "skäl"), (2, "skäl_en")]),
        (HEADINGS, "N00001;Barn;4;uppåt;Bra.;Good.;a", [(2, "riktning")]),
        (HEADINGS, "N00001;Barn;4;håll;;;a", [(2, "håll_vid")]),
        (HEADINGS, "N00001;Barn;4;;;;d", [(2, "säkerhet")]),
        ("id;namn;mål;decimaler", "N00001;Barn;4;9", [(2, "decimaler")]),
        ("id;namn;mål;del_av", "N00001;Barn;4;N00002", [(2, "del_av")]),
        ("id;namn;mål;ersätter", "N00001;Barn;4;gammalt", [(2, "ersätter")]),
        ("id;namn;mål;färg", "N00001;Barn;4;röd", [(1, "färg")]),
        ("id;namn", "N00001;Barn", [(1, "mål"), (2, "mål")]),
        (
            "id;namn;mål;målvärde;beslutat_av",
            "N00001;Barn;4;5;Riksdagen",
            [(2, "beslutat_den"), (2, "beslutet_står_i")],
        ),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(headings, row, places):
    assert problems(row, headings=headings) == places


def test_a_kit_that_is_written_reads_back_as_the_same():
    again = kit_of(kit_text(read_kit().indicators), DEFAULT)
    assert [vars(row) | {"row": 0} for row in again.indicators] == [
        vars(row) | {"row": 0} for row in read_kit().indicators
    ]


def test_everything_wrong_is_told_at_once():
    rows = ["N00001;Barn;4;;;;", "N00001;Barn igen;4;;;;", "x;;;;;;"]
    assert problems(*rows) == [(3, "id"), (4, "id"), (4, "mål"), (4, "namn")]


def test_a_kit_that_is_no_file_says_which_there_are(tmp_path):
    with pytest.raises(KitProblems, match=f"Ange ett av {DEFAULT}"):
        read_kit(tmp_path / "finns-inte.csv")


def test_the_documentation_describes_every_column():
    from tests.conftest import ROOT

    page = (ROOT / "docs" / "sv" / "startpaket.md").read_text()
    described = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert described == list(COLUMNS)
