"""From a project of the register to an activity, with what hinders it and what had to be left out.

Only what is known is said: no flow type, aid type or document category that nobody has decided, and no work in kind,
which is no transaction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal

from django.db.models import QuerySet

from lagesbild.assessment import Text
from lagesbild.cooperation.funding.money import NO_RATES, Rates, with_money
from lagesbild.cooperation.iati import codes
from lagesbild.cooperation.iati.activity import (
    Activity,
    Dated,
    Description,
    DocumentLink,
    PercentShare,
    Tag,
    Words,
)
from lagesbild.cooperation.iati.parties import Reporter, contacts, participants, words
from lagesbild.cooperation.iati.project_money import (
    EXAMPLE,
    budgets,
    hindrances_of_money,
    incoming,
    left_out_of_money,
    outgoing,
    planned,
)
from lagesbild.cooperation.iati.project_results import Results
from lagesbild.cooperation.models import Grant, Project, ProjectPartner

EXAMPLE_SENTENCE = Text("Projektet är påhittat. ", "The project is made up. ")
STARTED = {
    Project.Status.RUNNING,
    Project.Status.REPORTING,
    Project.Status.CLOSED,
    Project.Status.RETAINED,
}
FINISHED = STARTED - {Project.Status.RUNNING}


@dataclass(frozen=True)
class ProjectActivity:
    """An activity, why it may not be published, and what of the project it does not tell."""

    activity: Activity
    hindrances: tuple[Text, ...] = ()
    left_out: tuple[Text, ...] = ()


def public_projects() -> QuerySet[Project]:
    """Every public project, with all that an activity is made of, in a few queries whatever their number."""
    return with_money(Project.objects.public().order_by("pk")).prefetch_related(
        "partners__organisation__identifiers",
        "responsibilities__organisation",
        "budget_lines",
        "result_lines",
        "countries",
        "global_goals",
        "global_targets",
        "costs__organisation__identifiers",
        "grants__programme__funder__identifiers",
    )


def activity_of(project: Project, by: Reporter, today: date, rates: Rates = NO_RATES) -> ProjectActivity:
    """The project as an activity. What it reads is prefetched by :func:`public_projects`.

    ``rates`` are for budget lines of one period in several currencies; all else keeps its own.
    """
    grants = [grant for grant in project.grants.all() if grant.live and grant.programme.live]
    partners = [partner for partner in project.partners.all() if partner.organisation.live]
    costs = list(project.costs.all())
    countries = _countries(project, partners, by)
    here = frozenset(share.code for share in countries)
    results = Results(project)
    activity = Activity(
        identifier=f"{by.party.ref}-{project.uid}",
        reporting=by.party,
        title=_marked(project, words(project.name_sv, project.name_en), EXAMPLE),
        descriptions=_descriptions(project),
        participants=participants(project, partners, grants, by, here),
        status=codes.STATUS[project.status],
        dates=tuple(_dates(project, today)),
        contacts=contacts(project, by),
        countries=countries,
        sectors=(PercentShare(project.sector, vocabulary=codes.DAC),) if project.sector else (),
        tags=tuple(_tags(project)),
        budgets=tuple(budgets(project, rates)),
        planned=tuple(planned(grants, by, here)),
        transactions=(*incoming(grants, by, here), *outgoing(project, costs, by, here)),
        documents=_page(project, by),
        results=tuple(results.made),
        language="sv",
        currency=project.currency,
        updated=_updated(project, grants, today),
    )
    hindrances = (*_hindrances_of_place(project, partners, by), *hindrances_of_money(project, grants, rates))
    left_out = (*left_out_of_money(project, grants, costs), *results.left_out)
    return ProjectActivity(activity, tuple(hindrances), left_out)


def _marked(project: Project, texts: Words, mark: Text) -> Words:
    """What is made up says so, in every language it is told in."""
    return (
        tuple((language, mark[language] + text) for language, text in texts) if project.is_example else texts
    )


def _descriptions(project: Project) -> tuple[Description, ...]:
    texts = words(project.description_sv, project.description_en)
    return (Description(_marked(project, texts, EXAMPLE_SENTENCE), type="1"),) if texts else ()


def _dates(project: Project, today: date) -> Iterator[Dated]:
    """A date is actual when it has been and the project's status agrees; until then it is planned."""
    if project.starts:
        begun = project.status in STARTED and project.starts <= today
        yield Dated(codes.ACTUAL_START if begun else codes.PLANNED_START, project.starts)
    if project.finishes:
        done = project.status in FINISHED and project.finishes <= today
        yield Dated(codes.ACTUAL_END if done else codes.PLANNED_END, project.finishes)


def _countries(project: Project, partners: list[ProjectPartner], by: Reporter) -> tuple[PercentShare, ...]:
    shares = tuple(
        PercentShare(country.country, Decimal(country.share)) for country in project.countries.all()
    )
    abroad = _abroad(partners, by)
    return shares or (tuple(PercentShare(code, Decimal(100)) for code in abroad) if len(abroad) == 1 else ())


def _abroad(partners: list[ProjectPartner], by: Reporter) -> list[str]:
    return sorted({partner.organisation.country for partner in partners} - {by.country})


def _hindrances_of_place(project: Project, partners: list[ProjectPartner], by: Reporter) -> Iterator[Text]:
    abroad = _abroad(partners, by)
    if not project.countries.all() and len(abroad) > 1:
        yield Text(
            "Parterna finns i flera länder: {codes}. Skriv hur stor del av projektet som gäller vart och ett.",
            "The partners are in several countries: {codes}. Say how much of the project is for each of them.",
        ).fill(codes=", ".join(abroad))


def _tags(project: Project) -> Iterator[Tag]:
    for goal in project.global_goals.all():
        yield Tag(str(goal.number), codes.GOAL_TAG)
    for target in project.global_targets.all():
        yield Tag(target.code, codes.TARGET_TAG)


def _page(project: Project, by: Reporter) -> tuple[DocumentLink, ...]:
    """The project's page on the site: the one document whose category is known."""
    if not (by.address and project.slug):
        return ()
    title = words("Projektets sida", "The project's page")
    languages = ("sv", "en")
    return (
        DocumentLink(
            f"{by.address}{project.path}", "text/html", title, (codes.WEB_PAGE,), languages=languages
        ),
    )


def _updated(project: Project, grants: list[Grant], today: date) -> str:
    times = [record.last_published_at for record in (project, *grants) if record.last_published_at]
    latest = max(times, default=None)
    if latest is None or latest.astimezone(UTC).date() > today:
        return ""
    return latest.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
