"""The register from YAML files: what becomes of it, all or nothing, and what is said of files that are wrong."""

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from lagesbild.barometer.models import Action
from lagesbild.cooperation.audit.auditor_questions import auditor_answers, with_answers
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.loading import load
from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    ExchangeRate,
    FocusArea,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
    Theme,
)
from lagesbild.framework.loading import LoadProblems
from lagesbild.organisations.models import Identifier, Municipality, Organisation
from tests.conftest import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.long]

EXAMPLE = ROOT / "examples" / "jonkoping"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 15, tzinfo=UTC)

SMALL = {
    "municipality.yaml": {"name": "Sjöbo", "home_area": "1265", "organisation_number": "212000-1124"},
    "organisations.yaml": [
        {"slug": "namnden", "name_sv": "Nämnden", "kind": "board"},
        {"slug": "fonden", "name_sv": "Fonden", "kind": "funder"},
        {"slug": "nya-lanet", "name_sv": "Nya länet", "kind": "region", "country": "EE"},
        {
            "slug": "lanet",
            "name_sv": "Länet",
            "kind": "region",
            "country": "EE",
            "status": "dissolved",
            "successor": "nya-lanet",
            "latitude": 59.35,
            "longitude": 26.36,
            "identifiers": [{"scheme": "Wikidata", "value": "Q1"}],
        },
    ],
    "programmes.yaml": [{"slug": "nu", "name_sv": "Nu"}],
    "indicators.yaml": [],
    "goals/17.yaml": {"code": "SE.17", "slug": "ihop", "name_sv": "Ihop", "global_goal": 17},
    "actions.yaml": [
        {"slug": "rutin", "name_sv": "Rutin", "civil_society": "no", "civil_society_why": "Bara internt."}
    ],
    "cooperation/themes.yaml": {"themes": [{"name_sv": "Unga"}], "focus_areas": [{"name_sv": "Pengar"}]},
    "cooperation/rates.yaml": [
        {"currency": "EUR", "on": "2026-01-02", "kronor": "11.05", "source": "Ritad"},
        {"currency": "EUR", "on": "2026-02-02", "kronor": "11.15", "source": "Ritad"},
    ],
    "cooperation/programmes.yaml": [{"slug": "grannar", "name_sv": "Grannar", "funder": "fonden"}],
    "cooperation/calls.yaml": [
        {
            "slug": "grannar-2026",
            "programme": "grannar",
            "reference": "G-26",
            "name_sv": "Grannar 2026",
            "rules": [{"kind": "countries", "minimum": 2, "places": "EU"}],
        }
    ],
    "cooperation/partnerships.yaml": [
        {
            "slug": "lanet",
            "name_sv": "Vänlänet",
            "kind": "twin_town",
            "status": "unclear",
            "goals": ["SE.17"],
            "global_goals": [17],
            "themes": ["Unga"],
            "focus_areas": ["Pengar"],
            "partners": [{"organisation": "lanet"}],
            "responsible": [{"organisation": "namnden", "role": "follow_up"}],
            "reviews": [{"reviewed_on": "2025-05-05", "conclusion_sv": "Se över."}],
            "decisions": [{"body": "namnden", "decided_on": "1995-01-01", "paragraph": "§ 4"}],
            "documents": [{"title": "Avtalet", "url": "https://exempel.se/avtal"}],
            "fees": [{"year": 2025, "value": 90, "currency": "CHF"}],
            "gaps": [{"asked": "cost", "reason": "unknown", "note_sv": "Inte publicerad."}],
        }
    ],
    "cooperation/projects.yaml": [
        {
            "slug": "klimat",
            "name_sv": "Klimat",
            "status": "running",
            "role": "lead",
            "partnership": "lanet",
            "budget": 1000,
            "targets": ["17.16"],
            "costs": [{"spent_on": "2026-01-09", "value": 12.5, "currency": "EUR", "voucher": "V 3"}],
            "result_lines": [{"level": "measure", "text_sv": "Träffar", "target": 3}],
            "external_funding": "yes",
            "example": True,
        }
    ],
    "cooperation/applications.yaml": [
        {
            "key": "ansokan",
            "name_sv": "Ansökan",
            "call": "grannar-2026",
            "project": "klimat",
            "status": "granted",
            "partners": [{"organisation": "lanet", "leads": True}],
            "budget_lines": [{"about": "Resor", "value": 10}],
        }
    ],
    "cooperation/grants.yaml": [
        {
            "key": "bidrag",
            "project": "klimat",
            "programme": "grannar",
            "application": "ansokan",
            "value": 800,
            "instalments": [{"value": 400, "received_on": "2026-02-01"}],
            "repayments": [{"value": 20, "repaid_on": "2026-03-01"}],
            "reports": [{"about_sv": "Slutrapport", "due_on": "2027-01-31"}],
        }
    ],
    "cooperation/exchanges.yaml": [
        {
            "slug": "traff",
            "name_sv": "Träff",
            "kind": "meeting",
            "starts": "2026-03-01",
            "project": "klimat",
            "participants": [{"role": "pupil", "sex": "women", "count": 12}],
        }
    ],
    "cooperation/lessons.yaml": [
        {
            "key": "tid",
            "kind": "challenge",
            "title_sv": "Det tar tid",
            "noted_on": "2026-04-01",
            "evidence_sv": "Ett halvår.",
            "exchange": "traff",
            "themes": ["Unga"],
        }
    ],
}


