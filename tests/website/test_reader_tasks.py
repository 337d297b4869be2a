"""What readers come for, from the start page and within four clicks: by the links that stand there and by their names."""

import re

import pytest
from lxml import html

pytestmark = pytest.mark.django_db
MOST_CLICKS = 4
TOTAL = "Utsläpp av växthusgaser, totalt"

TASKS = {
    "is it going well, in one sentence": ([], ["Av 9 mål- och gränsvärden är"]),
    "which goal goes worst": ([], ["Sämst går det för"]),
    "what is done about the air": (
        ["?luftkvalitet", "Partiklar i luften (PM10)", "Hållbara städer och samhällen"],
        ["Åtgärder", "Så långt har åtgärderna kommit"],
    ),
    "three facts on goal 13": (["Bekämpa klimatförändringen"], ["2024", "2022", "sedan 2005"]),
    "their source": (["Bekämpa klimatförändringen", TOTAL], ["Källa: SMHI", "Hämtat 2026"]),
    "beside a neighbour and the country": (
        ["Bekämpa klimatförändringen", "Jämför med andra kommuner", "Länet"],
        ["Habo", "Sverige", "Jönköping"],
    ),
    "why the verdict says so": (
        ["Bekämpa klimatförändringen", TOTAL],
        ["Så räknade vi", "Vad som hade ändrat svaret", "mätvärden 2005–2024"],
    ),
    "worst against similar municipalities": (
        ["Bekämpa klimatförändringen", "Jämför med andra kommuner"],
        ["Liknande kommuner", "plats 90 från det lägsta värdet"],
    ),
    "a figure's id and raw file": (
        ["?arbetslösa", "Öppet arbetslösa"],
        ["N03937", "Kontrollsumma", "/oppna-data/ra/kolada-n03937/2026-08-01/values.csv"],
    ),
    "all municipalities of one indicator as a file": (
        ["Nyckeltal", "Öppet arbetslösa", "Jämför kommuner", "CSV"],
        ["Göteborg", "Linköping"],
    ),
    "everything a committee answers for": (
        ["Ansvariga", "Tekniska nämnden"],
        ["Följer upp 6 mål", "Ekologisk mat", "Materialåtervinning"],
    ),
    "what is late there": (
        ["Ansvariga", "Tekniska nämnden"],
        ["Cykelparkering vid busshållplatser", "Försenad"],
    ),
    "what it cost and who decided": (["Ansvariga", "Tekniska nämnden"], ["Pengar och beslut", "dnr"]),
    "the table": (["Nyckeltal", TOTAL, "Tabell"], ["673 344", "554 167"]),
    "the chart without seeing it": (["Nyckeltal", TOTAL], ["Linjediagram. Jönköping: från"]),
    "a chart to take along": (
        ["Nyckeltal", TOTAL, "Ta med dig diagrammet"],
        ["Så hänvisar du till det", "Bild som PNG", "&lt;iframe"],
    ),
    "a search with a slip": (["?kolektivtrafik"], ["Resor med kollektivtrafik"]),
}
"""Task → what is clicked, by the name of the link, ? being a search; what then stands there."""


def follow(client, address: str, name: str) -> str:
    if name.startswith("?"):
        return f"/sok/?q={name[1:]}"
    page = html.fromstring(client.get(address, follow=True).content)
    page.make_links_absolute(f"http://testserver{address}")
    links = [(words(link), link.get("href")) for link in page.iter("a") if link.get("href")]
    fitting = [
        href
        for text, href in links
        if re.fullmatch(rf"(.*: ?|\W*|(SE\.)?\d+ )?{re.escape(name)}( \(\d+\)| Exempel)?", text)
    ]
    assert fitting, (address, name, [text for text, _href in links])
    return fitting[0].removeprefix("http://testserver")


def words(element) -> str:
    return " ".join(
        element.text_content().replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").split()
    )


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_done_within_four_clicks(example, client, task):
    clicks, sought = TASKS[task]
    assert len(clicks) <= MOST_CLICKS
    address = "/"
    for name in clicks:
        address = follow(client, address, name)
    answer = client.get(address, follow=True)
    text = answer.content.decode("utf-8-sig")
    seen = words(html.fromstring(text)) if "html" in answer["Content-Type"] else text
    missing = [part for part in sought if part not in seen and part not in text]
    assert missing == [], address
