"""Whether a row is a partnership, a project or an exchange, and of which kind: by a word of its own or of its sheet.

Where no word says it, a funder makes the row a project, as a grant pays for one. Otherwise somebody is asked.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.headings import EXCHANGE, PARTNERSHIP, PROJECT

_ENDINGS = (
    (r"vänort(?:en|er|ssamarbete(?:t)?|savtal(?:et)?)?", (PARTNERSHIP, "twin_town")),
    (r"systerstad(?:en)?", (PARTNERSHIP, "sister_city")),
    (r"(?:\S*nätverk(?:et)?|medlemskap(?:et)?|medlem|medlemsavgift)", (PARTNERSHIP, "network")),
    (r"\S*projekt(?:et)?", (PROJECT, "")),
    (r"(?:skol|elev|lärar)(?:utbyte(?:t)?|besök(?:et)?)", (EXCHANGE, "school")),
    (r"ungdoms(?:utbyte|läger)(?:t|et)?", (EXCHANGE, "youth")),
    (r"studie(?:besök|resa)(?:et|n)?", (EXCHANGE, "visit")),
    (r"vänorts(?:möte|konferens|dag(?:ar)?)(?:t|en)?", (EXCHANGE, "meeting")),
)
_IN_NAMES = tuple((re.compile(rf"\W*{form}\W*"), kind) for form, kind in _ENDINGS)


@dataclass(frozen=True)
class RowKind:
    """What a row is; empty where nothing says. ``why`` is told where it is not the row's own word of kind."""

    thing: str = ""
    kind: str = ""
    why: str = ""


def of_word(cell) -> tuple[str, str]:
    """What a cell of kinds, a sheet's name or a heading between the rows says."""
    word = headings.plain(cell.replace("_", " ")) if isinstance(cell, str) else ""
    bare = headings.plain(re.sub(r"[(\[,0-9].*", "", word))
    for form in (word, bare):
        if form in headings.SHEETS:
            return headings.SHEETS[form]
    return _in_name(bare, single=True)


def of_row(cell, above: str, name: str, has_funder: bool) -> RowKind:
    """``cell``: its own word of kind. ``above``: the heading between the rows, or the sheet's name."""
    if cell:
        thing, kind = of_word(cell)
        return RowKind(thing, kind)
    thing, kind = of_word(above)
    if thing and (kind or thing == PROJECT):
        return RowKind(thing, kind)
    named = _in_name(headings.plain(name))
    if named[0] == PROJECT or (named[0] and not has_funder):
        return RowKind(*named, _("Raden säger inte vilket slag den är. Det är taget ur namnet."))
    if has_funder and not named[0]:
        return RowKind(
            PROJECT,
            "",
            _("Raden säger inte vilket slag den är. Den läses som ett projekt: den har en finansiär."),
        )
    return RowKind(thing, kind)


def _in_name(name: str, *, single: bool = False) -> tuple[str, str]:
    """The kind that a name's words are; none where they are of two kinds."""
    words = [name] if single else name.split()
    kinds = {kind for word in words for form, kind in _IN_NAMES if form.fullmatch(word)}
    return next(iter(kinds)) if len(kinds) == 1 else ("", "")
