from collections.abc import Sequence
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from lagesbild.cooperation.funding import dates, overview
from lagesbild.cooperation.funding.dates import Kind
from lagesbild.cooperation.funding.open_calls import CallStatus, with_rules
from lagesbild.cooperation.funding.open_calls import calls as calls_that_are
from lagesbild.website.drawing.timeline import Bar, Lane, timeline
from lagesbild.website.paging import page_holding
from lagesbild.website.register.cooperation import Choice, choices_of
from lagesbild.website.templatetags.money_page import worded

PER_PAGE = 10
"""Rows of each of the lists on the page of money, which are many."""
CALLS_PER_PAGE = 20
MONTHS_AHEAD = 18
MOST_BARS = 12
SOON = 3
"""So many of the next things to end stand at the top."""
STAGES = {
    "at_work": gettext_lazy("Pågår eller slutredovisas"),
    "granted": gettext_lazy("Beviljade, inte påbörjade"),
    "over": gettext_lazy("Avslutade"),
    "not_promised": gettext_lazy("Idéer, ansökningar och avslag: inget är lovat"),
}


def funding(request):
    """Others' money: how much, from whom, what ends, what is late, what hangs on one funder."""
    today, register = timezone.localdate(), overview.read_register()
    chosen = choices_of(request, _years(register, today), _funders(register))
    year, funder = chosen["ar"], chosen["finansiar"]
    wanted = next((pk for pk, one in register.funders.items() if one.slug == funder.chosen), None)
    window = _window(year.chosen, today)
    context = {
        "today": today,
        "choices": chosen.values(),
        "unknown": year.unknown or funder.unknown,
        "narrowed": bool(year.chosen or funder.chosen),
        "year": year.chosen,
        "funder": register.funders.get(wanted),
        "programmes": register.programmes,
        "projects": register.projects,
        "empty": not (register.grants or register.projects or register.programmes),
        "dependence": overview.dependence(register),
        **_sums(request, register, year.chosen, wanted),
        **_days(request, register, window, wanted, today if not year.chosen else window[0], today),
        **_late(request, register, wanted, today),
    }
    _page_dependence(request, context)
    return render(request, "website/funding.html", context)


def _years(register, today: date) -> Choice:
    ends = {grant["finishes"].year for grant in register.grants if grant["finishes"]}
    years = sorted({*register.years(), *ends, today.year}, reverse=True)
    return Choice("ar", _("År"), [(str(year), str(year)) for year in years])


def _funders(register) -> Choice:
    options = [(one.slug, one.name) for one in register.funders.values() if one.live]
    return Choice("finansiar", _("Finansiär"), sorted(options, key=lambda one: one[1]))


def _page(request, name: str, rows: Sequence, per_page: int = PER_PAGE):
    """The page of one list among several: each has its own name in the address."""
    return Paginator(rows, per_page).get_page(request.GET.get(name))


# --- Sums -------------------------------------------------------------------------------------------------


def _sums(request, register: overview.Register, year: str, funder: int | None) -> dict:
    of_funder = [grant for grant in register.grants if not funder or grant["funder"] == funder]
    came_of_funder = [each for each in register.received if not funder or each.funder == funder]
    grants = [grant for grant in of_funder if not year or _decided(grant, int(year))]
    received = [each for each in came_of_funder if not year or each.year == int(year)]
    going_on = [grant for grant in register.grants_going_on if not funder or grant["funder"] == funder]
    given_to = {grant["project"] for grant in grants}
    projects = [row for pk, row in register.projects.items() if not (year or funder) or pk in given_to]
    own = overview.own_shares(projects, register.rates)
    by_own_goal = _page(request, "vara-mal", overview.by_own_goal(grants))
    by_own_goal.object_list = overview.with_goals(by_own_goal.object_list)
    return {
        "all": overview.sums(grants, received),
        "going_on": overview.sums(going_on),
        "by_funder": _page(request, "finansiarer", overview.by_funder(register, grants, received)),
        "by_year": _page(request, "aren", overview.by_year(of_funder, came_of_funder)),
        "by_global_goal": overview.by_global_goal(grants),
        "by_own_goal": by_own_goal,
        "own": [(STAGES[line.stage], line) for line in own if line.projects],
        "without_amount": _page(
            request, "utan-belopp", [grant for grant in grants if grant["value"] is None]
        ),
        "undated": sum(not grant["decided_on"] for grant in of_funder),
    }


def _decided(grant: dict, year: int) -> bool:
    return bool(grant["decided_on"]) and grant["decided_on"].year == year


def _page_dependence(request, context: dict) -> None:
    leaning = context["dependence"]
    context["leaning_projects"] = _page(request, "hanger", leaning.projects)
    context["leaning_partnerships"] = _page(request, "hanger-samarbeten", leaning.partnerships)


# --- Days -------------------------------------------------------------------------------------------------