@pytest.fixture
def files(tmp_path):
    """``files(change)`` writes the small register, with ``change(contents)`` made to it."""

    def write(change=lambda contents: None) -> Path:
        contents = yaml.safe_load(yaml.safe_dump(SMALL))
        change(contents)
        for name, content in contents.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return write


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(LoadProblems) as caught:
        load(folder, now=NOW)
    return [str(problem) for problem in caught.value.problems]


def test_a_partnership_has_its_partners_goals_reviews_decisions_and_gaps(files):
    load(files(), now=NOW)
    partnership = Partnership.objects.public().get()
    assert [partner.organisation.slug for partner in partnership.partners.all()] == ["lanet"]
    assert [goal.code for goal in partnership.goals.all()] == ["SE.17"]
    assert [goal.pk for goal in partnership.global_goals.all()] == [17]
    assert ([str(theme) for theme in partnership.themes.all()], partnership.focus_areas.get().name_sv) == (
        ["Unga"],
        "Pengar",
    )
    assert partnership.reviews.get().reviewed_on == date(2025, 5, 5)
    assert partnership.decisions.get().body.slug == "namnden"
    assert str(partnership.gaps.get()).endswith(": Inte publicerad.")


def test_money_hangs_together_from_call_to_grant(files):
    load(files(), now=NOW)
    grant = Grant.objects.public().get()
    assert grant.application.call == Call.objects.get(reference="G-26")
    assert grant.programme.funder.slug == "fonden"
    assert (grant.project.slug, grant.value) == ("klimat", Decimal(800))
    assert [line.value for line in grant.instalments.all()] == [Decimal(400)]
    assert [line.value for line in grant.repayments.all()] == [Decimal(20)]
    assert grant.application.call.rules.get().places == "EU"
    assert ExchangeRate.objects.count() == 2


def test_an_exchange_counts_its_groups_and_a_lesson_points_at_it(files):
    load(files(), now=NOW)
    assert Exchange.objects.get().participants.get().count == 12
    assert Lesson.objects.get().exchange.slug == "traff"


def test_answers_to_what_was_considered_come_with_projects_and_actions(files):
    load(files(), now=NOW)
    assert Project.objects.get().external_funding == "yes"
    assert (Action.objects.get().civil_society, Action.objects.get().civil_society_why) == (
        "no",
        "Bara internt.",
    )


def test_an_organisation_has_its_numbers_its_place_and_its_successor(files):
    load(files(), now=NOW)
    county = Organisation.objects.get(slug="lanet")
    assert (county.latitude, county.successor.slug) == (59.35, "nya-lanet")
    assert str(county.identifiers.get()) == "Wikidata Q1"
    assert Municipality.load().organisation_number == "212000-1124"


def test_everything_is_published_with_a_first_revision(files):
    load(files(), now=NOW)
    for model in (Partnership, Project, Exchange, Lesson, FundingProgramme, Call, Application, Grant):
        thing = model.objects.public().get()
        assert thing.first_published_at == NOW and thing.latest_revision == thing.live_revision
        assert thing.latest_revision.as_object() == thing


def test_a_second_load_changes_nothing(files):
    folder = files()
    written = sum(load(folder, now=NOW).counts.values())
    again = load(folder, now=LATER)
    assert (again.counts, again.kept) == ({}, written)


