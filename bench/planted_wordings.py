"""Sentences about the example's indicators, with a place for a figure: how people write them, not how we would like it.

``TUNED`` was written before the reader of claims was tuned, ``HELD_OUT`` after, and nothing was tuned to it since.
Each sentence stands twice in the bench: with the real figure, where nothing may be said, and with a wrong one, which must
be found. The clean ones hold figures that contradict nothing: aims, other places, other groups, changes, money.
"""

# (indicator, language, sentence with {form} where the figure stands)
TUNED = (
    ("bra-halsotillstand", "sv", "I enkäten svarar {percent} av invånarna att de har bra hälsa."),
    ("bra-halsotillstand", "sv", "{Over} av invånarna i Jönköping mår bra eller mycket bra."),
    ("bra-halsotillstand", "sv", "{Of} säger själva att deras hälsa är god."),
    ("bra-halsotillstand", "en", "In the survey {percent} of residents say their health is good."),
    ("ekologiska-livsmedel", "sv", "{Every} krona som går till livsmedel köper ekologiskt."),
    ("ekologiska-livsmedel", "sv", "År {year} var {whole} av maten ekologisk."),
    ("ekologiska-livsmedel", "en", "About {part} of the municipality's food purchases are organic."),
    ("materialatervinning", "sv", "Andelen avfall som blir material igen har ökat från {first} till {whole}."),
    ("materialatervinning", "sv", "{Almost} av hushållsavfallet går till materialåtervinning."),
    ("sjoar-med-god-ekologisk-status", "sv", "{Almost} av sjöarna har god ekologisk status."),
    ("vattendrag-med-god-ekologisk-status", "sv", "Bara {words} av vattendragen når god ekologisk status."),
    ("vattendrag-med-god-ekologisk-status", "en", "Only {whole} of the watercourses are in good ecological status."),
    ("elbilar-i-trafik", "sv", "Elbilarna blir fler: nu är {percent} av bilarna i trafik eldrivna."),
    ("folkmangd", "sv", "Folkmängden i Jönköping var {amount} vid årets slut."),
    ("vaxthusgaser-per-invanare", "sv", "Utsläppen av växthusgaser är {amount} per invånare."),
    ("vaxthusgaser-per-invanare", "en", "Greenhouse gas emissions are {amount} per resident."),
    ("vaxthusgaser-totalt", "sv", "Totalt släpptes det ut {thousand} ton växthusgaser i kommunen {year}."),
    ("meritvarde-arskurs-9", "sv", "Meritvärdet i årskurs 9 är i genomsnitt {amount}."),
    ("medellivslangd-kvinnor", "sv", "Kvinnors medellivslängd är {amount}."),
    ("trygga-elever-i-arskurs-9", "sv", "{Of} elever i årskurs 9 känner sig trygga i skolan."),
    ("trygga-elever-i-arskurs-9", "en", "{Of} pupils in grade 9 feel safe at school."),
    ("oppet-arbetslosa", "sv", "Arbetslösheten är låg. {year} var {percent} öppet arbetslösa."),
    ("heltidsarbetande-inom-kommunen", "sv", "Runt {round} av de sysselsatta i kommunen arbetar heltid."),
    ("kollektivtrafikresor", "sv", "Varje invånare gör {amount} med kollektivtrafiken på ett år."),
    ("aktiva-samarbeten", "sv", "Kommunen har {count} aktiva samarbeten i andra länder."),
    ("anmalda-valdsbrott", "sv", "Det anmäldes {amount} våldsbrott per 100 000 invånare {year}."),
)  # fmt: skip

TUNED_CLEAN = (
    ("bra-halsotillstand", "sv", "Målet är att 90 % av invånarna ska ha bra hälsa."),
    ("bra-halsotillstand", "sv", "Bland unga kvinnor är det bara 61 % som har bra hälsa."),
    ("bra-halsotillstand", "sv", "I riket säger 74 % att de har bra hälsa."),
    ("bra-halsotillstand", "sv", "Enkäten skickades till 4 200 invånare, och 43 % svarade på frågan om hälsa."),
    ("ekologiska-livsmedel", "sv", "Andelen ekologiska livsmedel ska vara 60 % år 2030."),
    ("ekologiska-livsmedel", "sv", "Ekologiska livsmedel kostar i genomsnitt 20 % mer."),
    ("ekologiska-livsmedel", "en", "Organic food should make up 60% of purchases by 2030."),
    ("materialatervinning", "sv", "Andelen material som återvinns har ökat med 6 procentenheter på ett år."),
    ("elbilar-i-trafik", "sv", "Transporterna står för 60 % av utsläppen."),
    ("elbilar-i-trafik", "sv", "Laddstolparna har blivit 35 % fler."),
    ("folkmangd", "sv", "Kommunen räknar med att vara 170 000 invånare 2040."),
    ("folkmangd", "sv", "Jönköping är Sveriges nionde största kommun av 290."),
    ("vaxthusgaser-totalt", "sv", "Utsläppen ska halveras till 2030 jämfört med 1990."),
    ("vaxthusgaser-per-invanare", "sv", "En svensk släpper i snitt ut 4,2 ton växthusgaser, räknat på hela landet."),
    ("meritvarde-arskurs-9", "sv", "Flickorna hade 245 poäng i meritvärde och pojkarna 218."),
    ("oppet-arbetslosa", "sv", "Projektet hjälpte 120 öppet arbetslösa under 2023."),
    ("trygga-elever-i-arskurs-9", "sv", "Satsningen på trygga elever kostade 1,5 miljoner kronor."),
    ("aktiva-samarbeten", "sv", "Tre samarbeten avslutades 2019."),
    ("sjoar-med-god-ekologisk-status", "sv", "85 % av sjöarna ska ha god ekologisk status."),
    ("sjoar-med-god-ekologisk-status", "en", "The target is that 85% of lakes have good ecological status."),
    ("heltidsarbetande-inom-kommunen", "sv", "Sedan 2015 har 300 fler fått arbeta heltid i kommunen."),
    ("kollektivtrafikresor", "sv", "Busskorten blev 5 % dyrare i januari."),
    ("valdeltagande-kommunval", "sv", "Av de 40 vallokalerna var 12 nya."),
    ("medellivslangd-kvinnor", "sv", "Medellivslängden för män är lägre, och skillnaden har minskat med 0,3 år."),
)  # fmt: skip
