"""The pages: server time of one that is made anew, database queries, and bytes over the wire on a first visit."""

import gzip
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bench.measure import Row, median_seconds, print_rows

MOST_QUERIES = 12
MOST_BYTES = 120_000
LINKED = re.compile(rb'(?:href|src)="(/[^"]+\.(?:css|svg|png|js))"')


def run(folder: Path) -> int:
    subprocess.run(
        [sys.executable, "-m", "lagesbild", "demo", "--no-serve"], check=True, env=os.environ.copy()
    )
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"accept-encoding": "gzip", "host": "localhost"})
    rows = _pages(client) + _action_lists(client)
    print_rows("Pages, each made anew", "a bare view", rows)
    weighed = _weights(client)
    print_rows("First load over the wire (bytes in the note)", "", weighed)
    return int(any(row.met is False for row in [*rows, *weighed]))


def _pages(client) -> list[Row]:
    floor = median_seconds(lambda: client.get("/colours.css"))
    rows = [Row("a bare view (/colours.css)", floor, 1.0)]
    for path, most in (
        ("/", 0.060),
        ("/mal/", 0.060),
        ("/mal/3/", 0.060),
        ("/mal/11/", 0.060),
        ("/mal/12/", 0.060),
        ("/mal/13/", 0.060),
        ("/mal/17/", 0.060),
        ("/nyckeltal/", 0.060),
        ("/nyckeltal/ekologiska-livsmedel/", 0.060),
        ("/nyckeltal/vaxthusgaser-totalt/", 0.060),
        ("/nyckeltal/ekologiska-livsmedel/tabell/", None),
        ("/nyckeltal/oppet-arbetslosa/jamfor/", 0.120),
        ("/nyckeltal/vaxthusgaser-totalt/jamfor/?visa=alla", 0.120),
        ("/jamfor/?mal=13", 0.120),
        ("/behover-uppmarksamhet/", 0.060),
        ("/nyckeltal/vaxthusgaser-totalt/diagram/", 0.060),
        ("/nyckeltal/vaxthusgaser-totalt/diagram.svg", 0.060),
        ("/inbaddad/nyckeltal/vaxthusgaser-totalt/", 0.060),
        ("/ansvariga/tekniska-namnden/", 0.060),
        ("/ansvariga/kommunstyrelsen/", 0.060),
        ("/program/hallbarhetsprogram/", 0.060),
        ("/andringar/", 0.060),
        ("/samarbeten/", 0.060),
        ("/samarbeten/stellenbosch/", 0.060),
        ("/samarbeten/utbyten/exempel-skolutbyte-2025/", 0.060),
        ("/samarbeten/forteckning/", 0.060),
        ("/samarbeten/rapport/2025/", 0.060),
        ("/samarbeten/lardomar/", 0.060),
        ("/samarbeten/natverk/", 0.060),
        ("/projekt/", 0.060),
        ("/projekt/human-rights-2-0/", 0.060),
        ("/finansiering/", 0.060),
        ("/finansiering/utlysningar/", 0.060),
        ("/api/v1/docs", 0.060),
        ("/sok/?q=vatten", 0.060),
        ("/sok/?q=klimat+buss", 0.060),
        ("/sok/?q=kolektivtrafik", 0.060),
    ):
        rows.append(_timed(client, path, floor, most))
    after = median_seconds(lambda: client.get("/"), before=_write)
    rows.append(Row("/, the first page after something was written", after, after / floor))
    return rows


def _timed(client, path: str, floor: float, most: float | None) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = client.get(path)
    if answer.status_code != 200:
        return Row(path, 0.0, note=f"answers {answer.status_code}", met=False)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)  # counted now: the next request empties the log
    seconds = median_seconds(lambda: client.get(path))
    few = most is None or queries <= MOST_QUERIES
    target = f"≤ {most * 1000:.0f} ms, ≤ {MOST_QUERIES} queries" if most else ""
    met = None if most is None else seconds <= most and few
    return Row(path, seconds, seconds / floor, target, met, f"{queries} queries")


def _write() -> None:
    """What several pages share is worked out anew too."""
    from lagesbild.organisations.models import Municipality

    Municipality.load().save()


def _action_lists(client) -> list[Row]:
    """The list with 100 and with 1,000 actions, three responsible units and two goals each; then they are gone."""
    from django.db import transaction

    floor = median_seconds(lambda: client.get("/colours.css"))
    rows = []
    for count, most in ((100, 0.030), (1000, 0.060)):
        with transaction.atomic():
            _make_actions(count)
            row = _timed(client, "/atgarder/", floor, most)
            transaction.set_rollback(True)
        rows.append(replace(row, what=f"/atgarder/ with {count:,} actions"))
    return rows


def _make_actions(count: int) -> None:
    from lagesbild.barometer.models import Action, ActionResponsibility, Goal
    from lagesbild.organisations.models import Organisation

    Action.objects.update(live=False)
    units = list(Organisation.objects.all()[:12])
    goals = list(Goal.objects.all()[:20])
    actions = Action.objects.bulk_create(
        Action(slug=f"atgard-{n}", name_sv=f"Åtgärd {n} med ett namn av vanlig längd", live=True)
        for n in range(count)
    )
    ActionResponsibility.objects.bulk_create(
        ActionResponsibility(action=action, organisation=units[(n + k) % len(units)], sort_order=k)
        for n, action in enumerate(actions)
        for k in range(3)
    )
    through = Action.goals.through
    through.objects.bulk_create(
        through(action_id=action.pk, goal_id=goals[(n + k) % len(goals)].pk)
        for n, action in enumerate(actions)
        for k in range(2)
    )


def _weights(client) -> list[Row]:
    rows = []
    for path in (
        "/",
        "/mal/17/",
        "/mal/12/",
        "/nyckeltal/ekologiska-livsmedel/",
        "/nyckeltal/vaxthusgaser-totalt/jamfor/?visa=alla",
        "/jamfor/?mal=13",
    ):
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")
        page = answer.content
        html = gzip.decompress(page) if answer.headers.get("Content-Encoding") == "gzip" else page
        total = len(page) + sum(_weight(client, link) for link in LINKED.findall(html))
        rows.append(Row(path, 0.0, None, f"≤ {MOST_BYTES:,} bytes", total <= MOST_BYTES, f"{total:,} bytes"))
    return rows


def _weight(client, link: bytes) -> int:
    from django.conf import settings

    address = link.decode()
    if address.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        file = Path(settings.STATIC_ROOT) / address.split("/static/", 1)[1]
        packed = file.with_name(file.name + ".gz")
        return (packed if packed.exists() else file).stat().st_size
    return len(client.get(address).content)
