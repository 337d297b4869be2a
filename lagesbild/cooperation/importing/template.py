"""The table to fill in: every heading that is read, what to write under it, and examples on a sheet of their own."""

from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lagesbild.cooperation.importing.headings import (
    COOPERATION,
    COUNTS,
    GRANT,
    IDENTIFIERS,
    KINDS,
    LESSON,
    MODELS,
    PART,
    STATES,
    TABLES,
)
from lagesbild.cooperation.importing.reading import EXAMPLE, EXPLAINED

_COOPERATION = (
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
_GRANTS = (
    {
        "funder": "Exempelfonden",
        "country": "Sverige",
        "programme": "Unga i Europa",
        "call": "Unga i Europa 2026",
        "reference": "UE-2026-017",
        "project": "Exempel: unga bygger om torget",
        "amount": "€ 40 000",
        "own_kind": "€ 2 500",
        "granted": "2025-12-10",
        "starts": "2026-01-15",
        "ends": "2027-06-30",
        "body": "Kommunstyrelsen",
        "decided": "2025-09-30",
        "paragraph": "§ 112",
        "dnr": "KS/2025:417",
        "report_due": "2027-08-31",
    },
)
_PARTS = (
    {
        "kind": "Utbetalning",
        "reference": "UE-2026-017",
        "amount": "€ 20 000",
        "due": "2026-02-01",
        "done": "2026-02-03",
    },
    {"kind": "Utbetalning", "reference": "UE-2026-017", "amount": "€ 20 000", "due": "2027-02-01"},
    {"kind": "Rapport", "reference": "UE-2026-017", "about": "Lägesrapport", "due": "2026-12-15"},
)
_LESSONS = (
    {
        "kind": "Utmaning",
        "title": "Exempel: allt hängde på en person",
        "noted": "2026-11-01",
        "about": "Exempel: unga bygger om torget",
        "owner": "Kommunstyrelsen",
        "evidence": "Arbetet stod still i tre månader när tjänsten var vakant.",
        "did": "Två tjänster delar nu på uppdraget.",
        "did_on": "2027-01-15",
    },
)
EXAMPLES = {COOPERATION: _COOPERATION, GRANT: _GRANTS, PART: _PARTS, LESSON: _LESSONS}
NAMES = {
    COOPERATION: "Samarbeten och projekt",
    GRANT: "Bidrag",
    PART: "Utbetalningar och rapporter",
    LESSON: "Lärdomar",
}
"""Table → its sheet. The sheet of its examples has a name of its own, as its cells are others."""


def workbook() -> bytes:
    """An .xlsx file with a sheet to fill in for each table, one of examples for each, and Förklaringar."""
    book = Workbook()
    book.remove(book.active)
    for table, name in NAMES.items():
        _headings(book.create_sheet(name), _labels(table))
    for table, examples in EXAMPLES.items():
        sheet = book.create_sheet(example_sheet(table))
        _headings(sheet, _labels(table))
        for example in examples:
            sheet.append([example.get(name, "") for name in TABLES[table]])
    explained = book.create_sheet(EXPLAINED)
    _headings(explained, [_("Blad"), _("Rubrik"), _("Vad som ska stå"), _("Känns också igen")])
    for table, columns in TABLES.items():
        for name, (label, others) in columns.items():
            explained.append([NAMES[table], str(label), _explanation(table, name), others.replace("|", ", ")])
    explained.column_dimensions["A"].width = explained.column_dimensions["B"].width = 28
    explained.column_dimensions["C"].width = explained.column_dimensions["D"].width = 70
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def example_sheet(table: str) -> str:
    return EXAMPLE if table == COOPERATION else f"{EXAMPLE} {NAMES[table].split()[0].lower()}"


def _labels(table: str) -> list[str]:
    return [str(label) for label, _others in TABLES[table].values()]


def _headings(sheet, labels: list[str]) -> None:
    sheet.append(labels)
    sheet.freeze_panes = "A2"
    for place, label in enumerate(labels, 1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(label) + 2)


def _explanation(table: str, name: str) -> str:
    if table != COOPERATION and name in _EXPLANATIONS[table]:
        return str(_EXPLANATIONS[table][name])
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
    explanations = {
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
        "own_kind": _("Vad arbete och lokaler är värda."),
        "goals": _("Nummer på globala mål, till exempel 4, 17."),
        "themes": _("Teman som finns i registret, med komma emellan."),
        "partnership": _("Namnet på samarbetet som projektet eller utbytet hör till."),
        "project": _("Namnet på projektet som utbytet hör till."),
        "body": _("Vem som beslutade. Behövs tillsammans med beslutsdatum."),
    }
    return explanations.get(name, "")


_SHORT = {"avtal", "projekt", "skolutbyte", "ungdomsprojekt", "systerstad"}
_WHOLE_DAY = gettext_lazy("En dag: 2026-05-01.")
_GRANT_OF = gettext_lazy("Som det står på bidragets rad eller i registret.")
_EXPLANATIONS = {
    GRANT: {
        "funder": gettext_lazy("Vem pengarna kommer från. Land inom parentes går bra."),
        "country": gettext_lazy("Behövs när finansiären inte finns i registret."),
        "programme": gettext_lazy("Tomt: ett program med finansiärens namn."),
        "call": gettext_lazy("Namn eller beteckning, om pengarna söktes i en utlysning."),
        "reference": gettext_lazy("Skiljer två bidrag till samma projekt åt."),
        "project": gettext_lazy("Behövs. Projektet finns i registret eller på en egen rad."),
        "partnership": gettext_lazy("Räcker när samarbetet har ett enda projekt."),
        "amount": gettext_lazy("Exakt: 134 400 kr. Ungefärliga belopp läses inte."),
        "own": gettext_lazy("Det kommunen betalar själv. Sparas på projektet."),
        "own_kind": gettext_lazy("Vad arbete och lokaler är värda. Sparas på projektet."),
        "granted": gettext_lazy("Dagen då finansiären beslutade."),
        "starts": gettext_lazy("När kostnader börjar räknas."),
        "ends": gettext_lazy("När kostnader slutar räknas."),
        "body": gettext_lazy("Vem hos oss som beslutade. Behövs tillsammans med beslutsdatum."),
        "paid": gettext_lazy("En utbetalning. Är de flera har de ett eget blad."),
        **dict.fromkeys(("decided", "paid_on", "report_due", "report_done"), _WHOLE_DAY),
    },
    PART: {
        "kind": gettext_lazy("Utbetalning, Rekvisition eller Rapport."),
        "reference": gettext_lazy("Finansiärens nummer, eller projektet, säger vilket bidrag det är."),
        "project": _GRANT_OF,
        "programme": _GRANT_OF,
        "about": gettext_lazy("För en rapport: vilken."),
        "amount": gettext_lazy("För en rekvisition: det som begärs."),
        **dict.fromkeys(("due", "done", "sent", "approved_on"), _WHOLE_DAY),
    },
    LESSON: {
        "kind": gettext_lazy("Framgångsfaktor eller Utmaning."),
        "title": gettext_lazy("I en mening. Aldrig namn på personer."),
        "noted": gettext_lazy("2016-05-01, maj 2016 eller 2016."),
        "about": gettext_lazy("Namnet på ett samarbete, ett projekt eller ett utbyte."),
        "evidence": gettext_lazy("Behövs: vad lärdomen bygger på."),
        "owner": gettext_lazy("Nämnd, förvaltning eller enhet hos oss."),
        "themes": gettext_lazy("Teman som finns i registret, med komma emellan."),
        "did_on": _WHOLE_DAY,
    },
}
