"""The auditor's list: its sums and counts, taken from bare rows, are those of every line by itself."""

import random
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Q
from django.utils import translation
from django.utils.text import slugify

from lagesbild.cooperation.audit.commitment_sums import overall
from lagesbild.cooperation.audit.commitments import all_commitments, commitments
from lagesbild.cooperation.funding.money import Rates, Total
from lagesbild.cooperation.models import FundingProgramme, Gap, Grant, Lesson, Partnership, Project
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db
RATES = Rates({"EUR": [date(2024, 1, 1)]}, {"EUR": [Decimal("11.456789")]})


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def programme(name: str = "Partnerskap", **more) -> FundingProgramme:
    return FundingProgramme.objects.create(
        name_sv=name, funder=made(Organisation, f"Finansiär av {name}"), **more
    )


def names(lines) -> list[str]:
    return [line.thing.name_sv for line in lines]


def test_partnerships_come_first_and_a_part_of_the_list_may_hold_both():
    for name in ("Kuopio", "Bodø"):
        made(Partnership, name)
    for name in ("Vatten", "Broar", "Dold"):
        made(Project, name, live=name != "Dold")
    assert names(commitments(0, 100, RATES)) == ["Bodø", "Kuopio", "Broar", "Vatten"]
    assert names(commitments(0, 2, RATES)) == ["Bodø", "Kuopio"]
    assert names(commitments(1, 3, RATES)) == ["Kuopio", "Broar"]
    assert names(commitments(3, 5, RATES)) == ["Vatten"]
    assert commitments(4, 9, RATES) == []
    assert names(all_commitments(RATES, chunk=3)) == ["Bodø", "Kuopio", "Broar", "Vatten"]


def test_nothing_at_all():
    totals = overall(RATES)
    assert (totals.count, totals.missing, totals.money.budget) == (0, 0, Total())
    assert list(all_commitments(RATES)) == []


def test_a_grant_that_is_not_public_is_in_no_line_and_no_sum():
    project = made(Project, "Broar", budget=100)
    public_programme, hidden = programme(), programme("Hemligt", live=False)
    for of_programme, value, live in (
        (public_programme, 40, True),
        (public_programme, 50, False),
        (hidden, 60, True),
    ):
        Grant.objects.create(project=project, programme=of_programme, value=value, live=live)
    (line,) = commitments(0, 9, RATES)
    assert [grant.value for grant in line.grants] == [40]
    assert line.money.granted.kronor == overall(RATES).money.granted.kronor == 40


def test_when_it_was_last_analysed():
    town, project = made(Partnership, "Bodø"), made(Project, "Broar")
    for day in (1, 9, 4):
        town.reviews.create(reviewed_on=date(2025, 3, day), conclusion_sv="Fortsätt.")
        town.save()
        Lesson.objects.create(project=project, title_sv="Tid", noted_on=date(2024, 3, day), evidence_sv="Ja.")
    Lesson.objects.create(
        project=project, title_sv="Ny", noted_on=date(2026, 1, 1), evidence_sv="Ja.", live=False
    )
    assert [line.analysed_on for line in commitments(0, 9, RATES)] == [date(2025, 3, 9), date(2024, 3, 9)]


def test_ideas_and_examples_are_summed_apart_as_well():
    made(Project, "Idé", status="idea", budget=10)
    made(Project, "Exempel", status="running", budget=200, is_example=True)
    made(Project, "Riktigt", status="running", budget=3000)
    made(Partnership, "Påhittad", is_example=True)
    totals = overall(RATES)
    assert [sums.budget.kronor for sums in (totals.money, totals.not_decided, totals.examples)] == [
        3210,
        10,
        200,
    ]
    assert (totals.not_decided_count, totals.example_count) == (1, 2)


def test_only_some_of_them():
    for name in ("Bodø", "Kuopio"):
        made(Partnership, name, yearly_cost=7)
    totals = overall(RATES, Q(name_sv="Bodø"), Q(pk=None))
    assert (totals.partnerships, totals.projects, totals.yearly_cost.kronor) == (1, 0, 7)


