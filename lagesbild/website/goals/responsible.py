from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lagesbild.barometer import overview
from lagesbild.cooperation.partners.related import part_in
from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.website.indicators.answers import answers, public_indicators


def organisations(request):
    """Everybody who answers for something, by kind."""
    goals = overview.public_goals().values("pk")
    public_organisations = Organisation.objects.public().annotate(
        goal_count=Count(
            "goalresponsibility_set__goal", filter=Q(goalresponsibility_set__goal__in=goals), distinct=True
        ),
        action_count=Count(
            "actionresponsibility_set__action",
            filter=Q(actionresponsibility_set__action__live=True),
            distinct=True,
        ),
    )
    kinds = [
        (label, [unit for unit in public_organisations if unit.kind == kind])
        for kind, label in Organisation.Kind.choices
        if any(unit.kind == kind for unit in public_organisations)
    ]
    return render(request, "website/organisations.html", {"kinds": kinds})


def organisation(request, slug):
    """Everything one organisation answers for."""
    public_organisations = Organisation.objects.public().select_related("parent", "successor")
    return organisation_page(request, get_object_or_404(public_organisations, slug=slug))


def organisation_page(request, organisation: Organisation):
    today = timezone.localdate()
    duties = overview.answers_for(organisation)
    actions = list(duties["actions"])
    for action in actions:
        action.status_now = action.status(today)
    home = Municipality.load(request_or_site=request)
    indicators = public_indicators().filter(pk__in=duties["indicators"].values("pk"))
    context = {
        "organisation": organisation,
        "goals": duties["goals"],
        "answers": answers(indicators, area=home.home_area, year_now=today.year),
        "actions": actions,
        "part": part_in(organisation),
        "units": Organisation.objects.public().filter(parent__in=[organisation.pk]),
        "predecessors": Organisation.objects.public().filter(successor__in=[organisation.pk]),
    }
    return render(request, "website/organisation.html", context)
