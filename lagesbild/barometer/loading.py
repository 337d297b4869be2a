"""A municipality's words, from a folder of YAML files into the database, published.

``examples/jonkoping`` shows the files: municipality, organisations, programmes, goals/*, indicators, actions.
What stands in the database already is left as it is, so that a second load changes nothing that people have
written since. Everything gets a permanent identity made of its key in the files: it is found again even when
its address or its code has changed.
"""

from datetime import datetime
from pathlib import Path

from lagesbild.barometer.goal_loading import duties_of, goal_of, level_of, load_top_goal
from lagesbild.barometer.models import (
    Action,
    ActionEffect,
    ActionResponsibility,
    Indicator,
    IndicatorGoal,
    IndicatorResponsibility,
    IndicatorSeries,
    Programme,
    ReferenceValue,
    SeriesBreak,
)
from lagesbild.framework.loading import (
    Entry,
    FileProblem,
    Loaded,
    LoadProblems,
    Trade,
    Work,
    entries,
    load_trades,
    parsed,
)
from lagesbild.framework.three_questions import QUESTIONS
from lagesbild.organisations.models import Alias, ComparisonArea, Identifier, Municipality, Organisation

__all__ = ["BAROMETER", "CONSIDERED", "LoadProblems", "load"]

DIRECTIONS = {
    "up": Indicator.Judged.HIGHER,
    "down": Indicator.Judged.LOWER,
    "hold": Indicator.Judged.HOLD,
    "none": Indicator.Judged.NOT,
}
COMPARISONS = {
    "similar_group": ("Liknande kommuner", "Similar municipalities"),
    "county_group": ("Länets kommuner", "The county's municipalities"),
    "all_municipalities_group": ("Alla kommuner (ovägt medel)", "All municipalities (unweighted mean)"),
    "country": ("Riket", "Sweden"),
}
CONSIDERED = tuple(name for question in QUESTIONS for name in (question, f"{question}_why"))

# What each kind of entry must have, and what it may have. Some of it is for other readers of the files.
SHAPES = {
    "municipality": (
        "name home_area",
        "name_full name_full_en organisation_number latitude longitude accent official_url intro_sv intro_en"
        " notice_sv notice_en accessibility"
        f" {' '.join(COMPARISONS)}",
    ),
    "organisation": (
        "slug name_sv kind",
        "name_en parent country status successor website latitude longitude identifiers aliases note_sv note_en",
    ),
    "programme": (
        "slug name_sv",
        "name_en about_sv about_en decided_on valid_from valid_to superseded_by source_url dnr levels goals",
    ),
    "level": ("label_sv", "label_en prefix_sv prefix_en assessed"),
    "goal": (
        "code slug name_sv",
        "name_en global_goal intro_sv intro_en status_sv status_en examples_sv examples_en changed source_url"
        " targets areas",
    ),
    "area": ("name_sv", "name_en goals"),
    "prioritised goal": (
        "key name_sv",
        "code name_en text_sv text_en targets global_goals follow_up implementation assessment source_url",
    ),
    "assessment": ("on", "grade motivation_sv motivation_en example by source_url"),
    "indicator": (
        "slug name_sv direction",
        "code name_en definition_sv definition_en note_sv note_en unit_sv unit_en decimals figure subgroup"
        " direction_reason_sv direction_reason_en method start_year cycle_years window_years small_change breaks"
        " references series goals former_codes publisher_sv publisher_en source_url expected_every_years"
        " expected_month follow_up implementation by_form percent_share zero_axis published_trend example"
        " part_of is_total margin_figure",
    ),
    "action": (
        "slug name_sv",
        "name_en description_sv description_en status by_hand starts finishes finished_on responsible goals"
        f" indicators result_sv result_en cost cost_note_sv cost_note_en dnr example {' '.join(CONSIDERED)}",
    ),
}


def load(folder: Path, *, now: datetime, overwrite: bool = False) -> Loaded:
    """Load ``folder`` in one transaction, published with a first revision dated ``now`` (an aware time).

    ``overwrite`` writes the files' words over what people have written since. Raises LoadProblems, listing
    everything wrong with its file and key, and then loads nothing.
    """
    return load_trades([BAROMETER], folder, now=now, overwrite=overwrite)


