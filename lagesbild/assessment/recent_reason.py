"""The recent years in words: the last change, whether it was unusual, records, and what hangs on the last value."""

from lagesbild.assessment.answer_numbers import readable, readable_change
from lagesbild.assessment.numerals import is_share
from lagesbild.assessment.recent_years import RecentYears
from lagesbild.assessment.rule import Rule
from lagesbild.assessment.trend import Trend, word_of
from lagesbild.assessment.verdict import Verdict, judge_in_order
from lagesbild.assessment.words import NO_TEXT, Text, TrendWord

_CLAIMS = (TrendWord.IMPROVING, TrendWord.WORSENING)
_LEAST_TO_JUDGE = 6
_MANY_TIMES = 1000
"""From a thousand per cent on a change is told by its two values."""


def recent_sentence(verdict: Verdict, rule: Rule, year_now: int | None = None) -> Text:
    """What the last years say, in a few sentences; empty with fewer than three values."""
    recent, trend = verdict.recent, verdict.trend
    if recent is None:
        return NO_TEXT
    return Text.sentences(
        _change(recent, rule, verdict.decimals),
        _record(recent, trend),
        _run(recent),
        _hangs_on_the_last(verdict, rule, year_now),
    )


def is_told_in_per_cent(recent: RecentYears, rule: Rule) -> bool:
    """Whether the last change is one in per cent: where values are amounts, and it is not too many times."""
    percent = recent.change.percent
    amounts = percent is not None and all(point.value > 0 for point in recent.points)
    return amounts and not is_share(rule.unit) and abs(percent) < _MANY_TIMES


def _change(recent: RecentYears, rule: Rule, decimals: int) -> Text:
    change = recent.change
    parts = {"year": change.to_year, "before": change.from_year}
    if change.absolute == 0:
        return _SAME.fill(**parts)
    template = _UNUSUAL if change.unusual else _CHANGED
    way = _HIGHER if change.absolute > 0 else _LOWER
    return template.fill(way=way, change=_size(recent, rule, decimals), **parts)


def _size(recent: RecentYears, rule: Rule, decimals: int) -> Text:
    """In per cent where values are amounts, else in the unit; per cent in percentage points."""
    change = recent.change
    if is_told_in_per_cent(recent, rule):
        places = 0 if abs(change.percent) >= 1 else 1
        return readable(abs(change.percent), places, PER_CENT)
    return readable_change(abs(change.absolute), decimals, rule.unit)


def _record(recent: RecentYears, trend: Trend) -> Text:
    record = recent.record
    if record is None or (not record.ever and recent.change.to_year - record.since <= 2):
        return NO_TEXT
    end = _HIGHEST if record.direction > 0 else _LOWEST
    # What lies before a break or the start is not looked through: measurements may be older.
    ever = record.ever and not trend.left_out
    return (_EVER if ever else _SINCE).fill(end=end, since=record.since)


def _run(recent: RecentYears) -> Text:
    if recent.run_years < 2 or not recent.years_other_way:
        return NO_TEXT
    way = _RISEN if recent.run_direction > 0 else _FALLEN
    return _OTHER_WAY.fill(years=recent.years_other_way, way=way)


def _hangs_on_the_last(verdict: Verdict, rule: Rule, year_now: int | None) -> Text:
    recent, trend = verdict.recent, verdict.trend
    year = recent.change.to_year
    if recent.turn and not recent.turn_without_last:
        return _TURN_HANGS.fill(year=year)
    if trend.word not in _CLAIMS or len(trend.used) < _LEAST_TO_JUDGE:
        return NO_TEXT
    if word_of(trend.used[:-1], rule) == trend.word:
        return NO_TEXT
    earlier = judge_in_order(trend.used[:-1], rule, year_now).answer
    if earlier.code is verdict.answer.code:
        return NO_TEXT
    return _ANSWER_HANGS.fill(
        year=year, answer=Text(_lowered(earlier.label.sv), _lowered(earlier.label["en"]))
    )


def _lowered(words: str) -> str:
    return words[0].lower() + words[1:]


PER_CENT = Text("%", "%")
_HIGHER, _LOWER = Text("högre", "higher"), Text("lägre", "lower")
_RISEN, _FALLEN = Text("ökat", "risen"), Text("minskat", "fallen")
_HIGHEST, _LOWEST = Text("högsta", "highest"), Text("lägsta", "lowest")
_SAME = Text("{year} var värdet detsamma som {before}.", "In {year} the value was the same as in {before}.")
_CHANGED = Text(
    "{year} var värdet {change} {way} än {before}.",
    "In {year} the value was {change} {way} than in {before}.",
)
_UNUSUAL = Text(
    "{year} var värdet {change} {way} än {before}, en större ändring än vanligt.",
    "In {year} the value was {change} {way} than in {before}, a larger change than usual.",
)
_EVER = Text(
    "Det är det {end} sedan mätningarna började {since}.",
    "It is the {end} since measurements began in {since}.",
)
_SINCE = Text("Det är det {end} sedan {since}.", "It is the {end} since {since}.")
_OTHER_WAY = Text(
    "Det har {way} i {years} år, mot riktningen i hela perioden.",
    "It has {way} for {years} years, against the direction of the whole period.",
)
_TURN_HANGS = Text(
    "Att det har vänt hänger på värdet för {year}.", "That it has turned hangs on the value for {year}."
)
_ANSWER_HANGS = Text(
    "Svaret hänger på värdet för {year}: utan det hade det varit ”{answer}”.",
    "The answer hangs on the value for {year}: without it it would have been “{answer}”.",
)
