"""The manual on the SDG Index and its dashboards."""

from lagesbild.assessment import Text

from .drawing import Example, Spec

NOT_JUDGED = Text("Bedöms inte", "Not judged")
COLOURS = {
    "green": Text("Grön", "Green"),
    "yellow": Text("Gul", "Yellow"),
    "orange": Text("Orange", "Orange"),
    "red": Text("Röd", "Red"),
    "grey": Text("Grå: för lite underlag", "Grey: too little to go by"),
}
PAPER = "Lafortune, Fuller, Moreno, Schmidt-Traub, Kroll 2018, SDG Index and Dashboards: Detailed Methodological Paper"

SDSN = Spec(
    key="sdsn",
    name=Text("SDG-index: poäng, färg och pil", "SDG Index: score, colour and arrow"),
    answers=Text(
        "Hur långt har ett nyckeltal kommit från sämsta till bästa tänkbara värde, och räcker takten till målåret?",
        "How far has an indicator come from the worst bound to the best, and is its pace enough for the target year?",
    ),
    misleads=Text(
        "Allt beror på var gränserna sätts, och de är satta för länder. Pilen jämför två år och säger inget om "
        "slumpen. De publicerade pilarna följer formeln i 96–97 procent av fallen.",
        "Everything rests on where the bounds are put, and they are put for countries. The arrow compares two years and "
        "says nothing about chance. The published arrows follow the formula in 96–97% of cases.",
    ),
    formula=Text(
        "poäng = 100·(x − lower) / (upper − lower), högst 100 och minst 0\n"
        "skala: lower 0, red 1, green 2, upper 3, rakt däremellan\n"
        "färg: minst 2 grön, minst 1,5 gul, minst 1 orange, annars röd\n"
        "q = (poängens ändring per år) / (ändringen per år som behövs för green i målåret)\n"
        "pil: redan grön ↑, sjunkande poäng ↓, q ≥ 1 ↑, q > 0,5 ➚, annars →",
        "score = 100·(x − lower) / (upper − lower), cut off at 0 and 100\n"
        "scale: lower 0, red 1, green 2, upper 3, straight between\n"
        "colour: from 2 green, from 1.5 yellow, from 1 orange, else red\n"
        "q = (change of the score a year) / (change a year needed for green in the target year)\n"
        "arrow: green already ↑, falling score ↓, q ≥ 1 ↑, q > 0.5 ➚, else →",
    ),
    edges=(
        Text(
            "Är upper mindre än lower är ett lägre värde bättre. Kolumnen direction behövs inte.",
            "Where upper is below lower, lower is better; the column direction is not needed.",
        ),
        Text(
            "Ett värde på en gräns får den bättre färgen. Det räknas med exakta decimaltal.",
            "A value at a cut gets the better colour. Decimals are exact, not binary.",
        ),
        Text(
            "Pilen jämför basåret (base_year, annars det första året) eller nästa år med värde med det senaste. De två år "
            "som en utgåva jämför väljs med base_year och med vilka år som tas med. Brott, start_year och preliminära "
            "värden räknas som i trenderna.",
            "The arrow compares the base year (base_year, else the first), or the next year with a value, with the latest. "
            "Choose the two years of an edition with base_year and by which years you give. Breaks, start_year and "
            "preliminary values count as in the trends.",
        ),
        Text(
            "Pilen räknas på poäng som får gå utanför 0–100. Målåret är 2030 om inget annat sägs.",
            "The arrow is counted on scores that may leave 0–100. The target year is 2030 unless another is given.",
        ),
        Text(
            "Utan red och green blir det bara poäng. Med ett enda år blir det ingen pil. Gränserna ska stå i ordning från "
            "sämst till bäst; två får vara lika, utom lower och upper.",
            "Without red and green there is a score alone. With a single year there is no arrow. The four must go in order "
            "from worst to best; neighbours may be equal, but not lower and upper.",
        ),
    ),
    source=Text(
        f"{PAPER}, avsnitt 1.5.2 (poäng), 1.6 (färg), 2.5 (pil).",
        f"{PAPER}, sections 1.5.2 (score), 1.6 (colour), 2.5 (arrow).",
    ),
    words={
        "on_track": Text("↑ Takten räcker eller målet är nått", "↑ On track, or already there"),
        "moderately_improving": Text(
            "➚ Mer än halva den takt som behövs", "➚ More than half the pace needed"
        ),
        "stagnating": Text("→ Högst halva den takt som behövs", "→ At most half the pace needed"),
        "decreasing": Text("↓ Poängen sjunker", "↓ The score is falling"),
        "not_judged": NOT_JUDGED,
        **COLOURS,
    },
    examples=(
        Example(
            Text(
                "Högre är bättre, lägre är bättre, bortom det bästa, sjunkande",
                "Higher is better, lower is better, beyond the best, falling",
            ),
            """\
series,year,value,lower,red,green,upper
a,2015,10,0,20,40,50
a,2020,17,0,20,40,50
b,2015,50,100,60,20,0
b,2020,18,100,60,20,0
c,2020,60,0,20,40,50
d,2015,35,0,20,40,50
d,2020,30,0,20,40,50
""",
            """\
series,verdict,score,colour,pace
a,moderately_improving,34,red,0.7
b,on_track,82,green,3.2
c,not_judged,100,green,
d,decreasing,60,yellow,-3
""",
        ),
        Example(
            Text("Gränserna mellan färgerna", "The cuts between the colours"),
            """\
series,year,value,lower,red,green,upper
a,2020,40,0,20,40,50
b,2020,39.9,0,20,40,50
c,2020,30,0,20,40,50
d,2020,29.9,0,20,40,50
e,2020,20,0,20,40,50
f,2020,19.9,0,20,40,50
""",
            """\
series,score,colour
a,80,green
b,79.8,yellow
c,60,yellow
d,59.8,orange
e,40,orange
f,39.8,red
""",
        ),
        Example(
            Text("Bara sämsta och bästa värde", "The worst and the best value alone"),
            "series,year,value,lower,upper\na,2020,10,0,50\nb,2020,-5,0,50\n",
            "series,verdict,score,colour\na,not_judged,20,\nb,not_judged,0,\n",
        ),
    ),
)

