"""Questions to the register: each filter, each count, and the gate that nothing unpublished passes."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.funding.money import Rates, project_money
from lagesbild.cooperation.goal17.goal_section import section
from lagesbild.cooperation.models import (
    Exchange,
    ExchangeRate,
    FocusArea,
    FundingProgramme,
    Grant,
    Participants,
    Partnership,
    PartnershipPartner,
    PartnershipResponsibility,
    Project,
    ProjectPartner,
    ResultLine,
    Theme,
)
from lagesbild.cooperation.partners import overview
from lagesbild.cooperation.partners.results import outline
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def town(name: str, country: str = "", **more) -> Partnership:
    """A partnership with a partner of the same name, if it has a country."""
    one = made(Partnership, name, **more)
    if country:
        partner = made(Organisation, f"{name} stad", country=country)
        PartnershipPartner.objects.create(partnership=one, organisation=partner)
    return one


def exchange(name: str, *groups: tuple[str, str, int], **more) -> Exchange:
    """``groups``: (role, sex, count)."""
    one = made(Exchange, name, **{"starts": date(2025, 5, 1), **more})
    for role, sex, count in groups:
        Participants.objects.create(exchange=one, role=role, sex=sex, count=count)
    return one


def names(found) -> list[str]:
    return [one.name_sv for one in found]


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
        assert names(overview.partnerships()) == ["Oslo", "Åbo", "Ystad"]

    @pytest.mark.parametrize(
        ("asked", "found"),
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
    def test_each_choice(self, towns, asked, found):
        assert names(overview.partnerships(**asked)) == found

    def test_a_theme(self, towns):
        assert names(overview.partnerships(theme=str(towns.pk))) == ["Oslo"]
        assert overview.themes_of(Partnership) == [towns]
        assert overview.themes_of(Project) == []

    def test_countries_of_public_partners_only(self, towns):
        Organisation.objects.filter(country="FI").update(live=False)
        assert overview.countries() == ["NO", "SE"]

    def test_in_short(self, towns):
        exchange("Resa", ("pupil", "women", 10), ("teacher", "men", 2))
        exchange("Möte")
        exchange("Påhittat", is_example=True)
        exchange("Förra", ("pupil", "women", 5), starts=date(2024, 5, 1))
        short = overview.in_short(TODAY)
        assert (short.active, short.countries, short.year) == (1, 1, 2025)
        assert short.attendance == overview.Attendance(exchanges=3, people=12, unknown=2, examples=1)


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
        ("asked", "found"),
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
    def test_each_choice(self, many, asked, found):
        assert names(overview.exchanges(**asked)) == found

    def test_what_can_be_chosen(self, many):
        assert overview.exchange_years() == [2025, 2024]
        assert names(overview.exchange_units()) == ["Skolan"]

    def test_participants_by_role_and_sex_add_up(self):
        exchange("Ett", ("pupil", "women", 10), ("pupil", "men", 8), ("staff", "unknown", 1))
        exchange("Två", ("pupil", "women", 5))
        found = overview.groups(Exchange.objects.public())
        assert found.sexes == ("Kvinnor och flickor", "Män och pojkar", "Kön inte angivet")
        assert found.rows == (("Elever", (15, 8, 0), 23), ("Tjänstepersoner", (0, 0, 1), 1))
        assert (found.foot, found.total) == ((15, 8, 1), 24)

    def test_a_partnerships_are_also_those_of_its_projects(self):
        oslo = town("Oslo")
        project = made(Project, "Broar", partnership=oslo)
        exchange("Eget", partnership=oslo)
        exchange("Projektets", project=project)
        exchange("Annat")
        assert set(names(overview.exchanges_of(oslo))) == {"Eget", "Projektets"}
        assert names(overview.exchanges_of(project)) == ["Projektets"]
        assert names(overview.exchanges_of(Partnership(name_sv="Inte sparat"))) == []


class TestProjects:
    def test_a_year_holds_what_was_at_work_in_it(self):
        made(Project, "Kort", starts=date(2024, 2, 1), finishes=date(2024, 3, 1))
        made(Project, "Långt", starts=date(2023, 2, 1), finishes=date(2025, 3, 1))
        made(Project, "Utan slut", starts=date(2025, 2, 1))
        made(Project, "Utan tid")
        assert set(names(overview.projects(year="2024"))) == {"Kort", "Långt"}
        assert names(overview.projects(year="2026")) == ["Utan slut"]
        assert overview.project_years(TODAY) == [2026, 2025, 2024, 2023]


def granted(project: Project, value, **more) -> Grant:
    funder = Organisation.objects.filter(slug="givaren").first() or made(Organisation, "Givaren")
    programme = FundingProgramme.objects.create(name_sv="Programmet", funder=funder)
    return Grant.objects.create(project=project, programme=programme, value=value, **more)


class TestSection:
    def test_what_points_at_several_of_the_goals_is_there_once(self):
        project = made(Project, "Broar")
        project.global_goals.set(GlobalGoal.objects.filter(pk__in=[16, 17]))
        project.save()
        assert names(section(number=17).projects.shown) == ["Broar"]
        assert not section(number=3)

    def test_the_rest_is_counted_and_the_money_is_of_all(self):
        goal = GlobalGoal.objects.get(pk=17)
        for n in range(25):
            project = made(Project, f"Projekt {n}")
            project.global_goals.set([goal])
            project.save()
            granted(project, Decimal(1000))
        found = section(number=17)
        assert (len(found.projects.shown), found.projects.count, found.projects.more) == (20, 25, 5)
        assert found.granted.kronor == 25_000

    def test_the_grants_are_those_of_the_projects_own_pages(self):
        project = made(Project, "Broar")
        project.global_goals.set([GlobalGoal.objects.get(pk=17)])
        project.save()
        granted(project, Decimal("1000.50"))
        granted(project, None)
        granted(project, Decimal(7), currency="EUR", decided_on=date(2024, 1, 1))
        for day, kronor in ((2, "11.2345"), (5, "11.5")):
            ExchangeRate.objects.create(
                currency="EUR", on=date(2024, 1, day), kronor=Decimal(kronor), source="x"
            )
        for day in (3, 4, 9):
            granted(project, Decimal("33.33"), currency="EUR", decided_on=date(2024, 1, day))
        granted(project, Decimal(9), live=False)
        own = project_money(project, Rates.load()).granted
        assert section(number=17).granted == own

    def test_money_that_is_made_up_is_told_apart(self):
        for name, value, is_example in (("Verkligt", 5, False), ("Påhittat", 7, True)):
            project = made(Project, name, is_example=is_example)
            project.global_goals.set([GlobalGoal.objects.get(pk=17)])
            project.save()
            granted(project, Decimal(value))
        found = section(number=17)
        assert (found.granted.kronor, found.made_up.kronor) == (12, 7)

    @pytest.mark.parametrize("number", [2, 20])
    def test_one_question(self, number, django_assert_num_queries):
        for n in range(number):
            for model in (Partnership, Project):
                one = made(model, f"{model.__name__} {n}")
                one.global_goals.set([GlobalGoal.objects.get(pk=17)])
                one.save()
        with django_assert_num_queries(1):
            section([1, 2, 3], 17, focus_areas=True)


def test_focus_areas_in_their_order_with_what_is_public_in_each(django_assert_num_queries):
    second = FocusArea.objects.create(name_sv="Andra", order=20)
    FocusArea.objects.create(name_sv="Tomt", order=30)
    first = FocusArea.objects.create(name_sv="Första", order=10)
    for n in range(7):
        one = town(f"Stad {n}")
        one.focus_areas.set([second])
        one.save()
    for name, live in (("Broar", True), ("Hemligt", False)):
        project = made(Project, name, live=live)
        project.focus_areas.set([first])
        project.save()
    with django_assert_num_queries(1):
        found = section(focus_areas=True).focus_areas
    own = [area for area in found if area.name_sv in ("Första", "Andra", "Tomt")]
    assert names(own) == ["Första", "Andra", "Tomt"]
    assert [names(area.public_projects) for area in own] == [["Broar"], [], []]
    assert [len(area.public_partnerships) for area in own] == [0, 5, 0]
    assert [area.more for area in own] == [0, 2, 0]
    assert own[0].public_projects[0].get_absolute_url() == "/projekt/broar/"


def test_an_organisations_part():
    board, one, project = made(Organisation, "Kommunstyrelsen"), town("Oslo"), made(Project, "Broar")
    PartnershipResponsibility.objects.create(partnership=one, organisation=board)
    ProjectPartner.objects.create(project=project, organisation=board)
    part = overview.part_in(board)
    assert names(part.partnerships.shown) == ["Oslo"]
    assert names(part.partner_in.shown) == ["Broar"]
    assert part.projects.count == part.partner_of.count == 0
    assert not overview.part_in(made(Organisation, "Annan"))
    assert not overview.part_in(Organisation(name_sv="Inte sparad"))


class TestOutline:
    def drawn(self, *levels: str) -> list:
        """The tree as nested lists: [number of the line, [numbers of its measures], below]."""
        steps = outline([ResultLine(level=level, text_sv=str(n)) for n, level in enumerate(levels)])

        def draw(step):
            return [
                step.line and int(step.line.text_sv),
                [int(measure.text_sv) for measure in step.measures],
                [draw(below) for below in step.below],
            ]

        return [draw(step) for step in steps]

    def test_read_from_the_top(self):
        assert self.drawn("objective", "outcome", "measure", "output", "measure", "measure", "outcome") == [
            [0, [], [[1, [2], [[3, [4, 5], []]]], [6, [], []]]]
        ]

    def test_a_level_that_is_skipped(self):
        assert self.drawn("objective", "output", "outcome") == [[0, [], [[1, [], []], [2, [], []]]]]

    def test_nothing_above(self):
        assert self.drawn("output", "objective") == [[0, [], []], [1, [], []]]
        assert self.drawn("measure", "measure", "outcome") == [[None, [0, 1], []], [2, [], []]]
        assert self.drawn() == []
