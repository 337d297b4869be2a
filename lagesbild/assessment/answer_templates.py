"""The sentences that answers are put together of, in both languages."""

from collections.abc import Mapping

from lagesbild.assessment.rule import ReferenceKind
from lagesbild.assessment.words import Text

AT_LEAST, AT_MOST = Text("minst", "at least"), Text("högst", "at most")
BY, DUE = Text(" till {year}", " by {year}"), Text(" {year}", " for {year}")
INCREASE, DECREASE = Text("ökning", "increase"), Text("minskning", "decrease")
WITHIN_A_YEAR, WITHIN_YEARS = (
    Text("inom ett år", "within a year"),
    Text("inom {years} år", "within {years} years"),
)
FLAGGED = Text("Värdet för {year} är {flag}.", "The value for {year} is {flag}.")
AGE = Text("Det är {age} år sedan det mättes.", "It was measured {age} years ago.")
WAS = Text("{year} var värdet {latest}.", "In {year} the value was {latest}.")
NONE = Text(
    "Ingen har mätt det här än, så ingen kan säga hur det går.",
    "Nobody has measured this yet, so nobody can say how it goes.",
)
NO_DIRECTION = Text(
    "{year} var värdet {latest}. Ingen har bestämt vad som är bättre, mer eller mindre, så det bedöms inte.",
    "In {year} the value was {latest}. Nobody has decided which is better, more or less, so it is not judged.",
)
NO_INTERVAL = Text(
    "{year} var värdet {latest}. Nivån ska hållas, men ingen har bestämt mellan vilka gränser, så det bedöms inte.",
    "In {year} the value was {latest}. The level shall be held, but nobody has decided between which bounds, so it is "
    "not judged.",
)
OUTSIDE = Text(
    "Gränsen är {least} {limit}, men {year} var värdet {latest}.",
    "The limit is {least} {limit}, but in {year} the value was {latest}.",
)
OUTSIDE_INTERVAL = Text(
    "Nivån ska hållas mellan {low} och {high}, men {year} var värdet {latest}.",
    "The level shall be held between {low} and {high}, but in {year} the value was {latest}.",
)
MET = Text(
    "Målet är {least} {target}{by}, och {year} var värdet {latest}.",
    "The target is {least} {target}{by}, and in {year} the value was {latest}.",
)
LOSING = Text(
    "Men {astray}; fortsätter det så är målet förlorat {within}.",
    "But {astray}; if that goes on the target is lost {within}.",
)
LOST = Text(
    "Målet, {least} {target}, nåddes målåret {target_year}, men {year} var värdet {latest}.",
    "The target, {least} {target}, was reached in its year {target_year}, but in {year} the value was {latest}.",
)
MISSED = Text(
    "Målet var {least} {target} till {target_year}, men {year} var värdet {latest}.",
    "The target was {least} {target} by {target_year}, but in {year} the value was {latest}.",
)
OVERDUE = Text(
    "Målet var {least} {target} till {target_year}. Senast mättes det {year}, och då var värdet {latest}: om målet "
    "nåddes i tid vet vi inte.",
    "The target was {least} {target} by {target_year}. It was last measured in {year}, and then the value was "
    "{latest}: whether the target was reached in time is not known.",
)
TARGET_IS = Text("Målet är {least} {target}{by}.", "The target is {least} {target}{by}.")
WRONG_WAY = Text(
    "Värdet har gått åt fel håll sedan {since}, bort från målet {target}{due}. {year} var det {latest}.",
    "The value has gone in the wrong direction since {since}, away from the target of {target}{due}. In {year} it was "
    "{latest}.",
)
UNMET_BETTER = Text(
    "Värdet har gått åt rätt håll sedan {since} men når inte målet {target}{due}. {year} var det {latest}.",
    "The value has gone in the right direction since {since} but does not reach the target of {target}{due}. In {year} "
    "it was {latest}.",
)
UNMET = Text(
    "Målet är {least} {target}{by}, men {year} var värdet {latest}.",
    "The target is {least} {target}{by}, but in {year} the value was {latest}.",
)
TOO_FEW_TO_SAY = Text(
    "Mätningarna är för få för att säga om det räcker till {target_year}.",
    "There are too few measurements to say whether it is enough by {target_year}.",
)
IN_TIME = Text(
    "Värdet har gått åt rätt håll sedan {since} och var {latest} {year}. Håller takten nås målet {target} senast "
    "{target_year}, även försiktigt räknat.",
    "The value has gone in the right direction since {since} and was {latest} in {year}. If the pace holds the target "
    "of {target} is reached by {target_year}, even counted cautiously.",
)
TOO_SLOW = Text(
    "Värdet har gått åt rätt håll sedan {since} och var {latest} {year}, men det har gått för långsamt för målet "
    "{target}{due}.",
    "The value has gone in the right direction since {since} and was {latest} in {year}, but too slowly for the target "
    "of {target}{due}.",
)
STALLED = Text(
    "Värdet har i stort sett stått still sedan {since}: {year} var det {latest}. Målet är {least} {target}{by}.",
    "The value has by and large stood still since {since}: in {year} it was {latest}. The target is {least} "
    "{target}{by}.",
)
STALLED_TURNED = Text(
    "Värdet har inte kommit närmare målet på något säkert sätt sedan {since}: {year} var det {latest}. Målet är "
    "{least} {target}{by}.",
    "The value has not surely come closer to the target since {since}: in {year} it was {latest}. The target is "
    "{least} {target}{by}.",
)
UNCERTAIN_UNCLEAR = Text(
    "Värdet visar ingen säker {change} sedan {since}, och det är osäkert om målet {target}{due} nås: {share}.",
    "The value shows no certain {change} since {since}, and it is uncertain whether the target of {target}{due} is "
    "reached: {share}.",
)
UNCERTAIN_TURNED = Text(
    "Värdet har gått åt rätt håll sedan {since} men vände {turned}, så det är osäkert om målet {target}{due} nås.",
    "The value has gone in the right direction since {since} but turned in {turned}, so it is uncertain whether the "
    "target of {target}{due} is reached.",
)
UNCERTAIN_BETTER = Text(
    "Värdet har gått åt rätt håll sedan {since}, men det är osäkert om det räcker till målet {target}{due}.",
    "The value has gone in the right direction since {since}, but it is uncertain whether that is enough for the "
    "target of {target}{due}.",
)
NEARING = Text(
    "Men {astray}; fortsätter det så nås gränsen {within}.",
    "But {astray}; if that goes on the limit is reached {within}.",
)
WITHIN = Text(
    "{year} var värdet {latest}, inom gränsen på {least} {limit}.",
    "In {year} the value was {latest}, within the limit of {least} {limit}.",
)
WITHIN_INTERVAL = Text(
    "{year} var värdet {latest}, mellan de {low} och {high} som ska hållas.",
    "In {year} the value was {latest}, between the {low} and {high} that shall be held.",
)
NOT_OWN = Text(
    "{label}: {target}{by}. Det är inte nått, och kommunen har inte tagit det som sitt eget mål.",
    "{label}: {target}{by}. It is not reached, and the municipality has not taken it as its own target.",
)
NOT_OWN_MET = Text(
    "{label}: {target}{by}. Det är nått, men kommunen har inte tagit det som sitt eget mål.",
    "{label}: {target}{by}. It is reached, but the municipality has not taken it as its own target.",
)
GUIDELINE = Text("{label}: {target}. Det klaras inte.", "{label}: {target}. It is not kept.")
GUIDELINE_MET = Text("{label}: {target}. Det klaras.", "{label}: {target}. It is kept.")
BESIDE: Mapping[ReferenceKind, tuple[Text, Text]] = {
    ReferenceKind.GLOBAL: (NOT_OWN, NOT_OWN_MET),
    ReferenceKind.GUIDELINE: (GUIDELINE, GUIDELINE_MET),
}
