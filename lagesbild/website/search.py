"""Search. Swedish builds long words: who asks for *vatten* also wants *grundvattenförekomster*.

So every word asked for may stand anywhere inside a word. A municipality has some hundreds of things to find, and
reading them all takes a few milliseconds; the databases' own search engines only know whole words and beginnings.
Of cooperation there may be tens of thousands: there the database reads first, and we look closer at what it finds.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, Indicator, Programme
from lagesbild.barometer.text_checks import plain
from lagesbild.cooperation.models import Exchange, Lesson, Partnership, Project
from lagesbild.cooperation.partners.lists import may_hold
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.language import is_english, language_in_force
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

SHORTEST = 2
MOST_READ, MOST_SHOWN = 500, 50
"""Of each kind of cooperation: so many that the database finds are read, and so many hits are shown."""
MARKED, VOWELS = "eu", "aeiouyåäö"
"""Letters that may have other marks in a text (é, ü) than in the question, and those that unmarked() changes."""
ENDINGS = ("erna", "arna", "orna", "ena", "en", "et", "er", "ar", "or", "na", "n", "t", "s", "a", "e")


@dataclass(frozen=True)
class Hit:
    kind: str
    title: str
    address: str
    excerpt: str
    weight: int


@dataclass(frozen=True)
class SearchResult:
    """What a search gave. ``widened`` is the shorter question that was tried when the whole one gave nothing.

    ``asked``: whether there was a word long enough to look for; ``cut``: whether a kind had more hits than are shown.
    """

    hits: tuple[Hit, ...]
    widened: str = ""
    asked: bool = True
    cut: bool = False


def find(question: str) -> SearchResult:
    words = _words(question)
    if not words:
        return SearchResult((), asked=False)
    things = _all_things(language_in_force())
    shorter = [_without_ending(word) for word in words]
    # Last, for keyboards without å, ä and ö: their marks are taken away on both sides.
    questions = [words] if shorter == words else [words, shorter]
    for tried, (fold, wild) in (
        (tried, how) for how in ((folded, MARKED), (unmarked, VOWELS)) for tried in questions
    ):
        if (matches := _best_hits(things, [fold(word) for word in tried], fold, wild)).hits:
            return replace(matches, widened="" if tried == words else " ".join(tried))
    return SearchResult(())


def _best_hits(things, words: list[str], fold: Callable[[str], str], wild: str) -> SearchResult:
    of_each = [_weighed(some, words, fold) for some in _cooperation(words, wild)]
    weighed = chain(_weighed(things, words, fold), *(some[:MOST_SHOWN] for some in of_each))
    hits = (
        Hit(kind, title, address(), _excerpt(text, words, fold), weight)
        for weight, (kind, title, _codes, text, address) in weighed
    )
    ordered = tuple(sorted(hits, key=lambda hit: (-hit.weight, hit.title)))
    return SearchResult(ordered, cut=any(len(some) > MOST_SHOWN for some in of_each))


def _weighed(things, words: list[str], fold: Callable[[str], str]) -> list[tuple[int, tuple]]:
    """(weight, thing) of those that hold the words, the heaviest first."""
    patterns = [
        (
            word,
            re.compile(rf"(^|[\s,]){re.escape(word)}($|[\s,])").search,
            re.compile(rf"\b{re.escape(word)}").search,
        )
        for word in words
    ]
    weighed = ((_weight(thing, patterns, fold), thing) for thing in things)
    return sorted(
        (weight_and_thing for weight_and_thing in weighed if weight_and_thing[0]),
        key=lambda weight_and_thing: (-weight_and_thing[0], weight_and_thing[1][1]),
    )


@kept_until_written
def _all_things(language: str) -> tuple:
    with override(language):
        return tuple(_things())


def _things():
    """(kind, title, codes, text, what gives the address) of everything public."""
    kind, represented = pgettext("singular", "Mål"), set()
    for goal in overview.public_goals():
        represented.add(goal.represents_id)
        yield kind, goal.name, _codes(goal), f"{goal.text} {plain(goal.status)}", goal.get_absolute_url
    for goal in GlobalGoal.objects.exclude(pk__in=represented - {None}):
        yield _("Globalt mål"), goal.name, "", goal.summary, goal.get_absolute_url
    yield from _plain(
        Indicator,
        pgettext("singular", "Nyckeltal"),
        lambda thing: thing.definition,
        lambda thing: f"{thing.code} {thing.former_codes}",
    )
    yield from _plain(Action, _("Åtgärd"), lambda thing: f"{thing.description} {thing.result}")
    yield from _plain(Programme, pgettext("singular", "Program"), lambda thing: thing.about)
    yield from _plain(Organisation, _("Ansvarig"), lambda thing: thing.about)


def _codes(thing) -> str:
    return f"{thing.code} {thing.former_codes}"


def _plain(model: type[models.Model], kind: str, text, codes=lambda thing: ""):
    for thing in model.objects.public():
        yield kind, thing.name, codes(thing), text(thing), thing.get_absolute_url


def _cooperation(words: Sequence[str], wild: str):
    """For each kind of cooperation, as ``_things`` has it, what the database thinks holds the words."""
    yield _that_may_hold(Partnership, _("Samarbete"), words, wild, ("description", "result"))
    yield _that_may_hold(Project, pgettext("singular", "Projekt"), words, wild, ("description", "result"))
    yield _that_may_hold(Exchange, _("Utbyte"), words, wild, ("place", "description", "result"))
    yield _that_may_hold(Lesson, _("Lärdom"), words, wild, ("evidence", "done"), name="title")


def _that_may_hold(model: type[models.Model], kind: str, words, wild: str, texts, name: str = "name"):
    """``texts``: the fields that are read beside the name, without their language."""
    columns = {field.name for field in model._meta.concrete_fields}
    languages = ("sv", "en") if is_english() else ("sv",)
    fields = [
        f"{field}_{language}"
        for field in (name, *texts)
        for language in languages
        if f"{field}_{language}" in columns
    ]
    fields += [field for field in texts if field in columns]
    keys = ["id", "slug"] if "slug" in columns else ["id"]
    # Bare rows: objects are made of what is shown alone, a tenth of what is read.
    for row in (
        model.objects.public().filter(may_hold(words, fields, wild)).values(*keys, *fields)[:MOST_READ]
    ):
        text = " ".join(filter(None, (_worded(row, field) for field in texts)))
        address = partial(_address, model, {key: row[key] for key in keys})
        yield kind, _worded(row, name), "", text, address


def _worded(row: dict, field: str) -> str:
    """As ``Translated`` reads an object; of a field without languages, itself."""
    return row[field] if field in row else row.get(f"{field}_en") or row[f"{field}_sv"]


def _address(model: type[models.Model], keys: dict) -> str:
    # As a row of the database, which is made sooner than an object of named values.
    return model.from_db(None, list(keys), list(keys.values())).get_absolute_url()


def _weight(thing, patterns, fold) -> int:
    """0 unless every word is there; more in the title than in the text, most at the start of a word.

    ``patterns``: of each word itself, and what finds it as a code and at the start of a word.
    """
    _kind, title, codes, text, _address = thing
    title, codes, text = fold(title), fold(codes), fold(text)
    total = 0
    for word, is_code, begins in patterns:
        if is_code(codes):
            total += 12
        elif begins(title):
            total += 8
        elif word in title:
            total += 5
        elif word in text:
            total += 1
        else:
            return 0
    return total


def _excerpt(text: str, words, fold, length: int = 160) -> str:
    text = plain(text)
    places = [place for word in words if (place := fold(text).find(word)) >= 0]
    start = max(0, min(places, default=0) - 40)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text[start : start + length]
    return ("… " if start else "") + cut + (" …" if len(text) > start + length else "")


def _words(question: str) -> list[str]:
    return [
        word
        for word in re.findall(r"[\w.]+", folded(question))
        if sum(map(str.isalnum, word)) >= SHORTEST or word.isdigit()
    ]


class _Letters(dict):
    """Letter → the same without its mark, worked out once for each: a search folds a million letters."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = letter if letter in "åäö" else unicodedata.normalize("NFD", letter)[0]
        return self[code]


LETTERS = _Letters()


def folded(text: str) -> str:
    """Lower case, with å ä ö kept (they are letters of their own) and other marks removed: é is e."""
    return unicodedata.normalize("NFC", text).casefold().translate(LETTERS)


def unmarked(text: str) -> str:
    """As ``folded``, with å and ä as a and ö as o."""
    return folded(text).translate(str.maketrans("åäö", "aao"))


def _without_ending(word: str) -> str:
    ending = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    return word[: len(word) - len(ending)] if ending else word
