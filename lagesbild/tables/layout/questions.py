"""What a table leaves open, in words: one question a doubt, all of them at once."""

from dataclasses import dataclass

from lagesbild.tables.outcome import Wording


@dataclass(frozen=True, slots=True)
class LayoutQuestion:
    """``about``: what is asked about, for code: heading, place, time, column, measure, sheet. ``heading``: of what."""

    about: str
    words: Wording
    heading: str = ""


def _question(about: str, sv: str, en: str):
    def ask(heading: str = "", **parts: object) -> LayoutQuestion:
        return LayoutQuestion(about, Wording(sv, en).fill(heading=heading, **parts), heading)

    return ask


NO_TABLE = _question(
    "heading",
    "Vilken rad är rubrikrad? Ingen rad med rubriker över tal hittades.",
    "Which row is the heading? No row with headings over numbers was found.",
)
WHICH_SHEET = _question("sheet", "Vilket blad ska läsas: {sheets}?", "Which sheet is to be read: {sheets}?")
WHICH_PLACE = _question(
    "place",
    "Vilken plats gäller siffrorna? Ingen kolumn har namn eller koder på kommuner, regioner eller landet.",
    "Which place are the figures of? No column has names or codes of municipalities, regions or the country.",
)
SEVERAL_PLACES = _question(
    "place",
    "Vilken kolumn är platsen? {headings} säger olika platser, till exempel på rad {row}.",
    "Which column is the place? {headings} name different places, as in row {row}.",
)
NOT_PLACES = _question(
    "column",
    "Vad är kolumnen {heading}? Rubriken säger plats, men ”{example}” är ingen känd plats.",
    "What is the column {heading}? Its heading says place, but “{example}” is no place that is known.",
)
WHICH_TIME = _question(
    "time",
    "Vilken tid gäller siffrorna? Ingen kolumn och inga rubriker säger år eller månad.{title}",
    "Which time are the figures of? No column and no headings say year or month.{title}",
)
IN_TITLE = Wording(" Ovanför tabellen står {years}.", " Above the table stands {years}.")
NOT_TIMES = _question(
    "column",
    "Vad är kolumnen {heading}? Rubriken säger tid, men ”{example}” går inte att läsa som tid.",
    "What is the column {heading}? Its heading says time, but “{example}” cannot be read as one.",
)
TWO_TIMES = _question(
    "time",
    "Vilken tid gäller? Rubriken {heading} säger {period}, men tabellen har också en kolumn för tid.",
    "Which time holds? The heading {heading} says {period}, but the table has a column of times too.",
)
SOME_WITHOUT_TIME = _question(
    "time",
    "Vilken tid gäller kolumnen {heading}? Andra kolumner har år i rubriken, den här inte.",
    "Which time is the column {heading} of? Other columns have a year in their heading, this one not.",
)
WHAT_COLUMN = _question(
    "column",
    "Vad är kolumnen {heading}: grupp, nyckeltal, kommentar eller något som lämnas bort? Där står till exempel"
    " ”{example}”.",
    "What is the column {heading}: group, indicator, comment or something to leave out? It says for instance"
    " “{example}”.",
)
NO_HEADING = _question(
    "column",
    "Vad är kolumnen {heading}? Den har ingen rubrik.",
    "What is the column {heading}? It has no heading.",
)
MEASURES_IN_GROUP = _question(
    "column",
    "Är kolumnen {heading} grupp eller nyckeltal? ”{example}” låter som något som mäts.",
    "Is the column {heading} a group or an indicator? “{example}” sounds like what is measured.",
)
WHICH_INDICATOR = _question(
    "measure",
    "Vilket nyckeltal är värdena{heading}? Skriv dess id.",
    "Which indicator are the values{heading}? Write its id.",
)
ONE_FOR_SEVERAL = _question(
    "measure",
    "Vilket nyckeltal är varje kolumn? {indicator} kan bara vara en av {headings}.",
    "Which indicator is each column? {indicator} can only be one of {headings}.",
)
MEASURES_TWICE = _question(
    "measure",
    "Vad är nyckeltalet? Både kolumnen {heading} och flera kolumner med värden ({headings}) säger det.",
    "What is the indicator? Both the column {heading} and several columns of values ({headings}) say it.",
)
LOST_COLUMN = _question(
    "lost",
    "Vilken kolumn är det nu? Beskrivningen nämner kolumnen {heading}, som tabellen inte har.",
    "Which column is it now? The mapping names the column {heading}, which the table lacks.",
)
UNKNOWN_PLACES = _question(
    "rows",
    "Ska rader lämnas bort där {heading} är {texts}? Det är inga kända platser.",
    "Are rows to be left out where {heading} is {texts}? They are no places that are known.",
)
TOWN_OR_COUNTY = _question(
    "names",
    "Är namnen i kolumnen {heading} kommuner eller län? {texts} kan vara bådadera.",
    "Are the names in the column {heading} municipalities or counties? {texts} may be either.",
)
BLANK_LABELS = _question(
    "blank",
    "Är en tom cell i kolumnen {heading} samma som den ovanför? Någon rad har värden men ingen text där.",
    "Is an empty cell in the column {heading} the same as the one above? Some row has values but no text there.",
)
