"""Goal 17's figures out of the register: what each means, and beside it the function that counts it.

Published so that municipalities can compare: the same register gives the same figures. Only public things count, as
they stood on 31 December of each year, or today in the year that is not over. What no date tells of is not counted,
and the value's comment says how much that is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lagesbild.barometer.models import Action
from lagesbild.cooperation.funding.money import Rates, project_money, total, with_money
from lagesbild.cooperation.models import (
    Exchange,
    Grant,
    Lesson,
    Participants,
    Partnership,
    Precision,
    Project,
)
from lagesbild.cooperation.partners.activity import (
    BEEN_AT_WORK,
    Light,
    activity,
    latest_activity,
    years_before,
)
from lagesbild.framework.three_questions import Answer
from lagesbild.organisations.models import Municipality

EVERYBODY = "T"
SEXES = {"women": "K", "men": "M"}
"""Participants' sex → the subgroup that women and men have in every source."""
YOUNG_AGES = ("0-12", "13-17", "18-29")
YOUNG_ROLES = ("pupil", "youth")
YEARS_OF_GRANTS = 3
UNDER_WAY = (Project.Status.GRANTED, *BEEN_AT_WORK)
"""A project somebody has said yes to. Ideas, applications and refusals are not counted."""


@dataclass(frozen=True)
class Counted:
    """One group's value in a year; None where it is not known. ``remark`` says what was left out."""

    value: float | None
    remark: str = ""
    subgroup: str = EVERYBODY


