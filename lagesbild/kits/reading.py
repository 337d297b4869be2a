"""A kit's file read: every fault at once, each with its row, its column and what to do."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lagesbild.kits.columns import COLUMNS, DIRECTIONS, cells_of
from lagesbild.kits.kit import Confidence, Kit, KitIndicator, NationalTarget
from lagesbild.kits.kit_row import FIGURE_ID, ID_HELP, KitProblem, KitRow
from lagesbild.tables.columns import fold

FOLDER = Path(__file__).parent
DEFAULT = "agenda2030"
MOST_LETTERS, MOST_ROWS = 5_000_000, 20_000
MUST = ("id", "namn", "mål")
ROLES = {"huvud": True, "kompletterande": False, "": True}
YES_NO = {"ja": True, "nej": False}


class KitProblems(ValueError):
    """Everything wrong with a kit, in ``problems``. As text: one line each. Nothing was brought."""

    def __init__(self, problems: Iterable[KitProblem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def shipped_kits() -> dict[str, Path]:
    """The kits that come with the product, by name."""
    return {file.stem: file for file in sorted(FOLDER.glob("*.csv")) if file.stem != "municipalities"}


def read_kit(name: str | Path = DEFAULT) -> Kit:
    """A kit that comes with the product, by its name, or one of your own, by its file. Raises KitProblems."""
    file = shipped_kits().get(str(name)) or Path(name)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        names = ", ".join(shipped_kits())
        do = f"Ange ett av {names}, eller en CSV-fil i UTF-8."
        raise KitProblems([KitProblem(str(name), 0, "", "Startpaketet går inte att läsa.", do)]) from error
    shipped = {} if file.stem == DEFAULT and file.parent == FOLDER else read_kit().by_id
    return kit_of(text, file.stem, shipped)


def kit_of(text: str, name: str, shipped: dict[str, KitIndicator] | None = None) -> Kit:
    """The kit in a text: a CSV file's, or rows pasted from a sheet. Raises KitProblems.

    Of an indicator in ``shipped`` only what the text says is another: an id and a goal are enough.
    """
    if len(text) > MOST_LETTERS or text.count("\n") > MOST_ROWS:
        do = f"Dela upp det: högst {MOST_ROWS} rader läses."
        raise KitProblems([KitProblem(name, 0, "", "Startpaketet är för stort.", do)])
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        do = "Kontrollera citattecknen."
        what = f"Startpaketet går inte att dela upp i celler ({error})."
        raise KitProblems([KitProblem(name, 0, "", what, do)]) from error
    rows = [(number, cells) for number, cells in enumerate(lines, 1) if any(cell.strip() for cell in cells)]
    if len(rows) < 2:
        raise KitProblems([KitProblem(name, 0, "", "Startpaketet är tomt.", "Lägg till rubriker och rader.")])
    (first, headings), *rows = rows
    columns = [fold(heading).replace(" ", "_") for heading in headings]
    problems = [*_heading_problems(name, first, columns, bool(shipped))]
    cells = [KitRow(name, number, dict(zip(columns, row, strict=False)), problems) for number, row in rows]
    indicators = [_indicator(row, (shipped or {}).get(row["id"])) for row in cells]
    problems += _across(name, [indicator for indicator in indicators if indicator], set(shipped or ()))
    if problems:
        raise KitProblems(sorted(problems, key=lambda problem: problem.row))
    return Kit(name, tuple(indicators))


def kit_of_members(members: dict[str, str], name: str) -> Kit:
    """A group of Kolada's (id → title) as a kit. What the product's own does not have is without goal and direction."""
    shipped = read_kit().by_id
    rows = [shipped.get(id) or _bare(id, title, row) for row, (id, title) in enumerate(members.items(), 1)]
    return Kit(name, tuple(replace(row, core=True) for row in rows))


def _bare(id: str, title: str, row: int) -> KitIndicator:
    cells = {"id": id, "namn": title[:255], "enhet": "%" if "(%)" in title else ""}
    return _kit_indicator(KitRow(id, row, cells), (0,))


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max("\t;,", key=first.count)


def _heading_problems(name: str, row: int, columns: list[str], some_shipped: bool) -> Iterable[KitProblem]:
    for column in ("id", "mål") if some_shipped else MUST:
        if column not in columns:
            yield KitProblem(name, row, column, "Kolumnen saknas.", "Lägg till den.")
    for column in columns:
        if column and column not in COLUMNS:
            yield KitProblem(
                name, row, column, "Kolumnen är okänd.", "Rätta rubriken, eller ta bort kolumnen."
            )
        if columns.count(column) > 1:
            yield KitProblem(name, row, column, "Kolumnen finns två gånger.", "Behåll en.")


def _indicator(row: KitRow, shipped: KitIndicator | None) -> KitIndicator | None:
    if not FIGURE_ID.fullmatch(row["id"]):
        row.wrong("id", f"”{row['id']}” är inget id.", ID_HELP)
    goals = row.goals("mål")
    if not goals and not row.has("mål"):
        row.wrong("mål", "Målet saknas.", "Skriv ett nummer, 1–17.")
    if shipped:
        row = _filled(row, shipped)
    elif not row.has("namn"):
        row.wrong("namn", "Namnet saknas.", "Skriv vad nyckeltalet heter.")
    return _kit_indicator(row, goals) if goals else None


def _filled(row: KitRow, shipped: KitIndicator) -> KitRow:
    """The row with what the product's own kit says of the indicator in the cells that it leaves empty."""
    ours = cells_of(shipped)
    if row.has("riktning"):  # a direction of its own needs a reason of its own
        ours |= {"skäl": "", "skäl_en": ""}
    for column in ("mål", "även_mål", "kärna"):
        del ours[column]
    cells = {column: row[column] or ours.get(column, "") for column in {*row.cells, *ours}}
    return KitRow(row.file, row.number, cells, row.problems)


