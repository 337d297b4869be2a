"""Goal 17's figures about who takes part in exchanges: what each means, and the function that counts it."""

from collections import Counter

from lagesbild.cooperation.goal17.counting import (
    EVERYBODY,
    ONLY_A_COUNT_EN,
    ONLY_A_COUNT_SV,
    FigureValue,
    KeyFigure,
    PublicRegister,
    YearSoFar,
)
from lagesbild.cooperation.models import Participants

SEXES = {"women": "K", "men": "M"}
"""Participants' sex → the subgroup that women and men have in every source."""
YOUNG_AGES = ("0-12", "13-17", "18-29")
YOUNG_ROLES = ("pupil", "youth")


def participants(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """Everybody; women and men; and each role. A group that nobody ever belonged to is not told of."""
    rows, is_known, remark = _took_part(register, year)
    if rows is None:
        return []
    if not is_known:
        return [FigureValue(None, remark)]
    ever = [row for exchange in register.exchanges for row in exchange.participants.all()]
    groups = {_sex(row) for row in ever} | {row.role for row in ever}
    counts = Counter()
    for row in rows:
        counts.update({EVERYBODY: row.count, row.role: row.count})
        counts[_sex(row)] += row.count
    return [FigureValue(counts[group], remark, group) for group in (EVERYBODY, *sorted(groups - {""}))]


PARTICIPANTS = KeyFigure(
    id="register-participants",
    name_sv="Deltagare i utbyten",
    name_en="Participants in exchanges",
    definition_sv=(
        "Antal deltagare i de utbyten som börjar under året: besök, möten, skolutbyten, utbildningar och "
        "ungdomsprojekt. Den som deltar i två utbyten räknas två gånger. Räknas från registrets första utbyte; "
        "ett senare år utan utbyten har noll deltagare. Delas upp på kvinnor och män där kön är angivet, och på "
        "roll."
    ),
    definition_en=(
        "Number of participants in the exchanges that begin in the year: visits, meetings, school exchanges, "
        "courses and youth projects. Somebody who takes part in two exchanges is counted twice. Counted from the "
        "register's first exchange; a later year without exchanges has no participants. Split by women and men "
        "where sex is given, and by role."
    ),
    unit_sv="deltagare",
    unit_en="participants",
    decimals=0,
    direction="none",
    direction_reason_sv=ONLY_A_COUNT_SV,
    direction_reason_en=ONLY_A_COUNT_EN,
    count=participants,
)


def young(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """Up to 29 years of age; where no age is given, pupils and young people outside school."""
    rows, is_known, remark = _took_part(register, year)
    if rows is None:
        return []
    return [FigureValue(sum(row.count for row in rows if _is_young(row)) if is_known else None, remark)]


YOUNG_PARTICIPANTS = KeyFigure(
    id="register-young-participants",
    name_sv="Unga deltagare i utbyten",
    name_en="Young participants in exchanges",
    definition_sv=(
        "De av årets deltagare i utbyten som är högst 29 år. Där åldern inte är angiven räknas elever och unga "
        "utanför skolan."
    ),
    definition_en=(
        "Those of the year's participants in exchanges who are at most 29 years old. Where age is not given, "
        "pupils and young people outside school are counted."
    ),
    unit_sv="deltagare",
    unit_en="participants",
    decimals=0,
    direction="none",
    direction_reason_sv=ONLY_A_COUNT_SV,
    direction_reason_en=ONLY_A_COUNT_EN,
    count=young,
)


def _sex(row: Participants) -> str:
    return SEXES.get(row.sex, "")


def _is_young(row: Participants) -> bool:
    return row.age in YOUNG_AGES or (row.age == Participants.Age.UNKNOWN and row.role in YOUNG_ROLES)


def _took_part(register: PublicRegister, year: YearSoFar) -> tuple[list[Participants] | None, bool, str]:
    """The year's groups, whether their number is known at all, and what was left out.

    None before the first exchange of the register. A later year without exchanges has no participants, and that
    is known; a year whose exchanges all lack counts has an unknown number.
    """
    if not any(exchange.starts <= year.last for exchange in register.exchanges):
        return None, False, ""
    groups = [
        list(exchange.participants.all()) for exchange in register.exchanges if year.holds(exchange.starts)
    ]
    uncounted = groups.count([])
    remark = f"Antalet deltagare är inte känt för {uncounted} av {len(groups)} utbyten." if uncounted else ""
    return [row for rows in groups for row in rows], uncounted < len(groups) or not groups, remark
