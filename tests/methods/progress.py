"""The manual on the progress measures of statistics offices."""

from lagesbild.assessment import Text

from .drawing import Example, Spec

STATCAN_WORDS = {
    "target_achieved": Text("Målet är nått", "Target achieved"),
    "substantial_progress": Text("Stora framsteg", "Substantial progress"),
    "moderate_progress": Text("Måttliga framsteg", "Moderate progress"),
    "limited_progress": Text("Små framsteg", "Limited progress"),
    "deterioration": Text("Försämring", "Deterioration"),
    "not_available": Text("Går inte att räkna", "Not available"),
}
CAGR = Text(
    "CAGR = (y / y₀)^(1 / (t − t₀)) − 1, den årliga tillväxten",
    "CAGR = (y / y₀)^(1 / (t − t₀)) − 1, growth a year",
)
NOT_ASSESSED = Text("Går inte att räkna", "Not assessed")

STATCAN = Spec(
    key="statcan",
    name=Text("Framsteg enligt Statistics Canada", "Progress as Statistics Canada measures it"),
    answers=Text(
        "Hur stor del av den tillväxt som målet kräver har det varit sedan 2015? Utan mål: hur snabbt går det åt rätt "
        "håll? Metoden är inbyggd i Open SDG.",
        "How much of the growth that the target takes has there been since 2015? Without a target: how fast does it go "
        "the right way? It is built into Open SDG.",
    ),
    misleads=Text(
        "Bara basåret och det senaste året används. Procentuell tillväxt passar dåligt nära noll och nära 100 procent. "
        "Metoden säger inget om slumpen.",
        "The base year and the latest alone are used. Compound growth fits badly near zero and near 100%. It says "
        "nothing about chance.",
    ),
    formula=Text(
        f"{CAGR.sv}\n"
        "med mål: R = d·CAGR / |CAGR som målet kräver|, där d är riktningen (1 eller −1); gränser 0,95, 0,6 och 0\n"
        "utan mål: d·CAGR mot 1,5 %·C, 0,5 %·C och 0\n"
        "C = 1 − (y₀ / limit)^4,44 under en naturlig gräns, 1 − ((2·limit − y₀) / limit)^4,44 över den, annars 1\n"
        "poäng med mål: R −0,6 ger −5, 0,6 ger 0, 1,3 ger 5, rakt däremellan\n"
        "poäng utan mål: −2 % ger −5, 0 ger −2,5, 0,5 %·C ger 0, 1,5 %·C ger 2,5, 2 %·C ger 5",
        f"{CAGR['en']}\n"
        "with a target: R = d·CAGR / |CAGR needed|, d being the direction (1 or −1); cuts .95, .6 and 0\n"
        "without: d·CAGR against 1.5%·C, 0.5%·C and 0\n"
        "C = 1 − (y₀ / limit)^4.44 below a natural limit, 1 − ((2·limit − y₀) / limit)^4.44 above it, else 1\n"
        "score with a target: R −0.6 → −5, 0.6 → 0, 1.3 → 5, straight between\n"
        "score without: −2% → −5, 0 → −2.5, 0.5%·C → 0, 1.5%·C → 2.5, 2%·C → 5",
    ),
    edges=(
        Text(
            "Basåret är 2015 (eller base_year), annars närmast senare år med ett värde. Målåret är 2030 (eller target_year).",
            "The base is 2015 (or base_year), else the next later year with a value. The target year is 2030 (or "
            "target_year).",
        ),
        Text(
            "Är målet nått nu är svaret ”målet är nått”, vart det än är på väg.",
            "A target met now is achieved, whatever the trend.",
        ),
        Text("Ett basvärde eller mål på 0 räknas som 0,001.", "A base or target of 0 counts as 0.001."),
        Text(
            "Är alla värden negativa vänds riktningen. Byter värdena tecken går det inte att räkna.",
            "Where all values are negative the direction is turned. A change of sign: not available.",
        ),
        Text(
            "Den som var framme basåret och har lämnat målet får lägsta poäng och inget R.",
            "Who was at the target in the base year and has left it gets the lowest score and no R.",
        ),
        Text(
            "Open SDG avrundar två lutningar. Poängen kan därför skilja upp till 0,0001.",
            "Open SDG rounds two of the slopes, so scores differ by up to 0.0001.",
        ),
    ),
    source=Text(
        "Open SDG, Progress Measurement Methodology for the Sustainable Development Goals, avsnitten Methodology, "
        "Indicators without quantitative targets och Considerations and Exceptions. Gränsens formel ovanför gränsen: "
        "programmet open-sdg/sdg-build.",
        "Open SDG, Progress Measurement Methodology for the Sustainable Development Goals, sections Methodology, "
        "Indicators without quantitative targets, and Considerations and Exceptions. The factor above a limit: the "
        "program open-sdg/sdg-build.",
    ),
    words=STATCAN_WORDS,
    examples=(
        Example(
            Text(
                "Med mål: nästan i takt, åt fel håll, redan nått",
                "With a target: nearly on pace, the wrong way, there",
            ),
            """\
series,year,value,direction,target,target_year
a,2015,14.5,down,7.25,2030
a,2023,10.2,down,7.25,2030
b,2015,14.5,down,7.25,2030
b,2023,15,down,7.25,2030
c,2015,14.5,down,7.25,2030
c,2023,7,down,7.25,2030
""",
            """\
series,verdict,pace,score
a,substantial_progress,0.9526,2.5185
b,deterioration,-0.0940,-2.8918
c,target_achieved,1.9268,5
""",
        ),
        Example(
            Text(
                "Utan mål: en procent om året, och samma ökning nära en naturlig gräns",
                "Without a target: one per cent a year, and the same rise near a natural limit",
            ),
            """\
series,year,value,direction,limit
a,2015,90,up,
a,2016,90.9,up,
b,2015,90,up,100
b,2016,90.9,up,100
""",
            "series,verdict,pace,score\na,moderate_progress,0.01,1.25\nb,substantial_progress,0.01,5\n",
        ),
        Example(
            Text(
                "Bas noll, byte av tecken, och den som lämnat målet",
                "A base of zero, a change of sign, and leaving the target",
            ),
            """\
series,year,value,direction,target
a,2015,0,up,
a,2016,0.001,up,
b,2015,-1,up,
b,2016,1,up,
c,2015,100,up,100
c,2016,99,up,100
""",
            "series,verdict,pace,score\na,limited_progress,0,-2.5\nb,not_available,,\nc,deterioration,,-5\n",
        ),
    ),
)

