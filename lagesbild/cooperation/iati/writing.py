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
    ContactInfo,
    DocumentLink,
    Measured,
    MoneyValue,
    OtherIdentifier,
    Party,
    PercentShare,
    PlannedDisbursement,
    Result,
    ResultIndicator,
    ResultPeriod,
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
    activity_element = _new_element(
        "iati-activity",
        **{
            "last-updated-datetime": activity.updated,
            LANGUAGE: activity.language,
            "default-currency": activity.currency,
        },
    )
    _add(activity_element, "iati-identifier").text = legal(activity.identifier)
    _party(activity_element, "reporting-org", activity.reporting)
    _words(activity_element, "title", activity.title)
    for described in activity.descriptions:
        _words(activity_element, "description", described.words, type=described.type)
    for participant in activity.participants:
        _party(activity_element, "participating-org", participant.party, "activity-id", role=participant.role)
    for other in activity.other_identifiers:
        _other_identifier(activity_element, other)
    _code(activity_element, "activity-status", activity.status)
    for dated in activity.dates:
        _narratives(_add(activity_element, "activity-date", type=dated.type, **_day(dated.on)), dated.note)
    for contact in activity.contacts:
        _contact(activity_element, contact)
    _code(activity_element, "activity-scope", activity.scope)
    _places(activity_element, activity.countries, activity.regions)
    _shares(activity_element, "sector", activity.sectors)
    for tag in activity.tags:
        _tag(activity_element, tag)
    _code(activity_element, "collaboration-type", activity.collaboration_type)
    _terms(activity_element, activity, "default-")
    for budget in activity.budgets:
        _budget(activity_element, budget)
    for planned in activity.planned:
        _planned(activity_element, planned)
    for transaction in activity.transactions:
        _transaction(activity_element, transaction)
    for linked in activity.documents:
        _document(activity_element, linked)
    for related in activity.related:
        _add(activity_element, "related-activity", ref=related.ref, type=related.type)
    for result in activity.results:
        _result(activity_element, result)
    return activity_element


def legal(text: str) -> str:
    """The text with a space for each character that XML has no way to write."""
    return _ILLEGAL.sub(" ", text)


