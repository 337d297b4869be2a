"""The open API, read only: the same facts as the pages, through the same gate. Described at /api/v1/docs.

An operation's summary is in English and its description says the same in Swedish.
"""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema

from lagesbild.barometer import overview
from lagesbild.barometer.models import Goal
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.website.api import register
from lagesbild.website.api.refusals import describe_refusals
from lagesbild.website.api.shapes import Page, Words
from lagesbild.website.api.shapes import words as _words
from lagesbild.website.indicators import exports
from lagesbild.website.indicators.answers import IndicatorAnswer, answers, public_indicators
from lagesbild.website.indicators.page import show

OPERATIONS = {
    "lagesbild.website.api.barometer": "lagesbild_website_api",
    "lagesbild.website.api.register": "lagesbild_website_api_cooperation",
}
"""What operations are called after: clients are generated from their names, so they stay when a module moves."""


class OpenApi(NinjaAPI):
    def get_openapi_operation_id(self, operation) -> str:
        return f"{OPERATIONS[operation.view_func.__module__]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **more):
        return describe_refusals(super().get_openapi_schema(**more))


api = OpenApi(
    title="Lägesbild",
    version="1",
    description=(
        "Open figures, goals, actions, cooperation and funding of the municipality. No key is needed.\n\n"
        "Kommunens öppna siffror, mål, åtgärder, samarbeten och finansiering. Ingen nyckel behövs."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", register.router)


class GlobalGoalOut(Schema):
    number: int
    name: Words
    colour: str
    address: str


class GoalOut(Schema):
    uid: str
    programme: str
    code: str
    former_codes: str
    name: Words
    text: Words
    parent: str | None
    global_goals: list[int]
    grade: int | None
    assessed_on: date | None
    motivation: Words | None
    address: str


class TrendOut(Schema):
    word: str
    since: int | None
    why: Words


class OwnTargetOut(Schema):
    value: float
    year: int | None


class IndicatorAnswerOut(Schema):
    code: str
    label: Words
    sentence: Words
    beside: Words
    recent: Words
    since: int | None
    turned: int | None
    target: OwnTargetOut | None


class IndicatorOut(Schema):
    uid: str
    code: str
    slug: str
    name: Words
    unit: Words
    direction: int
    part_of: str | None
    is_total: bool
    is_example: bool
    latest_period: str | None
    latest_value: float | None
    answer: IndicatorAnswerOut
    trend: TrendOut
    address: str


class ActionOut(Schema):
    uid: str
    slug: str
    name: Words
    status: str
    starts: date | None
    finishes: date | None
    finished_on: date | None
    cost: float | None
    goals: list[str]
    responsible: list[dict[str, str]]
    is_example: bool
    address: str


class OrganisationOut(Schema):
    slug: str
    name: Words
    kind: str
    status: str
    successor: str | None
    address: str


@api.get(
    "/global-goals",
    response=list[GlobalGoalOut],
    summary="The 17 global goals",
    description="De 17 globala målen",
)
def global_goals(request):
    return [
        {
            "number": goal.number,
            "name": _words(goal, "name"),
            "colour": goal.colour,
            "address": goal.get_absolute_url(),
        }
        for goal in GlobalGoal.objects.all()
    ]


@api.get(
    "/goals",
    response=list[GoalOut],
    summary="Goals of the programmes, with the latest assessment",
    description="Programmens mål, med den senaste bedömningen",
)
def goals(request, page: Query[Page]):
    roots = overview.forest()
    branches = overview.all_branches(roots)
    names = {branch.goal.pk: str(branch.goal.uid) for branch in branches}
    numbers = overview.goal_numbers(roots)
    return [
        _goal(branch, names, sorted(numbers[branch.goal.pk]))
        for branch in branches[page.offset : page.offset + page.limit]
    ]


@api.get(
    "/indicators",
    response=list[IndicatorOut],
    summary="Indicators, with their answers",
    description="Nyckeltalen, med sina svar",
)
def indicators(request, page: Query[Page]):
    page_indicators = public_indicators()[page.offset : page.offset + page.limit]
    return [_indicator(answer) for answer in _answers(request, page_indicators)]


@api.get(
    "/indicators/{slug}",
    response=dict[str, Any],
    summary="One indicator with every figure and its sources",
    description="Ett nyckeltal med alla siffror och källor",
)
def indicator(request, slug: str):
    home = Municipality.load(request_or_site=request)
    public_indicator = get_object_or_404(public_indicators(), slug=slug)
    return exports.as_dict(show(public_indicator, home, timezone.localdate().year))


@api.get(
    "/actions",
    response=list[ActionOut],
    summary="Actions, with where they stand today",
    description="Åtgärderna, och hur långt de har kommit",
)
def actions(request, page: Query[Page]):
    today = timezone.localdate()
    return [
        _action(action, today) for action in overview.public_actions()[page.offset : page.offset + page.limit]
    ]


@api.get(
    "/organisations",
    response=list[OrganisationOut],
    summary="Organisations that answer for something",
    description="De som ansvarar för något",
)
def organisations(request, page: Query[Page]):
    public_organisations = Organisation.objects.public().select_related("successor")[
        page.offset : page.offset + page.limit
    ]
    return [
        {
            "slug": public_organisation.slug,
            "name": _words(public_organisation, "name"),
            "kind": public_organisation.kind,
            "status": public_organisation.status,
            "successor": public_organisation.successor.slug
            if public_organisation.successor and public_organisation.successor.live
            else None,
            "address": public_organisation.get_absolute_url(),
        }
        for public_organisation in public_organisations
    ]


def _answers(request, indicators_of_page) -> list[IndicatorAnswer]:
    home = Municipality.load(request_or_site=request)
    return answers(indicators_of_page, area=home.home_area, year_now=timezone.localdate().year)


def _goal(branch: overview.Branch, names: dict[int, str], numbers: list[int]) -> dict:
    goal: Goal = branch.goal
    assessment = branch.assessment
    return {
        "uid": str(goal.uid),
        "programme": goal.programme.slug,
        "code": goal.code,
        "former_codes": goal.former_codes,
        "name": _words(goal, "name"),
        "text": _words(goal, "text"),
        "parent": names.get(goal.parent_id),
        "global_goals": numbers,
        "grade": branch.grade,
        "assessed_on": assessment.assessed_on if assessment else None,
        "motivation": _words(assessment, "motivation") if assessment else None,
        "address": goal.get_absolute_url(),
    }


def _indicator(answer: IndicatorAnswer) -> dict:
    indicator, trend = answer.indicator, answer.verdict.trend
    return {
        "uid": str(indicator.uid),
        "code": indicator.code,
        "slug": indicator.slug,
        "name": _words(indicator, "name"),
        "unit": _words(indicator, "unit"),
        "direction": indicator.direction,
        "part_of": exports.whole_of(indicator),
        "is_total": indicator.is_total,
        "is_example": indicator.is_example,
        "latest_period": answer.latest.period if answer.latest else None,
        "latest_value": answer.latest.value if answer.latest else None,
        "answer": exports.answer_as_dict(answer),
        "trend": {
            "word": str(trend.word),
            "since": trend.since,
            "why": {"sv": trend.why.sv, "en": trend.why.en},
        },
        "address": indicator.get_absolute_url(),
    }


def _action(action, today) -> dict:
    return {
        "uid": str(action.uid),
        "slug": action.slug,
        "name": _words(action, "name"),
        "status": str(action.status(today)),
        "starts": action.starts,
        "finishes": action.finishes,
        "finished_on": action.finished_on,
        "cost": action.cost,
        "goals": [str(goal.uid) for goal in action.goals.all()],
        "responsible": [
            {"organisation": duty.organisation.slug, "role": duty.role}
            for duty in action.responsibilities.all()
        ],
        "is_example": action.is_example,
        "address": action.get_absolute_url(),
    }
