"""What came from Kolada at night: new, revised and deleted values, retired indicators, and verdicts that turned."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.barometer.models import Indicator
from lagesbild.reporting import synchronising
from lagesbild.website.indicators.page import reason_in_words
from lagesbild.website.work.access import FOLLOW, staff_page

EARLIER = 30
"""Nights listed; the older reports are still in their folder."""


@staff_page(FOLLOW)
@require_safe
def synchronised(request, name: str | None = None):
    """One night's report, the latest unless another is asked for."""
    folder = settings.HOME / "sync" / "kolada"
    names = synchronising.names(folder)
    chosen = name or (names[0] if names else None)
    report = synchronising.report(folder, chosen) if chosen else None
    if name and report is None:
        raise Http404
    last = synchronising.last(folder)
    context = {
        "last": last | {"at": parse_datetime(last["at"])} if last else None,
        "report": report and _told(report),
        "is_earlier": bool(name and names and name != names[0]),
        "earlier": [_night(one) for one in names[:EARLIER] if one != chosen],
    }
    return render(request, "website/work/sync.html", context)


def _told(report: dict) -> dict:
    """The report as the page says it: numbers and reasons in words, links to our own pages."""
    language = get_language() or "sv"
    pages = {one.figure: one for one in Indicator.objects.public().exclude(figure="").order_by("-pk")}
    return {
        "at": parse_datetime(report["at"]),
        "asked": report["asked"],
        "counts": report["counts"],
        "indicators": [one | {"page": pages.get(one["id"])} for one in report["indicators"]],
        "changes": [_change(one, language) for one in report["changes"]],
        "retired": [one | {"page": pages.get(one["id"])} for one in report["retired"]],
        "retitled": report["retitled"],
        "left_alone": report["left_alone"],
        "verdicts": [_turned(one, language) for one in report["verdicts"]],
        "nothing_at_home": bool(any(report["counts"].values()) and not report["changes"]),
    }


def _change(one: dict, language: str) -> dict:
    return one | {
        "before": _said(one["before"], one["before_reason"], language) if one["kind"] != "new" else "",
        "after": _said(one["after"], one["after_reason"], language) if one["kind"] != "deleted" else "",
    }


def _said(value: float | None, reason: str | None, language: str) -> str:
    return reason_in_words(reason or "-") if value is None else number(value, own_decimals(value), language)


def _turned(one: dict, language: str) -> dict:
    def in_words(verdict: dict) -> dict:
        parts = zip(verdict["words"], verdict["why"], strict=True)
        return {
            "latest": (verdict["latest"] or {}).get(language, ""),
            "parts": [(word[language], why[language]) for word, why in parts],
        }

    after = one["after"]
    found = Indicator.objects.public().filter(uid=one["id"]).first()
    return {
        "name": after["name"][language],
        "address": found.get_absolute_url() if found else "",
        "before": in_words(one["before"]),
        "after": in_words(after),
    }


def _night(name: str) -> dict:
    return {"name": name, "at": parse_datetime(f"{name[:13]}:{name[13:15]}:{name[15:17]}+00:00")}