STATCAN_INDICATOR = Spec(
    key="statcan-indicator",
    name=Text("Framsteg för ett nyckeltal med flera serier", "Progress of an indicator with several series"),
    answers=Text(
        "Hur går det för ett nyckeltal som har flera serier, till exempel för olika grupper?",
        "How does an indicator fare that has several series, for different groups for instance?",
    ),
    misleads=Text(
        "Alla serier väger lika, hur stora grupper de än gäller. En grupp som halkar efter syns inte i medelvärdet.",
        "All series weigh the same, however large the groups. A group that falls behind does not show in the mean.",
    ),
    formula=Text(
        "poäng = medelvärdet av seriernas poäng enligt statcan\n"
        "stora framsteg från 2,5, måttliga från 0, små från −2,5, annars försämring",
        "score = mean of the series' scores by statcan\n"
        "substantial from 2.5, moderate from 0, limited from −2.5, else deterioration",
    ),
    edges=(
        Text(
            "Målet är nått bara när alla serier har nått det.",
            "Achieved only when all series are.",
        ),
        Text("Serier utan poäng räknas inte med.", "Series without a score do not count."),
    ),
    source=Text(
        "Open SDG, Progress Measurement Methodology for the Sustainable Development Goals, avsnittet Aggregated "
        "progress status.",
        "Open SDG, Progress Measurement Methodology for the Sustainable Development Goals, section Aggregated "
        "progress status.",
    ),
    words=STATCAN_WORDS,
    examples=(
        Example(
            Text("Bra för den ena, stilla för den andra", "Well for one, still for the other"),
            """\
series,year,value,direction,indicator
a,2015,100,up,i
a,2016,103,up,i
b,2015,100,up,i
b,2016,100,up,i
""",
            "series,verdict,n,score\ni,moderate_progress,2,1.25\n",
        ),
        Example(
            Text("Nått bara när alla har nått", "Achieved only when all have"),
            """\
series,year,value,direction,indicator,target
a,2015,50,up,i,80
a,2023,81,up,i,80
b,2015,50,up,i,80
b,2023,79,up,i,80
c,2015,50,up,j,80
c,2023,85,up,j,80
""",
            "series,verdict,n,score\ni,substantial_progress,2,5\nj,target_achieved,1,5\n",
        ),
    ),
)

