"""Does a Swedish text agree with the figures beside it, and with the calendar?

Careful rather than complete: a remark is made only where the text says something that no figure on the page
says, so that those who get the list go on reading it.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape

PERCENT = re.compile(r"(\d{1,3}(?:,\d+)?)[\s\u00a0\u202f]*(?:%|procent\b)(?!-?enhet)", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
TAG = re.compile(r"<[^>]+>")
PLAN = re.compile(
    r"\b(?:ska|skall|kommer att|planeras?|siktar|målet är att)\b[^.!?]*?\b(?:till|senast|år|under|före)\s+(20\d\d)\b",
    re.IGNORECASE,
)
SINCE = re.compile(r"\bsedan\s+(1\d\d0|20\d0)-talet\b", re.IGNORECASE)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", html))).strip()


def sentences(html: str) -> list[str]:
    return [sentence for sentence in SENTENCE.split(plain(html)) if sentence]


def remarks_on(html: str, percentages: Mapping[str, Iterable[float]], year_now: int) -> list[str]:
    """What to look at in one text: Swedish sentences, empty where nothing is found."""
    return [*unknown_percentages(html, percentages), *plans_for_the_past(html, year_now)]


def unknown_percentages(html: str, percentages: Mapping[str, Iterable[float]]) -> list[str]:
    """Percentages in the text that no indicator of the page has, where an indicator is about the same thing.

    ``percentages``: by indicator name, every percentage that the page shows of it.
    """
    remarks = []
    for sentence in sentences(html):
        near = {name: list(values) for name, values in percentages.items() if _about_the_same(sentence, name)}
        for written in PERCENT.findall(sentence):
            if near and not any(_printed_as(value, written) for values in near.values() for value in values):
                name, values = next(iter(near.items()))
                latest = f"{values[-1]:.{_decimals(written) or 1}f}".replace(".", ",") if values else "–"
                remarks.append(
                    f"Texten säger {written} %, nyckeltalet {name} har inget sådant värde ({latest} %)."
                )
    return remarks


def plans_for_the_past(html: str, year_now: int) -> list[str]:
    """Sentences that speak of a year gone by as if it were to come."""
    return [
        f"Texten planerar för {match.group(1)}, som har passerat."
        for sentence in sentences(html)
        for match in PLAN.finditer(sentence)
        if int(match.group(1)) < year_now
    ]


def decades_that_differ(texts: Mapping[str, str], subject: str) -> list[str]:
    """Where texts say "sedan 1960-talet" of the same ``subject`` (a word's beginning) but not the same decade.

    ``texts``: by page, what it says.
    """
    told: dict[str, list[str]] = {}
    for page, html in texts.items():
        for sentence in sentences(html):
            if re.search(rf"\b{re.escape(subject)}", sentence, re.IGNORECASE):
                for decade in SINCE.findall(sentence):
                    told.setdefault(decade, []).append(page)
    if len(told) < 2:
        return []
    each = "; ".join(
        f"{decade}-talet ({', '.join(dict.fromkeys(pages))})" for decade, pages in sorted(told.items())
    )
    return [f"Texterna är inte överens om sedan när: {each}."]


def _about_the_same(sentence: str, name: str) -> bool:
    """Whether the sentence holds two of the name's longer words, or its only one, whatever their endings."""
    words = re.findall(r"\w{4,}", name.lower())
    held = sum(_stem(word) in sentence.lower() for word in words)
    return bool(words) and held >= min(2, len(words))


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 3)] if len(word) > 6 else word


def _printed_as(value: float, written: str) -> bool:
    return f"{value:.{_decimals(written)}f}".replace(".", ",") == written


def _decimals(written: str) -> int:
    return len(written.partition(",")[2])
