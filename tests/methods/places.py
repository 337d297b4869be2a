"""The manual on places among others, and on how sure a share, a rate or a place is."""

from lagesbild.assessment import Text

from .drawing import Example, Spec, comparison_of
from .index import COLOURS, NOT_JUDGED

PHE = "Public Health England, Technical Guide: Confidence Intervals, 2018"
ROUNDED = Text(
    "Antalet räknas baklänges ur värdet och behöver inte vara helt. Det märks inte när värdet är avrundat.",
    "The count is reckoned back from the value and need not be whole, so a rounded value does no harm.",
)

COMPARISON = Spec(
    key="comparison",
    name=Text("Plats bland andra", "Place among others"),
    answers=Text(
        "Vilken plats har området bland dem som mättes samma år, och vad har de övriga i mitten?",
        "Which place does an area have among those measured the same year, and what is the middle of the others?",
    ),
    misleads=Text(
        "En plats säger inte om värdet är bra. Alla kan vara bra eller alla dåliga. Små skillnader, ofta slump, kan ge "
        "många platsers skillnad: se plats som ett spann.",
        "A place does not say whether the value is good: all may be, or none. Small differences, often chance, may make "
        "many places: see rank as a range.",
    ),
    formula=Text(
        "plats = 1 + antalet som ligger strikt före\n"
        "median = mittvärdet av de övriga\n"
        "fjärdedel = ⌊4·(plats − 1) / n⌋ + 1",
        "rank = 1 + the number strictly before\nmedian = of the others\nquartile = ⌊4·(rank − 1) / n⌋ + 1",
    ),
    edges=(
        Text(
            "Räknat från det lägsta värdet om lägre är bättre, annars från det högsta.",
            "Counted from the lowest where lower is better, else from the highest.",
        ),
        Text(
            "Lika värden delar plats. Sträcker sig de lika över flera fjärdedelar sägs ingen.",
            "Equal values share a rank. A tie that spans several quarters is in none.",
        ),
        Text(
            "Färre än fyra områden ger ingen fjärdedel. Ett ensamt område får ingen plats.",
            "Fewer than four areas give no quarter; one alone has no rank.",
        ),
    ),
    source=Text("Vår egen regel.", "Our own rule."),
    words={},
    ask=comparison_of,
    call="compare(series, value, {series: value, …}, direction=direction)",
    examples=(
        Example(
            Text("Fem områden där lägre är bättre, två lika", "Five areas where lower is better, two alike"),
            """\
series,year,value,direction
a,2023,10,down
b,2023,20,down
c,2023,20,down
d,2023,30,down
e,2023,35,down
""",
            """\
series,rank,n,ties,median,quartile
a,1,5,0,25,1
b,2,5,1,25,
c,2,5,1,25,
d,4,5,0,20,3
e,5,5,0,20,4
""",
        ),
        Example(
            Text(
                "Utan riktning räknas från det högsta, och tre är för få för fjärdedelar",
                "Without a direction counted from the highest, and three are too few for quarters",
            ),
            "series,year,value,direction\na,2023,10,none\nb,2023,20,none\nc,2023,40,none\n",
            "series,rank,n,ties,median,quartile\na,3,3,0,30,\nb,2,3,0,25,\nc,1,3,0,15,\n",
        ),
    ),
)

