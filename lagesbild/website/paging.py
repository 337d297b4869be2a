"""Lists that are given a page at a time."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_holding(rows: QuerySet, key: str, per_page: int) -> int | None:
    """Which page of a list has the row with this id, since what stands after # in an address never reaches the server.

    None where no page has it.
    """
    if not key:
        return None
    # Compared as text: whatever stands in an address is a key that no row has, or that one has.
    order = [str(pk) for pk in rows.values_list("pk", flat=True)]
    return order.index(key) // per_page + 1 if key in order else None


def page_of(request, name: str, rows: Sequence, per_page: int) -> Page:
    """The page of one list among several: each has its own name in the address."""
    return Paginator(rows, per_page).get_page(request.GET.get(name))
