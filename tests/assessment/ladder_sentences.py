"""What some of the series drawn by hand say, "%" being the unit: a line of the drawings and its sentences."""

SENTENCES = (
    (
        "none up t60/2030 | 2020:",
        "Ingen har mätt det här än, så ingen kan säga hur det går.",
    ),
    (
        "not_judged none t60/2030 | 2015: 50 51 52 53 54 55",
        "2020 var värdet 55 %. Ingen har bestämt vad som är bättre, mer eller mindre, så det bedöms inte.",
    ),
    (
        "not_judged hold l8 | 2020: 7 7 7 7 7 7",
        "2025 var värdet 7 %. Nivån ska hållas, men ingen har bestämt mellan vilka gränser, så det bedöms "
        "inte.",
    ),
    (
        "outside down l40 | 2015: 36 37 38 39 40 41",
        "Gränsen är högst 40 %, men 2020 var värdet 41 %. Värdet har gått åt fel håll sedan 2015.",
    ),
    (
        "outside hold l6 l8 | 2020: 8.1",
        "Nivån ska hållas mellan 6 och 8 %, men 2020 var värdet 8,1 %.",
    ),
    (
        "outside down l40 | 2020: 39 p41",
        "Gränsen är högst 40 %, men 2021 var värdet 41 %. Värdet för 2021 är preliminärt.",
    ),
    (
        "slipping up t60 | 2014: 76 75 74 73 72 71 70 69 68 67",
        "Målet är minst 60 %, och 2023 var värdet 67 %. Men värdet har minskat sedan 2014; fortsätter det så "
        "är målet förlorat inom 7 år.",
    ),
    (
        "slipping down t40 | 2018: 35 36 37 38 39",
        "Målet är högst 40 %, och 2022 var värdet 39 %. Men värdet har ökat sedan 2018; fortsätter det så är "
        "målet förlorat inom ett år.",
    ),
    (
        "slipping up t60/2032 | 2012: 50 53 56 59 62 65 68 71 74 71 67 63",
        "Målet är minst 60 % till 2032, och 2023 var värdet 63 %. Men värdet vände 2020 och har minskat sedan"
        " dess; fortsätter det så är målet förlorat inom ett år.",
    ),
    (
        "reached up t60/2020 | 2018: 58 59 61",
        "Målet är minst 60 % till 2020, och 2020 var värdet 61 %. Det är 6 år sedan det mättes.",
    ),
    (
        "reached up t50/2030 | 2014: 76 75 74 73 72 71 70 69 68 67",
        "Målet är minst 50 % till 2030, och 2023 var värdet 67 %. Det är 3 år sedan det mättes. Men värdet "
        "har minskat sedan 2014.",
    ),
    (
        "reached down t10/2030 | 2016: 9.7 9.6 9.7 9.6 9.7 9.6 9.7",
        "Målet är högst 10 % till 2030, och 2022 var värdet 9,7 %. Det är 4 år sedan det mättes.",
    ),
    (
        "lost up t60/2020 | 2018: 58 59 61 62 59",
        "Målet, minst 60 %, nåddes målåret 2020, men 2022 var värdet 59 %.",
    ),
    (
        "lost up t60/2020 | 2019: 61 - 62 59",
        "Målet, minst 60 %, nåddes målåret 2020, men 2022 var värdet 59 %.",
    ),
    (
        "missed up t170/2012 | 2012: 90 - - - - - - - - - 80",
        "Målet var minst 170 % till 2012, men 2022 var värdet 80 %.",
    ),
    (
        "missed up t60/2020 | 2012: 40 42 44 46 48 50 52 54 56 58",
        "Målet var minst 60 % till 2020, men 2021 var värdet 58 %. Värdet har gått åt rätt håll sedan 2012.",
    ),
    (
        "overdue up t60/2023 | 2018: 58 59 59 58 59",
        "Målet var minst 60 % till 2023. Senast mättes det 2022, och då var värdet 59 %: om målet nåddes i "
        "tid vet vi inte.",
    ),
    (
        "unmet_unknown up t85 | 2021: 12",
        "Målet är minst 85 %. En mätning: 12 % 2021.",
    ),
    (
        "unmet_unknown up t60/2026 | 2022: 58 59",
        "Målet är minst 60 % till 2026. Två mätningar: från 58 till 59 % på ett år, till 2023.",
    ),
    (
        "unmet_unknown down t40/2030 | 2020: 41 41 41",
        "Målet är högst 40 % till 2030. Tre mätningar på 2 år, till 2022: 41 % både först och sist.",
    ),
    (
        "wrong_way up t60/2030 | 2018: 50 49 48 47 46",
        "Värdet har gått åt fel håll sedan 2018, bort från målet 60 % 2030. 2022 var det 46 %.",
    ),
    (
        "wrong_way up t90/2030 | 2004: 70 67 65 61 59 55 53 50 46 45 41 38 36 38 40",
        "Värdet har gått åt fel håll sedan 2004, bort från målet 90 % 2030. 2018 var det 40 %. Det vände "
        "2016: sedan dess har värdet ökat.",
    ),
    (
        "unmet_better up t60/2030 | 2018: 50 51 52 53 54",
        "Värdet har gått åt rätt håll sedan 2018 men når inte målet 60 % 2030. 2022 var det 54 %. Mätningarna"
        " är för få för att säga om det räcker till 2030.",
    ),
    (
        "unmet_better up t60 | 2006: 10 13 14 17 18 21 22 25 26 29 30 33 34 33 31",
        "Värdet har gått åt rätt håll sedan 2006 men når inte målet 60 %. 2020 var det 31 %. Det vände 2018: "
        "sedan dess har värdet minskat.",
    ),
    (
        "unmet_unclear up t60/2030 | 2018: 50 53 51 54 52 55",
        "Målet är minst 60 % till 2030, men 2023 var värdet 55 %. Värdet har varken ökat eller minskat "
        "tydligt sedan 2018. Mätningarna är för få för att säga om det räcker till 2030.",
    ),
    (
        "unmet_unclear down t40 | 2014: 50 50 50 50 50 50 50",
        "Målet är högst 40 %, men 2020 var värdet 50 %. Värdet har varit detsamma sedan 2014.",
    ),
    (
        "in_time up t62/2030 | 2018: 50 51 52 53 54 55 56",
        "Värdet har gått åt rätt håll sedan 2018 och var 56 % 2024. Håller takten nås målet 62 % senast 2030,"
        " även försiktigt räknat.",
    ),
    (
        "too_slow down t313249/2030 | 2005: 626498 - - - - 689104 - - - - 567936 536839 533320 518439 513355 "
        "494451 494400 458771 455227",
        "Värdet har gått åt rätt håll sedan 2005 och var 455 227 % 2023, men det har gått för långsamt för "
        "målet 313 249 % 2030. I den takten nås målet omkring 2036, tidigast 2031 och senast 2045.",
    ),
    (
        "too_slow up t63/2030 | 2018: 50 51 52 53 54 55 56",
        "Värdet har gått åt rätt håll sedan 2018 och var 56 % 2024, men det har gått för långsamt för målet "
        "63 % 2030. I den takten nås målet omkring 2031.",
    ),
    (
        "too_slow up t95/2030 | 2010: 30 32 34 36 38 40 42 44 43 42 41",
        "Värdet har gått åt rätt håll sedan 2010 och var 41 % 2020, men det har gått för långsamt för målet "
        "95 % 2030. Det vände 2017: sedan"
        " dess har värdet minskat.",
    ),
    (
        "stalled up t93/2030 | 2018: 50 52 50 52 50 52 50 52",
        "Värdet har i stort sett stått still sedan 2018: 2025 var det 52 %. Målet är minst 93 % till 2030.",
    ),
    (
        "stalled up t60/2030 | 2010: 50 48 46 44 42 40 38 36 34 36 38",
        "Värdet har inte kommit närmare målet på något säkert sätt sedan 2010: 2020 var det 38 %. Målet är "
        "minst 60 % till 2030. Det vände 2018: sedan dess har värdet ökat.",
    ),
    (
        "uncertain down t336672/2030 | 2005: 673344 - - - - 689904 - - - - 553081 - - - - 486966 491603 "
        "458347 453840 554167",
        "Värdet visar ingen säker minskning sedan 2005, och det är osäkert om målet 336 672 % 2030 nås: "
        "takten har varit ungefär hälften av den som behövs. 2024 var värdet 554 167 %. Det vände 2022: sedan"
        " dess har värdet ökat.",
    ),
    (
        "uncertain up t17/2030 | 2013: 0 3 1 5 3 4 8 6 7 11 10",
        "Värdet har gått åt rätt håll sedan 2013, men det är osäkert om det räcker till målet 17 % 2030. I "
        "den takten nås målet omkring 2031, tidigast 2028 och senast 2035. 2023 var värdet 10 %.",
    ),
    (
        "uncertain up t60/2045 | 2010: 10 12 14 16 18 20 22 24 22 20 18",
        "Värdet visar ingen säker ökning sedan 2010, och det är osäkert om målet 60 % 2045 nås: takten har "
        "varit ungefär hälften av den som behövs. 2020 var värdet 18 %. Det vände 2017: sedan dess har värdet"
        " minskat.",
    ),
    (
        "within_nearing down l60 | 2014: 48 49 50 51 52 53 54 55",
        "2021 var värdet 55 %, inom gränsen på högst 60 %. Men värdet har ökat sedan 2014; fortsätter det så "
        "nås gränsen inom 5 år.",
    ),
    (
        "within_nearing hold l6 l8 | 2014: 7 7.1 7.2 7.3 7.4 7.5 7.6 7.7",
        "2021 var värdet 7,7 %, mellan de 6 och 8 % som ska hållas. Men värdet har ökat sedan 2014; "
        "fortsätter det så nås gränsen inom 3 år.",
    ),
    (
        "within down l60 | 2014: 55 54 53 52 51 50 49 48",
        "2021 var värdet 48 %, inom gränsen på högst 60 %. Värdet har gått åt rätt håll sedan 2014.",
    ),
    (
        "within hold l6 l8 | 2020: 7",
        "2020 var värdet 7 %, mellan de 6 och 8 % som ska hållas.",
    ),
    (
        "one down | 2020: 55",
        "En mätning: 55 % 2020.",
    ),
    (
        "one up | 2010: 40 41 42 43 44 / 50",
        "En mätning som går att räkna med: 50 % 2015.",
    ),
    (
        "few up | 2004: 74 - - - - - - - - - - - - - - - - - 89",
        "Två mätningar: från 74 till 89 % på 18 år, till 2022.",
    ),
    (
        "few down | 2020: 55 54",
        "Två mätningar: från 55 till 54 % på ett år, till 2021.",
    ),
    (
        "few up | 2011: 12 - - - - - - - - - - 12",
        "Två mätningar på 11 år, till 2022: 12 % både först och sist.",
    ),
    (
        "better up | 2010: 1 2 3 4 5 6 7 8",
        "Värdet har ökat sedan 2010, från 1 till 8 % 2017. Mer är bättre.",
    ),
    (
        "better up | 2006: 10 13 14 17 18 21 22 25 26 29 30 33 34 33 31",
        "Värdet har ökat sedan 2006, från 10 till 31 % 2020. Mer är bättre. Det vände 2018: sedan dess har "
        "värdet minskat.",
    ),
    (
        "better down | 2015: 100 80 60 45 30 20 12 8",
        "Värdet har minskat sedan 2015, från 100 till 8 % 2022. Mindre är bättre. Sedan 2019 har det minskat "
        "med 7,3 procentenheter om året.",
    ),
    (
        "better up | 2014: 40 42 44 46 48 50 52 41",
        "Värdet har ökat sedan 2014, från 40 till 41 % 2021. Mer är bättre. Det vände 2019: sedan dess har "
        "värdet minskat.",
    ),
    (
        "worse down | 2010: 11.6 11.7 11.8 11.9 12.0 12.1 12.2 12.3",
        "Värdet har ökat sedan 2010, från 11,6 till 12,3 % 2017. Mindre är bättre.",
    ),
    (
        "worse up | 2004: 70 67 65 61 59 55 53 50 46 45 41 38 36 38 40",
        "Värdet har minskat sedan 2004, från 70 till 40 % 2018. Mer är bättre. Det vände 2016: sedan dess har"
        " värdet ökat.",
    ),
    (
        "no_clear_change up | 2020: 55 54 53 51 52",
        "Värdet har varken ökat eller minskat tydligt sedan 2020. 2024 var värdet 52 %.",
    ),
    (
        "no_clear_change down | 2014: 50 50 50 50 50 50 50 50",
        "Värdet har varit detsamma sedan 2014. 2021 var värdet 50 %.",
    ),
    (
        "no_clear_change up | 2010: 50 52 54 56 58 54 50 51 48 49",
        "Värdet har varken ökat eller minskat tydligt sedan 2010. Det vände 2014: sedan dess har värdet "
        "minskat. 2019 var värdet 49 %.",
    ),
)
"""A line of the drawings and what it says, "%" being the unit."""