KOLADA_RANK = Spec(
    key="kolada-rank",
    name=Text("Koladas färger", "Kolada's colours"),
    answers=Text(
        "Hör området till den bästa eller sämsta fjärdedelen av dem som har ett värde?",
        "Does the area belong to the best or the worst quarter of those with a value?",
    ),
    misleads=Text(
        "Färgen är en plats i en kö, inte bra eller dåligt; det säger Kolada självt. En fjärdedel är alltid röd, hur "
        "bra det än går. I simulering är ungefär var fjärde färg fel av ren slump, och 37 procent för de minsta "
        "kommunerna.",
        "The colour is a place in a line, not good or bad; Kolada says so itself. A quarter is always red, however well "
        "things go. In simulation about 25% of such colours are wrong by chance, 37% for the smallest municipalities.",
    ),
    formula=Text(
        "grön: färre än en fjärdedel ligger strikt före\nröd: färre än en fjärdedel ligger strikt efter\ngul: övriga",
        "green: fewer than a quarter stand strictly before\nred: fewer than a quarter stand strictly after\n"
        "yellow: the others",
    ),
    edges=(
        Text(
            "Jämförs gör serier med samma indicator, det senaste år någon av dem har. Den som saknar det året blir grå.",
            "Compared are series with the same indicator, in the latest year any of them has. Without that year: grey.",
        ),
        Text(
            "Utan riktning blir alla grå. Riktningen är någons beslut; i Koladas data finns den inte.",
            "Without a direction all are grey. A direction is somebody's decision; Kolada's data have none.",
        ),
        Text(
            "Lika värden får samma färg. De som hör till båda ändarna är gula.",
            "Equal values share a colour, and are yellow where they belong to both ends.",
        ),
    ),
    source=Text(
        "Kolada, Jämföraren, Guide till tabeller och diagram.",
        "Kolada, Jämföraren, Guide till tabeller och diagram.",
    ),
    unverified=Text(
        "Andelarna 25, 50 och 25 procent, och vad som händer med lika värden.",
        "The shares of 25, 50 and 25%, and what becomes of equal values.",
    ),
    words={**COLOURS, "not_judged": NOT_JUDGED},
    examples=(
        Example(
            Text("Åtta områden där lägre är bättre", "Eight areas where lower is better"),
            """\
series,year,value,indicator,direction
a,2023,1,i,down
b,2023,2,i,down
c,2023,3,i,down
d,2023,4,i,down
e,2023,5,i,down
f,2023,6,i,down
g,2023,7,i,down
h,2023,8,i,down
""",
            """\
series,verdict,colour
a,1,green
b,2,green
c,3,yellow
d,4,yellow
e,5,yellow
f,6,yellow
g,7,red
h,8,red
""",
        ),
        Example(
            Text(
                "Alla lika, och en som saknar det senaste året", "All alike, and one without the latest year"
            ),
            """\
series,year,value,indicator,direction
a,2023,5,i,up
b,2023,5,i,up
c,2023,5,i,up
d,2023,5,i,up
e,2022,9,i,up
""",
            "series,verdict,colour\na,1,yellow\nb,1,yellow\nc,1,yellow\nd,1,yellow\ne,not_judged,grey\n",
        ),
    ),
)

RANK = Spec(
    key="rank",
    name=Text("Plats som ett spann", "Rank as a range"),
    answers=Text(
        "Vilka platser kan området ha när man räknar med slumpen?",
        "Which places may the area have, allowing for chance?",
    ),
    misleads=Text(
        "Spannet tar bara hänsyn till slumpen i antalet fall, inte till mätfel. Varje intervall är på 95 procent för sig; "
        "alla spann tillsammans stämmer därför mer sällan än så.",
        "The range allows for chance in the number of cases alone, not for errors of measurement. Each interval is 95% "
        "by itself, so all the ranges together hold less often than that.",
    ),
    formula=Text(
        "bästa plats = 1 + antalet intervall som helt ligger före det egna\n"
        "sämsta plats = n − antalet intervall som helt ligger efter det egna",
        "best = 1 + the number of intervals wholly before one's own\n"
        "worst = n − the number of intervals wholly after it",
    ),
    edges=(
        Text(
            "Räknas per 1 eller 100 är det en andel (Wilsons intervall), annars en frekvens (Byars).",
            "Counted per 1 or 100 it is a share (Wilson's interval), else a rate (Byar's).",
        ),
        Text("Intervall som bara nuddar varandra överlappar.", "Intervals that only touch overlap."),
        Text(
            "Räknat från det lägsta värdet om lägre är bättre, annars från det högsta.",
            "Counted from the lowest where lower is better, else from the highest.",
        ),
    ),
    source=Text(
        "Klein, Wright och Wieczorek 2020, A joint confidence region for an overall ranking of populations, Journal of "
        "the Royal Statistical Society C 69.",
        "Klein, Wright and Wieczorek 2020, A joint confidence region for an overall ranking of populations, Journal of "
        "the Royal Statistical Society C 69.",
    ),
    words={"not_judged": NOT_JUDGED},
    examples=(
        Example(
            Text("Tre lika stora områden", "Three areas of one size"),
            """\
series,year,value,denominator,per,indicator,direction
a,2023,10,200,100,i,up
b,2023,12,200,100,i,up
c,2023,50,200,100,i,up
""",
            "series,verdict\na,2..3\nb,2..3\nc,1..1\n",
        ),
        Example(
            Text(
                "Samma andelar i små områden: ingen kan skiljas ut",
                "The same shares in small areas: none stands out",
            ),
            """\
series,year,value,denominator,per,indicator,direction
a,2023,10,10,100,i,up
b,2023,20,10,100,i,up
c,2023,50,10,100,i,up
""",
            "series,verdict\na,1..3\nb,1..3\nc,1..3\n",
        ),
    ),
)

