"""The pages of projects."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.cooperation.audit.auditor_questions import OF_A_PROJECT, auditor_answers
from lagesbild.cooperation.funding.money import Rates, project_money, with_money
from lagesbild.cooperation.models import BudgetLine, Project
from lagesbild.cooperation.partners import counts, lists, related
from lagesbild.cooperation.partners.related import AIMS
from lagesbild.cooperation.partners.results import outline
from lagesbild.cooperation.read_together import read_one, read_together
from lagesbild.website.register.choices import (
    ListChoice,
    choices_of,
    goal_choice,
    list_context,
    theme_choice,
    whose_exchanges,
)
from lagesbild.website.register.partnerships import LATEST, public_partners


def projects(request):
    """Every project, fifty to a page, the latest begun first."""
    choices = choices_of(
        request,
        ListChoice("lage", _("Läge"), Project.Status.choices),
        theme_choice(Project),
        ListChoice("ar", _("År"), [(str(y), str(y)) for y in lists.project_years(timezone.localdate())]),
        goal_choice(),
    )
    within = whose_exchanges(request)
    filtered = lists.projects(
        status=choices["lage"].chosen,
        theme=choices["tema"].chosen,
        year=choices["ar"].chosen,
        goal=choices["mal"].chosen,
        partnership=within["partnership"].slug if "partnership" in within else "",
    )
    context = list_context(request, choices, lists.with_partners(with_money(filtered)))
    rates = Rates.load()
    for project in context["page"].object_list:
        project.money = project_money(project, rates)
    context["within"] = within
    return render(request, "website/projects.html", context)


def project(request, slug):
    """One project: what an auditor asks of it, its money, its results and what it has taught."""
    public_project = read_one(
        Project.objects.public().filter(slug=slug).select_related("partnership"),
        *OF_A_PROJECT,
        "partners",
        "budget_lines",
        "result_lines",
        "grants__reports",
        "grants__decisions",
        "global_targets",
        *AIMS,
    )
    return project_page(request, public_project)


def budget_totals(project: Project, lines: Iterable[BudgetLine]) -> list[tuple[Decimal, str]]:
    """The sum of the lines in each currency, the project's own first."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.currency or project.currency] += line.value
    in_order = sorted(sums, key=lambda currency: (currency != project.currency, currency))
    return [(sums[currency], currency) for currency in in_order]


def project_page(request, project: Project):
    today, rates = timezone.localdate(), Rates.load()
    exchanges = related.exchanges_of(project)
    money = project_money(project, rates)
    lines = list(project.budget_lines.all())
    context = {
        "project": project,
        "asked": auditor_answers(project, rates, money),
        "money": money,
        "grants": related.grants_of(project),
        "budget_lines": lines,
        "budget_totals": budget_totals(project, lines),
        "by_partner": any(line.organisation_id for line in lines),
        "outline": outline(project.result_lines.all()),
        "duties": related.duties_of(project),
        "partners": public_partners(project.partners.all()),
        "decisions": project.decisions.all(),
        "exchanges": read_together(exchanges[:LATEST], "participants"),
        "attendance": counts.attendance(exchanges),
        "lessons": related.lessons_of(project),
        "applications": related.applications_of(project),
        "own_goals": related.public_goals_of(project),
        "today": today,
    }
    return render(request, "website/project.html", context)
