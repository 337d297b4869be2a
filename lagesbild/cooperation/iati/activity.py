"""An IATI activity as a value: what is written to XML and what is read from it. Codes are the standard's own.

Texts are a tuple of (language, text). Empty means that nothing is said, never that there is none.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Party:
    """An organisation: by reference, by name or both, and the activity of theirs that it acts in."""

    ref: str = ""
    type: str = ""
    name: Words = ()
    activity: str = ""


@dataclass(frozen=True)
class Participant:
    """``role``: 1 funding, 2 accountable, 3 extending, 4 implementing."""

    role: str
    party: Party


@dataclass(frozen=True)
class OtherIdentifier:
    ref: str
    type: str
    owner: Party = Party()


@dataclass(frozen=True)
class Description:
    words: Words
    type: str = ""


@dataclass(frozen=True)
class Dated:
    """``type``: 1 planned start, 2 actual start, 3 planned end, 4 actual end."""

    type: str
    on: date
    note: Words = ()


@dataclass(frozen=True)
class ContactInfo:
    """Whom to ask. The standard has a place for a person's name; here there is none."""

    type: str = ""
    organisation: Words = ()
    department: Words = ()
    position: Words = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()


@dataclass(frozen=True)
class PercentShare:
    """A country, region or sector, and how many percent of the activity it has."""

    code: str
    percentage: Decimal | None = None
    vocabulary: str = ""
    name: Words = ()
    vocabulary_uri: str = ""


@dataclass(frozen=True)
class Tag:
    """``vocabulary``: 2 for a global goal, 3 for a global target."""

    code: str
    vocabulary: str
    name: Words = ()
    vocabulary_uri: str = ""


@dataclass(frozen=True)
class Coded:
    code: str
    vocabulary: str = ""


@dataclass(frozen=True)
class MoneyValue:
    """``currency`` is empty where the activity's own counts; ``on`` is the day of the rate."""

    value: Decimal
    currency: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Budget:
    starts: date
    finishes: date
    money: MoneyValue
    type: str = ""
    status: str = ""


@dataclass(frozen=True)
class PlannedDisbursement:
    starts: date
    money: MoneyValue
    finishes: date | None = None
    type: str = ""
    provider: Party = Party()
    receiver: Party = Party()


@dataclass(frozen=True)
class Transaction:
    """``type``: 1 incoming funds, 3 disbursement, 4 expenditure, 11 incoming commitment, and others' codes."""

    type: str
    on: date
    money: MoneyValue
    description: Words = ()
    provider: Party = Party()
    receiver: Party = Party()
    ref: str = ""
    sectors: tuple[PercentShare, ...] = ()
    countries: tuple[PercentShare, ...] = ()
    regions: tuple[PercentShare, ...] = ()
    flow_type: str = ""
    finance_type: str = ""
    aid_types: tuple[Coded, ...] = ()
    tied_status: str = ""


@dataclass(frozen=True)
class Baseline:
    year: int | None
    value: str = ""
    on: date | None = None
    comment: Words = ()


@dataclass(frozen=True)
class Measured:
    """``dimensions``: (name, value) of the group that it is for."""

    value: str = ""
    comment: Words = ()
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ResultPeriod:
    starts: date
    finishes: date
    targets: tuple[Measured, ...] = ()
    actuals: tuple[Measured, ...] = ()


@dataclass(frozen=True)
class ResultIndicator:
    """``measure``: 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative. ``ascending``: more is better."""

    measure: str
    title: Words
    description: Words = ()
    ascending: bool | None = None
    baselines: tuple[Baseline, ...] = ()
    periods: tuple[ResultPeriod, ...] = ()


@dataclass(frozen=True)
class Result:
    """``type``: 1 output, 2 outcome, 3 impact, 9 other."""

    type: str
    title: Words
    indicators: tuple[ResultIndicator, ...]
    description: Words = ()


@dataclass(frozen=True)
class DocumentLink:
    url: str
    format: str
    title: Words
    categories: tuple[str, ...]
    description: Words = ()
    languages: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True)
class Related:
    """``type``: 1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party."""

    ref: str
    type: str


@dataclass(frozen=True)
class Activity:
    """``language`` and ``currency`` count wherever a text or an amount has none of its own."""

    identifier: str
    reporting: Party
    title: Words
    descriptions: tuple[Description, ...] = ()
    participants: tuple[Participant, ...] = ()
    other_identifiers: tuple[OtherIdentifier, ...] = ()
    status: str = ""
    dates: tuple[Dated, ...] = ()
    contacts: tuple[ContactInfo, ...] = ()
    scope: str = ""
    countries: tuple[PercentShare, ...] = ()
    regions: tuple[PercentShare, ...] = ()
    sectors: tuple[PercentShare, ...] = ()
    tags: tuple[Tag, ...] = ()
    collaboration_type: str = ""
    flow_type: str = ""
    finance_type: str = ""
    aid_types: tuple[Coded, ...] = ()
    tied_status: str = ""
    budgets: tuple[Budget, ...] = ()
    planned: tuple[PlannedDisbursement, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    related: tuple[Related, ...] = ()
    results: tuple[Result, ...] = ()
    language: str = ""
    currency: str = ""
    updated: str = ""
