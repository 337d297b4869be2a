"""Words that mean the same to who searches. An editor adds lines to these (``Municipality.synonyms``)."""

from collections import defaultdict

from lagesbild.website.search.words import folded, root

LINES = """
växthusgas, utsläpp, klimat, co2, koldioxid, klimatgas, emission, emissions, koldioxidutsläpp
klimatförändring, klimatpåverkan, klimat, global uppvärmning
partiklar, luft, luftkvalitet, luftförorening, pm10, avgaser
kollektivtrafik, resor, transport, buss, tåg, länstrafik
personbil, körsträcka, trafik, bil
elbil, laddbil, laddbara, elfordon
cykeltrafik, cykelväg, cykel, cykla, cyklist
hushållsavfall, materialåtervinning, avfall, sopor, soptunna, återvinning
materialåtervinning, källsortering, sortera, återvinning
livsmedel, måltid, mat, skolmat
ekologisk, eko, krav
förvärvsarbetande, jobb, sysselsättning, anställning
öppet arbetslösa, arbetslös, arbetslöshet
medianinkomst, inkomst, lön, löner
fattigdom, fattig, ekonomiskt utsatt, bistånd, socialbidrag, försörjningsstöd
utbildning, skola, elever, undervisning
meritvärde, betyg, skolresultat
förskola, dagis
yrkesprogram, gymnasium, gymnasieskola
eftergymnasial, högskola, universitet
ohälsotal, ohälsa, sjuk, sjukskriven
hälsotillstånd, välbefinnande, hälsa, må bra
psykisk, psykiskt, depression
medellivslängd, livslängd
äldre, pensionär, senior
barn, unga, ungdom
våldsbrott, brott, brottslighet, våld
trygghet, trygg, rädd, otrygg, otrygghet
valdeltagande, rösta, val, demokrati
jämställdhet, jämställd, jämlik, kön, kvinnor
föräldrapenning, föräldraledig, pappaledig
sjö, vattendrag, bäck
skyddad natur, naturreservat, naturskydd
biologisk mångfald, ekosystem, arter
energi, el, elektricitet, fjärrvärme, uppvärmning
bostad, bostäder, lägenhet, byggande
folkmängd, invånare, befolkning
vänort, systerstad, partnerstad
finansiering, bidrag, pengar, medel, anslag
utlysning, ansökan, bidrag att söka
utbyte, skolutbyte, ungdomsutbyte
globala mål, agenda 2030, hållbarhet
metod, hur räknar ni
öppna data, api, ladda ner
målvärde, gränsvärde, riktvärde
kommunstyrelse, ks
greenhouse gas, emissions, climate, carbon, co2
particles, air, air quality, pollution
public transport, bus, train
cycling, bike, bicycle, cycle
vehicle, car, driving
waste, recycling, garbage, rubbish
food, meals, organic
unemployed, unemployment, jobless
employed, employment, job, work
poverty, poor, income support, vulnerable
education, school, pupils
lake, stream
violence, crime
turnout, vote, election
equality, gender, women
twin town, sister city, partnership
funding, grant, money
"""
"""Of a line the words are in the order of how much they count for each other."""


def synonyms(own_lines: str = "") -> dict[str, tuple[str, ...]]:
    """Root of a word → what else is looked for, the nearest first. The words of a line mean the same."""
    others: dict[str, dict[str, None]] = defaultdict(dict)
    for line in f"{LINES}\n{own_lines}".splitlines():
        alike = [word for word in (folded(part).strip() for part in line.split(",")) if word]
        for word in alike:
            others[root(word)] |= dict.fromkeys(other for other in alike if other != word)
    return {word_root: tuple(words) for word_root, words in others.items()}
