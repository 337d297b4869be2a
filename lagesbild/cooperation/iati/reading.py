"""From others' IATI files, version 1.01 to 2.03, to activities. One activity at a time, however large the file.

A file is the work of strangers: no entity is resolved, nothing is fetched, and a document type of its own is refused.
What cannot be understood is a :class:`IatiProblem` with file and line, never an exception.
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
    ContactInfo,
    Dated,
    Description,
    DocumentLink,
    Measured,
    MoneyValue,
    OtherIdentifier,
    Participant,
    Party,
    PercentShare,
    PlannedDisbursement,
    Related,
    Result,
    ResultIndicator,
    ResultPeriod,
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
CHUNK = 1 << 16
MOST_MARKS = 400_000
"""Marks of XML from one activity to the next: one activity has some hundreds, the largest some ten thousand."""
LONGEST = 1 << 20
"""Bytes without the end of a mark."""
TOO_CROWDED = (
    "There is more in one activity, or between two of them, than is read. The file is not read further."
)
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[+-]?\.\d+")


@dataclass(frozen=True)
class IatiProblem:
    """Something in a file that could not be read. ``line`` is 0 where it is the file itself."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


def activities(path: Path, problems: list[IatiProblem]) -> Iterator[Activity]:
    """Each activity of a file as it is read. What is wrong is added to ``problems``; the rest is read all the same."""

    def trouble(line: int, what: str) -> None:
        problems.append(IatiProblem(str(path), line, what))

    try:
        if _is_iati(path, trouble):
            yield from _activities(path, trouble)
    except etree.XMLSyntaxError as error:
        trouble(error.lineno or 0, f"This is not well-formed XML: {error.msg}")
    except (OSError, UnicodeError, ValueError, LookupError) as error:
        trouble(0, f"The file cannot be read: {getattr(error, 'strerror', None) or error}")


def _is_iati(path: Path, trouble: Callable) -> bool:
    """Whether the first element is the right one, and nothing dangerous stands before it."""
    if any(b">" not in chunk for chunk in _chunks(path, LONGEST) if len(chunk) == LONGEST):
        trouble(0, TOO_CROWDED)
        return False
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
    parser = etree.XMLPullParser(events=("end",), tag="iati-activity", **SAFE)
    marks = 0
    for chunk in _chunks(path):
        marks += chunk.count(b"<")
        if marks > MOST_MARKS:
            trouble(0, TOO_CROWDED)
            return
        parser.feed(chunk)
        for _event, element in parser.read_events():
            marks = 0
            yield _activity(element, trouble)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    parser.close()


def _chunks(path: Path, size: int = CHUNK) -> Iterator[bytes]:
    with open(path, "rb") as file:
        while chunk := file.read(size):
            yield chunk


