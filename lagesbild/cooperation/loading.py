"""The register of cooperation and funding, from YAML files below ``cooperation/`` into the database, published.

``examples/jonkoping/cooperation`` shows the files. A municipality without a register has none of them. They are
loaded with the barometer's words, in the same transaction: a register points at its organisations and goals.
"""

from datetime import datetime
from pathlib import Path

from lagesbild.barometer.goal_loading import goal_of, targets_of
from lagesbild.barometer.loading import BAROMETER, CONSIDERED
from lagesbild.cooperation.models import (
    Application,
    ApplicationDecision,
    ApplicationLine,
    ApplicationPartner,
    BudgetLine,
    Call,
    CallRule,
    Claim,
    Cost,
    Exchange,
    ExchangeRate,
    FocusArea,
    FundingProgramme,
    Grant,
    GrantDecision,
    Instalment,
    Lesson,
    MembershipFee,
    Participants,
    Partnership,
    PartnershipDecision,
    PartnershipDocument,
    PartnershipGap,
    PartnershipPartner,
    PartnershipResponsibility,
    PartnershipReview,
    Project,
    ProjectCountry,
    ProjectDecision,
    ProjectDocument,
    ProjectGap,
    ProjectPartner,
    ProjectResponsibility,
    Repayment,
    ReportDue,
    ResultLine,
    Theme,
)
from lagesbild.framework.loading import Entry, FileProblem, Loaded, Trade, Work, entries, load_trades, parsed

FOLDER = "cooperation"
WITH_GOALS = "goals global_goals focus_areas themes"

SHAPES = {
    "theme": ("name_sv", "name_en"),
    "focus area": ("name_sv", "name_en"),
    "rate": ("currency on kronor source", ""),
    "funding programme": (
        "slug name_sv funder",
        "name_en about_sv about_en ends ends_note_sv ends_note_en source_url",
    ),
    "call": (
        "slug name_sv",
        "programme reference name_en summary_sv summary_en opens deadline currency amount_min amount_max url"
        " global_goals themes rules",
    ),
    "partnership": (
        "slug name_sv kind status",
        "name_en description_sv description_en since since_precision ends open_ended review_on yearly_cost"
        f" own_funding cost_note_sv cost_note_en fees result_sv result_en {WITH_GOALS} partners responsible reviews"
        " decisions documents gaps dnr source_url example",
    ),
    "project": (
        "slug name_sv status role",
        "name_en description_sv description_en starts finishes partnership currency budget own_cash own_kind"
        f" result_sv result_en continues_sv continues_en {WITH_GOALS} targets sector partners responsible"
        " budget_lines costs result_lines countries decisions documents gaps dnr source_url example"
        f" {' '.join(CONSIDERED)}",
    ),
    "application": (
        "key name_sv call status",
        "name_en project kind role starts finishes currency budget applied own_cash own_kind participants"
        " from_abroad activity_countries sent_on decided_on partners budget_lines decisions dnr example",
    ),
    "grant": (
        "key project programme",
        "application reference currency value value_note_sv value_note_en decided_on starts finishes share"
        " in_arrears visibility_sv visibility_en repayment_risk_sv repayment_risk_en retained_until"
        " retention_rule archive instalments claims repayments reports decisions dnr source_url example",
    ),
    "exchange": (
        "slug name_sv kind starts",
        "name_en finishes place country partnership project organisation description_sv description_en"
        " result_sv result_en participants participants_note_sv participants_note_en cost currency voucher global_goals"
        " themes dnr source_url example",
    ),
    "lesson": (
        "key kind title_sv noted_on evidence_sv",
        "title_en partnership project exchange organisation evidence_en evidence_url done_sv done_en done_on"
        " themes example",
    ),
}


def load(folder: Path, *, now: datetime, overwrite: bool = False) -> Loaded:
    """Load the barometer's words and the register in ``folder`` in one transaction, published at ``now``.

    ``overwrite`` writes the files' words over what people have written since. Raises LoadProblems, listing
    everything wrong with its file and key, and then loads nothing.
    """
    return load_trades([BAROMETER, REGISTER], folder, now=now, overwrite=overwrite)


def _read(folder: Path, problems: list[FileProblem]) -> dict:
    """What each file of the register holds: those that are not there hold nothing."""
    kinds = {f"{FOLDER}/{name}": kind for name, kind in FILES.items()}
    return {name: _parsed_if_there(folder, name, kind, problems) for name, kind in kinds.items()}


def _parsed_if_there(folder: Path, name: str, kind: type, problems: list[FileProblem]):
    return parsed(folder, name, kind, problems) if (folder / name).exists() else kind()


