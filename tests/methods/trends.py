"""The manual on trends: which way is a series going?"""

from lagesbild.assessment import EVIDENCE_LABELS, TREND_LABELS, Evidence, Text

from .drawing import Example, Spec

WORDS = {
    **{word.value: label for word, label in TREND_LABELS.items()},
    **{word.value: EVIDENCE_LABELS[word] for word in (Evidence.STRONG, Evidence.WEAK)},
}

ODD_YEAR = """\
series,year,value,direction
a,2016,10,up
a,2017,11,up
a,2018,12,up
a,2019,13,up
a,2020,14,up
a,2021,15,up
a,2022,16,up
a,2023,90,up
"""

BREAK_RULE = Text(
    "Ett brott börjar en ny serie. Bara värdena efter det sista brottet räknas.",
    "A break starts a new series. Only the values after the last break count.",
)

MANN_KENDALL = Spec(
    key="mann-kendall",
    name=Text("Mann–Kendall", "Mann–Kendall"),
    answers=Text(
        "Har värdet gått åt rätt håll, och hur mycket har det ändrats ett vanligt år? Det är vår vanliga metod.",
        "Has the value gone the right way, and by how much has it changed in a usual year? This is our default.",
    ),
    misleads=Text(
        "Metoden ser en enda riktning över hela tiden; de senaste åren sägs för sig. När åren liknar sina grannår och "
        "värdena är färre än tio sägs för ofta att något har hänt. Fyra värden kan aldrig säga något för sig själva.",
        "It sees one direction over the whole period; recent years are told apart. Where years resemble their "
        "neighbours and values are fewer than ten, it too often says that something has happened. Four values by "
        "themselves can never say anything.",
    ),
    formula=Text(
        "S = antalet par av år där det senare värdet är högre, minus antalet där det är lägre\n"
        "säkert: p < 0,05 enligt den exakta fördelningen för S med lika värden, "
        "[n]! / Π [g]! som polynom (från 41 värden normalfördelningen)\n"
        "svagt, från sex värden: p där det som är precis lika ojämnt räknas till hälften är högst 0,05\n"
        "från tio värden: |S| / √c i stället för |S|, där c = Var S när grannår hänger ihop ÷ Var S när de inte gör det\n"
        "Var S = ΣΣ (2/π)·asin(korrelationen mellan två skillnader), ρ^(år emellan), "
        "ρ = (n·r₁ + 2) / (n − 4) från 0 till 0,95, r₁ för avvikelserna från linjen\n"
        "lutning = medianen av (y₂ − y₁) / (år₂ − år₁) för alla par av år\n"
        "intervall (95 %) = de lutningar som samma prövning inte skulle kalla en förändring",
        "S = the number of pairs of years whose later value is higher, less those whose later value is lower\n"
        "firm: p < 0.05 by the exact distribution of S given equal values, [n]! / Π [g]! as polynomials "
        "(above 40 values the normal distribution)\n"
        "weak, from six values: p at most 0.05 when what is just as uneven counts by half\n"
        "from ten values: |S| / √c for |S|, c = Var S where neighbouring years are correlated ÷ Var S where they are "
        "not\n"
        "Var S = ΣΣ (2/π)·asin(the correlation of two differences), ρ^(years apart), "
        "ρ = (n·r₁ + 2) / (n − 4) from 0 to 0.95, r₁ that of the residuals of the line\n"
        "slope = median of (y₂ − y₁) / (year₂ − year₁) over all pairs of years\n"
        "interval (95%) = the slopes that the same test would not call a change",
    ),
    edges=(
        Text(
            "Färre än fem värden bedöms inte. Under åtta värden, och när slumpen ensam nästan ger samma ordning, är "
            "underlaget svagt.",
            "Fewer than five values are not judged. Below eight values, and where chance alone nearly gives the same "
            "order, the evidence is weak.",
        ),
        Text(
            "Fyra värden bedöms bara där minst 30 kommuner har samma fyra år: deras lutning och den egna vägs efter hur "
            "säkra de är. En svag riktning sägs, om de egna värdena går åt samma håll.",
            "Four values are judged only where at least 30 municipalities have the same four years: their slope and "
            "the municipality's own are weighed by how sure they are. A weak way is told, if its own values go so.",
        ),
        Text(
            "Har vart och ett av fem till nio värden en publicerad felmarginal bedöms de efter den: en rät linje vägd med "
            "1 / marginalen², som sägs ha en riktning när noll ligger utanför det bredare av två intervall, ett av "
            "marginalerna och ett av hur värdena avviker från linjen.",
            "Where each of five to nine values has a published margin of error they are judged by it: a straight line "
            "weighed by 1 / margin², said to have a way where zero lies outside the wider of two intervals, one from "
            "the margins and one from how the values depart from the line.",
        ),
        Text(
            "Är medianen av lutningarna noll fast en riktning sägs (många lika värden) anges minsta kvadratlinjens "
            "lutning. Intervallet rymmer noll precis när ingen riktning sägs.",
            "Where the median slope is zero though a way is claimed (many equal values) the least-squares slope is "
            "told. The interval includes zero just where no way is claimed.",
        ),
        Text(
            "Värden jämförs som de publicerats, i decimaler: 0,1 + 0,2 är lika med 0,3.",
            "Values are compared as published, in decimals: 0.1 + 0.2 equals 0.3.",
        ),
        Text(
            "Följer färre än hälften av värdena på varandra år för år sätts r₁ till 0,3.",
            "Where fewer than half of the values follow each other year by year r₁ is taken to be 0.3.",
        ),
        BREAK_RULE,
        Text(
            "Preliminära och framskrivna värden räknas inte, och inte heller värden som bara upprepar en mätning.",
            "Preliminary and extrapolated values do not count, nor do values that only repeat a measurement.",
        ),
    ),
    source=Text(
        "Mann 1945, Econometrica 13. Kendall, Rank Correlation Methods, 1975. Lancaster 1961, Journal of the American "
        "Statistical Association 56, om det halva p-värdet. Rättelsen för år som hänger ihop är vår; hur ofta den har "
        "rätt mäts med make bench-calibration.",
        "Mann 1945, Econometrica 13. Kendall, Rank Correlation Methods, 1975. Lancaster 1961, Journal of the American "
        "Statistical Association 56, on the middle p. The correction for correlated years is ours; how often it is "
        "right is measured by make bench-calibration.",
    ),
    words=WORDS,
    examples=(
        Example(
            Text("Nio år som stiger mot ett mål", "Nine years rising towards a target"),
            """\
series,year,value,direction,target,target_year
a,2015,10,up,40,2030
a,2016,12,up,40,2030
a,2017,11,up,40,2030
a,2018,14,up,40,2030
a,2019,15,up,40,2030
a,2020,15,up,40,2030
a,2021,18,up,40,2030
a,2022,20,up,40,2030
a,2023,21,up,40,2030
""",
            "series,verdict,evidence,n,slope,slope_low,slope_high\na,improving,strong,9,1.3542,1,1.75\n",
        ),
        Example(
            Text("Avrundade värden, ofta lika", "Rounded values, often equal"),
            """\
series,year,value,direction
a,2016,12,down
a,2017,12,down
a,2018,12,down
a,2019,12,down
a,2020,12,down
a,2021,12,down
a,2022,11,down
a,2023,11,down
""",
            "series,verdict,evidence,n,slope,slope_low,slope_high\na,improving,weak,8,-0.1429,-0.2000,-0.1429\n",
        ),
        Example(
            Text(
                "Ett konstigt år ändrar varken ordet eller lutningen",
                "An odd year moves neither word nor slope",
            ),
            ODD_YEAR,
            "series,verdict,evidence,slope\na,improving,strong,1\n",
        ),
        Example(
            Text("Tio år som liknar sina grannår", "Ten years that resemble their neighbours"),
            """\
series,year,value,direction
a,2014,5.0,up
a,2015,4.0,up
a,2016,4.5,up
a,2017,5.5,up
a,2018,6.5,up
a,2019,7.0,up
a,2020,7.5,up
a,2021,7.1,up
a,2022,6.6,up
a,2023,6.1,up
""",
            "series,verdict,n,slope\na,no_clear_change,10,0.35\n",
        ),
    ),
)

