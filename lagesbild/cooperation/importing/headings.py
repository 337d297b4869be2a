"""The headings that lists of cooperation have, in Swedish and English, and the words for kinds and states."""

import re
import unicodedata
from functools import cache

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lagesbild.cooperation.models import Exchange, Grant, Lesson, Participants, Partnership, Project
from lagesbild.tables.units import Unit, read_heading

PARTNERSHIP, PROJECT, EXCHANGE, GRANT, LESSON = "partnership", "project", "exchange", "grant", "lesson"
MODELS = {PARTNERSHIP: Partnership, PROJECT: Project, EXCHANGE: Exchange, GRANT: Grant, LESSON: Lesson}
"""What others are part of comes first."""

COOPERATION, PART = "cooperation", "part"
"""Two of the tables that a sheet may be; the others are called as what their rows make. PART: a grant's payments."""
INSTALMENT, CLAIM, REPORT = "instalment", "claim", "report"

COUNTS = {
    "count": (Participants.Role.OTHER, "antal deltagare|deltagare|antal|participants|number of participants"),
    "count_pupils": (Participants.Role.PUPIL, "antal elever|elever|pupils|students"),
    "count_youth": (Participants.Role.YOUTH, "antal unga|antal ungdomar|unga|ungdomar|youth"),
    "count_teachers": (Participants.Role.TEACHER, "antal lärare|lärare|teachers"),
    "count_staff": (
        Participants.Role.STAFF,
        "antal tjänstepersoner|tjänstepersoner|tjänstemän|staff|officials",
    ),
    "count_elected": (Participants.Role.ELECTED, "antal förtroendevalda|förtroendevalda|politiker|elected"),
    "count_civil": (Participants.Role.CIVIL_SOCIETY, "antal från civilsamhället|civilsamhälle|civil society"),
}
"""Column → the group it counts, and its headings. The first holds everybody: what the others lack is "others"."""

IDENTIFIERS = {
    "SE-ON": "organisationsnummer|orgnr|org.nr|org nr|organisation number",
    "PIC": "pic|pic-nummer|pic number",
    "IATI": "iati|iati-id",
    "Wikidata": "wikidata",
}

