"""What every part of the open API has in common: words in two languages, and which part of a list is wanted.

An :class:`OpenRecord` names each of its fields once, by what it is. It is read from the model's own field of that name,
or along the path that :func:`at` gives; ``Words`` are the texts of that name in both languages.
"""

from functools import cache, reduce
from typing import Annotated

from ninja import Field, Query, Schema
from pydantic import BeforeValidator, model_validator

MOST = 200


class Words(Schema):
    sv: str
    en: str


class Page(Schema):
    """Which part of a long list is wanted."""

    offset: int = Query(0, ge=0, le=1_000_000, description="How many to pass over. Så många hoppas över.")
    limit: int = Query(100, ge=1, le=MOST, description="How many to give at most. Så många ges som mest.")

    def of(self, rows):
        """The part of a queryset or a list."""
        return rows[self.offset : self.offset + self.limit]


def words(thing, field: str) -> dict[str, str]:
    return {"sv": getattr(thing, f"{field}_sv"), "en": getattr(thing, f"{field}_en")}


def at(path: str):
    """Where a field is read: ``at("programme.funder")``."""
    return Field(validation_alias=path)


class InBothLanguages:
    """A thing whose texts are read in both languages, and along paths; otherwise itself."""

    def __init__(self, thing, texts: frozenset[str]) -> None:
        self._thing, self._texts = thing, texts

    def __getattr__(self, path: str):
        *way, last = path.split(".")
        thing = reduce(getattr, way, self._thing)
        return words(thing, last) if path in self._texts else getattr(thing, last)


class OpenRecord(Schema):
    @model_validator(mode="wrap")
    @classmethod
    def _read_in_both_languages(cls, thing, read):
        return read(thing if isinstance(thing, dict) else InBothLanguages(thing, _texts(cls)))


@cache
def _texts(record: type[OpenRecord]) -> frozenset[str]:
    """Where the record's words are read."""
    fields = record.model_fields.items()
    return frozenset(
        field.validation_alias or name
        for name, field in fields
        if field.annotation is Words and not field.metadata
    )


def _slug(thing) -> str | None:
    return thing.slug if thing and thing.live else None


def _public_name(thing) -> dict | None:
    return words(thing, "name") if thing.live else None


Uid = Annotated[str, BeforeValidator(str)]
Uids = Annotated[list[str], BeforeValidator(lambda things: [str(thing.uid) for thing in things])]
Numbers = Annotated[list[int], BeforeValidator(lambda goals: [goal.number for goal in goals])]
Names = Annotated[list[Words], BeforeValidator(lambda things: [words(thing, "name") for thing in things])]
PublicSlug = Annotated[str | None, BeforeValidator(_slug)]
"""How something else is found in its own list; None where it is not published."""
PublicName = Annotated[Words | None, BeforeValidator(_public_name)]
OfPublicOrganisations = BeforeValidator(lambda links: [link for link in links if link.organisation.live])
