"""Does a Swedish text agree with the figures beside it, and with the calendar?

Careful rather than complete: a remark is made only where the text says something that no figure on the page
says, so that those who get the list go on reading it.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import number

MOST_DECIMALS = 6
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


def remarks_on(
    html: str,
    percentages: Mapping[str, Iterable[float]],
    year_now: int,
    called: Mapping[str, str] | None = None,
) -> list[str]:
    """What to look at in one Swedish text: sentences in the reader's language, empty where nothing is found."""
    return [*unknown_percentages(html, percentages, called), *plans_for_the_past(html, year_now)]


def unknown_percentages(
    html: str, percentages: Mapping[str, Iterable[float]], called: Mapping[str, str] | None = None
) -> list[str]:
    """Percentages in the text that no indicator of the page has, where an indicator is about the same thing.

    ``percentages``: by Swedish indicator name, every percentage that the page shows of it. ``called``: the names
    to use in the remarks, where they are others.
    """
    remarks = []
    for sentence in sentences(html):
        near = {name: list(values) for name, values in percentages.items() if _about_the_same(sentence, name)}
        for written in PERCENT.findall(sentence):
            if near and not any(_printed_as(value, written) for values in near.values() for value in values):
                name, values = next(iter(near.items()))
                remarks.append(_unknown(written, values, (called or {}).get(name, name)))
    return remarks


def plans_for_the_past(html: str, year_now: int) -> list[str]:
    """Sentences that speak of a year gone by as if it were to come."""
    return [
        _("Texten planerar för %(year)s, som har passerat.") % {"year": match.group(1)}
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
        _("%(decade)s-talet (%(pages)s)") % {"decade": decade, "pages": ", ".join(dict.fromkeys(pages))}
        for decade, pages in sorted(told.items())
    )
    return [_("Texterna är inte överens om sedan när: %(each)s.") % {"each": each}]


def _unknown(written: str, values: list[float], name: str) -> str:
    language, places = get_language() or "sv", min(_decimals(written), MOST_DECIMALS)
    return _("Texten säger %(written)s %%, nyckeltalet %(name)s har inget sådant värde (%(latest)s %%).") % {
        "written": number(float(written.replace(",", ".")), places, language),
        "name": name,
        "latest": number(values[-1], places or 1, language) if values else "–",
    }


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
