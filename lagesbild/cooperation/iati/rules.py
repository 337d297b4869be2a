"""What the IATI Standard forbids: its schema, and those of its rules that a municipality's projects can break.

The rules are asked of the finished XML, not of the register: whatever made it, nothing that breaks them goes out.
Source: https://github.com/IATI/IATI-Rulesets (version-2.03), whose numbers stand at each rule, and iatistandard.org.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from lxml import etree

from lagesbild.assessment import Text
from lagesbild.cooperation.funding.amounts_in_words import amount_in_both
from lagesbild.cooperation.iati.codes import COUNTRIES, CURRENCIES, QUALITATIVE, SECTORS, VERSION

SCHEMA = Path(__file__).parent / "schema" / "iati-activities-schema.xsd"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PARTIES = ("reporting-org", "participating-org", "provider-org", "receiver-org", "owner-org")
ACTUAL_DATES = {"2": Text("Startdatumet", "The start date"), "4": Text("Slutdatumet", "The end date")}
_SYMBOLS = re.compile(r"[/&|?\s]")
_GOAL = re.compile(r"[1-9]|1[0-7]")
_TARGET = re.compile(r"([1-9]|1[0-7])\.([1-9]\d?|[a-d])")


def broken(activity: etree._Element, today: date) -> tuple[Text, ...]:
    """A sentence for each rule that an ``<iati-activity>`` breaks; none where it may be published.

    An activity that keeps every rule is held against the official schema too, and is moved into a file by itself
    for that. What the schema says is in English, and only told where no sentence of ours says it first.
    """
    sentences = tuple(dict.fromkeys(text for rule in RULES for text in rule(activity, today)))
    return sentences or tuple(_schema_faults(activity))


@cache
def schema() -> etree.XMLSchema:
    """The official schema, read once."""
    return etree.XMLSchema(etree.parse(SCHEMA))


def _schema_faults(activity: etree._Element) -> Iterator[Text]:
    alone = etree.Element("iati-activities", version=VERSION)
    alone.append(activity)
    if not schema().validate(alone):
        for fault in schema().error_log:
            yield Text(
                "IATI:s schema godtar inte uppgifterna: {why}", "The IATI schema refuses what is said: {why}"
            ).fill(why=fault.message)


def identifier(activity, today) -> Iterator[Text]:  # 1.1.3, 1.1.21, 1.3.13
    ours, theirs = activity.find("reporting-org").get("ref", ""), activity.findtext("iati-identifier") or ""
    if not theirs.startswith(f"{ours}-") or theirs == f"{ours}-" or _SYMBOLS.search(theirs):
        yield Text(
            "Projektets nummer ska börja med kommunens.",
            "The activity must begin with the reporter's number.",
        )


def parties(
    activity, today
) -> Iterator[Text]:  # 6.8.1, 6.9.1, 6.9.2, 6.10.1, 1.8.13, 1.10.13, 1.14.13, 1.15.13
    for party in activity.iter(*PARTIES):
        if not party.get("ref") and not party.findtext("narrative"):
            yield Text(
                "En organisation har varken namn eller nummer.", "An organisation has no name or number."
            )
        if _SYMBOLS.search(party.get("ref", "")):
            yield Text(
                "Numret {ref} har ett otillåtet tecken.", "{ref} has a character that is not allowed."
            ).fill(ref=party.get("ref"))


def words(activity, today) -> Iterator[Text]:  # 4.3.1, 4.4.1
    for name, missing in (
        ("title", Text("Namnet saknas.", "There is no name.")),
        ("description", Text("Beskrivningen saknas.", "There is no description.")),
    ):
        if not (activity.findtext(f"{name}/narrative") or "").strip():
            yield missing
    for inner in activity.iter("title", "description"):
        if not all((narrative.text or "").strip() for narrative in inner.iter("narrative")):
            yield Text("En text är tom.", "A text is empty.")


def languages(activity, today) -> Iterator[Text]:  # 4.1.1
    if not activity.get(LANGUAGE) and not all(
        narrative.get(LANGUAGE) for narrative in activity.iter("narrative")
    ):
        yield Text("En text saknar språk.", "A text has no language.")


def status(activity, today) -> Iterator[Text]:
    status_element = activity.find("activity-status")
    if status_element is None or status_element.get("code") not in set("123456"):
        yield Text("Läget saknas.", "There is no status.")


def dates(activity, today) -> Iterator[Text]:  # 6.11.1, 11.1.2–11.1.5
    on = {
        activity_date.get("type"): date.fromisoformat(activity_date.get("iso-date"))
        for activity_date in activity.iter("activity-date")
    }
    start, end = on.get("1") or on.get("2"), on.get("3") or on.get("4")
    if not start:
        yield Text("Startdatumet saknas.", "There is no start date.")
    if start and end and start > end:
        yield Text("Projektet slutar innan det börjar.", "The project ends before it begins.")
    for kind, name in ACTUAL_DATES.items():
        if on.get(kind, today) > today:
            yield Text("{name} har inte varit ännu.", "{name} is in the future.").fill(name=name)


def updated(activity, today) -> Iterator[Text]:  # 11.1.1
    if activity.get("last-updated-datetime", "")[:10] > today.isoformat():
        yield Text("Projektet är ändrat i framtiden.", "The project was changed in the future.")


def sectors(activity, today) -> Iterator[Text]:  # 6.2.2, 6.6.2, 2.1.1–2.1.4, 12.3.1, 102.1.1
    dac_sectors = [sector for sector in activity.findall("sector") if sector.get("vocabulary", "1") == "1"]
    if not dac_sectors:
        yield Text(
            "Ämneskoden (DAC) saknas. Fyll i den under Projekt.",
            "There is no purpose code (DAC). Fill it in.",
        )
    for sector in dac_sectors:
        if sector.get("code") not in SECTORS:
            yield Text(
                "{code} är ingen ämneskod (DAC) som gäller.", "{code} is not a purpose code (DAC) in force."
            ).fill(code=sector.get("code"))
    if dac_sectors and not _whole(dac_sectors):
        yield Text("Ämnena är inte tillsammans 100 procent.", "The sectors do not add up to 100 percent.")
    if dac_sectors and activity.find("transaction/sector") is not None:
        yield Text("Ämnet står på två ställen.", "The sector is given in two places.")


def places(activity, today) -> Iterator[Text]:  # 3.1.1–3.7.2, 12.1.1
    countries = activity.findall("recipient-country")
    if not countries:
        yield Text("Inget land är angivet.", "No country is given.")
    for country in countries:
        if country.get("code") not in COUNTRIES:
            yield Text("{code} är ingen landskod.", "{code} is not a country code.").fill(
                code=country.get("code")
            )
    shares = [*countries, *activity.findall("recipient-region")]
    if countries and not _whole(shares):
        yield Text(
            "Länderna är tillsammans {sum} procent. Det ska vara 100.",
            "The countries add up to {sum} percent. It should be 100.",
        ).fill(sum=_number(_sum(shares)))
    if len({country.get("code") for country in countries}) < len(countries):
        yield Text("Ett land står två gånger.", "A country is given twice.")


def _whole(shares: list) -> bool:
    """Whether the percentages are in range and 100 together; one share by itself may say none."""
    percentages = [share.get("percentage") for share in shares]
    if percentages == [None]:
        return True
    return all(percent and 0 <= Decimal(percent) <= 100 for percent in percentages) and _sum(shares) == 100


def _sum(shares: list) -> Decimal:
    return sum((Decimal(share.get("percentage", "0")) for share in shares), Decimal(0))


def _number(number: Decimal) -> Text:
    return Text(str(number).replace(".", ","), str(number))


def tags(activity, today) -> Iterator[Text]:
    shapes = {"2": _GOAL, "3": _TARGET}
    for tag in activity.iter("tag"):
        if (shape := shapes.get(tag.get("vocabulary"))) and not shape.fullmatch(tag.get("code")):
            yield Text("{code} är inget globalt mål.", "{code} is not a global goal.").fill(
                code=tag.get("code")
            )


def budgets(activity, today) -> Iterator[Text]:  # 7.5.3, 8.6.3
    for budget in activity.iter("budget", "planned-disbursement"):
        first, last = _day(budget, "period-start"), _day(budget, "period-end")
        if last and first > last:
            yield Text("En budgetpost slutar innan den börjar.", "A budget line ends before it begins.")
        if last and budget.tag == "budget" and last > _a_year_after(first):
            yield Text(
                "Budgetposten {first}–{last} är längre än ett år. Dela den i flera.",
                "The budget line {first}–{last} is longer than a year. Split it.",
            ).fill(first=first, last=last)

    periods = Counter(
        (budget.get("type", "1"), _day(budget, "period-start"), _day(budget, "period-end"))
        for budget in activity.iter("budget")
    )
    for (_kind, first, last), count in periods.items():
        if count > 1:
            yield Text(
                "Tiden {first}–{last} har flera budgetar. Den kan bara ha en.",
                "The time {first}–{last} has several budgets. It can have only one.",
            ).fill(first=first, last=last)


def _day(parent, name: str) -> date | None:
    day_element = parent.find(name)
    return None if day_element is None else date.fromisoformat(day_element.get("iso-date"))


def _a_year_after(day: date) -> date:
    if day.year == date.max.year:
        return date.max
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def money(activity, today) -> Iterator[Text]:  # 7.8.1
    default, values = activity.get("default-currency", ""), list(activity.iter("value"))
    for currency in {default, *(value.get("currency", default) for value in values)} - CURRENCIES:
        yield Text("{currency} är ingen valuta.", "{currency} is not a currency.").fill(currency=currency)
    for value in values:
        if not value.get("value-date"):
            yield Text("Ett belopp saknar datum.", "An amount has no date.")


def transactions(activity, today) -> Iterator[Text]:  # 11.2.1, 11.2.2
    for transaction in activity.iter("transaction"):
        value = transaction.find("value")
        days = (transaction.find("transaction-date").get("iso-date"), value.get("value-date", ""))
        if max(days) > today.isoformat():
            yield Text(
                "{value} den {day}: pengar som inte har kommit eller gått ännu kan inte redovisas.",
                "{value} on {day}: money that has not come or gone yet cannot be reported.",
            ).fill(value=_in_words(value, activity), day=max(days))


def _in_words(value, activity) -> Text:
    currency = value.get("currency") or activity.get("default-currency", "")
    return amount_in_both(Decimal(value.text), currency)


def results(activity, today) -> Iterator[Text]:  # 8.6.1, 8.8.1–8.10.3
    for indicator in activity.iter("indicator"):
        name = indicator.findtext("title/narrative")
        for value in indicator.iter("baseline", "target", "actual"):
            figure = value.get("value")
            if figure is not None if indicator.get("measure") == QUALITATIVE else not _is_number(figure):
                yield Text(
                    "Måttet ”{name}” har fel slags värde.", "”{name}” has the wrong kind of value."
                ).fill(name=name)
        for period in indicator.iter("period"):
            first, last = _day(period, "period-start"), _day(period, "period-end")
            if first > last:
                yield Text(
                    "Måttet ”{name}” ska nås innan projektet börjar.",
                    "”{name}” is to be reached before the project begins.",
                ).fill(name=name)
            if period.find("actual") is not None and first > today:
                yield Text(
                    "Måttet ”{name}” har ett utfall som ligger framåt i tiden.",
                    "”{name}” has an actual in the future.",
                ).fill(name=name)


def _is_number(text: str | None) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text or ""))


RULES = (
    identifier,
    parties,
    words,
    languages,
    status,
    dates,
    updated,
    sectors,
    places,
    tags,
    budgets,
    money,
    transactions,
    results,
)