def test_overwrite_brings_the_files_words_back_and_doubles_nothing(files):
    folder = files()
    load(folder, now=NOW)
    project = Project.objects.get()
    project.name_sv, project.slug = "Väder", "vader"
    project.save_revision().publish()
    load(folder, now=LATER, overwrite=True)
    project.refresh_from_db()
    assert (project.name_sv, project.slug, project.costs.count()) == ("Klimat", "klimat", 1)
    assert (Theme.objects.count(), FocusArea.objects.count(), Identifier.objects.count()) == (1, 1, 1)


def test_a_municipality_without_a_register_has_no_such_files(files):
    def without(contents):
        for name in [name for name in contents if name.startswith("cooperation/")]:
            del contents[name]

    assert "partnership" not in load(files(without), now=NOW).counts


def test_every_problem_is_told_at_once_and_nothing_is_loaded(files):
    def spoil(contents):
        contents["cooperation/themes.yaml"]["teman"] = []
        contents["cooperation/rates.yaml"][0]["on"] = "snart"
        contents["cooperation/programmes.yaml"][0]["funder"] = "fondn"
        contents["cooperation/partnerships.yaml"][0]["themes"] = ["Gamla"]
        contents["cooperation/partnerships.yaml"][0]["gaps"] *= 2
        contents["cooperation/projects.yaml"][0] |= {"own_cash": 2000, "targets": ["17.99"]}
        contents["cooperation/exchanges.yaml"][0]["participants"][0]["namn"] = "Kim"
        contents["cooperation/lessons.yaml"][0].pop("exchange")
        contents["organisations.yaml"][0]["identifiers"] = [{"scheme": "Wikipedia", "value": "Q2"}]

    problems = problems_of(files(spoil))
    organisation, theme, rate, programme, *partnership, target, share, name, lesson = problems
    assert organisation.startswith("organisations.yaml, namnden: identifiers: {'scheme': 'Wikipedia'")
    assert theme == "cooperation/themes.yaml, teman: is not a heading here (themes, focus_areas)"
    assert rate.startswith("cooperation/rates.yaml, rate 1: on: “snart” value has an invalid date format.")
    assert programme == "cooperation/programmes.yaml, grannar: there is no organisation fondn before this"
    assert partnership == [
        "cooperation/partnerships.yaml, lanet: partnershipgap: cost stands 2 times",
        "cooperation/partnerships.yaml, lanet: there is no theme Gamla before this",
    ]
    assert target == "cooperation/projects.yaml, klimat: 17.99 is not a global target"
    assert share.startswith("cooperation/projects.yaml, klimat: own_cash: ")
    assert name.startswith("cooperation/exchanges.yaml, traff: participants: ") and "'namn'" in name
    assert lesson.startswith("cooperation/lessons.yaml, tid: ")
    assert not Organisation.objects.exists()


def test_the_example_has_the_real_and_the_made_up_and_loads_only_once(example, tmp_path):
    folder = shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("raw"))
    assert load(folder, now=LATER).counts == {}
    real = Partnership.objects.filter(is_example=False)
    assert set(real.values_list("slug", flat=True)) == {
        *("svendborg", "bodo", "kuopio", "laane-virumaa", "tianjin", "stellenbosch"),
    }
    assert FundingProgramme.objects.get(name_sv__startswith="ICLD").ends == date(2026, 12, 31)


MADE_UP = (Partnership, Project, Exchange, Lesson, Application, Grant)


def test_no_amount_is_invented_for_anything_real(example):
    real = {model: model.objects.filter(is_example=False) for model in MADE_UP}
    assert not real[Grant].exclude(value=None).exists()
    assert all(grant.value_note_sv and grant.source_url for grant in real[Grant])
    assert not real[Partnership].exclude(yearly_cost=None, own_funding=None).exists()
    assert not real[Project].exclude(budget=None, own_cash=None, own_kind=None).exists()
    assert not real[Exchange].exclude(cost=None).exists()
    assert not Grant.objects.filter(is_example=True, programme__funder__slug="icld").exists()


def test_what_is_made_up_says_so_in_its_name(example):
    for model in MADE_UP[:5]:
        field = "title_sv" if model is Lesson else "name_sv"
        for name, is_example in model.objects.values_list(field, "is_example"):
            assert name.startswith("Exempel:") == is_example, name


def test_what_the_auditor_asks_is_answered_or_explained(example):
    for model in (Partnership, Project):
        for thing in with_answers(model.objects.public()):
            assert not auditor_answers(thing, Rates.load()).unexplained, thing
