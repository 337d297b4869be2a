"""The auditor's seven questions: answered, or missing with a reason, or missing with nobody having said why."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.text import slugify

from lagesbild.cooperation.audit.auditor_questions import auditor_answers, with_answers
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.models import Partnership, PartnershipDecision, Project
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db
RATES = Rates({"EUR": [date(2024, 1, 1)]}, {"EUR": [Decimal("11.5")]})


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def town(**more) -> Partnership:
    return made(Partnership, "Bodø", **more)


def test_nothing_filled_in_is_missing_and_nobody_has_said_why():
    answers = auditor_answers(town(), RATES)
    assert list(answers.answers) == ["owner", "decision", "cost", "own_funding", "start", "end", "result"]
    assert answers.unexplained == answers.missing == answers.answers
    assert {answer.reason_sv for answer in answers.missing.values()} == {
        "Inte ifyllt, och ingen har sagt varför"
    }


def test_a_gap_gives_the_reason():
    partnership = town()
    partnership.gaps.create(asked="decision", note_sv="Protokollet finns inte kvar.")
    partnership.gaps.create(asked="result", reason="not_yet")
    partnership.gaps.create(asked="cost", reason="unknown")
    answers = auditor_answers(partnership, RATES)
    assert answers.decision.reason_sv == "Uppgiften saknas: Protokollet finns inte kvar."
    assert answers.result.reason_sv == "Inte klart ännu"
    assert answers.decision.explained and answers.result.explained
    assert answers.cost.reason_sv == "Uppgiften saknas"
    assert not answers.cost.explained


def test_what_is_filled_in_counts_before_a_gap():
    partnership = town(result_sv="Tre besök.")
    partnership.gaps.create(asked="result", note_sv="Ingen vet.")
    assert auditor_answers(partnership, RATES).result.text_sv == "Tre besök."


def test_owners_are_public_organisations_each_once():
    partnership, board = town(), made(Organisation, "Kommunstyrelsen")
    partnership.responsibilities.create(organisation=board, position="Internationell samordnare")
    partnership.responsibilities.create(organisation=board, role="follow_up")
    partnership.responsibilities.create(organisation=made(Organisation, "Hemlig", live=False))
    owner = auditor_answers(partnership, RATES).owner
    assert (owner.value, owner.text_sv) == ((board,), "Kommunstyrelsen")


@pytest.mark.parametrize("written, section", [("112", "§ 112"), ("12 a", "§ 12 a"), ("§ 7", "§ 7"), ("", "")])
def test_the_paragraph_of_a_decision_has_its_sign(written, section):
    assert PartnershipDecision(paragraph=written).section == section


def test_decisions_say_body_day_paragraph_and_number_latest_first():
    partnership, council = town(), made(Organisation, "Kommunfullmäktige")
    partnership.decisions.create(body=council, decided_on=date(1998, 4, 1))
    partnership.decisions.create(
        body=council, decided_on=date(2016, 5, 26), paragraph="§ 112", dnr="KS/2016:1"
    )
    answer = auditor_answers(partnership, RATES).decision
    assert answer.text_sv == (
        "Kommunfullmäktige 2016-05-26 § 112 (dnr KS/2016:1); Kommunfullmäktige 1998-04-01"
    )
    assert [decision.paragraph for decision in answer.value] == ["§ 112", ""]


@pytest.mark.parametrize(
    ("precision", "words"), [("day", "1947-03-02"), ("year", "1947"), ("decade", "1940-talet")]
)
def test_a_start_is_said_no_more_exactly_than_it_is_known(precision, words):
    start = auditor_answers(town(since=date(1947, 3, 2), since_precision=precision), RATES).start
    assert (start.value, start.text_sv) == (date(1947, 3, 2), words)


def test_until_further_notice_is_an_answer_without_a_date():
    end = auditor_answers(town(open_ended=True), RATES).end
    assert end.is_known and end.value is None
    assert end.text_sv == "Gäller tills vidare"


def test_a_partnerships_cost_is_by_the_year_with_its_note():
    answers = auditor_answers(town(yearly_cost=12_500, own_funding=0, cost_note_sv="Resor"), RATES)
    assert answers.cost.text_sv == "12\u00a0500 kronor per år. Resor"
    assert answers.cost.value.kronor == 12_500
    assert answers.own_funding.text_sv == "0 kronor per år"
    assert answers.own_funding.value.known == 0


def test_a_note_on_a_cost_that_is_not_known_is_a_reason():
    cost = auditor_answers(town(cost_note_sv="Ingår i samordnarens tjänst."), RATES).cost
    assert (cost.reason_sv, cost.explained) == ("Ingår i samordnarens tjänst.", True)


def test_a_project_in_another_currency_says_both():
    project = made(
        Project,
        "Broar",
        budget=Decimal(10_000),
        currency="EUR",
        own_cash=Decimal(100),
        starts=date(2024, 1, 8),
    )
    answers = auditor_answers(project, RATES)
    assert answers.cost.text_sv == "10\u00a0000\u00a0EUR (115\u00a0000 kronor)"
    assert answers.cost.value.kronor == 115_000
    assert answers.own_funding.text_sv == (
        "100\u00a0EUR (1\u00a0150 kronor) i pengar; i arbete och lokaler är inte känt"
    )
    assert not answers.own_funding.value.is_whole


def test_without_a_rate_for_its_day_it_is_still_an_answer_but_no_sum():
    project = made(Project, "Broar", budget=Decimal(10_000), currency="EUR", starts=date(2023, 2, 1))
    cost = auditor_answers(project, RATES).cost
    assert cost.value.known is None
    assert cost.text_sv == "utan kurs för dagen: 10\u00a0000\u00a0EUR"


def test_a_projects_dates_and_owners():
    project = made(Project, "Broar", starts=date(2024, 2, 1), own_cash=5, own_kind=10)
    answers = auditor_answers(project, RATES)
    assert (answers.start.text_sv, answers.end.is_known) == ("2024-02-01", False)
    assert answers.own_funding.text_sv == "5 kronor i pengar; 10 kronor i arbete och lokaler"
    assert answers.own_funding.value.kronor == 15


def test_the_words_follow_the_language_in_force():
    partnership = town(result_sv="Tre besök.", result_en="Three visits.")
    answers = auditor_answers(partnership, RATES)
    assert (answers.result.text_sv, answers.result.text_en) == ("Tre besök.", "Three visits.")
    with translation.override("en"):
        assert answers.result.text == "Three visits."


@pytest.mark.parametrize(("model", "queries"), [(Partnership, 7), (Project, 8)])
@pytest.mark.parametrize("number", [2, 20])
def test_as_few_questions_to_the_database_for_many(model, queries, number, django_assert_max_num_queries):
    board = made(Organisation, "Kommunstyrelsen")
    for n in range(number):
        thing = made(model, f"Sak {n}")
        thing.responsibilities.create(organisation=board)
        thing.decisions.create(body=board, decided_on=date(2024, 1, 1))
        thing.save()
    with django_assert_max_num_queries(queries):
        for thing in with_answers(model.objects.public()):
            assert auditor_answers(thing, RATES).owner.text == "Kommunstyrelsen"