WILSON = Spec(
    key="wilson",
    name=Text("Wilsons intervall", "Wilson's interval"),
    answers=Text(
        "Hur säker är en andel, till exempel 10 procent av 200 personer?",
        "How sure is a share, such as 10% of 200 people?",
    ),
    misleads=Text(
        "Intervallet gäller slumpen, som om de tillfrågade vore dragna på måfå. Bortfall och dåliga frågor syns inte.",
        "The interval is about chance, as if those asked were drawn at random. Non-response and bad questions do not "
        "show.",
    ),
    formula=Text(
        "(2np + z² ± z·√(z² + 4np(1 − p))) / (2(n + z²)), z = 1,959964",
        "(2np + z² ± z·√(z² + 4np(1 − p))) / (2(n + z²)), z = 1.959964",
    ),
    edges=(
        Text(
            "Håller nära 0 och 100 procent och för få fall, till skillnad från p ± 1,96·medelfelet.",
            "Holds near 0 and 100% and for few cases, unlike p ± 1.96·standard error.",
        ),
        ROUNDED,
        Text(
            "En andel under 0 eller över hela får inget intervall.",
            "A share below 0 or above the whole has no interval.",
        ),
    ),
    source=Text(
        f"Wilson 1927, Journal of the American Statistical Association 22; så som i {PHE}, bilaga 3.",
        f"Wilson 1927, Journal of the American Statistical Association 22; as in {PHE}, appendix 3.",
    ),
    words={"not_judged": NOT_JUDGED},
    examples=(
        Example(
            Text("Tio procent av 200 och av 20", "Ten per cent of 200 and of 20"),
            "series,year,value,denominator,per\na,2023,10,200,100\nb,2023,10,20,100\n",
            "series,verdict\na,6.57..14.94\nb,2.79..30.10\n",
        ),
        Example(
            Text("Ingen av tio, alla av tio, fler än alla", "None of ten, all of ten, more than all"),
            "series,year,value,denominator,per\na,2023,0,10,100\nb,2023,100,10,100\nc,2023,101,10,100\n",
            "series,verdict\na,0..27.75\nb,72.25..100\nc,not_judged\n",
        ),
    ),
)

BYAR = Spec(
    key="byar",
    name=Text("Byars intervall", "Byar's interval"),
    answers=Text(
        "Hur säkert är ett antal händelser i en befolkning, till exempel olyckor per 100 000 invånare?",
        "How sure is a number of events in a population, such as accidents per 100,000 inhabitants?",
    ),
    misleads=Text(
        "Intervallet räknar med att händelserna sker oberoende av varandra. Kommer de i klungor, som ett utbrott, är det "
        "för smalt.",
        "The interval takes events to happen independently. Where they come in clusters, as in an outbreak, it is too "
        "narrow.",
    ),
    formula=Text(
        "nedre = O·(1 − 1/(9O) − z/(3√O))³\n"
        "övre = (O + 1)·(1 − 1/(9(O + 1)) + z/(3√(O + 1)))³, där O är antalet händelser och z = 1,959964\n"
        "båda delas med befolkningen",
        "low = O·(1 − 1/(9O) − z/(3√O))³\n"
        "high = (O + 1)·(1 − 1/(9(O + 1)) + z/(3√(O + 1)))³, O being the number of events and z = 1.959964\n"
        "both divided by the population",
    ),
    edges=(
        Text(
            "Inom 0,2 procent av det exakta Poissonintervallet från 10 händelser. Under det är nedre änden något fel.",
            "Within 0.2% of the exact Poisson interval from 10 events on; below that the low end is a little off.",
        ),
        Text("Inga händelser: nedre änden är 0.", "No events: the low end is 0."),
        ROUNDED,
    ),
    source=Text(
        f"Breslow och Day 1987, Statistical Methods in Cancer Research II; så som i {PHE}, bilaga 1.",
        f"Breslow and Day 1987, Statistical Methods in Cancer Research II; as in {PHE}, appendix 1.",
    ),
    words={"not_judged": NOT_JUDGED},
    examples=(
        Example(
            Text(
                "Hundra per 100 000: tio händelser och tusen",
                "A hundred per 100,000: ten events and a thousand",
            ),
            "series,year,value,denominator,per\na,2023,100,10000,100000\nb,2023,100,1000000,100000\n",
            "series,verdict\na,47.9..183.9\nb,93.9..106.4\n",
        ),
        Example(
            Text("Inga händelser är inte säkert noll", "No events is not surely zero"),
            "series,year,value,denominator,per\na,2023,0,10000,100000\n",
            "series,verdict\na,0..36.7\n",
        ),
    ),
)

