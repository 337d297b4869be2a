"""What a list names and the register may have already: an organisation, a programme or a call."""

from dataclasses import dataclass

NEW = "new"
ORGANISATION, PROGRAMME, CALL = "organisation", "programme", "call"


@dataclass(frozen=True)
class MatchChoice:
    """One answer to what is meant: ``value`` is a reference to one, or NEW."""

    value: str
    name: str
    country: str = ""
    score: float = 0
    dissolved: bool = False


@dataclass
class ListMatch:
    """Something the list names: what it was taken for (a reference, empty while nobody has said), and why.

    ``thing``: an organisation, a programme or a call. ``whose``: the reference of a programme's funder, or of a call's
    programme.
    """

    key: str
    name: str
    country: str
    rows: list[str]
    identifiers: tuple[tuple[str, str], ...] = ()
    reference: str = ""
    choices: tuple[MatchChoice, ...] = ()
    made: bool = False
    thing: str = ORGANISATION
    whose: str = ""
    lacks_country: bool = False
    """Nothing says in which country it is: a new one is answered with its letters too, as ``new:FI``."""

    @property
    def places(self) -> list[tuple[str, int]]:
        """The rows that name it, as (sheet, number)."""
        return [(sheet, int(number)) for sheet, _space, number in (row.rpartition(" ") for row in self.rows)]
