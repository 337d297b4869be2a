"""A repository's own ``translations/``: words by key, in the language asked for, else in English, else in its first."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import yaml

from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import WorkbookProblems, text_of
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.tables.measured_yaml import yaml_of

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ENGLISH = "en"
GROUPS = frozenset(
    ("data", "general", "units", "unit", "series", "custom", "descriptions", "metadata_fields", "indicator")
    + ("global_indicators", "global_goals", "global_targets", "national_indicators", "national_metadata")
    + ("concept", "status", "sdg", "sdmx", "disaggregation_status", "progress_status", "reporting")
)
"""The groups of Open SDG's own translations, and those that repositories often add."""

_KEY = re.compile(r"([A-Za-z_][\w-]*)\.([\w.-]+)")


@dataclass(frozen=True)
class Translations:
    """``words``: key → text, of the best language that has it. ``groups``: what the part before the dot may be."""

    words: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = GROUPS

    def is_key(self, text: str) -> bool:
        match = _KEY.fullmatch(text)
        return bool(match and match[1] in self.groups)

    def find(self, text: str) -> str:
        """The text that a key stands for, "" where there is none; a text that is no key as it stands."""
        translated, seen_keys = text, set()
        while self.is_key(translated) and translated not in seen_keys:
            seen_keys.add(translated)
            translated = self.words.get(translated, "")
        return "" if self.is_key(translated) else translated

    def name(self, text: str, *groups: str) -> str:
        """As ``find``, but where there is nothing the last part of the key: data.female is female.

        ``groups``: where a word that is no key may be translated, as Open SDG does by column and in ``data``.
        """
        if text and not self.is_key(text):
            keys = (f"{group}.{text}" for group in (*groups, "data"))
            translated = next((self.words[key] for key in keys if key in self.words), text)
            return self.find(translated) or text
        return self.find(text) or text.partition(".")[2]


def translations_of(
    contents: Mapping[str, bytes],
    folders: Iterable[str],
    languages: Iterable[str],
    findings: RepositoryFindings,
) -> Translations:
    """The words in the files of these folders: ``<language>/<group>.yml`` or ``.csv``, or one file of languages."""
    by_language: dict[str, dict[str, str]] = defaultdict(dict)
    prefixes = tuple(f"{folder.strip('/')}/" for folder in folders)
    for path, content in contents.items():
        if path.startswith(prefixes):
            _add(by_language, path, content, findings)
    order = [*languages, ENGLISH, *by_language]
    words: dict[str, str] = {}
    for language in reversed(order):
        words.update(by_language.get(language, {}))
    groups = {key.partition(".")[0] for key in words}
    return Translations(words, GROUPS | groups)


def _add(
    by_language: dict[str, dict[str, str]], path: str, content: bytes, findings: RepositoryFindings
) -> None:
    language, group = path.split("/")[-2], path.rpartition("/")[2].rpartition(".")[0]
    try:
        entries = _entries(path, text_of(path, content))
    except WorkbookProblems as error:
        findings.problems += error.problems
        return
    except (yaml.YAMLError, ValueError, csv.Error) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        what = f"Översättningarna går inte att läsa ({getattr(error, 'problem', None) or error})."
        findings.problems.append(Problem(path, None if line is None else line + 1, "", what, "Rätta texten."))
        return
    for key, text in entries.items():
        if isinstance(text, dict):  # one file with a part for each language
            by_language[str(key)].update({f"{group}.{name}": str(word) for name, word in text.items()})
        elif text is not None:
            by_language[language][f"{group}.{key}"] = str(text)


def _entries(path: str, text: str) -> dict:
    if path.endswith(".csv"):
        return {cells[0].strip(): cells[1] for cells in csv.reader(io.StringIO(text)) if len(cells) > 1}
    entries = yaml_of(text, LOADER)
    return entries if isinstance(entries, dict) else {}
