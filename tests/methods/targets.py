"""The manual on targets: are we there, and do we move fast enough?"""

from lagesbild.assessment import PACE_LABELS, STATUS_LABELS, Text

from .drawing import Example, Spec, pace_of, status_of

STATUS = Spec(
    key="status",
    name=Text("Läget mot ett målvärde", "Status against a target"),
    answers=Text(
        "Når det senaste värdet ett beslutat mål-, gräns- eller riktvärde?",
        "Does the latest value reach a decided target, limit or guideline?",
    ),
    misleads=Text(
        "Svaret är ja eller nej. Det säger inte hur viktig skillnaden är, vart det är på väg eller om slumpen kan "
        "förklara att värdet hamnade just över eller under.",
        "The answer is yes or no. It does not say how much the gap matters, where things are heading, or whether "
        "chance put the value just above or below.",
    ),
    formula=Text(
        "nått om y ≥ målvärdet (högre är bättre) eller y ≤ målvärdet (lägre är bättre)\nskillnad = y − målvärdet",
        "reached if y ≥ target (higher is better) or y ≤ target (lower is better)\ngap = y − target",
    ),
    edges=(
        Text(
            "Talen jämförs exakt och oavrundade. Skrivs de med så få decimaler att de ser lika ut visas fler.",
            "Numbers are compared exactly, unrounded. Where they would print alike more decimals are shown.",
        ),
        Text(
            "Har målåret passerat utan att målet nåddes sägs det. Nåddes målet i tid men inte längre är det ”inte nått”.",
            "A target year that passed unreached is said. Reached in time and lost again is “not reached”.",
        ),
        Text("Gräns- och riktvärden ska klaras, inte nås.", "Limits and guidelines are kept, not reached."),
        Text(
            "Utan beslutad riktning bedöms inget. Framskrivna värden räknas inte som det senaste.",
            "Without a decided direction nothing is judged. An extrapolated value is not the latest.",
        ),
    ),
    source=Text("Vår egen regel.", "Our own rule."),
    words={word.value: label for word, label in STATUS_LABELS.items()},
    ask=status_of,
    call="judge(points, Rule(direction, references=[Reference(kind, label, target, target_year)])).statuses",
    examples=(
        Example(
            Text("Precis framme, nästan framme, under gränsen", "Just there, nearly there, below the limit"),
            """\
series,year,value,direction,kind,target,target_year
a,2023,75,up,target,75,2030
b,2023,74.9,up,target,75,2030
c,2023,16,down,limit,40,2005
""",
            "series,verdict,gap\na,reached,0\nb,not_reached,-0.1\nc,reached,-24\n",
        ),
        Example(
            Text(
                "Målåret har passerat; nått i tid men inte längre",
                "The target year has passed; reached in time but no longer",
            ),
            """\
series,year,value,direction,kind,target,target_year
a,2012,90,up,target,170,2012
a,2022,80,up,target,170,2012
b,2020,76,up,target,75,2020
b,2023,70,up,target,75,2020
""",
            "series,verdict,gap\na,passed_unreached,-90\nb,not_reached,-5\n",
        ),
        Example(
            Text("Ingen riktning, ingen bedömning", "No direction, no judgement"),
            "series,year,value,direction,kind,target,target_year\na,2023,76,none,target,75,2030\n",
            "series,verdict,gap\na,not_judged,1\n",
        ),
    ),
)

