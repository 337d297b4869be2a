"""The manual on the markers of Germany, of Eurostat and of England's public health profiles."""

from lagesbild.assessment import Text
from lagesbild.assessment.published import MOVEMENT_LABELS, WEATHER_LABELS

from .drawing import Example, Spec

GERMAN_SOURCE = Text(
    "Statistisches Bundesamt, Deutsche Nachhaltigkeitsstrategie, dns-indikatoren.de, sidan Status der Indikatoren – "
    "Methodik, på tyska och engelska. Där de skiljer sig gäller den tyska.",
    "Statistisches Bundesamt, Deutsche Nachhaltigkeitsstrategie, dns-indikatoren.de, the page Status der Indikatoren – "
    "Methodik, in German and English. Where they differ the German is followed.",
)
WEATHER_WORDS = {symbol.value: label for symbol, label in WEATHER_LABELS.items()}

WETTER = Spec(
    key="wetter",
    name=Text("Tysklands vädersymboler", "Germany's weather symbols"),
    answers=Text(
        "Når serien målet i tid om den fortsätter som de senaste fem åren?",
        "Does the series reach the target in time if it goes on as in the last five years?",
    ),
    misleads=Text(
        "Bara det första och det sista av sex värden avgör takten, så ett konstigt år vid någon av ändarna ändrar "
        "symbolen. Metoden säger inget om slumpen.",
        "Only the first and the last of six values decide the rate, so an odd year at either end changes the symbol. "
        "It says nothing about chance.",
    ),
    formula=Text(
        "förändring (slope) = medel av de fem senaste årliga förändringarna = (y₆ − y₁) / (år₆ − år₁)\n"
        "väntat = det senaste värdet + förändring·(målår − senaste år)\n"
        "saknas = (målvärde − väntat) / (målvärde − det senaste värdet), minst 0; pace = 1 − saknas\n"
        "under 5 % sol, till och med 20 % lätt molnigt, mer men åt rätt håll moln, annars åska",
        "change (slope) = mean of the last five yearly changes = (y₆ − y₁) / (year₆ − year₁)\n"
        "expected = the latest value + change·(target year − latest year)\n"
        "missing = (target − expected) / (target − the latest value), at least 0; pace = 1 − missing\n"
        "under 5% sun, up to 20% slightly cloudy, more but the right way cloud, else thunderstorm",
    ),
    edges=(
        Text(
            "Utan målår, när målet redan är nått och när målåret är kommet: nått och inte sämre sol, nått men sämre lätt "
            "molnigt, inte nått men åt rätt håll moln, annars åska.",
            "Without a target year, where the target is met already, and where its year has come: met and not worse sun, "
            "met but worse slightly cloudy, not met but the right way cloud, else thunderstorm.",
        ),
        Text(
            "Utan mål: medlet och den senaste förändringen åt rätt håll sol, bara medlet lätt molnigt, bara den senaste "
            "moln, ingen av dem åska.",
            "Without a target: the mean and the last change right sun, the mean alone slightly cloudy, the last alone "
            "cloud, neither thunderstorm.",
        ),
        Text(
            "Fem eller fyra värden duger när det inte finns sex. Färre ger ingen symbol.",
            "Five or four values will do where there are not six. Fewer give no symbol.",
        ),
        Text(
            "Är målet ett intervall, ange den ände som kräver minst. Med flera år, ange nästa. Flera mål på en gång: en "
            "serie för vart och ett, och wetter-indicator.",
            "Where the target is an interval give the end that asks least, where there are several years the next one. "
            "Several targets at once: a series for each, and wetter-indicator.",
        ),
        Text(
            "Av Tysklands publicerade symboler för mål med tal och målår blir 94 procent desamma på dagens data (381 av "
            "406). Varför de andra skiljer sig är inte utrett; mätningen skriver ut var och en med sina värden.",
            "Of Germany's published symbols for targets with a number and a year 94% come out the same on today's data "
            "(381 of 406). Why the others differ is not established; the bench prints each with its values.",
        ),
    ),
    source=GERMAN_SOURCE,
    words=WEATHER_WORDS,
    examples=(
        Example(
            Text(
                "Sex värden mot fyra mål: den som ökar med 2 om året når 70 år 2030",
                "Six values against four targets: rising by 2 a year it reaches 70 in 2030",
            ),
            """\
series,year,value,direction,target,target_year
a,2015,40,up,70,2030
a,2016,42,up,70,2030
a,2017,44,up,70,2030
a,2018,46,up,70,2030
a,2019,48,up,70,2030
a,2020,50,up,70,2030
b,2015,40,up,75,2030
b,2016,42,up,75,2030
b,2017,44,up,75,2030
b,2018,46,up,75,2030
b,2019,48,up,75,2030
b,2020,50,up,75,2030
c,2015,40,up,90,2030
c,2016,42,up,90,2030
c,2017,44,up,90,2030
c,2018,46,up,90,2030
c,2019,48,up,90,2030
c,2020,50,up,90,2030
d,2015,40,down,30,2030
d,2016,42,down,30,2030
d,2017,44,down,30,2030
d,2018,46,down,30,2030
d,2019,48,down,30,2030
d,2020,50,down,30,2030
""",
            """\
series,verdict,slope,pace
a,sun,2,1
b,slightly_cloudy,2,0.8
c,cloud,2,0.5
d,thunderstorm,2,-1
""",
        ),
        Example(
            Text(
                "Ett mål att klara varje år: nått men på väg bort, inte nått men på väg dit",
                "A target to keep every year: met but slipping, not met but on the way",
            ),
            """\
series,year,value,direction,target
a,2017,99,up,95
a,2018,98,up,95
a,2019,97,up,95
a,2020,96,up,95
b,2017,91,up,95
b,2018,92,up,95
b,2019,93,up,95
b,2020,94,up,95
""",
            "series,verdict,n\na,slightly_cloudy,4\nb,cloud,4\n",
        ),
        Example(
            Text(
                "Utan mål: en vändning det senaste året, och för få värden",
                "Without a target: a turn in the last year, and too few values",
            ),
            """\
series,year,value,direction
a,2017,6,up
a,2018,5,up
a,2019,4,up
a,2020,5,up
b,2018,4,up
b,2019,5,up
b,2020,6,up
""",
            "series,verdict,slope\na,cloud,-0.3333\nb,not_calculated,\n",
        ),
    ),
)

