"""The pages of partnerships."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.barometer import overview as barometer
from lagesbild.cooperation.audit.auditor_questions import asked, with_answers
from lagesbild.cooperation.funding.money import Rates, project_money, with_money
from lagesbild.cooperation.models import Partnership
from lagesbild.cooperation.partners import overview
from lagesbild.cooperation.partners.activity import activity, at_work, latest_activity
from lagesbild.website.register.choices import (
    PER_PAGE,
    Choice,
    choices_of,
    country_choice,
    goal_choice,
    kind_choice,
    list_context,
    search_words,
    theme_choice,
)

LATEST = 20


def partnerships(request):
    """Every partnership, fifty to a page, with its light and when it is to be reviewed."""
    choices = choices_of(
        request,
        kind_choice(Partnership),
        Choice("lage", _("Läge"), Partnership.Status.choices),
        country_choice(),
        theme_choice(Partnership),
        goal_choice(),
    )
    found = overview.partnerships(
        kind=choices["slag"].chosen,
        status=choices["lage"].chosen,
        country=choices["land"].chosen,
        theme=choices["tema"].chosen,
        goal=choices["mal"].chosen,
        words=search_words(request),
    )
    context = list_context(request, choices, overview.with_partners(found))
    _light_up(context["page"].object_list, context["today"])
    context["short"] = overview.in_short(context["today"])
    return render(request, "website/partnerships.html", context)


def _light_up(shown, today) -> None:
    """Gives each partnership that has not ended its ``activity``."""
    shown = [one for one in shown if one.status != Partnership.Status.ENDED]
    ids = [one.pk for one in shown]
    latest, busy = latest_activity(ids, today), at_work(ids, today)
    for one in shown:
        one.activity = activity(latest.get(one.pk), today, one.pk in busy)


def partnership(request, slug):
    """One partnership: what an auditor asks of it, and everything that hangs on it."""
    found = with_answers(Partnership.objects.public()).prefetch_related(
        "partners__organisation__successor", "reviews", "documents__document"
    )
    return partnership_page(request, get_object_or_404(found, slug=slug))


def partnership_page(request, found: Partnership):
    today, rates = timezone.localdate(), Rates.load()
    _light_up([found], today)
    exchanges = overview.exchanges_of(found)
    projects = list(with_money(overview.projects_of(found)))
    moneys = [project_money(project, rates) for project in projects]
    context = {
        "partnership": found,
        "asked": asked(found, rates),
        "duties": barometer.duties(found),
        "partners": public_partners(found.partners.all()),
        "decisions": found.decisions.all(),
        "projects": projects[:PER_PAGE],
        "project_count": len(projects),
        "money": _sums(moneys),
        "exchanges": list(exchanges.prefetch_related("participants")[:LATEST]),
        "attendance": overview.attendance(exchanges),
        "groups": overview.groups(exchanges),
        "lessons": overview.lessons_of(found),
        "own_goals": overview.public_goals_of(found),
        "today": today,
    }
    return render(request, "website/partnership.html", context)


def _sums(moneys) -> dict | None:
    """Budgets and grants of several projects, each summed by the one sum of a project's money."""
    if not moneys:
        return None
    budgets, grants = ([getattr(money, name) for money in moneys] for name in ("budget", "granted"))
    return {"budget": sum(budgets[1:], budgets[0]), "granted": sum(grants[1:], grants[0])}


def public_partners(links) -> list:
    return [one for one in links if one.organisation.live]
