"""Keeps the templates so that a person can read them: indented by their tags and blocks, no line too long.

``python -m tools.templates`` indents them (djhtml does); ``--check`` changes nothing and tells. What is too long is
broken by hand, where a space already is, inside a tag between its attributes, or in ``{% blocktranslate trimmed %}``:
a line break between two words, or beside ``{% if %}`` in the middle of a sentence, is a space that the reader sees.
``python -m tools.crawl`` tells whether any page says something else afterwards.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 160
"""Characters in a line. Aim for 120."""
INDENTED = {".html", ".svg"}
SPACES = "2"


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 if something is wrong"
    )
    check = options.parse_args().check
    too_long = [line for folder in template_folders() for line in long_lines(folder)]
    for line in too_long:
        print(line, file=sys.stderr)
    return max(indent(check), 1 if too_long else 0)


def template_folders() -> list[Path]:
    return sorted((ROOT / "lagesbild").glob("**/templates"))


def long_lines(folder: Path) -> Iterator[str]:
    """Where each line begins that is longer than it may be, and how long it is."""
    for file in sorted(folder.rglob("*.*")):
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            if len(line) > LONGEST:
                name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
                yield f"{name}:{number}: {len(line)} characters, at most {LONGEST}"


def indent(check: bool) -> int:
    """0 if every page is indented as it should be, or now is."""
    djhtml = [sys.executable, "-m", "djhtml", "--tabwidth", SPACES, *(["--check"] if check else [])]
    files = [
        file
        for folder in template_folders()
        for file in sorted(folder.rglob("*.*"))
        if file.suffix in INDENTED
    ]
    finished = subprocess.run([*djhtml, *map(str, files)], capture_output=True, text=True)
    if check and finished.returncode:
        print(
            finished.stderr, "Some templates are not indented. Run: make templates", sep="", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
