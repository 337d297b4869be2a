"""What may be found: everything public, as plain words, with what gives its address."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import and_

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, Goal, Indicator, Programme
from lagesbild.barometer.text_checks import plain
from lagesbild.cooperation.models import Exchange, Lesson, Partnership, Project
from lagesbild.cooperation.partners.lists import may_hold
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.language import is_english, language_in_force
from lagesbild.framework.models import GlobalTarget
from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.website.search.synonyms import synonyms
from lagesbild.website.search.words import Vocabulary, folded

MOST_READ = 500
"""Of each kind of cooperation so many that the database finds are read."""
Fold = Callable[[str], str]


@dataclass(frozen=True)
class Thing:
    """``weight``: how much its hits count beside others'. ``folds``: its words as each way of folding has them."""

    kind: str
    title: str
    text: str
    address: Callable[[], str]
    codes: str = ""
    is_example: bool = False
    weight: float = 1.0
    folds: dict[Fold, "FoldedThing"] = field(default_factory=dict, compare=False)

    def folded_by(self, fold: Fold) -> "FoldedThing":
        if fold not in self.folds:
            self.folds[fold] = FoldedThing(
                fold(self.kind), fold(self.title), fold(self.text), frozenset(fold(self.codes).split())
            )
        return self.folds[fold]


@dataclass(frozen=True)
class FoldedThing:
    kind: str
    title: str
    text: str
    codes: frozenset[str]


@kept_until_written
def all_things(language: str) -> tuple[Thing, ...]:
    """Of cooperation there may be tens of thousands: those are asked for, word by word (``cooperation``)."""
    with override(language):
        return (*_goals(), *_rest_of_the_barometer(), *_pages())


def _goals() -> Iterator[Thing]:
    """A programme in force comes first: its words stand on the page of the global goal that they represent."""
    kind, represented = pgettext("singular", "Mål"), set()
    order = (overview.IN_FORCE_FIRST, "programme__name_sv", "programme_id", "order", "code", "pk")
    for goal in (
        overview.public_goals().select_related("programme__superseded_by", "represents").order_by(*order)
    ):
        text, codes = f"{goal.text} {plain(goal.status)}", _codes(goal)
        number = goal.represents_id
        if not number or number in represented or goal.programme.successor:
            yield Thing(kind, goal.name, text, goal.get_absolute_url, codes)
        else:
            represented.add(number)
            address = goal.represents.get_absolute_url
            yield Thing(kind, goal.name, text, address, f"{codes} {number}", weight=1.3)
    targets = list(GlobalTarget.objects.select_related("goal"))
    for goal in {target.goal_id: target.goal for target in targets}.values():
        if goal.pk not in represented:
            address = goal.get_absolute_url
            yield Thing(_("Globalt mål"), goal.name, goal.summary, address, str(goal.pk), weight=1.2)
    for target in targets:
        title = f"{target.code} {target.name}"
        yield Thing(_("Globalt delmål"), title, "", target.goal.get_absolute_url, target.code, weight=0.4)


def _codes(thing: Goal | Indicator) -> str:
    return f"{thing.code} {thing.former_codes.replace(',', ' ')}"


def _rest_of_the_barometer() -> Iterator[Thing]:
    kind = pgettext("singular", "Nyckeltal")
    for indicator in Indicator.objects.public():
        codes = f"{_codes(indicator)} {indicator.figure} {indicator.former_figures}"
        yield Thing(kind, indicator.name, indicator.definition, indicator.get_absolute_url, codes)
    for action in Action.objects.public():
        text = f"{action.description} {action.result}"
        yield Thing(_("Åtgärd"), action.name, text, action.get_absolute_url)
    for programme in Programme.objects.public():
        kind = pgettext("singular", "Program")
        yield Thing(kind, programme.name, programme.about, programme.get_absolute_url)
    for organisation in Organisation.objects.public():
        is_example = organisation.name_sv.startswith("Exempel:")
        address = organisation.get_absolute_url
        yield Thing(_("Ansvarig"), organisation.name, organisation.about, address, is_example=is_example)


def _pages() -> Iterator[Thing]:
    """The site's own pages, by what readers call them."""
    pages = {
        "start": (_("Hur går det?"), _("Startsidan: alla 17 mål")),
        "global_goals": (_("Globala mål"), _("De 17 globala målen i Agenda 2030")),
        "indicators": (_("Nyckeltal"), _("Alla nyckeltal, statistik och siffror")),
        "actions": (_("Åtgärder"), _("Alla åtgärder och vad kommunen gör")),
        "organisations": (_("Ansvariga"), _("Nämnder, förvaltningar och bolag: vem som svarar för vad")),
        "attention": (_("Behöver uppmärksamhet"), _("Det som går åt fel håll, är försenat eller saknas")),
        "partnerships": (_("Samarbeten"), _("Vänorter, nätverk, avtal och internationellt samarbete")),
        "projects": (_("Projekt"), _("Alla projekt, även med pengar från EU")),
        "exchanges": (_("Utbyten"), _("Möten, besök och ungdomsutbyten")),
        "lessons": (_("Lärdomar"), _("Framgångsfaktorer och utmaningar")),
        "funding": (_("Finansiering"), _("Bidrag, budget och vem som betalar: pengar utifrån")),
        "calls": (_("Utlysningar"), _("Bidrag att söka, med sista dag för ansökan")),
        "commitments": (_("Förteckning"), _("Alla internationella åtaganden, för revisorer")),
        "legend": (_("Teckenförklaring"), _("Vad orden, tecknen och färgerna betyder")),
        "methods": (_("Metoder"), _("Hur vi räknar ut trend, takt och svar")),
        "open_data": (_("Öppna data"), _("Ladda ner: API, CSV, Excel, JSON, källor och villkor")),
        "accessibility": (_("Tillgänglighet"), _("Tillgänglighetsredogörelse, kontakt vid brister")),
        "compare_goal": (_("Jämför kommuner"), _("Kommunen bredvid andra kommuner, mål för mål")),
        "changes": (_("Ändringar"), _("Vad som är nytt och rättat")),
    }
    for name, (title, text) in pages.items():
        yield Thing(_("Webbsida"), title, text, partial(reverse, name))


