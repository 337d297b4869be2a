"""The register of cooperation and external funding in the open API. Everything passes ``.public()``."""

from django.db.models import Prefetch
from ninja import Query, Router

from lagesbild.barometer import overview
from lagesbild.cooperation.audit import commitments as listed
from lagesbild.cooperation.funding.money import Rates, project_money
from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
)
from lagesbild.website.api.funding_records import ApplicationOut, CallOut, FundingProgrammeOut, GrantOut
from lagesbild.website.api.register_records import (
    CommitmentOut,
    ExchangeOut,
    LessonOut,
    PartnershipOut,
    ProjectOut,
)
from lagesbild.website.api.shapes import Page

router = Router()


@router.get(
    "/commitments",
    response=list[CommitmentOut],
    summary="The auditor's list: partnerships and projects with seven answers each",
    description="Revisorns förteckning: samarbeten och projekt med sju svar vart",
    url_name="commitments",
)
def commitments(request, page: Query[Page]):
    return listed.commitments(page.offset, page.offset + page.limit, Rates.load())


@router.get(
    "/partnerships",
    response=list[PartnershipOut],
    summary="Lasting cooperation with others",
    description="Varaktiga samarbeten med andra",
)
def partnerships(request, page: Query[Page]):
    public_partnerships = (
        _with_the_common(Partnership.objects.public())
        .prefetch_related("reviews", "fees")
        .order_by("name_sv", "pk")
    )
    return page.of(public_partnerships)


@router.get(
    "/projects",
    response=list[ProjectOut],
    summary="Projects, with partners, money and results",
    description="Projekt, med partner, pengar och resultat",
)
def projects(request, page: Query[Page]):
    public_projects = (
        _with_the_common(Project.objects.public())
        .select_related("partnership")
        .prefetch_related(
            "budget_lines__organisation",
            "result_lines",
            "countries",
            "global_targets",
            "costs",
            "grants__programme",
            "grants__instalments",
            "grants__claims",
            "grants__repayments",
        )
        .order_by("name_sv", "pk")
    )
    rates = Rates.load()
    projects = list(page.of(public_projects))
    for project in projects:
        project.money = project_money(project, rates)
    return projects


@router.get(
    "/exchanges",
    response=list[ExchangeOut],
    summary="Meetings, visits and youth exchanges, in counts",
    description="Möten, besök och ungdomsutbyten, i antal",
)
def exchanges(request, page: Query[Page]):
    public_exchanges = (
        Exchange.objects.public()
        .select_related("partnership", "project", "organisation", "grant__programme", "grant__project")
        .prefetch_related("participants", "global_goals", "themes")
        .order_by("-starts", "name_sv", "pk")
    )
    return page.of(public_exchanges)


@router.get(
    "/grants",
    response=list[GrantOut],
    summary="Money that funders have decided to give",
    description="Pengar som finansiärer har beslutat att ge",
)
def grants(request, page: Query[Page]):
    public_grants = (
        Grant.objects.public()
        .select_related("project", "programme__funder")
        .prefetch_related("instalments", "claims", "repayments", "reports", "decisions__body")
        .order_by("-decided_on", "pk")
    )
    return page.of(public_grants)


@router.get(
    "/applications",
    response=list[ApplicationOut],
    summary="What has been applied for",
    description="Vad som har sökts",
)
def applications(request, page: Query[Page]):
    public_applications = (
        Application.objects.public().select_related("call__programme", "project").order_by("-sent_on", "pk")
    )
    return page.of(public_applications)


@router.get(
    "/lessons",
    response=list[LessonOut],
    summary="Success factors and challenges",
    description="Framgångsfaktorer och utmaningar",
)
def lessons(request, page: Query[Page]):
    public_lessons = (
        Lesson.objects.public()
        .select_related("partnership", "project", "exchange", "organisation")
        .prefetch_related("themes")
        .order_by("-noted_on", "pk")
    )
    return page.of(public_lessons)


@router.get(
    "/funding-programmes",
    response=list[FundingProgrammeOut],
    summary="Funders and their programmes",
    description="Finansiärer och deras program",
)
def funding_programmes(request, page: Query[Page]):
    public_funding_programmes = (
        FundingProgramme.objects.public().select_related("funder").order_by("name_sv", "pk")
    )
    return page.of(public_funding_programmes)


@router.get(
    "/calls",
    response=list[CallOut],
    summary="Calls, with their dates and rules",
    description="Utlysningar, med datum och regler",
)
def calls(request, page: Query[Page]):
    public_calls = (
        Call.objects.public()
        .select_related("programme")
        .prefetch_related("rules", "global_goals", "themes")
        .order_by("deadline", "name_sv", "pk")
    )
    return page.of(public_calls)


def _with_the_common(things):
    """All that :class:`CommonOut` reads, in a few queries whatever the number."""
    return things.prefetch_related(
        "partners__organisation",
        "responsibilities__organisation",
        "decisions__body",
        "documents__document",
        "gaps",
        "global_goals",
        "focus_areas",
        "themes",
        Prefetch("goals", queryset=overview.public_goals()),
    )