def plain(number: Decimal) -> str:
    """The number without exponent, and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _new_element(name: str, **attributes: str) -> etree._Element:
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
    all_attributes = {"ref": party.ref, "type": party.type, **attributes}
    if activity:
        all_attributes[activity] = party.activity
    _narratives(_add(parent, name, **all_attributes), party.name)


def _other_identifier(parent, other: OtherIdentifier) -> None:
    identifier = _add(parent, "other-identifier", ref=other.ref, type=other.type)
    if other.owner != Party():
        _narratives(_add(identifier, "owner-org", ref=other.owner.ref), other.owner.name)


def _contact(parent, contact: ContactInfo) -> None:
    contact_info = _add(parent, "contact-info", type=contact.type)
    _words(contact_info, "organisation", contact.organisation)
    _words(contact_info, "department", contact.department)
    _words(contact_info, "job-title", contact.position)
    for email in contact.emails:
        _add(contact_info, "email").text = legal(email)
    for website in contact.websites:
        _add(contact_info, "website").text = legal(website)


def _places(parent, countries: tuple[PercentShare, ...], regions: tuple[PercentShare, ...]) -> None:
    _shares(parent, "recipient-country", countries)
    _shares(parent, "recipient-region", regions)


def _shares(parent, name: str, shares: tuple[PercentShare, ...]) -> None:
    for share in shares:
        percent = "" if share.percentage is None else plain(share.percentage)
        attributes = {"vocabulary": share.vocabulary, "code": share.code, "percentage": percent}
        share_element = _add(parent, name, **attributes, **{"vocabulary-uri": share.vocabulary_uri})
        _narratives(share_element, share.name)


def _tag(parent, tag: Tag) -> None:
    attributes = {"code": tag.code, "vocabulary": tag.vocabulary, "vocabulary-uri": tag.vocabulary_uri}
    _narratives(_add(parent, "tag", **attributes), tag.name)


def _terms(parent, source: Activity | Transaction, prefix: str = "") -> None:
    _code(parent, f"{prefix}flow-type", source.flow_type)
    _code(parent, f"{prefix}finance-type", source.finance_type)
    for aid in source.aid_types:
        _aid_type(parent, f"{prefix}aid-type", aid)
    _code(parent, f"{prefix}tied-status", source.tied_status)


def _aid_type(parent, name: str, aid: Coded) -> None:
    _code(parent, name, aid.code, vocabulary=aid.vocabulary)


def _money(parent, money: MoneyValue) -> None:
    on = money.on.isoformat() if money.on else ""
    value_element = _add(parent, "value", currency=money.currency, **{"value-date": on})
    value_element.text = format(money.value, "f")


def _budget(parent, budget: Budget) -> None:
    budget_element = _add(parent, "budget", type=budget.type, status=budget.status)
    _add(budget_element, "period-start", **_day(budget.starts))
    _add(budget_element, "period-end", **_day(budget.finishes))
    _money(budget_element, budget.money)


def _planned(parent, planned: PlannedDisbursement) -> None:
    disbursement = _add(parent, "planned-disbursement", type=planned.type)
    _add(disbursement, "period-start", **_day(planned.starts))
    if planned.finishes:
        _add(disbursement, "period-end", **_day(planned.finishes))
    _money(disbursement, planned.money)
    _between(disbursement, planned)


def _between(parent, payment: PlannedDisbursement | Transaction) -> None:
    _party(parent, "provider-org", payment.provider, "provider-activity-id")
    _party(parent, "receiver-org", payment.receiver, "receiver-activity-id")


def _transaction(parent, transaction: Transaction) -> None:
    transaction_element = _add(parent, "transaction", ref=transaction.ref)
    _code(transaction_element, "transaction-type", transaction.type)
    _add(transaction_element, "transaction-date", **_day(transaction.on))
    _money(transaction_element, transaction.money)
    _words(transaction_element, "description", transaction.description)
    _between(transaction_element, transaction)
    _shares(transaction_element, "sector", transaction.sectors)
    _places(transaction_element, transaction.countries, transaction.regions)
    _terms(transaction_element, transaction)


def _document(parent, linked: DocumentLink) -> None:
    link = _add(parent, "document-link", url=linked.url, format=linked.format)
    _words(link, "title", linked.title)
    _words(link, "description", linked.description)
    for category in linked.categories:
        _code(link, "category", category)
    for language in linked.languages:
        _code(link, "language", language)
    if linked.on:
        _add(link, "document-date", **_day(linked.on))


def _result(parent, result: Result) -> None:
    result_element = _add(parent, "result", type=result.type)
    _words(result_element, "title", result.title)
    _words(result_element, "description", result.description)
    for indicator in result.indicators:
        _indicator(result_element, indicator)


def _indicator(parent, indicator: ResultIndicator) -> None:
    ascending = "" if indicator.ascending is None else str(int(indicator.ascending))
    indicator_element = _add(parent, "indicator", measure=indicator.measure, ascending=ascending)
    _words(indicator_element, "title", indicator.title)
    _words(indicator_element, "description", indicator.description)
    for baseline in indicator.baselines:
        _baseline(indicator_element, baseline)
    for period in indicator.periods:
        _period(indicator_element, period)


def _baseline(parent, baseline: Baseline) -> None:
    year = str(baseline.year) if baseline.year else ""
    baseline_element = _add(parent, "baseline", year=year, value=baseline.value, **_day(baseline.on))
    _words(baseline_element, "comment", baseline.comment)


def _period(parent, period: ResultPeriod) -> None:
    period_element = _add(parent, "period")
    _add(period_element, "period-start", **_day(period.starts))
    _add(period_element, "period-end", **_day(period.finishes))
    for name, values in (("target", period.targets), ("actual", period.actuals)):
        for measured in values:
            _measured(period_element, name, measured)


def _measured(parent, name: str, measured: Measured) -> None:
    measured_element = _add(parent, name, value=measured.value)
    for dimension, value in measured.dimensions:
        attributes = {"name": legal(dimension), "value": legal(value)}
        etree.SubElement(measured_element, "dimension", attributes)
    _words(measured_element, "comment", measured.comment)
