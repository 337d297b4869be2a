"""Days on a line, drawn on the server as svg.py says: shares of the width, letters in rem, words for all of it.

Bars are what goes on between two days. Lanes hold single days; those of a month that are several become one mark
with their number, so that a phone shows a thousand as well as three.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from lagesbild.website.drawing.names import name_rows
from lagesbild.website.drawing.svg import checked, in_em, per_cent, render

MONTHS = {
    "sv": ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
TODAY = {"sv": "i dag", "en": "today"}
LABEL_WIDTH, MOST_ROWS = 44, 2  # letters that fit across a phone, and rows of them
TEXT_ROW, BAR, MARK, AIR = 1.35, 0.8, 1.5, 0.7  # em: a row of text, a bar, a mark, and what is under them
HEAD, FOOT = 1.5, 2.0  # em: "today" above, months below
MOST_COUNTED = 99


@dataclass(frozen=True)
class Bar:
    """Something that goes on. Without a first or last day it reaches the edge, with a broken outline."""

    label: str
    starts: date | None
    finishes: date | None


@dataclass(frozen=True)
class Lane:
    """Days of one kind."""

    label: str
    days: Sequence[date]


def timeline(
    bars: Sequence[Bar],
    lanes: Sequence[Lane],
    *,
    first: date,
    last: date,
    today: date,
    id: str,
    title: str,
    description: str,
    language: str,
) -> SafeString:
    """Bars and lanes from one day to another, both included. What lies outside is left out or cut at the edge."""
    place = _Place(first, last)
    top, rows = HEAD, []
    for bar in bars:
        drawn, height = _bar(bar, place, top)
        rows, top = [*rows, drawn], top + height
    for lane in lanes:
        drawn, height = _lane(lane, place, top)
        rows, top = [*rows, drawn], top + height
    context = {
        "id": checked(id),
        "title": title,
        "description": description,
        "rows": rows,
        "height": in_em(top + FOOT),
        "floor": in_em(top),
        "ticks": _ticks(place, language),
        "today": place.of(today) if first <= today <= last else "",
        "today_word": TODAY[language],
        "today_anchor": "end" if place.share(today) > 80 else "start",
    }
    return render("timeline.svg", context)


@dataclass(frozen=True)
class _Place:
    first: date
    last: date

    def share(self, day: date) -> float:
        whole = (self.last - self.first).days + 1
        return min(max(100 * (day - self.first).days / whole, 0), 100)

    def of(self, day: date) -> str:
        return per_cent(self.share(day))

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def _words(label: str) -> list[str]:
    rows = name_rows(label, LABEL_WIDTH)
    return rows if len(rows) <= MOST_ROWS else [*rows[: MOST_ROWS - 1], f"{rows[MOST_ROWS - 1][:-1]}…"]


def _bar(bar: Bar, place: _Place, top: float) -> tuple[dict, float]:
    words = _words(bar.label)
    start = place.share(bar.starts or place.first)
    end = place.share((bar.finishes or place.last) + timedelta(days=1))
    at = top + TEXT_ROW * len(words) + 0.2
    has_both_ends = bar.starts and bar.finishes
    drawn = {
        "words": words,
        "top": in_em(top),
        "x": per_cent(start),
        "width": per_cent(max(end - start, 0.6)),
        "y": in_em(at),
        "bar": in_em(BAR),
        "css": "timeline-bar" if has_both_ends else "timeline-bar timeline-open",
        "line": in_em(at + BAR / 2),
    }
    return drawn, TEXT_ROW * len(words) + 0.2 + BAR + AIR


def _lane(lane: Lane, place: _Place, top: float) -> tuple[dict, float]:
    words = _words(lane.label)
    middle = top + TEXT_ROW * len(words) + MARK / 2
    drawn = {
        "words": words,
        "top": in_em(top),
        "line": in_em(middle),
        "marks": [
            {
                "x": place.of(day),
                "y": in_em(middle),
                "count": _count_text(count),
                "many": count > MOST_COUNTED,
            }
            for day, count in _marks(filter(place.holds, lane.days))
        ],
    }
    return drawn, TEXT_ROW * len(words) + MARK + AIR


def _marks(days: Iterable[date]) -> list[tuple[date, int]]:
    """One a month: the day itself where it is alone, else the middle of the month and how many."""
    months = defaultdict(list)
    for day in days:
        months[day.year, day.month].append(day)
    return [
        (theirs[0] if len(theirs) == 1 else theirs[0].replace(day=15), len(theirs))
        for _month, theirs in sorted(months.items())
    ]


def _count_text(count: int) -> str:
    if count > MOST_COUNTED:
        return f"{MOST_COUNTED}+"
    return str(count) if count > 1 else ""


def _ticks(place: _Place, language: str) -> list[dict]:
    """Every month has a line, every quarter its name, every January that of its year."""
    ticks, month = [], place.first.replace(day=1)
    while month <= place.last:
        if place.holds(month):
            is_labelled = month.month % 3 == 1 and place.share(month) < 92
            ticks.append({"x": place.of(month), "text": _month_name(month, language) if is_labelled else ""})
        month = (month + timedelta(days=32)).replace(day=1)
    return ticks


def _month_name(month: date, language: str) -> str:
    return str(month.year) if month.month == 1 else MONTHS[language][month.month - 1]