def _write(work: Work, files: dict) -> None:
    _vocabulary(work, files[f"{FOLDER}/themes.yaml"])
    for name, kind, key, write in WRITTEN:
        for entry in entries(work, kind, {f"{FOLDER}/{name}": files[f"{FOLDER}/{name}"]}, key):
            write(entry)


def _vocabulary(work: Work, words: dict) -> None:
    """The themes and the focus areas, under those two headings of one file."""
    file = f"{FOLDER}/themes.yaml"
    for heading in words.keys() - {"themes", "focus_areas"}:
        work.problems.append(FileProblem(file, str(heading), "is not a heading here (themes, focus_areas)"))
    for entry in entries(work, "theme", {file: words.get("themes") or []}, "name_sv"):
        entry.keep(Theme, {"name_sv": entry["name_sv"]}, {"name_en": entry["name_en"] or ""})
    areas = entries(work, "focus area", {file: words.get("focus_areas") or []}, "name_sv")
    for order, entry in enumerate(areas, 1):
        fields = {"name_en": entry["name_en"] or "", "order": order}
        entry.keep(FocusArea, {"name_sv": entry["name_sv"]}, fields)


# --- What the entries mean --------------------------------------------------------------------------------


def _rate(entry: Entry) -> None:
    entry.keep(
        ExchangeRate,
        {"currency": entry["currency"], "on": entry["on"]},
        {"kronor": entry["kronor"], "source": entry["source"]},
    )


def _funding_programme(entry: Entry) -> None:
    fields = entry.words("name", "about", "ends_note") | entry.given_fields("ends", "source_url")
    fields["funder"] = entry.refer("organisation", entry["funder"])
    entry.write_published(FundingProgramme, {}, fields)


def _call(entry: Entry) -> None:
    fields = entry.words("name", "summary") | entry.given_fields(
        "opens", "deadline", "currency", "amount_min", "amount_max", "url"
    )
    fields |= _pointed_at(entry, programme="funding programme")
    entry.write_published(
        Call,
        {"origin": "", "reference": entry["reference"]} if entry["reference"] else {},
        fields,
        rules=entry.children(CallRule, entry.rows("rules")),
        **_tagged(entry, "global_goals", "themes"),
    )


def _partnership(entry: Entry) -> None:
    fields = entry.words("name", "description", "cost_note", "result") | entry.given_fields(
        *("kind", "status", "since", "since_precision", "ends", "open_ended", "review_on", "yearly_cost"),
        *("own_funding", "dnr", "source_url"),
    )
    entry.write_published(
        Partnership,
        {"slug": entry["slug"]},
        fields | {"is_example": bool(entry["example"])},
        partners=entry.children(PartnershipPartner, _naming(entry, "partners", "organisation")),
        responsibilities=entry.children(
            PartnershipResponsibility, _naming(entry, "responsible", "organisation")
        ),
        fees=entry.children(MembershipFee, entry.rows("fees")),
        reviews=entry.children(PartnershipReview, entry.rows("reviews")),
        decisions=entry.children(PartnershipDecision, _naming(entry, "decisions", "body")),
        documents=entry.children(PartnershipDocument, entry.rows("documents")),
        gaps=entry.children(PartnershipGap, entry.rows("gaps")),
        **_tagged(entry, *WITH_GOALS.split()),
    )


def _project(entry: Entry) -> None:
    fields = entry.words("name", "description", "result", "continues") | entry.given_fields(
        *("status", "role", "starts", "finishes", "currency", "budget", "own_cash", "own_kind", "sector"),
        *("dnr", "source_url", *CONSIDERED),
    )
    fields |= _pointed_at(entry, partnership="partnership")
    entry.write_published(
        Project,
        {"slug": entry["slug"]},
        fields | {"is_example": bool(entry["example"])},
        partners=entry.children(ProjectPartner, _naming(entry, "partners", "organisation")),
        responsibilities=entry.children(ProjectResponsibility, _naming(entry, "responsible", "organisation")),
        budget_lines=entry.children(BudgetLine, _naming(entry, "budget_lines", "organisation", always=False)),
        costs=entry.children(Cost, _naming(entry, "costs", "organisation", always=False)),
        result_lines=entry.children(ResultLine, entry.rows("result_lines")),
        countries=entry.children(ProjectCountry, entry.rows("countries")),
        decisions=entry.children(ProjectDecision, _naming(entry, "decisions", "body")),
        documents=entry.children(ProjectDocument, entry.rows("documents")),
        gaps=entry.children(ProjectGap, entry.rows("gaps")),
        global_targets=targets_of(entry),
        **_tagged(entry, *WITH_GOALS.split()),
    )


