"""The parts that sentences are made of: numbers that agree with what they count, names in a row, money."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lagesbild.assessment import Text, numerals

NUMBERS = {
    1: Text("ett", "one"),
    2: Text("två", "two"),
    3: Text("tre", "three"),
    4: Text("fyra", "four"),
    5: Text("fem", "five"),
    6: Text("sex", "six"),
    7: Text("sju", "seven"),
    8: Text("åtta", "eight"),
    9: Text("nio", "nine"),
}
CURRENCIES = {"SEK": Text("kronor", "kronor"), "EUR": Text("euro", "euros")}


@dataclass(frozen=True)
class Noun:
    """What is counted: one, several, and one or several more of it. ``neuter``: "ett land", not "en part"."""

    one: Text
    many: Text
    one_more: Text = Text("")
    many_more: Text = Text("")
    neuter: bool = False

    def with_number(self, number: int) -> Text:
        """ "fyra länder" """
        return spelled(number, self) + Text(" ") + (self.one if number == 1 else self.many)


COUNTRY = Noun(
    Text("land", "country"),
    Text("länder", "countries"),
    Text("land till", "more country"),
    Text("länder till", "more countries"),
    neuter=True,
)
EU_COUNTRY = Noun(
    Text("EU-land", "EU country"),
    Text("EU-länder", "EU countries"),
    Text("EU-land till", "more EU country"),
    Text("EU-länder till", "more EU countries"),
    neuter=True,
)
ACTIVITY_COUNTRY = Noun(
    Text("land med aktiviteter", "country with activities"),
    Text("länder med aktiviteter", "countries with activities"),
    Text("land till med aktiviteter", "more country with activities"),
    Text("länder till med aktiviteter", "more countries with activities"),
    neuter=True,
)
ORGANISATION = Noun(
    Text("organisation", "organisation"),
    Text("organisationer", "organisations"),
    Text("organisation till", "more organisation"),
    Text("organisationer till", "more organisations"),
)
PARTICIPANT = Noun(
    Text("deltagare", "participant"),
    Text("deltagare", "participants"),
)
FROM_ABROAD = Noun(
    Text("deltagare från utlandet", "participant from abroad"),
    Text("deltagare från utlandet", "participants from abroad"),
)


# --- Counts -----------------------------------------------------------------------------------------------


def spelled(number: int, noun: Noun) -> Text:
    """A number in letters up to nine, in the gender of what it counts."""
    if number == 0:
        return Text("inget" if noun.neuter else "ingen", "none")
    if number == 1 and not noun.neuter:
        return Text("en", "one")
    return NUMBERS.get(number) or numerals.numeral(number, 0)


def enough(noun: Noun, least: int, now: int, names: Sequence[Text] = ()) -> Text:
    sentence = Text(
        "Det ska vara minst {least}, och nu är {they} {now}{names}.",
        "There must be at least {least}, and now there {are} {now}{names}.",
    )
    return sentence.fill(least=noun.with_number(least), **_now(noun, now, names))


def too_few(noun: Noun, least: int, now: int, names: Sequence[Text] = ()) -> Text:
    """ "Ett land till behövs: det ska vara minst fyra, och nu är de tre (Sverige, Danmark, Finland)." """
    sentence = Text(
        "{short} behövs: det ska vara minst {least}, och nu är {they} {now}{names}.",
        "{short} {needed} needed: there must be at least {least}, and now there {are} {now}{names}.",
    )
    return sentence.fill(**_short(noun, least, now), **_now(noun, now, names))


def too_few_at_best(noun: Noun, least: int, at_best: int) -> Text:
    """:func:`too_few` even if all count that perhaps do."""
    sentence = Text(
        "{short} behövs i varje fall: det ska vara minst {least}, och nu är {they} som mest {now}.",
        "{short} {needed} needed in any case: there must be at least {least}, and now there {are} {now} at best.",
    )
    return sentence.fill(**_short(noun, least, at_best), **_now(noun, at_best, ()))


def _short(noun: Noun, least: int, now: int) -> dict[str, Text]:
    short = least - now
    missing = _more(noun, short) if now else noun.with_number(short)
    return {"short": capital(missing), "needed": _are(short), "least": spelled(least, noun)}


def missing(noun: Noun, least: int, now: int) -> Text:
    """ "12 deltagare saknas: det ska vara minst 50, och nu är de 38." """
    sentence = Text(
        "{short} saknas: det ska vara minst {least}, och nu är {they} {now}.",
        "{short} {are_short} missing: there must be at least {least}, and now there {are} {now}.",
    )
    return sentence.fill(
        short=capital(noun.with_number(least - now)),
        are_short=_are(least - now),
        least=spelled(least, noun),
        they=_they(now),
        are=_are(now),
        now=spelled(now, noun),
    )


def perhaps(noun: Noun, least: int, certain: int, names: Sequence[Text]) -> Text:
    """What comes after "Går inte att avgöra:" where some may count and may not."""
    sentence = Text(
        "det ska vara minst {least}, och säkert räknas {now}{names}.",
        "there must be at least {least}, and what counts for certain is {now}{names}.",
    )
    return sentence.fill(least=noun.with_number(least), **_now(noun, certain, names))


def _now(noun: Noun, now: int, names: Sequence[Text]) -> dict[str, Text]:
    among = Text(" (") + row(names) + Text(")") if names else Text("")
    return {"they": _they(now), "are": _are(now), "now": spelled(now, noun), "names": among}


def _they(number: int) -> Text:
    return Text("de" if number > 1 else "det")


def _are(number: int) -> Text:
    return Text("är", "is" if number == 1 else "are")


def _more(noun: Noun, number: int) -> Text:
    return spelled(number, noun) + Text(" ") + (noun.one_more if number == 1 else noun.many_more)


def capital(text: Text) -> Text:
    return Text(text.sv[:1].upper() + text.sv[1:], text["en"][:1].upper() + text["en"][1:])


# --- Names ------------------------------------------------------------------------------------------------


def row(names: Sequence[Text]) -> Text:
    """ "Sverige, Danmark, Finland" """
    return Text(", ".join(name.sv for name in names), ", ".join(name["en"] for name in names))


def joined(names: Sequence[Text]) -> Text:
    """ "Sverige, Danmark och Finland" """
    return _with_last(names, Text(" och ", " and "))


def either(names: Sequence[Text]) -> Text:
    """ "Skåne, Blekinge eller Kalmar" """
    return _with_last(names, Text(" eller ", " or "))


def _with_last(names: Sequence[Text], between: Text) -> Text:
    if len(names) < 2:
        return row(names)
    return row(names[:-1]) + between + names[-1]


def of_names(names: Sequence[Text], singular: Text, plural: Text) -> Text:
    """A sentence about one name or several; none about nobody."""
    return (singular if len(names) == 1 else plural).fill(names=joined(names)) if names else Text("")


# --- Money and limits -------------------------------------------------------------------------------------


def money(value: Decimal, currency: str) -> Text:
    """ "60 000 euro": decimals only where there are any."""
    decimals = 0 if value == value.to_integral_value() else 2
    unit = CURRENCIES.get(currency, Text(currency))
    return numerals.numeral(float(value), decimals) + Text(" ") + unit


def per_cent(value: Decimal) -> Text:
    return numerals.amount(float(value), numerals.own_decimals(float(value)), Text("%", "%"))


def limits(least: Decimal | None, most: Decimal | None, words: Callable[[Decimal], Text]) -> Text:
    """What a number is to keep within, to end a sentence with: ", minst 6 månader och högst 12 månader"."""
    clauses = []
    if least is not None:
        clauses.append(Text("minst {n}", "at least {n}").fill(n=words(least)))
    if most is not None:
        clauses.append(Text("högst {n}", "at most {n}").fill(n=words(most)))
    return Text(": ") + joined(clauses) if clauses else Text("")
