"""What recurs among the lessons: in how many cooperations, since when, and what was done."""

from datetime import date

import pytest
from django.utils.text import slugify

from lagesbild.cooperation.models import Exchange, Lesson, Partnership, Project, Theme
from lagesbild.cooperation.partners import lessons as overview
from lagesbild.cooperation.partners.silent_partnerships import quiet_partnerships

pytestmark = pytest.mark.django_db


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def lesson(title: str, *themes: str, on: str = "2024-01-01", **more) -> Lesson:
    new_lesson = Lesson.objects.create(
        **{"title_sv": title, "noted_on": date.fromisoformat(on), "evidence_sv": "Så var det.", **more}
    )
    new_lesson.themes.set(Theme.objects.get_or_create(name_sv=theme)[0] for theme in themes)
    new_lesson.save()
    return new_lesson


def rows():
    return overview.by_theme(overview.seen())


def test_what_most_cooperations_have_seen_stands_first():
    bodo, kuopio = made(Partnership, "Bodo"), made(Partnership, "Kuopio")
    lesson("Språket", "Skola", kind="challenge", partnership=bodo, on="2020-05-01", done_sv="Tolk")
    lesson("Restiden", "Skola", kind="challenge", partnership=kuopio, on="2023-05-01")
    for number in range(3):
        lesson(f"Tre {number}", "Kultur", kind="challenge", partnership=bodo)
    lesson("Utan", partnership=bodo)
    first, second, last = rows()
    assert (first.theme.name_sv, first.cooperations, first.recurs, first.done) == ("Skola", 2, True, 1)
    assert (first.first, first.latest) == (date(2020, 5, 1), date(2023, 5, 1))
    assert first.places == [("partnership", kuopio.pk), ("partnership", bodo.pk)]
    assert (second.theme.name_sv, len(second.lessons), second.recurs) == ("Kultur", 3, False)
    assert last.theme is None


def test_two_projects_of_a_partnership_are_one_cooperation():
    bodo, draft = made(Partnership, "Bodo"), made(Partnership, "Utkast", live=False)
    first, second = (made(Project, name, partnership=bodo) for name in ("Ett", "Två"))
    alone = made(Project, "Ensamt", partnership=draft)
    visit, own = (
        made(Exchange, "Besök", starts=date(2024, 1, 1), project=first),
        made(Exchange, "Möte", starts=date(2024, 1, 1)),
    )
    lesson("A", project=first)
    lesson("B", project=second)
    lesson("C", partnership=bodo)
    lesson("D", project=alone)
    lesson("E", exchange=visit)
    lesson("F", exchange=own)
    assert [common.where for common in overview.seen()] == [
        ("partnership", bodo.pk),
        ("partnership", bodo.pk),
        ("partnership", bodo.pk),
        ("project", alone.pk),
        ("project", first.pk),
        ("exchange", own.pk),
    ]


def test_what_hangs_on_something_unpublished_is_not_told():
    lesson("Hemlig", partnership=made(Partnership, "Utkast", live=False))
    lesson("Utkast", partnership=made(Partnership, "Bodo"), live=False)
    assert overview.seen() == []


def test_challenges_that_nobody_did_anything_about_the_oldest_first():
    bodo = made(Partnership, "Bodo")
    late = lesson("Sen", "Skola", kind="challenge", partnership=bodo, on="2024-01-01")
    early = lesson("Tidig", "Skola", kind="challenge", partnership=bodo, on="2019-01-01", done_sv=" ")
    lesson("Gjord", kind="challenge", partnership=bodo, done_sv="Ja")
    lesson("Bra", partnership=bodo)
    challenges = overview.seen()
    assert [challenge.pk for challenge in overview.nobody_did_anything(challenges)] == [early.pk, late.pk]
    short = overview.in_short(challenges, rows())
    assert (short.successes, short.challenges, short.done, short.not_done) == (1, 3, 1, 2)
    assert short.most_common is None  # one cooperation is no pattern


def test_choices_narrow_the_list():
    bodo = made(Partnership, "Bodo")
    lesson("Språket", "Skola", kind="challenge", partnership=bodo, done_sv="Tolk")
    lesson("Mötet", "Kultur", partnership=bodo)
    skola = str(Theme.objects.get(name_sv="Skola").pk)
    assert [listed_lesson.title_sv for listed_lesson in overview.lessons(kind="success")] == ["Mötet"]
    assert [listed_lesson.title_sv for listed_lesson in overview.lessons(theme=skola)] == ["Språket"]
    assert [listed_lesson.title_sv for listed_lesson in overview.lessons(done="nej")] == ["Mötet"]
    assert [listed_lesson.title_sv for listed_lesson in overview.lessons(done="ja")] == ["Språket"]


def test_the_quietest_partnerships_stand_first_and_those_nobody_knows_of_last():
    today = date(2026, 11, 23)
    for name, starts in (("Gul", date(2025, 6, 1)), ("Röd", date(2022, 1, 1)), ("Grön", date(2026, 5, 1))):
        made(Exchange, f"Besök i {name}", starts=starts, partnership=made(Partnership, name))
    made(Partnership, "Tom")
    made(Partnership, "Slut", status="ended")
    made(Partnership, "Utkast", live=False)
    silences = quiet_partnerships(today)
    assert [(silence.partnership.name, silence.activity.light, silence.days) for silence in silences] == [
        ("Röd", "red", (today - date(2022, 1, 1)).days),
        ("Gul", "yellow", (today - date(2025, 6, 1)).days),
        ("Tom", "grey", None),
    ]