def _application(entry: Entry) -> None:
    fields = entry.words("name") | entry.given_fields(
        *("status", "kind", "role", "starts", "finishes", "currency", "budget", "applied", "own_cash"),
        *("own_kind", "participants", "from_abroad", "activity_countries", "sent_on", "decided_on", "dnr"),
    )
    fields |= {"call": entry.refer("call", entry["call"]), "is_example": bool(entry["example"])}
    fields |= _pointed_at(entry, project="project")
    entry.write_published(
        Application,
        {},
        fields,
        partners=entry.children(ApplicationPartner, _naming(entry, "partners", "organisation")),
        budget_lines=entry.children(ApplicationLine, entry.rows("budget_lines")),
        decisions=entry.children(ApplicationDecision, _naming(entry, "decisions", "body")),
    )


def _grant(entry: Entry) -> None:
    fields = entry.words("value_note", "visibility", "repayment_risk") | entry.given_fields(
        *("reference", "currency", "value", "decided_on", "starts", "finishes", "share", "in_arrears"),
        *("retained_until", "retention_rule", "archive", "dnr", "source_url"),
    )
    fields |= {
        "project": entry.refer("project", entry["project"]),
        "programme": entry.refer("funding programme", entry["programme"]),
        "is_example": bool(entry["example"]),
    }
    fields |= _pointed_at(entry, application="application")
    entry.write_published(
        Grant,
        {},
        fields,
        instalments=entry.children(Instalment, entry.rows("instalments")),
        claims=entry.children(Claim, entry.rows("claims")),
        repayments=entry.children(Repayment, entry.rows("repayments")),
        reports=entry.children(ReportDue, entry.rows("reports")),
        decisions=entry.children(GrantDecision, _naming(entry, "decisions", "body")),
    )


def _exchange(entry: Entry) -> None:
    fields = entry.words("name", "description", "result", "participants_note") | entry.given_fields(
        *(
            "kind",
            "starts",
            "finishes",
            "place",
            "country",
            "cost",
            "currency",
            "voucher",
            "dnr",
            "source_url",
        )
    )
    fields |= _pointed_at(
        entry, partnership="partnership", project="project", organisation="organisation"
    ) | {"is_example": bool(entry["example"])}
    entry.write_published(
        Exchange,
        {"slug": entry["slug"]},
        fields,
        participants=entry.children(Participants, entry.rows("participants")),
        **_tagged(entry, "global_goals", "themes"),
    )


def _lesson(entry: Entry) -> None:
    fields = entry.words("title", "evidence", "done") | entry.given_fields(
        "kind", "noted_on", "evidence_url", "done_on"
    )
    places = ("partnership", "project", "exchange", "organisation")
    fields |= _pointed_at(entry, **{place: place for place in places})
    fields |= {"is_example": bool(entry["example"])}
    entry.write_published(Lesson, {}, fields, **_tagged(entry, "themes"))


def _pointed_at(entry: Entry, **kinds: str) -> dict:
    """Field → the thing of that kind which the entry names there; fields that it leaves empty stay empty."""
    return {name: entry.refer(kind, entry[name]) for name, kind in kinds.items() if entry[name]}


def _naming(entry: Entry, name: str, field: str, *, always: bool = True) -> list[dict]:
    """Rows where ``field`` names an organisation; unless ``always``, a row may do without."""
    return [
        {**row, field: entry.refer("organisation", row.get(field))} if always or row.get(field) else row
        for row in entry.rows(name)
    ]


def _tagged(entry: Entry, *names: str) -> dict[str, list]:
    """What the entry is about: goals by code or key, global goals by number, themes and areas by name."""
    return {name: [TAGS[name](entry, key) for key in entry.values(name)] for name in names}


def _global_goal(entry: Entry, number):
    return entry.one_of(entry.work.global_goals, "global goal", number)


def _theme(entry: Entry, name):
    return entry.refer("theme", name)


def _focus_area(entry: Entry, name):
    return entry.refer("focus area", name)


TAGS = {
    "goals": goal_of,
    "global_goals": _global_goal,
    "themes": _theme,
    "focus_areas": _focus_area,
}
# In this order: what is pointed at comes before what points.
WRITTEN = (
    ("rates.yaml", "rate", "key", _rate),
    ("programmes.yaml", "funding programme", "slug", _funding_programme),
    ("calls.yaml", "call", "slug", _call),
    ("partnerships.yaml", "partnership", "slug", _partnership),
    ("projects.yaml", "project", "slug", _project),
    ("applications.yaml", "application", "key", _application),
    ("grants.yaml", "grant", "key", _grant),
    ("exchanges.yaml", "exchange", "slug", _exchange),
    ("lessons.yaml", "lesson", "key", _lesson),
)
FILES: dict[str, type] = {"themes.yaml": dict} | {name: list for name, *_rest in WRITTEN}
REGISTER = Trade(SHAPES, _read, _write)
