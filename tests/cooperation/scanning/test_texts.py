"""Broken letters are mended where that is certain, and nowhere else."""

import pytest

from lagesbild.cooperation.scanning.language import language_of
from lagesbild.cooperation.scanning.places import countries_in
from lagesbild.cooperation.scanning.texts import mended, one_line, several_lines, without_marks


@pytest.mark.parametrize(
    "broken, whole",
    [
        ("beneficiariesâ€™ costs", "beneficiaries’ costs"),
        ("â€œEnforcementâ€\x9d", "“Enforcement”"),
        ("SkÅ‚odowska", "Skłodowska"),
        ("CÃ´te dâ€™Ivoire", "Côte d’Ivoire"),
        ("the region of Ã…land", "the region of Åland"),
        ("vis-Ã\u00a0-vis", "vis-à-vis"),
        ("70Â°C", "70°C"),
        ("TEMÃ\x81TICA", "TEMÁTICA"),
        ("â‰¤10â\x81»Â³", "≤10⁻³"),
    ],
)
def test_utf_8_read_as_windows_1252(broken, whole):
    assert mended(broken) == whole


@pytest.mark.parametrize(
    "right",
    [
        "plain",
        "räksmörgås på Å",
        "”UTSKRIVET PÅ”",
        "”på”…",
        "MANHÃ…",
        "MANHÃ\u00a0e",
        "château – là",
        "Åland",
        "5 €",
    ],
)
def test_what_may_be_right_is_left(right):
    assert mended(right) == right


def test_marks_of_a_web_page_go_and_its_lines_stay():
    html = "<p>Ett&nbsp;stycke</p><style>p{}</style><ul><li>ett<li>två</ul>"
    assert several_lines(without_marks(html)) == "Ett stycke\n\nett\ntvå"


def test_a_long_line_is_cut_with_a_mark():
    assert one_line("a " * 400) == ("a " * 150).strip()[:299] + "…" or len(one_line("a " * 400)) <= 300


@pytest.mark.parametrize(
    "text, language",
    [
        ("The call is for towns and cities in the north", "en"),
        ("Utlysningen är för kommuner och regioner i norr", "sv"),
        ("Promotion de la culture d'égalité dans les communes", ""),
        ("Projektet er for kommuner og skal af den grund", ""),
        ("ERC", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_from_small_words(text, language):
    assert language_of(text) == language


def test_countries_by_name_in_two_languages():
    assert countries_in("Partners in Finland, Türkiye and Papua New Guinea; även Tyskland") == [
        "DE",
        "FI",
        "PG",
        "TR",
    ]
    assert countries_in("Finnish and Chadian partners, nigeria") == []
