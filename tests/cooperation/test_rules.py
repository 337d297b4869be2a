"""The rules of the example's calls, asked of drafts: each with the expected answer and the expected sentence.

A case is a call, which of its rules, what the draft says, and what is answered. The rules are those of the example's
own ``calls.yaml``: a case that fails may as well be the data's fault as the code's.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.assessment import Text
from lagesbild.cooperation.countries import GROUP_NAMES, RulePlaces, country_name, members
from lagesbild.cooperation.rules import (
    ANSWERS,
    Applicant,
    DraftApplication,
    DraftBudgetLine,
    FundingRule,
    RuleOutcome,
    answer,
    check,
)
from lagesbild.cooperation.rules.durations import Length, last_day
from lagesbild.framework.countries import countries

from ..conftest import ROOT

ON = date(2026, 3, 1)
MET, LACKING, CANNOT = RuleOutcome.MET, RuleOutcome.LACKING, RuleOutcome.CANNOT_TELL

HOME = Applicant("Jönköping", "SE")
SVENDBORG, KUOPIO = Applicant("Svendborg", "DK"), Applicant("Kuopio", "FI")
VIRUMAA, BODO = Applicant("Väst-Virumaa", "EE"), Applicant("Bodø", "NO")
STELLENBOSCH, TIANJIN = Applicant("Stellenbosch", "ZA"), Applicant("Tianjin", "CN")
ALYTUS = Applicant("Alytus", "LT")


@cache
def calls() -> dict[str, dict]:
    file = ROOT / "examples" / "jonkoping" / "cooperation" / "calls.yaml"
    return {call["slug"]: call for call in yaml.safe_load(file.read_text(encoding="utf-8"))}


def rules(slug: str) -> list[FundingRule]:
    call = calls()[slug]
    return [rule(currency=call["currency"], deadline=call["deadline"], **row) for row in call["rules"]]


def rule(kind, *, minimum=None, maximum=None, places="", text_sv="", text_en="", **more) -> FundingRule:
    return FundingRule(
        kind,
        minimum=None if minimum is None else Decimal(str(minimum)),
        maximum=None if maximum is None else Decimal(str(maximum)),
        places=RulePlaces.read(places),
        text=Text(text_sv, text_en),
        **more,
    )


def draft(*partners: Applicant, **more) -> DraftApplication:
    """A draft of Jönköping's. Amounts are given as plain numbers, lines as (amount, day, is it pay?)."""
    for name in ("budget", "applied", "own_cash", "own_kind"):
        if more.get(name) is not None:
            more[name] = Decimal(str(more[name]))
    more["lines"] = tuple(
        DraftBudgetLine(Decimal(str(value)), *rest) for value, *rest in more.get("lines", ())
    )
    return DraftApplication(**{"home": HOME, "area": "0680", "partners": partners, **more})


def months(first: str, last: str) -> dict:
    return {"starts": date.fromisoformat(first), "finishes": date.fromisoformat(last)}


def nth(slug: str, kind: str, place: int = 0) -> FundingRule:
    return [rule_of_call for rule_of_call in rules(slug) if rule_of_call.kind == kind][place]


TOWNS, NETWORK, ICLD = "cerv-vanorter-2026", "cerv-natverk-2026", "icld-partnerskap"
SI, OKS, SOUTH = "si-ostersjon", "interreg-oks", "interreg-sodra-ostersjon"
NORDPLUS, ERASMUS = "nordplus-junior", "erasmus-ackreditering"
JAN, DEC = "2027-01-01", "2027-12-31"
LINES = [(60000, date(2027, 3, 1)), (40000, date(2027, 9, 1))]

