"""Lists that are given a page at a time."""

from django.db.models import QuerySet


def page_holding(found: QuerySet, key: str, per_page: int) -> int | None:
    """Which page of a list has the row with this id, since what stands after # in an address never reaches the server.

    None where no page has it.
    """
    if not key.isdecimal():
        return None
    order = list(found.values_list("pk", flat=True))
    return order.index(int(key)) // per_page + 1 if int(key) in order else None
