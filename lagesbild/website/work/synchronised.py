"""What came from Kolada at night: new, revised and deleted values, retired indicators, and verdicts that turned."""

from datetime import date

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.barometer.models import Indicator
from lagesbild.framework.language import language_in_force
from lagesbild.reporting import synchronising
from lagesbild.website.indicators.page import reason_in_words
from lagesbild.website.indicators.verdict_words import verdict_words
from lagesbild.website.work.access import FOLLOW, staff_page

EARLIER = 30
"""Nights listed; the older reports are still in their folder."""


@staff_page(FOLLOW)
@require_safe
def synchronised(request, name: str | None = None):
    """One night's report, the latest unless another is asked for."""
    folder = settings.HOME / "sync" / "kolada"
    names = synchronising.names(folder)
    night = name or (names[0] if names else None)
    report = synchronising.report(folder, night) if night else None
    if name and report is None:
        raise Http404
    last = synchronising.last(folder)
    context = {
        "last": last | {"at": parse_datetime(last["at"])} if last else None,
        "report": report and _report_in_words(report),
        "is_earlier": bool(name and names and name != names[0]),
        "earlier": [_night(earlier) for earlier in names[:EARLIER] if earlier != night],
    }
    return render(request, "website/work/sync.html", context)


def _report_in_words(report: dict) -> dict:
    """The report as the page says it: numbers and reasons in words, links to our own pages."""
    language = language_in_force()
    pages = {
        indicator.figure: indicator
        for indicator in Indicator.objects.public().exclude(figure="").order_by("-pk")
    }
    return {
        "at": parse_datetime(report["at"]),
        "asked": report["asked"],
        "counts": report["counts"],
        "indicators": [
            indicator | {"page": pages.get(indicator["id"])} for indicator in report["indicators"]
        ],
        "changes": [_change(indicator, language) for indicator in report["changes"]],
        "retired": [indicator | {"page": pages.get(indicator["id"])} for indicator in report["retired"]],
        "retitled": report["retitled"],
        "left_alone": report["left_alone"],
        "verdicts": [_turned(indicator, language) for indicator in report["verdicts"]],
        "nothing_at_home": bool(any(report["counts"].values()) and not report["changes"]),
    }


def _change(change: dict, language: str) -> dict:
    return change | {
        "before": _value_text(change["before"], change["before_reason"], language)
        if change["kind"] != "new"
        else "",
        "after": _value_text(change["after"], change["after_reason"], language)
        if change["kind"] != "deleted"
        else "",
    }


def _value_text(value: float | None, reason: str | None, language: str) -> str:
    return reason_in_words(reason or "-") if value is None else number(value, own_decimals(value), language)


def _turned(turn: dict, language: str) -> dict:
    def in_words(verdict: dict) -> dict:
        parts = zip(verdict["words"], verdict["why"], strict=True)
        return {
            "latest": (verdict["latest"] or {}).get(language, ""),
            "parts": [(word[language], why[language]) for word, why in parts],
        }

    after = turn["after"]
    indicator = Indicator.objects.public().filter(uid=turn["id"]).first()
    return {
        "name": after["name"][language],
        "address": indicator.get_absolute_url() if indicator else "",
        "before": in_words(turn["before"]),
        "after": in_words(after),
    }


def turned_since(day: date) -> list[dict]:
    """The verdicts that turned in the nights from ``day`` on: what was said before the first, and what is said today.

    One that has turned back is not among them, nor one that is no longer public.
    """
    folder, language = settings.HOME / "sync" / "kolada", language_in_force()
    turns: dict[str, dict] = {}
    for name in reversed(synchronising.names(folder)):
        if timezone.localdate(_night(name)["at"]) >= day:
            for turn in synchronising.report(folder, name)["verdicts"]:
                turns.setdefault(turn["id"], turn)
    now = verdict_words(timezone.localdate()) if turns else {}
    return [
        _turned(turn | {"after": now[id]}, language)
        for id, turn in turns.items()
        if id in now and now[id]["words"] != turn["before"]["words"]
    ]


def _night(name: str) -> dict:
    return {"name": name, "at": parse_datetime(f"{name[:13]}:{name[13:15]}:{name[15:17]}+00:00")}
