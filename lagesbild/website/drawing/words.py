"""What the drawings say, in the language that they are drawn in."""

from collections.abc import Mapping

from lagesbild.assessment import Text

CHART_WORDS = {
    "and": Text(" och ", " and "),
    "bars": Text("Stapeldiagram.", "Bar chart."),
    "baseline": Text("Utgångsvärde", "Baseline"),
    "break": Text("Brott i serien", "Break in the series"),
    "chart": Text("Linjediagram.", "Line chart."),
    "cut": Text("Axeln börjar inte på noll.", "The axis does not start at zero."),
    "estimated": Text("uppskattat", "estimated"),
    "extrapolated": Text("framräknat", "extrapolated"),
    "from": Text("från", "from"),
    "global": Text("Globalt mål", "Global target"),
    "guideline": Text("Riktvärde", "Guideline"),
    "highest": Text("högst", "highest"),
    "hollow": Text("Ihålig punkt är inte ett slutligt mätvärde", "A hollow point is not a final value"),
    "interval": Text("osäkerhetsintervall", "uncertainty interval"),
    "less": Text("mindre än", "less than"),
    "limit": Text("Gränsvärde", "Limit"),
    "lowest": Text("lägst", "lowest"),
    "millions": Text("miljoner", "million"),
    "milliards": Text("miljarder", "billion"),
    "no values": Text("inga värden", "no values"),
    "nothing": Text("Det finns inget att visa ännu.", "There is nothing to show yet."),
    "nothing measured": Text(
        "Det finns inga mätvärden att visa ännu.", "There are no measured values to show yet."
    ),
    "only": Text("enda värdet", "the only value"),
    "passed": Text("har passerat", "has passed"),
    "preliminary": Text("preliminärt", "preliminary"),
    "read": Text("Så läser du:", "How to read it:"),
    "read bracket": Text(
        "klammern vid målet visar åren då det nås i den takten",
        "the bracket at the target shows the years when it is reached at that pace",
    ),
    "read fitted": Text(
        "den streckade linjen med sitt fält är takten och dess osäkerhet",
        "the dashed line with its band is the pace and its uncertainty",
    ),
    "read points": Text("varje punkt är ett värde", "every point is a value"),
    "read way": Text(
        "den tunna raka linjen är vägen till målet", "the thin straight line is the way to the target"
    ),
    "read whiskers": Text(
        "de lodräta strecken är källans egen osäkerhet (i 95 fall av 100 ligger det rätta värdet där)",
        "the vertical strokes are the source's own uncertainty (in 95 cases of 100 the true value lies there)",
    ),
    "source": Text("Källa", "Source"),
    "target": Text("Målvärde", "Target"),
    "target year": Text("Målåret", "The target year"),
    "to": Text("till", "to"),
    "told fitted": Text(
        "Linjen genom värdena går från {begins} {first} till {ends} {last}.",
        "The line through the values goes from {begins} in {first} to {ends} in {last}.",
    ),
    "told way": Text(
        "Den raka vägen till målet går från {begins} {first} till {ends} {last}.",
        "The straight way to the target goes from {begins} in {first} to {ends} in {last}.",
    ),
}


def words_in(language: str, words: Mapping[str, Text] = CHART_WORDS) -> dict[str, str]:
    return {key: text.in_(language) for key, text in words.items()}