THEIL_SEN = Spec(
    key="theil-sen",
    name=Text("Theil–Sen", "Theil–Sen"),
    answers=Text(
        "Hur mycket ändras värdet ett vanligt år, och går det åt rätt håll? Det var vår vanliga metod till 2026.",
        "How much does the value change in a usual year, and is that the right way? Our default until 2026.",
    ),
    misleads=Text(
        "Metoden ser en enda lutning. En utveckling som har vänt på vägen kan därför se ut som ingen tydlig "
        "förändring. Med få eller grovt avrundade värden är det svårt att upptäcka en verklig förändring.",
        "It sees one slope only, so a development that has turned may look like no clear change. With few values, or "
        "values rounded coarsely, a real change is hard to find.",
    ),
    formula=Text(
        "lutning = medianen av (y₂ − y₁) / (år₂ − år₁) för alla par av år\n"
        "intervall (95 %) = de ordnade lutningarna från plats (N − 1,96·σ) / 2 till (N + 1,96·σ) / 2, "
        "där N är antalet par\n"
        "σ² = (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) / 18, där t är antalet värden som är lika",
        "slope = median of (y₂ − y₁) / (year₂ − year₁) over all pairs of years\n"
        "interval (95%) = the ordered slopes from place (N − 1.96·σ) / 2 to (N + 1.96·σ) / 2, N being the number of "
        "pairs\n"
        "σ² = (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) / 18, t being the number of values that are equal",
    ),
    edges=(
        Text(
            "Rätt eller fel håll sägs bara när hela intervallet ligger på samma sida om noll.",
            "Better or worse is said only when the whole interval lies on one side of zero.",
        ),
        Text(
            "Färre än fem värden bedöms inte. Fem till sju är ett svagt underlag, från åtta är det gott.",
            "Fewer than five values are not judged. Five to seven are weak evidence, eight or more strong.",
        ),
        Text(
            "Saknade år gör ingen skada: lutningen räknas på de år som gått. Lika värden hela vägen ger lutningen 0.",
            "Missing years do no harm: slopes are taken over the years that have passed. A constant series gives 0.",
        ),
        BREAK_RULE,
        Text(
            "Preliminära och framskrivna värden räknas inte, och inte heller värden som bara upprepar en mätning.",
            "Preliminary and extrapolated values do not count, nor do values that only repeat a measurement.",
        ),
    ),
    source=Text(
        "Theil 1950. Sen 1968, Journal of the American Statistical Association 63, ekvation 2.6.",
        "Theil 1950. Sen 1968, Journal of the American Statistical Association 63, equation 2.6.",
    ),
    words=WORDS,
    examples=(
        Example(
            Text("Nio år som stiger mot ett mål", "Nine years rising towards a target"),
            """\
series,year,value,direction,target,target_year
a,2015,10,up,40,2030
a,2016,12,up,40,2030
a,2017,11,up,40,2030
a,2018,14,up,40,2030
a,2019,15,up,40,2030
a,2020,15,up,40,2030
a,2021,18,up,40,2030
a,2022,20,up,40,2030
a,2023,21,up,40,2030
""",
            """\
series,verdict,evidence,n,slope,slope_low,slope_high,pace,arrival_low,arrival_high
a,improving,strong,9,1.3542,1,1.75,0.4989,2034.4,2040.6
""",
        ),
        Example(
            Text("Ett konstigt år ändrar inte lutningen", "An odd year does not move the slope"),
            ODD_YEAR,
            "series,verdict,evidence,slope,slope_low,slope_high\na,improving,strong,1,1,13.17\n",
        ),
        Example(
            Text(
                "Fyra värden är för få, och utan riktning bedöms inget",
                "Four values are too few, and without a direction nothing is judged",
            ),
            """\
series,year,value,direction
a,2020,1,up
a,2021,2,up
a,2022,3,up
a,2023,4,up
b,2019,1,none
b,2020,2,none
b,2021,3,none
b,2022,4,none
b,2023,5,none
""",
            "series,verdict,n,slope\na,too_few,4,\nb,not_judged,5,1\n",
        ),
        Example(
            Text(
                "Ett brott börjar en ny serie, och ett preliminärt värde räknas inte",
                "A break starts a new series, and a preliminary value does not count",
            ),
            """\
series,year,value,direction,flag
a,2015,51,up,
a,2016,50,up,
a,2017,52,up,
a,2018,41,up,
a,2019,42,up,
a,2020,43,up,
a,2021,44,up,
a,2022,45,up,
a,2023,30,up,preliminary
""",
            "series,verdict,evidence,n,first_year,last_year,slope\na,improving,weak,5,2018,2022,1\n",
            breaks="series,year,reason\na,2018,Station 2\n",
        ),
        Example(
            Text(
                "Ett värde som mäts vart sjätte år räknas en gång",
                "A value measured every sixth year counts once",
            ),
            """\
series,year,value,direction,cycle_years
a,2010,40,up,6
a,2013,40,up,6
a,2016,45,up,6
a,2019,45,up,6
a,2022,47,up,6
""",
            "series,verdict,n\na,too_few,3\n",
        ),
    ),
)