@dataclass(frozen=True)
class CooperationKind:
    """A kind of cooperation: what its name is called, and what is read beside it, without their language."""

    model: type[models.Model]
    name: str
    texts: tuple[str, ...]

    def called(self) -> str:
        return {
            Partnership: _("Samarbete"),
            Project: pgettext("singular", "Projekt"),
            Exchange: _("Utbyte"),
            Lesson: _("Lärdom"),
        }[self.model]

    def key_columns(self) -> list[str]:
        return ["id", "slug"] if "slug" in self._columns else ["id"]

    def fields(self) -> list[str]:
        """In the language in force, and in Swedish where it has none."""
        languages = ("sv", "en") if is_english() else ("sv",)
        worded = [f"{text}_{language}" for text in (self.name, *self.texts) for language in languages]
        return [column for column in (*worded, *self.texts) if column in self._columns]

    @property
    def _columns(self) -> set[str]:
        return {column.name for column in self.model._meta.concrete_fields}


COOPERATION = (
    CooperationKind(Partnership, "name", ("description", "result")),
    CooperationKind(Project, "name", ("description", "result")),
    CooperationKind(Exchange, "name", ("place", "description", "result")),
    CooperationKind(Lesson, "title", ("evidence", "done")),
)
MOST_KEPT = 2000
"""Of a kind so many are kept to be read at once; of more the database reads first."""


def cooperation(words: Sequence[Iterable[str]], wild: str) -> list[Sequence[Thing]]:
    """Of each kind what may hold one writing of every word: all of it where it is kept, else what the database thinks.

    ``words``: the writings of each; ``wild``: letters that are not compared.
    """
    language = language_in_force()
    kept = _kept_cooperation(language)
    return [
        kept[place] if kept[place] is not None else list(_that_may_hold(kind, words, wild))
        for place, kind in enumerate(COOPERATION)
    ]


@kept_until_written
def _kept_cooperation(language: str) -> tuple[tuple[Thing, ...] | None, ...]:
    with override(language):
        rows = [list(_rows(kind)[: MOST_KEPT + 1]) for kind in COOPERATION]
        return tuple(
            tuple(_things(kind, of_kind)) if len(of_kind) <= MOST_KEPT else None
            for kind, of_kind in zip(COOPERATION, rows, strict=True)
        )


def _that_may_hold(kind: CooperationKind, words: Sequence[Iterable[str]], wild: str) -> Iterator[Thing]:
    fields = kind.fields()
    # Of tens of thousands only the words themselves are asked for: each synonym is a condition on every field.
    holds: Q = reduce(and_, (may_hold([next(iter(writings))], fields, wild) for writings in words))
    yield from _things(kind, _rows(kind).filter(holds)[:MOST_READ])


def _rows(kind: CooperationKind):
    """Bare rows: objects are made of what is shown alone, a tenth of what is read."""
    return kind.model.objects.public().values(*kind.key_columns(), "is_example", *kind.fields())


def _things(kind: CooperationKind, rows: Iterable[dict]) -> Iterator[Thing]:
    called = kind.called()
    for row in rows:
        text = " ".join(filter(None, (_worded(row, text) for text in kind.texts)))
        address = partial(_address, kind.model, {key: row[key] for key in kind.key_columns()})
        yield Thing(called, _worded(row, kind.name), text, address, is_example=row["is_example"])


def _worded(row: dict, text: str) -> str:
    """As ``Translated`` reads an object; of a field without languages, itself."""
    return row[text] if text in row else row.get(f"{text}_en") or row[f"{text}_sv"]


def _address(model: type[models.Model], keys: dict) -> str:
    # As a row of the database, which is made sooner than an object of named values.
    return model.from_db(None, list(keys), list(keys.values())).get_absolute_url()


MOST_NAMES = 5000
"""Of each kind of cooperation so many names are among those that a slip may have meant, the newest first."""


@kept_until_written
def vocabulary(language: str) -> Vocabulary:
    """The words of names: what a misspelt word may have meant."""
    with override(language):
        names = [thing.title for thing in all_things(language)]
        for kind in COOPERATION:
            rows = kind.model.objects.public().order_by("-pk")
            rows = rows.values_list(f"{kind.name}_{language}", f"{kind.name}_sv")
            names += [own or swedish for own, swedish in rows[:MOST_NAMES]]
    alike = [word for words in all_synonyms().values() for word in words]
    return Vocabulary(
        word
        for text in (*names, *alike)
        for word in re.findall(r"\w{3,}", folded(text))
        if not word.isdigit()
    )


@kept_until_written
def all_synonyms() -> dict[str, tuple[str, ...]]:
    return synonyms(Municipality.load().synonyms)