SDSN_GOAL = Spec(
    key="sdsn-goal",
    name=Text("SDG-index: ett måls poäng och färg", "SDG Index: a goal's score and colour"),
    answers=Text(
        "Hur går det för ett helt mål, av dess nyckeltal att döma?",
        "How does a whole goal fare, judging by its indicators?",
    ),
    misleads=Text(
        "Ett medelvärde av olika saker låter det ena väga upp det andra. Färgen styrs av de två sämsta nyckeltalen, "
        "så ett mål med många nyckeltal blir lättare rött. Lägesbild visar aldrig ett sådant medelvärde på egna sidor.",
        "A mean of unlike things lets one make up for another. The colour hangs on the two worst, so a goal with many "
        "indicators is more easily red. Lägesbild never shows such a mean on pages of its own.",
    ),
    formula=Text(
        "poäng = medelvärdet av nyckeltalens poäng\n"
        "färg = färgen av medelvärdet av de två sämsta på skalan 0–3; grön bara om båda är gröna (annars gul), röd "
        "bara om båda är röda (annars orange)",
        "score = mean of the indicators' scores\n"
        "colour = that of the mean of the two worst on the scale 0–3; green only if both are green (else yellow), red "
        "only if both are red (else orange)",
    ),
    edges=(
        Text(
            "Saknas mer än hälften av nyckeltalen blir färgen grå. Ett ensamt nyckeltal ger sin egen färg.",
            "With more than half of the indicators missing the colour is grey. A lone indicator gives its own.",
        ),
        Text(
            "Ett måls nyckeltal är alla i tabellen med samma goal. Ett nyckeltal utan rad för ett område saknas där, på "
            "samma sätt som ett med - som värde. Utan global_set och oecd_set räknas alla.",
            "A goal's indicators are all those of the table with that goal. One without a row for an area is missing "
            "there, as one with - for a value is. Without global_set and oecd_set all count.",
        ),
        Text(
            "OECD-länder färgas av OECD:s nyckeltal (oecd_set), övriga av de globala (global_set). Poängen räknas "
            "alltid på de globala.",
            "OECD members are coloured by the OECD set (oecd_set), others by the global one (global_set). Scores "
            "always come from the global set.",
        ),
    ),
    source=Text(f"{PAPER}, avsnitt 1.5.3 och 1.6.", f"{PAPER}, sections 1.5.3 and 1.6."),
    words=COLOURS,
    examples=(
        Example(
            Text(
                "De två sämsta avgör färgen; under hälften blir grått",
                "The two worst decide the colour; below half it is grey",
            ),
            """\
series,year,value,area,indicator,goal,lower,red,green,upper
x1,2020,50,x,1,A,0,20,40,50
x2,2020,50,x,2,A,0,20,40,50
x3,2020,25,x,3,A,0,20,40,50
y1,2020,50,y,1,A,0,20,40,50
y2,2020,-,y,2,A,0,20,40,50
y3,2020,-,y,3,A,0,20,40,50
z1,2020,0,z,1,A,0,20,40,50
z2,2020,10,z,2,A,0,20,40,50
z3,2020,30,z,3,A,0,20,40,50
""",
            """\
series,verdict,n,score
x / A,yellow,3,83.33
y / A,grey,1,100
z / A,red,3,26.67
""",
        ),
        Example(
            Text(
                "OECD-länder färgas av sina egna nyckeltal men poängsätts av de globala",
                "OECD members are coloured by their own indicators but scored by the global ones",
            ),
            """\
series,year,value,area,oecd,indicator,goal,global_set,oecd_set,lower,red,green,upper
x1,2020,50,x,yes,1,A,yes,yes,0,20,40,50
x2,2020,0,x,yes,2,A,no,yes,0,20,40,50
y1,2020,50,y,no,1,A,yes,yes,0,20,40,50
y2,2020,0,y,no,2,A,no,yes,0,20,40,50
""",
            "series,verdict,n,score\nx / A,yellow,1,100\ny / A,green,1,100\n",
        ),
    ),
)

