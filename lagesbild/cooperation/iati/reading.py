"""From others' IATI files, version 1.01 to 2.03, to activities. One activity at a time, however large the file.

A file is the work of strangers: no entity is resolved, nothing is fetched, and a document type of its own is refused.
What cannot be understood is a :class:`Problem` with file and line, never an exception.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree

from lagesbild.cooperation.iati.activity import (
    Activity,
    Baseline,
    Budget,
    Coded,
    Contact,
    Dated,
    Description,
    Document,
    Indicator,
    Measured,
    Money,
    OtherIdentifier,
    Participant,
    Party,
    Period,
    PlannedDisbursement,
    Related,
    Result,
    Share,
    Tag,
    Transaction,
    Words,
)

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}

# What version 1 called things. None of these words is a code of version 2.
_DATES = {"start-planned": "1", "start-actual": "2", "end-planned": "3", "end-actual": "4"}
_ROLES = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"}
_TRANSACTIONS = {
    "IF": "1",
    "C": "2",
    "D": "3",
    "E": "4",
    "IP": "5",
    "LR": "6",
    "R": "7",
    "QP": "8",
    "QS": "9",
    "CG": "10",
}
_BUDGETS = {"original": "1", "revised": "2"}
_VOCABULARIES = {"DAC": "1", "DAC-3": "2", "COFOG": "3", "RO2": "98", "RO": "99"}
_OWN_TYPE = "The file has a document type of its own, which may hide other files in it. It is not read."
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[+-]?\.\d+")


@dataclass(frozen=True)
class Problem:
    """Something in a file that could not be read. ``line`` is 0 where it is the file itself."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


def activities(path: Path, problems: list[Problem]) -> Iterator[Activity]:
    """Each activity of a file as it is read. What is wrong is added to ``problems``; the rest is read all the same."""

    def trouble(line: int, what: str) -> None:
        problems.append(Problem(str(path), line, what))

    try:
        if _is_iati(path, trouble):
            yield from _activities(path, trouble)
    except etree.XMLSyntaxError as error:
        trouble(error.lineno or 0, f"This is not well-formed XML: {error.msg}")
    except (OSError, UnicodeError, ValueError, LookupError) as error:
        trouble(0, f"The file cannot be read: {getattr(error, 'strerror', None) or error}")


def _is_iati(path: Path, trouble: Callable) -> bool:
    """Whether the first element is the right one, and nothing dangerous stands before it."""
    with open(path, "rb") as file:
        head = file.read(65_536).replace(b"\0", b"")  # UTF-16 has a zero beside each letter
    if re.search(rb"<!(DOCTYPE|ENTITY)", head, re.IGNORECASE):
        trouble(0, _OWN_TYPE)
        return False
    _event, root = next(iter(etree.iterparse(str(path), events=("start",), **SAFE)))
    if root.getroottree().docinfo.doctype:  # far down, after a long comment
        trouble(0, _OWN_TYPE)
        return False
    if root.tag not in ("iati-activities", "iati-activity"):
        trouble(root.sourceline, f"The file begins with <{root.tag}>, not with <iati-activities>.")
        return False
    return True


def _activities(path: Path, trouble: Callable) -> Iterator[Activity]:
    for _event, element in etree.iterparse(str(path), tag="iati-activity", **SAFE):
        yield _activity(element, trouble)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _activity(element, trouble: Callable) -> Activity:
    told: list[tuple[int, str]] = []
    activity = _Reader(element, lambda line, what: told.append((line, what))).activity()
    for line, what in sorted(told, key=lambda each: each[0]):
        trouble(line, what)
    return activity


