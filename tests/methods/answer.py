"""The one answer in the manual: the ladder and what fits each rung."""

from lagesbild.assessment import AnswerCode, Text, plain_label

from .drawing import Example, Spec, answer_of

ANSWER = Spec(
    key="answer",
    name=Text("Svaret", "The answer"),
    answers=Text(
        "Hur går det? Ett svar av fyra: nått eller inte, vart det är på väg, om det räcker, och de senaste åren.",
        "How does it go? One answer of four: met or not, which way, whether it is enough, and the recent years.",
    ),
    misleads=Text(
        "Ett ord rymmer inte allt. Meningen bredvid, de fyra frågorna och diagrammet säger mer, och en människas "
        "bedömning står för sig.",
        "A word does not hold everything. The sentence beside it, the four questions and the chart say more, and a "
        "person's assessment stands by itself.",
    ),
    formula=Text(
        "det första som stämmer, uppifrån:\n"
        "ingen mätning · bedöms inte · utanför gränsen · nått men på väg bort · nått · nåddes men har gått förlorat\n"
        "målåret passerat · inte nått, vet inte · åt fel håll · inte nått, åt rätt håll eller utan riktning\n"
        "når målet i tid · för långsamt · står still · osäkert · inom gränsen, på väg mot den eller inte\n"
        "en mätning · två–fyra · bättre · sämre · ingen tydlig förändring",
        "the first that fits, from the top:\n"
        "no measurement · not judged · outside the limit · reached but slipping · reached · reached but lost\n"
        "target year passed · not reached, not known · wrong direction · not reached, right way or no clear way\n"
        "in time · too slow · standing still · uncertain · within the limit, moving towards it or not\n"
        "one measurement · two to four · better · worse · no clear change",
    ),
    edges=(
        Text(
            "Målet är kommunens eget, med nästa årtal. Globala mål och riktvärden berättas bredvid och ger inget svar.",
            "The target is the municipality's own with the next year. Global targets and guidelines are told beside.",
        ),
        Text(
            "Nått men på väg bort: värdet går säkert åt fel håll, eller har vänt dit, så att målet vore förlorat före "
            "målåret; utan målår inom tio år.",
            "Reached but slipping: surely going the wrong way, or turned that way, so that the target would be lost "
            "before its year; without a year within ten.",
        ),
        Text(
            "Att inte veta är inte detsamma som att inget förändras.",
            "Not knowing is not the same as nothing changing.",
        ),
    ),
    source=Text("Vår egen regel.", "Our own rule."),
    words={code.value: plain_label(code) for code in AnswerCode},
    ask=answer_of,
    call="judge(points, Rule(direction, references=[Reference('target', label, target, target_year)])).answer",
    examples=(
        Example(
            Text("Nått, och på väg att förloras", "Reached, and on the way to be lost"),
            """\
series,year,value,direction,target,target_year
a,2022,62,up,60,2030
a,2023,63,up,60,2030
b,2019,70,up,60,2030
b,2020,68,up,60,2030
b,2021,66,up,60,2030
b,2022,64,up,60,2030
b,2023,62,up,60,2030
""",
            "series,verdict\na,reached\nb,slipping\n",
        ),
        Example(
            Text(
                "Inte nått: målåret passerat, för få mätningar",
                "Not reached: the year passed, too few values",
            ),
            """\
series,year,value,direction,target,target_year
a,2022,80,up,170,2012
b,2021,12,up,85,2030
c,2021,12,up,,
""",
            "series,verdict\na,missed\nb,unmet_unknown\nc,one\n",
        ),
    ),
)
