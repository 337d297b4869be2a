import re

from hypothesis import given
from hypothesis import strategies as st

from lagesbild.assessment import AnswerCode, CountedAnswer, roll_up_answers


def rolled(words, **settings):
    """``reached 2 within few``: two reached, one within, one few."""
    codes, entries = words.split(), []
    for place, word in enumerate(codes):
        if not word.isdigit():
            times = int(codes[place + 1]) if place + 1 < len(codes) and codes[place + 1].isdigit() else 1
            entries += [
                CountedAnswer(f"{word}{number}", AnswerCode(word), **settings) for number in range(times)
            ]
    return roll_up_answers(entries)


def test_the_start_sentence_counts_promises_first():
    roll_up = rolled(
        "reached within 2 missed too_slow uncertain unmet_unknown 3 few 40 better 5 not_judged 9"
    )

    assert roll_up.sentence().sv == (
        "Av 9 mål- och gränsvärden är 1 nått och 2 inom gränsen, 1 kommer för långsamt, 1 är osäkert och 1 passerade "
        "målåret utan att nås; för 3 är värdet inte nått och vi vet för lite om takten."
    )
    assert roll_up.sentence().en == (
        "Of 9 targets and limits 1 is reached and 2 are within the limit, 1 is coming too slowly, 1 is uncertain and 1 "
        "passed the target year without being reached; for 3 the value is not reached and we know too little of the "
        "pace."
    )


def test_a_single_promise_is_not_counted_but_told():
    sentence = rolled("too_slow few 3").sentence()

    assert sentence.sv == "Det finns ett mål- eller gränsvärde: åt rätt håll men för långsamt."
    assert sentence.en == "There is one target or limit: in the right direction but too slowly."


def test_none_reached_is_said_so():
    assert rolled("missed 2").sentence().sv == (
        "Av 2 mål- och gränsvärden är inget nått, 2 passerade målåret utan att nås."
    )


def test_many_kinds_of_answers_become_several_sentences():
    sentence = rolled("reached within stalled wrong_way 2 uncertain missed unmet_unknown 2").sentence().sv

    assert sentence == (
        "Av 9 mål- och gränsvärden är 1 nått och 1 inom gränsen. 1 har stått still, 2 har gått åt fel håll, 1 är osäkert "
        "och 1 passerade målåret utan att nås. För 2 är värdet inte nått och vi vet för lite om takten."
    )


def test_without_a_promise_there_is_no_such_sentence():
    assert not rolled("better few").sentence()


def test_what_is_unknown_is_never_said_to_be_no_change():
    others = rolled("few 3 one 2 none not_judged").others_sentence().sv

    assert others == (
        "För 7 är mätningarna för få, eller ingen har bestämt vad som är bättre, så ingen kan säga hur det går."
    )
    assert "förändring" not in others


def test_what_has_no_promise_in_a_sentence():
    assert rolled("better 5 worse 2 no_clear_change 6").others_sentence().sv == (
        "Utan eget mål: 5 bättre, 2 sämre och 6 utan tydlig förändring."
    )


def test_a_whole_counts_once_and_its_parts_are_under_it():
    whole = CountedAnswer("total", AnswerCode.UNCERTAIN)
    parts = [
        CountedAnswer(sector, AnswerCode.BETTER, part_of="total") for sector in ("transport", "industry")
    ]
    roll_up = roll_up_answers([*parts, whole])

    assert (dict(roll_up.counts), roll_up.parts) == ({"uncertain": 1}, 2)


def test_a_part_counts_where_its_whole_is_not():
    assert roll_up_answers([CountedAnswer("transport", AnswerCode.BETTER, part_of="total")]).total == 1


def test_an_indicator_counts_once_however_many_goals_it_is_under():
    assert roll_up_answers([CountedAnswer("a", AnswerCode.BETTER)] * 3).total == 1


def test_nothing_invented_is_counted():
    roll_up = rolled("reached 2", invented=True)

    assert (roll_up.total, roll_up.invented, roll_up.worst) == (0, 2, None)
    assert not roll_up.sentence()


def test_the_worst_answer_leads_and_the_unknown_comes_after_what_goes_badly():
    assert rolled("few reached too_slow").worst == "too_slow"
    assert rolled("few reached better").worst == "few"
    assert rolled("reached better").worst == "better"


def test_the_bar_has_only_what_there_is_from_worst_to_best():
    shares = rolled("reached missed 2 few").shares()

    assert [(share.key, share.count, share.share) for share in shares] == [
        ("missed", 2, 0.5),
        ("few", 1, 0.25),
        ("reached", 1, 0.25),
    ]


@given(st.dictionaries(st.sampled_from(list(AnswerCode)), st.integers(1, 99)))
def test_at_most_six_numbers_before_a_pause(counts):
    roll_up = rolled(" ".join(f"{code} {times}" for code, times in counts.items()))

    for text in (roll_up.sentence(), roll_up.others_sentence()):
        for words in filter(None, (text.sv, text.en)):
            assert all(len(re.findall(r"\d+", part)) <= 6 for part in re.split(r"[.;] ", words))
            assert words.endswith(".") and not set("{}") & set(words)