SDSN_INDEX = Spec(
    key="sdsn-index",
    name=Text("SDG-index: hela indexet och platsen", "SDG Index: the whole index and the rank"),
    answers=Text(
        "Vilken plats får ett område när alla mål räknas ihop till ett tal? Metoden sdsn-index-unfilled är samma sak "
        "utan ifyllda mål.",
        "Which rank does an area get when all goals are made into one number? The method sdsn-index-unfilled is the "
        "same without filled goals.",
    ),
    misleads=Text(
        "Ett enda tal för 17 olika mål döljer mer än det visar. Ett mål som saknas fylls med grannarnas medelvärde, så "
        "en del av platsen kan vara andras. Lägesbild visar inget sådant index på egna sidor.",
        "One number for 17 unlike goals hides more than it shows. A missing goal is filled with the neighbours' mean, "
        "so part of the rank may be other people's. Lägesbild shows no such index on pages of its own.",
    ),
    formula=Text(
        "index = medelvärdet av målens poäng\n"
        "sdsn-index: ett mål som saknas får medelvärdet av regionens rangordnade områden\n"
        "plats = 1 + antalet områden med högre index",
        "index = mean of the goals' scores\n"
        "sdsn-index: a missing goal gets the mean of the region's ranked areas\n"
        "rank = 1 + the number of areas with a higher index",
    ),
    edges=(
        Text(
            "Rangordnas gör områden med ranked = yes. Utan den kolumnen krävs värden för 80 procent av nyckeltalen.",
            "Ranked are areas with ranked = yes; without that column, those with values for 80% of the indicators.",
        ),
        Text("Lika index delar den bättre platsen.", "Equal indices share the better rank."),
        Text(
            "2019 års index återges exakt för 162 av 162 länder med ifyllda mål, men bara för 110 utan.",
            "The index of 2019 is reproduced exactly for 162 of 162 countries with the fill, for 110 without.",
        ),
    ),
    source=Text(f"{PAPER}, avsnitt 1.5.3.", f"{PAPER}, section 1.5.3."),
    words={"not_ranked": Text("Rangordnas inte", "Not ranked")},
    examples=(
        Example(
            Text(
                "Ett mål som saknas: med och utan ifyllnad byter y och z plats",
                "A missing goal: with and without the fill y and z change places",
            ),
            """\
series,year,value,area,region,ranked,indicator,goal,lower,upper
x1,2020,80,x,north,yes,1,A,0,100
x2,2020,60,x,north,yes,2,B,0,100
y1,2020,50,y,north,yes,1,A,0,100
y2,2020,-,y,north,yes,2,B,0,100
z1,2020,54,z,south,yes,1,A,0,100
z2,2020,54,z,south,yes,2,B,0,100
""",
            """\
series,method,verdict,n,score
x,sdsn-index,1,2,70
y,sdsn-index,2,1,55
z,sdsn-index,3,2,54
x,sdsn-index-unfilled,1,2,70
y,sdsn-index-unfilled,3,1,50
z,sdsn-index-unfilled,2,2,54
""",
            methods=("sdsn-index", "sdsn-index-unfilled"),
        ),
        Example(
            Text(
                "Fyra nyckeltal av fem räcker för en plats, tre gör det inte",
                "Four indicators of five are enough for a rank, three are not",
            ),
            """\
series,year,value,area,region,indicator,goal,lower,upper
x1,2020,90,x,north,1,A,0,100
x2,2020,90,x,north,2,A,0,100
x3,2020,90,x,north,3,A,0,100
x4,2020,90,x,north,4,A,0,100
x5,2020,-,x,north,5,A,0,100
y1,2020,70,y,north,1,A,0,100
y2,2020,70,y,north,2,A,0,100
y3,2020,70,y,north,3,A,0,100
y4,2020,-,y,north,4,A,0,100
y5,2020,-,y,north,5,A,0,100
""",
            "series,verdict,score\nx,1,90\ny,not_ranked,\n",
        ),
    ),
)

