"""The ladder: two hundred series drawn by hand, every rung and every pair of neighbours."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagesbild.assessment import (
    Break,
    Direction,
    Method,
    Point,
    Reference,
    ReferenceKind,
    Rule,
    Text,
    judge,
)
from lagesbild.assessment.answer import LADDER
from lagesbild.assessment.answer_words import (
    ANSWER_LABELS,
    PROMISES,
    SIGNS,
    TURNABLE,
    WORST_FIRST,
    AnswerCode,
    legend_label,
    plain_label,
    sign_key,
)
from lagesbild.assessment.recent_reason import recent_sentence

from .drawing import PERCENT
from .ladder_drawings import DRAWINGS
from .ladder_sentences import IN_ENGLISH, SENTENCES

WAYS = {"up": Direction.UP, "down": Direction.DOWN, "none": Direction.NONE, "hold": Direction.HOLD}
KINDS = {"t": "target", "g": "global", "r": "guideline", "l": "limit", "b": "baseline"}
YEAR_NOW = 2026


def drawn(line, unit=PERCENT):
    """The verdict on one line of the drawings: ``code way aims now | first year: values``."""
    head, series_words = line.split("|")
    _code, way, *words = head.split()
    rule = {"references": []}
    year_now = YEAR_NOW
    for word in words:
        key, value = word[0], word[1:]
        if key == "n":
            year_now = int(value)
        elif key == "s":
            rule["small_change"] = float(value)
        elif key == "c":
            rule["cycle_years"] = int(value)
        else:
            rule["references"].append(aim(key, value))
    points, breaks = values_of(series_words)
    decimals = max((len(number.partition(".")[2]) for number in series_words.split()), default=0)
    return judge(
        points, Rule(WAYS[way], unit=unit, breaks=breaks, decimals=decimals, **rule), year_now=year_now
    )


def aim(key, words):
    value, _, year = words.partition("/")
    names = {"t": "Målvärde", "g": "Världens mål", "r": "Riktvärde", "l": "Gräns", "b": "Utgångsår"}
    return Reference(KINDS[key], Text(names[key]), float(value), int(year) if year else None)


def values_of(words):
    """``2015: 50 - x52 / 60``: a year without a value, an extrapolated one, and a break before the next year."""
    first, _, values = words.partition(":")
    year, points, breaks = int(first or 0), [], []
    for word in values.split():
        if word == "/":
            breaks.append(Break(year))
            continue
        if word != "-":
            flag = {"x": "extrapolated", "p": "preliminary"}.get(word[0], "")
            points.append(Point(year, float(word.lstrip("xp")), flag))
        year += 1
    return points, breaks


LINES = [line for line in DRAWINGS.strip().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", LINES, ids=str)
def test_the_series_drawn_by_hand(line):
    assert drawn(line).answer.code == line.split()[0]


def test_there_are_two_hundred_of_them_and_every_rung_is_there():
    assert len(LINES) >= 200
    assert {line.split()[0] for line in LINES} == set(AnswerCode)
    assert [line for line, _sentence in SENTENCES] == LINES


@pytest.mark.parametrize(("line", "sentence"), SENTENCES)
def test_the_sentences(line, sentence):
    answer = drawn(line).answer
    assert answer.code == line.split()[0]
    assert answer.sentence.sv.replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(("line", "sentence"), IN_ENGLISH)
def test_the_sentences_in_english(line, sentence):
    assert drawn(line).answer.sentence.en.replace("\u00a0", " ") == sentence


def test_every_pair_of_neighbours_is_drawn():
    codes = [code for code, _fits in LADDER]
    assert codes == list(AnswerCode)
    assert all((upper, lower) in NEIGHBOURS for upper, lower in pairwise(codes))


# For every two rungs that follow each other: a series on the upper one, and the same changed as little as it takes
# for the lower.
NEIGHBOURS = {
    ("none", "not_judged"): ("none | 2020:", "none | 2020: 5"),
    ("not_judged", "outside"): ("none l40 | 2020: 41", "down l40 | 2020: 41"),
    ("outside", "slipping"): (
        "up t60 l70 | 2014: 76 75 74 73 72 71 70 69 68 67",
        "up t60 | 2014: 76 75 74 73 72 71 70 69 68 67",
    ),
    ("slipping", "reached"): (
        "up t66.5/2030 | 2014: 76 75 74 73 72 71 70 69 68 67",
        "up t60/2030 | 2014: 76 75 74 73 72 71 70 69 68 67",
    ),
    ("reached", "lost"): ("up t60/2020 | 2018: 58 59 61 62 60", "up t60/2020 | 2018: 58 59 61 62 59"),
    ("lost", "missed"): ("up t60/2020 | 2018: 58 59 61 62 59", "up t60/2020 | 2018: 58 59 59 62 59"),
    ("missed", "overdue"): ("up t60/2022 | 2018: 58 59 59 58 59", "up t60/2023 | 2018: 58 59 59 58 59"),
    ("overdue", "unmet_unknown"): ("up t60/2025 | 2022: 58 59", "up t60/2026 | 2022: 58 59"),
    ("unmet_unknown", "wrong_way"): (
        "up t60/2030 | 2018: 50 49 48 47",
        "up t60/2030 | 2018: 50 49 48 47 46",
    ),
    ("wrong_way", "unmet_better"): (
        "down t40/2030 | 2018: 50 51 52 53 54",
        "up t60/2030 | 2018: 50 51 52 53 54",
    ),
    ("unmet_better", "unmet_unclear"): (
        "up t60/2030 | 2018: 50 51 52 53 54",
        "up t60/2030 | 2018: 50 52 51 53 54",
    ),
    ("unmet_unclear", "in_time"): (
        "up t60/2030 | 2018: 50 53 51 54 52 55",
        "up t60/2040 | 2018: 50 51 52 53 54 55 56",
    ),
    ("in_time", "too_slow"): (
        "up t62/2030 | 2018: 50 51 52 53 54 55 56",
        "up t63/2030 | 2018: 50 51 52 53 54 55 56",
    ),
    ("too_slow", "stalled"): (
        "up t63/2030 | 2018: 50 51 52 53 54 55 56",
        "up t93/2030 | 2018: 50 52 50 52 50 52 50 52",
    ),
    ("stalled", "uncertain"): (
        "up t93/2030 | 2018: 50 52 50 52 50 52 50 52",
        "up t54/2030 | 2018: 50 52 50 52 50 52 50 52",
    ),
    ("uncertain", "within_nearing"): (
        "down t20/2030 l60 | 2014: 30 50 30 50 32 48 32 50",
        "down l60 | 2014: 48 49 50 51 52 53 54 55",
    ),
    ("within_nearing", "within"): (
        "down l60 | 2014: 48 49 50 51 52 53 54 55",
        "down l70 | 2014: 48 49 50 51 52 53 54 55",
    ),
    ("within", "one"): ("down l70 | 2020: 55", "down | 2020: 55"),
    ("one", "few"): ("down | 2020: 55", "down | 2020: 55 54"),
    ("few", "better"): ("down | 2020: 55 54 53 52", "down | 2020: 55 54 53 52 51"),
    ("better", "worse"): ("down | 2020: 55 54 53 52 51", "up | 2020: 55 54 53 52 51"),
    ("worse", "no_clear_change"): ("up | 2020: 55 54 53 52 51", "up | 2020: 55 54 53 51 52"),
}


@pytest.mark.parametrize("pair", NEIGHBOURS, ids="-".join)
def test_neighbours(pair):
    upper, lower = NEIGHBOURS[pair]
    assert (drawn(f"x {upper}").answer.code, drawn(f"x {lower}").answer.code) == pair


# What stands beside, and is no promise.


def test_a_global_target_is_told_beside_and_is_no_promise():
    answer = drawn("few up g30/2030 | 2014: 3.5 - - - - - - - - 3.7").answer

    assert (answer.code, answer.target, answer.is_promise) == ("few", None, False)
    assert answer.beside.sv.replace("\u00a0", " ") == (
        "Världens mål: 30 % till 2030. Det är inte nått, och kommunen har inte tagit det som sitt eget mål."
    )


def test_a_guideline_is_told_beside_the_limit():
    answer = drawn("within down l40 r15 | 2017: 20 18 15.7").answer

    assert answer.sentence.sv.replace("\u00a0", " ") == "2019 var värdet 15,7 %, inom gränsen på högst 40 %."
    assert answer.beside.sv.replace("\u00a0", " ") == "Riktvärde: 15 %. Det klaras inte."


def test_its_own_target_with_the_next_year_is_the_promise():
    answer = drawn("unmet_unknown up g90/2030 t70/2020 t80/2035 t75/2028 t60 | 2022: 50 51").answer
    assert (answer.target.value, answer.target.year) == (75, 2028)


def test_else_the_last_that_has_passed_else_one_without_a_year():
    assert drawn("missed up t70/2018 t80/2020 t60 | 2022: 50 51").answer.target.year == 2020
    assert drawn("unmet_unknown up t60 | 2022: 50 51").answer.target.year is None


# Words.


def test_a_turn_is_part_of_the_word_where_there_is_no_promise():
    answer = drawn("better up | 2006: 10 13 14 17 18 21 22 25 26 29 30 33 34 33 31").answer

    assert answer.label.sv == "Bättre sedan 2006, men vände 2018"
    assert answer.label.en == "Better since 2006, but turned in 2018"
    assert answer.sign_key == "better_turned"


def test_a_sure_change_that_is_small_in_its_field_is_barely_changed():
    answer = drawn("better up s1 | 2015: 80.1 80.2 80.3 80.4 80.5 80.6").answer

    assert answer.label.sv == "Knappt ändrat sedan 2015"
    assert answer.sentence.sv.replace("\u00a0", " ") == (
        "Värdet har ökat sedan 2015, men så lite att det knappt märks: från 80,1 till 80,6 % 2020. Mer är bättre."
    )


def test_a_large_rise_of_years_that_resemble_each_other_is_not_called_standing_still():
    answer = drawn("x up | 2015: 4.3 4.0 5.4 6.3 7.3 20.2 33.4 49.5 42.9 41.6").answer
    promise = drawn("x up t90/2030 | 2012: 10 10.2 10.2 10.4 10.3 10.2 10.2 10.5 11 11.3 11.8 11.8").answer

    assert (answer.code, promise.code) == ("no_clear_change", "stalled")
    assert answer.sentence.sv.replace("\u00a0", " ") == (
        "Värdet har för det mesta ökat sedan 2015, då det var 4,3 %, men varje år liknar året före så mycket att det "
        "inte säkert säger vart det är på väg. 2024 var värdet 41,6 %."
    )
    assert "stått still" not in promise.sentence.sv


def test_words_of_the_legend_have_no_year():
    assert legend_label("better_turned").sv == "Bättre sedan ÅÅÅÅ, men vände ÅÅÅÅ"
    assert legend_label("overdue").en == "Target year passed, last measured YYYY"
    assert plain_label(AnswerCode.BETTER).sv == "Bättre"


def test_every_code_has_its_own_shape_and_only_what_is_unknown_shares_a_colour():
    shapes = [sign.shape for sign in SIGNS.values()]
    assert len(set(shapes)) == len(shapes)
    assert set(SIGNS) == {sign_key(code, turned) for code in AnswerCode for turned in (None, 2020)}
    colours = {}
    for key, sign in SIGNS.items():
        colours.setdefault(sign.colour, set()).add(key.removesuffix("_turned"))
    assert [keys for keys in colours.values() if len(keys) > 1] == [{"none", "not_judged", "one", "few"}]


def test_every_code_has_its_words_and_its_place_from_worst_to_best():
    assert set(ANSWER_LABELS) == set(AnswerCode) == set(WORST_FIRST)
    assert len(WORST_FIRST) == len(AnswerCode)
    assert not set(PROMISES) & set(TURNABLE)


# Of any series.

FORBIDDEN = re.compile(
    r"None|[{}]|  |\.\.|−0(?![,.\d])|\b0,0{3,}\b|\d[.,]\d{6,}|(?<!\S)(\S+) till \1(?!\S)|(?<!\S)(\S+) to \2(?!\S)"
)
NUMBER = re.compile(r"\d[\d\u00a0,.]*")
REFERENCES = st.lists(
    st.builds(
        Reference,
        st.sampled_from([kind for kind in ReferenceKind if kind is not ReferenceKind.BASELINE]),
        st.just(Text("Mål", "Target")),
        st.one_of(st.integers(-20, 20), st.floats(-1e13, 1e13)),
        st.sampled_from([None, 2005, 2012, 2030, 2050]),
    ),
    max_size=3,
)
VALUES = st.lists(
    st.one_of(st.none(), st.integers(-9, 9), st.floats(-1e13, 1e13), st.floats(-1e-6, 1e-6)), max_size=15
)


@settings(max_examples=300, deadline=None)
@given(VALUES, REFERENCES, st.sampled_from(list(Direction)), st.sampled_from([None, 2026]), st.booleans())
def test_any_series_gets_one_answer_in_readable_words(values, references, direction, year_now, rising):
    if rising:
        values = sorted(value for value in values if value is not None)
    points = [Point(2000 + place, value) for place, value in enumerate(values) if value is not None]
    answer = judge(points, Rule(direction, unit=PERCENT, references=references), year_now=year_now).answer

    assert answer.code in AnswerCode
    assert answer.sentence.sv.endswith(".") and answer.sentence.en.endswith(".")
    for text in (answer.sentence, answer.label, answer.beside):
        assert_readable(text)


@settings(max_examples=400, deadline=None)
@given(
    VALUES,
    REFERENCES,
    st.sampled_from(list(Direction)),
    st.sampled_from(list(Method)),
    st.sampled_from([None, 2026]),
    st.booleans(),
)
def test_the_reasons_of_any_series_are_readable(values, references, direction, method, year_now, rising):
    if rising:
        values = sorted(value for value in values if value is not None)
    points = [Point(2000 + place, value) for place, value in enumerate(values) if value is not None]
    rule = Rule(direction, method, unit=PERCENT, references=references)
    verdict = judge(points, rule, year_now=year_now)

    statuses = [status.why for status in verdict.statuses]
    for text in (verdict.trend.why, verdict.pace.why, recent_sentence(verdict, rule, year_now), *statuses):
        assert_readable(text)


def assert_readable(text: Text) -> None:
    """At most five numbers in a sentence, and none that nobody reads."""
    for words in (text.sv, text["en"]):
        assert not FORBIDDEN.search(words), words
        assert all(len(NUMBER.findall(sentence)) <= 5 for sentence in words.split(". ")), words


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=14),
    st.integers(-3, 15),
    st.sampled_from([None, 2015, 2030]),
)
def test_what_each_answer_promises(values, target, year):
    """Green only for promises kept or on their way; too slow never of what stands still or moves away."""
    points = [Point(2005 + place, value) for place, value in enumerate(values)]
    rule = Rule(Direction.UP, references=[Reference("target", Text("Mål"), target, year)])
    verdict = judge(points, rule, year_now=2020)
    code, latest = verdict.answer.code, values[-1]

    assert (code in ("reached", "slipping")) == (latest >= target)
    if code in ("in_time", "unmet_better"):
        assert verdict.trend.word == "improving"
    if code == "in_time":
        assert verdict.pace.word == "on_track"
    if code == "too_slow":
        assert verdict.trend.word != "worsening" and values[-1] < target
    if code == "wrong_way":
        assert verdict.trend.word == "worsening"