IN_ENGLISH = (
    (
        "none up t60/2030 | 2020:",
        "Nobody has measured this yet, so nobody can say how it goes.",
    ),
    (
        "outside hold l6 l8 | 2020: 8.1",
        "The level shall be held between 6 and 8%, but in 2020 the value was 8.1%.",
    ),
    (
        "slipping up t60/2032 | 2012: 50 53 56 59 62 65 68 71 74 71 67 63",
        "The target is at least 60% by 2032, and in 2023 the value was 63%. But the value turned in 2020 and "
        "has fallen since then; if that goes on the target is lost within a year.",
    ),
    (
        "lost up t60/2020 | 2018: 58 59 61 62 59",
        "The target, at least 60%, was reached in its year 2020, but in 2022 the value was 59%.",
    ),
    (
        "overdue up t60/2023 | 2018: 58 59 59 58 59",
        "The target was at least 60% by 2023. It was last measured in 2022, and then the value was 59%: "
        "whether the target was reached in time is not known.",
    ),
    (
        "wrong_way up t60/2030 | 2018: 50 49 48 47 46",
        "The value has gone in the wrong direction since 2018, away from the target of 60% for 2030. In 2022 "
        "it was 46%.",
    ),
    (
        "unmet_unclear up t60/2030 | 2018: 50 53 51 54 52 55",
        "The target is at least 60% by 2030, but in 2023 the value was 55%. The value has neither risen nor "
        "fallen clearly since 2018. There are too few measurements to say whether it is enough by 2030.",
    ),
    (
        "too_slow up t63/2030 | 2018: 50 51 52 53 54 55 56",
        "The value has gone in the right direction since 2018 and was 56% in 2024, but too slowly for the "
        "target of 63% for 2030. At that pace the target is reached about 2031.",
    ),
    (
        "uncertain down t336672/2030 | 2005: 673344 - - - - 689904 - - - - 553081 - - - - 486966 491603 "
        "458347 453840 554167",
        "The value shows no certain decrease since 2005, and it is uncertain whether the target of 336,672% "
        "for 2030 is reached: the pace has been about half of what is needed. In 2024 the value was 554,167%."
        " It turned in 2022: since then the value has risen.",
    ),
    (
        "within_nearing hold l6 l8 | 2014: 7 7.1 7.2 7.3 7.4 7.5 7.6 7.7",
        "In 2021 the value was 7.7%, between the 6 and 8% that shall be held. But the value has risen since "
        "2014; if that goes on the limit is reached within 3 years.",
    ),
    (
        "one up | 2010: 40 41 42 43 44 / 50",
        "One measurement that can be counted: 50% in 2015.",
    ),
    (
        "better up | 2010: 1 2 3 4 5 6 7 8",
        "The value has risen since 2010, from 1 to 8% in 2017. More is better.",
    ),
    (
        "worse down | 2010: 11.6 11.7 11.8 11.9 12.0 12.1 12.2 12.3",
        "The value has risen since 2010, from 11.6 to 12.3% in 2017. Less is better.",
    ),
    (
        "no_clear_change up | 2010: 50 52 54 56 58 54 50 51 48 49",
        "The value has neither risen nor fallen clearly since 2010. It turned in 2014: since then the value "
        "has fallen. In 2019 the value was 49%.",
    ),
)