# call, kind, which of that kind, draft, answer, sentence
CASES = [
    # Twin towns: two countries, of which one in the EU.
    (
        TOWNS,
        "countries",
        0,
        draft(),
        LACKING,
        "Ett land till behövs: det ska vara minst två, och nu är det ett (Sverige).",
    ),
    (
        TOWNS,
        "countries",
        0,
        draft(KUOPIO),
        MET,
        "Det ska vara minst två länder, och nu är de två (Sverige, Finland).",
    ),
    (
        TOWNS,
        "countries",
        0,
        draft(BODO),
        CANNOT,
        "det ska vara minst två länder, och säkert räknas ett (Sverige). Norge räknas bara om landet står på utlysningens lista.",
    ),
    (
        TOWNS,
        "countries",
        0,
        draft(BODO, STELLENBOSCH),
        CANNOT,
        "det ska vara minst två länder, och säkert räknas ett (Sverige). Norge och Sydafrika räknas bara om länderna står på utlysningens lista.",
    ),
    (
        TOWNS,
        "countries",
        0,
        draft(KUOPIO, BODO),
        MET,
        "Det ska vara minst två länder, och nu är de två (Sverige, Finland). Norge räknas bara om landet står på utlysningens lista.",
    ),
    (
        TOWNS,
        "countries",
        1,
        draft(BODO),
        MET,
        "Det ska vara minst ett EU-land, och nu är det ett (Sverige). Norge räknas inte: landet är inte med i EU.",
    ),
    (
        TOWNS,
        "countries",
        1,
        draft(BODO, home=Applicant("Tromsø", "NO")),
        LACKING,
        "Ett EU-land behövs: det ska vara minst ett, och nu är det inget. Norge räknas inte: landet är inte med i EU.",
    ),
    (TOWNS, "participants", 0, draft(), CANNOT, "antalet deltagare är inte ifyllt."),
    (
        TOWNS,
        "participants",
        0,
        draft(participants=38),
        LACKING,
        "12 deltagare saknas: det ska vara minst 50, och nu är de 38.",
    ),
    (
        TOWNS,
        "participants",
        0,
        draft(participants=49),
        LACKING,
        "En deltagare saknas: det ska vara minst 50, och nu är de 49.",
    ),
    (
        TOWNS,
        "participants",
        0,
        draft(participants=50),
        MET,
        "Det ska vara minst 50 deltagare, och nu är de 50.",
    ),
    (
        TOWNS,
        "participants",
        0,
        draft(participants=1),
        LACKING,
        "49 deltagare saknas: det ska vara minst 50, och nu är det en.",
    ),
    (
        TOWNS,
        "participants",
        0,
        draft(participants=0),
        LACKING,
        "50 deltagare saknas: det ska vara minst 50, och nu är det ingen.",
    ),
    (
        TOWNS,
        "from_abroad",
        0,
        draft(participants=60),
        CANNOT,
        "antalet deltagare från utlandet är inte ifyllt.",
    ),
    (
        TOWNS,
        "from_abroad",
        0,
        draft(participants=60, from_abroad=20),
        LACKING,
        "Fem deltagare från utlandet saknas: det ska vara minst 25, och nu är de 20.",
    ),
    (
        TOWNS,
        "from_abroad",
        0,
        draft(participants=60, from_abroad=25),
        MET,
        "Det ska vara minst 25 deltagare från utlandet, och nu är de 25.",
    ),
    (TOWNS, "duration", 0, draft(), CANNOT, "start och slut är inte ifyllda."),
    (
        TOWNS,
        "duration",
        0,
        draft(**months(JAN, "2027-05-31")),
        LACKING,
        "Arbetet är för kort: det ska pågå minst 6 månader, och nu är det 5 månader. Det kan sluta tidigast 2027-06-30.",
    ),
    (
        TOWNS,
        "duration",
        0,
        draft(**months(JAN, "2027-06-29")),
        LACKING,
        "Arbetet är för kort: det ska pågå minst 6 månader, och nu är det 5 månader och 29 dagar. Det kan sluta tidigast 2027-06-30.",
    ),
    (
        TOWNS,
        "duration",
        0,
        draft(**months(JAN, "2027-06-30")),
        MET,
        "Arbetet pågår 6 månader: minst 6 månader och högst 12 månader.",
    ),
    (
        TOWNS,
        "duration",
        0,
        draft(**months(JAN, DEC)),
        MET,
        "Arbetet pågår 12 månader: minst 6 månader och högst 12 månader.",
    ),
    (
        TOWNS,
        "duration",
        0,
        draft(**months(JAN, "2028-01-01")),
        LACKING,
        "Arbetet är för långt: det får pågå högst 12 månader, och nu är det 12 månader och 1 dag. Det kan sluta senast 2027-12-31.",
    ),
    (TOWNS, "amount", 0, draft(currency="EUR"), CANNOT, "det sökta beloppet är inte ifyllt."),
    (
        TOWNS,
        "amount",
        0,
        draft(currency="EUR", applied=8000),
        LACKING,
        "455 euro till behöver sökas: minst 8 455 euro, och nu är det 8 000 euro.",
    ),
    (
        TOWNS,
        "amount",
        0,
        draft(currency="EUR", applied=8455),
        MET,
        "8 455 euro söks: minst 8 455 euro och högst 50 745 euro.",
    ),
    (
        TOWNS,
        "amount",
        0,
        draft(currency="EUR", applied="50745.50"),
        LACKING,
        "Det sökta beloppet är 0,50 euro för stort: högst 50 745 euro, och nu är det 50 745,50 euro.",
    ),
    (
        TOWNS,
        "amount",
        0,
        draft(currency="SEK", applied=300000),
        CANNOT,
        "ansökan är i kronor och regeln i euro. Skriv beloppen i euro.",
    ),
    (TOWNS, "budget", 0, draft(currency="EUR"), CANNOT, "budgeten är inte ifylld."),
    (TOWNS, "budget", 0, draft(currency="EUR", budget=100000), CANNOT, "inga budgetposter är ifyllda."),
    (
        TOWNS,
        "budget",
        0,
        draft(currency="EUR", budget=100000, lines=LINES),
        MET,
        "Budgetposterna är tillsammans 100 000 euro, lika mycket som budgeten.",
    ),
    (
        TOWNS,
        "budget",
        0,
        draft(currency="EUR", budget=101000, lines=LINES),
        LACKING,
        "1 000 euro saknas bland budgetposterna: de är tillsammans 100 000 euro, och budgeten är 101 000 euro.",
    ),
    (
        TOWNS,
        "budget",
        0,
        draft(currency="EUR", budget=99999.5, lines=LINES),
        LACKING,
        "Budgetposterna är 0,50 euro för mycket: de är tillsammans 100 000 euro, och budgeten är 99 999,50 euro.",
    ),
    (TOWNS, "deadline", 0, draft(), CANNOT, "sista dag är inte känd."),
    # Networks of towns: the worked example. Denmark, Finland and Estonia make four EU countries.
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG, KUOPIO, VIRUMAA),
        MET,
        "Det ska vara minst fyra länder, och nu är de fyra (Sverige, Danmark, Finland, Estland).",
    ),
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG, KUOPIO),
        LACKING,
        "Ett land till behövs: det ska vara minst fyra, och nu är de tre (Sverige, Danmark, Finland).",
    ),
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG, KUOPIO, BODO),
        CANNOT,
        "det ska vara minst fyra länder, och säkert räknas tre (Sverige, Danmark, Finland). Norge räknas bara om landet står på utlysningens lista.",
    ),
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG, KUOPIO, VIRUMAA, BODO),
        MET,
        "Det ska vara minst fyra länder, och nu är de fyra (Sverige, Danmark, Finland, Estland). Norge räknas bara om landet står på utlysningens lista.",
    ),
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG),
        LACKING,
        "Två länder till behövs: det ska vara minst fyra, och nu är de två (Sverige, Danmark).",
    ),
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG, Applicant("Odense", "DK")),
        LACKING,
        "Två länder till behövs: det ska vara minst fyra, och nu är de två (Sverige, Danmark).",
    ),
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG, KUOPIO, Applicant("Väst-Virumaa", "EE", ceased=True)),
        CANNOT,
        "det ska vara minst fyra länder, och säkert räknas tre (Sverige, Danmark, Finland). Väst-Virumaa har upphört och räknas bara om en efterföljare går in.",
    ),
    (
        NETWORK,
        "countries",
        0,
        draft(SVENDBORG, KUOPIO, Applicant("Väst-Virumaa", "EE", confirmed=False)),
        MET,
        "Det ska vara minst fyra länder, och nu är de fyra (Sverige, Danmark, Finland, Estland). Väst-Virumaa har inte tackat ja än.",
    ),
    (
        NETWORK,
        "countries",
        1,
        draft(),
        LACKING,
        "Ett EU-land till behövs: det ska vara minst två, och nu är det ett (Sverige).",
    ),
    (
        NETWORK,
        "countries",
        1,
        draft(BODO),
        LACKING,
        "Ett EU-land till behövs: det ska vara minst två, och nu är det ett (Sverige). Norge räknas inte: landet är inte med i EU.",
    ),
    (
        NETWORK,
        "countries",
        1,
        draft(SVENDBORG),
        MET,
        "Det ska vara minst två EU-länder, och nu är de två (Sverige, Danmark).",
    ),
    (
        NETWORK,
        "partners",
        0,
        draft(SVENDBORG, KUOPIO),
        LACKING,
        "En organisation till behövs: det ska vara minst fyra, och nu är de tre (Jönköping, Svendborg, Kuopio).",
    ),
    (
        NETWORK,
        "partners",
        0,
        draft(SVENDBORG, KUOPIO, Applicant("Odense", "DK")),
        MET,
        "Det ska vara minst fyra organisationer, och nu är de fyra (Jönköping, Svendborg, Kuopio, Odense).",
    ),
    (
        NETWORK,
        "partners",
        0,
        draft(SVENDBORG, BODO, STELLENBOSCH),
        CANNOT,
        "det ska vara minst fyra organisationer, och säkert räknas två (Jönköping, Svendborg). Norge och Sydafrika räknas bara om länderna står på utlysningens lista.",
    ),
    (NETWORK, "activity_countries", 0, draft(), CANNOT, "länderna där något händer är inte ifyllda."),
    (
        NETWORK,
        "activity_countries",
        0,
        draft(activity_countries=("SE",)),
        LACKING,
        "Ett land till med aktiviteter behövs: det ska vara minst två, och nu är det ett (Sverige).",
    ),
    (
        NETWORK,
        "activity_countries",
        0,
        draft(activity_countries=("SE", "DK", "SE")),
        MET,
        "Det ska vara minst två länder med aktiviteter, och nu är de två (Sverige, Danmark).",
    ),
    (
        NETWORK,
        "duration",
        0,
        draft(**months(JAN, "2027-11-30")),
        LACKING,
        "Arbetet är för kort: det ska pågå minst 12 månader, och nu är det 11 månader. Det kan sluta tidigast 2027-12-31.",
    ),
    (
        NETWORK,
        "duration",
        0,
        draft(**months(JAN, DEC)),
        MET,
        "Arbetet pågår 12 månader: minst 12 månader och högst 24 månader.",
    ),
    (
        NETWORK,
        "duration",
        0,
        draft(**months(JAN, "2029-01-15")),
        LACKING,
        "Arbetet är för långt: det får pågå högst 24 månader, och nu är det 24 månader och 15 dagar. Det kan sluta senast 2028-12-31.",
    ),
    (
        NETWORK,
        "amount",
        0,
        draft(currency="EUR", applied=99000),
        LACKING,
        "1 000 euro till behöver sökas: minst 100 000 euro, och nu är det 99 000 euro.",
    ),
    (
        NETWORK,
        "amount",
        0,
        draft(currency="EUR", applied=100000),
        MET,
        "100 000 euro söks: minst 100 000 euro.",
    ),
    (
        NETWORK,
        "period",
        0,
        draft(**months(JAN, DEC), lines=LINES),
        MET,
        "Alla budgetposter ligger mellan 2027-01-01 och 2027-12-31.",
    ),
    (
        NETWORK,
        "period",
        0,
        draft(**months(JAN, "2027-08-31"), lines=LINES),
        LACKING,
        "En kostnad ligger utanför tiden 2027-01-01 till 2027-08-31: 2027-09-01.",
    ),
    (
        NETWORK,
        "period",
        0,
        draft(**months(JAN, DEC), lines=[*LINES, (500,)]),
        CANNOT,
        "en budgetpost har inget datum.",
    ),
    (NETWORK, "period", 0, draft(lines=LINES), CANNOT, "start och slut är inte ifyllda."),
    (
        NETWORK,
        "deadline",
        0,
        draft(),
        CANNOT,
        "ansökan är inte inskickad. Sista dag är 2026-04-16, om 46 dagar.",
    ),
    (
        NETWORK,
        "deadline",
        0,
        draft(sent_on=date(2026, 4, 16)),
        MET,
        "Inskickad 2026-04-16, och sista dag är 2026-04-16.",
    ),
    (
        NETWORK,
        "deadline",
        0,
        draft(sent_on=date(2026, 4, 17)),
        LACKING,
        "Inskickad 2026-04-17, 1 dag för sent: sista dag var 2026-04-16.",
    ),
    (
        "cerv-natverk-2025",
        "deadline",
        0,
        draft(),
        LACKING,
        "Tiden är ute: sista dag var 2025-03-27, och ansökan är inte inskickad.",
    ),
    # ICLD: ceilings by kind and by where the partner is.
    (
        ICLD,
        "amount",
        0,
        draft(BODO, kind="förstudie", applied=250000),
        LACKING,
        "Det sökta beloppet är 30 000 kronor för stort: högst 220 000 kronor, och nu är det 250 000 kronor.",
    ),
    (
        ICLD,
        "amount",
        0,
        draft(BODO, kind="förstudie", applied=220000),
        MET,
        "220 000 kronor söks: högst 220 000 kronor.",
    ),
    (
        ICLD,
        "amount",
        0,
        draft(BODO, STELLENBOSCH, kind="förstudie", applied=250000),
        CANNOT,
        "taket 220 000 kronor gäller parter i Europa, och det finns parter på andra håll.",
    ),
    (
        ICLD,
        "amount",
        0,
        draft(kind="förstudie", applied=250000),
        CANNOT,
        "taket 220 000 kronor gäller parter i Europa, och ingen part är ifylld.",
    ),
    (
        ICLD,
        "amount",
        0,
        draft(BODO, applied=250000),
        CANNOT,
        "regeln gäller ansökningar av slaget förstudie, och slaget är inte ifyllt.",
    ),
    (
        ICLD,
        "amount",
        1,
        draft(STELLENBOSCH, kind="förstudie", applied=250000),
        MET,
        "250 000 kronor söks: högst 275 000 kronor.",
    ),
    (
        ICLD,
        "amount",
        1,
        draft(STELLENBOSCH, kind="Förstudie", applied=300000),
        LACKING,
        "Det sökta beloppet är 25 000 kronor för stort: högst 275 000 kronor, och nu är det 300 000 kronor.",
    ),
    (
        ICLD,
        "amount",
        3,
        draft(STELLENBOSCH, kind="projekt", applied=1000000),
        CANNOT,
        "taket är 500 000 kronor per år, och start och slut är inte ifyllda.",
    ),
    (
        ICLD,
        "amount",
        3,
        draft(STELLENBOSCH, kind="projekt", applied=1000000, **months(JAN, "2028-12-31")),
        MET,
        "1 000 000 kronor söks för 24 månader: högst 500 000 kronor per år.",
    ),
    (
        ICLD,
        "amount",
        3,
        draft(STELLENBOSCH, kind="projekt", applied=1000000, **months(JAN, "2028-06-30")),
        CANNOT,
        "taket är 500 000 kronor per år, arbetet pågår 18 månader, och regeln säger inte vad en del av ett år ger.",
    ),
    (
        ICLD,
        "amount",
        3,
        draft(STELLENBOSCH, kind="projekt", applied=1100000, **months(JAN, "2028-12-31")),
        LACKING,
        "Det sökta beloppet är 100 000 kronor för stort: högst 1 000 000 kronor (500 000 kronor per år i 24 månader), och nu är det 1 100 000 kronor.",
    ),
    (
        ICLD,
        "amount",
        3,
        draft(STELLENBOSCH, kind="projekt", applied=600000, **months(JAN, DEC)),
        LACKING,
        "Det sökta beloppet är 100 000 kronor för stort: högst 500 000 kronor, och nu är det 600 000 kronor.",
    ),
    (ICLD, "salaries", 0, draft(), CANNOT, "inga budgetposter är ifyllda."),
    (ICLD, "salaries", 0, draft(lines=LINES), MET, "Ingen budgetpost är lön till deltagare."),
    (
        ICLD,
        "salaries",
        0,
        draft(lines=[(12000, None, True), *LINES]),
        LACKING,
        "En budgetpost är lön till deltagare (12 000 kronor): ta bort den.",
    ),
    (
        ICLD,
        "salaries",
        0,
        draft(lines=[(12000, None, True), (8000, None, True)]),
        LACKING,
        "Två budgetposter är lön till deltagare (tillsammans 20 000 kronor): ta bort dem.",
    ),
    (ICLD, "by_hand", 0, draft(), CANNOT, "en människa behöver bedöma det."),
    # The Swedish Institute: who leads, and a list of countries that was not found.
    (SI, "lead", 0, draft(KUOPIO), CANNOT, "ingen part är markerad som den som leder."),
    (
        SI,
        "lead",
        0,
        draft(KUOPIO, home=Applicant("Jönköping", "SE", leads=True)),
        MET,
        "Jönköping i Sverige leder.",
    ),
    (
        SI,
        "lead",
        0,
        draft(Applicant("Kuopio", "FI", leads=True)),
        LACKING,
        "En part från Sverige behöver leda: nu leder Kuopio i Finland.",
    ),
    (
        SI,
        "lead",
        0,
        draft(Applicant("Kuopio", "FI", leads=True), home=Applicant("Jönköping", "SE", leads=True)),
        CANNOT,
        "flera står som den som leder: Jönköping och Kuopio.",
    ),
    (
        SI,
        "countries",
        0,
        draft(KUOPIO),
        LACKING,
        "Ett land till behövs i varje fall: det ska vara minst tre, och nu är de som mest två. Sverige och Finland räknas bara om länderna står på utlysningens lista.",
    ),
    (
        SI,
        "countries",
        0,
        draft(KUOPIO, VIRUMAA),
        CANNOT,
        "det ska vara minst tre länder, och säkert räknas inget. Sverige, Finland och Estland räknas bara om länderna står på utlysningens lista.",
    ),
    (
        SI,
        "amount",
        0,
        draft(kind="såddprojekt", applied=450000),
        LACKING,
        "Det sökta beloppet är 50 000 kronor för stort: högst 400 000 kronor, och nu är det 450 000 kronor.",
    ),
    (
        SI,
        "amount",
        1,
        draft(kind="samarbetsprojekt", applied=450000),
        LACKING,
        "50 000 kronor till behöver sökas: minst 500 000 kronor, och nu är det 450 000 kronor.",
    ),
    (
        SI,
        "duration",
        0,
        draft(kind="såddprojekt", **months(JAN, "2028-03-31")),
        MET,
        "Arbetet pågår 15 månader: minst 6 månader och högst 15 månader.",
    ),
    # Interreg: shares that differ by country, and areas.
    (OKS, "area", 0, draft(), CANNOT, "området är inte känt."),
    (
        OKS,
        "cofinancing",
        0,
        draft(SVENDBORG, currency="EUR", budget=200000),
        CANNOT,
        "det sökta beloppet är inte ifyllt.",
    ),
    (
        OKS,
        "cofinancing",
        0,
        draft(SVENDBORG, currency="EUR", applied=120000),
        CANNOT,
        "budgeten är inte ifylld.",
    ),
    (
        OKS,
        "cofinancing",
        0,
        draft(SVENDBORG, currency="EUR", budget=200000, applied=120000),
        MET,
        "120 000 euro söks, och bidraget får vara högst 60 % av budgeten: 120 000 euro.",
    ),
    (
        OKS,
        "cofinancing",
        0,
        draft(SVENDBORG, currency="EUR", budget=200000, applied=125000),
        LACKING,
        "Det sökta beloppet är 5 000 euro för stort: högst 60 % av budgeten, alltså 120 000 euro, och nu är det 125 000 euro.",
    ),
    (
        OKS,
        "cofinancing",
        1,
        draft(BODO, currency="EUR", budget=200000, applied=100000),
        CANNOT,
        "för parter i Norge är bidraget högst 50 %, och budgeten är inte uppdelad på parter.",
    ),
    (
        OKS,
        "amount",
        0,
        draft(SVENDBORG, kind="förprojekt", currency="EUR", applied=70000),
        LACKING,
        "Det sökta beloppet är 10 000 euro för stort: högst 60 000 euro, och nu är det 70 000 euro.",
    ),
    (
        OKS,
        "amount",
        0,
        draft(SVENDBORG, BODO, kind="förprojekt", currency="EUR", applied=70000),
        CANNOT,
        "taket 60 000 euro gäller parter i EU, och det finns parter på andra håll.",
    ),
    (
        OKS,
        "amount",
        1,
        draft(BODO, kind="förprojekt", currency="EUR", applied=95000),
        LACKING,
        "Det sökta beloppet är 5 000 euro för stort: högst 90 000 euro, och nu är det 95 000 euro.",
    ),
    (
        SOUTH,
        "area",
        0,
        draft(),
        LACKING,
        "Jönköping ligger utanför området (Skåne, Blekinge, Kronoberg, Kalmar).",
    ),
    (
        SOUTH,
        "area",
        0,
        draft(home=Applicant("Växjö", "SE"), area="0780"),
        MET,
        "Växjö ligger i området (Skåne, Blekinge, Kronoberg, Kalmar).",
    ),
    (SOUTH, "area", 0, draft(area="0000"), CANNOT, "kommunens kod är inte ifylld."),
    (
        SOUTH,
        "cofinancing",
        0,
        draft(currency="EUR", budget=100000, applied=80000),
        MET,
        "80 000 euro söks, och bidraget får vara högst 80 % av budgeten: 80 000 euro.",
    ),
    # Nordplus and Erasmus+.
    (
        NORDPLUS,
        "eligible",
        0,
        draft(KUOPIO, BODO),
        CANNOT,
        "hela listan är inte känd. Sverige, Finland och Norge räknas bara om länderna står på utlysningens lista.",
    ),
    (
        ERASMUS,
        "duration",
        0,
        draft(**months(JAN, "2028-03-31")),
        MET,
        "Arbetet pågår 15 månader: minst 15 månader och högst 24 månader.",
    ),
    (
        ERASMUS,
        "duration",
        0,
        draft(**months(JAN, "2029-01-01")),
        LACKING,
        "Arbetet är för långt: det får pågå högst 24 månader, och nu är det 24 månader och 1 dag. Det kan sluta senast 2028-12-31.",
    ),
]


