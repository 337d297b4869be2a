"""``lagesbild sync``: which of Kolada's ids are asked for."""

from types import SimpleNamespace

from lagesbild.commands.sync import names_of


def test_a_published_margin_is_asked_for_with_its_indicator_and_other_sources_are_not():
    followed = [
        SimpleNamespace(figure="N00403", margin_figure="", name_sv="Mat"),
        SimpleNamespace(figure="U00501", margin_figure="U00502", name_sv="Trygghet"),
        SimpleNamespace(figure="smhi_ghg_total", margin_figure="", name_sv="Utsläpp"),
    ]
    assert names_of(followed) == {
        "N00403": "Mat",
        "U00501": "Trygghet",
        "U00502": "Trygghet, osäkerhetstal",
    }
