"""A made-up register of cooperation, as large as a large city's might ever be. Same seed, same register."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lagesbild.barometer.models import Goal
from lagesbild.cooperation.models import (
    Application,
    Call,
    CallRule,
    Claim,
    Cost,
    Exchange,
    ExchangeRate,
    FocusArea,
    FundingProgramme,
    Grant,
    Instalment,
    Lesson,
    Participants,
    Partnership,
    PartnershipDecision,
    PartnershipPartner,
    PartnershipResponsibility,
    PartnershipReview,
    Project,
    ProjectDecision,
    ProjectPartner,
    ProjectResponsibility,
    ReportDue,
    Theme,
)
from lagesbild.framework.models import GlobalGoal
from lagesbild.framework.three_questions import ConsideredAnswer
from lagesbild.organisations.models import Municipality, Organisation

WORDS = (
    "vatten",
    "skola",
    "ungdom",
    "klimat",
    "demokrati",
    "kultur",
    "handel",
    "miljö",
    "hälsa",
    "idrott",
    "bibliotek",
    "energi",
    "jämställdhet",
    "språk",
)
PLACES = {
    "NO": (60, 10),
    "DK": (56, 10),
    "FI": (62, 26),
    "EE": (59, 25),
    "LV": (57, 24),
    "DE": (51, 10),
    "PL": (52, 19),
    "FR": (47, 2),
    "IT": (43, 12),
    "UA": (49, 32),
    "ZA": (-30, 23),
    "KE": (0, 38),
    "CN": (35, 104),
    "US": (40, -97),
    "BR": (-10, -52),
}
"""Country → about where in it a partner lies."""
OURS = (Organisation.Kind.BOARD, Organisation.Kind.ADMINISTRATION, Organisation.Kind.UNIT)
THEIRS = (
    Organisation.Kind.MUNICIPALITY,
    Organisation.Kind.CIVIL_SOCIETY,
    Organisation.Kind.SCHOOL,
    Organisation.Kind.REGION,
    Organisation.Kind.NETWORK,
)
CURRENCIES = ("SEK", "SEK", "SEK", "EUR", "EUR", "NOK", "DKK")
RATES = {"EUR": 11.2, "NOK": 0.98, "DKK": 1.5}
BATCH = 2000


@dataclass(frozen=True)
class Size:
    """How many there are of each. ``transactions`` are costs, instalments and claims together."""

    organisations: int = 300
    partnerships: int = 200
    projects: int = 2_000
    grants: int = 2_000
    transactions: int = 50_000
    exchanges: int = 20_000
    lessons: int = 2_000
    calls: int = 300


def make(size: Size, today: date, seed: int = 17) -> None:
    """Fills the database with a public register, beside whatever there is. Goals and the municipality must be there."""
    register = _Made(size, today, random.Random(seed))
    register.organisations()
    register.partnerships()
    register.projects()
    register.grants()
    register.transactions()
    register.exchanges()
    register.lessons()
    register.calls()


def _all(model, rows: Iterable) -> list:
    return model.objects.bulk_create(rows, batch_size=BATCH)


class _Made:
    def __init__(self, size: Size, today: date, chance: random.Random):
        self.size, self.today, self.chance = size, today, chance
        self.goals = list(Goal.objects.values_list("pk", flat=True))
        self.global_goals = list(GlobalGoal.objects.values_list("pk", flat=True))

    # --- By chance ------------------------------------------------------------------------------------

    def name(self, number: int) -> str:
        return f"{' och '.join(self.chance.sample(WORDS, 2)).capitalize()} {number}"

    def prose(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=40)).capitalize() + "."

    def day(self, first: int, last: int) -> date:
        """A day so many days from today."""
        return self.today + timedelta(days=self.chance.randint(first, last))

    def money(self, most: int) -> Decimal:
        return Decimal(self.chance.randrange(100, most * 100)) / 100

    def likely(self, part: float) -> bool:
        return self.chance.random() < part

    def tie(self, model, field: str, things: Sequence, others: Sequence[int], most: int) -> None:
        """Each of the things to some of the others, many to many."""
        through = getattr(model, field).through
        own = model._meta.model_name
        other = next(f.attname for f in through._meta.fields if f.is_relation and f.name != own)
        _all(
            through,
            [
                through(**{f"{own}_id": thing.pk, other: pk})
                for thing in things
                for pk in self.chance.sample(others, min(most, len(others)))
            ],
        )

    # --- Who ------------------------------------------------------------------------------------------

    def organisations(self) -> None:
        home = Municipality.load()
        home.organisation_number = home.organisation_number or "212000-0530"
        home.save()
        ours, funders = self.size.organisations // 6, self.size.organisations // 6
        organisations = [self._organisation(n, ours, funders) for n in range(self.size.organisations)]
        _all(Organisation, organisations)
        self.units, self.funders = organisations[:ours], organisations[ours : ours + funders]
        self.others = organisations[ours + funders :]
        self.themes = [theme.pk for theme in _all(Theme, [Theme(name_sv=f"Tema {word}") for word in WORDS])]
        self.areas = list(FocusArea.objects.values_list("pk", flat=True))

    def _organisation(self, number: int, ours: int, funders: int) -> Organisation:
        slug = f"bench-organisation-{number}"
        if number < ours:
            return Organisation(name_sv=f"Enhet {number}", slug=slug, kind=OURS[number % len(OURS)])
        kind = Organisation.Kind.FUNDER if number < ours + funders else self.chance.choice(THEIRS)
        country, (latitude, longitude) = self.chance.choice(list(PLACES.items()))
        return Organisation(
            name_sv=f"{kind.label} {self.name(number)}",
            slug=slug,
            kind=kind,
            country=country,
            latitude=latitude + self.chance.uniform(-3, 3),
            longitude=longitude + self.chance.uniform(-3, 3),
        )

    def _answered_for(self, model, field: str, things: Sequence) -> None:
        """A unit that carries out, one that follows up, and the position that keeps the contact."""
        roles = model.Role
        _all(
            model,
            [
                model(
                    **{field: thing},
                    organisation=unit,
                    role=role,
                    position=f"samordnare {unit.pk}" if role == roles.IMPLEMENTATION else "",
                )
                for thing in things
                for role, unit in zip(roles, self.chance.sample(self.units, len(roles)), strict=True)
            ],
        )

    # --- What -----------------------------------------------------------------------------------------

    def partnerships(self) -> None:
        self.partnerships_ = _all(
            Partnership, [self._partnership(number) for number in range(self.size.partnerships)]
        )
        partners = [(partnership, self.chance.sample(self.others, 3)) for partnership in self.partnerships_]
        _all(
            PartnershipPartner,
            [
                PartnershipPartner(partnership=partnership, organisation=o)
                for partnership, some in partners
                for o in some
            ],
        )
        self._answered_for(PartnershipResponsibility, "partnership", self.partnerships_)
        _all(
            PartnershipReview,
            [
                PartnershipReview(
                    partnership=partnership, reviewed_on=self.day(-1500, -1), conclusion_sv=self.prose()
                )
                for partnership in self.partnerships_
                if self.likely(0.7)
            ],
        )
        self._decided(PartnershipDecision, "partnership", self.partnerships_)
        self.tie(Partnership, "global_goals", self.partnerships_, self.global_goals, 3)
        self.tie(Partnership, "goals", self.partnerships_, self.goals, 2)
        self.tie(Partnership, "themes", self.partnerships_, self.themes, 2)
        self.tie(Partnership, "focus_areas", self.partnerships_, self.areas, 1)

    def _partnership(self, number: int) -> Partnership:
        cost = self.money(200_000) if self.likely(0.8) else None
        return Partnership(
            name_sv=f"Samarbete om {self.name(number)}",
            slug=f"bench-samarbete-{number}",
            kind=self.chance.choice(Partnership.Kind.values),
            status=self.chance.choice(Partnership.Status.values),
            description_sv=self.prose(),
            since=self.day(-15_000, -400),
            ends=self.day(30, 1500) if self.likely(0.3) else None,
            yearly_cost=cost,
            own_funding=cost and cost / 2,
            result_sv=self.prose() if self.likely(0.5) else "",
        )

    def _decided(self, model, field: str, things: Sequence) -> None:
        _all(
            model,
            [
                model(
                    **{field: thing},
                    body=self.chance.choice(self.units),
                    decided_on=self.day(-3000, -1),
                    paragraph="§ 112",
                )
                for thing in things
            ],
        )

    def projects(self) -> None:
        self.projects_ = _all(Project, [self._project(number) for number in range(self.size.projects)])
        partners = [(project, self.chance.sample(self.others, 2)) for project in self.projects_]
        _all(
            ProjectPartner,
            [ProjectPartner(project=project, organisation=o) for project, some in partners for o in some],
        )
        self._answered_for(ProjectResponsibility, "project", self.projects_)
        self._decided(ProjectDecision, "project", self.projects_)
        self.tie(Project, "global_goals", self.projects_, self.global_goals, 3)
        self.tie(Project, "goals", self.projects_, self.goals, 2)
        self.tie(Project, "themes", self.projects_, self.themes, 2)

    def _project(self, number: int) -> Project:
        starts, budget = self.day(-2500, 300), self.money(2_000_000)
        return Project(
            name_sv=f"Projekt om {self.name(number)}",
            slug=f"bench-projekt-{number}",
            status=self.chance.choice(Project.Status.values),
            description_sv=self.prose(),
            starts=starts,
            finishes=starts + timedelta(days=self.chance.randint(100, 1200)),
            partnership=self.chance.choice(self.partnerships_) if self.likely(0.7) else None,
            currency=self.chance.choice(CURRENCIES),
            budget=budget if self.likely(0.9) else None,
            own_cash=(budget / 10).quantize(Decimal("0.01")),
            own_kind=(budget / 20).quantize(Decimal("0.01")) if self.likely(0.6) else None,
            result_sv=self.prose() if self.likely(0.4) else "",
            sector="43030",
            civil_society=self.chance.choice(("", *ConsideredAnswer.values)),
            civil_society_why="Föreningar har deltagit",
            external_funding=self.chance.choice(("", *ConsideredAnswer.values)),
            external_funding_why="Utlysningen passade",
            is_example=self.likely(0.1),
        )

    # --- Money ----------------------------------------------------------------------------------------

    def grants(self) -> None:
        _all(
            ExchangeRate,
            [
                ExchangeRate(
                    currency=currency,
                    on=self.today - timedelta(days=30 * month),
                    kronor=Decimal(f"{worth * self.chance.uniform(0.9, 1.1):.6f}"),
                    source="påhittad kurs",
                )
                for currency, worth in RATES.items()
                for month in range(90)
            ],
        )
        self.programmes = _all(
            FundingProgramme,
            [
                FundingProgramme(
                    name_sv=f"Program {self.name(number)}",
                    funder=funder,
                    ends=self.day(-300, 2000) if self.likely(0.8) else None,
                )
                for number, funder in enumerate(self.funders * 3)
            ],
        )
        grants = [self._grant(self.chance.choice(self.projects_)) for _ in range(self.size.grants)]
        self.grants_ = _all(Grant, grants)
        _all(ReportDue, [self._report(grant) for grant in self.grants_ * 2])

    def _report(self, grant: Grant) -> ReportDue:
        due = self.day(-900, 500)
        done = due < self.today and self.likely(0.9)
        return ReportDue(grant=grant, about_sv="Lägesrapport", due_on=due, done_on=due if done else None)

    def _grant(self, project: Project) -> Grant:
        return Grant(
            project=project,
            programme=self.chance.choice(self.programmes),
            currency=self.chance.choice(CURRENCIES),
            value=self.money(1_000_000) if self.likely(0.95) else None,
            value_note_sv="Beloppet är inte offentligt",
            decided_on=self.day(-2500, -1) if self.likely(0.97) else None,
            starts=project.starts,
            finishes=project.finishes,
            retained_until=self.day(-200, 4000) if self.likely(0.5) else None,
            retention_rule="Programmets regler",
            repayment_risk_sv="Kan krävas tillbaka" if self.likely(0.1) else "",
        )

    def transactions(self) -> None:
        costs = self.size.transactions * 3 // 5
        instalments = self.size.transactions // 4
        claims = self.size.transactions - costs - instalments
        _all(Cost, [self._cost() for _ in range(costs)])
        _all(Instalment, [self._instalment() for _ in range(instalments)])
        _all(Claim, [self._claim() for _ in range(claims)])

    def _cost(self) -> Cost:
        return Cost(
            project=self.chance.choice(self.projects_),
            spent_on=self.day(-2500, -1),
            kind=self.chance.choice((Cost.Kind.CASH, Cost.Kind.KIND)),
            value=self.money(50_000),
        )

    def _instalment(self) -> Instalment:
        due = self.day(-2500, 500)
        came = due < self.today and self.likely(0.97)
        return Instalment(
            grant=self.chance.choice(self.grants_),
            due_on=due,
            value=self.money(100_000),
            received_on=due if came else None,
        )

    def _claim(self) -> Claim:
        sent, value, paid = self.day(-2500, -30), self.money(100_000), self.likely(0.95)
        return Claim(
            grant=self.chance.choice(self.grants_),
            submitted_on=sent,
            value=value,
            approved_on=sent if paid else None,
            approved=value if paid else None,
            paid_on=sent + timedelta(days=20) if paid else None,
        )

    def calls(self) -> None:
        opens = [self.day(-500, 300) for _ in range(self.size.calls)]
        calls = [
            Call(
                programme=self.chance.choice(self.programmes),
                reference=f"BENCH-{number}",
                name_sv=f"Utlysning om {self.name(number)}",
                summary_sv=self.prose(),
                opens=day,
                deadline=day + timedelta(days=90) if self.likely(0.9) else None,
                amount_max=self.money(1_000_000),
            )
            for number, day in enumerate(opens)
        ]
        _all(Call, calls)
        self.tie(Call, "global_goals", calls, self.global_goals, 2)
        _all(
            CallRule,
            [
                CallRule(call=call, kind=CallRule.Kind.COUNTRIES, minimum=n, text_sv=f"Minst {n} länder")
                for call in calls
                for n in range(2, 7)
            ],
        )
        _all(
            Application,
            [
                Application(
                    name_sv=f"Ansökan {number}",
                    call=self.chance.choice(calls),
                    project=self.chance.choice(self.projects_),
                )
                for number in range(self.size.calls)
            ],
        )

    # --- What people took part in, and what it taught -------------------------------------------------

    def exchanges(self) -> None:
        self.exchanges_ = _all(Exchange, [self._exchange(number) for number in range(self.size.exchanges)])
        _all(
            Participants,
            [
                Participants(
                    exchange=exchange,
                    role=self.chance.choice(Participants.Role.values),
                    age=self.chance.choice(Participants.Age.values),
                    sex=sex,
                    count=self.chance.randint(1, 30),
                )
                for exchange in self.exchanges_
                for sex in (Participants.Sex.WOMEN, Participants.Sex.MEN)
            ],
        )
        self.tie(Exchange, "global_goals", self.exchanges_, self.global_goals, 1)
        self.tie(Exchange, "themes", self.exchanges_, self.themes, 1)

    def _exchange(self, number: int) -> Exchange:
        starts = self.day(-7000, 200)
        return Exchange(
            name_sv=f"Möte om {self.name(number)}",
            slug=f"bench-utbyte-{number}",
            kind=self.chance.choice(Exchange.Kind.values),
            starts=starts,
            finishes=starts + timedelta(days=self.chance.randint(0, 14)),
            country=self.chance.choice(("", *PLACES)),
            partnership=self.chance.choice(self.partnerships_) if self.likely(0.7) else None,
            project=self.chance.choice(self.projects_) if self.likely(0.3) else None,
            organisation=self.chance.choice(self.units),
            description_sv=self.prose(),
        )

    def lessons(self) -> None:
        lessons = _all(Lesson, [self._lesson(number) for number in range(self.size.lessons)])
        self.tie(Lesson, "themes", lessons, self.themes, 2)

    def _lesson(self, number: int) -> Lesson:
        places = {
            "partnership": self.partnerships_,
            "project": self.projects_,
            "exchange": self.exchanges_,
        }
        place = self.chance.choice(list(places))
        done = self.likely(0.5)
        return Lesson(
            kind=self.chance.choice(Lesson.Kind.values),
            title_sv=f"Det vi lärde om {self.name(number)}",
            noted_on=self.day(-2500, -1),
            **{place: self.chance.choice(places[place])},
            organisation=self.chance.choice(self.units),
            evidence_sv=self.prose(),
            done_sv=self.prose() if done else "",
            done_on=self.day(-30, -1) if done else None,
        )
