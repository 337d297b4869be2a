"""On a page in English stands no Swedish but names: what is only written in Swedish is marked as Swedish."""

import re
from html.parser import HTMLParser

SWEDISH = frozenset(
    re.findall(
        r"\w+",
        """och är inte som av på till från att det den de ett för med har kan ska eller när hur vad var vi ni om utan
        mellan under över efter före också alla alltså bara därför sedan mer mindre många några någon inget ingen
        åtgärd åtgärder mål målet målen nyckeltal nyckeltalet kommun kommunen kommuner kommunens nämnd förvaltning
        sidan siffra siffror siffrorna värde värden år året senast hämtat källa källan finns visas gäller
        samarbete samarbeten utbyte projekt projektet bidrag finansiering ansvarig ansvariga uppgift saknas
        bedömning påbörjad genomförd försenad okänt hög låg inom per invånare andel antal medel enligt egen
        beräkning liknande länets riket gräns riktvärde utgångsvärde utgångsår""",
    )
) - {"den", "de", "per", "var", "under", "i", "om", "kan", "med", "bara", "alla", "hur", "medel"}
"""Words that Swedish sentences are made of and that no name consists of; without those that are English as well."""
VOID = {"meta", "link", "input", "br", "img", "hr", "line", "rect", "path", "circle", "use", "stop"}
SPOKEN = {"title", "alt", "aria-label", "placeholder", "summary", "content"}
ADDRESS = re.compile(r"\bhttps?://\S+|\b[\w.-]+\.se\b")
NAMES = re.compile(
    r"([A-ZÅÄÖ]\w+ kommun\b|Guide till tabeller och diagram|Kommunfullmäktige|Kommunstyrelsen|[A-ZÅÄÖ][\w-]*(?: (?:och|för|i|med|av) [\w-]+)* ?(?:nämnden|kontoret|bolaget))"
)


class Spoken(HTMLParser):
    """What is read out as English: all text that is under no ``lang="sv"``."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.languages = ["en"]
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        language = has.get("lang") or self.languages[-1]
        if language == "en":
            self.texts += [has[name] for name in ("alt", "aria-label", "placeholder") if has.get(name)]
        if tag not in VOID:
            self.languages.append("sv" if tag in ("script", "style", "code") else language)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag not in VOID and len(self.languages) > 1:
            self.languages.pop()

    def handle_data(self, data):
        data = ADDRESS.sub("", data)
        if self.languages[-1] == "en" and data.strip():
            self.texts.append(" ".join(data.split()))


def swedish_in(html: str) -> list[str]:
    return [
        text for text in Spoken(html).texts if SWEDISH & set(re.findall(r"\w+", NAMES.sub("", text).lower()))
    ]


def test_swedish_is_told_from_english_and_from_what_is_marked():
    assert swedish_in("<p>Det är så.</p>") == ["Det är så."]
    assert swedish_in('<p lang="sv">Det är så.</p><p>It is so.</p>') == []
    assert swedish_in('<p>It <b lang="sv">är</b> so</p>') == []


def test_no_page_in_english_says_anything_in_swedish(pages):
    english = [page for page in pages if page.address.startswith("/en/") or page.html.lang == "en"]
    assert len(english) > 300
    found = {page.address: texts for page in english if (texts := swedish_in(page.body.decode()))}
    assert found == {}
