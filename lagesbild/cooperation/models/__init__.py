"""The register of cooperation and external funding. Each file is a thing; all of them are reached from here."""

from lagesbild.cooperation.models.exchanges import Exchange, Participants
from lagesbild.cooperation.models.funding import (
    Call,
    CallJudgement,
    CallRule,
    ExchangeRate,
    FundingProgramme,
)
from lagesbild.cooperation.models.grants import (
    Application,
    ApplicationDecision,
    ApplicationLine,
    ApplicationPartner,
    Claim,
    Grant,
    GrantDecision,
    Instalment,
    ReportDue,
)
from lagesbild.cooperation.models.imported import ImportedFile
from lagesbild.cooperation.models.lessons import Lesson
from lagesbild.cooperation.models.partnerships import (
    Partnership,
    PartnershipDecision,
    PartnershipDocument,
    PartnershipGap,
    PartnershipPartner,
    PartnershipResponsibility,
    PartnershipReview,
    Precision,
)
from lagesbild.cooperation.models.parts import FocusArea, Gap, Theme
from lagesbild.cooperation.models.projects import (
    BudgetLine,
    Cost,
    Project,
    ProjectCountry,
    ProjectDecision,
    ProjectDocument,
    ProjectGap,
    ProjectPartner,
    ProjectResponsibility,
    ResultLine,
)

__all__ = [
    "Application",
    "ApplicationDecision",
    "ApplicationLine",
    "ApplicationPartner",
    "BudgetLine",
    "Call",
    "CallJudgement",
    "CallRule",
    "Claim",
    "Cost",
    "Exchange",
    "ExchangeRate",
    "FocusArea",
    "FundingProgramme",
    "Gap",
    "Grant",
    "GrantDecision",
    "ImportedFile",
    "Instalment",
    "Lesson",
    "Participants",
    "Partnership",
    "PartnershipDecision",
    "PartnershipDocument",
    "PartnershipGap",
    "PartnershipPartner",
    "PartnershipResponsibility",
    "PartnershipReview",
    "Precision",
    "Project",
    "ProjectCountry",
    "ProjectDecision",
    "ProjectDocument",
    "ProjectGap",
    "ProjectPartner",
    "ProjectResponsibility",
    "ReportDue",
    "ResultLine",
    "Theme",
]
