"""The page of lessons."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from lagesbild.cooperation.models import Lesson
from lagesbild.cooperation.partners import lessons as lessons_overview
from lagesbild.cooperation.partners.overview import themes_of
from lagesbild.website.paging import page_holding, page_of
from lagesbild.website.register.choices import PER_PAGE, Choice, choices_context, choices_of

MOST_PLACES = 3
"""So many cooperations are named in a row of recurring lessons."""
OLDEST = 10


def lessons(request):
    """What cooperation has taught: what recurs, what nobody has done anything about, and every lesson."""
    kinds = [(one.value, one.label) for one in Lesson.Kind]
    choices = choices_of(
        request,
        Choice("slag", _("Slag"), kinds),
        Choice("tema", _("Tema"), [(str(theme.pk), theme.name) for theme in themes_of(Lesson)]),
        Choice("enhet", _("Noterat av"), [(one.slug, one.name) for one in lessons_overview.units()]),
        Choice(
            "gjort",
            _("Vad som gjordes"),
            [
                (lessons_overview.DONE, _("Något är noterat")),
                (lessons_overview.NOT_DONE, _("Inget är noterat")),
            ],
        ),
    )
    found = lessons_overview.lessons(
        kind=choices["slag"].chosen,
        theme=choices["tema"].chosen,
        unit=choices["enhet"].chosen,
        done=choices["gjort"].chosen,
    )
    seen = lessons_overview.seen()
    recurring = lessons_overview.by_theme(seen)
    undone = [one.pk for one in lessons_overview.nobody_did_anything(seen)]
    rows = page_of(request, "teman", recurring, PER_PAGE)
    rows.object_list = _with_places(rows.object_list)
    oldest = lessons_overview.with_all(Lesson.objects).in_bulk(undone[:OLDEST])
    context = {
        **choices_context(choices),
        "short": lessons_overview.in_short(seen, recurring),
        "examples": sum(one.is_example for one in seen),
        "recurring": rows,
        "undone": [oldest[pk] for pk in undone[:OLDEST]],
        "undone_count": len(undone),
        "page": _page_with(request, found),
    }
    return render(request, "website/lessons.html", context)


def _with_places(recurring) -> list[dict]:
    """Each theme and kind with the names of its latest cooperations, and how many more there are."""
    known = lessons_overview.names(place for one in recurring for place in one.places[:MOST_PLACES])
    rows = []
    for one in recurring:
        places_shown = [known[place] for place in one.places[:MOST_PLACES] if place in known]
        rows.append({"of": one, "places": places_shown, "more": one.cooperations - len(places_shown)})
    return rows


def _page_with(request, found):
    """The page asked for; for an address that points at one lesson, the page that it is on."""
    paginator = Paginator(lessons_overview.with_all(found), PER_PAGE)
    holding = page_holding(found, request.GET.get("lardom", ""), PER_PAGE)
    return paginator.get_page(request.GET.get("sida", holding))