# Column → what it is called in the table to fill in, and what else it may be called.
COLUMNS: dict[str, tuple[str, str]] = {
    "kind": (_("Slag"), "slag|typ|typ av samarbete|art|form|kategori|kind|type"),
    "name": (
        _("Namn"),
        "namn|benämning|titel|samarbete|projekt|projektnamn|utbyte|aktivitet|name|title|project",
    ),
    "name_en": (_("Namn på engelska"), "namn på engelska|engelskt namn|english name|name in english"),
    "partners": (
        _("Partner"),
        "partner|partners|part|parter|samarbetspart|samarbetsparter|samarbetspartner|samarbetspartners|projektpartner"
        "|projektparter|medverkande parter|partnerstad|partnerkommun|partnerort|vänort|stad|ort|kommun"
        "|organisation|motpart|partner organisation|city|town",
    ),
    "country": (_("Land"), "land|länder|partnerns land|country|countries"),
    "status": (_("Läge"), "läge|status|state"),
    "starts": (
        _("Start"),
        "start|startdatum|startår|sedan|från|från och med|fr.o.m.|börjar|inleddes|år|datum|since|from|start date|date",
    ),
    "ends": (
        _("Slut"),
        "slut|slutdatum|slutår|till|till och med|t.o.m.|slutar|upphör|gäller till|end|until|to|end date",
    ),
    "review": (_("Ses över senast"), "ses över|ses över senast|nästa översyn|översyn|review|review date"),
    "owner": (
        pgettext_lazy("kolumn i en lista", "Ansvarig"),
        "ansvarig|ansvarig nämnd|ansvarig förvaltning|ansvarig enhet|ägare|förvaltning|nämnd|owner|responsible"
        "|department",
    ),
    "position": (_("Tjänst"), "tjänst|funktion|ansvarig funktion|ansvarig tjänst|roll|position|role"),
    "description": (_("Beskrivning"), "beskrivning|innehåll|syfte|om samarbetet|description|purpose|about"),
    "result": (_("Resultat"), "resultat|utfall|effekt|vad det gav|result|results|outcome"),
    "budget": (_("Budget"), "budget|total budget|totalbudget|hela budgeten|omslutning|total"),
    "cost": (_("Kostnad"), "kostnad|kostnad per år|årlig kostnad|kostnader|cost|yearly cost|annual cost"),
    "own": (
        _("Egna pengar"),
        "egna pengar|egen finansiering|egenfinansiering|egen insats|medfinansiering|kontant medfinansiering"
        "|own funding|own contribution",
    ),
    "own_kind": (
        _("Egen insats i arbete och lokaler"),
        "egen insats i arbete och lokaler|egen insats i arbete|eget arbete|egen tid|egen insats i natura"
        "|naturainsats|in kind|own contribution in kind",
    ),
    "currency": (_("Valuta"), "valuta|currency"),
    "goals": (_("Globala mål"), "globala mål|agenda 2030|agenda 2030-mål|mål|sdg|sdgs|global goals"),
    "themes": (_("Teman"), "tema|teman|ämne|ämnen|theme|themes"),
    "partnership": (
        _("Del av samarbete"),
        "del av samarbete|hör till|hör till samarbete|partnership|part of",
    ),
    "project": (_("Del av projekt"), "del av projekt|hör till projekt|part of project"),
    "place": (_("Plats"), "plats|place|venue|location"),
    "body": (_("Beslutat av"), "beslutat av|beslutad av|beslutande organ|decided by"),
    "decided": (_("Beslutsdatum"), "beslutsdatum|beslutat|beslutad|decision date|decided"),
    "paragraph": (_("Paragraf"), "paragraf|§|paragraph"),
    "dnr": (_("Diarienummer"), "diarienummer|dnr|diarienr|reference|file number"),
    "url": (_("Länk"), "länk|källa|webbsida|webbadress|url|link|source"),
    **{name: (group.label, headings) for name, (group, headings) in COUNTS.items()},
    **{scheme: (scheme, headings) for scheme, headings in IDENTIFIERS.items()},
}
COLUMNS["count"] = (_("Antal deltagare"), COLUMNS["count"][1])
COLUMNS["SE-ON"] = (_("Organisationsnummer"), COLUMNS["SE-ON"][1])

_FINAL_REPORT = "slutrapport|slutredovisning|rapport|redovisas"