REGRESSION = Spec(
    key="regression",
    name=Text("Linjär regression", "Linear regression"),
    answers=Text(
        "Hur mycket ändras värdet per år längs den räta linje som ligger närmast alla värden?",
        "How much does the value change in a year along the straight line that lies nearest to all values?",
    ),
    misleads=Text(
        "Linjen litar på varje värde. Ett enda konstigt år nära början eller slutet flyttar den mycket. När värden "
        "hänger ihop från år till år blir intervallet för smalt.",
        "The line trusts every value: one odd year near an end moves it much. Where values follow each other from year "
        "to year the interval is too narrow.",
    ),
    formula=Text(
        "lutning = Σ(år − medelår)(y − medelvärde) / Σ(år − medelår)²\n"
        "intervall (95 %) = lutning ± t·medelfelet, med n − 2 frihetsgrader",
        "slope = Σ(year − mean year)(y − mean) / Σ(year − mean year)²\n"
        "interval (95%) = slope ± t·standard error, on n − 2 degrees of freedom",
    ),
    edges=(
        Text(
            "Samma krav som för Theil–Sen: minst fem värden, och hela intervallet på samma sida om noll.",
            "Judged as Theil–Sen: at least five values, and the whole interval on one side of zero.",
        ),
        Text(
            "Lika värden hela vägen ger lutningen 0, från 0 till 0.",
            "A constant series gives the slope 0, from 0 to 0.",
        ),
        BREAK_RULE,
    ),
    source=Text(
        "Minsta kvadratmetoden, vilken lärobok som helst. Används från ett startår i Skaraborgs hållbarhetsrapport "
        "2023. Någon gräns för ”ingen förändring” är inte publicerad där; kravet på intervallet är vårt.",
        "Least squares, any textbook. Used from a start year in Skaraborg's sustainability report of 2023, where no "
        "threshold for “no change” is published; asking for the interval is our choice.",
    ),
    words=WORDS,
    examples=(
        Example(
            Text("Åtta år som sjunker", "Eight falling years"),
            """\
series,year,value,direction
a,2016,20,down
a,2017,19,down
a,2018,19,down
a,2019,17,down
a,2020,18,down
a,2021,16,down
a,2022,15,down
a,2023,15,down
""",
            "series,verdict,evidence,n,slope,slope_low,slope_high\na,improving,strong,8,-0.75,-0.9812,-0.5188\n",
        ),
        Example(
            Text(
                "Ett konstigt år gör linjen osäker: jämför med Theil–Sen",
                "An odd year makes the line unsure: compare Theil–Sen",
            ),
            ODD_YEAR,
            "series,verdict,slope,slope_low,slope_high\na,no_clear_change,7.0833,-1.5107,15.6774\n",
        ),
        Example(
            Text("Samma värde varje år", "The same value every year"),
            """\
series,year,value,direction
a,2019,7,up
a,2020,7,up
a,2021,7,up
a,2022,7,up
a,2023,7,up
""",
            "series,verdict,evidence,slope,slope_low,slope_high\na,no_clear_change,weak,0,0,0\n",
        ),
    ),
)