def _write(work: Work, files: dict) -> None:
    goal_files = {file: tree for file, tree in files.items() if file.startswith("goals/")}
    for home in entries(work, "municipality", {"municipality.yaml": [files["municipality.yaml"]]}, "name"):
        _municipality(home)
    for organisation in entries(work, "organisation", _only(files, "organisations.yaml"), "slug"):
        _organisation(organisation)
    for programme in entries(work, "programme", _only(files, "programmes.yaml"), "slug"):
        _programme(programme, goal_files)
    indicators = {"indicators.yaml": _wholes_first(files["indicators.yaml"])}
    for indicator in entries(work, "indicator", indicators, "code"):
        _indicator(indicator)
    for action in entries(work, "action", _only(files, "actions.yaml"), "slug"):
        _action(action)


# --- Reading ----------------------------------------------------------------------------------------------

FILES = {
    "municipality.yaml": dict,
    "organisations.yaml": list,
    "programmes.yaml": list,
    "indicators.yaml": list,
    "actions.yaml": list,
}


def _file_contents(folder: Path, problems: list[FileProblem]) -> dict:
    """What each file holds, by its name below ``folder``."""
    goals = {f"goals/{path.name}": dict for path in sorted(folder.glob("goals/*.yaml"))}
    return {name: parsed(folder, name, kind, problems) for name, kind in {**FILES, **goals}.items()}


BAROMETER = Trade(SHAPES, _file_contents, _write)
"""The barometer's files, for whoever loads more than them in the same transaction."""


def _only(files: dict, name: str) -> dict[str, list]:
    return {name: files[name]}


def _wholes_first(rows: list) -> list:
    """The indicators' rows in their order, but each after the whole that it is a part of."""
    whole_of = {row.get("code"): row.get("part_of") for row in rows if isinstance(row, dict)}

    def depth(row) -> int:
        code, above = row.get("part_of") if isinstance(row, dict) else None, set()
        while code and code not in above:
            above.add(code)
            code = whole_of.get(code)
        return len(above)

    return sorted(rows, key=depth)


# --- What the entries mean --------------------------------------------------------------------------------


def _municipality(entry: Entry) -> None:
    home = Municipality.load()
    untouched = home.home_area == Municipality._meta.get_field("home_area").default
    if not (untouched or entry.work.overwrite):
        entry.work.kept += 1
        return
    contact = entry["accessibility"] if isinstance(entry["accessibility"], dict) else {}
    fields = entry.words("intro", "notice")
    fields |= entry.given_fields("name", "home_area", "organisation_number", "latitude", "longitude")
    fields |= {"contact_role": contact.get("role_sv", ""), "contact_email": contact.get("email", "")}
    fields |= {"accent_colour": entry["accent"]} if entry["accent"] else {}
    for name, value in fields.items():
        setattr(home, name, value)
    entry.check(home)
    beside = [
        {"area": entry[name], "label_sv": label_sv, "label_en": label_en}
        for name, (label_sv, label_en) in COMPARISONS.items()
        if entry[name]
    ]
    home.comparisons = entry.children(ComparisonArea, beside)
    if entry.whole:
        home.save()
        entry.wrote(home)


def _organisation(entry: Entry) -> None:
    fields = entry.words("name") | entry.given_fields(
        "kind", "country", "status", "website", "latitude", "longitude"
    )
    fields |= {"about_sv": entry["note_sv"] or "", "about_en": entry["note_en"] or ""}
    for other in ("parent", "successor"):
        if entry[other]:
            fields[other] = entry.refer("organisation", entry[other])
    rows = entry.rows("identifiers")
    _check_identifiers(entry, rows)
    entry.write_published(
        Organisation,
        {"slug": entry["slug"]},
        fields,
        identifiers=[Identifier(sort_order=number, **row) for number, row in enumerate(rows) if entry.whole],
        aliases=[Alias(sort_order=number, name=name) for number, name in enumerate(entry["aliases"] or ())],
    )


