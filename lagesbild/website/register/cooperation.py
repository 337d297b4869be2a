from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.barometer import overview as barometer
from lagesbild.cooperation.audit.auditor_questions import asked, with_answers
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding.money import Rates, project_money, with_money
from lagesbild.cooperation.models import Exchange, Partnership, Project
from lagesbild.cooperation.partners import overview
from lagesbild.cooperation.partners.activity import activity, at_work, latest_activity
from lagesbild.cooperation.partners.results import outline
from lagesbild.framework.models import GlobalGoal

PER_PAGE = 50
LATEST = 20


@dataclass
class Choice:
    """One field of a list's form: what may be chosen, and what is. ``unknown``: something else was asked for."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str = ""
    unknown: bool = field(default=False)


def choices_of(request, *choices: Choice) -> dict[str, Choice]:
    """The choices by name, each with what the address says if that is among its options."""
    for choice in choices:
        wanted = request.GET.get(choice.name, "")
        known = wanted in {key for key, _label in choice.options}
        choice.chosen, choice.unknown = (wanted if known else ""), bool(wanted) and not known
    return {choice.name: choice for choice in choices}


def _page(request, found, count: int | None = None):
    paginator = Paginator(found, PER_PAGE)
    if count is not None:
        paginator.count = count  # known already, and not asked for once more
    return paginator.get_page(request.GET.get("sida"))


def _words(request) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:200]


def _kinds(model) -> Choice:
    return Choice("slag", _("Slag"), model.Kind.choices)


def _countries() -> Choice:
    named = [(code, country_name(code).in_(get_language())) for code in overview.countries()]
    return Choice("land", _("Land"), sorted(named, key=lambda one: one[1]))


def _themes(model) -> Choice:
    themes = [(str(theme.pk), theme.name) for theme in overview.themes_of(model)]
    return Choice("tema", _("Tema"), themes)


def _goals() -> Choice:
    goals = [(str(goal.number), str(goal)) for goal in GlobalGoal.objects.all()]
    return Choice("mal", _("Globalt mål"), goals)


def _list_context(request, choices: dict[str, Choice], found, count: int | None = None) -> dict:
    return {
        "choices": choices.values(),
        "unknown": any(choice.unknown for choice in choices.values()),
        "narrowed": any(choice.chosen for choice in choices.values()) or bool(_words(request)),
        "words": _words(request),
        "page": _page(request, found, count),
        "today": timezone.localdate(),
    }


# --- Partnerships -----------------------------------------------------------------------------------------


def partnerships(request):
    """Every partnership, fifty to a page, with its light and when it is to be reviewed."""
    choices = choices_of(
        request,
        _kinds(Partnership),
        Choice("lage", _("Läge"), Partnership.Status.choices),
        _countries(),
        _themes(Partnership),
        _goals(),
    )
    found = overview.partnerships(
        kind=choices["slag"].chosen,
        status=choices["lage"].chosen,
        country=choices["land"].chosen,
        theme=choices["tema"].chosen,
        goal=choices["mal"].chosen,
        words=_words(request),
    )
    context = _list_context(request, choices, overview.with_partners(found))
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
        "partners": _public(found.partners.all()),
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


def _public(links) -> list:
    return [one for one in links if one.organisation.live]


# --- Exchanges --------------------------------------------------------------------------------------------


def exchanges(request):
    """Every exchange, fifty to a page, the latest first, with the sums of what is chosen."""
    choices = choices_of(
        request,
        _kinds(Exchange),
        Choice("ar", _("År"), [(str(year), str(year)) for year in overview.exchange_years()]),
        _countries(),
        Choice("enhet", _("Ansvarig"), [(one.slug, one.name) for one in overview.exchange_units()]),
    )
    within = _within(request)
    found = overview.exchanges(
        kind=choices["slag"].chosen,
        year=choices["ar"].chosen,
        country=choices["land"].chosen,
        unit=choices["enhet"].chosen,
        words=_words(request),
        **{name: thing.slug for name, thing in within.items()},
    )
    shown = found.select_related("partnership", "project", "organisation").prefetch_related("participants")
    attendance = overview.attendance(found)
    context = _list_context(request, choices, shown, attendance.exchanges)
    context |= {"within": within, "attendance": attendance}
    context["narrowed"] = context["narrowed"] or bool(within)
    context["whole_register"] = not context["narrowed"]
    return render(request, "website/exchanges.html", context)


def _within(request) -> dict:
    """The partnership or project whose exchanges are asked for, as a link from its page does."""
    found = {}
    for name, asked_as, model in (("partnership", "samarbete", Partnership), ("project", "projekt", Project)):
        if slug := request.GET.get(asked_as, "").replace("\x00", ""):
            found[name] = get_object_or_404(model.objects.public(), slug=slug)
    return found


def exchange(request, slug):
    """One exchange: what it was, with whom, and how many took part."""
    found = Exchange.objects.public().select_related("partnership", "project", "organisation")
    return exchange_page(request, get_object_or_404(found, slug=slug))


def exchange_page(request, found: Exchange):
    groups = list(found.participants.all())
    context = {
        "exchange": found,
        "groups": groups,
        "total": sum(group.count for group in groups),
        "from_abroad": sum(group.count for group in groups if group.from_abroad),
        "lessons": overview.lessons_of(found),
        "today": timezone.localdate(),
    }
    return render(request, "website/exchange.html", context)


# --- Projects ---------------------------------------------------------------------------------------------


def projects(request):
    """Every project, fifty to a page, the latest begun first."""
    choices = choices_of(
        request,
        Choice("lage", _("Läge"), Project.Status.choices),
        _themes(Project),
        Choice("ar", _("År"), [(str(y), str(y)) for y in overview.project_years(timezone.localdate())]),
        _goals(),
    )
    within = _within(request)
    found = overview.projects(
        status=choices["lage"].chosen,
        theme=choices["tema"].chosen,
        year=choices["ar"].chosen,
        goal=choices["mal"].chosen,
        partnership=within["partnership"].slug if "partnership" in within else "",
    )
    context = _list_context(request, choices, overview.with_partners(with_money(found)))
    rates = Rates.load()
    for project in context["page"].object_list:
        project.money = project_money(project, rates)
    context["within"] = within
    return render(request, "website/projects.html", context)


def project(request, slug):
    """One project: what an auditor asks of it, its money, its results and what it has taught."""
    found = (
        with_answers(Project.objects.public())
        .select_related("partnership")
        .prefetch_related(
            "partners__organisation__successor", "budget_lines", "result_lines", "documents__document"
        )
    )
    return project_page(request, get_object_or_404(found, slug=slug))


def project_page(request, found: Project):
    today, rates = timezone.localdate(), Rates.load()
    exchanges = overview.exchanges_of(found)
    lines = list(found.budget_lines.all())
    context = {
        "project": found,
        "asked": asked(found, rates),
        "money": project_money(found, rates),
        "grants": overview.grants_of(found),
        "budget_lines": lines,
        "budget_total": sum(line.value for line in lines),
        "outline": outline(found.result_lines.all()),
        "duties": barometer.duties(found),
        "partners": _public(found.partners.all()),
        "decisions": found.decisions.all(),
        "exchanges": list(exchanges.prefetch_related("participants")[:LATEST]),
        "attendance": overview.attendance(exchanges),
        "lessons": overview.lessons_of(found),
        "applications": overview.applications_of(found),
        "own_goals": overview.public_goals_of(found),
        "today": today,
    }
    return render(request, "website/project.html", context)
