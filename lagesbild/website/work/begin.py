"""The first screens: who are you, what to follow, fetch, publish. Each can be gone back to."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lagesbild.barometer import starting
from lagesbild.barometer.models import Indicator
from lagesbild.framework.models import GlobalGoal
from lagesbild.kits import HomePlace, KitIndicator, KitProblems, NoSuchPlace, find_place, home_places, kit_of
from lagesbild.organisations.models import Municipality
from lagesbild.website.work import begin_files
from lagesbild.website.work.access import staff_page

RIGHTS = ("organisations.change_municipality", "barometer.publish_indicator")
LOOK_AGAIN = "3"
"""Seconds until the page of a running fetch is asked for again, without script."""


@staff_page(*RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def who(request):
    """Which municipality or region it is. Another may be chosen until something is published."""
    text = request.POST.get("kommun", "")
    problems = []
    if request.method == "POST":
        try:
            starting.settle_home(find_place(text), instead=not _something_is_public())
            return redirect("begin_kit")
        except NoSuchPlace as error:
            problems = [("kommun", error.wording.in_(translation.get_language()))]
        except starting.AnotherHome:
            problems = [("kommun", _("Något är redan publicerat. Byt kommun under Kommunen och utseendet."))]
    place = _place()
    context = {
        "step": 1,
        "text": text or (place.name if place else ""),
        "places": home_places().values(),
        "problems": problems,
    }
    return render(request, "website/work/begin_who.html", context)


@staff_page(*RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def kit(request):
    """What to follow: the kit's indicators by goal, those of the core ticked, and rows of one's own."""
    place = _place()
    if place is None:
        return redirect("begin_who")
    kit = begin_files.all_kits()
    problems = []
    if request.method == "POST":
        rows, problems = _rows_followed(request.POST, kit)
        if not problems:
            begin_files.keep_kit(rows)
            return redirect("begin_fetch")
    before = begin_files.followed_kit()
    followed = {row.id for row in (before.indicators if before else kit.core)}
    ticked = set(request.POST.getlist("id")) if problems else followed
    context = {
        "step": 2,
        "goals": _by_goal(place, kit, ticked),
        "own_rows": request.POST.get("egna", ""),
        "problems": problems,
    }
    return render(request, "website/work/begin_kit.html", context)


@staff_page(*RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def fetch(request):
    """The figures fetched and built, with how far it has come."""
    place, followed = _place(), begin_files.followed_kit()
    if place is None or followed is None:
        return redirect("begin_who" if place is None else "begin_kit")
    if request.method == "POST":
        begin_files.start_fetch(place.code)
        return redirect("begin_fetch")
    progress = begin_files.fetch_progress()
    ready = not progress.running and _with_figures(followed.indicators, place)
    context = {
        "step": 3,
        "place": place,
        "count": len(followed.indicators),
        "progress": progress,
        "answered": len(ready) if ready else 0,
        "trouble": ""
        if progress.running
        else begin_files.fetch_failed() or begin_files.state().get("trouble", ""),
    }
    response = render(request, "website/work/begin_fetch.html", context)
    if progress.running:
        response["Refresh"] = LOOK_AGAIN
    return response


@staff_page(*RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request):
    """What came, what needs a person, and the button that shows it to everybody."""
    place, followed = _place(), begin_files.followed_kit()
    if place is None or followed is None:
        return redirect("begin_who" if place is None else "begin_kit")
    retired = begin_files.state().get("retired", {})
    with_figures = _with_figures(followed.indicators, place) - retired.keys()
    if request.method == "POST":
        count = len(starting.publish_with_figures(with_figures, now=timezone.now()))
        messages.success(request, _published_words(count))
        return redirect("begin_publish")
    context = {
        "step": 4,
        "place": place,
        "count": len(followed.indicators),
        "answered": len(with_figures),
        "waiting": Indicator.objects.filter(
            live=False, first_published_at=None, figure__in=with_figures
        ).count(),
        "public": Indicator.objects.public().count(),
        "needs": starting.person_needed(begin_files.all_kits(), with_figures=with_figures, retired=retired),
    }
    return render(request, "website/work/begin_publish.html", context)


def _place() -> HomePlace | None:
    return home_places().get(Municipality.load().home_area)


def _something_is_public() -> bool:
    return Indicator.objects.public().exists()


def _with_figures(rows: tuple[KitIndicator, ...], place: HomePlace) -> set[str]:
    return starting.ids_with_figures(settings.FIGURES, {row.id for row in rows}, place.code)


def _rows_followed(posted, kit) -> tuple[list[KitIndicator], list[tuple[str, str]]]:
    """The rows that were ticked or pasted, and what is wrong with them: where, and a sentence."""
    rows = {row.id: row for row in kit.indicators if row.id in posted.getlist("id")}
    pasted = posted.get("egna", "").strip()
    try:
        own = kit_of(pasted, _("Egna rader"), kit.by_id).indicators if pasted else ()
    except KitProblems as error:
        return [], [("egna", str(problem)) for problem in error.problems]
    rows |= {row.id: row for row in own}
    if not rows:
        return [], [("id", _("Välj minst ett nyckeltal."))]
    return list(rows.values()), []


def _by_goal(place: HomePlace, kit, ticked: set[str]) -> list[dict]:
    """Each goal with its indicators; of a region only those that are published for regions."""
    rows = [row for row in kit.indicators if place.kind == "municipality" or row.for_regions]
    entries = [
        {"goal": goal, "rows": [(row, row.id in ticked) for row in rows if row.goal == goal.number]}
        for goal in GlobalGoal.objects.all()
    ]
    return [
        entry | {"ticked": sum(is_ticked for _row, is_ticked in entry["rows"])}
        for entry in entries
        if entry["rows"]
    ]


def _published_words(count: int) -> str:
    text = ngettext("%(n)s nyckeltal är publicerat.", "%(n)s nyckeltal är publicerade.", count)
    return text % {"n": count}