def _kit_indicator(row: KitRow, goals: tuple[int, ...]) -> KitIndicator:
    also = tuple(goal for goal in (*goals[1:], *row.goals("även_mål")) if goal != goals[0])
    direction, hold = _direction(row)
    return KitIndicator(
        id=row["id"],
        row=row.number,
        name_sv=row["namn"],
        name_en=row["namn_en"],
        goal=goals[0],
        other_goals=tuple(dict.fromkeys(also)),
        main=row.choice("roll", ROLES, True),
        core=row.choice("kärna", YES_NO, True),
        unit_sv=row["enhet"],
        unit_en=row["enhet_en"] or row["enhet"],
        decimals=row.number_in("decimaler", 0, 6, 1),
        counted_per=row["räknat_per"],
        direction=direction,
        hold=hold,
        reason_sv=row["skäl"],
        reason_en=row["skäl_en"],
        confidence=row.choice(
            "säkerhet", {level.value: level for level in Confidence}, Confidence.TO_CONFIRM
        ),
        cycle_years=row.number_in("mäts_vart_år", 1, 20, 1),
        window_years=row.number_in("fönster_år", 1, 20, None),
        margin=next(iter(row.ids("osäkerhetstal")), ""),
        part_of=next(iter(row.ids("del_av")), ""),
        absolute=row.choice("absolut_tal", YES_NO, False),
        for_regions=row.choice("regioner", YES_NO, False),
        month=row.number_in("brukar_komma_månad", 1, 12, None),
        replaces=row.ids("ersätter"),
        choose=next(iter(row.ids("välj_mellan")), ""),
        choose_why=row["välj_så"],
        target=_target(row),
        national_sv=row["nationellt_mål"],
        caveat_sv=row["att_tänka_på"],
        source=row["källa"],
    )


def _direction(row: KitRow) -> tuple[str, tuple[float, float] | None]:
    direction, hold = row.choice("riktning", DIRECTIONS, "none"), row.span("håll_vid")
    if direction == "hold" and hold is None:
        row.wrong("håll_vid", "Riktningen är att hålla nivån, men nivån saknas.", "Skriv till exempel 40–60.")
    for column in ("skäl", "skäl_en"):
        if direction in ("up", "down") and not row.has(column):
            row.wrong(column, "Riktningen saknar skäl.", "Skriv varför, på svenska och engelska.")
    return direction, hold


def _target(row: KitRow) -> NationalTarget | None:
    """A target is told only with all that makes it one."""
    parts = ("målvärde", "beslutat_av", "beslutat_den", "beslutet_står_i")
    missing = [column for column in parts if not row.has(column)]
    value, day = row.decimal("målvärde"), row.day("beslutat_den")
    if len(missing) == len(parts):
        return None
    for column in missing:
        row.wrong(
            column, "Ett målvärde behöver beslut, dag och var det står.", "Fyll i alla fyra, eller inget."
        )
    if missing or value is None or not day:
        return None
    year = row.number_in("målår", 1990, 2200, None)
    return NationalTarget(value, year, row["beslutat_av"], day, row["beslutet_står_i"])


def _across(name: str, indicators: list[KitIndicator], shipped: set[str]) -> Iterable[KitProblem]:
    """What shows only when the rows are seen together."""
    ids = [indicator.id for indicator in indicators]
    for place, indicator in enumerate(indicators):
        if indicator.id in ids[:place]:
            yield KitProblem(name, indicator.row, "id", f"{indicator.id} finns två gånger.", "Behåll en rad.")
        if indicator.part_of and indicator.part_of not in {*ids, *shipped}:
            what = f"Helheten {indicator.part_of} finns inte i paketet."
            yield KitProblem(name, indicator.row, "del_av", what, "Lägg till den, eller lämna tomt.")
        if indicator.part_of == indicator.id:
            yield KitProblem(name, indicator.row, "del_av", "Nyckeltalet är del av sig självt.", "Rätta.")