def _window(year: str, today: date) -> tuple[date, date]:
    """The days of the timeline: the chosen year, or from this month's first and eighteen months on."""
    if year:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    months = today.month - 1 + MONTHS_AHEAD
    return today.replace(day=1), date(today.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _days(request, register, window: tuple[date, date], funder: int | None, since: date, today: date) -> dict:
    """``since``: grants that ended before this day are not drawn."""
    found = dates.events(register, *window, funder)
    ahead = found if window[0] <= today else None
    if ahead is None or window[1] < today + timedelta(days=dates.AHEAD):
        ahead = dates.events(register, today, today + timedelta(days=dates.AHEAD), funder)
    collisions, unanswered = dates.colliding(ahead, today)
    endings = dates.endings(register, today, funder)
    running = _running(register, (since, window[1]), funder)
    bars = [_bar(register, grant) for grant in running[:MOST_BARS]]
    lanes = [
        Lane(kind.label, days) for kind in Kind if (days := [each.day for each in found if each.kind == kind])
    ]
    return {
        "window": window,
        "events": _page(request, "tidslinje", found),
        "bars_left": len(running) - len(bars),
        "drawing": _drawn(bars, len(running), lanes, window, today) if bars or lanes else "",
        "collisions": _page(request, "krockar", collisions),
        "unanswered": unanswered,
        "endings": _page(request, "slutar", endings),
        "soon": endings[:SOON],
    }


def _running(register, window: tuple[date, date], funder: int | None) -> list[dict]:
    """Grants whose time, or else their project's, is in the window: the soonest to end first."""
    spans = [
        (grant, *_span(register, grant))
        for grant in register.grants
        if not funder or grant["funder"] == funder
    ]
    within = [
        (grant, finishes)
        for grant, starts, finishes in spans
        if (starts or finishes)
        and (starts or window[0]) <= window[1]
        and (finishes or window[1]) >= window[0]
        and (finishes or register.projects[grant["project"]]["status"] in overview.GOES_ON)
    ]
    return [grant for grant, finishes in sorted(within, key=lambda one: (one[1] or date.max, one[0]["pk"]))]


def _span(register, grant: dict) -> tuple[date | None, date | None]:
    project = register.projects[grant["project"]]
    return grant["starts"] or project["starts"], grant["finishes"] or project["finishes"]


def _bar(register, grant: dict) -> Bar:
    starts, finishes = _span(register, grant)
    name = worded(register.projects[grant["project"]], "name")
    until = _("till %(day)s") % {"day": finishes} if finishes else _("slutdag okänd")
    return Bar(f"{name}, {until}", starts, finishes)


def _drawn(bars, running: int, lanes, window: tuple[date, date], today: date):
    said = [ngettext("%(n)d bidrag löper.", "%(n)d bidrag löper.", running) % {"n": running}]
    said += [f"{lane.label}: {len(lane.days)}." for lane in lanes]
    said.append(_("Tabellen under bilden har varje dag."))
    return timeline(
        bars,
        lanes,
        first=window[0],
        last=window[1],
        today=today,
        id="bild-tid",
        title=_("Bidrag och viktiga dagar, %(first)s – %(last)s") % {"first": window[0], "last": window[1]},
        description=" ".join(said),
        language="en" if (get_language() or "sv").startswith("en") else "sv",
    )


# --- What waits, and what must be kept --------------------------------------------------------------------


def _late(request, register, funder: int | None, today: date) -> dict:
    grants = [grant for grant in register.grants if not funder or grant["funder"] == funder]
    instalments = dates.late_instalments(today, register.rates, funder)
    claims, reports = dates.unpaid_claims(today, register.rates, funder), dates.late_reports(today, funder)
    kept, silent = dates.kept(register, grants, today)
    return {
        "instalments": instalments,
        "late_instalments": _page(request, "forsenade", instalments),
        "claims": claims,
        "unpaid_claims": _page(request, "rekvisitioner", claims),
        "reports": reports,
        "late_reports": _page(request, "sena-rapporter", reports),
        "kept": _page(request, "sparas", kept),
        "silent": silent,
        "risks": _page(request, "risker", dates.repayment_risks(register, grants)),
    }


# --- Calls ------------------------------------------------------------------------------------------------


def calls(request):
    """Every public call: open ones by their last day, without one, coming, closed."""
    today, wanted = timezone.localdate(), request.GET.get("utlysning", "")
    groups, unfold = [], CallStatus.CLOSED in request.GET
    for standing in CallStatus:
        found = calls_that_are(standing, today)
        holding = page_holding(found, wanted, CALLS_PER_PAGE)
        unfold = unfold or bool(standing == CallStatus.CLOSED and holding)
        paginator = Paginator(with_rules(found), CALLS_PER_PAGE)
        groups.append((standing, paginator.get_page(request.GET.get(standing, holding))))
    context = {
        "today": today,
        "groups": groups,
        "any": any(page.paginator.count for _standing, page in groups),
        "unfold": unfold,
    }
    return render(request, "website/calls.html", context)
