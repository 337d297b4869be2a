from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lagesbild.barometer import overview
from lagesbild.barometer.answerable import (
    OWN_UNITS,
    actions_of,
    duties_of,
    goals_of,
    units_and_predecessors,
)
from lagesbild.cooperation.audit.answered_for import answered_for
from lagesbild.cooperation.partners.activity import years_before
from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.website.goals.debate_money import debate_money
from lagesbild.website.goals.debate_questions import questions
from lagesbild.website.goals.debate_sheet import debate_sheet
from lagesbild.website.goals.news_of_a_year import news_since
from lagesbild.website.indicators.shared_answers import answers_about


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
    since = years_before(today, 1)
    units, predecessors = units_and_predecessors(organisation)
    own_units = [unit for unit in units if unit.kind in OWN_UNITS]
    duties = duties_of(organisation)
    goals = goals_of(duties)
    home = Municipality.load(request_or_site=request)
    figures = answers_about(
        {goal.pk for goal in goals},
        duties.indicators,
        area=home.home_area,
        year_now=today.year,
    )
    sheet = debate_sheet(
        goals,
        figures,
        actions_of(organisation, own_units, today),
        since,
    )
    part = answered_for(organisation, own_units)
    context = {
        "organisation": organisation,
        "sheet": sheet,
        "money": debate_money(sheet, part),
        "news": news_since(sheet, since),
        "since": since,
        "questions": questions(sheet, organisation.name, today),
        "printed": sheet.printed,
        "part": part,
        "units": units,
        "own_units": own_units,
        "predecessors": predecessors,
    }
    return render(request, "website/organisation.html", context)
