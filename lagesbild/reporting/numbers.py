"""Numbers as people type them. What could mean two things is asked about, never guessed."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

SPACES = " \u00a0\u2009\u202f"
MINUS = str.maketrans("−–", "--")
MOST_DIGITS, MOST_DECIMALS = 14, 6


class NotANumber(ValueError):
    """What was typed cannot be read in one way only. The message says what to write instead."""


def typed_number(text: str, unit: str = "") -> Decimal:
    """The number that somebody typed, as in ``1 234,5``, ``77.1`` or ``12,5 %``.

    A unit after it is allowed if it is the indicator's own, or a percent sign where the unit is percent. A single
    dot or comma before exactly three digits may be a thousands mark or a decimal mark: ``1.234`` is refused.
    Raises NotANumber.
    """
    bare = _without_unit(text.translate(MINUS).strip(SPACES), unit)
    # Spaces are thousands marks only where the groups are whole: "1 23" is two numbers or a slip.
    if re.fullmatch(rf"-?\d{{1,3}}([{SPACES}]\d{{3}})+([.,]\d+)?", bare):
        bare = re.sub(rf"[{SPACES}]", "", bare)
    elif re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", bare):
        raise NotANumber(
            _("Menar du %(large)s eller %(small)s? Skriv utan tusentalstecken, och med decimalkomma.")
            % {
                "large": re.sub(r"[.,]", "", bare),
                "small": re.sub(r"[.,]", ",", bare).rstrip("0").rstrip(","),
            }
        )
    if not re.fullmatch(r"-?\d+([.,]\d+)?", bare):
        raise NotANumber(_("Skriv ett tal, till exempel 12,5."))
    number = Decimal(bare.replace(",", "."))
    whole, _mark, decimals = bare.lstrip("-").replace(",", ".").partition(".")
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        raise NotANumber(
            _("Talet har för många siffror: högst %(whole)s före kommat och %(decimals)s efter.")
            % {"whole": MOST_DIGITS, "decimals": MOST_DECIMALS}
        )
    return number


def _without_unit(text: str, unit: str) -> str:
    percent = (
        ["%", "procent", "percent", "per cent"] if unit.casefold() in ("%", "procent", "percent") else []
    )
    for ending in (unit, *percent):
        if ending and text.casefold().endswith(ending.casefold()):
            return text[: -len(ending)].rstrip(SPACES)
    return text
