"""Green within a year, yellow in the second, red after that, grey where nothing is noted; what counts as activity."""

from datetime import date

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.models import Exchange, Lesson, Partnership, Project
from lagesbild.cooperation.partners.activity import Light, activity, at_work, latest_activity, met_since

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("latest", "light"),
    [
        (date(2026, 11, 23), Light.GREEN),
        (date(2027, 1, 1), Light.GREEN),
        (date(2025, 11, 23), Light.GREEN),
        (date(2025, 11, 22), Light.YELLOW),
        (date(2024, 11, 23), Light.YELLOW),
        (date(2024, 11, 22), Light.RED),
        (date(1950, 1, 1), Light.RED),
        (None, Light.GREY),
    ],
)
def test_the_rule(latest, light):
    assert activity(latest, TODAY).light == light


def test_a_leap_day_has_a_day_before():
    assert activity(date(2027, 2, 28), date(2028, 2, 29)).light == Light.GREEN


def test_nothing_noted_is_said_as_that():
    assert activity(None, TODAY).label == "Ingen aktivitet är noterad"
    assert activity(date(2020, 1, 1), TODAY).label == "Ingen aktivitet på två år"


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def latest(partnership) -> date | None:
    return latest_activity([partnership.pk], TODAY).get(partnership.pk)


@pytest.mark.django_db
class TestWhatCounts:
    @pytest.fixture
    def town(self):
        return made(Partnership, "Bodø")

    def test_nothing(self, town):
        assert latest(town) is None

    def test_an_exchange_to_its_last_day_but_not_one_to_come_or_a_draft(self, town):
        made(Exchange, "Besök", partnership=town, starts=date(2024, 5, 1), finishes=date(2024, 5, 3))
        made(Exchange, "Nästa", partnership=town, starts=date(2027, 5, 1))
        made(Exchange, "Utkast", partnership=town, starts=date(2026, 5, 1), live=False)
        assert latest(town) == date(2024, 5, 3)

    def test_a_project_at_work_until_its_last_day(self, town):
        made(
            Project,
            "Klart",
            partnership=town,
            status="closed",
            starts=date(2020, 1, 1),
            finishes=date(2021, 6, 30),
        )
        assert latest(town) == date(2021, 6, 30)
        made(Project, "Pågår", partnership=town, status="running", starts=date(2025, 1, 1))
        assert latest(town) == TODAY

    def test_a_project_that_goes_on_is_no_day_of_today(self, town):
        pilot = made(Project, "Pilot", partnership=town, status="running", starts=date(2025, 1, 1))
        assert at_work([town.pk], TODAY) == {town.pk}
        assert activity(latest(town), TODAY, goes_on=True).light == Light.GREEN
        Project.objects.update(finishes=date(2026, 11, 22))
        assert at_work([town.pk], TODAY) == set()
        Project.objects.update(finishes=None, live=False)
        assert at_work([pilot.partnership_id], TODAY) == set()

    def test_one_closed_before_its_time_was_not_at_work_today(self, town):
        days = {"starts": date(2023, 1, 1), "finishes": date(2027, 12, 31)}
        made(Project, "Avbrutet", partnership=town, status="closed", **days)
        assert latest(town) == date(2023, 1, 1)

    @pytest.mark.parametrize("status", ["idea", "applied", "rejected", "granted"])
    def test_a_project_that_is_not_at_work_is_no_activity(self, town, status):
        made(Project, "Tanke", partnership=town, status=status, starts=date(2025, 1, 1))
        assert latest(town) is None

    def test_what_happens_in_its_project_happens_in_it(self, town):
        project = made(Project, "Tanke", partnership=town, status="granted")
        made(Exchange, "Möte", project=project, starts=date(2025, 1, 2))
        assert latest(town) == date(2025, 1, 2)

    def test_what_names_another_partnership_than_its_project_happens_there(self, town):
        project = made(Project, "Tanke", partnership=town, status="granted")
        other = made(Partnership, "Kuopio")
        made(Exchange, "Möte", partnership=other, project=project, starts=date(2025, 1, 2))
        assert (latest(town), latest(other)) == (None, date(2025, 1, 2))

    def test_who_has_met_since_a_day(self, town):
        project = made(Project, "Tanke", partnership=made(Partnership, "Kuopio"), status="granted")
        made(Exchange, "Möte", project=project, starts=date(2025, 11, 23))
        made(Exchange, "Besök", partnership=town, starts=date(2025, 11, 22), finishes=date(2026, 1, 1))
        made(Exchange, "Nästa", partnership=town, starts=date(2026, 11, 24))
        made(Exchange, "Utkast", partnership=town, starts=date(2026, 5, 1), live=False)
        assert met_since(date(2025, 11, 23), TODAY) == {project.partnership_id}

    def test_reviews_and_lessons(self, town):
        town.reviews.create(reviewed_on=date(2022, 1, 1), conclusion_sv="Bra.")
        town.save()
        assert latest(town) == date(2022, 1, 1)
        Lesson.objects.create(
            title_sv="Tid", evidence_sv="Protokoll.", noted_on=date(2023, 1, 1), partnership=town
        )
        assert latest(town) == date(2023, 1, 1)

    def test_two_questions_for_any_number(self, town, django_assert_num_queries):
        towns = [made(Partnership, f"Stad {n}") for n in range(20)]
        with django_assert_num_queries(2):
            latest_activity([town.pk, *(partnership.pk for partnership in towns)], TODAY)
