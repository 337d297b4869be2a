"""What the series drawn by hand say, "%" being the unit: every one in Swedish (ladder_sentences.txt), some in English."""

from pathlib import Path

_ENTRIES = [
    line
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SENTENCES = tuple(zip(_ENTRIES[::2], (sentence.strip() for sentence in _ENTRIES[1::2]), strict=True))

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