@dataclass(frozen=True)
class Year:
    """A year up to ``last``: 31 December, or today in the year that goes on."""

    number: int
    last: date

    @property
    def first(self) -> date:
        return date(self.number, 1, 1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class Register:
    """Everything public that is counted, read once."""

    country: str = "SE"
    partnerships: list[Partnership] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    rates: Rates = field(default_factory=lambda: Rates({}, {}))

    @classmethod
    def load(cls) -> "Register":
        """In a number of queries that does not grow with the register."""
        partnerships = Partnership.objects.public().prefetch_related("partners__organisation", "reviews")
        return cls(
            country=Municipality.load().country,
            partnerships=list(partnerships),
            exchanges=list(Exchange.objects.public().prefetch_related("participants")),
            projects=list(with_money(Project.objects.public())),
            grants=list(Grant.objects.public().select_related("programme__funder")),
            actions=list(Action.objects.public()),
            lessons=list(Lesson.objects.public()),
            rates=Rates.load(),
        )

    @property
    def examples(self) -> int:
        """How many of the things counted are made up."""
        things = (self.partnerships, self.exchanges, self.projects, self.grants, self.actions, self.lessons)
        return sum(thing.is_example for kind in things for thing in kind)

    def years(self, today: date) -> list[Year]:
        """From the first year that anything is known of to the year of ``today``, oldest first."""
        days = [
            *(each.since for each in self.partnerships),
            *(each.starts for kind in (self.exchanges, self.projects, self.actions) for each in kind),
            *(each.decided_on for each in self.grants),
            *(each.noted_on for each in self.lessons),
        ]
        first = min((day.year for day in days if day and day <= today), default=today.year + 1)
        return [Year(year, min(date(year, 12, 31), today)) for year in range(first, today.year + 1)]


@dataclass(frozen=True)
class KeyFigure:
    """A published definition. ``count`` answers for a year; nothing at all for years before the first known one.

    Without ``count`` it is a quotient of two other figures, worked out when the store is built (``derived.csv``).
    """

    id: str
    name_sv: str
    name_en: str
    definition_sv: str
    definition_en: str
    unit_sv: str
    unit_en: str
    decimals: int
    direction: str
    """``up``, ``down`` or ``none``: which way is better."""
    direction_reason_sv: str
    direction_reason_en: str
    count: Callable[[Register, Year], list[Counted]] | None


# --- Partnerships -----------------------------------------------------------------------------------------


def has_begun(partnership: Partnership, year: Year) -> bool:
    """Whether it certainly had by then: a decade is sure when it is over, a year from its first day."""
    since, precision = partnership.since, partnership.since_precision
    if since is None:
        return False
    if precision == Precision.DECADE:
        return since.year // 10 * 10 + 9 <= year.number
    return since.year <= year.number if precision == Precision.YEAR else since <= year.last


def is_active(partnership: Partnership, year: Year) -> bool:
    """Whether it certainly went on at the year's end. Of what has ended, the last day must be known."""
    if not has_begun(partnership, year):
        return False
    if partnership.ends:
        return partnership.ends >= year.last and partnership.status in (
            Partnership.Status.ACTIVE,
            Partnership.Status.ENDED,
        )
    return partnership.status == Partnership.Status.ACTIVE


def _active(register: Register, year: Year) -> list[Partnership]:
    return [each for each in register.partnerships if is_active(each, year)]


def _undated(register: Register) -> str:
    """Which partnerships no year can be given for, in words."""
    statuses = Partnership.Status
    without_start = [each for each in register.partnerships if each.since is None]
    dated = [each for each in register.partnerships if each.since]
    unclear = [each for each in dated if each.status in (statuses.UNCLEAR, statuses.RESTING)]
    no_end = [each for each in dated if each.status == statuses.ENDED and not each.ends]
    return _left_out(
        (len(without_start), "utan känt startår"),
        (len(unclear), "där det är oklart om de pågår eller sedan när de vilar"),
        (len(no_end), "som har upphört utan känt slutdatum"),
    )


def _left_out(*parts: tuple[int, str]) -> str:
    told = ", ".join(f"{count} {why}" for count, why in parts if count)
    return f"Inte räknade: {told}." if told else ""


def _any_begun(register: Register, year: Year) -> bool:
    return any(has_begun(each, year) for each in register.partnerships)


def active_partnerships(register: Register, year: Year) -> list[Counted]:
    if not _any_begun(register, year):
        return []
    return [Counted(len(_active(register, year)), _undated(register))]


def countries(register: Register, year: Year) -> list[Counted]:
    if not _any_begun(register, year):
        return []
    partners = [one.organisation for each in _active(register, year) for one in each.partners.all()]
    found = {one.country for one in partners if one.live} - {register.country}
    return [Counted(len(found), _undated(register))]


def analysed(register: Register, year: Year) -> list[Counted]:
    """Of the active, how many were analysed in the two years up to the year's end."""
    days = {each.pk: [one.reviewed_on for one in each.reviews.all()] for each in register.partnerships}
    if not any(day <= year.last for several in days.values() for day in several):
        return []
    after = years_before(year.last, 2)
    active = _active(register, year)
    done = [each for each in active if any(after < day <= year.last for day in days[each.pk])]
    return _share(len(done), len(active), _undated(register))


def with_activity(register: Register, year: Year) -> list[Counted]:
    """Of the active, how many are green by the rule that their own pages show."""
    active = _active(register, year)
    latest = latest_activity([each.pk for each in register.partnerships], year.last)
    if not latest:
        return []
    green = [each for each in active if activity(latest.get(each.pk), year.last).light == Light.GREEN]
    return _share(len(green), len(active), _undated(register))


def _share(part: int | Decimal, whole: int | Decimal, remark: str = "") -> list[Counted]:
    return [Counted(float(100 * part / whole), remark)] if whole else []


# --- Participants -----------------------------------------------------------------------------------------


def participants(register: Register, year: Year) -> list[Counted]:
    """Everybody; women and men; and each role. A group that nobody ever belonged to is not told of."""
    rows, known, remark = _took_part(register, year)
    if rows is None:
        return []
    if not known:
        return [Counted(None, remark)]
    ever = [row for each in register.exchanges for row in each.participants.all()]
    groups = {_sex(row) for row in ever} | {row.role for row in ever}
    counts = Counter()
    for row in rows:
        counts.update({EVERYBODY: row.count, row.role: row.count})
        counts[_sex(row)] += row.count
    return [Counted(counts[group], remark, group) for group in (EVERYBODY, *sorted(groups - {""}))]


def young(register: Register, year: Year) -> list[Counted]:
    """Up to 29 years of age; where no age is given, pupils and young people outside school."""
    rows, known, remark = _took_part(register, year)
    if rows is None:
        return []
    return [Counted(sum(row.count for row in rows if _is_young(row)) if known else None, remark)]


def _sex(row: Participants) -> str:
    return SEXES.get(row.sex, "")


def _is_young(row: Participants) -> bool:
    return row.age in YOUNG_AGES or (row.age == Participants.Age.UNKNOWN and row.role in YOUNG_ROLES)


def _took_part(register: Register, year: Year) -> tuple[list[Participants] | None, bool, str]:
    """The year's groups, whether their number is known at all, and what was left out.

    None before the first exchange of the register. A later year without exchanges has no participants, and that
    is known; a year whose exchanges all lack counts has an unknown number.
    """
    if not any(each.starts <= year.last for each in register.exchanges):
        return None, False, ""
    groups = [list(each.participants.all()) for each in register.exchanges if year.holds(each.starts)]
    uncounted = groups.count([])
    remark = f"Antalet deltagare är inte känt för {uncounted} av {len(groups)} utbyten." if uncounted else ""
    return [row for rows in groups for row in rows], uncounted < len(groups) or not groups, remark


# --- Considered, and learnt -------------------------------------------------------------------------------


def civil_society(register: Register, year: Year) -> list[Counted]:
    """Of the actions and projects that begin in the year, how many have a yes or a no. Why, the answer says."""
    projects = [each for each in register.projects if each.status in UNDER_WAY]
    things = [*register.actions, *projects]
    begun = [each for each in things if year.holds(each.starts)]
    answered = [each for each in begun if each.civil_society in (Answer.YES, Answer.NO)]
    undated = sum(each.starts is None for each in things)
    return _share(len(answered), len(begun), _left_out((undated, "utan startdatum")))


def lessons_done(register: Register, year: Year) -> list[Counted]:
    noted = [each for each in register.lessons if each.noted_on <= year.last]
    done = [each for each in noted if each.done_on and each.done_on <= year.last]
    undated = sum(bool(each.done_sv) and each.done_on is None for each in noted)
    which = "en lärdom" if undated == 1 else f"{undated} lärdomar"
    remark = f"För {which} står det vad som gjordes men inte när." if undated else ""
    return _share(len(done), len(noted), remark)


# --- Money ------------------------------------------------------------------------------------------------


def funding(register: Register, year: Year) -> list[Counted]:
    """Kronor in the grants decided in the year, at the rate of the day of the decision."""
    days = [each.decided_on for each in register.grants if each.decided_on]
    if not any(day <= year.last for day in days):
        return []
    granted = _granted(register, [each for each in register.grants if year.holds(each.decided_on)])
    undated = len(register.grants) - len(days)
    remark = _left_out(
        (undated, "bidrag utan känd beslutsdag"),
        (granted.unknown, "bidrag utan känt belopp"),
        (len(granted.without_rate), "bidrag utan växelkurs"),
    )
    unknown = granted.known is None and not granted.is_whole
    return [Counted(None if unknown else float(granted.kronor), remark)]


def others_share(register: Register, year: Year) -> list[Counted]:
    """Granted money, in percent of the budgets of the projects that run some day of the year."""
    running = [each for each in register.projects if each.status in UNDER_WAY and _runs(each, year)]
    money = [project_money(each, register.rates) for each in running]
    known = [each for each in money if each.budget.is_whole and each.budget.count and each.granted.is_whole]
    budget = sum((each.budget.kronor for each in known), Decimal(0))
    granted = sum((each.granted.kronor for each in known), Decimal(0))
    undated = sum(each.starts is None for each in register.projects if each.status in UNDER_WAY)
    remark = _left_out(
        (len(money) - len(known), "projekt där budgeten eller bidraget inte är känt"),
        (undated, "projekt utan startdatum"),
    )
    return _share(granted, budget, remark)


def _runs(project: Project, year: Year) -> bool:
    """Some day of the year, as far as its dates tell: without a last day, its first year only."""
    if project.starts is None or project.starts > year.last:
        return False
    return (project.finishes or project.starts) >= year.first


def largest_funder(register: Register, year: Year) -> list[Counted]:
    shares, remark = _shares_of_funders(register, year)
    return [Counted(float(100 * max(shares)), remark)] if shares else []


def effective_funders(register: Register, year: Year) -> list[Counted]:
    """One divided by the sum of the shares squared: two that give as much as each other are two."""
    shares, remark = _shares_of_funders(register, year)
    return [Counted(float(1 / sum(share * share for share in shares)), remark)] if shares else []


def _shares_of_funders(register: Register, year: Year) -> tuple[list[Decimal], str]:
    """Each funder's part of the money granted in the last three years, as a fraction."""
    first = date(year.number - YEARS_OF_GRANTS + 1, 1, 1)
    decided = [each for each in register.grants if each.decided_on and first <= each.decided_on <= year.last]
    by_funder = defaultdict(list)
    for grant in decided:
        by_funder[grant.programme.funder_id].append(grant)
    sums = [_granted(register, grants).kronor for grants in by_funder.values()]
    undated = sum(each.decided_on is None for each in register.grants)
    unknown = sum(each.value is None for each in decided)
    remark = _left_out((undated, "bidrag utan känd beslutsdag"), (unknown, "bidrag utan känt belopp"))
    whole = sum(sums, Decimal(0))
    return [each / whole for each in sums if each] if whole else [], remark


def _granted(register: Register, grants: Iterable[Grant]):
    return total([(each.value, each.currency, each.decided_on) for each in grants], register.rates)


# --- The definitions --------------------------------------------------------------------------------------

ONLY_A_COUNT_SV = "Fler är inte alltid bättre: det som räknas är vad samarbetena ger."
ONLY_A_COUNT_EN = "More is not always better: what matters is what the cooperation gives."
MONEY_SV = "Mer pengar är inte alltid bättre: pengarna ska gå till det kommunen har bestämt."
MONEY_EN = "More money is not always better: it should go to what the municipality has decided."

FIGURES = (
    KeyFigure(
        id="register-active-partnerships",
        name_sv="Aktiva samarbeten",
        name_en="Active partnerships",
        definition_sv=(
            "Antal samarbeten i registret (vänorter, partnerskap, nätverk och avtal) som pågår den 31 december. "
            "Ett samarbete räknas från det år då det säkert hade börjat: är bara årtiondet känt, från årtiondets "
            "sista år. Det som vilar, är oklart eller saknar startår räknas inte."
        ),
        definition_en=(
            "Number of partnerships in the register (twin towns, partnerships, networks and agreements) that are "
            "under way on 31 December. A partnership counts from the year when it had certainly begun: where only "
            "the decade is known, from its last year. What rests, is unclear or has no year of start is not counted."
        ),
        unit_sv="samarbeten",
        unit_en="partnerships",
        decimals=0,
        direction="none",
        direction_reason_sv=ONLY_A_COUNT_SV,
        direction_reason_en=ONLY_A_COUNT_EN,
        count=active_partnerships,
    ),
    KeyFigure(
        id="register-countries",
        name_sv="Länder med aktiva samarbeten",
        name_en="Countries with active partnerships",
        definition_sv=(
            "Antal andra länder som en part i ett aktivt samarbete finns i den 31 december. Aktiva samarbeten är "
            "samma som i nyckeltalet om dem."
        ),
        definition_en=(
            "Number of other countries that a partner in an active partnership is in on 31 December. Active "
            "partnerships are those of the indicator about them."
        ),
        unit_sv="länder",
        unit_en="countries",
        decimals=0,
        direction="none",
        direction_reason_sv=ONLY_A_COUNT_SV,
        direction_reason_en=ONLY_A_COUNT_EN,
        count=countries,
    ),
    KeyFigure(
        id="register-analysed",
        name_sv="Analyserade samarbeten",
        name_en="Analysed partnerships",
        definition_sv=(
            "Andelen av de aktiva samarbetena som har en daterad analys av helheten under de två år som slutar den "
            "31 december. Räknas från det år då den första analysen gjordes."
        ),
        definition_en=(
            "The share of active partnerships with a dated analysis of the whole in the two years that end on "
            "31 December. Counted from the year of the first analysis."
        ),
        unit_sv="%",
        unit_en="%",
        decimals=0,
        direction="up",
        direction_reason_sv="Kommunens mål säger att samarbetsformer ska analyseras.",
        direction_reason_en="The municipality's goals say that forms of cooperation should be analysed.",
        count=analysed,
    ),
    KeyFigure(
        id="register-active-within-a-year",
        name_sv="Samarbeten där något har hänt",
        name_en="Partnerships where something has happened",
        definition_sv=(
            "Andelen av de aktiva samarbetena där något har hänt under det år som slutar den 31 december: ett utbyte, "
            "en dag i ett pågående projekt, en analys eller en lärdom. Räknas från det år då något första gången är "
            "noterat."
        ),
        definition_en=(
            "The share of active partnerships where something has happened in the year that ends on 31 December: an "
            "exchange, a day of a project under way, an analysis or a lesson. Counted from the first year when "
            "anything is noted."
        ),
        unit_sv="%",
        unit_en="%",
        decimals=0,
        direction="up",
        direction_reason_sv="Ett samarbete som står som aktivt ska också användas, eller avslutas.",
        direction_reason_en="A partnership that is listed as active should be used, or ended.",
        count=with_activity,
    ),
    KeyFigure(
        id="register-participants",
        name_sv="Deltagare i utbyten",
        name_en="Participants in exchanges",
        definition_sv=(
            "Antal deltagare i de utbyten som börjar under året: besök, möten, skolutbyten, utbildningar och "
            "ungdomsprojekt. Den som deltar i två utbyten räknas två gånger. Räknas från registrets första utbyte; "
            "ett senare år utan utbyten har noll deltagare. Delas upp på kvinnor och män där kön är angivet, och på "
            "roll."
        ),
        definition_en=(
            "Number of participants in the exchanges that begin in the year: visits, meetings, school exchanges, "
            "courses and youth projects. Somebody who takes part in two exchanges is counted twice. Counted from the "
            "register's first exchange; a later year without exchanges has no participants. Split by women and men "
            "where sex is given, and by role."
        ),
        unit_sv="deltagare",
        unit_en="participants",
        decimals=0,
        direction="none",
        direction_reason_sv=ONLY_A_COUNT_SV,
        direction_reason_en=ONLY_A_COUNT_EN,
        count=participants,
    ),
    KeyFigure(
        id="register-young-participants",
        name_sv="Unga deltagare i utbyten",
        name_en="Young participants in exchanges",
        definition_sv=(
            "De av årets deltagare i utbyten som är högst 29 år. Där åldern inte är angiven räknas elever och unga "
            "utanför skolan."
        ),
        definition_en=(
            "Those of the year's participants in exchanges who are at most 29 years old. Where age is not given, "
            "pupils and young people outside school are counted."
        ),
        unit_sv="deltagare",
        unit_en="participants",
        decimals=0,
        direction="none",
        direction_reason_sv=ONLY_A_COUNT_SV,
        direction_reason_en=ONLY_A_COUNT_EN,
        count=young,
    ),
    KeyFigure(
        id="register-civil-society-considered",
        name_sv="Frågan om civilsamhället är besvarad",
        name_en="The question about civil society is answered",
        definition_sv=(
            "Andelen av de åtgärder och projekt som börjar under året där frågan om samverkan med civilsamhället har "
            "övervägts är besvarad med ja eller nej. Inte ännu och inget svar räknas inte som svar. Projektidéer, "
            "ansökningar och avslag är inte med."
        ),
        definition_en=(
            "The share of the actions and projects that begin in the year where the question whether cooperation with "
            "civil society has been considered is answered with yes or no. Not yet and no answer do not count as "
            "answers. Ideas for projects, applications and refusals are left out."
        ),
        unit_sv="%",
        unit_en="%",
        decimals=0,
        direction="up",
        direction_reason_sv="Målet är att samverkan med civilsamhället övervägs varje gång.",
        direction_reason_en="The goal is that cooperation with civil society is considered every time.",
        count=civil_society,
    ),
    KeyFigure(
        id="register-funding",
        name_sv="Beviljad extern finansiering",
        name_en="External funding granted",
        definition_sv=(
            "Summan i kronor av de bidrag som finansiärer har beslutat om under året. Andra valutor räknas om till "
            "den senaste kursen på eller före beslutsdagen. Bidrag utan känt belopp eller känd beslutsdag är inte med."
        ),
        definition_en=(
            "The sum in kronor of the grants that funders have decided on in the year. Other currencies are converted "
            "at the latest rate on or before the day of the decision. Grants without a known amount or day of decision "
            "are left out."
        ),
        unit_sv="kr",
        unit_en="SEK",
        decimals=0,
        direction="none",
        direction_reason_sv=MONEY_SV,
        direction_reason_en=MONEY_EN,
        count=funding,
    ),
    KeyFigure(
        id="register-funding-per-inhabitant",
        name_sv="Beviljad extern finansiering per invånare",
        name_en="External funding granted per inhabitant",
        definition_sv=(
            "De bidrag som finansiärer har beslutat om under året, delade med antalet invånare den 31 december samma "
            "år. Räknas bara för år där folkmängden är känd."
        ),
        definition_en=(
            "The grants that funders have decided on in the year, divided by the number of inhabitants on 31 December "
            "of the same year. Counted only for years where the population is known."
        ),
        unit_sv="kr/inv.",
        unit_en="SEK/inh.",
        decimals=2,
        direction="none",
        direction_reason_sv=MONEY_SV,
        direction_reason_en=MONEY_EN,
        count=None,
    ),
    KeyFigure(
        id="register-others-share",
        name_sv="Andras del av projektens budget",
        name_en="Others' part of the projects' budget",
        definition_sv=(
            "Beviljade bidrag som andel av hela budgeten i de projekt som pågår någon dag under året. Projekt där "
            "budgeten eller ett bidrag inte är känt är inte med."
        ),
        definition_en=(
            "Money granted as a share of the whole budget of the projects that run some day of the year. Projects "
            "where the budget or a grant is not known are left out."
        ),
        unit_sv="%",
        unit_en="%",
        decimals=0,
        direction="none",
        direction_reason_sv=MONEY_SV,
        direction_reason_en=MONEY_EN,
        count=others_share,
    ),
    KeyFigure(
        id="register-largest-funder",
        name_sv="Den största finansiärens del",
        name_en="The largest funder's part",
        definition_sv=(
            "Den största finansiärens andel av de pengar som beviljats under tre år, året och de två före. Bidrag utan "
            "känt belopp eller känd beslutsdag är inte med."
        ),
        definition_en=(
            "The largest funder's share of the money granted in three years, the year and the two before. Grants "
            "without a known amount or day of decision are left out."
        ),
        unit_sv="%",
        unit_en="%",
        decimals=0,
        direction="none",
        direction_reason_sv="En stor finansiär kan vara både ett stöd och en risk.",
        direction_reason_en="A large funder can be both a support and a risk.",
        count=largest_funder,
    ),
    KeyFigure(
        id="register-effective-funders",
        name_sv="Så många finansiärer pengarna vilar på",
        name_en="How many funders the money rests on",
        definition_sv=(
            "Det effektiva antalet finansiärer under tre år: ett delat med summan av finansiärernas andelar i kvadrat. "
            "Två som ger lika mycket blir 2; ger den ena nästan allt blir det nära 1."
        ),
        definition_en=(
            "The effective number of funders in three years: one divided by the sum of the squares of their shares. "
            "Two that give the same make 2; if one gives nearly everything it is near 1."
        ),
        unit_sv="finansiärer",
        unit_en="funders",
        decimals=1,
        direction="none",
        direction_reason_sv="En stor finansiär kan vara både ett stöd och en risk.",
        direction_reason_en="A large funder can be both a support and a risk.",
        count=effective_funders,
    ),
    KeyFigure(
        id="register-lessons-done",
        name_sv="Lärdomar som något har gjorts åt",
        name_en="Lessons that something has been done about",
        definition_sv=(
            "Andelen av alla lärdomar som är noterade senast den 31 december där det då också står vad som har gjorts, "
            "och när."
        ),
        definition_en=(
            "The share of all lessons noted by 31 December where it by then also says what has been done, and when."
        ),
        unit_sv="%",
        unit_en="%",
        decimals=0,
        direction="up",
        direction_reason_sv="En lärdom är till för att användas.",
        direction_reason_en="A lesson is there to be used.",
        count=lessons_done,
    ),
)
"""In the order that they are read in."""