BASELINE = Spec(
    key="baseline",
    name=Text("Utgångsvärde mot senaste värde", "Baseline against latest"),
    answers=Text(
        "Är det senaste värdet bättre eller sämre än utgångsvärdet?",
        "Is the latest value better or worse than the baseline?",
    ),
    misleads=Text(
        "Bara två värden används, och varje skillnad räknas, hur liten den än är. Metoden säger inget om slumpen, och "
        "svaret hänger på vilket år man börjar med.",
        "Two values alone are used, and any difference counts, however small. It says nothing about chance, and the "
        "answer hangs on the year one starts from.",
    ),
    formula=Text(
        "lutning = (y senaste − y utgång) / (år senaste − år utgång)",
        "slope = (y latest − y baseline) / (year latest − year baseline)",
    ),
    edges=(
        Text(
            "Utgångsåret är base_year. Finns inget värde det året gäller nästa år som har ett. Utan base_year gäller "
            "det första värdet.",
            "The baseline is that of base_year, or of the next year with a value; without base_year, the first value.",
        ),
        Text(
            "Exakt lika värden: ingen tydlig förändring. Ett enda värde: för få.",
            "Exactly equal values: no clear change. A single value: too few.",
        ),
        BREAK_RULE,
    ),
    source=Text(
        "Metodsidor hos svenska kommunala barometrar (Västerås; Skaraborg före 2023).",
        "Method pages of Swedish municipal barometers (Västerås; Skaraborg before 2023).",
    ),
    words=WORDS,
    examples=(
        Example(
            Text(
                "Hur liten skillnaden än är: båda skrivs 12 %",
                "However small the difference: both are printed as 12%",
            ),
            "series,year,value,direction\na,2010,12.04,up\na,2023,11.96,up\n",
            "series,verdict,n,first_year,last_year,slope\na,worsening,2,2010,2023,-0.0062\n",
        ),
        Example(
            Text("Utgångsåret avgör svaret", "The base year decides the answer"),
            """\
series,year,value,direction,base_year
a,2010,50,up,
a,2015,30,up,
a,2023,40,up,
b,2010,50,up,2015
b,2015,30,up,2015
b,2023,40,up,2015
""",
            "series,verdict,first_year,last_year\na,worsening,2010,2023\nb,improving,2015,2023\n",
        ),
        Example(
            Text("Det som hände däremellan syns inte", "What happened in between is not seen"),
            "series,year,value,direction\na,2015,10,up\na,2019,90,up\na,2023,10,up\n",
            "series,verdict,slope\na,no_clear_change,0\n",
        ),
    ),
)
