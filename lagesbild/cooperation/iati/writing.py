"""From activities to XML, in the order that the schema wants. What is empty is left out."""

import re
from datetime import date
from decimal import Decimal

from lxml import etree

from lagesbild.cooperation.iati.activity import (
    Activity,
    Baseline,
    Budget,
    Coded,
    Contact,
    Document,
    Indicator,
    Measured,
    Money,
    OtherIdentifier,
    Party,
    Period,
    PlannedDisbursement,
    Result,
    Share,
    Tag,
    Transaction,
    Words,
)
from lagesbild.cooperation.iati.codes import VERSION

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(activities: list[bytes], generated: str = "") -> bytes:
    """The whole file, of activities that :func:`as_bytes` has made."""
    when = f' generated-datetime="{generated}"' if generated else ""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="{VERSION}"{when}>\n'
    return b"".join([head.encode(), *(activity + b"\n" for activity in activities), b"</iati-activities>\n"])


def as_bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=False)


def element(activity: Activity) -> etree._Element:
    """``<iati-activity>`` with all that the activity says."""
    made = _made(
        "iati-activity",
        **{
            "last-updated-datetime": activity.updated,
            LANGUAGE: activity.language,
            "default-currency": activity.currency,
        },
    )
    _add(made, "iati-identifier").text = legal(activity.identifier)
    _party(made, "reporting-org", activity.reporting)
    _words(made, "title", activity.title)
    for described in activity.descriptions:
        _words(made, "description", described.words, type=described.type)
    for participant in activity.participants:
        _party(made, "participating-org", participant.party, "activity-id", role=participant.role)
    for other in activity.other_identifiers:
        _other_identifier(made, other)
    _code(made, "activity-status", activity.status)
    for dated in activity.dates:
        _narratives(_add(made, "activity-date", type=dated.type, **_day(dated.on)), dated.note)
    for contact in activity.contacts:
        _contact(made, contact)
    _code(made, "activity-scope", activity.scope)
    _places(made, activity.countries, activity.regions)
    _shares(made, "sector", activity.sectors)
    for tag in activity.tags:
        _tag(made, tag)
    _code(made, "collaboration-type", activity.collaboration_type)
    _terms(made, activity, "default-")
    for budget in activity.budgets:
        _budget(made, budget)
    for planned in activity.planned:
        _planned(made, planned)
    for transaction in activity.transactions:
        _transaction(made, transaction)
    for linked in activity.documents:
        _document(made, linked)
    for related in activity.related:
        _add(made, "related-activity", ref=related.ref, type=related.type)
    for result in activity.results:
        _result(made, result)
    return made


def legal(text: str) -> str:
    """The text with a space for each character that XML has no way to write."""
    return _ILLEGAL.sub(" ", text)