WETTER_INDICATOR = Spec(
    key="wetter-indicator",
    name=Text("Tysklands vädersymbol för flera mål", "Germany's weather symbol for several targets"),
    answers=Text(
        "Vilken symbol får ett nyckeltal med flera mål som ska nås på en gång?",
        "Which symbol does an indicator get that has several targets to meet at once?",
    ),
    misleads=Text(
        "Den sämsta avgör, så det syns inte att de andra målen kan ha nåtts.",
        "The worst decides, so it does not show that the other targets may have been met.",
    ),
    formula=Text(
        "symbol = den sämsta av seriernas enligt wetter", "symbol = the worst of the series' by wetter"
    ),
    edges=(
        Text(
            "En serie som inte går att räkna ändrar inget, om någon annan går.",
            "A series that cannot be counted changes nothing, if another can.",
        ),
    ),
    source=GERMAN_SOURCE,
    words=WEATHER_WORDS,
    examples=(
        Example(
            Text(
                "Sol för det ena målet och moln för det andra", "Sun for one target and cloud for the other"
            ),
            """\
series,year,value,direction,target,target_year,indicator
low,2017,44,up,50,2020,i
low,2018,46,up,50,2020,i
low,2019,48,up,50,2020,i
low,2020,50,up,50,2020,i
high,2017,44,up,90,2030,i
high,2018,46,up,90,2030,i
high,2019,48,up,90,2030,i
high,2020,50,up,90,2030,i
""",
            "series,verdict,n\ni,cloud,2\n",
        ),
        Example(
            Text("En av två går att räkna", "One of two can be counted"),
            """\
series,year,value,direction,indicator
a,2017,4,up,i
a,2018,5,up,i
a,2019,6,up,i
a,2020,7,up,i
b,2020,7,up,i
""",
            "series,verdict,n\ni,sun,1\n",
        ),
    ),
)

