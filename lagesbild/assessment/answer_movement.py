"""How a series has moved, in the words of an answer: past tense, and no slope that sounds like a forecast."""

from math import ceil

from lagesbild.assessment.answer_grounds import AnswerGrounds
from lagesbild.assessment.answer_numbers import readable, readable_beside, readable_change
from lagesbild.assessment.answer_words import HOW_MANY
from lagesbild.assessment.fitted_line import Arrival, ArrivalKind
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.words import NO_TEXT, Text

_FAR = 100
"""Arrivals further off than this many years are not given as a year: nobody knows that."""


def movement(grounds: AnswerGrounds, *, unclear: bool = False) -> Text:
    """Which way it has gone, where that is claimed; with ``unclear`` also that it is not. With a turn."""
    if grounds.too_few:
        return NO_TEXT
    return Text.sentences(_movement(grounds, unclear), reversal(grounds))


def _movement(grounds: AnswerGrounds, unclear: bool) -> Text:
    trend = grounds.trend
    if grounds.improving or grounds.worsening:
        return (_RIGHT_WAY if grounds.improving else _WRONG_WAY).fill(since=trend.since)
    if not unclear:
        return NO_TEXT
    if grounds.way_but_for_likeness:
        return _like_years(grounds)
    constant = len({point.value for point in trend.used}) == 1
    return (_THE_SAME if constant else _NEITHER).fill(since=trend.first_year)


def _like_years(grounds: AnswerGrounds) -> Text:
    """That it has gone one way, though years resemble each other too much for that to be sure."""
    first, latest = grounds.trend.used[0], grounds.latest.point
    return _LIKE_YEARS.fill(
        moved=_moved(grounds.way_but_for_likeness),
        since=first.year,
        first=readable_beside(first.value, latest.value, grounds.decimals, grounds.rule.unit),
    )


def astray(grounds: AnswerGrounds, *, alone: bool = False) -> Text:
    """The wrong way that it has gone, as a clause; ``alone`` as a sentence, empty where it has not."""
    if grounds.turn and grounds.turn.slope in tuple(grounds.moving_paces):
        clause = _TURNED_CLAUSE.fill(turned=grounds.turn.year, moved=_moved(grounds.turn.slope))
    elif any(grounds.moving_paces):
        clause = _ASTRAY_CLAUSE.fill(since=grounds.trend.first_year, moved=_moved(grounds.trend.slope))
    else:
        return NO_TEXT
    return _BUT.fill(clause=clause) if alone else clause


def reversal(grounds: AnswerGrounds) -> Text:
    """The turn, in a sentence; empty without one."""
    if not grounds.turn:
        return NO_TEXT
    return _TURNED.fill(turned=grounds.turn.year, moved=_moved(grounds.turn.slope))


def came_from(grounds: AnswerGrounds) -> Text:
    """From what to what a series that has surely moved has moved, and which is better."""
    trend, unit, decimals = grounds.trend, grounds.rule.unit, grounds.decimals
    first, latest = trend.used[0].value, grounds.value
    against = (latest - first) * trend.slope < 0
    template = _MAINLY if against or latest == first else _BARELY if grounds.barely_changed else _FROM_TO
    return Text.sentences(
        template.fill(
            moved=_moved(trend.slope),
            since=trend.since,
            first=readable_beside(first, latest, decimals, NO_TEXT if template is not _MAINLY else unit),
            latest=readable_beside(latest, first, decimals, unit),
            year=grounds.latest.point.year,
        ),
        _HIGHER if grounds.rule.direction is Direction.UP else _LOWER,
    )


def ends(grounds: AnswerGrounds) -> Text:
    """What is known where measurements are few: how many there are, and their ends."""
    used = grounds.trend.used or (grounds.latest.point,)
    unit, decimals = grounds.rule.unit, grounds.decimals
    first, latest = used[0], used[-1]
    if len(used) == 1:
        template = _ONE_SINCE if grounds.trend.left_out else _ONE
        return template.fill(latest=readable(latest.value, decimals, unit), year=latest.year)
    parts = {
        "n": HOW_MANY.get(len(used), Text(str(len(used)))),
        "span": _span(latest.year - first.year),
        "year": latest.year,
    }
    if first.value == latest.value:
        return _SAME_ENDS.fill(latest=readable(latest.value, decimals, unit), **parts)
    return _ENDS.fill(
        first=readable_beside(first.value, latest.value, decimals, NO_TEXT),
        latest=readable_beside(latest.value, first.value, decimals, unit),
        **parts,
    )


