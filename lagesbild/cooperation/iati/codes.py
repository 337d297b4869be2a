"""The standard's codes for what the register says, and those of its code lists that a wrong code could break."""

import json
from pathlib import Path

from lagesbild.cooperation.models import Project, ResultLine
from lagesbild.cooperation.sectors import sectors
from lagesbild.organisations.models import Organisation

VERSION = "2.03"
LOCAL_GOVERNMENT = "11"
FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
INCOMING_FUNDS, DISBURSEMENT, EXPENDITURE, INCOMING_COMMITMENT = "1", "3", "4", "11"
DAC, GOAL_TAG, TARGET_TAG = "1", "2", "3"
UNIT, PERCENTAGE, QUALITATIVE = "1", "2", "5"
WEB_PAGE = "A12"

PIPELINE, IMPLEMENTATION, FINALISATION, CLOSED, CANCELLED = "1", "2", "3", "4", "5"
STATUS = {
    Project.Status.IDEA: PIPELINE,
    Project.Status.APPLIED: PIPELINE,
    Project.Status.REJECTED: CANCELLED,
    Project.Status.GRANTED: PIPELINE,
    Project.Status.RUNNING: IMPLEMENTATION,
    Project.Status.REPORTING: FINALISATION,
    Project.Status.CLOSED: CLOSED,
    Project.Status.RETAINED: CLOSED,
}
RESULT = {ResultLine.Level.OBJECTIVE: "3", ResultLine.Level.OUTCOME: "2", ResultLine.Level.OUTPUT: "1"}

KIND = {
    **dict.fromkeys(
        ("council", "board", "administration", "unit", "municipality", "region"), LOCAL_GOVERNMENT
    ),
    Organisation.Kind.COMPANY: "15",
    Organisation.Kind.AUTHORITY: "10",
    Organisation.Kind.SCHOOL: "80",
    Organisation.Kind.BUSINESS: "70",
}
"""Kind of organisation → the standard's type. A kind that is not here (a funder, a network) says too little."""
NATIONAL_NGO, NGO_OF_THE_COUNTRY = "22", "24"

_LISTS = json.loads((Path(__file__).parent / "codelists.json").read_text())
SECTORS = frozenset(code for code in sectors() if len(code) == 5)
"""Five-digit purpose codes in use, of the OECD's Development Assistance Committee."""

COUNTRIES = frozenset(_LISTS["countries"])
"""ISO 3166-1, and XK for Kosovo."""

CURRENCIES = frozenset(_LISTS["currencies"])
"""ISO 4217."""