def _activity(element, trouble: Callable) -> Activity:
    troubles: list[tuple[int, str]] = []
    activity = _Reader(element, lambda line, what: troubles.append((line, what))).activity()
    for line, what in sorted(troubles, key=lambda line_and_what: line_and_what[0]):
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
            descriptions=self.parts("description", self.description),
            participants=self.parts("participating-org", self.participant),
            other_identifiers=self.parts("other-identifier", self.other_identifier),
            status=self.code(element, "activity-status"),
            dates=self.parts("activity-date", self.dated),
            contacts=self.parts("contact-info", self.contact),
            scope=self.code(element, "activity-scope"),
            countries=self.shares(element, "recipient-country"),
            regions=self.shares(element, "recipient-region"),
            sectors=self.shares(element, "sector"),
            tags=self.parts("tag", self.tag),
            collaboration_type=self.code(element, "collaboration-type"),
            flow_type=self.code(element, "default-flow-type"),
            finance_type=self.code(element, "default-finance-type"),
            aid_types=self.coded(element, "default-aid-type"),
            tied_status=self.code(element, "default-tied-status"),
            budgets=self.parts("budget", self.budget),
            planned=self.parts("planned-disbursement", self.planned),
            transactions=self.parts("transaction", self.transaction),
            documents=self.parts("document-link", self.document),
            related=self.parts("related-activity", self.related),
            results=self.parts("result", self.result),
            language=self.language,
            currency=element.get("default-currency", ""),
            updated=element.get("last-updated-datetime", ""),
        )

    def parts(self, name: str, reader: Callable, within=None) -> tuple:
        """Every child of that name as a value, but for those that cannot be understood."""
        parts = (reader(child) for child in (self.element if within is None else within).findall(name))
        return tuple(value for value in parts if value is not None)

    # --- Texts, days, numbers ---

    def words(self, elements: Iterable) -> Words:
        """The narratives of version 2, or the text that stands by itself in version 1."""
        texts = []
        for element in elements:
            narratives = element.findall("narrative") or [element]
            language = element.get(LANGUAGE) or self.language
            texts += [(narrative.get(LANGUAGE) or language, _own_text(narrative)) for narrative in narratives]
        return tuple((language, text) for language, text in texts if text)

    def texts(self, parent, name: str) -> Words:
        return self.words(parent.findall(name))

    def text(self, parent, name: str) -> str:
        child = parent.find(name)
        return "" if child is None else _own_text(child)

    def code(self, parent, name: str) -> str:
        child = parent.find(name)
        return "" if child is None else child.get("code", "").strip()

    def coded(self, parent, name: str) -> tuple[Coded, ...]:
        return tuple(
            Coded(child.get("code"), child.get("vocabulary", ""))
            for child in parent.findall(name)
            if child.get("code")
        )

    def day(self, element, name: str = "iso-date") -> date | None:
        """A day with or without a time after it; version 1 may have it as text."""
        text = (element.get(name) or (_own_text(element) if name == "iso-date" else "")).strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return self.trouble(element.sourceline, f"<{element.tag}> has {text!r}, which is not a date.")

    def day_of(self, parent, name: str) -> date | None:
        child = parent.find(name)
        return None if child is None else self.day(child)

    def number(self, element, text: str) -> Decimal | None:
        text = text.strip().removesuffix("%").strip()
        if _NUMBER.fullmatch(text):
            return Decimal(text.replace(",", ""))
        return self.trouble(element.sourceline, f"<{element.tag}> has {text!r}, which is not a number.")

    def lacking(self, element, what: str) -> None:
        self.trouble(element.sourceline, f"<{element.tag}> has no {what} and is left out.")

    # --- The parts ---

    def party(self, parent, name: str, activity: str = "") -> Party:
        child = parent.find(name)
        return Party() if child is None else self.party_in(child, activity)

    def party_in(self, element, activity: str = "") -> Party:
        ref, kind = element.get("ref", "").strip(), element.get("type", "").strip()
        return Party(ref, kind, self.words([element]), element.get(activity, "").strip() if activity else "")

    def description(self, element) -> Description | None:
        texts = self.words([element])
        return Description(texts, element.get("type", "")) if texts else None

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

    def contact(self, element) -> ContactInfo:
        return ContactInfo(
            element.get("type", ""),
            self.texts(element, "organisation"),
            self.texts(element, "department"),
            self.texts(element, "job-title"),
            tuple(filter(None, map(_own_text, element.findall("email")))),
            tuple(filter(None, map(_own_text, element.findall("website")))),
        )

    def shares(self, parent, name: str) -> tuple[PercentShare, ...]:
        return self.parts(name, self.share, parent)

    def share(self, element) -> PercentShare:
        percent_text, vocabulary = element.get("percentage"), element.get("vocabulary", "").strip()
        percentage = None if percent_text is None else self.number(element, percent_text)
        code = element.get("code", "").strip()
        vocabulary = _VOCABULARIES.get(vocabulary, vocabulary)
        return PercentShare(
            code, percentage, vocabulary, self.words([element]), element.get("vocabulary-uri", "")
        )

    def tag(self, element) -> Tag:
        code, vocabulary, uri = (element.get(name, "") for name in ("code", "vocabulary", "vocabulary-uri"))
        return Tag(code, vocabulary, self.words([element]), uri)

    def money(self, parent) -> MoneyValue | None:
        child = parent.find("value")
        if child is None or not _own_text(child):
            return None
        value = self.number(child, _own_text(child))
        if value is None:
            return None
        return MoneyValue(value, child.get("currency", "").strip(), self.day(child, "value-date"))

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

    def document(self, element) -> DocumentLink:
        document_date = element.find("document-date")
        languages = (language.get("code") or _own_text(language) for language in element.findall("language"))
        return DocumentLink(
            element.get("url", "").strip(),
            element.get("format", ""),
            self.texts(element, "title"),
            tuple(category.get("code", "") for category in element.findall("category")),
            self.texts(element, "description"),
            tuple(filter(None, languages)),
            None if document_date is None else self.day(document_date),
        )

    def related(self, element) -> Related:
        return Related(element.get("ref", "").strip(), element.get("type", ""))

    def result(self, element) -> Result:
        return Result(
            element.get("type", ""),
            self.texts(element, "title"),
            self.parts("indicator", self.indicator, element),
            self.texts(element, "description"),
        )

    def indicator(self, element) -> ResultIndicator:
        ascending = element.get("ascending")
        return ResultIndicator(
            element.get("measure", ""),
            self.texts(element, "title"),
            self.texts(element, "description"),
            None if ascending is None else ascending.strip().lower() in ("1", "true"),
            self.parts("baseline", self.baseline, element),
            self.parts("period", self.period, element),
        )

    def baseline(self, element) -> Baseline:
        on = self.day(element) if element.get("iso-date") else None
        year = element.get("year", "")[:4]
        year = int(year) if year.isdecimal() else None
        return Baseline(year, element.get("value", ""), on, self.texts(element, "comment"))

    def period(self, element) -> ResultPeriod | None:
        first, last = self.day_of(element, "period-start"), self.day_of(element, "period-end")
        if not (first and last):
            return self.lacking(element, "whole period")
        targets, actuals = (self.parts(name, self.measured, element) for name in ("target", "actual"))
        return ResultPeriod(first, last, targets, actuals)

    def measured(self, element) -> Measured:
        dimensions = [(part.get("name", ""), part.get("value", "")) for part in element.findall("dimension")]
        return Measured(element.get("value", ""), self.texts(element, "comment"), tuple(dimensions))


def _own_text(element) -> str:
    """The text of the element itself, without comments and the space that a file is laid out with."""
    return "".join(element.xpath("text()")).strip()