def _span(years: int) -> Text:
    return _A_YEAR if years == 1 else _YEARS.fill(years=years)


def arrival(grounds: AnswerGrounds) -> Text:
    """When the line reaches the target: a year between two, or that it cannot be said."""
    reached, year = grounds.arrival, grounds.latest.point.year
    if reached is None or reached.kind is ArrivalKind.CANNOT_BE_SAID:
        return _CANNOT_BE_SAID
    earliest = max(_whole(reached.earliest), year + 1)
    if earliest - year > _FAR:
        return _FAR_OFF
    return _arrival_range(reached, earliest, year)


def _arrival_range(reached: Arrival, earliest: int, year: int) -> Text:
    if reached.latest is None or reached.latest - year > _FAR or reached.middle is None:
        return _EARLIEST.fill(earliest=earliest)
    middle, latest = max(_whole(reached.middle), year + 1), _whole(reached.latest)
    if earliest >= latest:
        return _ABOUT.fill(middle=middle)
    return _BETWEEN.fill(middle=middle, earliest=earliest, latest=latest)


def _whole(arrival_year: float) -> int:
    # The first whole year at the target: rounding down would promise a year too early. The small step back
    # keeps 2030.0000000001 from becoming 2031.
    return ceil(arrival_year - 1e-9)


def pace_share(grounds: AnswerGrounds) -> Text:
    """How much of the pace that the target has needed there has been, from the first value on, in words."""
    first, latest, target = grounds.trend.used[0], grounds.latest.point, grounds.target
    needed = (target.value - first.value) / (target.year - first.year)
    if latest.year <= first.year or needed * grounds.rule.direction <= 0:
        return _NOT_ENOUGH
    share = (latest.value - first.value) / (latest.year - first.year) / needed
    if share <= _SHARES[0][0]:
        return _NEARLY_NONE
    if share >= 1:
        return _ENOUGH_BUT
    return _PART.fill(part=min(_SHARES, key=lambda part: abs(part[0] - share))[1])


def recent_pace(grounds: AnswerGrounds) -> Text:
    """What the value has changed a year of late, where the whole period's pace would soon pass zero."""
    if grounds.recent_pace is None:
        return NO_TEXT
    since, pace = grounds.recent_pace
    if pace == 0:
        return _STILL_OF_LATE.fill(since=since)
    change = readable_change(abs(pace), grounds.decimals + 1, grounds.rule.unit)
    return _OF_LATE.fill(since=since, moved=_moved(pace), change=change)


def _moved(slope: float) -> Text:
    return _RISEN if slope > 0 else _FALLEN


