"""Questions to the register: which cooperation there is, with whom, who took part, and what hangs on what."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Sum,
    When,
    Window,
)
from django.db.models.functions import Cast, Left

from lagesbild.barometer.overview import public_goals
from lagesbild.cooperation.models import (
    Application,
    Exchange,
    Grant,
    Lesson,
    Participants,
    Partnership,
    PartnershipPartner,
    PartnershipResponsibility,
    Project,
    ProjectPartner,
    ProjectResponsibility,
    Theme,
)
from lagesbild.organisations.models import Organisation

MOST = 20
"""So many of a kind stand on a page that is about something else; a link leads to the rest."""


# --- Lists and their choices ------------------------------------------------------------------------------


def with_partners(things):
    """Partnerships or projects with their partners, public or not, and those who publicly answer for them here.

    Who draws them names the public ones (``public_partners``) and says of the others only that there are such.
    """
    partner, keeper = (
        (PartnershipPartner, PartnershipResponsibility)
        if things.model is Partnership
        else (ProjectPartner, ProjectResponsibility)
    )
    return things.prefetch_related(
        Prefetch("partners", queryset=partner.objects.select_related("organisation__successor")),
        Prefetch("responsibilities", queryset=_public_organisations(keeper)),
    )


def _public_organisations(model):
    return model.objects.filter(organisation__live=True).select_related("organisation__successor")


def partnerships(*, kind="", status="", country="", theme="", goal="", words: str = ""):
    """Public partnerships, those that go on first; of one kind, status, country, theme (id), global goal (number).

    ``words``: each of them somewhere in the name, the description or a partner's name.
    """
    found = _chosen(Partnership.objects.public(), {"kind": kind, "status": status})
    found = _about(found, theme, goal)
    if country:
        found = found.filter(pk__in=_partnerships_with(country))
    if words.split():
        found = found.filter(pk__in=_holding(words))
    going_on_first = Case(
        When(status=Partnership.Status.ACTIVE, then=0),
        When(status=Partnership.Status.ENDED, then=2),
        default=1,
        output_field=IntegerField(),
    )
    return found.order_by(going_on_first, "name_sv")


def _holding(words: str) -> list[int]:
    """Ids of public partnerships whose words hold every word.

    Compared here and not in the database: SQLite takes Å and å for different letters. They are some hundreds.
    """
    texts = defaultdict(str)
    named = Partnership.objects.public().values_list("pk", "name_sv", "name_en", "description_sv")
    for pk, *parts in named.order_by():
        texts[pk] = " ".join(parts)
    partners = PartnershipPartner.objects.filter(organisation__live=True)
    for pk, *parts in partners.order_by().values_list(
        "partnership", "organisation__name_sv", "organisation__name_en"
    ):
        texts[pk] += " " + " ".join(parts)
    wanted = words.casefold().split()
    return [pk for pk, text in texts.items() if all(word in text.casefold() for word in wanted)]


def _partnerships_with(country: str):
    partners = PartnershipPartner.objects.filter(organisation__live=True, organisation__country=country)
    return partners.values("partnership")


def projects(*, status="", theme="", year="", goal="", partnership=""):
    """Public projects, the latest begun first; of one status, theme (id), year at work, goal, partnership (slug)."""
    found = _about(_chosen(Project.objects.public(), {"status": status}), theme, goal)
    if year:
        found = found.filter(starts__year__lte=year).filter(Q(finishes=None) | Q(finishes__year__gte=year))
    if partnership:
        found = found.filter(partnership__slug=partnership, partnership__live=True)
    return found.order_by("-starts", "name_sv")


def exchanges(*, kind="", year="", country="", unit="", partnership="", project="", words: str = ""):
    """Public exchanges, the latest first.

    ``country``: where it was, or a partner's of its partnership; ``unit``, ``partnership``, ``project``: slugs.
    """
    found = _chosen(Exchange.objects.public(), {"kind": kind})
    if year:
        found = found.filter(starts__range=(date(int(year), 1, 1), date(int(year), 12, 31)))
    if country:
        found = found.filter(Q(country=country) | Q(partnership__in=_partnerships_with(country)))
    for field, slug in (("organisation", unit), ("partnership", partnership), ("project", project)):
        if slug:
            found = found.filter(**{f"{field}__slug": slug, f"{field}__live": True})
    return found.filter(may_hold(words.split(), ("name_sv", "name_en", "place"))) if words else found


def _chosen(found, choices: dict):
    return found.filter(**{field: value for field, value in choices.items() if value})


def _about(found, theme: str, goal: str):
    if theme:
        found = found.filter(themes=theme)
    return found.filter(global_goals=goal) if goal else found


def countries() -> list[str]:
    """Codes of the countries where public partners of public partnerships are."""
    partners = PartnershipPartner.objects.filter(organisation__live=True, partnership__live=True)
    return sorted(set(partners.values_list("organisation__country", flat=True)))


def themes_of(model) -> list[Theme]:
    """The themes that something public of the kind has."""
    return list(Theme.objects.filter(pk__in=model.objects.public().values("themes")))


def exchange_years() -> list[int]:
    # Of a day as it is written: SQLite works out its year in Python, row by row.
    year = Left(Cast("starts", CharField()), 4)
    told = Exchange.objects.public().order_by().annotate(year=year)
    return sorted(map(int, told.values_list("year", flat=True).distinct()), reverse=True)


def exchange_units() -> list[Organisation]:
    """The public organisations that have had an exchange."""
    # Of each organisation one exchange is enough to know, where a list of all would be read to its end.
    theirs = Exchange.objects.public().filter(organisation=OuterRef("pk"))
    return list(Organisation.objects.public().filter(Exists(theirs)))


def project_years(today: date) -> list[int]:
    """Every year that some public project covers, the latest first. One without an end reaches this year."""
    years: set[int] = set()
    for starts, finishes in Project.objects.public().exclude(starts=None).values_list("starts", "finishes"):
        years.update(range(starts.year, max((finishes or today).year, starts.year) + 1))
    return sorted(years, reverse=True)


# --- Counts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attendance:
    """How many exchanges, how many took part, in how many exchanges nobody has said how many, how many are made up."""

    exchanges: int
    people: int
    unknown: int
    examples: int = 0

    @property
    def known(self) -> bool:
        """Whether it is known of any of them."""
        return self.exchanges > self.unknown


def attendance(found) -> Attendance:
    """Of a set of exchanges, in two questions."""
    pks = found.order_by().values("pk")
    counted = Participants.objects.filter(exchange__in=pks).order_by()
    told = counted.aggregate(people=Sum("count"), exchanges=Count("exchange", distinct=True))
    count, examples = _count(found)
    return Attendance(count, told["people"] or 0, count - told["exchanges"], examples)


def _count(found) -> tuple[int, int]:
    """How many in all, and how many of them are made up."""
    counted = found.order_by().aggregate(all=Count("pk"), examples=Count("pk", filter=Q(is_example=True)))
    return counted["all"], counted["examples"]


@dataclass(frozen=True)
class InShort:
    active: int
    registered: int
    """All that are public, also those that rest or have ended."""
    examples: int
    countries: int
    year: int
    attendance: Attendance


def in_short(today: date) -> InShort:
    """Partnerships that go on, the countries of their partners, and the exchanges of the last whole year."""
    active = Partnership.objects.public().filter(status=Partnership.Status.ACTIVE)
    partners = PartnershipPartner.objects.filter(organisation__live=True, partnership__in=active)
    year = today.year - 1
    made_up = Count("pk", filter=Q(status=Partnership.Status.ACTIVE, is_example=True))
    counts = Partnership.objects.public().aggregate(
        active=Count("pk", filter=Q(status=Partnership.Status.ACTIVE)),
        registered=Count("pk"),
        examples=made_up,
    )
    return InShort(
        **counts,
        countries=partners.order_by().values("organisation__country").distinct().count(),
        year=year,
        attendance=attendance(exchanges(year=year)),
    )


@dataclass(frozen=True)
class Groups:
    """Participants by role and sex: ``rows`` of (role, count per sex in the order of ``sexes``, all)."""

    sexes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    foot: tuple[int, ...]
    total: int


def groups(found) -> Groups:
    """The participants of a set of exchanges, counted by role and sex. Sexes that nobody has are left out."""
    counted = Participants.objects.filter(exchange__in=found.order_by().values("pk")).order_by()
    counts = {
        (role, sex): count
        for role, sex, count in counted.values_list("role", "sex").annotate(all=Sum("count"))
    }
    sexes = [sex for sex in Participants.Sex if any(sex == each for _role, each in counts)]
    roles = [role for role in Participants.Role if any(role == each for each, _sex in counts)]
    rows = tuple(
        (role.label, cells := tuple(counts.get((role, sex), 0) for sex in sexes), sum(cells))
        for role in roles
    )
    foot = tuple(sum(counts.get((role, sex), 0) for role in roles) for sex in sexes)
    return Groups(tuple(sex.label for sex in sexes), rows, foot, sum(foot))


# --- One thing and all that hangs on it -------------------------------------------------------------------


def exchanges_of(thing):
    """Public exchanges of a partnership or a project, also of one that is not saved yet: then none.

    A partnership's are its own, and those of its projects.
    """
    public = Exchange.objects.public().select_related("organisation")
    if isinstance(thing, Project):
        return public.filter(project__in=[thing.pk])
    return public.filter(Q(partnership__in=[thing.pk]) | Q(project__partnership__in=[thing.pk]))


def lessons_of(thing) -> list[Lesson]:
    """Public lessons of a partnership, project or exchange, successes first, the latest first of each."""
    field = type(thing)._meta.model_name
    found = Lesson.objects.public().filter(**{f"{field}__in": [thing.pk]})
    return list(found.prefetch_related("themes").order_by("-kind", "-noted_on", "title_sv"))


def projects_of(partnership: Partnership):
    return Project.objects.public().filter(partnership__in=[partnership.pk]).order_by("-starts", "name_sv")


def grants_of(project: Project) -> list[Grant]:
    """The grants that ``project_money`` counts, with all that their rows tell; of a draft too, in its preview."""
    found = Grant.objects.filter(live=True, programme__live=True, project__in=[project.pk]).select_related(
        "programme__funder"
    )
    return list(found.prefetch_related("instalments", "claims", "reports", "decisions__body"))


def applications_of(project: Project) -> list[Application]:
    return list(
        Application.objects.public()
        .filter(project__in=[project.pk])
        .select_related("call__programme__funder")
    )


def public_goals_of(thing) -> list:
    """The municipality's own goals that it belongs to, as far as they are public; in a preview, as they stand."""
    return list(public_goals().filter(pk__in=[goal.pk for goal in thing.goals.all()]))