GRANT_COLUMNS: dict[str, tuple[str, str]] = {
    "funder": (
        _("Finansiär"),
        "finansiär|finansiärer|bidragsgivare|givare|finansierad av|finansieras av|funder|donor",
    ),
    "country": (_("Finansiärens land"), "finansiärens land|land|country|funder's country"),
    "programme": (
        pgettext_lazy("ett finansieringsprogram", "Program"),
        "program|stödprogram|bidragsprogram|finansieringsprogram|fond|stödform|programme|fund",
    ),
    "call": (_("Utlysning"), "utlysning|utlysningens namn|utlysningens beteckning|call|call for proposals"),
    "reference": (
        _("Finansiärens nummer"),
        "finansiärens nummer|finansiärens diarienummer|finansiärens dnr|projektnummer|bidragsnummer"
        "|avtalsnummer|kontraktsnummer|ärendenummer|the funder's number|grant number|agreement number|project number",
    ),
    "project": (
        _("Projekt"),
        "projekt|projektnamn|projektets namn|namn|benämning|insats|project|project name|name",
    ),
    "partnership": (_("Samarbete"), "samarbete|vänort|partnership|cooperation"),
    "amount": (
        _("Beviljat belopp"),
        "beviljat belopp|beviljat|belopp|bidrag|bidragsbelopp|beviljat bidrag|beviljade medel|medel|stöd"
        "|amount|granted amount|grant amount",
    ),
    "own": COLUMNS["own"],
    "own_kind": COLUMNS["own_kind"],
    "currency": COLUMNS["currency"],
    "granted": (
        _("Beviljat den"),
        "beviljat den|beviljad den|beviljat datum|beviljandedatum|finansiärens beslut|granted on|award date",
    ),
    "starts": COLUMNS["starts"],
    "ends": COLUMNS["ends"],
    "body": COLUMNS["body"],
    "decided": COLUMNS["decided"],
    "paragraph": COLUMNS["paragraph"],
    "dnr": COLUMNS["dnr"],
    "paid": (
        _("Utbetalt"),
        "utbetalt|utbetalt belopp|utbetalat|utbetalat belopp|inkommet belopp|hittills utbetalt|paid|paid out|received",
    ),
    "paid_on": (
        _("Utbetalt den"),
        "utbetalt den|utbetald|utbetald den|utbetalningsdatum|utbetalningsdag|kom in|paid on|received on",
    ),
    "report_due": (
        _("Slutrapport senast"),
        "|".join((*(f"{heading} senast" for heading in _FINAL_REPORT.split("|")), _FINAL_REPORT))
        + "|final report due|report due|final report",
    ),
    "report_done": (
        _("Slutrapport lämnad"),
        "slutrapport lämnad|slutredovisning lämnad|rapport lämnad|slutrapporterat|redovisat"
        "|final report submitted|report submitted",
    ),
    "url": COLUMNS["url"],
}

LISTED: dict[str, tuple[str, str]] = {
    "period": (
        _("Period"),
        "period|tid|tidsperiod|projektperiod|projekttid|avtalsperiod|avtalstid|löptid|giltighet|tid från–till"
        "|duration|time period",
    ),
    "funder": GRANT_COLUMNS["funder"],
    "programme": GRANT_COLUMNS["programme"],
    "amount": (_("Belopp"), GRANT_COLUMNS["amount"][1] + "|summa|beviljat/sökt belopp"),
}
"""What a list of cooperation may have besides: the money of a row becomes a grant, a period its start and its end."""

PART_COLUMNS: dict[str, tuple[str, str]] = {
    "kind": (_("Slag"), "slag|typ|kind|type"),
    "project": GRANT_COLUMNS["project"],
    "programme": GRANT_COLUMNS["programme"],
    "reference": GRANT_COLUMNS["reference"],
    "about": (_("Vad"), "vad|avser|rapport|vilken rapport|beskrivning|about|report|what"),
    "amount": (
        _("Belopp"),
        "belopp|utbetalt|utbetalt belopp|begärt|begärt belopp|rekvirerat|rekvirerat belopp|amount|paid|claimed",
    ),
    "currency": COLUMNS["currency"],
    "due": (
        _("Väntas eller senast"),
        "väntas eller senast|väntas|senast|förfaller|sista dag|ska lämnas|ska betalas|due|expected|deadline",
    ),
    "done": (
        _("Kom in eller lämnad"),
        "kom in eller lämnad|kom in|lämnad|inlämnad|utbetalt den|utbetald|utbetalningsdatum|betald|betald den"
        "|received|received on|received or submitted|paid on|submitted|submitted on",
    ),
    "sent": (
        _("Rekvisition inskickad"),
        "rekvisition inskickad|inskickad|skickad|rekvirerad|rekvirerat den|claim sent|claimed on",
    ),
    "approved": (_("Godkänt belopp"), "godkänt belopp|godkänt|approved|approved amount"),
    "approved_on": (_("Godkänt den"), "godkänt den|godkänd|godkänd den|approved on"),
}