FUNNEL = Spec(
    key="funnel",
    name=Text("Trattdiagrammets gränser", "Funnel limits"),
    answers=Text(
        "Ligger området längre från helheten än dess storlek kan förklara?",
        "Does the area lie further from the whole than its size explains?",
    ),
    misleads=Text(
        "Utanför gränsen betyder ovanligt, inte bra eller dåligt. När områdena skiljer sig mycket vidgas gränserna, så "
        "att det blir svårare att sticka ut.",
        "Beyond a limit means unusual, not good or bad. Where areas differ much the limits widen, so that it takes more "
        "to stand out.",
    ),
    formula=Text(
        "θ = Σ antal / Σ nämnare\n"
        "s = √(θ(1 − θ)/n) för andelar, √(θ/n) för frekvenser\n"
        "φ = Σz² / I, där z = (y − θ)/s och de ⌊0,1·I⌋ yttersta i varje ände dras in till nästa\n"
        "τ² = (I·φ − (I − 1)) / (Σw − Σw²/Σw) om det är över noll, annars 0, där w = 1/s²\n"
        "gränser = θ ± 1,96·√(s² + τ²) och θ ± 3,09·√(s² + τ²), mer exakt 1,959964 och 3,090232",
        "θ = Σ count / Σ denominator\n"
        "s = √(θ(1 − θ)/n) for shares, √(θ/n) for rates\n"
        "φ = Σz² / I, z = (y − θ)/s with the ⌊0.1·I⌋ outermost at each end pulled in to the next\n"
        "τ² = (I·φ − (I − 1)) / (Σw − Σw²/Σw) where above zero, else 0, w = 1/s²\n"
        "limits = θ ± 1.96·√(s² + τ²) and θ ± 3.09·√(s² + τ²), more exactly 1.959964 and 3.090232",
    ),
    edges=(
        Text(
            "Räknas per 1 eller 100 är det en andel, annars en frekvens.",
            "Counted per 1 or 100 it is a share, else a rate.",
        ),
        Text(
            "Gränserna går inte under 0, och för andelar inte över hela.",
            "Limits never go below 0 nor, for shares, above the whole.",
        ),
        Text(
            "Med färre än ungefär fem väntade fall är gränserna ungefärliga.",
            "With fewer than about five expected cases the limits are rough.",
        ),
    ),
    source=Text(
        "Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24, avsnittet "
        "om överspridning; och Handling over-dispersion of performance indicators, Quality and Safety in Health Care "
        "14, den additiva modellen med slumpmässiga effekter.",
        "Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine 24, section on "
        "over-dispersion; and Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14, "
        "the additive random-effects model.",
    ),
    words={
        "above_998": Text("Över gränsen 99,8 %", "Above the 99.8% limit"),
        "above_95": Text("Över gränsen 95 %", "Above the 95% limit"),
        "within": Text("Inom gränserna", "Within the limits"),
        "below_95": Text("Under gränsen 95 %", "Below the 95% limit"),
        "below_998": Text("Under gränsen 99,8 %", "Below the 99.8% limit"),
        "not_judged": NOT_JUDGED,
    },
    examples=(
        Example(
            Text(
                "Samma andel, olika storlek: bara den stora är ovanlig",
                "The same share, different sizes: only the large one is unusual",
            ),
            """\
series,year,value,denominator,per,indicator
a,2023,13,100,100,i
b,2023,13,1000,100,i
c,2023,10,1000,100,i
d,2023,10,1000,100,i
e,2023,10,1000,100,i
f,2023,10,1000,100,i
g,2023,10,1000,100,i
h,2023,10,1000,100,i
i,2023,10,1000,100,i
j,2023,10,1000,100,i
""",
            "series,verdict\na,within\nb,above_95\nc,within\nd,within\ne,within\nf,within\ng,within\nh,within\ni,within\nj,within\n",
        ),
        Example(
            Text(
                "När alla skiljer sig åt vidgas gränserna",
                "Where all differ the limits widen",
            ),
            """\
series,year,value,denominator,per,indicator
a,2023,2,1000,100,i
b,2023,6,1000,100,i
c,2023,10,1000,100,i
d,2023,14,1000,100,i
e,2023,18,1000,100,i
""",
            "series,verdict\na,within\nb,within\nc,within\nd,within\ne,within\n",
        ),
    ),
)
