"""What others' files hold, told on standard output as it is read: a table for people, JSON for machines."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from lagesbild.cooperation.iati import matching, reading
from lagesbild.cooperation.iati.activity import Activity, Words
from lagesbild.cooperation.iati.activity_sums import TypeSum, sums_of, together
from lagesbild.cooperation.iati.matching import Match, Partners

MatchedActivity = tuple[Path, Activity, tuple[Match, ...]]
Keep = Callable[[Activity], object]


def print_activities(
    files: Iterable[Path], partners: Partners, *, only_partners: bool, as_json: bool, keep: Keep | None = None
) -> list[reading.IatiProblem]:
    """Print each activity with the partners it concerns, one at a time; give back everything wrong with the files.

    ``keep`` is called with each that is printed.
    """
    problems: list[reading.IatiProblem] = []
    matched_activities = _matched_activities(files, partners, only_partners, problems)
    if keep:
        matched_activities = _kept(matched_activities, keep)
    if as_json:
        _print_json(matched_activities, problems)
    else:
        _print_table(matched_activities)
    return problems


def _matched_activities(
    files, partners: Partners, only_partners: bool, problems: list
) -> Iterator[MatchedActivity]:
    for file in files:
        for activity in reading.activities(file, problems):
            matches = partners.matches(activity)
            if matches or not only_partners:
                yield file, activity, matches


def _kept(matched_activities: Iterator[MatchedActivity], keep: Keep) -> Iterator[MatchedActivity]:
    for matched in matched_activities:
        keep(matched[1])
        yield matched


def _print_table(matched_activities: Iterator[MatchedActivity]) -> None:
    count = with_partners = 0
    all_sums: tuple[TypeSum, ...] = ()
    for _file, activity, matches in matched_activities:
        count, with_partners = count + 1, with_partners + bool(matches)
        sums = sums_of([activity])
        all_sums = together((*all_sums, *sums))
        print(f"{activity.identifier}  {in_one_line(activity.title)}")
        print(f"    {_about(activity)}")
        if sums:
            print(f"    {'; '.join(map(str, sums))}")
        for match in matches:
            print(f"    {_why(match)}")
    for part in all_sums:
        print(f"In all: {part}")
    print(
        f"{count} {'activity' if count == 1 else 'activities'}, {with_partners} of them with or near a partner of ours."
    )


def _about(activity: Activity) -> str:
    who = in_one_line(activity.reporting.name) or activity.reporting.ref
    where = " ".join(matching.countries(activity)) or "no country"
    goals = ", ".join(map(str, sorted(matching.global_goals(activity))))
    return f"{who} · {where} · {f'goals {goals}' if goals else 'no global goal'}"


def _why(match: Match) -> str:
    if match.goals:
        return f"{match.partner}: in its country, for goal {', '.join(map(str, match.goals))}"
    return f"{match.partner}: takes part, found by {match.by}"


def in_one_line(words: Words) -> str:
    """The Swedish text, else the English, else the first."""
    text_by_language = dict(reversed(words))
    text = text_by_language.get("sv") or text_by_language.get("en") or (words[0][1] if words else "")
    return " ".join(text.split())


def _print_json(matched_activities: Iterator[MatchedActivity], problems: list) -> None:
    """One activity a line, so that a large file is never held whole."""
    print('{"activities": [', end="")
    for number, (file, activity, matches) in enumerate(matched_activities):
        value = {
            "file": str(file),
            "matches": [asdict(match) for match in matches],
            "sums": [asdict(part) for part in sums_of([activity])],
            **asdict(activity),
        }
        print("," if number else "", json.dumps(value, ensure_ascii=False, default=str), sep="\n", end="")
    problems_json = json.dumps([asdict(problem) for problem in problems], ensure_ascii=False)
    print(f'\n], "problems": {problems_json}}}')
    sys.stdout.flush()