UNSD = Spec(
    key="unsd",
    name=Text("Framsteg enligt FN:s statistikavdelning", "Progress as the UN Statistics Division charts it"),
    answers=Text(
        "Hur stor del av vägen från basåret till målet är avklarad 2030 om tillväxten fortsätter som hittills?",
        "How much of the way from the base year to the target will be done in 2030 if growth goes on as it has?",
    ),
    misleads=Text(
        "Tillväxten från två år dras ut många år framåt, ränta på ränta. Ett enda konstigt år kan ge ett orimligt svar, "
        "och slumpen räknas inte.",
        "Growth between two years is drawn out many years ahead, at compound interest. One odd year may give an absurd "
        "answer, and chance is not counted.",
    ),
    formula=Text(
        f"{CAGR.sv}\n"
        "väntat = y·(1 + CAGR)^(målår − t)\n"
        "andel = (väntat − y₀) / (målvärde − y₀): minst 0,95 i fas, minst 0,10 vissa framsteg, annars stilla eller bakåt\n"
        "utan mål: tillväxten åt rätt håll, minst 2 % i fas, minst 0,5 % vissa framsteg\n"
        "poäng: 3, 2 eller 1",
        f"{CAGR['en']}\n"
        "expected = y·(1 + CAGR)^(target year − t)\n"
        "ratio = (expected − y₀) / (target − y₀): from .95 on track, from .10 fair, else stagnation or reversal\n"
        "without a target: growth the right way, from 2% on track, from 0.5% fair\n"
        "score: 3, 2 or 1",
    ),
    edges=(
        Text(
            "Basåret är 2015 (eller base_year), annars närmast senare år, annars närmast tidigare. Målåret är 2030 (eller "
            "target_year).",
            "The base is 2015 (or base_year), else the nearest later year, else the nearest earlier. The target year is "
            "2030 (or target_year).",
        ),
        Text(
            "Ett mål som är nått nu är nått. Det gäller också ett värde högst 1 från ett mål på 0 eller 100.",
            "A target met now is met; so is a value within 1 of a target of 0 or 100.",
        ),
        Text(
            "Ett mål på 0 räknas som 0,001. Den som lämnat ett nått mål står still eller går bakåt.",
            "A target of 0 counts as 0.001. Who has left a target that was met is stagnating or reversing.",
        ),
        Text(
            "Ett basvärde på 0, värden med olika tecken eller ett enda år går inte att räkna.",
            "A base of 0, values of different sign or a single year: not assessed.",
        ),
    ),
    source=Text(
        "UNSD, Sustainable Development Goals Progress Chart 2023, Technical Note, så som Eustat beskriver sin "
        "användning av den (Measuring progress on the Sustainable Development Goals, avsnitt 2.1 och 2.2).",
        "UNSD, Sustainable Development Goals Progress Chart 2023, Technical Note, as Eustat documents its own use of it "
        "(Measuring progress on the Sustainable Development Goals, sections 2.1 and 2.2).",
    ),
    unverified=Text(
        "Regeln om högst 1 från 0 eller 100.",
        "The rule of being within 1 of 0 or 100.",
    ),
    words={
        "target_met": Text("Målet är nått", "Target met"),
        "on_track": Text("I fas", "On track"),
        "fair_progress": Text("Vissa framsteg", "Fair progress"),
        "stagnation_or_reversal": Text("Står still eller går bakåt", "Stagnation or reversal"),
        "not_assessed": NOT_ASSESSED,
    },
    examples=(
        Example(
            Text(
                "Med mål: i fas, vissa framsteg, bakåt",
                "With a target: on track, fair, backwards",
            ),
            """\
series,year,value,direction,target,target_year
a,2015,100,up,180,2030
a,2016,104,up,180,2030
b,2015,100,up,180,2030
b,2016,101,up,180,2030
c,2015,100,up,180,2030
c,2016,98,up,180,2030
""",
            """\
series,verdict,pace,score
a,on_track,1.0012,3
b,fair_progress,0.2012,2
c,stagnation_or_reversal,-0.3268,1
""",
        ),
        Example(
            Text("Utan mål räknas tillväxten", "Without a target growth counts"),
            """\
series,year,value,direction
a,2015,100,up
a,2016,102,up
b,2015,100,up
b,2016,100.6,up
c,2015,100,down
c,2016,100.6,down
""",
            """\
series,verdict,pace,score
a,on_track,0.020,3
b,fair_progress,0.006,2
c,stagnation_or_reversal,-0.006,1
""",
        ),
        Example(
            Text(
                "Nära 100 är framme; från noll går det inte att räkna",
                "Near 100 is there; from zero nothing can be counted",
            ),
            """\
series,year,value,direction,target
a,2015,90,up,100
a,2023,99,up,100
b,2015,0,up,100
b,2023,5,up,100
""",
            "series,verdict,pace,score\na,target_met,,3\nb,not_assessed,,\n",
        ),
    ),
)

