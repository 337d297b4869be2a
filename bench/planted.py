"""Contradictions planted in texts about the example municipality: how many are found, and how many false alarms.

Each sentence of :mod:`bench.planted_wordings` is filled in twice from the example's own figures: once right, where
nothing may be said, and once wrong, which must be found. The example's real texts are read too: nothing may be said of
those either.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import planted_wordings

YEAR_NOW = 2026
LEAST_FOUND, MOST_FALSE = 0.90, 0.10

# Not the reader's own words: a bench that borrowed them would miss what the reader lacks.
SV_WORDS = (
    *(
        "noll",
        "ett",
        "två",
        "tre",
        "fyra",
        "fem",
        "sex",
        "sju",
        "åtta",
        "nio",
        "tio",
        "elva",
        "tolv",
        "tretton",
    ),
    *("fjorton", "femton", "sexton", "sjutton", "arton", "nitton"),
)
EN_WORDS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
)
EVERY_SV = {
    2: "varannan",
    3: "var tredje",
    4: "var fjärde",
    5: "var femte",
    8: "var åttonde",
    10: "var tionde",
    12: "var tolfte",
    20: "var tjugonde",
}
EVERY_EN = {2: "every other", 3: "every third", 4: "every fourth", 5: "every fifth", 10: "every tenth"}
OF = {10: (1, 10), 20: (1, 5), 25: (1, 4), 33: (1, 3), 40: (2, 5), 50: (1, 2), 60: (3, 5), 66.7: (2, 3), 75: (3, 4)} | {
    80: (4, 5), 90: (9, 10), 70: (7, 10), 30: (3, 10)
}  # fmt: skip
PARTS_SV = {20: "en femtedel", 25: "en fjärdedel", 33.3: "en tredjedel", 50: "hälften", 66.7: "två tredjedelar"} | {
    75: "tre fjärdedelar", 10: "en tiondel", 80: "fyra femtedelar", 40: "två femtedelar"
}  # fmt: skip
PARTS_EN = {20: "a fifth", 25: "a quarter", 33.3: "a third", 50: "half", 66.7: "two thirds", 75: "three quarters"} | {
    10: "a tenth", 80: "four fifths", 40: "two fifths"
}  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """One filled-in sentence on the page where the indicator stands."""

    indicator: str
    language: str
    text: str
    is_wrong: bool


@dataclass(frozen=True)
class Count:
    what: str
    found: int
    planted: int
    false: int
    clean: int
    remarks: tuple[str, ...]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("LAGESBILD_HOME", str(Path(folder) / "home"))
        os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.config.settings"
        from lagesbild.commands import demo

        demo.prepare(port=8000, fresh=False, now=_now(), progress=lambda _line: None)
        return run()


def _now():
    from datetime import UTC, datetime

    return datetime.now(UTC)


def run() -> int:
    """Count and print. The example must be there, in LAGESBILD_HOME."""
    import django

    django.setup()
    counts = list(counted())
    print("\nContradictions between texts and figures, planted in texts about the example")
    for count in counts:
        print(
            f"  {count.what:34} found {count.found:3} of {count.planted:3}{_share(count.found, count.planted):>7}"
            f"   false alarms {count.false:3} of {count.clean:3}{_share(count.false, count.clean):>7}"
        )
        if "--show" in sys.argv:
            print(*(f"      {remark}" for remark in count.remarks), sep="\n")
    ok = all(_is_good(count) for count in counts)
    print(f"  {'met' if ok else 'NOT MET'}: at least 90 % found, at most 10 % false alarms")
    return int(not ok)


def _is_good(count: Count) -> bool:
    enough = not count.planted or count.found / count.planted >= LEAST_FOUND
    return enough and (not count.clean or count.false / count.clean <= MOST_FALSE)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.0f} %" if whole else ""


def counted() -> Iterator[Count]:
    """One count for the tuned wordings, one for those held out, one for the real texts of the example."""
    from lagesbild.organisations.models import Municipality
    from lagesbild.website.indicators.answers import answers, public_indicators

    area = Municipality.load().home_area
    answer_of = {
        answer.indicator.slug: answer for answer in answers(public_indicators(), area=area, year_now=YEAR_NOW)
    }
    pages = _pages(answer_of)
    wordings = planted_wordings
    for what, cases, clean in (
        ("tuned wordings", wordings.TUNED, wordings.TUNED_CLEAN),
        ("wordings held out", wordings.HELD_OUT, wordings.HELD_OUT_CLEAN),
    ):
        yield _count(what, [*_filled(cases, answer_of), *_as_they_are(clean)], pages)
    yield _real_texts(answer_of)


def _count(what: str, sentences: list[Sentence], pages: Callable) -> Count:
    from lagesbild.barometer.agreement import contradictions

    hits = [
        (sentence, bool(contradictions(sentence.text, pages(sentence), language=sentence.language)))
        for sentence in sentences
    ]
    wrong, right = ([hit for hit in hits if hit[0].is_wrong is kind] for kind in (True, False))
    remarks = [f"missed: {sentence.text}" for sentence, is_found in wrong if not is_found]
    remarks += [f"false alarm: {sentence.text}" for sentence, is_found in right if is_found]
    return Count(
        what, sum(t for _, t in wrong), len(wrong), sum(t for _, t in right), len(right), tuple(remarks)
    )


def _pages(answer_of: dict) -> Callable:
    """The measures of the page where an indicator stands, which has the most of them."""
    from lagesbild.barometer import overview
    from lagesbild.website.findings.measures import measures, on_pages

    branches = overview.all_branches(overview.forest())
    pages = on_pages(branches, answer_of.values())

    def measures_beside(sentence: Sentence) -> list:
        here = [
            page
            for page in pages.values()
            if any(answer.indicator.slug == sentence.indicator for answer in page)
        ]
        return list(measures(max(here, key=len), sentence.language))

    return measures_beside


def _real_texts(answer_of: dict) -> Count:
    from lagesbild.barometer import overview
    from lagesbild.barometer.agreement import contradictions
    from lagesbild.barometer.text_checks import sentences
    from lagesbild.website.findings.measures import measures, on_pages

    branches = overview.all_branches(overview.forest())
    pages, sentence_count, false_alarms = on_pages(branches, answer_of.values()), 0, []
    for branch in branches:
        for language in ("sv", "en"):
            goal, page = branch.goal, list(measures(pages[branch.goal.pk], language))
            text = "".join(
                f"<p>{getattr(goal, f'{field}_{language}')}</p>" for field in ("text", "status", "examples")
            )
            text += "".join(
                f"<p>{getattr(remark, f'motivation_{language}')}</p>" for remark in branch.assessments
            )
            as_of = goal.as_of.year if goal.as_of else None
            sentence_count += len(sentences(text))
            false_alarms += [
                remark.sentence for remark in contradictions(text, page, language=language, as_of=as_of)
            ]
    return Count("real texts of the example", 0, 0, len(false_alarms), sentence_count, tuple(false_alarms))


# --- Filling in -------------------------------------------------------------------------------------------


def _as_they_are(clean: tuple) -> Iterator[Sentence]:
    return (Sentence(slug, language, text, False) for slug, language, text in clean)


def _filled(cases: tuple, answer_of: dict) -> Iterator[Sentence]:
    for turn, (slug, language, text) in enumerate(cases):
        points = answer_of[slug].points
        year, value = points[-1].year, points[-1].value
        for is_wrong in (False, True):
            number = _wrong(value, text, turn) if is_wrong else value
            words = {
                name: form(number, language, answer_of[slug].indicator)
                for name, form in FORMS.items()
                if f"{{{name}}}" in text.lower()
            }
            words |= {name.capitalize(): word[:1].upper() + word[1:] for name, word in words.items()}
            first = f"{points[0].value:.0f}"
            yield Sentence(slug, language, text.format(year=year, first=first, **words), is_wrong)


ROUGH = (
    "over",
    "almost",
    "about",
    "round",
    "every",
    "of",
    "part",
    "span",
    "more",
    "less",
    "ton",
    "denominator",
    "denominated",
)


def _wrong(value: float, text: str, turn: int) -> float:
    """Another value: near where the wording is exact, a good bit away where it is rough, up and down by turns."""
    rough = any(f"{{{name}}}" in text.lower() for name in ROUGH)
    if "{more}" in text.lower() or "mer än" in text.lower():
        return min(value * 1.3, value + (100 - value) * 0.8)
    up = turn % 2 and value * 1.3 <= 95
    if rough:
        return value * (1.35 if up else 0.7)
    if float(value).is_integer() and value < 30:
        return value + (1 if up or value <= 1 else -1)
    return value * (1.07 if up else 0.93)


def _number(value: float, places: int, language: str) -> str:
    from lagesbild.assessment import number

    return number(value, places, language)


def _places(value: float, indicator) -> int:
    from lagesbild.assessment.numerals import own_decimals

    return min(own_decimals(value), max(indicator.decimals, 1)) if value < 1000 else 0


def _percent(value, language, indicator):
    return _number(value, 1, language) + (" %" if language == "sv" else "%")


def _whole(value, language, indicator):
    return _number(value, 0, language) + (" procent" if language == "sv" else " per cent")


def _words(value, language, indicator):
    number_word = (SV_WORDS if language == "sv" else EN_WORDS)[round(value)]
    return number_word + (" procent" if language == "sv" else " per cent")


def _step(value, reach=2):
    """Tens or fives where the value is near one, as people round."""
    near = (step for step in (10, 5) if value >= 20 and abs(value - round(value / step) * step) <= reach)
    return next(near, 1)


def _under(value, step):
    return value // step * step


def _rounded(value, language, words, to):
    return f"{words} {to:.0f} " + ("procent" if language == "sv" else "per cent")


def _over(value, language, indicator):
    step = next((step for step in (10, 5) if value >= 20 and value - _under(value, step) <= 2.5), 1)
    return _rounded(value, language, "drygt" if language == "sv" else "just over", _under(value, step))


def _almost(value, language, indicator):
    step = next((step for step in (10, 5) if value >= 20 and _under(value, step) + step - value <= 2.5), 1)
    up = -(-value // step) * step
    return _rounded(value, language, "nästan" if language == "sv" else "almost", up)


def _round(value, language, indicator):
    return f"{round(value / _step(value)) * _step(value):.0f} " + (
        "procent" if language == "sv" else "per cent"
    )


def _about(value, language, indicator):
    return ("ungefär " if language == "sv" else "roughly ") + _round(value, language, indicator)


def _more(value, language, indicator):
    least = (value - 1) // _step(value) * _step(value)
    return _rounded(value, language, "mer än" if language == "sv" else "more than", least)


def _less(value, language, indicator):
    most = (value // _step(value) + 1) * _step(value)
    return _rounded(value, language, "mindre än" if language == "sv" else "less than", most)


def _nearest(value, choices):
    return choices[min(choices, key=lambda share: abs(share - value))]


def _every(value, language, indicator):
    return _nearest(
        value, {100 / n: words for n, words in (EVERY_SV if language == "sv" else EVERY_EN).items()}
    )


def _of(value, language, indicator):
    count, whole = _nearest(value, OF)
    words = SV_WORDS if language == "sv" else EN_WORDS
    if language == "sv":
        return f"{'en' if count == 1 else words[count]} av {words[whole]}"
    return f"{words[count]} in {words[whole]}"


def _part(value, language, indicator):
    return _nearest(value, PARTS_SV if language == "sv" else PARTS_EN)


def _span(value, language, indicator):
    low, high = (value - 2) // 1, (value + 3) // 1
    return (
        f"mellan {low:.0f} och {high:.0f} procent"
        if language == "sv"
        else f"between {low:.0f} and {high:.0f}%"
    )


def _amount(value, language, indicator):
    from lagesbild.assessment import Text

    unit = Text(indicator.unit_sv, indicator.unit_en).in_(language)
    unit = unit.partition("/")[0].replace(" CO₂e", "") if "per " not in unit else ""
    return f"{_number(value, _places(value, indicator), language)} {unit}".strip()


def _one_place(value, language, indicator):
    return _number(value, 1, language)


def _no_place(value, language, indicator):
    return _number(value, 0, language)


def _as_number(value, language, indicator):
    return _number(value, _places(value, indicator), language)


def _denominator(value, language, indicator):
    """One of so many: "five", "var tjugonde"."""
    if language == "sv":
        return _nearest(value, {100 / n: words for n, words in EVERY_SV.items()})
    return EN_WORDS[_nearest(value, {100 / n: n for n in range(2, 11)})]


def _denominated(value, language, indicator):
    return f"one in {_denominator(value, language, indicator)}"


def _tonnes(value, language, indicator):
    return _number(value / 1000 // 0.5 * 0.5, 1, language)


def _thousand(value, language, indicator):
    return f"{_number(value / 1000, 0, language)} " + ("tusen" if language == "sv" else "thousand")


def _in_words(value, language, indicator):
    return (SV_WORDS if language == "sv" else EN_WORDS)[round(value)]


FORMS = {
    "percent": _percent,
    "whole": _whole,
    "words": _words,
    "over": _over,
    "almost": _almost,
    "round": _round,
    "about": _about,
    "more": _more,
    "less": _less,
    "every": _every,
    "of": _of,
    "part": _part,
    "span": _span,
    "amount": _amount,
    "thousand": _thousand,
    "count": _in_words,
    "n": _one_place,
    "n0": _no_place,
    "ton": _tonnes,
    "number": _as_number,
    "denominator": _denominator,
    "denominated": _denominated,
}
"""What a place in a sentence is filled with: the value, the language and the indicator → words."""


if __name__ == "__main__":
    sys.exit(main())
