"""``/halsa/``: how the installation feels, for a monitor: plain or JSON, 200 or 503, and nothing that is secret.

It is answered before every other middleware: no session, no kept page and no language is asked for, each of which may
be what is ill.
"""

import json
import re
import time
from datetime import datetime

from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from lagesbild.health.checks import health
from lagesbild.health.report import HealthLevel, HealthReport

ADDRESS = re.compile(r"^(?P<english>/en)?/halsa(?P<json>\.json|/)$")
SECONDS_KEPT = 5
"""So that somebody who asks a thousand times costs no more than one who asks often."""
_latest: tuple[float, HealthReport] | None = None


def health_first(get_response):
    def middleware(request):
        address = ADDRESS.match(request.path_info)
        if not address:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        as_json = address["json"] == ".json" or _asks_for_json(request)
        return _answer(_report(timezone.now()), as_json=as_json, english=bool(address["english"]))

    return middleware


def _asks_for_json(request) -> bool:
    return request.GET.get("format") == "json" or request.headers.get("Accept", "").startswith(
        "application/json"
    )


def _report(now: datetime) -> HealthReport:
    global _latest
    at = time.monotonic()
    if _latest is None or not 0 <= at - _latest[0] < SECONDS_KEPT:
        _latest = at, health(now)
    return _latest[1]


def _answer(report: HealthReport, *, as_json: bool, english: bool) -> HttpResponse:
    content = _json(report) if as_json else _plain(report, "en" if english else "sv")
    response = HttpResponse(
        content,
        content_type="application/json" if as_json else "text/plain; charset=utf-8",
        status=503 if report.level == HealthLevel.FAILING else 200,
        headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"},
    )
    response._has_been_logged = True  # a monitor that asks every minute must not fill the log
    return response


def _plain(report: HealthReport, language: str) -> str:
    lines = [f"{report.level} Lägesbild {report.version}"]
    lines += [f"{line.level} {line.name}: {line.sentence.in_(language)}" for line in report.lines]
    return "\n".join(lines) + "\n"


def _json(report: HealthReport) -> str:
    checks = {
        line.name: {"status": line.level, "sv": line.sentence.sv, "en": line.sentence.en, **line.facts}
        for line in report.lines
    }
    words = {"status": report.level, "version": report.version, "at": report.at.isoformat(), "checks": checks}
    return json.dumps(words, ensure_ascii=False)