# --- On pages about something else ------------------------------------------------------------------------


@dataclass(frozen=True)
class Some:
    """The first few of something, and how many there are in all."""

    shown: Sequence
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def _some(found, most: int = MOST) -> Some:
    """Both in one question."""
    shown = list(found.annotate(in_all=Window(Count("pk")))[:most])
    return Some(shown, shown[0].in_all if shown else 0)


@dataclass(frozen=True)
class PartIn:
    """An organisation's part in cooperation: what it answers for, and what it is a partner of."""

    partnerships: Some
    projects: Some
    partner_of: Some
    partner_in: Some

    def __bool__(self) -> bool:
        return any(
            some.count for some in (self.partnerships, self.projects, self.partner_of, self.partner_in)
        )


def part_in(organisation: Organisation) -> PartIn:
    """Four questions."""

    def found(model, through):
        rows = through.objects.filter(organisation__in=[organisation.pk]).values(model._meta.model_name)
        return _some(model.objects.public().filter(pk__in=rows))

    return PartIn(
        partnerships=found(Partnership, PartnershipResponsibility),
        projects=found(Project, ProjectResponsibility),
        partner_of=found(Partnership, PartnershipPartner),
        partner_in=found(Project, ProjectPartner),
    )


def latest_changes(limit: int) -> list:
    """What was last published of the register, newest first."""
    changed = []
    for model in (Partnership, Project, Exchange):
        found = model.objects.public().exclude(last_published_at=None)
        changed += found.order_by("-last_published_at")[:limit]
    return sorted(changed, key=lambda thing: thing.last_published_at, reverse=True)[:limit]


# --- Search -----------------------------------------------------------------------------------------------


def may_hold(words: Iterable[str], fields: Sequence[str], wild: str = "") -> Q:
    """Rows where every word stands somewhere in one of the fields, as nearly as the databases can say it.

    Letters among ``wild`` are not compared: that gives more rows than the words do, for whoever then looks
    closer. SQLite takes Å and å for different letters, so each piece is asked for in three writings.
    """
    wanted = Q()
    for word in words:
        pieces = re.split(f"[{re.escape(wild)}]+", word.casefold()) if wild else [word.casefold()]
        somewhere = Q(pk=None)  # nothing
        for field in fields:
            here = Q()
            for piece in filter(None, pieces):
                written = {piece, piece.capitalize(), piece.upper()} if not piece.isascii() else {piece}
                here &= Q.create([(f"{field}__icontains", each) for each in sorted(written)], connector=Q.OR)
            somewhere |= here
        wanted &= somewhere
    return wanted
