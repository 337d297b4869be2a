"""Which place a cell names: by its code, its name, or both, as people and agencies write them.

The places are passed in, with the codes and names that the caller uses. ``Malmö stad``, ``Lunds kommun``,
``Skåne län``, ``0680 Jönköping`` and ``Sverige`` are found, or nothing is: a name is never read as one that only
looks like it.
"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lagesbild.tables.columns import fold, visible
from lagesbild.tables.outcome import Refusal, Wording, either, short

MUNICIPALITY, REGION, COUNTRY = "municipality", "region", "country"

COUNTY_NAMES = {
    "01": "Stockholms län",
    "03": "Uppsala län",
    "04": "Södermanlands län",
    "05": "Östergötlands län",
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
    "10": "Blekinge län",
    "12": "Skåne län",
    "13": "Hallands län",
    "14": "Västra Götalands län",
    "17": "Värmlands län",
    "18": "Örebro län",
    "19": "Västmanlands län",
    "20": "Dalarnas län",
    "21": "Gävleborgs län",
    "22": "Västernorrlands län",
    "23": "Jämtlands län",
    "24": "Västerbottens län",
    "25": "Norrbottens län",
}
"""The counties by Statistics Sweden's code. A region's figures are its county's: region 0012 is county 12."""

_SWEDEN = ("sverige", "riket", "hela riket", "hela landet", "sweden", "se", "swe", "00")
_OTHER_NAMES = {"falu": "falun", "gothenburg": "göteborg"}
"""What endings alone do not lead to: Falu kommun."""

_AS_MUNICIPALITY = re.compile(
    r"(?P<name>.+?) (?:stads kommun|kommun|stad|k:n|kn|municipality)|(?:municipality of|city of|kommunen) (?P<last>.+)"
)
_AS_COUNTY = re.compile(r"(?P<name>.+?) (?:län|county|l\.)|(?:county of|region) (?P<last>.+?)(?: län)?")
_CODE_FIRST = re.compile(r"(?P<code>[0-9]{2,4})[ ,:;_–-]+(?P<name>[^0-9].*)")
_CODE_LAST = re.compile(r"(?P<name>.*[^0-9 ,(\[]),? ?[(\[]?(?P<code>[0-9]{2,4})[)\]]?")
_KIND_WORDS = frozenset(
    ("kommun", "kommunen", "stad", "stads", "k:n", "kn", "lan", "lanet", "region", "regionen")
    + ("municipality", "city", "county", "of")
)

ALIKE_ENOUGH = 0.75


class PlaceReason(StrEnum):
    EMPTY = "empty"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    CODE_AND_NAME = "code and name disagree"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the caller knows. ``kind`` is municipality, region, country or a word of the caller's own."""

    code: str
    name: str
    kind: str = MUNICIPALITY


@dataclass(frozen=True)
class Places:
    """The places that are known, and how they are found."""

    places: tuple[Place, ...]
    _by_code: Mapping[str, Place] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, tuple[Place, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        by_name = defaultdict(list)
        for place in self.places:
            for name in dict.fromkeys(_names(place)):
                by_name[name].append(place)
        for place in self.places:
            for name in _bare_county(place):
                # Uppsala and Kalmar are towns; there is no other Dalarna than the county.
                if name not in by_name:
                    by_name[name].append(place)
        # Frozen, so that nobody changes what the index was made of.
        object.__setattr__(self, "_by_code", {fold(place.code): place for place in self.places})
        object.__setattr__(self, "_by_name", {name: tuple(places) for name, places in by_name.items()})

    def read(self, cell: object) -> Place | Refusal:
        """The place that the cell names, or why there is none, with a suggestion where one is really alike."""
        place = self.find(cell)
        if place is not None:
            return place
        text = fold(_text(cell))
        return (
            _refusal(PlaceReason.UNKNOWN, cell, self.alike(text))
            if text
            else _refusal(PlaceReason.EMPTY, cell)
        )

    def find(self, cell: object) -> Place | Refusal | None:
        """The place that the cell names, why it names none for sure, or None: ``read`` without its suggestion."""
        text = fold(_text(cell))
        places = self._of_code(text) or self._of_name(text) if text else ()
        if len(places) > 1:
            return _refusal(PlaceReason.SEVERAL, cell, places)
        return places[0] if places else self._of_code_and_name(cell, text)

    def _of_code(self, text: str) -> tuple[Place, ...]:
        """The place with this code, also as Excel keeps it (680) or as the counties have it (06)."""
        if text in self._by_code:
            return (self._by_code[text],)
        if not re.fullmatch("[0-9]{2,3}", text):
            return ()
        place = self._by_code.get(text.zfill(4))
        is_county = place is not None and place.kind in (REGION, COUNTRY)
        return (place,) if place and is_county == (len(text) == 2) else ()

    def _of_name(self, text: str) -> tuple[Place, ...]:
        """The places of this name: as it stands, else without the ending that says what kind of place it is."""
        if text in self._by_name:
            return self._by_name[text]
        for name, kinds in _without_endings(text):
            places = tuple(place for place in self._by_name.get(name, ()) if not kinds or place.kind in kinds)
            if places:
                return places
        return ()

    def _of_code_and_name(self, cell: object, text: str) -> Place | Refusal | None:
        match = _CODE_FIRST.fullmatch(text) or _CODE_LAST.fullmatch(text)
        of_code = self._of_code(match["code"]) if match else ()
        if not of_code:
            return None
        of_name = self._of_name(match["name"])
        return of_code[0] if of_code[0] in of_name else _refusal(PlaceReason.CODE_AND_NAME, cell, of_code)

    def alike(self, text: str) -> tuple[Place, ...]:
        """The place whose name is most like this folded one, if any really is.

        The words that say what kind of place it is count for nothing: Borås stad is not like Båstad.
        """
        stem = _stem(text)
        names = {_stem(name): places[0] for name, places in self._by_name.items()}
        close = [
            (difflib.SequenceMatcher(None, form, name).ratio(), name)
            for form in {stem, stem.removesuffix("s")}
            for name in difflib.get_close_matches(form, names, 1, cutoff=ALIKE_ENOUGH)
        ]
        return (names[max(close)[1]],) if close else ()


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "")