def _check_identifiers(entry: Entry, rows: list[dict]) -> None:
    """A number is one organisation's only; its own, from an earlier load, is no other's."""
    for row in rows:
        if set(row) != {"scheme", "value"} or row["scheme"] not in Identifier.Scheme.values:
            entry.trouble(
                f"identifiers: {row} is not a scheme ({', '.join(Identifier.Scheme.values)}) and a value"
            )
        elif Identifier.objects.filter(**row).exclude(organisation__slug=entry["slug"]).exists():
            entry.trouble(f"identifiers: another organisation has {row['scheme']} {row['value']}")


def _programme(entry: Entry, goal_files: dict[str, dict]) -> None:
    fields = entry.words("name", "about") | entry.given_fields(
        "decided_on", "valid_from", "valid_to", "source_url", "dnr"
    )
    if entry["superseded_by"]:
        fields["superseded_by"] = entry.refer("programme", entry["superseded_by"])
    fields["levels"] = [level_of(entry, n, row) for n, row in enumerate(entry.rows("levels"), 1)]
    programme = entry.write_published(Programme, {"slug": entry["slug"]}, fields)
    # The programme in force is the one whose goals have files of their own.
    trees = {entry.file: entry.rows("goals")} if entry["goals"] else {}
    if not entry["superseded_by"]:
        trees |= {file: [tree] for file, tree in goal_files.items()}
    for goal in entries(entry.work, "goal", trees, "code"):
        load_top_goal(goal, programme)


def _indicator(entry: Entry) -> None:
    fields = entry.words("name", "definition", "note", "unit", "direction_reason")
    fields |= entry.given_fields(
        "code",
        "decimals",
        "figure",
        "margin_figure",
        "subgroup",
        "by_form",
        "method",
        "source_url",
        "is_total",
    )
    fields |= {
        name: entry[name]
        for name in (
            "start_year",
            "cycle_years",
            "window_years",
            "small_change",
            "expected_every_years",
            "expected_month",
        )
    }
    fields["is_example"] = bool(entry["example"])
    fields |= {
        "direction": entry.one_of(DIRECTIONS, "direction (up, down, hold, none)", entry["direction"]) or 0,
        "former_codes": ", ".join(map(str, entry.values("former_codes"))),
        "source_sv": entry["publisher_sv"] or "",
        "source_en": entry["publisher_en"] or "",
    }
    if entry["part_of"]:
        fields["part_of"] = entry.refer("indicator", entry["part_of"])
    links = [
        {
            "goal": goal_of(entry, row.get("goal")),
            "role": row.get("role", "main"),
            "leads_card": bool(row.get("leads_card")),
        }
        for row in entry.rows("goals")
    ]
    entry.write_published(
        Indicator,
        {"slug": entry["slug"]},
        fields,
        goal_links=entry.children(IndicatorGoal, links),
        reference_values=entry.children(ReferenceValue, entry.rows("references")),
        breaks=entry.children(SeriesBreak, entry.rows("breaks")),
        series=entry.children(IndicatorSeries, entry.rows("series")),
        responsibilities=entry.children(IndicatorResponsibility, duties_of(entry)),
    )


def _action(entry: Entry) -> None:
    fields = entry.words("name", "description", "result", "cost_note")
    fields |= entry.given_fields("by_hand", "starts", "finishes", "finished_on", "cost", "dnr", *CONSIDERED)
    fields |= {"set_status": entry["status"] or "", "is_example": bool(entry["example"])}
    duties = [
        {"organisation": entry.refer("organisation", row.get("organisation")), "role": row.get("role")}
        for row in entry.rows("responsible")
    ]
    effects = [
        {**{name: text or "" for name, text in row.items() if name != "code"}}
        | {"indicator": entry.refer("indicator", row.get("code"))}
        for row in entry.rows("indicators")
    ]
    entry.write_published(
        Action,
        {"slug": entry["slug"]},
        fields,
        goals=[goal_of(entry, key) for key in entry.values("goals")],
        responsibilities=entry.children(ActionResponsibility, duties),
        effects=entry.children(ActionEffect, effects),
    )
