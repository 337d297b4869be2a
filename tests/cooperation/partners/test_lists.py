"""The lists of the register: each filter, each count, and the gate that nothing unpublished passes."""

from datetime import date

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.models import (
    Exchange,
    Participants,
    Partnership,
    PartnershipPartner,
    Project,
    Theme,
)
from lagesbild.cooperation.partners import counts, lists, related
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def town(name: str, country: str = "", **more) -> Partnership:
    """A partnership with a partner of the same name, if it has a country."""
    partnership = made(Partnership, name, **more)
    if country:
        partner = made(Organisation, f"{name} stad", country=country)
        PartnershipPartner.objects.create(partnership=partnership, organisation=partner)
    return partnership


def exchange(name: str, *groups: tuple[str, str, int], **more) -> Exchange:
    """``groups``: (role, sex, count)."""
    new_exchange = made(Exchange, name, **{"starts": date(2025, 5, 1), **more})
    for role, sex, count in groups:
        Participants.objects.create(exchange=new_exchange, role=role, sex=sex, count=count)
    return new_exchange


def names(things) -> list[str]:
    return [thing.name_sv for thing in things]


class TestPartnerships:
    @pytest.fixture
    def towns(self):
        theme = Theme.objects.create(name_sv="Unga")
        oslo = town("Oslo", "NO", kind="network")
        oslo.themes.set([theme])
        oslo.global_goals.set([GlobalGoal.objects.get(pk=4)])
        oslo.save()
        town("Åbo", "FI", status="resting")
        town("Ystad", "SE", status="ended")
        town("Hemlig", "DK", live=False)
        return theme

    def test_those_that_go_on_come_first_and_drafts_never(self, towns):
        assert names(lists.partnerships()) == ["Oslo", "Åbo", "Ystad"]

    @pytest.mark.parametrize(
        ("choices", "expected"),
        [
            ({"kind": "network"}, ["Oslo"]),
            ({"status": "ended"}, ["Ystad"]),
            ({"country": "FI"}, ["Åbo"]),
            ({"country": "DK"}, []),
            ({"goal": "4"}, ["Oslo"]),
            ({"words": "åbo STAD"}, ["Åbo"]),
            ({"words": "stad"}, ["Oslo", "Åbo", "Ystad"]),
            ({"words": "åbo oslo"}, []),
        ],
    )
    def test_each_choice(self, towns, choices, expected):
        assert names(lists.partnerships(**choices)) == expected

    def test_a_theme(self, towns):
        assert names(lists.partnerships(theme=str(towns.pk))) == ["Oslo"]
        assert lists.themes_of(Partnership) == [towns]
        assert lists.themes_of(Project) == []

    def test_countries_of_public_partners_only(self, towns):
        Organisation.objects.filter(country="FI").update(live=False)
        assert lists.countries() == ["NO", "SE"]

    def test_in_short(self, towns):
        exchange("Resa", ("pupil", "women", 10), ("teacher", "men", 2))
        exchange("Möte")
        exchange("Påhittat", is_example=True)
        exchange("Förra", ("pupil", "women", 5), starts=date(2024, 5, 1))
        short = counts.in_short(TODAY)
        assert (short.active, short.countries, short.year) == (1, 1, 2025)
        assert short.attendance == counts.Attendance(exchanges=3, people=12, unknown=2, examples=1)


class TestExchanges:
    @pytest.fixture
    def many(self):
        oslo, unit = town("Oslo", "NO"), made(Organisation, "Skolan")
        project = made(Project, "Broar")
        exchange("Ööåresa", kind="school", partnership=oslo, organisation=unit)
        exchange("Möte i Kina", kind="digital", country="CN", starts=date(2024, 1, 1), project=project)
        exchange("Utkast", live=False)
        exchange("I det hemliga", partnership=town("Hemlig", live=False))

    @pytest.mark.parametrize(
        ("choices", "expected"),
        [
            ({}, ["Ööåresa", "Möte i Kina"]),
            ({"kind": "digital"}, ["Möte i Kina"]),
            ({"year": "2025"}, ["Ööåresa"]),
            ({"country": "NO"}, ["Ööåresa"]),
            ({"country": "CN"}, ["Möte i Kina"]),
            ({"unit": "skolan"}, ["Ööåresa"]),
            ({"partnership": "oslo"}, ["Ööåresa"]),
            ({"project": "broar"}, ["Möte i Kina"]),
            ({"words": "ööÅ"}, ["Ööåresa"]),
            ({"words": "%"}, []),
        ],
    )
    def test_each_choice(self, many, choices, expected):
        assert names(lists.exchanges(**choices)) == expected

    def test_what_can_be_chosen(self, many):
        assert lists.exchange_years() == [2025, 2024]
        assert names(lists.exchange_units()) == ["Skolan"]

    def test_participants_by_role_and_sex_add_up(self):
        exchange("Ett", ("pupil", "women", 10), ("pupil", "men", 8), ("staff", "unknown", 1))
        exchange("Två", ("pupil", "women", 5))
        table = counts.participant_table(Exchange.objects.public())
        assert table.sexes == ("Kvinnor och flickor", "Män och pojkar", "Kön inte angivet")
        assert table.rows == (("Elever", (15, 8, 0), 23), ("Tjänstepersoner", (0, 0, 1), 1))
        assert (table.foot, table.total) == ((15, 8, 1), 24)

    def test_a_partnerships_are_also_those_of_its_projects(self):
        oslo = town("Oslo")
        project = made(Project, "Broar", partnership=oslo)
        exchange("Eget", partnership=oslo)
        exchange("Projektets", project=project)
        exchange("Annat")
        assert set(names(related.exchanges_of(oslo))) == {"Eget", "Projektets"}
        assert names(related.exchanges_of(project)) == ["Projektets"]
        assert names(related.exchanges_of(Partnership(name_sv="Inte sparat"))) == []


class TestProjects:
    def test_a_year_holds_what_was_at_work_in_it(self):
        made(Project, "Kort", starts=date(2024, 2, 1), finishes=date(2024, 3, 1))
        made(Project, "Långt", starts=date(2023, 2, 1), finishes=date(2025, 3, 1))
        made(Project, "Utan slut", starts=date(2025, 2, 1))
        made(Project, "Utan tid")
        assert set(names(lists.projects(year="2024"))) == {"Kort", "Långt"}
        assert names(lists.projects(year="2026")) == ["Utan slut"]
        assert lists.project_years(TODAY) == [2026, 2025, 2024, 2023]
