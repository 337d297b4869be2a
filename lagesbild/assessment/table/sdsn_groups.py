"""Goals and areas by the method of SDSN: a goal's score and colour, an area's index and place."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from lagesbild.assessment import sdsn
from lagesbild.assessment.numerals import numeral
from lagesbild.assessment.ranks import places
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.group_answers import first_setting, group_answer, grouped_by, of_indicators
from lagesbild.assessment.table.rows import TableSeries
from lagesbild.assessment.words import Text


def goals(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """One answer per area and goal, called ``area / goal``: score, colour, how many indicators it rests on."""
    members = {column: _members(series, column) for column in ("global_set", "oecd_set")}
    in_goal = grouped_by(_one_per_indicator(series), "goal")
    answers = []
    for area, of_area in grouped_by(series, "area").items():
        colouring = members["oecd_set" if any(member.settings.oecd for member in of_area) else "global_set"]
        by_goal = grouped_by(of_area, "goal")
        for goal, indicators in in_goal.items():
            expected = sum(member.settings.indicator in colouring for member in indicators)
            here = by_goal.get(goal, [])
            scores = _scores(of_indicators(here, members["global_set"]))
            answers.append(
                _goal(f"{area} / {goal}", scores, _scale(of_indicators(here, colouring)), expected)
            )
    return answers


def index(series: Sequence[TableSeries], method: TableMethod) -> list[MethodAnswer]:
    """One answer per area: the index as score and the place as verdict; ``n`` counts its own goals."""
    own_scores, ranked = _own_and_ranked(series)
    fills = _fills(series, ranked) if method is TableMethod.SDSN_INDEX else {}
    return _indices(method, own_scores, ranked, fills)


def index_of_goals(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """:func:`index` from ready scores: each series is a goal's. Ranked are all but those with ranked = no."""
    by_area = grouped_by(series, "area")
    own_scores = {
        area: {member.settings.goal: member.latest.value for member in of_area if member.latest}
        for area, of_area in by_area.items()
    }
    ranked = {
        area: own for area, own in own_scores.items() if first_setting(by_area[area], "ranked") is not False
    }
    return _indices(TableMethod.SDSN_INDEX_GOALS, own_scores, ranked, _fills(series, ranked))


def goals_filled(series: Sequence[TableSeries]) -> list[MethodAnswer]:
    """One answer per ranked area and goal, called ``area / goal``: its own score, else the mean of its region."""
    own_scores, ranked = _own_and_ranked(series)
    fills = _fills(series, ranked)
    every = [goal for goal in grouped_by(series, "goal") if any(goal in own for own in own_scores.values())]
    return [
        _goal_filled(f"{area} / {goal}", own.get(goal), fills[area].get(goal))
        for area, own in ranked.items()
        for goal in every
    ]


