"""Does a text agree with the calendar, and with what other texts say? Its figures are agreement.py's business.

Careful rather than complete, so that those who get the list go on reading it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

from django.utils.translation import gettext as _

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|div|br|hr|tr|td|th|blockquote)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")

_PLANS = r"(?:ska|skall|kommer(?: \w+)? att|planera[rs]?|siktar|avser|målet är att)"
_WHEN = (
    r"(?:till|senast|år|under|före|inför|(?:under )?(?:våren|sommaren|hösten|vintern)|slutet av|januari|februari"
    r"|mars"
    r"|april|maj|juni|juli|augusti|september|oktober|november|december)"
)
# Not the first year of a span, nor a decade.
_YEAR = r"(?P<year>20\d\d)\b(?!-talet| ?[–-] ?\d)"
PLAN = re.compile(rf"\b{_PLANS}\b(?P<what>(?:(?!\b{_PLANS}\b)[^.!?])*?)\b{_WHEN} {_YEAR}", re.IGNORECASE)
PLAN_YEAR_FIRST = re.compile(rf"(?<!från )(?<!med )(?<!sedan )\b{_WHEN} {_YEAR} {_PLANS}\b", re.IGNORECASE)
_PLANS_EN = (
    r"(?:will|shall|should|must|is to|are to|plans? to|planned|aims? to|intends? to|the goal is to|is expected to"
    r"|going to)"
)
_WHEN_EN = (
    r"(?:by|in|before|during|the year|until|(?:the )?(?:spring|summer|autumn|end) of|january|february|march|april"
    r"|may|june"
    r"|july|august|september|october|november|december)"
)
PLAN_EN = re.compile(
    rf"\b{_PLANS_EN}\b(?P<what>(?:(?!\b{_PLANS_EN}\b)[^.!?])*?)\b{_WHEN_EN} (?P<year>20\d\d)\b(?!s| ?[–-] ?\d)",
    re.IGNORECASE,
)
PLAN_YEAR_FIRST_EN = re.compile(
    rf"(?<!from )(?<!since )\b(?:by|in|before|during) (?P<year>20\d\d),? [^.!?]{{0,60}}?\b{_PLANS_EN}\b",
    re.IGNORECASE,
)
LOOKS_BACK_EN = re.compile(
    r"\b(?:compared|than|from|since|which|that|who|base year|like|as it was)\b",
    re.IGNORECASE,
)
# The year that follows is one to compare with, or of something already done.
LOOKS_BACK = re.compile(r"\b(?:jämfört|än|från|sedan|som|basår\w*|antog\w*|beslut\w*)\b", re.IGNORECASE)
SINCE = re.compile(
    r"\b(?:allt)?sedan (?:(?:början|mitten|slutet) (?:av|på) )?(1\d\d0|20\d0|\d0)-talet\b", re.IGNORECASE
)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", html))).strip()


# A start page reads every text of the site, and the texts are the same from one reader to the next.
@lru_cache(maxsize=2048)
def sentences(html: str) -> tuple[str, ...]:
    """The sentences of a text. A heading or an item of a list is one even without a full stop."""
    blocks = map(plain, BLOCK.split(html))
    return tuple(sentence for block in blocks for sentence in SENTENCE.split(block) if sentence)


@lru_cache(maxsize=2048)
def past_plans(html: str, year_now: int, language: str = "sv") -> tuple[tuple[int, str], ...]:
    """(year, sentence) of what is told as yet to come although the year has passed."""
    years_of = _planned_years if language == "sv" else _planned_in_english
    return tuple(
        (int(year), sentence)
        for sentence in sentences(html)
        for year in dict.fromkeys(years_of(sentence))
        if int(year) < year_now
    )


def decades_that_differ(texts: Sequence[tuple[str, str]], subject: str) -> tuple[str, int] | None:
    """Where texts say "sedan 1960-talet" of the same ``subject`` (a word's beginning) but not the same decade.

    ``texts``: pairs of a page's name and what it says. Gives a remark and the place of the first of them in
    ``texts``, or None where they agree.
    """
    places_by_decade: dict[str, list[int]] = {}
    for place, (_page, html) in enumerate(texts):
        for sentence in sentences(html):
            if re.search(rf"\b{re.escape(subject)}", sentence, re.IGNORECASE):
                for decade in SINCE.findall(sentence):
                    places_by_decade.setdefault(decade if len(decade) == 4 else f"19{decade}", []).append(
                        place
                    )
    if len(places_by_decade) < 2:
        return None
    decades = "; ".join(
        _("%(decade)s-talet (%(pages)s)")
        % {"decade": decade, "pages": ", ".join(dict.fromkeys(texts[place][0] for place in places))}
        for decade, places in sorted(places_by_decade.items())
    )
    remark = _("Texterna är inte överens om sedan när: %(each)s.") % {"each": decades}
    return remark, min(place for places in places_by_decade.values() for place in places)


def _planned_years(sentence: str) -> list[str]:
    forward = [match["year"] for match in PLAN.finditer(sentence) if not LOOKS_BACK.search(match["what"])]
    return [*forward, *(match["year"] for match in PLAN_YEAR_FIRST.finditer(sentence))]


def _planned_in_english(sentence: str) -> list[str]:
    if re.search(r"\b(?:would have|was to|were to|had planned)\b", sentence, re.IGNORECASE):
        return []
    forward = [
        match["year"] for match in PLAN_EN.finditer(sentence) if not LOOKS_BACK_EN.search(match["what"])
    ]
    decided = re.search(r"\b(?:decided|adopted|began|started)\b", sentence, re.IGNORECASE)
    return [*forward, *(match["year"] for match in PLAN_YEAR_FIRST_EN.finditer(sentence) if not decided)]
