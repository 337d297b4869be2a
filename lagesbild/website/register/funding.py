"""The page of money from others."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lagesbild.cooperation.funding import (
    collisions,
    dependence,
    events,
    overdue,
    overview,
    register_rows,
    retention,
)
from lagesbild.cooperation.funding.events import EventKind
from lagesbild.cooperation.models import GOES_ON
from lagesbild.framework.language import language_in_force
from lagesbild.website.drawing.timeline import Bar, Lane, timeline
from lagesbild.website.paging import page_of
from lagesbild.website.register.choices import ListChoice, choices_of
from lagesbild.website.templatetags.money_page import worded

PER_PAGE = 10
"""Rows of each of the lists on the page of money, which are many."""
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
    today, register = timezone.localdate(), register_rows.read_register()
    choices = choices_of(request, _years(register, today), _funders(register))
    year, funder = choices["ar"], choices["finansiar"]
    funder_id = next((pk for pk, body in register.funders.items() if body.slug == funder.chosen), None)
    window = _window(year.chosen, today)
    context = {
        "today": today,
        "choices": choices.values(),
        "unknown": year.unknown or funder.unknown,
        "narrowed": bool(year.chosen or funder.chosen),
        "year": year.chosen,
        "funder": register.funders.get(funder_id),
        "programmes": register.programmes,
        "projects": register.projects,
        "empty": not (register.grants or register.projects or register.programmes),
        "dependence": dependence.dependence(register),
        **_sums(request, register, year.chosen, funder_id),
        **_days(request, register, window, funder_id, today if not year.chosen else window[0], today),
        **_late(request, register, funder_id, today),
    }
    _page_dependence(request, context)
    return render(request, "website/funding.html", context)


def _years(register, today: date) -> ListChoice:
    ends = {grant["finishes"].year for grant in register.grants if grant["finishes"]}
    years = sorted({*register.years(), *ends, today.year}, reverse=True)
    return ListChoice("ar", _("År"), [(str(year), str(year)) for year in years])


def _funders(register) -> ListChoice:
    options = [(funder.slug, funder.name) for funder in register.funders.values() if funder.live]
    return ListChoice("finansiar", _("Finansiär"), sorted(options, key=lambda funder: funder[1]))


# --- Sums -------------------------------------------------------------------------------------------------


def _sums(request, register: register_rows.FundingRegister, year: str, funder: int | None) -> dict:
    of_funder = [grant for grant in register.grants if not funder or grant["funder"] == funder]
    came_of_funder = [payment for payment in register.received if not funder or payment.funder == funder]
    grants = [grant for grant in of_funder if not year or _decided(grant, int(year))]
    received = [payment for payment in came_of_funder if not year or payment.year == int(year)]
    repaid = [
        payment
        for payment in register.repaid
        if (not funder or payment.funder == funder) and (not year or payment.year == int(year))
    ]
    going_on = [grant for grant in register.grants_going_on if not funder or grant["funder"] == funder]
    given_to = {grant["project"] for grant in grants}
    projects = [row for pk, row in register.projects.items() if not (year or funder) or pk in given_to]
    own = overview.own_shares(projects, register.rates)
    by_own_goal = page_of(request, "vara-mal", overview.by_own_goal(grants), PER_PAGE)
    by_own_goal.object_list = overview.with_goals(by_own_goal.object_list)
    return {
        "all": overview.sums(grants, received, repaid),
        "going_on": overview.sums(going_on),
        "by_funder": page_of(
            request, "finansiarer", overview.by_funder(register, grants, received), PER_PAGE
        ),
        "by_year": page_of(request, "aren", overview.by_year(of_funder, came_of_funder), PER_PAGE),
        "by_global_goal": overview.by_global_goal(grants),
        "by_own_goal": by_own_goal,
        "own": [(STAGES[line.stage], line) for line in own if line.projects],
        "without_amount": page_of(
            request, "utan-belopp", [grant for grant in grants if grant["value"] is None], PER_PAGE
        ),
        "undated": sum(not grant["decided_on"] for grant in of_funder),
    }


def _decided(grant: dict, year: int) -> bool:
    return bool(grant["decided_on"]) and grant["decided_on"].year == year


def _page_dependence(request, context: dict) -> None:
    leaning = context["dependence"]
    context["leaning_projects"] = page_of(request, "hanger", leaning.projects, PER_PAGE)
    context["leaning_partnerships"] = page_of(request, "hanger-samarbeten", leaning.partnerships, PER_PAGE)


# --- Days -------------------------------------------------------------------------------------------------


def _window(year: str, today: date) -> tuple[date, date]:
    """The days of the timeline: the chosen year, or from this month's first and eighteen months on."""
    if year:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    months = today.month - 1 + MONTHS_AHEAD
    return today.replace(day=1), date(today.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _days(request, register, window: tuple[date, date], funder: int | None, since: date, today: date) -> dict:
    """``since``: grants that ended before this day are not drawn."""
    of_window = events.events(register, *window, funder)
    ahead = of_window if window[0] <= today else None
    if ahead is None or window[1] < today + timedelta(days=collisions.AHEAD):
        ahead = events.events(register, today, today + timedelta(days=collisions.AHEAD), funder)
    colliding, unanswered = collisions.colliding(ahead, today)
    endings = events.endings(register, today, funder)
    running = _running(register, (since, window[1]), funder)
    bars = [_bar(register, grant) for grant in running[:MOST_BARS]]
    lanes = [
        Lane(kind.label, days)
        for kind in EventKind
        if (days := [event.day for event in of_window if event.kind == kind])
    ]
    return {
        "window": window,
        "events": page_of(request, "tidslinje", of_window, PER_PAGE),
        "bars_left": len(running) - len(bars),
        "drawing": _drawn(bars, len(running), lanes, window, today) if bars or lanes else "",
        "collisions": page_of(request, "krockar", colliding, PER_PAGE),
        "unanswered": unanswered,
        "endings": page_of(request, "slutar", endings, PER_PAGE),
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
        and (finishes or register.projects[grant["project"]]["status"] in GOES_ON)
    ]
    return [
        grant
        for grant, finishes in sorted(
            within, key=lambda grant_and_end: (grant_and_end[1] or date.max, grant_and_end[0]["pk"])
        )
    ]


def _span(register, grant: dict) -> tuple[date | None, date | None]:
    project = register.projects[grant["project"]]
    return grant["starts"] or project["starts"], grant["finishes"] or project["finishes"]


def _bar(register, grant: dict) -> Bar:
    starts, finishes = _span(register, grant)
    name = worded(register.projects[grant["project"]], "name")
    until = _("till %(day)s") % {"day": finishes} if finishes else _("slutdag okänd")
    return Bar(f"{name}, {until}", starts, finishes)


def _drawn(bars, running: int, lanes, window: tuple[date, date], today: date):
    sentences = [ngettext("%(n)d bidrag löper.", "%(n)d bidrag löper.", running) % {"n": running}]
    sentences += [f"{lane.label}: {len(lane.days)}." for lane in lanes]
    sentences.append(_("Tabellen under bilden har varje dag."))
    return timeline(
        bars,
        lanes,
        first=window[0],
        last=window[1],
        today=today,
        id="bild-tid",
        title=_("Bidrag och viktiga dagar, %(first)s – %(last)s") % {"first": window[0], "last": window[1]},
        description=" ".join(sentences),
        language=language_in_force(),
    )


# --- What waits, and what must be kept --------------------------------------------------------------------


def _late(request, register, funder: int | None, today: date) -> dict:
    grants = [grant for grant in register.grants if not funder or grant["funder"] == funder]
    instalments = overdue.late_instalments(today, register.rates, funder)
    claims, reports = (
        overdue.unpaid_claims(today, register.rates, funder),
        overdue.late_reports(today, funder),
    )
    to_keep, silent = retention.retention_times(register, grants, today)
    return {
        "instalments": instalments,
        "late_instalments": page_of(request, "forsenade", instalments, PER_PAGE),
        "claims": claims,
        "unpaid_claims": page_of(request, "rekvisitioner", claims, PER_PAGE),
        "reports": reports,
        "late_reports": page_of(request, "sena-rapporter", reports, PER_PAGE),
        "kept": page_of(request, "sparas", to_keep, PER_PAGE),
        "silent": silent,
        "risks": page_of(request, "risker", retention.repayment_risks(register, grants), PER_PAGE),
    }