class _Reader:
    """One ``<iati-activity>``. What it lacks is empty; what it says wrongly is told to ``trouble``."""

    def __init__(self, element, trouble: Callable[[int, str], None]):
        self.element = element
        self.trouble = trouble
        self.language = element.get(LANGUAGE, "")

    def activity(self) -> Activity:
        element = self.element
        identifier = self.text(element, "iati-identifier")
        if not identifier:
            self.trouble(element.sourceline, "The activity has no identifier.")
        return Activity(
            identifier=identifier,
            reporting=self.party(element, "reporting-org"),
            title=self.words(element.findall("title")),
            descriptions=self.each("description", self.description),
            participants=self.each("participating-org", self.participant),
            other_identifiers=self.each("other-identifier", self.other_identifier),
            status=self.code(element, "activity-status"),
            dates=self.each("activity-date", self.dated),
            contacts=self.each("contact-info", self.contact),
            scope=self.code(element, "activity-scope"),
            countries=self.shares(element, "recipient-country"),
            regions=self.shares(element, "recipient-region"),
            sectors=self.shares(element, "sector"),
            tags=self.each("tag", self.tag),
            collaboration_type=self.code(element, "collaboration-type"),
            flow_type=self.code(element, "default-flow-type"),
            finance_type=self.code(element, "default-finance-type"),
            aid_types=self.coded(element, "default-aid-type"),
            tied_status=self.code(element, "default-tied-status"),
            budgets=self.each("budget", self.budget),
            planned=self.each("planned-disbursement", self.planned),
            transactions=self.each("transaction", self.transaction),
            documents=self.each("document-link", self.document),
            related=self.each("related-activity", self.related),
            results=self.each("result", self.result),
            language=self.language,
            currency=element.get("default-currency", ""),
            updated=element.get("last-updated-datetime", ""),
        )

    def each(self, name: str, read: Callable, within=None) -> tuple:
        """Every child of that name as a value, but for those that cannot be understood."""
        found = (read(child) for child in (self.element if within is None else within).findall(name))
        return tuple(value for value in found if value is not None)

    # --- Texts, days, numbers ---

    def words(self, elements: Iterable) -> Words:
        """The narratives of version 2, or the text that stands by itself in version 1."""
        said = []
        for element in elements:
            narratives = element.findall("narrative") or [element]
            language = element.get(LANGUAGE) or self.language
            said += [(each.get(LANGUAGE) or language, _own_text(each)) for each in narratives]
        return tuple((language, text) for language, text in said if text)

    def texts(self, parent, name: str) -> Words:
        return self.words(parent.findall(name))

    def text(self, parent, name: str) -> str:
        found = parent.find(name)
        return "" if found is None else _own_text(found)

    def code(self, parent, name: str) -> str:
        found = parent.find(name)
        return "" if found is None else found.get("code", "").strip()

    def coded(self, parent, name: str) -> tuple[Coded, ...]:
        found = parent.findall(name)
        return tuple(
            Coded(each.get("code"), each.get("vocabulary", "")) for each in found if each.get("code")
        )

    def day(self, element, name: str = "iso-date") -> date | None:
        """A day with or without a time after it; version 1 may have it as text."""
        said = (element.get(name) or (_own_text(element) if name == "iso-date" else "")).strip()
        if not said:
            return None
        try:
            return date.fromisoformat(said[:10])
        except ValueError:
            return self.trouble(element.sourceline, f"<{element.tag}> has {said!r}, which is not a date.")

    def day_of(self, parent, name: str) -> date | None:
        found = parent.find(name)
        return None if found is None else self.day(found)

    def number(self, element, said: str) -> Decimal | None:
        said = said.strip().removesuffix("%").strip()
        if _NUMBER.fullmatch(said):
            return Decimal(said.replace(",", ""))
        return self.trouble(element.sourceline, f"<{element.tag}> has {said!r}, which is not a number.")

    def lacking(self, element, what: str) -> None:
        self.trouble(element.sourceline, f"<{element.tag}> has no {what} and is left out.")

    # --- The parts ---

    def party(self, parent, name: str, activity: str = "") -> Party:
        found = parent.find(name)
        return Party() if found is None else self.party_in(found, activity)

    def party_in(self, element, activity: str = "") -> Party:
        ref, kind = element.get("ref", "").strip(), element.get("type", "").strip()
        return Party(ref, kind, self.words([element]), element.get(activity, "").strip() if activity else "")

    def description(self, element) -> Description | None:
        said = self.words([element])
        return Description(said, element.get("type", "")) if said else None

    def participant(self, element) -> Participant:
        role = element.get("role", "").strip()
        return Participant(_ROLES.get(role.lower(), role), self.party_in(element, "activity-id"))

    def other_identifier(self, element) -> OtherIdentifier:
        owner = element.find("owner-org")
        if owner is not None or element.get("ref"):
            party = Party() if owner is None else self.party_in(owner)
            return OtherIdentifier(element.get("ref", ""), element.get("type", ""), party)
        name = element.get("owner-name", "")
        party = Party(element.get("owner-ref", ""), name=((self.language, name),) if name else ())
        return OtherIdentifier(_own_text(element), "", party)

    def dated(self, element) -> Dated | None:
        on, kind = self.day(element), element.get("type", "")
        if on is None:
            return self.lacking(element, "day")
        note = self.words(element.findall("narrative"))
        return Dated(_DATES.get(kind, kind), on, note)

    def contact(self, element) -> Contact:
        return Contact(
            element.get("type", ""),
            self.texts(element, "organisation"),
            self.texts(element, "department"),
            self.texts(element, "job-title"),
            tuple(filter(None, map(_own_text, element.findall("email")))),
            tuple(filter(None, map(_own_text, element.findall("website")))),
        )

    def shares(self, parent, name: str) -> tuple[Share, ...]:
        return self.each(name, self.share, parent)

    def share(self, element) -> Share:
        said, vocabulary = element.get("percentage"), element.get("vocabulary", "").strip()
        percentage = None if said is None else self.number(element, said)
        code = element.get("code", "").strip()
        vocabulary = _VOCABULARIES.get(vocabulary, vocabulary)
        return Share(code, percentage, vocabulary, self.words([element]), element.get("vocabulary-uri", ""))

    def tag(self, element) -> Tag:
        code, vocabulary, uri = (element.get(name, "") for name in ("code", "vocabulary", "vocabulary-uri"))
        return Tag(code, vocabulary, self.words([element]), uri)

    def money(self, parent) -> Money | None:
        found = parent.find("value")
        if found is None or not _own_text(found):
            return None
        value = self.number(found, _own_text(found))
        if value is None:
            return None
        return Money(value, found.get("currency", "").strip(), self.day(found, "value-date"))

    def budget(self, element) -> Budget | None:
        first, last = self.day_of(element, "period-start"), self.day_of(element, "period-end")
        money = self.money(element)
        if not (first and last and money):
            return self.lacking(element, "whole period or no amount")
        kind = element.get("type", "")
        return Budget(first, last, money, _BUDGETS.get(kind.lower(), kind), element.get("status", ""))

    def planned(self, element) -> PlannedDisbursement | None:
        first, money = self.day_of(element, "period-start"), self.money(element)
        if not (first and money):
            return self.lacking(element, "first day or no amount")
        last, kind = self.day_of(element, "period-end"), element.get("type", "")
        return PlannedDisbursement(first, money, last, kind, *self.between(element))

    def between(self, element) -> tuple[Party, Party]:
        return (
            self.party(element, "provider-org", "provider-activity-id"),
            self.party(element, "receiver-org", "receiver-activity-id"),
        )

    def transaction(self, element) -> Transaction | None:
        on, money = self.day_of(element, "transaction-date"), self.money(element)
        on = on or (money and money.on)
        if not (on and money):
            return self.lacking(element, "day or no amount")
        kind = self.code(element, "transaction-type")
        provider, receiver = self.between(element)
        return Transaction(
            _TRANSACTIONS.get(kind, kind),
            on,
            money,
            self.texts(element, "description"),
            provider,
            receiver,
            element.get("ref", ""),
            self.shares(element, "sector"),
            self.shares(element, "recipient-country"),
            self.shares(element, "recipient-region"),
            self.code(element, "flow-type"),
            self.code(element, "finance-type"),
            self.coded(element, "aid-type"),
            self.code(element, "tied-status"),
        )

    def document(self, element) -> Document:
        found = element.find("document-date")
        languages = (each.get("code") or _own_text(each) for each in element.findall("language"))
        return Document(
            element.get("url", "").strip(),
            element.get("format", ""),
            self.texts(element, "title"),
            tuple(each.get("code", "") for each in element.findall("category")),
            self.texts(element, "description"),
            tuple(filter(None, languages)),
            None if found is None else self.day(found),
        )

    def related(self, element) -> Related:
        return Related(element.get("ref", "").strip(), element.get("type", ""))

    def result(self, element) -> Result:
        return Result(
            element.get("type", ""),
            self.texts(element, "title"),
            self.each("indicator", self.indicator, element),
            self.texts(element, "description"),
        )

    def indicator(self, element) -> Indicator:
        said = element.get("ascending")
        return Indicator(
            element.get("measure", ""),
            self.texts(element, "title"),
            self.texts(element, "description"),
            None if said is None else said.strip().lower() in ("1", "true"),
            self.each("baseline", self.baseline, element),
            self.each("period", self.period, element),
        )

    def baseline(self, element) -> Baseline:
        on = self.day(element) if element.get("iso-date") else None
        year = element.get("year", "")[:4]
        year = int(year) if year.isdecimal() else None
        return Baseline(year, element.get("value", ""), on, self.texts(element, "comment"))

    def period(self, element) -> Period | None:
        first, last = self.day_of(element, "period-start"), self.day_of(element, "period-end")
        if not (first and last):
            return self.lacking(element, "whole period")
        targets, actuals = (self.each(name, self.measured, element) for name in ("target", "actual"))
        return Period(first, last, targets, actuals)

    def measured(self, element) -> Measured:
        return Measured(element.get("value", ""), self.texts(element, "comment"))


def _own_text(element) -> str:
    """The text of the element itself, without comments and the space that a file is laid out with."""
    return "".join(element.xpath("text()")).strip()
