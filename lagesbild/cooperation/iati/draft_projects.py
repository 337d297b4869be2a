"""From others' activities to drafts of projects: what the activity says, and partners that the register knows.

An activity is known by its identifier, of which the draft's uid is made: the same one twice gives nothing twice. What a
person has written since is never touched.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lagesbild.cooperation.iati import codes
from lagesbild.cooperation.iati.activity import Activity, Budget, Words
from lagesbild.cooperation.iati.matching import Partners, countries, global_goals
from lagesbild.cooperation.models import BudgetLine, Project, ProjectCountry, ProjectPartner
from lagesbild.cooperation.sectors import sectors
from lagesbild.framework.countries import countries as known_countries
from lagesbild.framework.models import GlobalGoal, GlobalTarget
from lagesbild.organisations.models import Organisation

OTHERS_ACTIVITIES = uuid.UUID("6f0c8b2e-3c1f-5d57-9a53-0c3f6f5a7e21")
STATUS = {
    codes.PIPELINE: Project.Status.IDEA,
    codes.IMPLEMENTATION: Project.Status.RUNNING,
    codes.FINALISATION: Project.Status.REPORTING,
    codes.CLOSED: Project.Status.CLOSED,
    codes.CANCELLED: Project.Status.REJECTED,
}
LONGEST_NAME = 200
ORIGINAL, REVISED = "1", "2"
A_YEAR = 366


@dataclass(frozen=True)
class DraftProject:
    """What became of a chosen activity: a new draft, or the project that there was already."""

    identifier: str
    project: int
    name: str
    is_new: bool


def uid_of(identifier: str) -> uuid.UUID:
    return uuid.uuid5(OTHERS_ACTIVITIES, identifier)


def make_draft(activity: Activity, partners: Partners) -> DraftProject:
    """A draft of the activity, unless there is one."""
    with transaction.atomic():
        uid = uid_of(activity.identifier)
        if project := Project.objects.filter(uid=uid).first():
            return DraftProject(activity.identifier, project.pk, project.name_sv, is_new=False)
        project = _project(activity, uid)
        _add_children(project, activity, partners)
        project.full_clean(exclude=["slug"])
        project.save()
        log(instance=project, action="wagtail.create", content_changed=True)
        project.save_revision(clean=False)
    return DraftProject(activity.identifier, project.pk, project.name_sv, is_new=True)


def _project(activity: Activity, uid: uuid.UUID) -> Project:
    starts, finishes = _day(activity, "2", "1"), _day(activity, "4", "3")
    currency = activity.currency if activity.currency in codes.CURRENCIES else "SEK"
    return Project(
        uid=uid,
        live=False,
        name_sv=(_in(activity.title, "sv") or activity.identifier)[:LONGEST_NAME],
        name_en=_own(activity.title, "en")[:LONGEST_NAME],
        description_sv=_description(activity),
        description_en=_own(_about(activity), "en"),
        status=STATUS.get(activity.status, Project.Status.IDEA),
        role=Project.Role.PARTNER,
        starts=starts,
        finishes=finishes if not (starts and finishes and finishes < starts) else None,
        currency=currency,
        budget=_whole_budget(activity, currency),
        sector=_sector(activity),
    )


def _day(activity: Activity, *kinds: str) -> date | None:
    """The actual day, else the planned."""
    days = {dated.type: dated.on for dated in activity.dates}
    return next((days[kind] for kind in kinds if kind in days), None)


def _own(words: Words, language: str) -> str:
    return next((text for spoken, text in words if spoken == language), "")


def _in(words: Words, language: str) -> str:
    """In the language, else in English, else in whatever there is."""
    return _own(words, language) or _own(words, "en") or (words[0][1] if words else "")


def _about(activity: Activity) -> Words:
    return tuple(words for description in activity.descriptions for words in description.words)


def _description(activity: Activity) -> str:
    source = _("Ur öppna biståndsdata (IATI): %(number)s") % {"number": activity.identifier}
    return "\n\n".join(filter(None, [_in(_about(activity), "sv"), source]))


def _budgets(activity: Activity) -> list[Budget]:
    """The revised ones where there are any, else the first: the same money is often told in both."""
    revised = [budget for budget in activity.budgets if budget.type == REVISED]
    return revised or [budget for budget in activity.budgets if budget.type in ("", ORIGINAL)]


def _whole_budget(activity: Activity, currency: str) -> Decimal | None:
    """Their sum, where all are in one currency."""
    budgets = _budgets(activity)
    in_others = any((budget.money.currency or activity.currency) != currency for budget in budgets)
    whole = sum((budget.money.value for budget in budgets), Decimal(0))
    return None if in_others or not budgets or whole < 0 else whole


def _sector(activity: Activity) -> str:
    """The purpose code with the greatest share, of those in use."""
    in_use = [sector for sector in activity.sectors if sector.vocabulary in ("", codes.DAC)]
    in_use = [sector for sector in in_use if sector.code in codes.SECTORS and sector.code in sectors()]
    return max(in_use, key=lambda sector: sector.percentage or 0).code if in_use else ""


def _add_children(project: Project, activity: Activity, partners: Partners) -> None:
    project.partners = [
        ProjectPartner(organisation=organisation) for organisation in _organisations(activity, partners)
    ]
    project.budget_lines = [
        BudgetLine(
            starts=budget.starts,
            finishes=budget.finishes,
            value=budget.money.value,
            currency=_line_currency(budget, activity, project),
        )
        for budget in _budgets(activity)
        if 0 <= (budget.finishes - budget.starts).days <= A_YEAR and budget.money.value >= 0
    ]
    project.countries = [ProjectCountry(country=code, share=share) for code, share in _countries(activity)]
    project.global_goals = list(GlobalGoal.objects.filter(number__in=global_goals(activity)))
    targets = [tag.code for tag in activity.tags if tag.vocabulary == codes.TARGET_TAG]
    project.global_targets = list(GlobalTarget.objects.filter(code__in=targets))


def _line_currency(budget: Budget, activity: Activity, project: Project) -> str:
    currency = budget.money.currency or activity.currency
    return "" if currency == project.currency else currency


def _organisations(activity: Activity, partners: Partners) -> list[Organisation]:
    """Those who take part and are in the register. Nobody is made of a name in another's file."""
    keys = dict.fromkeys(match.organisation for match in partners.matches(activity) if not match.goals)
    known_organisations = Organisation.objects.in_bulk([key for key in keys if key])
    return [known_organisations[key] for key in keys if key in known_organisations]


def _countries(activity: Activity) -> list[tuple[str, Decimal]]:
    """Each with its share, where they are told for all; the one country that there is has all of it."""
    shares = [(share.code, share.percentage) for share in activity.countries]
    codes_said = countries(activity)
    if len(codes_said) == 1:
        shares = [(codes_said[0], Decimal(100))]
    is_whole = shares and all(percent for _code, percent in shares)
    is_whole = is_whole and sum(percent for _code, percent in shares) == 100
    return shares if is_whole and all(code in known_countries() for code, _percent in shares) else []
