"""What a crawl keeps of each answer, and how two crawls are compared."""

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import unified_diff
from itertools import islice
from pathlib import Path

from tools.crawl_text import html_markup, masked, steady, text_of

DIFF_LINES, LONGEST = 14, 240
"""How much of a difference is written out."""


@dataclass(frozen=True)
class Visit:
    """What an address answered to a log-in."""

    address: str
    login: str
    status: int
    kind: str
    text: str
    markup: str
    """All tags of a page, and the text; nothing for files."""
    octets: str
    """A hash of the very bytes, for JSON, CSV and XML."""

    @property
    def key(self) -> tuple[str, str]:
        return self.address, self.login

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def record(address: str, login: str, answer, body: bytes) -> Visit:
    """A visit, from Django's answer."""
    kind = answer.get("Content-Type", "").partition(";")[0]
    text = f"→ {answer['Location']}" if "Location" in answer else text_of(kind, body)
    is_page = kind == "text/html" and body
    return Visit(
        address=address,
        login=login,
        status=answer.status_code,
        kind=kind,
        text=steady(text),
        markup=steady(html_markup(body.decode())) if is_page else "",
        octets=_octets(body) if kind.endswith(("json", "csv", "xml")) else "",
    )


def _octets(body: bytes) -> str:
    return hashlib.sha256(masked(body.decode()).encode()).hexdigest()[:16]


def write(file: Path, visits: Iterable[Visit]) -> None:
    with lzma.open(file, "wt", encoding="utf-8", preset=1) as lines:
        for visit in visits:
            lines.write(json.dumps(asdict(visit) | {"text_hash": visit.text_hash}, ensure_ascii=False) + "\n")


def read(file: Path) -> list[Visit]:
    """What was kept; what this version of the code knows to be different in every run is masked in older files too."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        return [_visit(json.loads(line)) for line in lines]


def _visit(fields: dict) -> Visit:
    texts = {name: steady(fields[name]) for name in ("text", "markup")}
    return Visit(**{name: content for name, content in fields.items() if name != "text_hash"} | texts)


# --- Two crawls ---------------------------------------------------------------------------------------------


def compare(before: list[Visit], after: list[Visit], *, markup: bool = False) -> int:
    """Writes what differs, each with a short diff, and how many answers were compared. 1 if something differs."""
    differing = 0
    for line in differences(before, after, markup=markup):
        differing += not line.startswith("    ")
        print(line)
    print(f"{len(before)} answers before, {len(after)} after: {differing or 'none'} differ")
    return 1 if differing else 0


def differences(before: list[Visit], after: list[Visit], *, markup: bool = False) -> Iterator[str]:
    """A line for each answer that differs, followed by what differs in it, indented."""
    earlier, later = ({visit.key: visit for visit in visits} for visits in (before, after))
    for key in dict.fromkeys([*earlier, *later]):
        address, login = key
        if key not in later:
            yield f"gone: {address} ({login})"
        elif key not in earlier:
            yield f"new: {address} ({login})"
        elif changes := list(_changes(earlier[key], later[key], markup)):
            yield f"differs: {address} ({login})"
            yield from (f"    {change[:LONGEST]}" for change in changes)


def _changes(before: Visit, after: Visit, markup: bool) -> Iterator[str]:
    if before.status != after.status:
        yield f"status {before.status} → {after.status}"
    if before.kind != after.kind:
        yield f"content type {before.kind} → {after.kind}"
    texts = (before.markup, after.markup) if markup and before.markup else (before.text, after.text)
    if texts[0] != texts[1]:
        yield from islice(_diff(*texts), DIFF_LINES)
    elif before.octets != after.octets:
        yield "the same cells, but other bytes"


def _diff(before: str, after: str) -> Iterator[str]:
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return (_around(line) for line in islice(lines, 2, None) if not line.startswith("@@"))


def _around(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