LESSON_COLUMNS: dict[str, tuple[str, str]] = {
    "kind": (_("Slag"), "slag|typ|kategori|framgångsfaktor eller utmaning|kind|type"),
    "title": (
        _("Lärdom"),
        "lärdom|lärdomen|lärdomar|i en mening|vad|erfarenhet|rubrik|namn|lesson|lesson learned|what",
    ),
    "title_en": (_("Lärdom på engelska"), "lärdom på engelska|lesson in english"),
    "noted": (_("Noterat den"), "noterat den|noterat|noterad|när|datum|år|noted|noted on|when|date|year"),
    "about": (
        _("Gäller"),
        "gäller|om|hör till|avser|vilket samarbete|från|kommer från|about|about which cooperation",
    ),
    "partnership": (_("Samarbete"), "samarbete|vänort|partnership|cooperation"),
    "project": (_("Projekt"), "projekt|projektnamn|project"),
    "exchange": (_("Utbyte"), "utbyte|besök|aktivitet|exchange|visit"),
    "owner": (
        _("Noterat av"),
        "noterat av|noterad av|ansvarig|förvaltning|nämnd|enhet|noted by|department|responsible",
    ),
    "evidence": (
        _("Vad som visar det"),
        "vad som visar det|belägg|underlag|evidens|bygger på|grund|källa|evidence|what shows it|based on",
    ),
    "evidence_url": (
        _("Länk till underlaget"),
        "länk till underlaget|länk|webbadress|url|link|link to the evidence",
    ),
    "did": (
        _("Vad som gjordes"),
        "vad som gjordes|vad som gjordes åt det|vad vi gjorde|åtgärd|åtgärder|gjort|done|what was done|action",
    ),
    "did_on": (_("Gjort den"), "gjort den|åtgärdat den|åtgärdat|klart|done on"),
    "themes": (_("Teman"), "tema|teman|taggar|tagg|nyckelord|ämne|ämnen|theme|themes|tags"),
}

TABLES = {COOPERATION: COLUMNS, GRANT: GRANT_COLUMNS, PART: PART_COLUMNS, LESSON: LESSON_COLUMNS}
TELLING = {GRANT: {"funder", "programme", "reference", "amount"}, LESSON: {"title", "evidence"}}
"""Table → columns of which a sheet has at least two, when its name does not say what it is."""
TABLE_NAMES = {
    COOPERATION: "",
    GRANT: "bidrag|beviljade bidrag|beviljade medel|extern finansiering|externa medel|grants|grant|funding",
    PART: "utbetalningar och rapporter|utbetalningar|utbetalning|rekvisitioner|rekvisition|rapporter|redovisningar"
    "|payments|instalments|claims|reports",
    LESSON: "lärdomar|lärdom|erfarenheter|lessons|lessons learned",
}
PARTS = {
    **dict.fromkeys(
        ("utbetalning", "utbetalningar", "delbetalning", "rat", "payment", "payments", "instalments"),
        INSTALMENT,
    ),
    **dict.fromkeys(("rekvisition", "rekvisitioner", "claim", "claims"), CLAIM),
    **dict.fromkeys(
        ("rapport", "rapporter", "redovisning", "redovisningar", "slutrapport", "lägesrapport"), REPORT
    ),
    **dict.fromkeys(("report", "reports"), REPORT),
}
LESSON_KINDS = {
    **dict.fromkeys(
        ("framgångsfaktor", "framgång", "framgångsfaktorer", "success factor", "success"), "success"
    ),
    **dict.fromkeys(("utmaning", "utmaningar", "hinder", "challenge", "obstacle"), "challenge"),
}

# A column with people. It is refused where it holds anything.
PEOPLE = {
    *("kontaktperson", "kontaktpersoner", "kontakt", "kontakter", "handläggare", "projektledare"),
    *("samordnare", "ansvarig person", "ansvarig handläggare", "namn på deltagare", "deltagarnas namn"),
    *("deltagarlista", "deltagare namn", "elevernas namn", "namnlista", "förnamn", "efternamn"),
    *("personnummer", "född", "e-post", "epost", "e-postadress", "mejl", "mail", "telefon", "mobil"),
    *("telefonnummer", "contact person", "contact", "contacts", "participant names", "names", "first name"),
    *("last name", "email", "e-mail", "phone", "project manager", "personal number", "date of birth"),
}

