"""The municipality's projects as one IATI file: what may be published, and why the rest may not."""

import hashlib
import threading
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection, models
from django.utils.translation import get_language

from lagesbild.assessment import Text
from lagesbild.cooperation.funding.money import NO_RATES, Rates
from lagesbild.cooperation.iati import rules, writing
from lagesbild.cooperation.iati.activity import Activity
from lagesbild.cooperation.iati.parties import Reporter
from lagesbild.cooperation.iati.project_activity import activity_of, public_projects
from lagesbild.cooperation.models import (
    BudgetLine,
    Claim,
    Cost,
    ExchangeRate,
    FundingProgramme,
    Grant,
    Instalment,
    Project,
    ProjectCountry,
    ProjectPartner,
    ProjectResponsibility,
    Repayment,
    ResultLine,
)
from lagesbild.framework.models import GlobalTarget
from lagesbild.organisations.models import Identifier, Municipality, Organisation

READ = (
    Municipality,
    Organisation,
    Identifier,
    Project,
    ProjectPartner,
    ProjectResponsibility,
    ProjectCountry,
    Project.global_goals.through,
    Project.global_targets.through,
    GlobalTarget,
    BudgetLine,
    ResultLine,
    Cost,
    FundingProgramme,
    Grant,
    Instalment,
    Claim,
    Repayment,
    ExchangeRate,
)
"""Every table that the file is made of."""

NO_NUMBER = Text(
    "Kommunens organisationsnummer saknas. Utan det har projekten inga nummer som andra känner igen.",
    "The municipality's organisation number is missing. Without it the projects have no numbers known to others.",
)


@dataclass(frozen=True)
class About:
    """Something said of a project: why it is not in the file, or what of it is not."""

    project: int
    name: str
    reasons: tuple[Text, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """The reasons in the language in force."""
        return tuple(reason.in_(get_language()) for reason in self.reasons)


@dataclass(frozen=True)
class ProjectRefusal(About):
    """A project that is not in the file."""


@dataclass(frozen=True)
class ProjectLeftOut(About):
    """What a project in the file does not tell there, because the standard has no place for it as it stands."""


@dataclass(frozen=True)
class Exported:
    """``xml`` is empty where no project may be published: the standard has no empty file."""

    xml: bytes
    refused: tuple[ProjectRefusal, ...] = ()
    left_out: tuple[ProjectLeftOut, ...] = ()
    count: int = 0


def export(municipality: Municipality, today: date, address: str = "") -> Exported:
    """The public projects as IATI 2.03: the same register gives the same bytes.

    Each activity is held against the standard's rules and the official schema, and is left out, with the reasons,
    where it breaks one. ``address`` is where the site is found, for links to its pages.
    """
    return export_projects(public_projects(), municipality, today, address, Rates.load())


def export_projects(
    projects, municipality: Municipality, today: date, address: str = "", rates: Rates = NO_RATES
) -> Exported:
    """:func:`export` of projects that are at hand, with all that :func:`activity_of` reads."""
    by = Reporter.of(municipality, address)
    written, refused, left_out, updated = [], [], [], [""]
    for project in projects:
        gathered = activity_of(project, by, today, rates)
        number = () if municipality.organisation_number else (NO_NUMBER,)
        xml, broken = _checked(gathered.activity, today)
        if reasons := (*number, *gathered.hindrances, *broken):
            refused.append(ProjectRefusal(project.pk, project.name_sv, reasons))
            continue
        written.append(xml)
        updated.append(gathered.activity.updated)
        if gathered.left_out:
            left_out.append(ProjectLeftOut(project.pk, project.name_sv, gathered.left_out))
    xml = writing.document(written, max(updated)) if written else b""
    return Exported(xml, tuple(refused), tuple(left_out), len(written))


def remarks_on(project: Project, municipality: Municipality, today: date) -> tuple[Text, ...]:
    """What the standard refuses in the budget lines and the countries of a project as it stands, saved or not."""
    gathered = activity_of(project, Reporter.of(municipality), today, Rates.load())
    activity = writing.element(gathered.activity)
    places = rules.places(activity, today) if project.countries.all() else ()
    return (*places, *rules.budgets(activity, today))


@lru_cache(maxsize=5000)
def _checked(activity: Activity, today: date) -> tuple[bytes, tuple[Text, ...]]:
    """The activity's XML and what it breaks. Kept by content: one change leaves the others as they were checked."""
    element = writing.element(activity)
    xml = writing.as_bytes(element)
    return xml, rules.broken(element, today)


# --- Kept until something changes -------------------------------------------------------------------------


_latest_export: tuple[tuple, str, Exported] = ((), "", Exported(b""))
_one_at_a_time = threading.Lock()


def latest(municipality: Municipality, today: date, address: str = "") -> tuple[str, Exported]:
    """The file, and a mark that changes with it. Made anew when a table it is made of has changed, or the day."""
    global _latest_export
    key = (register_mark(), today, address)
    with _one_at_a_time:
        if _latest_export[0] != key:
            exported = export(municipality, today, address)
            _latest_export = (key, hashlib.sha256(exported.xml).hexdigest(), exported)
        return _latest_export[1:]


def register_mark() -> str:
    """A checksum of every row that the file is made of: asked in a fraction of the time that the file takes.

    Dates of change would not do: an import and a corrected row leave them as they were.
    """
    checksum = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in READ:
            cursor.execute(_rows_of(model))
            checksum.update(repr(cursor.fetchall()).encode())
    return checksum.hexdigest()


def _rows_of(model: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in model._meta.concrete_fields)
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return f"SELECT {columns} FROM {table} ORDER BY {key}"