PACE = Spec(
    key="pace",
    name=Text("Takten mot ett målvärde", "Pace towards a target"),
    answers=Text(
        "Räcker takten för att nå målet i tid, och vilket år nås det annars?",
        "Is the change fast enough to reach the target in its year, and if not, when would it be reached?",
    ),
    misleads=Text(
        "Takten dras rakt fram, som om inget skulle ändras. Ofta är de första stegen lättast. Ett årtal långt fram "
        "är en räkning, inte en prognos.",
        "The pace is drawn straight ahead, as if nothing were to change, and the first steps are often the easiest. A "
        "year far ahead is a sum, not a forecast.",
    ),
    formula=Text(
        "behövd takt = (målvärde − y senaste) / (målår − år senaste)\n"
        "L = minsta kvadratlinjens 90 %-intervall i målåret; q = lutning / behövd takt\n"
        "år framme = de år i vars 90 %-intervall målet ligger (Fieller)",
        "needed = (target − y latest) / (target year − year latest)\n"
        "L = the least-squares line's 90% interval in the target year; q = slope / needed\n"
        "arrival = the years in whose 90% interval the target lies (Fieller)",
    ),
    edges=(
        Text(
            "Takten räcker bara om hela L är förbi målet, utvecklingen säkert går dit och ingen vändning finns. Den "
            "är för långsam om hela L ligger på fel sida och värdet går åt rätt håll. Däremellan är det osäkert.",
            "Fast enough only if all of L is past the target, the trend surely goes there and has not turned. Too slow "
            "if all of L is short of it and the value goes the right way. Uncertain in between.",
        ),
        Text(
            "För långsamt sägs aldrig om det som står still eller går bort från målet.",
            "Too slow is never said of what stands still or moves away.",
        ),
        Text(
            "Ordet och årtalen frågar samma mängd: de kan aldrig säga emot varandra. Från tio värden räknas med att år "
            "liknar sina grannar.",
            "The word and the years ask one set, so they cannot contradict each other. From ten values years that "
            "resemble their neighbours are allowed for.",
        ),
        Text(
            "Färre än sju värden, inget målår eller ingen riktning: bedöms inte. Med metoden utgångsvärde ges ett år "
            "men inget omdöme.",
            "Fewer than seven values, no target year or no direction: not judged. With the baseline method a year is "
            "given but no verdict.",
        ),
        Text(
            "Den behövda takten är rak, inte procentuell: procentuell tillväxt går inte att räkna vid noll.",
            "The needed rate is linear, not compound: growth in per cent cannot be counted at zero.",
        ),
    ),
    source=Text(
        "Fieller 1954, J. R. Stat. Soc. B 16; orden är våra.",
        "Fieller 1954, J. R. Stat. Soc. B 16; the words are ours.",
    ),
    words={word.value: label for word, label in PACE_LABELS.items()},
    ask=pace_of,
    call="judge(points, Rule(direction, references=[Reference('target', label, target, target_year)])).pace",
    examples=(
        Example(
            Text("Precis tillräckligt, och hälften", "Exactly enough, and half of it"),
            """\
series,year,value,direction,target,target_year
a,2017,8,up,21,2030
a,2018,9,up,21,2030
a,2019,10,up,21,2030
a,2020,11,up,21,2030
a,2021,12,up,21,2030
a,2022,13,up,21,2030
a,2023,14,up,21,2030
b,2017,8,up,28,2030
b,2018,9,up,28,2030
b,2019,10,up,28,2030
b,2020,11,up,28,2030
b,2021,12,up,28,2030
b,2022,13,up,28,2030
b,2023,14,up,28,2030
""",
            "series,verdict,needed,slope,q,arrival\na,on_track,1,1,1,2030\nb,too_slow,2,1,0.5,2037\n",
        ),
        Example(
            Text("Osäkert, eftersom värdena hoppar", "Uncertain, because the values jump"),
            """\
series,year,value,direction,target,target_year
a,2013,0,up,17,2030
a,2014,3,up,17,2030
a,2015,1,up,17,2030
a,2016,5,up,17,2030
a,2017,3,up,17,2030
a,2018,4,up,17,2030
a,2019,8,up,17,2030
a,2020,6,up,17,2030
a,2021,7,up,17,2030
a,2022,11,up,17,2030
a,2023,10,up,17,2030
""",
            "series,verdict,q,q_low,q_high,arrival_low,arrival,arrival_high\na,uncertain,1,0.7115,1.2339,2027.4,2030.1,2034.6\n",
        ),
        Example(
            Text(
                "Står still, går bort från målet, och ett målår som har passerat",
                "Standing still, moving away, and a target year that has passed",
            ),
            """\
series,year,value,direction,target,target_year
a,2017,10,up,30,2030
a,2018,11,up,30,2030
a,2019,10,up,30,2030
a,2020,11,up,30,2030
a,2021,10,up,30,2030
a,2022,11,up,30,2030
a,2023,10,up,30,2030
b,2017,16,up,21,2030
b,2018,15,up,21,2030
b,2019,14,up,21,2030
b,2020,13,up,21,2030
b,2021,12,up,21,2030
b,2022,11,up,21,2030
b,2023,10,up,21,2030
c,2017,8,up,21,2022
c,2018,9,up,21,2022
c,2019,10,up,21,2022
c,2020,11,up,21,2022
c,2021,12,up,21,2022
c,2022,13,up,21,2022
c,2023,14,up,21,2022
""",
            "series,verdict,q,arrival\na,stalled,0,\nb,wrong_way,-0.6364,\nc,passed,,2030\n",
        ),
    ),
)
