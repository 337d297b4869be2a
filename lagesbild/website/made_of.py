"""What an answer was made of, for a server that keeps pages."""

from dataclasses import dataclass

from lagesbild.framework.tables_asked import tables_asked
from lagesbild.website.read_query import ALL, ReadQuery

WHO_KEEPS = "lagesbild.keeps_pages"
"""In the environment of a request from a server that keeps pages."""
MADE_OF = "lagesbild.made_of"
"""What is put there for it."""


@dataclass(frozen=True)
class MadeOf:
    """``names``: what was read of the query. ``tables``: names in the questions to the database."""

    names: frozenset[str] = frozenset({ALL})
    tables: frozenset[str] = frozenset()


def noting_what_it_is_made_of(get_response):
    """Middleware: what was read of the query, and which tables were asked, is put in the request's environment."""

    def middleware(request):
        if request.method not in ("GET", "HEAD") or WHO_KEEPS not in request.META:
            return get_response(request)
        query = ReadQuery(request.META.get("QUERY_STRING", ""), encoding=request.encoding)
        request.GET = query
        with tables_asked() as tables:
            response = get_response(request)
        request.META[MADE_OF] = MadeOf(frozenset(query.names_read), frozenset(tables))
        return response

    return middleware
