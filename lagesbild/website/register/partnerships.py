"""The pages of partnerships."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.cooperation.audit.auditor_questions import OF_A_PARTNERSHIP, auditor_answers
from lagesbild.cooperation.funding.money import MONEY, Rates, project_money, total
from lagesbild.cooperation.models import Partnership
from lagesbild.cooperation.partners import counts, lists, related
from lagesbild.cooperation.partners.activity import activity, at_work, latest_activity
from lagesbild.cooperation.partners.related import AIMS
from lagesbild.cooperation.read_together import read_one, read_together
from lagesbild.website.register.choices import (
    PER_PAGE,
    ListChoice,
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
        ListChoice("lage", _("Läge"), Partnership.Status.choices),
        country_choice(),
        theme_choice(Partnership),
        goal_choice(),
    )
    filtered = lists.partnerships(
        kind=choices["slag"].chosen,
        status=choices["lage"].chosen,
        country=choices["land"].chosen,
        theme=choices["tema"].chosen,
        goal=choices["mal"].chosen,
        words=search_words(request),
    )
    context = list_context(request, choices, lists.with_partners(filtered))
    _light_up(context["page"].object_list, context["today"])
    context["short"] = counts.in_short(context["today"])
    return render(request, "website/partnerships.html", context)


def _light_up(partnerships, today) -> None:
    """Gives each partnership that has not ended its ``activity``."""
    partnerships = [
        partnership for partnership in partnerships if partnership.status != Partnership.Status.ENDED
    ]
    ids = [partnership.pk for partnership in partnerships]
    latest, busy = latest_activity(ids, today), at_work(ids, today)
    for partnership in partnerships:
        partnership.activity = activity(latest.get(partnership.pk), today, partnership.pk in busy)


def partnership(request, slug):
    """One partnership: what an auditor asks of it, and everything that hangs on it."""
    public_partnership = read_one(
        Partnership.objects.public().filter(slug=slug), *OF_A_PARTNERSHIP, "partners", "reviews", *AIMS
    )
    return partnership_page(request, public_partnership)


def partnership_page(request, partnership: Partnership):
    today, rates = timezone.localdate(), Rates.load()
    _light_up([partnership], today)
    exchanges = related.exchanges_of(partnership)
    projects = read_together(related.projects_of(partnership), *MONEY)
    moneys = [project_money(project, rates) for project in projects]
    context = {
        "partnership": partnership,
        "asked": auditor_answers(partnership, rates),
        "duties": related.duties_of(partnership),
        "partners": public_partners(partnership.partners.all()),
        "decisions": partnership.decisions.all(),
        "projects": projects[:PER_PAGE],
        "project_count": len(projects),
        "money": _sums(moneys),
        "fees": [
            (fee, total([(fee.value, fee.currency, fee.day)], rates))
            for fee in sorted(partnership.fees.all(), key=lambda fee: -fee.year)
        ],
        "exchanges": read_together(exchanges[:LATEST], "participants"),
        "attendance": counts.attendance(exchanges),
        "groups": counts.participant_table(exchanges),
        "lessons": related.lessons_of(partnership),
        "own_goals": related.public_goals_of(partnership),
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
    return [link for link in links if link.organisation.live]
