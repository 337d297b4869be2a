"""What a reader answers with when a cell does not simply say something."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Reading = TypeVar("Reading")


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in Swedish and English."""

    sv: str
    en: str

    def in_(self, language: str | None) -> str:
        """The words in ``language``: ``en``, ``en-gb`` and the like give English, anything else Swedish."""
        return self.en if (language or "").lower().startswith("en") else self.sv

    def fill(self, **parts: object) -> "Wording":
        """Both languages with ``{name}`` replaced; a part that is itself a Wording is put in that language."""
        return Wording(self.sv.format(**_in("sv", parts)), self.en.format(**_in("en", parts)))


def _in(language: str, parts: Mapping[str, object]) -> dict[str, object]:
    return {name: part.in_(language) if isinstance(part, Wording) else part for name, part in parts.items()}


def either(wordings: "list[Wording]") -> Wording:
    """Several things to choose between: ``a, b eller c``."""
    *first, last = wordings
    if not first:
        return last
    sv, en = (", ".join(wording.in_(language) for wording in first) for language in ("sv", "en"))
    return Wording(f"{sv} eller {last.sv}", f"{en} or {last.en}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell cannot be read, and what to do about it. ``why`` is for code, the sentences for people."""

    why: StrEnum
    what: Wording
    do: Wording


@dataclass(frozen=True, slots=True)
class Doubt(Generic[Reading]):
    """A cell that can be read in more than one way. ``readings`` has all of them, ``do`` how to say which."""

    cell: str
    readings: tuple[Reading, ...]
    what: Wording
    do: Wording


def sentences(outcome: "Refusal | Doubt") -> Wording:
    """What is wrong with a cell and what to do about it, in one breath."""
    return Wording("{what} {do}", "{what} {do}").fill(what=outcome.what, do=outcome.do)


@dataclass(frozen=True, slots=True)
class Absence:
    """A cell that says that there is nothing to read, and why: ``-`` missing, ``.`` not applicable, ``..`` secret."""

    reason: str


def short(cell: object) -> str:
    """A cell as it is quoted in a sentence: one line, forty characters."""
    text = " ".join(str(cell).split())
    return text if len(text) <= 40 else f"{text[:39]}…"