def _own_and_ranked(
    series: Sequence[TableSeries],
) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Area → its own goal scores, and the same of those areas that are ranked."""
    indicators = _members(series, "global_set")
    by_area = grouped_by(series, "area")
    own_scores = {area: _goal_scores(of_indicators(of_area, indicators)) for area, of_area in by_area.items()}
    return own_scores, {area: own_scores[area] for area in _ranked(by_area, indicators)}


def _goal_filled(name: str, own: float | None, regional: float | None) -> MethodAnswer:
    method = TableMethod.SDSN_GOAL_FILLED
    if own is not None:
        return group_answer(name, method, "own", 1, own, None, _OWN)
    if regional is not None:
        return group_answer(name, method, "filled", 0, regional, None, _FILLED)
    return group_answer(name, method, "no_score", 0, None, None, _NO_SCORE)


def _indices(
    method: TableMethod,
    own_scores: Mapping[str, Mapping[str, float]],
    ranked: Mapping[str, Mapping[str, float]],
    fills: Mapping[str, Mapping[str, float]],
) -> list[MethodAnswer]:
    scores = {area: sdsn.index(own, fills.get(area)) for area, own in ranked.items()}
    standing = places({area: score for area, score in scores.items() if score is not None})
    return [
        _index(area, method, scores.get(area), standing.get(area), len(standing), len(own))
        for area, own in own_scores.items()
    ]


def _goal(name: str, scores: Sequence[float], scale: Sequence[Fraction], expected: int) -> MethodAnswer:
    colour = sdsn.goal_colour(scale, expected).value
    why = Text.sentences(_goal_score(len(scores)), _goal_colour(len(scale), expected))
    return group_answer(
        name, TableMethod.SDSN_GOAL, colour, len(scores), sdsn.goal_score(scores), colour, why
    )


def _goal_score(n: int) -> Text:
    return {0: _NO_SCORE, 1: _ONE_SCORE}.get(n, _MEAN_SCORE.fill(n=n))


def _goal_colour(n: int, expected: int) -> Text:
    if expected == 1:
        return _LONE_COLOUR if n else _LONE_GREY
    if not n or 2 * n < expected:
        return _TOO_FEW.fill(n=n, asked=expected)
    return _ONE_COLOUR.fill(asked=expected) if n == 1 else _TWO_WORST.fill(n=n, asked=expected)


def _scores(series: Iterable[TableSeries]) -> list[float]:
    return [
        sdsn.score(member.latest.value, member.settings.lower, member.settings.upper)
        for member in series
        if member.latest and member.settings.lower is not None
    ]


def _scale(series: Iterable[TableSeries]) -> list[Fraction]:
    return [
        sdsn.rescaled(member.latest.value, member.thresholds)
        for member in series
        if member.latest and member.thresholds
    ]


def _goal_scores(series: Sequence[TableSeries]) -> dict[str, float]:
    by_goal = {
        goal: sdsn.goal_score(_scores(of_goal)) for goal, of_goal in grouped_by(series, "goal").items()
    }
    return {goal: score for goal, score in by_goal.items() if score is not None}


def _members(series: Sequence[TableSeries], column: str) -> set[str]:
    """The indicators of a set: all but those said to be outside it."""
    outside = {member.settings.indicator for member in series if getattr(member.settings, column) is False}
    return {member.settings.indicator for member in series} - outside


def _one_per_indicator(series: Iterable[TableSeries]) -> list[TableSeries]:
    return list({member.settings.indicator: member for member in series}.values())


def _ranked(by_area: Mapping[str, Sequence[TableSeries]], indicators: set[str]) -> list[str]:
    """The areas in the index: as the table says, else those with enough of the indicators."""
    ranked = []
    for area, of_area in by_area.items():
        in_index = first_setting(of_area, "ranked")
        present = sum(member.latest is not None for member in of_indicators(of_area, indicators))
        if sdsn.is_ranked(present, len(indicators)) if in_index is None else in_index:
            ranked.append(area)
    return ranked


def _fills(
    series: Sequence[TableSeries], ranked: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Area → what its region gives for the goals it lacks."""
    region_of = {member.settings.area: member.settings.region for member in series}
    members: dict[str, list[Mapping[str, float]]] = {}
    for area, own in ranked.items():
        members.setdefault(region_of[area], []).append(own)
    means = {region: sdsn.regional_means(own) for region, own in members.items()}
    return {area: means[region_of[area]] for area in ranked}


def _index(
    area: str, method: TableMethod, score: float | None, place: int | None, n: int, own: int
) -> MethodAnswer:
    if place is None:
        return group_answer(area, method, "not_ranked", own, None, None, _NOT_IN_INDEX)
    why = (_INDEX_OF_ONE if own == 1 else _INDEX).fill(score=numeral(score, 1), place=place, n=n, own=own)
    return group_answer(area, method, str(place), own, score, None, why)


_NO_SCORE = Text(
    "Inget nyckeltal har ett värde, så det blir ingen poäng.", "No indicator has a value, so no score."
)
_OWN = Text("Målet har en egen poäng.", "The goal has a score of its own.")
_FILLED = Text(
    "Målet saknar egen poäng och får medelvärdet av regionens.",
    "The goal has no score of its own and takes the mean of its region.",
)
_ONE_SCORE = Text(
    "Poängen är den som det enda nyckeltalet med ett värde har.",
    "The score is that of the only indicator with a value.",
)
_MEAN_SCORE = Text(
    "Poängen är medelvärdet av {n} nyckeltals poäng.", "The score is the mean of those of {n} indicators."
)
_TOO_FEW = Text(
    "Färgen är grå: {n} av de {asked} nyckeltalen för färgen har värden.",
    "The colour is grey: {n} of the {asked} indicators that colour it have values.",
)
_LONE_COLOUR = Text("Färgen är det enda nyckeltalets.", "The colour is that of the only indicator.")
_LONE_GREY = Text(
    "Färgen är grå: det enda nyckeltalet saknar värde.",
    "The colour is grey: the only indicator has no value.",
)
_ONE_COLOUR = Text(
    "Färgen är den som det enda nyckeltalet med ett värde har, av {asked} som räknas för färgen.",
    "The colour is that of the only indicator with a value, out of {asked} that colour it.",
)
_TWO_WORST = Text(
    "Färgen kommer av de två sämsta av {n} nyckeltal med värden, av {asked} som räknas för färgen.",
    "The colour comes from the two worst of {n} indicators with values, out of {asked} that colour it.",
)
_INDEX = Text(
    "{score} är plats {place} av {n}; {own} mål har egna värden.",
    "{score} is number {place} of {n}; {own} goals have values of their own.",
)
_INDEX_OF_ONE = Text(
    "{score} är plats {place} av {n}; 1 mål har ett eget värde.",
    "{score} is number {place} of {n}; 1 goal has a value of its own.",
)
_NOT_IN_INDEX = Text(
    "För få av nyckeltalen har värden för att rangordnas.",
    "Too few of the indicators have values to be ranked.",
)
