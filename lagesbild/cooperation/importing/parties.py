"""Who a row names: its partners, several in one cell, each with its country; and who gives the money."""

import re

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import cells, headings
from lagesbild.cooperation.importing.headings import COOPERATION, GRANT, IDENTIFIERS
from lagesbild.cooperation.importing.rows import NamedOrganisation
from lagesbild.framework.countries import country_code
from lagesbild.tables.outcome import short

_IN_BRACKETS = re.compile(r"(.*\S) ?\(([^()]*)\)")
_AND = re.compile(r" (?:och|samt|and|&) (?=[^\W\d_a-zåäöøæ])")
"""Between two names. *Kultur och fritid* is one: what follows has a small letter."""


def partners(values: dict, refuse) -> tuple[NamedOrganisation, ...]:
    """The partners of a row, and of ``values`` the country that all of them are in."""
    names = _names_and_countries(values.pop("partners", ""), refuse)
    if any(len(name) > 200 for name, _country in names):
        refuse(
            headings.label(COOPERATION, "partners"), _("Ett namn är längre än 200 tecken."), _("Korta det.")
        )
    codes = _countries(values, len(names), refuse)
    values["country"] = codes[0] if len(set(codes)) == 1 else ""
    spread = (
        codes if len(codes) == len(names) else codes * len(names) if len(codes) == 1 else [""] * len(names)
    )
    identifiers = _identifiers(values, len(names), refuse)
    return tuple(
        NamedOrganisation(name, country or code, identifiers if len(names) == 1 else ())
        for (name, country), code in zip(names, spread, strict=False)
    )


def _names_and_countries(cell: str, refuse) -> list[tuple[str, str]]:
    names: list[tuple[str, str]] = []
    for part in several_names(cell, refuse):
        in_brackets = _IN_BRACKETS.fullmatch(part)
        if in_brackets and country_code(in_brackets[2]):
            names.append((in_brackets[1], country_code(in_brackets[2])))
        elif names and not names[-1][1] and country_code(part) and len(part) > 2:
            names[-1] = (names[-1][0], country_code(part))
        else:
            names.append((part, ""))
    return names


def several_names(cell: str, refuse) -> tuple[str, ...]:
    """The names in a cell. *A, B och C* is three; *A (PL) och B (DE)* two; of *A och B* alone nobody can tell."""
    if ";" in cell or "\n" in cell:
        return cells.several(cell)
    parts = cells.several(cell)
    last = _AND.split(parts[-1]) if parts and not country_code(parts[-1]) else []
    if len(last) < 2:
        return parts
    is_list = len(parts) > 1 and not country_code(parts[-2])
    if not is_list and not all(_is_in_a_country(name) for name in last):
        what = _("”%(cell)s” kan vara en part eller flera.") % {"cell": short(cell)}
        do = _("Skriv semikolon mellan dem, eller efter namnet om det är en enda.")
        refuse(headings.label(COOPERATION, "partners"), what, do)
    return (*parts[:-1], *(name.strip() for name in last))


def _is_in_a_country(name: str) -> bool:
    in_brackets = _IN_BRACKETS.fullmatch(name.strip())
    return bool(in_brackets and country_code(in_brackets[2]))


def _countries(values: dict, number: int, refuse) -> list[str]:
    """The countries of the row: one for all its partners, or one for each."""
    written = values.get("country", "")
    names = [
        country
        for part in cells.several(written)
        for country in ([part] if country_code(part) else re.split(r" (?:och|samt|and|&) ", part))
    ]
    codes = [country_code(country) for country in names]
    label = headings.label(COOPERATION, "country")
    if not all(codes):
        what = _("”%(cell)s” är inget land som känns igen.") % {"cell": short(written)}
        refuse(label, what, no_country())
    elif number and len(codes) not in (0, 1, number):
        what = _("Raden har %(partners)s parter men %(countries)s länder.")
        refuse(
            label,
            what % {"partners": number, "countries": len(codes)},
            _("Skriv ett land för varje part, i samma ordning."),
        )
    return codes


def no_country() -> str:
    return _("Skriv landets namn eller dess två bokstäver, till exempel Finland eller FI.")


def _identifiers(values: dict, number: int, refuse) -> tuple[tuple[str, str], ...]:
    identifiers = tuple(
        (scheme, _number(scheme, str(values.pop(scheme)))) for scheme in IDENTIFIERS if scheme in values
    )
    if identifiers and number != 1:
        what = _("Ett nummer kan bara höra till en part, och raden har %(partners)s.") % {"partners": number}
        refuse(headings.label(COOPERATION, "partners"), what, _("Ta bort numret eller dela upp raden."))
    return identifiers


def _number(scheme: str, written: str) -> str:
    """A number as the register has it: a Swedish one with its hyphen."""
    digits = re.sub(r"\D", "", written)
    return f"{digits[:6]}-{digits[6:]}" if scheme == "SE-ON" and len(digits) == 10 else written.strip()


def funder(values: dict, refuse) -> NamedOrganisation | None:
    """Who gives the money, with the land in brackets or in a column of its own. Empty: that of the programme."""
    name, country = values.pop("funder", ""), values.pop("country", "")
    in_brackets = _IN_BRACKETS.fullmatch(name)
    if in_brackets and country_code(in_brackets[2]):
        name, country = in_brackets[1], country or in_brackets[2]
    if country and not country_code(country):
        what = _("”%(cell)s” är inget land som känns igen.") % {"cell": short(country)}
        refuse(headings.label(GRANT, "country"), what, no_country())
    return NamedOrganisation(name, country_code(country)) if name else None
