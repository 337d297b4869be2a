"""What readers ask for on the example, and where they should come: among the first three that are found."""

from fnmatch import filter as filter_names

import pytest

pytestmark = pytest.mark.usefixtures("with_context")

SEARCHES = (
    ("mål 13", "/mal/13/"),
    ("13", "/mal/13/"),
    ("klimat", "/mal/13/"),
    ("Mål 165", "/program/hallbarhetsprogram/hallbar-logistik-och-kombiterminal/"),
    ("klimat buss", "/nyckeltal/utslapp-transporter/"),
    ("luftkvalitet", "/nyckeltal/partiklar-gatuniva/"),
    ("luftföroreningar", "/nyckeltal/partiklar-gatuniva/"),
    ("PM10", "/nyckeltal/partiklar-gatuniva/"),
    ("CO2", "/nyckeltal/vaxthusgaser-totalt/"),
    ("CO₂e", "/nyckeltal/vaxthusgaser-totalt/"),
    ("koldioxidutsläpp", "/nyckeltal/vaxthusgaser-totalt/"),
    ("växthusgaser", "/nyckeltal/vaxthusgaser-totalt/"),
    ("miljönämnden", "/ansvariga/miljo-och-halsoskyddsnamnden/"),
    ("kulturnämnden", "/ansvariga/kultur-och-fritidsnamnden/"),
    ("tekniska nämnden", "/ansvariga/tekniska-namnden/"),
    ("Bodo", "/samarbeten/bodo/"),
    ("Bodö", "/samarbeten/bodo/"),
    ("stelenbosch", "/samarbeten/stellenbosch/"),
    ("kolektivtrafik", "/nyckeltal/kollektivtrafikresor/"),
    ("buss", "/nyckeltal/kollektivtrafikresor/"),
    ("emisions", "/nyckeltal/vaxthusgaser-totalt/"),
    ("N03937", "/nyckeltal/oppet-arbetslosa/"),
    ("SE.12.11", "/nyckeltal/materialatervinning/"),
    ("arbetslöshet", "/nyckeltal/oppet-arbetslosa/"),
    ("arbetslösheten", "/nyckeltal/oppet-arbetslosa/"),
    ("sopor", "/nyckeltal/insamlat-hushallsavfall/"),
    ("källsortering", "/nyckeltal/materialatervinning/"),
    ("cyklar", "/nyckeltal/cykeltrafik-i-centrala-jonkoping/"),
    ("betyg", "/nyckeltal/meritvarde-arskurs-9/"),
    ("befolkning", "/nyckeltal/folkmangd/"),
    ("hur många invånare", "/nyckeltal/folkmangd/"),
    ("vänorter", "/samarbeten/*"),
    ("grundvatten", "/nyckeltal/grundvatten-med-god-status/"),
    ("sjöarna", "/nyckeltal/sjoar-med-god-ekologisk-status/"),
    ("sjoar", "/nyckeltal/sjoar-med-god-ekologisk-status/"),
    ("valdeltagande", "/nyckeltal/valdeltagande-kommunval/"),
    ("ekologisk mat", "/nyckeltal/ekologiska-livsmedel/"),
    ("jämställdhet löner", "/nyckeltal/kvinnors-inkomst-av-mans/"),
    ("elbilar", "/nyckeltal/elbilar-i-trafik/"),
    ("skolutbyte", "/samarbeten/utbyten/"),
    ("fattigdom", "/mal/1/"),
    ("öppna data", "/oppna-data/"),
    ("api", "/oppna-data/"),
    ("en/air quality", "/en/nyckeltal/partiklar-gatuniva/"),
    ("en/emisions", "/en/nyckeltal/vaxthusgaser-totalt/"),
    ("en/goal 13", "/en/mal/13/"),
    ("en/unemployment", "/en/nyckeltal/oppet-arbetslosa/"),
    ("en/twin towns", "/en/samarbeten/*"),
)
"""Question → address, where * stands for anything. One that begins with en/ is asked in English."""
MAY_MISS = 3
"""Of forty. What is missed today is mended by a synonym, which an editor may add."""


def first_three(client, question: str) -> list[str]:
    language, words = ("/en", question[3:]) if question.startswith("en/") else ("", question)
    found = client.get(f"{language}/sok/", {"q": words}).context["found"]
    return [hit.address for hit in found.hits[:3]]


@pytest.mark.django_db
def test_readers_find_what_they_mean_among_the_first_three(example, client):
    assert len(SEARCHES) >= 40
    missed = [
        (question, aim) for question, aim in SEARCHES if not filter_names(first_three(client, question), aim)
    ]
    assert len(missed) * 40 <= MAY_MISS * len(SEARCHES), missed


def test_what_is_real_comes_before_examples(example, client):
    found = client.get("/sok/", {"q": "klimat"}).context["found"]
    examples = [hit.is_example for hit in found.hits]
    assert True in examples
    assert examples == sorted(examples)