def _names(place: Place) -> Iterator[str]:
    """What the place is called, folded."""
    name = fold(place.name)
    yield name
    if place.kind == COUNTRY:
        yield from _SWEDEN
    if place.kind == REGION and place.code[-2:] in COUNTY_NAMES:
        county = fold(COUNTY_NAMES[place.code[-2:]])
        yield from (county, f"region {county}")


def _bare_county(place: Place) -> Iterator[str]:
    """What people call a county for short: Dalarna, Västra Götaland."""
    if place.kind == REGION and place.code[-2:] in COUNTY_NAMES:
        county = fold(COUNTY_NAMES[place.code[-2:]]).removesuffix(" län")
        yield county.removesuffix("s")


def _without_endings(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name without the words that say its kind, and in the genitive; with the kinds that it then may be."""
    if match := _AS_MUNICIPALITY.fullmatch(text):
        yield from _nominatives(match["name"] or match["last"], (MUNICIPALITY,))
    elif match := _AS_COUNTY.fullmatch(text):
        name = match["name"] or match["last"]
        for form in (name, name.removesuffix("s"), f"{name}s"):
            yield from (
                (form, (REGION,)),
                (f"{form} län", (REGION,)),
                (f"region {form}", (REGION,)),
            )
    else:
        yield from _nominatives(text, ())


def _nominatives(name: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Lunds → Lund, but Borås first as it stands."""
    yield name, kinds
    yield _OTHER_NAMES.get(name, name), kinds
    if len(name) > 3 and name.endswith("s"):
        yield name.removesuffix("s"), kinds


def _stem(name: str) -> str:
    """What likeness is judged by: no words of kind, and no rings and dots, as from a foreign keyboard."""
    letters = (letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    return " ".join(word for word in "".join(letters).split() if word not in _KIND_WORDS)


_WHAT = {
    PlaceReason.EMPTY: Wording("Området är tomt.", "The place is empty."),
    PlaceReason.UNKNOWN: Wording("Området ”{cell}” är okänt.", "The place “{cell}” is not known."),
    PlaceReason.SEVERAL: Wording("”{cell}” kan vara {places}.", "“{cell}” may be {places}."),
    PlaceReason.CODE_AND_NAME: Wording(
        "”{cell}”: koden hör till {places}.", "“{cell}”: the code belongs to {places}."
    ),
}
_DO = {
    PlaceReason.SEVERAL: Wording("Skriv koden.", "Write the code."),
    PlaceReason.CODE_AND_NAME: Wording("Rätta koden eller namnet.", "Mend the code or the name."),
}
_SUGGESTION = Wording("Menas {places}? Rätta cellen.", "Do you mean {places}? Mend the cell.")
_OTHERWISE = Wording(
    "Skriv områdets kod eller namn, eller lägg till området först.",
    "Write the place's code or name, or add the place first.",
)


def _refusal(why: PlaceReason, cell: object, places: Iterable[Place] = ()) -> Refusal:
    names = [f"{place.name} ({place.code})" for place in places]
    wording = either([Wording(name, name) for name in names]) if names else Wording("", "")
    do = _DO.get(why) or (_SUGGESTION.fill(places=wording) if names else _OTHERWISE)
    return Refusal(why, _WHAT[why].fill(cell=short(visible(str(cell))), places=wording), do)