_RISEN, _FALLEN = Text("ökat", "risen"), Text("minskat", "fallen")
_HIGHER, _LOWER = Text("Mer är bättre.", "More is better."), Text("Mindre är bättre.", "Less is better.")
_RIGHT_WAY = Text(
    "Värdet har gått åt rätt håll sedan {since}.", "The value has gone in the right direction since {since}."
)
_WRONG_WAY = Text(
    "Värdet har gått åt fel håll sedan {since}.", "The value has gone in the wrong direction since {since}."
)
_NEITHER = Text(
    "Värdet har varken ökat eller minskat tydligt sedan {since}.",
    "The value has neither risen nor fallen clearly since {since}.",
)
_THE_SAME = Text("Värdet har varit detsamma sedan {since}.", "The value has been the same since {since}.")
_LIKE_YEARS = Text(
    "Värdet har för det mesta {moved} sedan {since}, då det var {first}, men varje år liknar året före så mycket att "
    "det inte säkert säger vart det är på väg.",
    "The value has mostly {moved} since {since}, when it was {first}, but each year resembles the one before so much "
    "that it does not surely say where it is going.",
)
_ASTRAY_CLAUSE = Text("värdet har {moved} sedan {since}", "the value has {moved} since {since}")
_TURNED_CLAUSE = Text(
    "värdet vände {turned} och har {moved} sedan dess",
    "the value turned in {turned} and has {moved} since then",
)
_BUT = Text("Men {clause}.", "But {clause}.")
_TURNED = Text(
    "Det vände {turned}: sedan dess har värdet {moved}.",
    "It turned in {turned}: since then the value has {moved}.",
)
_FROM_TO = Text(
    "Värdet har {moved} sedan {since}, från {first} till {latest} {year}.",
    "The value has {moved} since {since}, from {first} to {latest} in {year}.",
)
_BARELY = Text(
    "Värdet har {moved} sedan {since}, men så lite att det knappt märks: från {first} till {latest} {year}.",
    "The value has {moved} since {since}, but hardly enough to notice: from {first} to {latest} in {year}.",
)
_MAINLY = Text(
    "Värdet har för det mesta {moved} sedan {since}, då det var {first}, även om det var {latest} {year}.",
    "The value has mostly {moved} since {since}, when it was {first}, although it was {latest} in {year}.",
)
_ONE = Text("En mätning: {latest} {year}.", "One measurement: {latest} in {year}.")
_ONE_SINCE = Text(
    "En mätning som går att räkna med: {latest} {year}.",
    "One measurement that can be counted: {latest} in {year}.",
)
_A_YEAR, _YEARS = Text("ett år", "a year"), Text("{years} år", "{years} years")
_ENDS = Text(
    "{n} mätningar: från {first} till {latest} på {span}, till {year}.",
    "{n} measurements: from {first} to {latest} in {span}, up to {year}.",
)
_SAME_ENDS = Text(
    "{n} mätningar på {span}, till {year}: {latest} både först och sist.",
    "{n} measurements in {span}, up to {year}: {latest} both first and last.",
)
_BETWEEN = Text(
    "I den takten nås målet omkring {middle}, tidigast {earliest} och senast {latest}.",
    "At that pace the target is reached about {middle}, {earliest} at the earliest and {latest} at the latest.",
)
_ABOUT = Text(
    "I den takten nås målet omkring {middle}.", "At that pace the target is reached about {middle}."
)
_EARLIEST = Text(
    "I den takten nås målet tidigast {earliest}; när, eller om, går inte att säga.",
    "At that pace the target is reached in {earliest} at the earliest; when, or if, cannot be said.",
)
_FAR_OFF = Text(
    "I den takten är målet mer än hundra år bort.",
    "At that pace the target is more than a hundred years off.",
)
_CANNOT_BE_SAID = Text("När målet nås går inte att säga.", "When the target is reached cannot be said.")
_PART = Text(
    "takten har varit ungefär {part} av den som behövs", "the pace has been about {part} of what is needed"
)
_NEARLY_NONE = Text(
    "takten har varit mindre än en tiondel av den som behövs",
    "the pace has been less than a tenth of what is needed",
)
_ENOUGH_BUT = Text(
    "takten har i snitt räckt, men värdena har gått upp och ner för mycket för att lita på det",
    "the pace has been enough on average, but the values have gone up and down too much to rely on it",
)
_NOT_ENOUGH = Text(
    "värdena har gått upp och ner för mycket för att säga något säkert",
    "the values have gone up and down too much to say anything for certain",
)
_OF_LATE = Text(
    "Sedan {since} har det {moved} med {change} om året.", "Since {since} it has {moved} by {change} a year."
)
_STILL_OF_LATE = Text("Sedan {since} har det varit oförändrat.", "Since {since} it has not changed.")
_SHARES = (
    (0.1, Text("en tiondel", "a tenth")),
    (0.2, Text("en femtedel", "a fifth")),
    (0.25, Text("en fjärdedel", "a quarter")),
    (1 / 3, Text("en tredjedel", "a third")),
    (0.5, Text("hälften", "half")),
    (2 / 3, Text("två tredjedelar", "two thirds")),
    (0.75, Text("tre fjärdedelar", "three quarters")),
    (0.9, Text("nio tiondelar", "nine tenths")),
)
