"""Which parts of an address's query a page is made of: a page remembers what its view has read.

A view that reads the same values works the same page out. So a name that nothing reads (``?utm_source=…``) is no
other page, and stands in no link of it.
"""

from django.http import QueryDict

ALL = "*"


class ReadQuery(QueryDict):
    """A query that notes what is read of it; whoever goes through all of it has read everything."""

    def __init__(self, query_string: str = "", **options) -> None:
        self.names_read: set[str] = set()
        super().__init__(query_string, **options)
        self.names_read.clear()  # it looks at itself while it is filled

    def used(self) -> QueryDict:
        """What has been read of it so far: to be carried along in the page's own links."""
        return _only(self, self.names_read)

    def __getitem__(self, name):
        self.names_read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name) -> bool:
        self.names_read.add(name)
        return super().__contains__(name)

    def get(self, name, default=None):
        self.names_read.add(name)
        return super().get(name, default)

    def getlist(self, name, default=None):
        self.names_read.add(name)
        return super().getlist(name, default)

    def __len__(self) -> int:
        self.names_read.add(ALL)
        return super().__len__()

    def __iter__(self):
        self.names_read.add(ALL)
        return super().__iter__()

    def keys(self):
        self.names_read.add(ALL)
        return super().keys()

    def values(self):
        self.names_read.add(ALL)
        return super().values()

    def items(self):
        self.names_read.add(ALL)
        return super().items()

    def lists(self):
        self.names_read.add(ALL)
        return super().lists()


def _only(query: QueryDict, names: set[str]) -> QueryDict:
    if ALL in names:
        return query.copy()
    part = QueryDict(mutable=True)
    for name in sorted(names):
        if values := QueryDict.getlist(query, name):
            part.setlist(name, values)
    return part


def used_query(request) -> QueryDict:
    """What the page has read of its query so far, to be changed and put in a link."""
    query = request.GET
    return query.used() if isinstance(query, ReadQuery) else query.copy()
