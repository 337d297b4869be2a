"""What every part of the open API has in common: words in two languages, and which part of a list is wanted."""

from ninja import Query, Schema

MOST = 200


class Words(Schema):
    sv: str
    en: str


class Page(Schema):
    """Which part of a long list is wanted."""

    offset: int = Query(0, ge=0, le=1_000_000)
    limit: int = Query(100, ge=1, le=MOST)

    def of(self, found):
        """The part of a queryset or a list."""
        return found[self.offset : self.offset + self.limit]


def words(thing, field: str) -> dict[str, str]:
    return {"sv": getattr(thing, f"{field}_sv"), "en": getattr(thing, f"{field}_en")}