EUROSTAT = Spec(
    key="eurostat",
    name=Text(
        "Tillväxt över fem och femton år, som Eurostat", "Growth over five and fifteen years, as Eurostat"
    ),
    answers=Text(
        "Hur mycket om året har värdet vuxit åt rätt håll på fem år? Metoden eurostat-long är samma sak på femton år.",
        "By how much a year has the value grown the right way in five years? The method eurostat-long is the same over "
        "fifteen.",
    ),
    misleads=Text(
        "Bara två värden används, och metoden säger inget om slumpen: med ett brus på 2 procent av nivån ser var sjätte "
        "serie som står still ut att röra sig mer än 1 procent om året. Procentuell tillväxt passar dåligt nära noll.",
        "Two values alone are used, and nothing is said of chance: with noise of 2% of the level one in six series that "
        "stand still seem to move by more than 1% a year. Compound growth fits badly near zero.",
    ),
    formula=Text(
        "CAGR = (y / y₀)^(1 / 5) − 1, med y₀ från exakt fem år före det senaste (femton: eurostat-long)\n"
        "pace = d·CAGR, där d är riktningen; med ett mål d·CAGR / (d·CAGR som leder från y₀ till målet i tid)\n"
        "över 0 framsteg, under 0 bort från målet",
        "CAGR = (y / y₀)^(1 / 5) − 1, y₀ being of exactly five years before the latest (fifteen: eurostat-long)\n"
        "pace = d·CAGR, d being the direction; with a target d·CAGR / (the d·CAGR that leads from y₀ to it in time)\n"
        "above 0 progress, below 0 movement away",
    ),
    edges=(
        Text(
            "Eurostat skiljer också på stora, måttliga och otillräckliga framsteg. De gränserna har inte hittats i "
            "källan, så här sägs bara åt vilket håll, och hur fort.",
            "Eurostat also tells significant, moderate and insufficient progress apart. Those cuts were not found in the "
            "source, so here only the way is told, and how fast.",
        ),
        Text(
            "Saknas värdet från just det året, är det 0 eller byter värdena tecken går det inte att räkna.",
            "Where the value of that very year is missing, or is 0, or the values change sign, nothing is calculated.",
        ),
        Text(
            "Är alla värden negativa vänds riktningen.",
            "Where all values are negative the direction is turned.",
        ),
    ),
    source=Text(
        "Eurostat, Sustainable development in the European Union, Monitoring report on progress towards the SDGs: "
        "tillväxt över de senaste fem och femton åren. Kvoten med mål: Statistics Canada, som beskriver den efter Eurostat.",
        "Eurostat, Sustainable development in the European Union, Monitoring report on progress towards the SDGs: growth "
        "over the past five and fifteen years. The ratio with a target: Statistics Canada, which describes it after "
        "Eurostat.",
    ),
    unverified=Text(
        "Vilket år som är bas när värdet från fem år tidigare saknas.",
        "Which year is the base where the value of five years before is missing.",
    ),
    words={movement.value: label for movement, label in MOVEMENT_LABELS.items()},
    examples=(
        Example(
            Text("Fem år: framsteg, bort, för kort", "Five years: progress, away, too short"),
            """\
series,year,value,direction
a,2018,100,up
a,2023,110,up
b,2018,100,down
b,2023,110,down
c,2019,100,up
c,2023,110,up
""",
            "series,verdict,pace\na,progress,0.0192\nb,movement_away,-0.0192\nc,not_calculated,\n",
        ),
        Example(
            Text("Fem år och femton kan säga olika", "Five years and fifteen may differ"),
            """\
series,year,value,direction
a,2008,100,up
a,2018,130,up
a,2023,120,up
""",
            """\
series,method,verdict,pace
a,eurostat,movement_away,-0.0159
a,eurostat-long,progress,0.0122
""",
            methods=("eurostat", "eurostat-long"),
        ),
        Example(
            Text("Med mål: hälften av takten som krävs", "With a target: half the rate it takes"),
            """\
series,year,value,direction,target,target_year
a,2018,100,up,121,2028
a,2023,105,up,121,2028
""",
            "series,verdict,pace\na,progress,0.51\n",
        ),
    ),
)

