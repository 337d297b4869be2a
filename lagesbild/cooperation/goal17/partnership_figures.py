"""Goal 17's figures about partnerships: what each means, and the function that counts it."""

from lagesbild.cooperation.goal17.counting import (
    ONLY_A_COUNT_EN,
    ONLY_A_COUNT_SV,
    FigureValue,
    KeyFigure,
    PublicRegister,
    YearSoFar,
    share,
)
from lagesbild.cooperation.goal17.remarks import left_out
from lagesbild.cooperation.models import Partnership, Precision
from lagesbild.cooperation.partners.activity import Light, activity, latest_activity, years_before


def has_begun(partnership: Partnership, year: YearSoFar) -> bool:
    """Whether it certainly had by then: a decade is sure when it is over, a year from its first day."""
    since, precision = partnership.since, partnership.since_precision
    if since is None:
        return False
    if precision == Precision.DECADE:
        return since.year // 10 * 10 + 9 <= year.number
    return since.year <= year.number if precision == Precision.YEAR else since <= year.last


def is_active(partnership: Partnership, year: YearSoFar) -> bool:
    """Whether it certainly went on at the year's end. Of what has ended, the last day must be known."""
    if not has_begun(partnership, year):
        return False
    if partnership.ends:
        return partnership.ends >= year.last and partnership.status in (
            Partnership.Status.ACTIVE,
            Partnership.Status.ENDED,
        )
    return partnership.status == Partnership.Status.ACTIVE


def _active(register: PublicRegister, year: YearSoFar) -> list[Partnership]:
    return [partnership for partnership in register.partnerships if is_active(partnership, year)]


def _undated(register: PublicRegister) -> str:
    """Which partnerships no year can be given for, in words."""
    statuses = Partnership.Status
    without_start = [partnership for partnership in register.partnerships if partnership.since is None]
    dated = [partnership for partnership in register.partnerships if partnership.since]
    unclear = [
        partnership for partnership in dated if partnership.status in (statuses.UNCLEAR, statuses.RESTING)
    ]
    no_end = [
        partnership for partnership in dated if partnership.status == statuses.ENDED and not partnership.ends
    ]
    return left_out(
        (len(without_start), "utan känt startår"),
        (len(unclear), "där det är oklart om de pågår eller sedan när de vilar"),
        (len(no_end), "som har upphört utan känt slutdatum"),
    )


def _any_begun(register: PublicRegister, year: YearSoFar) -> bool:
    return any(has_begun(partnership, year) for partnership in register.partnerships)


def active_partnerships(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    if not _any_begun(register, year):
        return []
    return [FigureValue(len(_active(register, year)), _undated(register))]


ACTIVE_PARTNERSHIPS = KeyFigure(
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
)


def countries(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    if not _any_begun(register, year):
        return []
    partners = [
        partner.organisation
        for partnership in _active(register, year)
        for partner in partnership.partners.all()
    ]
    abroad = {partner.country for partner in partners if partner.live} - {register.country}
    return [FigureValue(len(abroad), _undated(register))]


COUNTRIES = KeyFigure(
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
)


def analysed(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """Of the active, how many were analysed in the two years up to the year's end."""
    days = {
        partnership.pk: [review.reviewed_on for review in partnership.reviews.all()]
        for partnership in register.partnerships
    }
    if not any(day <= year.last for several in days.values() for day in several):
        return []
    after = years_before(year.last, 2)
    active = _active(register, year)
    done = [
        partnership for partnership in active if any(after < day <= year.last for day in days[partnership.pk])
    ]
    return share(len(done), len(active), _undated(register))


ANALYSED = KeyFigure(
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
)


def with_activity(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """Of the active, how many are green by the rule that their own pages show."""
    active = _active(register, year)
    latest = latest_activity([partnership.pk for partnership in register.partnerships], year.last)
    if not latest:
        return []
    green = [
        partnership
        for partnership in active
        if activity(latest.get(partnership.pk), year.last).light == Light.GREEN
    ]
    return share(len(green), len(active), _undated(register))


ACTIVE_WITHIN_A_YEAR = KeyFigure(
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
)
