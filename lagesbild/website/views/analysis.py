from collections.abc import Sequence
from fractions import Fraction

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import number
from lagesbild.cooperation import considering, lessons_overview, places, survival
from lagesbild.cooperation import network as nets
from lagesbild.cooperation.contacts import Register
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.models import Lesson, Partnership
from lagesbild.cooperation.overview import themes_of
from lagesbild.cooperation.quiet import quiet
from lagesbild.framework.considered import QUESTIONS
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Municipality
from lagesbild.website.network_picture import Named, named, network_picture
from lagesbild.website.templatetags.money_page import in_words
from lagesbild.website.views.cooperation import PER_PAGE, Choice, choices_of
from lagesbild.website.world_map import HOME_MARK, MARKS, MOST_NAMES, Mark, place_in, place_map

MOST_PARTNERS, MOST_OTHERS = 40, 20
"""More than these cannot be read in a picture; the tables have them all."""
MOST_PLACES = 3
"""So many cooperations are named in a row of recurring lessons."""
OLDEST = 10
MOST_NAMED = 3


def _page(request, name: str, rows: Sequence, per_page: int = PER_PAGE):
    """The page of one list among several: each has its own name in the address."""
    return Paginator(rows, per_page).get_page(request.GET.get(name))


def _shown(choices: dict[str, Choice]) -> dict:
    return {
        "choices": choices.values(),
        "unknown": any(choice.unknown for choice in choices.values()),
        "narrowed": any(choice.chosen for choice in choices.values()),
    }


# --- Lessons ----------------------------------------------------------------------------------------------


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
            [(lessons_overview.DONE, _("Något är noterat")), (lessons_overview.NOT_DONE, _("Inget är noterat"))],
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
    undone = lessons_overview.nobody_did_anything(seen)
    rows = _page(request, "teman", recurring)
    context = {
        **_shown(choices),
        "short": lessons_overview.in_short(seen, recurring),
        "recurring": rows,
        "undone": undone[:OLDEST],
        "undone_count": len(undone),
        "page": _page_with(request, found),
    }
    _name_places(rows.object_list, context["undone"])
    return render(request, "website/lessons.html", context)


def _page_with(request, found):
    """The page asked for; for an address that points at one lesson, the page that it is on."""
    paginator = Paginator(lessons_overview.with_all(found), PER_PAGE)
    wanted = request.GET.get("lardom", "")
    if "sida" in request.GET or not wanted.isdecimal():
        return paginator.get_page(request.GET.get("sida"))
    order = list(found.values_list("pk", flat=True))
    return paginator.get_page(order.index(int(wanted)) // PER_PAGE + 1 if int(wanted) in order else 1)


def _name_places(recurring, undone) -> None:
    """Gives each row of themes its first few ``named`` cooperations and how many ``more``, each challenge its one."""
    wanted = {place for one in recurring for place in one.places[:MOST_PLACES]}
    known = lessons_overview.names(wanted | {one.where for one in undone})
    for one in recurring:
        vars(one)["named"] = [known[place] for place in one.places[:MOST_PLACES] if place in known]
        vars(one)["more"] = one.cooperations - len(vars(one)["named"])