def plain(number: Decimal) -> str:
    """The number without exponent, and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _made(name: str, **attributes: str) -> etree._Element:
    return etree.Element(name, {key: legal(value) for key, value in attributes.items() if value})


def _add(parent, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, name, {key: legal(value) for key, value in attributes.items() if value})


def _day(on: date | None) -> dict[str, str]:
    return {"iso-date": on.isoformat()} if on else {}


def _narratives(parent, words: Words) -> None:
    for language, text in words:
        _add(parent, "narrative", **{LANGUAGE: language}).text = legal(text)


def _words(parent, name: str, words: Words, **attributes: str) -> None:
    if words:
        _narratives(_add(parent, name, **attributes), words)


def _code(parent, name: str, code: str, **attributes: str) -> None:
    if code:
        _add(parent, name, code=code, **attributes)


def _party(parent, name: str, party: Party, activity: str = "", **attributes: str) -> None:
    if party == Party() and not attributes:
        return
    said = {"ref": party.ref, "type": party.type, **attributes}
    if activity:
        said[activity] = party.activity
    _narratives(_add(parent, name, **said), party.name)


def _other_identifier(parent, other: OtherIdentifier) -> None:
    made = _add(parent, "other-identifier", ref=other.ref, type=other.type)
    if other.owner != Party():
        _narratives(_add(made, "owner-org", ref=other.owner.ref), other.owner.name)


def _contact(parent, contact: Contact) -> None:
    made = _add(parent, "contact-info", type=contact.type)
    _words(made, "organisation", contact.organisation)
    _words(made, "department", contact.department)
    _words(made, "job-title", contact.position)
    for email in contact.emails:
        _add(made, "email").text = legal(email)
    for website in contact.websites:
        _add(made, "website").text = legal(website)


def _places(parent, countries: tuple[Share, ...], regions: tuple[Share, ...]) -> None:
    _shares(parent, "recipient-country", countries)
    _shares(parent, "recipient-region", regions)


def _shares(parent, name: str, shares: tuple[Share, ...]) -> None:
    for share in shares:
        percent = "" if share.percentage is None else plain(share.percentage)
        said = {"vocabulary": share.vocabulary, "code": share.code, "percentage": percent}
        made = _add(parent, name, **said, **{"vocabulary-uri": share.vocabulary_uri})
        _narratives(made, share.name)


def _tag(parent, tag: Tag) -> None:
    said = {"code": tag.code, "vocabulary": tag.vocabulary, "vocabulary-uri": tag.vocabulary_uri}
    _narratives(_add(parent, "tag", **said), tag.name)


def _terms(parent, said: Activity | Transaction, prefix: str = "") -> None:
    _code(parent, f"{prefix}flow-type", said.flow_type)
    _code(parent, f"{prefix}finance-type", said.finance_type)
    for aid in said.aid_types:
        _aid_type(parent, f"{prefix}aid-type", aid)
    _code(parent, f"{prefix}tied-status", said.tied_status)


def _aid_type(parent, name: str, aid: Coded) -> None:
    _code(parent, name, aid.code, vocabulary=aid.vocabulary)


def _money(parent, money: Money) -> None:
    on = money.on.isoformat() if money.on else ""
    made = _add(parent, "value", currency=money.currency, **{"value-date": on})
    made.text = format(money.value, "f")


def _budget(parent, budget: Budget) -> None:
    made = _add(parent, "budget", type=budget.type, status=budget.status)
    _add(made, "period-start", **_day(budget.starts))
    _add(made, "period-end", **_day(budget.finishes))
    _money(made, budget.money)


def _planned(parent, planned: PlannedDisbursement) -> None:
    made = _add(parent, "planned-disbursement", type=planned.type)
    _add(made, "period-start", **_day(planned.starts))
    if planned.finishes:
        _add(made, "period-end", **_day(planned.finishes))
    _money(made, planned.money)
    _between(made, planned)


def _between(parent, said: PlannedDisbursement | Transaction) -> None:
    _party(parent, "provider-org", said.provider, "provider-activity-id")
    _party(parent, "receiver-org", said.receiver, "receiver-activity-id")


def _transaction(parent, transaction: Transaction) -> None:
    made = _add(parent, "transaction", ref=transaction.ref)
    _code(made, "transaction-type", transaction.type)
    _add(made, "transaction-date", **_day(transaction.on))
    _money(made, transaction.money)
    _words(made, "description", transaction.description)
    _between(made, transaction)
    _shares(made, "sector", transaction.sectors)
    _places(made, transaction.countries, transaction.regions)
    _terms(made, transaction)


def _document(parent, linked: Document) -> None:
    made = _add(parent, "document-link", url=linked.url, format=linked.format)
    _words(made, "title", linked.title)
    _words(made, "description", linked.description)
    for category in linked.categories:
        _code(made, "category", category)
    for language in linked.languages:
        _code(made, "language", language)
    if linked.on:
        _add(made, "document-date", **_day(linked.on))


def _result(parent, result: Result) -> None:
    made = _add(parent, "result", type=result.type)
    _words(made, "title", result.title)
    _words(made, "description", result.description)
    for indicator in result.indicators:
        _indicator(made, indicator)


def _indicator(parent, indicator: Indicator) -> None:
    ascending = "" if indicator.ascending is None else str(int(indicator.ascending))
    made = _add(parent, "indicator", measure=indicator.measure, ascending=ascending)
    _words(made, "title", indicator.title)
    _words(made, "description", indicator.description)
    for baseline in indicator.baselines:
        _baseline(made, baseline)
    for period in indicator.periods:
        _period(made, period)


def _baseline(parent, baseline: Baseline) -> None:
    year = str(baseline.year) if baseline.year else ""
    made = _add(parent, "baseline", year=year, value=baseline.value, **_day(baseline.on))
    _words(made, "comment", baseline.comment)


def _period(parent, period: Period) -> None:
    made = _add(parent, "period")
    _add(made, "period-start", **_day(period.starts))
    _add(made, "period-end", **_day(period.finishes))
    for name, values in (("target", period.targets), ("actual", period.actuals)):
        for measured in values:
            _measured(made, name, measured)


def _measured(parent, name: str, measured: Measured) -> None:
    _words(_add(parent, name, value=measured.value), "comment", measured.comment)
