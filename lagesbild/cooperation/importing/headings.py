"""The headings that lists of cooperation have, in Swedish and English, and the words for kinds and states."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lagesbild.cooperation.models import Exchange, Participants, Partnership, Project

PARTNERSHIP, PROJECT, EXCHANGE = "partnership", "project", "exchange"
MODELS = {PARTNERSHIP: Partnership, PROJECT: Project, EXCHANGE: Exchange}

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
        "partner|partners|part|parter|samarbetspart|samarbetsparter|samarbetspartner|vänort|stad|ort|kommun"
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
        _("Ansvarig"),
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
        "egna pengar|egen finansiering|egenfinansiering|egen insats|medfinansiering|own funding|own contribution",
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
    **{name: (group.label, said) for name, (group, said) in COUNTS.items()},
    **{scheme: (scheme, said) for scheme, said in IDENTIFIERS.items()},
}
COLUMNS["count"] = (_("Antal deltagare"), COLUMNS["count"][1])
COLUMNS["SE-ON"] = (_("Organisationsnummer"), COLUMNS["SE-ON"][1])

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
    **dict.fromkeys(("nätverk", "medlemskap", "network", "networks", "membership"), (PARTNERSHIP, "network")),
    **dict.fromkeys(
        ("avtal", "samverkansavtal", "avsiktsförklaring", "agreement", "mou"), (PARTNERSHIP, "agreement")
    ),
    **dict.fromkeys(("projekt", "project", "projects", "eu-projekt"), (PROJECT, "")),
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
    PARTNERSHIP: {"project", "place", "partnership", "currency", *COUNTS},
    PROJECT: {"review", "place", "project", *COUNTS},
    EXCHANGE: {"status", "review", "own", "currency", "position", "body", "decided", "paragraph"},
}
"""Thing → columns that say nothing about it."""

THINGS = {
    PARTNERSHIP: _("Samarbete"),
    PROJECT: _("Projekt"),
    EXCHANGE: pgettext_lazy("en aktivitet med deltagare", "Utbyte"),
}

_UNIT = re.compile(r"\b(tkr|mkr|mnkr|ksek|msek|sek|kr|eur|nok|dkk|usd)\b|€")


def plain(text: str) -> str:
    """A heading or a word as it is looked up: no case, no marks at its end, single spaces."""
    text = unicodedata.normalize("NFC", text).casefold().replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip(" :*.?")


def column_of(heading: str) -> tuple[str, str]:
    """The column that a heading names, and the unit it gives for its numbers; either may be empty."""
    said = plain(heading)
    unit = found[0] if (found := _UNIT.search(said)) else ""
    bare = plain(re.sub(r"[(,\[].*", "", said))
    without = plain(_UNIT.sub("", said))
    return next(
        (_COLUMN_BY_HEADING[each] for each in (said, bare, without) if each in _COLUMN_BY_HEADING), ""
    ), unit


def holds_people(heading: str) -> bool:
    said = plain(heading)
    return said in PEOPLE or plain(re.sub(r"[(\[/].*", "", said)) in PEOPLE


_COLUMN_BY_HEADING = {
    plain(said): name
    for name, (label, others) in COLUMNS.items()
    for said in (str(label), *others.split("|"))
}
ALL_HEADINGS = frozenset(_COLUMN_BY_HEADING) | PEOPLE
