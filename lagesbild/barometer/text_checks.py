"""Does a Swedish text agree with the figures beside it, and with the calendar?

Careful rather than complete: a remark is made only where the text says something that no figure on the page
says, so that those who get the list go on reading it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import number

MOST_DECIMALS = 6
# Neither the end of 1 200 or 12.5, nor of a span such as 10–15, nor a yearly change.
PERCENT = re.compile(
    r"(?<![\d,.])(?<!\d[ –−-])(\d{1,3}(?:,\d+)?) ?(?:%|procent\b)(?!-?enhet| om året| per år)", re.IGNORECASE
)
# A change, a span or a rounded number before it: nothing that a figure must say in so many digits.
NOT_EXACT = re.compile(
    r"\b(?:med|upp|ned|ner|plus|minus|mellan|mellan \S+ (?:(?:%|procent) )?och|drygt|knappt|nästan|närmare|nära|cirka"
    r"|ca|omkring|ungefär|runt|över|under|minst|högst|(?:mer|fler|högre|mindre|färre|lägre) än)[ .–−+-]*$",
    re.IGNORECASE,
)
# What is aimed at need not be what is.
AIM = re.compile(
    r"\b(?:ska|skall|bör|mål|målet|målen|målsättning\w*|ambition\w*|siktar|senast)\b", re.IGNORECASE
)
SAYS_LITTLE = re.compile(
    r"(?:andel|antal|kommun|person|procent|invånare|befolkning)(?:en|ens|et|er|erna|ernas|na|nas|s)?"
    r"|alla|bland|efter|eller|enligt|från|inom|minst|samt|till|totalt|under|utan|över|ålder"
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|div|br|hr|tr|td|th|blockquote)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")

_PLANS = r"(?:ska|skall|kommer(?: \w+)? att|planera[rs]?|siktar|avser|målet är att)"
_WHEN = (
    r"(?:till|senast|år|under|före|inför|(?:under )?(?:våren|sommaren|hösten|vintern)|slutet av|januari|februari|mars"
    r"|april|maj|juni|juli|augusti|september|oktober|november|december)"
)
# Not the first year of a span, nor a decade.
_YEAR = r"(?P<year>20\d\d)\b(?!-talet| ?[–-] ?\d)"
PLAN = re.compile(rf"\b{_PLANS}\b(?P<what>(?:(?!\b{_PLANS}\b)[^.!?])*?)\b{_WHEN} {_YEAR}", re.IGNORECASE)
PLAN_YEAR_FIRST = re.compile(rf"(?<!från )(?<!med )(?<!sedan )\b{_WHEN} {_YEAR} {_PLANS}\b", re.IGNORECASE)
# The year that follows is one to compare with, or of something already done.
LOOKS_BACK = re.compile(r"\b(?:jämfört|än|från|sedan|som|basår\w*|antog\w*|beslut\w*)\b", re.IGNORECASE)
SINCE = re.compile(
    r"\b(?:allt)?sedan (?:(?:början|mitten|slutet) (?:av|på) )?(1\d\d0|20\d0|\d0)-talet\b", re.IGNORECASE
)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", html))).strip()


def sentences(html: str) -> list[str]:
    """The sentences of a text. A heading or an item of a list is one even without a full stop."""
    blocks = map(plain, BLOCK.split(html))
    return [sentence for block in blocks for sentence in SENTENCE.split(block) if sentence]


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

    ``percentages``: by Swedish indicator name, every percentage that the page shows of it, the latest last.
    ``called``: the names to use in the remarks, where they are others. Changes, aims and rounded numbers
    ("ökat med 5 %", "ska vara 80 %", "drygt 70 %") are let be.
    """
    shown = {name: list(values) for name, values in percentages.items()}
    remarks = []
    for sentence in sentences(html):
        near = {name: values for name, values in shown.items() if values and _about_the_same(sentence, name)}
        for written in _exact_percentages(sentence) if near else []:
            if not any(_printed_as(value, written) for values in near.values() for value in values):
                name, values = next(iter(near.items()))
                remarks.append(_unknown(written, values, (called or {}).get(name, name)))
    return remarks


def plans_for_the_past(html: str, year_now: int) -> list[str]:
    """Sentences that speak of a year gone by as if it were to come."""
    return [
        _("Texten planerar för %(year)s, som har passerat.") % {"year": year}
        for sentence in sentences(html)
        for year in dict.fromkeys(_planned_years(sentence))
        if int(year) < year_now
    ]


def decades_that_differ(texts: Sequence[tuple[str, str]], subject: str) -> tuple[str, int] | None:
    """Where texts say "sedan 1960-talet" of the same ``subject`` (a word's beginning) but not the same decade.

    ``texts``: pairs of a page's name and what it says. Gives a remark and the place of the first of them in
    ``texts``, or None where they agree.
    """
    told: dict[str, list[int]] = {}
    for place, (_page, html) in enumerate(texts):
        for sentence in sentences(html):
            if re.search(rf"\b{re.escape(subject)}", sentence, re.IGNORECASE):
                for decade in SINCE.findall(sentence):
                    told.setdefault(decade if len(decade) == 4 else f"19{decade}", []).append(place)
    if len(told) < 2:
        return None
    each = "; ".join(
        _("%(decade)s-talet (%(pages)s)")
        % {"decade": decade, "pages": ", ".join(dict.fromkeys(texts[place][0] for place in places))}
        for decade, places in sorted(told.items())
    )
    remark = _("Texterna är inte överens om sedan när: %(each)s.") % {"each": each}
    return remark, min(place for places in told.values() for place in places)


def _unknown(written: str, values: list[float], name: str) -> str:
    language, places = get_language() or "sv", min(_decimals(written), MOST_DECIMALS)
    return _("Texten säger %(written)s %%, nyckeltalet %(name)s har inget sådant värde (%(latest)s %%).") % {
        "written": number(float(written.replace(",", ".")), places, language),
        "name": name,
        "latest": number(values[-1], places or 1, language),
    }


def _exact_percentages(sentence: str) -> list[str]:
    """The percentages that say how things are, as written."""
    if AIM.search(sentence):
        return []
    found = PERCENT.finditer(sentence)
    return [match[1] for match in found if not NOT_EXACT.search(sentence[: match.start()])]


def _planned_years(sentence: str) -> list[str]:
    forward = [match["year"] for match in PLAN.finditer(sentence) if not LOOKS_BACK.search(match["what"])]
    return [*forward, *(match["year"] for match in PLAN_YEAR_FIRST.finditer(sentence))]


def _about_the_same(sentence: str, name: str) -> bool:
    """Whether the sentence holds two of the name's telling words, or its only one, whatever their endings."""
    words = [word for word in re.findall(r"\w{4,}", name.lower()) if not SAYS_LITTLE.fullmatch(word)]
    held = sum(_stem(word) in sentence.lower() for word in words)
    return bool(words) and held >= min(2, len(words))


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 3)] if len(word) > 6 else word


def _printed_as(value: float, written: str) -> bool:
    """Whether the value, rounded, is what is written: a half both ways, a minus left to the words around it."""
    half = 0.5 * 10 ** -_decimals(written)
    return abs(abs(value) - float(written.replace(",", "."))) <= half * (1 + 1e-9)


def _decimals(written: str) -> int:
    return len(written.partition(",")[2])
