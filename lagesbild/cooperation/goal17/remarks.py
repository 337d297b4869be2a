"""What is said beside a figure that is counted from the register, in the language of the page.

A store holds one text beside a figure, in Swedish, as its sources do; the register's own texts are made here, of few
words, and are put into English again when they are read.
"""

import re
from datetime import date

from lagesbild.assessment.words import Text

WHY = {
    why.sv: why
    for why in (
        Text("utan känt startår", "without a known first year"),
        Text(
            "där det är oklart om de pågår eller sedan när de vilar",
            "where it is unclear whether they go on or since when they rest",
        ),
        Text("som har upphört utan känt slutdatum", "that have ended without a known last day"),
        Text("utan startdatum", "without a first day"),
        Text("bidrag utan känd beslutsdag", "grants without a known day of decision"),
        Text("bidrag utan känt belopp", "grants without a known amount"),
        Text("bidrag utan växelkurs", "grants without an exchange rate"),
        Text(
            "projekt där budgeten eller bidraget inte är känt",
            "projects whose budget or grant is not known",
        ),
        Text("projekt utan startdatum", "projects without a first day"),
    )
}
"""Why something is not counted, by the Swedish."""
_SENTENCE = re.compile(r"Räknat (?P<day>[0-9-]{10})\.|Inte räknade: (?P<parts>[^.]+)\.")


def counted_on(day: date) -> str:
    return f"Räknat {day.isoformat()}."


def left_out(*parts: tuple[int, str]) -> str:
    """How many are not counted and why, in the words of WHY. Raises KeyError for other words."""
    reasons = ", ".join(f"{count} {WHY[why].sv}" for count, why in parts if count)
    return f"Inte räknade: {reasons}." if reasons else ""


def remark(comment: str) -> Text:
    """Both languages of a text made here; one that was not has its Swedish alone."""
    rest = _SENTENCE.sub("", comment).strip()
    sentences = [_in_english(match) for match in _SENTENCE.finditer(comment)]
    return Text(comment) if rest or None in sentences else Text(comment, " ".join(map(str, sentences)))


def _in_english(sentence: re.Match) -> str | None:
    if sentence["day"]:
        return f"Counted on {sentence['day']}."
    counts = [part.partition(" ") for part in sentence["parts"].split(", ")]
    if any(why not in WHY for _count, _space, why in counts):
        return None
    return "Not counted: " + ", ".join(f"{count} {WHY[why].en}" for count, _space, why in counts) + "."