def told(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(("slug", "kind", "place", "application", "outcome", "sentence"), CASES)
def test_a_rule_of_a_call_is_answered_with_its_reason(slug, kind, place, application, outcome, sentence):
    rule_answer = answer(nth(slug, kind, place), application, ON)

    begun = "Går inte att avgöra: " if outcome is CANNOT else ""
    assert (rule_answer.outcome, told(rule_answer.sentence.sv)) == (outcome, begun + sentence)
    assert rule_answer.sentence.en


def test_the_table_is_large_enough_to_lean_on():
    assert len(CASES) >= 60
    assert len({case[0] for case in CASES}) >= 5
    assert {case[4] for case in CASES} == set(RuleOutcome)
    assert {case[1] for case in CASES} >= set(ANSWERS) - {"own_share"}


ENGLISH = [
    (
        nth(NETWORK, "countries"),
        draft(SVENDBORG, KUOPIO),
        "One more country is needed: there must be at least four, and now there are three (Sweden, Denmark,"
        " Finland).",
    ),
    (
        nth(TOWNS, "participants"),
        draft(participants=38),
        "12 participants are missing: there must be at least 50, and now there are 38.",
    ),
    (nth(SOUTH, "area"), draft(), "Jönköping is outside the area (Skåne, Blekinge, Kronoberg, Kalmar)."),
    (nth(NETWORK, "budget"), draft(), "Cannot tell: the budget is not filled in."),
]


@pytest.mark.parametrize(("rule_asked", "of", "sentence"), ENGLISH)
def test_sentences_in_english(rule_asked, of, sentence):
    assert answer(rule_asked, of, ON).sentence["en"] == sentence


# --- Kinds that no call of the example has as yet ---------------------------------------------------------

MORE = [
    (rule("own_share", minimum=20), draft(budget=100000), CANNOT, "hela den egna insatsen är inte ifylld."),
    (
        rule("own_share", minimum=20),
        draft(budget=100000, own_cash=15000),
        CANNOT,
        "hela den egna insatsen är inte ifylld.",
    ),
    (
        rule("own_share", minimum=20),
        draft(budget=100000, own_cash=15000, own_kind=5000),
        MET,
        "Den egna insatsen är 20 000 kronor, och den ska vara minst 20 % av budgeten: 20 000 kronor.",
    ),
    (
        rule("own_share", minimum=20),
        draft(budget=100000, own_cash=15000, own_kind=0),
        LACKING,
        "5 000 kronor till behövs i egen insats: minst 20 % av budgeten, alltså 20 000 kronor, och nu är det"
        " 15 000 kronor.",
    ),
    (
        rule("eligible", places="EU IS"),
        draft(KUOPIO, BODO),
        LACKING,
        "Norge räknas inte: landet står inte på utlysningens lista.",
    ),
    (
        rule("eligible", places="EU NO"),
        draft(KUOPIO, BODO),
        MET,
        "Alla länder står på listan (Sverige, Finland, Norge).",
    ),
    (rule("eligible"), draft(KUOPIO), CANNOT, "listan över länder är tom."),
    (rule("lead", places="EU ?"), draft(Applicant("Bodø", "NO", leads=True)), CANNOT, None),
    (
        rule("lead"),
        draft(home=Applicant("Jönköping", "SE", leads=True)),
        CANNOT,
        "listan över länder är tom.",
    ),
    (rule("countries"), draft(KUOPIO), CANNOT, "regeln saknar sitt tal."),
    (
        rule("countries", minimum=2, places="EU NORGE"),
        draft(KUOPIO),
        CANNOT,
        "regelns lista innehåller NORGE, som inte är någon landskod.",
    ),
    (
        rule("cofinancing", maximum=50, places="NO"),
        draft(home=Applicant("Bodø", "NO"), budget=100000, applied=60000),
        LACKING,
        "Det sökta beloppet är 10 000 kronor för stort: högst 50 % av budgeten, alltså 50 000 kronor, och nu är"
        " det 60 000 kronor.",
    ),
]


@pytest.mark.parametrize(("rule_asked", "of", "outcome", "sentence"), MORE)
def test_other_kinds(rule_asked, of, outcome, sentence):
    rule_answer = answer(rule_asked, of, ON)

    assert rule_answer.outcome is outcome
    if sentence:
        assert told(rule_answer.sentence.sv).removeprefix("Går inte att avgöra: ") == sentence


# --- Which rules bear on a draft --------------------------------------------------------------------------


def test_a_rule_out_of_force_is_set_aside_with_the_reason():
    dated = rule("participants", minimum=50, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    draft_of_ten = draft(participants=10)

    reasons = [
        [aside.reason.sv for aside in check(draft_of_ten, [dated], day).set_aside]
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert reasons == [["Gäller först från 2026-01-01."], [], [], ["Gällde till 2026-12-31."]]


def test_a_rule_about_another_kind_of_application_is_set_aside():
    checked = check(draft(STELLENBOSCH, kind="förstudie", applied=100000), rules(ICLD), ON)

    assert [aside.reason.sv for aside in checked.set_aside if aside.rule.applies_to == "styrgrupp"] == [
        "Gäller ansökningar av slaget styrgrupp, och den här är av slaget förstudie."
    ]


def test_a_ceiling_for_europe_is_set_aside_for_a_partner_in_south_africa():
    checked = check(draft(STELLENBOSCH, kind="förstudie", applied=250000), rules(ICLD), ON)

    ceilings = [ceiling for ceiling in checked.answers if ceiling.rule.kind == "amount"]
    assert [ceiling.outcome for ceiling in ceilings] == [MET]
    assert "Gäller parter i Europa, och ingen finns där." in [
        ceiling.reason.sv for ceiling in checked.set_aside
    ]


def test_a_lower_share_for_norway_bears_only_where_a_norwegian_takes_part():
    def shares(*partners):
        application = draft(*partners, currency="EUR", budget=200000, applied=100000)
        return [
            rule_answer.outcome
            for rule_answer in check(application, rules(OKS), ON).answers
            if rule_answer.rule.kind == "cofinancing"
        ]

    assert shares(SVENDBORG) == [MET]
    assert shares(SVENDBORG, BODO) == [MET, CANNOT]


def test_the_list_of_a_call_is_that_of_its_counts_too():
    listed = [rule("eligible", places="EU IS"), rule("countries", minimum=3)]

    count_answer = check(draft(KUOPIO, BODO), listed, ON).answers[1]
    assert count_answer.outcome is LACKING
    assert count_answer.sentence.sv == (
        "Ett land till behövs: det ska vara minst tre, och nu är de två (Sverige, Finland)."
        " Norge räknas inte: landet står inte på utlysningens lista."
    )


@pytest.mark.parametrize(
    "slug", [TOWNS, NETWORK, "cerv-natverk-2025", ICLD, SI, OKS, SOUTH, NORDPLUS, ERASMUS]
)
def test_an_empty_draft_is_never_within_a_rule_that_needs_what_it_lacks(slug):
    checked = check(draft(), rules(slug), ON)

    assert len(checked.answers) + len(checked.set_aside) == len(rules(slug))
    enough = {rule_answer.rule.kind for rule_answer in checked.answers if rule_answer.outcome is MET}
    assert enough <= {"countries"}  # one EU country: our own


def test_the_calls_say_in_words_what_each_rule_is():
    for call in calls().values():
        for row in call["rules"]:
            assert row["kind"] in ANSWERS
            assert row["text_sv"] and row["text_en"], row
            assert row["kind"] == "area" or not RulePlaces.read(row.get("places", "")).unknown, row


# --- What holds whatever the draft ------------------------------------------------------------------------

CODES = st.sampled_from(["DK", "FI", "EE", "NO", "IS", "DE", "ZA", "CN", "SE"])
PARTNERS = st.lists(st.builds(Applicant, st.text("abc", min_size=1), CODES, ceased=st.booleans()), max_size=5)
LISTS = st.sampled_from(["", "EU", "EU ?", "EU NO", "?", "NORDEN"])
BETTER = {LACKING: 0, CANNOT: 1, MET: 2}


@given(PARTNERS, PARTNERS, LISTS, st.sampled_from(["countries", "partners"]), st.integers(1, 5))
def test_one_more_partner_never_takes_a_minimum_away(partners, more, places, kind, least):
    minimum = rule(kind, minimum=least, places=places)
    before = answer(minimum, draft(*partners), ON).outcome
    after = answer(minimum, draft(*partners, *more), ON).outcome

    assert BETTER[after] >= BETTER[before]


@given(PARTNERS, LISTS, st.integers(1, 5))
def test_a_count_agrees_with_a_plain_one(partners, places, least):
    listed = RulePlaces.read(places)
    application = draft(*partners)
    held = {code: not listed or listed.holds(code, ON) for code in countries()}
    certain = {
        applicant.country
        for applicant in application.applicants
        if held[applicant.country] and not applicant.ceased
    }
    perhaps = {
        applicant.country for applicant in application.applicants if held[applicant.country] is not False
    }
    expected = MET if len(certain) >= least else LACKING if len(perhaps) < least else CANNOT

    assert answer(rule("countries", minimum=least, places=places), application, ON).outcome is expected


@given(st.integers(0, 200), st.integers(0, 50), st.integers(1, 120))
def test_more_participants_never_lack_what_fewer_had(now, more, least):
    minimum = rule("participants", minimum=least)

    assert (answer(minimum, draft(participants=now), ON).outcome is MET) == (now >= least)
    assert (
        BETTER[answer(minimum, draft(participants=now + more), ON).outcome]
        >= BETTER[answer(minimum, draft(participants=now), ON).outcome]
    )


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 100))
def test_the_share_that_is_left_after_the_excess_is_within_the_rule(applied, budget, most):
    ceiling = rule("cofinancing", maximum=most)
    rule_answer = answer(ceiling, draft(applied=applied, budget=budget), ON)

    assert (rule_answer.outcome is MET) == (applied * 100 <= budget * most)


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 60))
def test_so_many_months_last_so_many_months(first, count):
    assert Length.between(first, last_day(first, count)).months == count


