"""The table to fill in: every heading that is read, what to write under it, and examples on a sheet of their own."""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lagesbild.cooperation.importing.headings import COLUMNS, COUNTS, IDENTIFIERS, KINDS, MODELS, STATES
from lagesbild.cooperation.importing.reading import OF_THE_TEMPLATE

EXAMPLES = (
    {
        "kind": "Vänort",
        "partners": "Exempelstad",
        "country": "Finland",
        "status": "Pågår",
        "starts": "1960-talet",
        "ends": "Tills vidare",
        "owner": "Kommunstyrelsen",
        "position": "Internationell samordnare",
        "cost": "120 000 kr",
        "goals": "17",
    },
    {
        "kind": "Projekt",
        "name": "Exempel: unga bygger om torget",
        "partners": "Exempelstad; Musterstadt (Tyskland)",
        "status": "Pågår",
        "starts": "2026-01-15",
        "ends": "2027-06-30",
        "budget": "€ 50 000",
        "own": "€ 10 000",
        "goals": "11, 17",
    },
    {
        "kind": "Skolutbyte",
        "name": "Exempel: klass 8 på besök",
        "partners": "Exempelstad",
        "starts": "maj 2026",
        "place": "Exempelstad",
        "count": 30,
        "count_pupils": 26,
        "count_teachers": 4,
    },
)


def workbook() -> bytes:
    """An .xlsx file with the sheets Samarbeten (to fill in), Exempel and Förklaringar."""
    book = Workbook()
    empty, explained, examples = book.active, *(book.create_sheet(name) for name in OF_THE_TEMPLATE)
    empty.title = "Samarbeten och projekt"
    labels = [str(label) for label, _others in COLUMNS.values()]
    for sheet in (empty, examples):
        _headings(sheet, labels)
    for example in EXAMPLES:
        examples.append([example.get(name, "") for name in COLUMNS])
    _headings(explained, [_("Rubrik"), _("Vad som ska stå"), _("Känns också igen")])
    for name, (label, others) in COLUMNS.items():
        explained.append([str(label), _told(name), others.replace("|", ", ")])
    explained.column_dimensions["B"].width = explained.column_dimensions["C"].width = 70
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _headings(sheet, labels: list[str]) -> None:
    sheet.append(labels)
    sheet.freeze_panes = "A2"
    for place, label in enumerate(labels, 1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(label) + 2)


def _told(name: str) -> str:
    if name in COUNTS:
        return _("Ett tal. Aldrig namn på deltagare.")
    if name in IDENTIFIERS:
        return _("Partens nummer i det registret. Bara när raden har en enda part.")
    if name == "kind":
        return ", ".join(
            dict.fromkeys(word.capitalize() for word in KINDS if not word.isascii() or word in _SHORT)
        )
    if name == "status":
        return "; ".join(
            ", ".join(str(label) for _value, label in MODELS[thing].Status.choices) for thing in STATES
        )
    told = {
        "name": _("Behövs för projekt och utbyten. En vänort får annars namn efter sin part."),
        "partners": _("En eller flera, med semikolon emellan. Land inom parentes går bra."),
        "country": _("Landets namn eller två bokstäver: ett för alla parter, eller ett för varje."),
        "starts": _("2016-05-01, maj 2016, 2016 eller 1960-talet."),
        "ends": _("Datum eller år, eller Tills vidare."),
        "owner": _("Nämnd, förvaltning eller enhet hos oss."),
        "position": _("Tjänsten som håller kontakten. Aldrig ett namn."),
        "budget": _("Belopp: 120 000 kr, 1,2 mnkr, € 5 000."),
        "cost": _("Kommunens kostnad, för ett samarbete per år."),
        "own": _("Det kommunen betalar själv."),
        "goals": _("Nummer på globala mål, till exempel 4, 17."),
        "themes": _("Teman som finns i registret, med komma emellan."),
        "partnership": _("Namnet på samarbetet som projektet eller utbytet hör till."),
        "project": _("Namnet på projektet som utbytet hör till."),
        "body": _("Vem som beslutade. Behövs tillsammans med beslutsdatum."),
    }
    return told.get(name, "")


_SHORT = {"avtal", "projekt", "skolutbyte", "ungdomsprojekt", "systerstad"}