ESCAP = Spec(
    key="escap",
    name=Text("Framsteg enligt FN i Asien och Stillahavsområdet (ESCAP)", "Progress as ESCAP measures it"),
    answers=Text(
        "Hur mycket av vägen är avklarad, och hur mycket väntas vara kvar 2030? Alla FN:s fem regionala kommissioner "
        "använder metoden.",
        "How much of the way is done, and how much is expected to be left in 2030? All five regional commissions of "
        "the United Nations use it.",
    ),
    misleads=Text(
        "En rät linje dras många år framåt, utan intervall. De senaste åren väger tyngst, så ett konstigt sista år "
        "syns mycket.",
        "A straight line is drawn many years ahead, without an interval. Recent years weigh most, so an odd last year "
        "shows much.",
    ),
    formula=Text(
        "läge (score) = 10·d·(y − y₀) / |målvärde − y₀|; parity: 10 − 10·|målvärde − y| / |målvärde − y₀|\n"
        "väntat = den vägda regressionslinjens höjd målåret, vikt = (år − första + 1) / (senaste − första + 1)\n"
        "kvar = det som saknas till målet / |målvärde − y₀|: högst 10 % behåll takten, högst 100 % öka takten, annars "
        "vänd utvecklingen\n"
        "takt (pace) = 1 − kvar",
        "status (score) = 10·d·(y − y₀) / |target − y₀|; parity: 10 − 10·|target − y| / |target − y₀|\n"
        "expected = height of the weighted regression line in the target year, weight = (year − first + 1) / (latest − "
        "first + 1)\n"
        "gap = what is then missing / |target − y₀|: up to 10% maintain, up to 100% accelerate, else reverse\n"
        "pace = 1 − gap",
    ),
    edges=(
        Text(
            "parity = yes: både för mycket och för lite är dåligt, till exempel kvinnor per man.",
            "parity = yes: too much is as bad as too little, women per man for instance.",
        ),
        Text(
            "Basåret y₀ är 2015 (eller base_year), annars närmast senare år, annars närmast tidigare. Linjen dras genom alla "
            "år, även före basåret. Målåret är 2030 (eller target_year).",
            "The base y₀ is that of 2015 (or base_year), else the nearest later year, else the nearest earlier. The line "
            "runs through all years, also before the base. The target year is 2030 (or target_year).",
        ),
        Text(
            "Ett väntat värde vid målet eller bortom det ger inget kvar.",
            "An expected value at the target or beyond leaves no gap.",
        ),
        Text(
            "Färre än två värden, ingen riktning eller ett basvärde som redan är vid målet: går inte att räkna.",
            "Fewer than two values, no direction, or a base already at the target: not assessed.",
        ),
    ),
    source=Text(
        "ESCAP, Asia and the Pacific SDG Progress Report, bilagan Technical notes, avsnitten Current Status Index och "
        "Anticipated Progress Index.",
        "ESCAP, Asia and the Pacific SDG Progress Report, annex Technical notes, sections Current Status Index and "
        "Anticipated Progress Index.",
    ),
    unverified=Text(
        "Gränserna 10 och 100 procent, vikterna (källan säger bara att senare år väger mer) och vilket år som är bas "
        "när 2015 saknas.",
        "The cuts of 10 and 100%, the weights (the notes only say that recent data weigh more), and which year is the "
        "base when 2015 is missing.",
    ),
    words={
        "maintain": Text("Behåll takten", "Maintain"),
        "accelerate": Text("Öka takten", "Accelerate"),
        "reverse": Text("Vänd utvecklingen", "Reverse"),
        "not_assessed": NOT_ASSESSED,
    },
    examples=(
        Example(
            Text(
                "Samma linje mot två mål, och en som går bakåt",
                "One line towards two targets, and one going back",
            ),
            """\
series,year,value,direction,target,target_year
a,2015,0,up,16,2030
a,2016,1,up,16,2030
a,2017,2,up,16,2030
b,2015,0,up,30,2030
b,2016,1,up,30,2030
b,2017,2,up,30,2030
c,2015,2,up,30,2030
c,2016,1,up,30,2030
c,2017,0,up,30,2030
""",
            """\
series,verdict,slope,score,pace
a,maintain,1,1.25,0.9375
b,accelerate,1,0.67,0.5000
c,reverse,-1,-0.71,-0.5357
""",
        ),
        Example(
            Text("För mycket är lika illa som för lite", "Too much is as bad as too little"),
            """\
series,year,value,parity,target,direction
a,2015,0.8,yes,1,
a,2020,1.1,yes,1,
b,2015,0.8,,1,up
b,2020,1.1,,1,up
""",
            "series,verdict,score,pace\na,reverse,5,-2.5\nb,maintain,15,1\n",
        ),
    ),
)