KINDS = {
    **dict.fromkeys(("vänort", "vänorter", "twin town", "twin towns"), (PARTNERSHIP, "twin_town")),
    **dict.fromkeys(("systerstad", "systerstäder", "sister city"), (PARTNERSHIP, "sister_city")),
    **dict.fromkeys(
        ("kommunalt partnerskap", "partnerskap", "municipal partnership", "partnership"),
        (PARTNERSHIP, "municipal_partnership"),
    ),
    **dict.fromkeys(
        ("nätverk", "medlemskap", "nätverk och medlemskap", "network", "networks", "membership"),
        (PARTNERSHIP, "network"),
    ),
    **dict.fromkeys(
        ("avtal", "samverkansavtal", "avsiktsförklaring", "agreement", "mou"), (PARTNERSHIP, "agreement")
    ),
    **dict.fromkeys(
        ("projekt", "project", "projects", "eu-projekt", "internationella projekt"), (PROJECT, "")
    ),
    **dict.fromkeys(
        ("skolutbyte", "skolutbyten", "elevutbyte", "lärarutbyte", "school exchange"), (EXCHANGE, "school")
    ),
    **dict.fromkeys(
        ("digitalt möte", "digitala möten", "webbmöte", "digital meeting"), (EXCHANGE, "digital")
    ),
    **dict.fromkeys(
        ("ungdomsprojekt", "ungdomsutbyte", "ungdomsutbyten", "youth exchange"), (EXCHANGE, "youth")
    ),
    **dict.fromkeys(
        ("besök", "studiebesök", "studieresa", "delegation", "visit", "study visit"), (EXCHANGE, "visit")
    ),
    **dict.fromkeys(
        ("möte", "möten", "konferens", "möte eller konferens", "vänortsmöte", "meeting", "conference"),
        (EXCHANGE, "meeting"),
    ),
    **dict.fromkeys(("utbildning", "kurs", "seminarium", "course", "training"), (EXCHANGE, "course")),
}
# A sheet's name says what its rows are where they do not.
SHEETS = KINDS | dict.fromkeys(("samarbeten", "samarbete", "partnerships"), (PARTNERSHIP, ""))
SHEETS |= dict.fromkeys(("utbyten", "utbyte", "exchanges", "exchange"), (EXCHANGE, ""))

STATES = {
    PARTNERSHIP: {
        **dict.fromkeys(("pågår", "pågående", "aktiv", "aktivt", "active", "ongoing"), "active"),
        **dict.fromkeys(("vilande", "vilar", "resting", "dormant"), "resting"),
        **dict.fromkeys(("avslutat", "avslutad", "upphört", "ended", "closed"), "ended"),
        **dict.fromkeys(("oklart", "oklart om det pågår", "unclear"), "unclear"),
    },
    PROJECT: {
        **dict.fromkeys(("idé", "ide", "planerat", "planeras", "idea", "planned"), "idea"),
        **dict.fromkeys(("ansökan inlämnad", "ansökt", "sökt", "applied"), "applied"),
        **dict.fromkeys(("avslag", "avslagen", "rejected"), "rejected"),
        **dict.fromkeys(("beviljat", "beviljad", "granted", "approved"), "granted"),
        **dict.fromkeys(("pågår", "pågående", "aktivt", "running", "ongoing", "active"), "running"),
        **dict.fromkeys(("slutredovisas", "slutrapporteras", "reporting"), "reporting"),
        **dict.fromkeys(("avslutat", "avslutad", "slutfört", "closed", "completed", "ended"), "closed"),
        **dict.fromkeys(("arkiverat", "arkiverad", "archived", "retained"), "retained"),
    },
}