def some_register(seed: int) -> None:
    """Partnerships and projects with every sort of answer, gap, currency and draft, by the throw of a die."""
    die = random.Random(seed)
    unit = made(Organisation, "Kommunstyrelsen")
    draft = made(Organisation, "Utkast", live=False)
    programmes = [programme(), programme("Dolt", live=False)]

    def amount():
        return die.choice([None, Decimal(0), Decimal(die.randrange(1, 10**8)) / 100])

    def day():
        return die.choice([None, date(2022, 5, 1), date(2024, 5, 1), date(2025, 5, 1)])

    for number in range(25):
        shared = {
            "live": die.random() < 0.9,
            "result_sv": die.choice(["", "Bra"]),
            "result_en": die.choice(["", "Good"]),
            "is_example": die.random() < 0.2,
        }
        town = made(
            Partnership,
            f"Ort {number}",
            since=day(),
            open_ended=die.random() < 0.5,
            yearly_cost=amount(),
            own_funding=amount(),
            cost_note_sv=die.choice(["", "Resor"]),
            **shared,
        )
        money = {"budget": amount(), "own_cash": amount(), "own_kind": amount()}
        currency = die.choice(["SEK", "EUR", "NOK"])
        status = die.choice(Project.Status.values)
        project = made(
            Project,
            f"Sak {number}",
            starts=day(),
            finishes=die.choice([None, date(2026, 1, 1)]),
            currency=currency,
            status=status,
            **money,
            **shared,
        )
        for _ in range(die.randrange(3)):
            Grant.objects.create(
                project=project,
                programme=die.choice(programmes),
                value=amount(),
                currency=die.choice(["SEK", "EUR"]),
                decided_on=day(),
                live=die.random() < 0.8,
            )
        for thing in (town, project):
            for owner in die.sample([unit, draft], die.randrange(3)):
                thing.responsibilities.create(organisation=owner)
            if die.random() < 0.5:
                thing.decisions.create(body=unit, decided_on=date(2024, 1, 1))
            for question in die.sample(Gap.Question.values, die.randrange(5)):
                reason, note = die.choice(Gap.GapReason.values), die.choice(["", "Ingen vet."])
                thing.gaps.create(asked=question, reason=reason, note_sv=note)
            thing.save()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("seed", range(4))
def test_the_sums_and_counts_are_those_of_each_line(seed, language):
    some_register(seed)
    with translation.override(language):
        totals, lines = overall(RATES), list(all_commitments(RATES))
        towns, projects = ([line for line in lines if line.is_project is which] for which in (False, True))
        assert (totals.partnerships, totals.projects) == (len(towns), len(projects))
        assert 0 < totals.unexplained < totals.missing
        assert totals.missing == sum(len(line.asked.missing) for line in lines)
        assert totals.unexplained == sum(len(line.asked.unexplained) for line in lines)
        for question, counts in totals.by_question.items():
            missing = [line.asked.missing[question] for line in lines if question in line.asked.missing]
            assert counts == (len(missing), sum(not answer.explained for answer in missing))
    for name in ("budget", "granted", "own_cash", "own_kind"):
        assert same(
            getattr(totals.money, name), sum((getattr(line.money, name) for line in projects), Total())
        )
    for name, question_name in (("yearly_cost", "cost"), ("own_funding", "own_funding")):
        plain = sum((getattr(line.asked, question_name).value or Total(unknown=1) for line in towns), Total())
        assert same(getattr(totals, name), plain)


def same(total: Total, other: Total) -> bool:
    """Equal to the öre; what has no rate may stand in another order."""
    return (total.kronor, total.count, total.unknown, sorted(total.without_rate)) == (
        other.kronor,
        other.count,
        other.unknown,
        sorted(other.without_rate),
    )


@pytest.mark.parametrize("number", [2, 20])
def test_as_few_questions_to_the_database_for_many(number, django_assert_max_num_queries):
    unit, of_programme = made(Organisation, "Kommunstyrelsen"), programme()
    for n in range(number):
        town, project = made(Partnership, f"Ort {n}"), made(Project, f"Sak {n}")
        Grant.objects.create(project=project, programme=of_programme, value=1)
        for thing in (town, project):
            thing.responsibilities.create(organisation=unit)
            thing.partners.create(organisation=unit)
            thing.save()
    with django_assert_max_num_queries(7):
        overall(RATES)
    with django_assert_max_num_queries(9):
        assert len(commitments(0, 100, RATES)) == 2 * number
