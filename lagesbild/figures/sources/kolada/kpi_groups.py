"""Kolada's own groups of indicators, such as those of Agenda 2030 or of a network of municipalities."""

import json
import re
import time
from collections.abc import Callable
from datetime import datetime

import requests

from lagesbild.figures.sources.kolada.errors import KoladaError
from lagesbild.figures.sources.kolada.planning import DEFAULT_BASE_URL
from lagesbild.figures.sources.kolada.requesting import Asker

KPI_GROUP = re.compile(r"G2KPI\d+")


def kpi_group(
    id: str,
    *,
    base_url: str = DEFAULT_BASE_URL,
    now: datetime,
    progress: Callable[[str], object] = print,
    rate: float = 5,
    timeout: float = 60,
    session: requests.Session | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> dict[str, str]:
    """The indicators in one of Kolada's groups (G2KPI and digits), id → title. Raises KoladaError as ``fetch`` does."""
    asker = Asker(session or requests.Session(), timeout, 1 / rate, now, sleep, progress)
    status, body = asker.ask(f"{base_url.rstrip('/')}/kpi_groups/{id}", "groups")
    groups = json.loads(body)["values"] if status == 200 else []
    members = [member for group in groups for member in group["members"]]
    if not members:
        raise KoladaError(f"Kolada has no group of indicators {id}. See https://api.kolada.se/v3/kpi_groups.")
    return dict(map(_id_and_title, members))


def _id_and_title(member: dict) -> tuple[str, str]:
    """Kolada's members have been ``{id, title}`` and ``{member_id, member_title}``."""
    id = member.get("id") or member["member_id"]
    return id, member.get("title") or member.get("member_title") or id
