"""The standard's rules written a second time, as plain XPath over the file, without a line of the product's code."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree

import lagesbild.cooperation

SCHEMA = Path(lagesbild.cooperation.__file__).parent / "iati" / "schema" / "iati-activities-schema.xsd"
ORDER = [
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
    "contact-info",
    "recipient-country",
    "sector",
    "tag",
    "budget",
    "planned-disbursement",
    "transaction",
    "document-link",
    "result",
]
NOTHING_OF = {
    "an activity without": [
        "not(activity-date[@type='1' or @type='2'])",
        "not(sector[@vocabulary='1'])",
        "not(recipient-country)",
        "not(title/narrative[normalize-space()])",
        "not(description/narrative[normalize-space()])",
        "not(participating-org)",
        "not(starts-with(iati-identifier, concat(reporting-org/@ref, '-')))",
        "iati-identifier = reporting-org/@ref",
        "@xml:lang = '' or not(@xml:lang)",
        "not(@default-currency)",
        "reporting-org/@type != '11'",
    ],
    "anything like": [
        ".//narrative[not(normalize-space())]",
        ".//*[self::participating-org or self::provider-org or self::receiver-org][not(@ref) and not(narrative)]",
        "sector[@percentage and @percentage != 100]",
        "transaction/sector | transaction/recipient-country",
        "recipient-country[@percentage < 0 or @percentage > 100]",
        "contact-info/person-name",
        "result[not(indicator)]",
        "result/indicator[@measure != '5']/baseline[not(@value)]",
        "result/indicator[@measure != '5']/period/target[not(@value)]",
        "result/indicator[@measure != '5']/baseline[not(number(@value) = number(@value))]",
        "result/indicator[@measure != '5']/period/*[self::target or self::actual][not(number(@value) = number(@value))]",
        "budget[not(period-start) or not(period-end)]",
        ".//value[not(@value-date)]",
    ],
}
_official = None


def schema_faults(xml: bytes) -> list[str]:
    global _official
    _official = _official or etree.XMLSchema(etree.parse(SCHEMA))
    document = etree.fromstring(xml)
    return [] if _official.validate(document) else [str(fault) for fault in _official.error_log]


def broken_rules(activity, today: date) -> list[str]:
    faults = [path for paths in NOTHING_OF.values() for path in paths if activity.xpath(f"boolean({path})")]
    now = today.isoformat()
    places = [ORDER.index(child.tag) for child in activity]
    if places != sorted(places):
        faults.append("order")
    actual = activity.xpath(
        "activity-date[@type='2' or @type='4']/@iso-date | transaction/*/@iso-date | transaction/value/@value-date"
    )
    faults += [f"future {day}" for day in actual if day > now]
    days = {
        activity_date.get("type"): activity_date.get("iso-date")
        for activity_date in activity.iter("activity-date")
    }
    if days.get("2", days.get("1", "")) > days.get("4", days.get("3", "9")):
        faults.append("dates out of order")
    countries = activity.xpath("recipient-country/@percentage")
    if sum(map(Decimal, countries)) != 100:
        faults.append(f"countries {countries}")
    for budget in activity.iter("budget"):
        first, last = (budget.find(f"period-{end}").get("iso-date") for end in ("start", "end"))
        if first > last or last > f"{int(first[:4]) + 1:04}{first[4:]}":
            faults.append(f"budget {first}–{last}")
    for period in activity.iter("period"):
        first, last = (period.find(f"period-{end}").get("iso-date") for end in ("start", "end"))
        if first > last:
            faults.append(f"period {first}–{last}")
    return faults