@given(DAYS, st.integers(1, 2000))
def test_work_is_within_its_months_or_the_day_that_it_can_end_is(first, days):
    lengths = rule("duration", minimum=6, maximum=12)
    last = first + timedelta(days)
    rule_answer = answer(lengths, draft(starts=first, finishes=last), ON)

    assert (rule_answer.outcome is MET) == (last_day(first, 6) <= last <= last_day(first, 12))


def test_months_end_where_february_does():
    assert last_day(date(2027, 1, 31), 1) == date(2027, 2, 27)
    assert last_day(date(2028, 2, 29), 12) == date(2029, 2, 27)
    assert Length.between(date(2027, 1, 1), date(2027, 12, 31)) == Length(12, 0)
    assert Length.between(date(2027, 1, 31), date(2027, 3, 1)).words.sv == "1 månad och 2 dagar"


# --- Countries --------------------------------------------------------------------------------------------


def test_the_eu_as_of_a_day():
    assert len(members("EU", date(2026, 1, 1))) == 27
    assert len(members("EU", date(2020, 1, 31))) == 28
    assert "GB" not in members("EU", date(2020, 2, 1))
    assert "HR" not in members("EU", date(2013, 6, 30))


def test_the_eea_is_the_eu_and_three_more():
    assert members("EES", ON) - members("EU", ON) == {"IS", "LI", "NO"}


def test_every_group_has_members_and_every_member_a_name():
    for group in GROUP_NAMES:
        assert members(group, ON)
        assert members(group, ON) <= set(countries())


def test_countries_by_name():
    assert (country_name("ZA").sv, country_name("ZA").en) == ("Sydafrika", "South Africa")
    assert country_name("QQ").sv == "QQ"
