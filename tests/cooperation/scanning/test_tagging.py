"""Goals suggested for a text, always with the words that made them."""

import csv
import json
import random

import pytest

from bench import sdg_tags
from lagesbild.cooperation.scanning.tagging import MOST_GOALS, OFFICIAL, scores, stem, suggest
from lagesbild.framework.models import GlobalGoal, GlobalTarget

WATER = "Grants for safe drinking water and sanitation in towns. The projects shall improve water quality and hygiene."


def test_a_goal_is_suggested_with_the_words_that_made_it():
    (water, *_others) = suggest(WATER)
    assert (water.goal, water.share, water.named) == (6, 1.0, False)
    assert "drinking water" in water.words and "water … sanitation" in water.words
    assert water.targets[0].code in ("6.1", "6.2", "6.3")


@pytest.mark.parametrize(
    "text, goal",
    [
        ("Support to schools and teachers for better education and learning of all pupils", 4),
        ("Renewable energy and energy efficiency in the buildings of the town", 7),
        ("Gender equality and an end to violence against women and girls", 5),
        ("Protecting marine life, oceans and sustainable fishing in the sea", 14),
    ],
)
def test_plain_cases(text, goal):
    assert suggest(text)[0].goal == goal


def test_what_is_about_nothing_of_it_has_no_suggestion():
    assert suggest("The form is to be filled in with a pen and sent to the office by the last day") == ()
    assert suggest("") == ()


def test_the_same_text_gives_the_same_answer_whatever_was_asked_before():
    texts = [
        WATER,
        "Climate change adaptation for the cities and the regions",
        "Decent work and growth for all",
    ]
    first = [suggest(text) for text in texts]
    random.Random(1).shuffle(texts)
    assert sorted(map(str, first)) == sorted(str(suggest(text)) for text in texts)


def test_a_long_text_is_judged_by_its_parts():
    filler = "The form is to be filled in with a pen and sent to the office by the last day of each month. "
    assert suggest(WATER + filler * 60) == ()
    mixed = suggest(f"{WATER} {'Renewable energy and energy efficiency for the towns. ' * 20}")
    assert mixed[0].goal == 7 and mixed[0].share > 0.5


def test_swedish_is_not_weighed_only_read_for_names():
    assert suggest("Bidrag till rent vatten och sanitet i kommunerna, och för bättre hygien") == ()
    (tag,) = suggest("Projekten ska bidra till globala målet 6 och är öppna för kommuner i hela landet")
    assert (tag.goal, tag.words, tag.named) == (6, ("globala målet 6",), True)
    (tag,) = suggest("Bidrag till Hållbar energi för alla, och bara till det i kommuner")
    assert (tag.goal, tag.named) == (7, True)
    assert suggest("Utlysningen gäller mål 134 och är för kommuner") == ()
    assert suggest("Jämställdhet är ett krav för alla och ska vara med") == ()


def test_a_goal_that_an_english_text_names_comes_first():
    tags = suggest(f"{WATER} The call is for SDG 17 and SDG target 5.1.")
    assert [(tag.goal, tag.named) for tag in tags[:3]] == [(5, True), (17, True), (6, False)]
    assert len({tag.goal for tag in tags}) == len(tags) <= MOST_GOALS


@pytest.mark.parametrize(
    "word, other",
    [
        ("cities", "city"),
        ("communities", "community"),
        ("organization", "organizations"),
        ("fishing", "fished"),
    ],
)
def test_endings_of_a_word_are_one(word, other):
    assert stem(word) == stem(other)


@pytest.mark.django_db
def test_the_uns_texts_are_there_for_every_goal_and_target():
    with open(OFFICIAL, encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["text"]]
    goals = [str(number) for number in GlobalGoal.objects.values_list("number", flat=True)]
    assert sorted(codes) == sorted([*goals, *GlobalTarget.objects.values_list("code", flat=True)])


def test_cosines_lie_between_nothing_and_one():
    assert all(0 <= score <= 1.0000001 for score in scores(WATER).values())


def test_the_bench_reads_a_benchmark_and_counts_right(tmp_path, capsys):
    (tmp_path / "inside").mkdir()
    with open(tmp_path / "inside" / "benchmark.csv", "w", newline="") as file:
        lines = [("id", "text", "sdg", "label"), ("1", WATER, "6", "True"), ("2", WATER, "4", "False")]
        csv.writer(file).writerows([*lines, ("3", WATER, "7", "True"), ("4", WATER, "5", "False")])
    assert sdg_tags.main([str(tmp_path), "--json"]) == 1
    everything = json.loads(capsys.readouterr().out)["rows"][-1]
    assert (everything["texts"], everything["accuracy"], everything["recall"]) == (4, 0.75, 0.5)