SDSN_GOAL_FILLED = Spec(
    key="sdsn-goal-filled",
    name=Text("SDG-index: målens poäng, ifyllda", "SDG Index: the goals' scores, filled"),
    answers=Text(
        "Vilken poäng räknas för varje mål när indexet läggs ihop, och vilka mål är grannarnas?",
        "Which score counts for each goal when the index is made, and which are the neighbours'?",
    ),
    misleads=Text(
        "En ifylld poäng säger inget om området: den är ett medelvärde av andra.",
        "A filled score says nothing of the area: it is a mean of others.",
    ),
    formula=Text(
        "poäng = målets egen enligt sdsn-goal, annars medelvärdet av regionens rangordnade områden som har en",
        "score = the goal's own by sdsn-goal, else the mean of the region's ranked areas that have one",
    ),
    edges=(
        Text("Bara rangordnade områden har rader.", "Ranked areas alone have rows."),
        Text(
            "Har ingen i regionen någon poäng för målet förblir det utan.",
            "Where nobody in the region has a score for the goal it stays without.",
        ),
    ),
    source=Text(f"{PAPER}, avsnitt 1.5.3.", f"{PAPER}, section 1.5.3."),
    words={
        "own": Text("Egen poäng", "A score of its own"),
        "filled": Text("Regionens medelvärde", "The region's mean"),
        "no_score": Text("Ingen poäng", "No score"),
    },
    examples=(
        Example(
            Text("Området y saknar mål B", "The area y lacks goal B"),
            """\
series,year,value,area,region,ranked,indicator,goal,lower,upper
x1,2020,80,x,north,yes,1,A,0,100
x2,2020,60,x,north,yes,2,B,0,100
y1,2020,50,y,north,yes,1,A,0,100
""",
            "series,verdict,score\nx / A,own,80\nx / B,own,60\ny / A,own,50\ny / B,filled,60\n",
        ),
        Example(
            Text("Ensam i sin region", "Alone in its region"),
            """\
series,year,value,area,region,ranked,indicator,goal,lower,upper
x1,2020,80,x,north,yes,1,A,0,100
x2,2020,60,x,north,yes,2,B,0,100
y1,2020,50,y,south,yes,1,A,0,100
""",
            "series,verdict,score\nx / A,own,80\nx / B,own,60\ny / A,own,50\ny / B,no_score,\n",
        ),
    ),
)

SDSN_INDEX_GOALS = Spec(
    key="sdsn-index-goals",
    name=Text("SDG-index från färdiga målpoäng", "SDG Index from ready goal scores"),
    answers=Text(
        "Vilket index och vilken plats blir det av målpoäng som redan är räknade?",
        "Which index and rank come of goal scores that are ready?",
    ),
    misleads=Text(
        "Som sdsn-index. Hur poängen har kommit till går inte att kontrollera.",
        "As sdsn-index. How the scores came about cannot be checked.",
    ),
    formula=Text(
        "index = medelvärdet av målens poäng; ett mål som saknas får medelvärdet av regionens rangordnade områden\n"
        "plats = 1 + antalet områden med högre index",
        "index = mean of the goals' scores; a missing goal gets the mean of the region's ranked areas\n"
        "rank = 1 + the number of areas with a higher index",
    ),
    edges=(
        Text(
            "En rad för varje område och mål, med poängen som value. En poäng utanför 0–100 är ett fel.",
            "One row for each area and goal, the score as value. A score outside 0–100 is an error.",
        ),
        Text(
            "Alla områden rangordnas utom de med ranked = no.",
            "All areas are ranked but those with ranked = no.",
        ),
        Text(
            "2019 års index återges exakt för 162 av 162 länder.",
            "The index of 2019 is reproduced exactly for 162 of 162 countries.",
        ),
    ),
    source=Text(f"{PAPER}, avsnitt 1.5.3.", f"{PAPER}, section 1.5.3."),
    words={"not_ranked": Text("Rangordnas inte", "Not ranked")},
    examples=(
        Example(
            Text("Ett mål som saknas fylls", "A missing goal is filled"),
            """\
series,year,value,area,region,goal
x1,2020,80,x,north,A
x2,2020,60,x,north,B
y1,2020,50,y,north,A
y2,2020,-,y,north,B
""",
            "series,verdict,n,score\nx,1,2,70\ny,2,1,55\n",
        ),
        Example(
            Text("Den som inte rangordnas fyller inte andra", "Who is not ranked does not fill others"),
            """\
series,year,value,area,region,goal,ranked
x1,2020,80,x,north,A,no
x2,2020,60,x,north,B,no
y1,2020,50,y,north,A,yes
y2,2020,-,y,north,B,yes
""",
            "series,verdict,score\nx,not_ranked,\ny,1,50\n",
        ),
    ),
)
