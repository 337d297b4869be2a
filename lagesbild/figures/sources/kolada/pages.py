"""A page as it came: can it be read as we read Kolada?"""

import re

from lagesbild.figures.cells import REASONS
from lagesbild.figures.sources.kolada.errors import NEVER, KoladaError

GENDERS = ("T", "K", "M")  # total, women, men
AREA_TYPES = {"K": "municipality", "L": "region"}


def check_page(page: object, kind: str) -> list[str]:
    """Remarks on a page that can be used. Raises KoladaError on one that cannot be read as we read Kolada."""
    values = page.get("values") if isinstance(page, dict) else None
    if not isinstance(values, list):
        raise KoladaError(f"{NEVER} a page without values.")
    if page.get("count") != len(values):
        raise KoladaError(f"{NEVER} count says {page.get('count')} and the page has {len(values)} values.")
    try:
        return _check_figures(values) if kind == "data" else _check_ids(values, kind)
    except (KeyError, TypeError, AttributeError) as error:
        raise KoladaError(
            f"{NEVER} {kind} rows of another shape ({type(error).__name__}: {error})."
        ) from error


def _check_ids(rows: list[dict], kind: str) -> list[str]:
    missing = [row for row in rows if not isinstance(row["id"], str) or not isinstance(row["title"], str)]
    missing += [row for row in rows if kind == "groups" and not all(map(_member_id, row["members"]))]
    types = {row["type"] for row in rows} if kind == "municipality" else set()
    if missing or types - AREA_TYPES.keys():
        raise KoladaError(f"{NEVER} {kind} rows without id or title, or of types {sorted(types)}.")
    return []


def _member_id(member: dict) -> str | None:
    """Kolada's members have been ``{id, title}`` and ``{member_id, member_title}``."""
    return member.get("id") or member.get("member_id")


def _check_figures(rows: list[dict]) -> list[str]:
    points = [point for row in rows for point in row["values"]]
    strange = {
        "years": {row["period"] for row in rows if not re.fullmatch(r"(19|20)\d\d", str(row["period"]))},
        "genders": {point["gender"] for point in points} - set(GENDERS),
        "values": {repr(p["value"]) for p in points if not isinstance(p["value"], int | float | None)},
    }
    if any(strange.values()):
        findings = "; ".join(f"{what} {sorted(map(str, odd))}" for what, odd in strange.items() if odd)
        raise KoladaError(f"{NEVER} {findings}.")
    statuses = {point.get("status") or "" for point in points} - {"", *REASONS}
    return [f"{NEVER} status {status!r}. Kept as a comment." for status in sorted(statuses)]
