"""Goal 17's figures about what was considered and learnt: what each means, and the function that counts it."""

from lagesbild.cooperation.goal17.counting import (
    FigureValue,
    KeyFigure,
    PublicRegister,
    YearSoFar,
    share,
)
from lagesbild.cooperation.goal17.remarks import left_out
from lagesbild.cooperation.models import UNDER_WAY
from lagesbild.framework.three_questions import ConsideredAnswer


def civil_society(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """Of the actions and projects that begin in the year, how many have a yes or a no. Why, the answer says."""
    projects = [project for project in register.projects if project.status in UNDER_WAY]
    things = [*register.actions, *projects]
    begun = [thing for thing in things if year.holds(thing.starts)]
    answered = [
        thing for thing in begun if thing.civil_society in (ConsideredAnswer.YES, ConsideredAnswer.NO)
    ]
    undated = sum(thing.starts is None for thing in things)
    return share(len(answered), len(begun), left_out((undated, "utan startdatum")))


CIVIL_SOCIETY_CONSIDERED = KeyFigure(
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
)


def lessons_done(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    noted = [lesson for lesson in register.lessons if lesson.noted_on <= year.last]
    done = [lesson for lesson in noted if lesson.done_on and lesson.done_on <= year.last]
    undated = sum(bool(lesson.done_sv) and lesson.done_on is None for lesson in noted)
    which = "en lärdom" if undated == 1 else f"{undated} lärdomar"
    remark = f"För {which} står det vad som gjordes men inte när." if undated else ""
    return share(len(done), len(noted), remark)


LESSONS_DONE = KeyFigure(
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
)