FINGERTIPS = Spec(
    key="fingertips",
    name=Text(
        "Trendmärket i Englands folkhälsoprofiler", "The trend marker of England's public health profiles"
    ),
    answers=Text(
        "Stiger eller sjunker de fem senaste värdena säkert, när vart och ett vägs efter hur säkert det är?",
        "Do the last five values surely rise or fall, when each is weighed by how sure it is?",
    ),
    misleads=Text(
        "Bara slumpen i varje värde räknas, inte att år kan vara ovanliga på annat sätt. För en stor befolkning är "
        "nästan varje ändring säker, hur liten den än är.",
        "Only the chance in each value counts, not that years may be unusual in other ways. In a large population nearly "
        "every change is sure, however small.",
    ),
    formula=Text(
        "s.e. = (value_high − value_low) / 3,92, vikt = 1 / s.e.²\n"
        "slope = den vägda minsta kvadratlinjens lutning, χ² = (slope / lutningens s.e.)²\n"
        "ökar eller minskar när χ² > 9,5495 och lutningen har samma tecken vilket av de fem värdena som än utesluts",
        "s.e. = (value_high − value_low) / 3.92, weight = 1 / s.e.²\n"
        "slope = that of the weighted least-squares line, χ² = (slope / its s.e.)²\n"
        "increasing or decreasing when χ² > 9.5495 and the slope keeps its sign whichever of the five is left out",
    ),
    edges=(
        Text(
            "Utan value_low och value_high räknas intervallet från denominator och per: Wilson för andelar (per 1 eller "
            "100), annars Byar.",
            "Without value_low and value_high the interval comes from denominator and per: Wilson's for shares (per 1 or "
            "100), else Byar's.",
        ),
        Text(
            "Färre än fem värden med intervall, eller ett intervall utan bredd: går inte att räkna.",
            "Fewer than five values with an interval, or one without width: cannot be calculated.",
        ),
    ),
    source=Text(
        "Office for Health Improvement and Disparities, Fingertips, recent trends; programmet FingertipsNext.",
        "Office for Health Improvement and Disparities, Fingertips, recent trends; the program FingertipsNext.",
    ),
    unverified=Text(
        "Gränsen 9,5495 och provet att utesluta ett värde i taget.",
        "The cut of 9.5495 and the test of leaving out one value at a time.",
    ),
    words={
        "increasing": Text("Ökar", "Increasing"),
        "decreasing": Text("Minskar", "Decreasing"),
        "no_significant_change": Text("Ingen säker ändring", "No significant change"),
        "cannot_be_calculated": Text("Går inte att räkna", "Cannot be calculated"),
    },
    examples=(
        Example(
            Text(
                "Samma värden med smala och breda intervall",
                "The same values with narrow and wide intervals",
            ),
            """\
series,year,value,value_low,value_high,direction
a,2019,10,8.04,11.96,down
a,2020,11,9.04,12.96,down
a,2021,12,10.04,13.96,down
a,2022,13,11.04,14.96,down
a,2023,14,12.04,15.96,down
b,2019,10,6,14,down
b,2020,11,7,15,down
b,2021,12,8,16,down
b,2022,13,9,17,down
b,2023,14,10,18,down
""",
            """\
series,verdict,slope,slope_low,slope_high
a,increasing,1,0.38,1.62
b,no_significant_change,1,-0.26,2.26
""",
        ),
        Example(
            Text("Andelar av en liten och en stor grupp", "Shares of a small and of a large group"),
            """\
series,year,value,denominator,per
a,2019,20,100,100
a,2020,21,100,100
a,2021,22,100,100
a,2022,23,100,100
a,2023,24,100,100
b,2019,20,10000,100
b,2020,21,10000,100
b,2021,22,10000,100
b,2022,23,10000,100
b,2023,24,10000,100
c,2022,20,100,100
c,2023,21,100,100
""",
            "series,verdict\na,no_significant_change\nb,increasing\nc,cannot_be_calculated\n",
        ),
    ),
)