NOT_FOR = {
    PARTNERSHIP: {"project", "place", "partnership", "currency", "own_kind", *COUNTS},
    PROJECT: {"review", "place", "project", *COUNTS},
    EXCHANGE: {"status", "review", "own", "own_kind", "position", "body", "decided", "paragraph"},
    GRANT: set(),
    LESSON: set(),
}
"""Thing → columns that say nothing about it."""

THINGS = {
    PARTNERSHIP: _("Samarbete"),
    PROJECT: _("Projekt"),
    EXCHANGE: pgettext_lazy("en aktivitet med deltagare", "Utbyte"),
    GRANT: _("Bidrag"),
    LESSON: _("Lärdom"),
}
PART_NAMES = {INSTALMENT: _("Utbetalning"), CLAIM: _("Rekvisition"), REPORT: _("Rapport")}

REASON = _("Att rätta innan raden läses in")
"""The heading of the column that we ourselves write beside rows that are set aside."""

_UNIT = re.compile(r"\b(tkr|mkr|mnkr|ksek|msek|sek|kr|eur|nok|dkk|usd)\b|€")


def plain(text: str) -> str:
    """A heading or a word as it is looked up: no case, no marks at its end, single spaces."""
    text = unicodedata.normalize("NFC", text).casefold().replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip(" :*.?")


def column_of(heading: str, table: str = COOPERATION) -> tuple[str, Unit | None]:
    """The column that a heading names, empty where it names none, and the unit it gives for its bare numbers."""
    looked_up, columns = plain(heading), _columns_by_heading(table)
    unit = read_heading(looked_up).unit
    bare = plain(re.sub(r"[(,\[].*", "", looked_up))
    without = plain(_UNIT.sub("", looked_up))
    named = next((columns[form] for form in (looked_up, bare, without) if form in columns), "")
    return named or _of_both(bare, columns), unit


def _of_both(heading: str, columns: dict[str, str]) -> str:
    """``Projekt/samarbete``: the column that all of the words name."""
    parts = [plain(part) for part in re.split(r"/|&| och | eller | and | or ", heading)]
    names = {columns.get(part, "") for part in parts}
    return next(iter(names)) if len(parts) > 1 and len(names) == 1 else ""


def columns_of(table: str) -> dict[str, tuple[str, str]]:
    """Every column that a table may have."""
    return TABLES[table] | (LISTED if table == COOPERATION else {})


def label(thing: str, column: str) -> str:
    """What a column is called in the table to fill in, in the table that has such things."""
    return str(columns_of(thing if thing in TABLES else COOPERATION)[column][0])


def table_of(sheet: str) -> str:
    """Which table a sheet is by its name, or by that of its file; empty where the name does not say."""
    name = plain(re.sub(r"\.(csv|txt|tsv)$", "", sheet.casefold()))
    return next((table for table, names in TABLE_NAMES.items() if name and name in names.split("|")), "")


def holds_people(heading: str) -> bool:
    looked_up = plain(heading)
    return looked_up in PEOPLE or plain(re.sub(r"[(\[/].*", "", looked_up)) in PEOPLE


@cache
def _columns_by_heading(table: str) -> dict[str, str]:
    """Whatever a column is called, in the table to fill in of either language, and in lists of others."""
    columns = {}
    for language in ("sv", "en"):
        with translation.override(language):
            columns |= {plain(str(label)): name for name, (label, _others) in columns_of(table).items()}
    others = {
        plain(heading): name
        for name, (_label, others) in columns_of(table).items()
        for heading in others.split("|")
    }
    return columns | others


def is_ours(heading: str) -> bool:
    """Whether we wrote the column ourselves, to be read by people."""
    labels = set()
    for language in ("sv", "en"):
        with translation.override(language):
            labels.add(plain(str(REASON)))
    return plain(heading) in labels


@cache
def all_headings() -> frozenset[str]:
    """Every heading that says something, of any table, and those that are refused."""
    return frozenset(heading for table in TABLES for heading in _columns_by_heading(table)) | PEOPLE
