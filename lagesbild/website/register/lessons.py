"""The page of lessons."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from lagesbild.cooperation.models import Lesson
from lagesbild.cooperation.partners import lessons as lessons_overview
from lagesbild.cooperation.partners.lists import themes_of
from lagesbild.website.paging import page_holding, page_of
from lagesbild.website.register.choices import PER_PAGE, ListChoice, choices_context, choices_of

MOST_PLACES = 3
"""So many cooperations are named in a row of recurring lessons."""
OLDEST = 10


def lessons(request):
    """What cooperation has taught: what recurs, what nobody has done anything about, and every lesson."""
    kinds = [(unit.value, unit.label) for unit in Lesson.Kind]
    choices = choices_of(
        request,
        ListChoice("slag", _("Slag"), kinds),
        ListChoice("tema", _("Tema"), [(str(theme.pk), theme.name) for theme in themes_of(Lesson)]),
        ListChoice("enhet", _("Noterat av"), [(unit.slug, unit.name) for unit in lessons_overview.units()]),
        ListChoice(
            "gjort",
            _("Vad som gjordes"),
            [
                (lessons_overview.DONE, _("Något är noterat")),
                (lessons_overview.NOT_DONE, _("Inget är noterat")),
            ],
        ),
    )
    filtered = lessons_overview.lessons(
        kind=choices["slag"].chosen,
        theme=choices["tema"].chosen,
        unit=choices["enhet"].chosen,
        done=choices["gjort"].chosen,
    )
    all_lessons = lessons_overview.seen()
    recurring = lessons_overview.by_theme(all_lessons)
    undone = [unit.pk for unit in lessons_overview.nobody_did_anything(all_lessons)]
    rows = page_of(request, "teman", recurring, PER_PAGE)
    rows.object_list = _with_places(rows.object_list)
    oldest = lessons_overview.with_all(Lesson.objects).in_bulk(undone[:OLDEST])
    context = {
        **choices_context(choices),
        "short": lessons_overview.in_short(all_lessons, recurring),
        "examples": sum(unit.is_example for unit in all_lessons),
        "recurring": rows,
        "undone": [oldest[pk] for pk in undone[:OLDEST]],
        "undone_count": len(undone),
        "page": _page_with(request, filtered),
    }
    return render(request, "website/lessons.html", context)


def _with_places(recurring) -> list[dict]:
    """Each theme and kind with the names of its latest cooperations, and how many more there are."""
    names = lessons_overview.names(place for theme in recurring for place in theme.places[:MOST_PLACES])
    rows = []
    for theme in recurring:
        places_shown = [names[place] for place in theme.places[:MOST_PLACES] if place in names]
        rows.append({"of": theme, "places": places_shown, "more": theme.cooperations - len(places_shown)})
    return rows


def _page_with(request, lessons):
    """The page asked for; for an address that points at one lesson, the page that it is on."""
    paginator = Paginator(lessons_overview.with_all(lessons), PER_PAGE)
    holding = page_holding(lessons, request.GET.get("lardom", ""), PER_PAGE)
    return paginator.get_page(request.GET.get("sida", holding))
