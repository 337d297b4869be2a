"""Partnerships, projects and exchanges of the register, found again by what a list says of them."""

from collections import defaultdict

from lagesbild.cooperation.importing.entries import RegisterEntry
from lagesbild.cooperation.importing.headings import EXCHANGE, MODELS, PARTNERSHIP, plain
from lagesbild.cooperation.importing.rows import ListRow
from lagesbild.cooperation.models import Partnership

_ALONE = ("twin_town", "sister_city", "network")
"""Kinds that we have at most once with a partner: such a one is known by it, whatever it is called."""


class NameMatches:
    """What is in the register of one kind, drafts as they were last saved, found again by what a list says of it."""

    def __init__(self, thing: str):
        self.thing, self.model = thing, MODELS[thing]
        self.by_name: dict[tuple, list[str]] = defaultdict(list)
        self.by_partner: dict[tuple, list[str]] = defaultdict(list)
        self.by_any_partner: dict[str, list[str]] = defaultdict(list)
        self.by_kind_and_partner: dict[tuple, list[str]] = defaultdict(list)
        self.by_bare_name: dict[str, list[str]] = defaultdict(list)
        fields = ["pk", "name_sv", "name_en", *(["starts"] if thing == EXCHANGE else [])]
        for pk, name_sv, name_en, *starts in self.model.objects.values_list(*fields):
            self._named(str(pk), (name_sv, name_en), *starts)
        drafts = self.model.objects.filter(live=True, has_unpublished_changes=True).select_related(
            "latest_revision"
        )
        for draft in (model.get_latest_revision_as_object() for model in drafts):
            self._named(
                str(draft.pk), (draft.name_sv, draft.name_en), *([draft.starts] if thing == EXCHANGE else [])
            )
        if thing == PARTNERSHIP:
            self._partnerships()

    def _named(self, reference: str, names: tuple[str, ...], *more) -> None:
        for name in filter(None, map(plain, names)):
            for references in (self.by_name[name, *more], self.by_bare_name[name]):
                if reference not in references:
                    references.append(reference)

    def _partnerships(self) -> None:
        for partnership in Partnership.objects.prefetch_related("partners"):
            partners = {str(partner.organisation_id) for partner in partnership.partners.all()}
            self._with(str(partnership.pk), partnership.kind, partners)

    def _with(self, reference: str, kind: str, partners: set[str]) -> None:
        if kind in _ALONE and len(partners) == 1:
            self.by_partner[kind, next(iter(partners))].append(reference)
        for partner in partners:
            self.by_any_partner[partner].append(reference)
            self.by_kind_and_partner[kind, partner].append(reference)

    def find(self, row: ListRow, entry: RegisterEntry) -> str:
        """A reference to what the row is about if it is there, or stands further up in the list; otherwise empty."""
        if "pk" in row.values:
            return str(row.values["pk"])
        more = (entry.fields.get("starts"),) if self.thing == EXCHANGE else ()
        references = self.by_name.get((plain(entry.title), *more), [])
        partner = self._only_partner(row, entry)
        if partner and not (references and row.values.get("name")):
            references = self.by_partner.get((row.kind, partner), references)
        return references[0] if references else ""

    def _only_partner(self, row: ListRow, entry: RegisterEntry) -> str:
        """The partner that a twin town or a membership is known by. A network may be named where its partner is not."""
        if row.kind not in _ALONE or len(entry.partners) > 1:
            return ""
        return entry.partners[0] if entry.partners else entry.named_partner

    def is_named(self, reference: str, entry: RegisterEntry) -> bool:
        """Whether it was the name that told."""
        return reference in self.by_bare_name.get(plain(entry.title), ())

    def alike(self, row: ListRow, entry: RegisterEntry) -> list[int]:
        """Those of the register that are of the same kind with one of the partners, and may be what the row means."""
        if self.thing != PARTNERSHIP or row.kind in _ALONE or not row.kind:
            return []
        references = (
            reference
            for partner in entry.partners
            for reference in self.by_kind_and_partner.get((row.kind, partner), ())
        )
        return [int(reference) for reference in dict.fromkeys(references) if reference.isdecimal()]

    def remember(self, planned) -> str:
        """A row further down may be part of this one, or the same again. Its reference."""
        row = planned.row
        reference = str(planned.pk) if planned.pk else f"{row.sheet}!{row.number}"
        more = (planned.wanted.fields.get("starts"),) if self.thing == EXCHANGE else ()
        self._named(reference, (planned.wanted.title, planned.title), *more)
        if self.thing == PARTNERSHIP:
            self._with(reference, row.kind, set(filter(None, planned.wanted.partners)))
        return reference

    def named(self, name: str) -> str:
        """The one thing with that name, as a reference; empty where there is none, or several."""
        references = self.by_bare_name.get(plain(name), [])
        return references[0] if len(references) == 1 else ""

    def partner_of(self, reference: str) -> str:
        """The one partnership with that partner; empty where there is none, or several."""
        references = list(dict.fromkeys(self.by_any_partner.get(reference, [])))
        return references[0] if len(references) == 1 else ""
