"""The register's lists: partnerships, projects and exchanges by their choices, and what there is to choose among."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    When,
)
from django.db.models.functions import Cast, Left

from lagesbild.cooperation.models import (
    Exchange,
    Partnership,
    PartnershipPartner,
    PartnershipResponsibility,
    Project,
    ProjectPartner,
    ProjectResponsibility,
    Theme,
)
from lagesbild.framework.database_state import kept_until_written
from lagesbild.organisations.models import Organisation


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
    public_partnerships = _of_choices(Partnership.objects.public(), {"kind": kind, "status": status})
    public_partnerships = _about(public_partnerships, theme, goal)
    if country:
        public_partnerships = public_partnerships.filter(pk__in=_partnerships_with(country))
    if words.split():
        public_partnerships = public_partnerships.filter(pk__in=_holding(words))
    going_on_first = Case(
        When(status=Partnership.Status.ACTIVE, then=0),
        When(status=Partnership.Status.ENDED, then=2),
        default=1,
        output_field=IntegerField(),
    )
    return public_partnerships.order_by(going_on_first, "name_sv")


def _holding(words: str) -> list[int]:
    """Ids of public partnerships whose words hold every word.

    Compared here and not in the database: SQLite takes Å and å for different letters. They are some hundreds.
    """
    texts = defaultdict(str)
    names = Partnership.objects.public().values_list("pk", "name_sv", "name_en", "description_sv")
    for pk, *parts in names.order_by():
        texts[pk] = " ".join(parts)
    partners = PartnershipPartner.objects.filter(organisation__live=True)
    for pk, *parts in partners.order_by().values_list(
        "partnership", "organisation__name_sv", "organisation__name_en"
    ):
        texts[pk] += " " + " ".join(parts)
    sought_words = words.casefold().split()
    return [pk for pk, text in texts.items() if all(word in text.casefold() for word in sought_words)]


def _partnerships_with(country: str):
    partners = PartnershipPartner.objects.filter(organisation__live=True, organisation__country=country)
    return partners.values("partnership")


def projects(*, status="", theme="", year="", goal="", partnership=""):
    """Public projects, the latest begun first; of one status, theme (id), year at work, goal, partnership (slug)."""
    public_projects = _about(_of_choices(Project.objects.public(), {"status": status}), theme, goal)
    if year:
        public_projects = public_projects.filter(starts__year__lte=year).filter(
            Q(finishes=None) | Q(finishes__year__gte=year)
        )
    if partnership:
        public_projects = public_projects.filter(partnership__slug=partnership, partnership__live=True)
    return public_projects.order_by("-starts", "name_sv")


def exchanges(*, kind="", year="", country="", unit="", partnership="", project="", words: str = ""):
    """Public exchanges, the latest first.

    ``country``: where it was, or a partner's of its partnership; ``unit``, ``partnership``, ``project``: slugs.
    """
    public_exchanges = _of_choices(Exchange.objects.public(), {"kind": kind})
    if year:
        public_exchanges = public_exchanges.filter(
            starts__range=(date(int(year), 1, 1), date(int(year), 12, 31))
        )
    if country:
        public_exchanges = public_exchanges.filter(
            Q(country=country) | Q(partnership__in=_partnerships_with(country))
        )
    for field, slug in (("organisation", unit), ("partnership", partnership), ("project", project)):
        if slug:
            public_exchanges = public_exchanges.filter(**{f"{field}__slug": slug, f"{field}__live": True})
    return (
        public_exchanges.filter(may_hold(words.split(), ("name_sv", "name_en", "place")))
        if words
        else public_exchanges
    )


def _of_choices(things, choices: dict):
    return things.filter(**{field: value for field, value in choices.items() if value})


def _about(things, theme: str, goal: str):
    if theme:
        things = things.filter(themes=theme)
    return things.filter(global_goals=goal) if goal else things


@kept_until_written
def countries() -> list[str]:
    """Codes of the countries where public partners of public partnerships are."""
    partners = PartnershipPartner.objects.filter(organisation__live=True, partnership__live=True)
    return sorted(set(partners.values_list("organisation__country", flat=True)))


@kept_until_written
def themes_of(model) -> list[Theme]:
    """The themes that something public of the kind has."""
    return list(Theme.objects.filter(pk__in=model.objects.public().values("themes")))


@kept_until_written
def exchange_years() -> list[int]:
    # Of a day as it is written: SQLite works out its year in Python, row by row.
    year = Left(Cast("starts", CharField()), 4)
    exchanges_with_year = Exchange.objects.public().order_by().annotate(year=year)
    return sorted(map(int, exchanges_with_year.values_list("year", flat=True).distinct()), reverse=True)


@kept_until_written
def exchange_units() -> list[Organisation]:
    """The public organisations that have had an exchange."""
    # Of each organisation one exchange is enough to know, where a list of all would be read to its end.
    theirs = Exchange.objects.public().filter(organisation=OuterRef("pk"))
    return list(Organisation.objects.public().filter(Exists(theirs)))


@kept_until_written
def project_years(today: date) -> list[int]:
    """Every year that some public project covers, the latest first. One without an end reaches this year."""
    years: set[int] = set()
    for starts, finishes in Project.objects.public().exclude(starts=None).values_list("starts", "finishes"):
        years.update(range(starts.year, max((finishes or today).year, starts.year) + 1))
    return sorted(years, reverse=True)


def may_hold(words: Iterable[str], fields: Sequence[str], wild: str = "") -> Q:
    """Rows where every word stands somewhere in one of the fields, as nearly as the databases can say it.

    Letters among ``wild`` are not compared: that gives more rows than the words do, for whoever then looks
    closer. SQLite takes Å and å for different letters, so each piece is asked for in three writings; and what is ö
    in Swedish may be ø in a name.
    """
    condition = Q()
    for word in words:
        pieces = re.split(f"[{re.escape(wild)}]+", word.casefold()) if wild else [word.casefold()]
        somewhere = Q(pk=None)  # nothing
        for field in fields:
            here = Q()
            for piece in filter(None, pieces):
                pieces_written = {piece, piece.replace("ö", "ø").replace("ä", "æ")}
                written = {way for each in pieces_written for way in (each, each.capitalize(), each.upper())}
                written = written if not piece.isascii() else {piece}
                here &= Q.create(
                    [(f"{field}__icontains", piece_written) for piece_written in sorted(written)],
                    connector=Q.OR,
                )
            somewhere |= here
        condition &= somewhere
    return condition
