"""The pages of projects."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.barometer import overview as barometer
from lagesbild.cooperation.audit.auditor_questions import auditor_answers, with_answers
from lagesbild.cooperation.funding.money import Rates, project_money, with_money
from lagesbild.cooperation.models import BudgetLine, Project
from lagesbild.cooperation.partners import counts, lists, related
from lagesbild.cooperation.partners.results import outline
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
    public_projects = (
        with_answers(Project.objects.public())
        .select_related("partnership")
        .prefetch_related(
            "partners__organisation__successor",
            "budget_lines__organisation",
            "result_lines",
            "documents__document",
        )
    )
    return project_page(request, get_object_or_404(public_projects, slug=slug))


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
        "duties": barometer.duties(project),
        "partners": public_partners(project.partners.all()),
        "decisions": project.decisions.all(),
        "exchanges": list(exchanges.prefetch_related("participants")[:LATEST]),
        "attendance": counts.attendance(exchanges),
        "lessons": related.lessons_of(project),
        "applications": related.applications_of(project),
        "own_goals": related.public_goals_of(project),
        "today": today,
    }
    return render(request, "website/project.html", context)
