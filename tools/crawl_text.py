"""What an answer of the site says, as lines of text that two versions of the code can be compared by.

Runs of white space are folded, but a space that appears or vanishes between two words is a difference, also when tags
stand between them. What is new in every process or installation (form tokens, random ids, the names that static files
get from their contents) is masked.
"""

import csv
import io
import json
import re
import zipfile

from lxml import etree, html
from openpyxl import load_workbook


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


WORD_ATTRIBUTES = _names(
    "href src action alt title aria-label placeholder label value content lang checked selected disabled"
)
"""The attributes that carry words, lead somewhere or say what is chosen."""
INLINE = _names(
    "a abbr b bdi bdo button cite code data del dfn em font i img input ins kbd label mark meter output progress q s"
    " samp select small span strong sub sup svg textarea time tspan u var wbr"
)
"""A white space beside these is seen. Beside all other elements the browser draws none."""
SEALED = {"button", "select", "svg", "textarea", "object"}
"""White space at the edges inside these is not drawn, though they stand in a line of text themselves."""
MARKED = SEALED | {"img", "input"}
"""Drawn where they stand, also with nothing in them."""
VERBATIM = {"pre", "textarea"}
VERBATIM_CLASS = "text"
"""The site's own class for text whose line breaks are drawn."""
SIDE_BY_SIDE = {"along", "buttons"}
"""Classes that the style sheet lays out in a row: white space between what is in them is not drawn."""
SILENT = {"style"}
WHITE = " \t\r\n\f"

MASKS = (
    (re.compile(r"\b(?![0-9a-f]{64}\b)[0-9A-Za-z]{64}\b"), "‹form token›"),
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"), "‹random id›"),
    (re.compile(r"(/static/[^\s\"'<>?]*?)\.[0-9a-f]{12}(\.\w+)"), r"\1\2"),
    (re.compile(r"(/static/[^\s\"'<>?]*)\?v=[0-9a-f]+"), r"\1"),
    (re.compile(r"\bnonce=\"[^\"]*\""), 'nonce="‹nonce›"'),
    (re.compile(r"[\w-]+:1\w{5}:[\w-]{43}"), "‹signed›"),
    (re.compile(r'("|&quot;)key\1: \1[0-9a-z]{5}\1'), r"\1key\1: \1‹block›\1"),
)

BREAK, TAG_OPENS, TAG_ENDS = "\x00", "⟨", "⟩"


def masked(text: str) -> str:
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    return text


def steady(text: str) -> str:
    """The text of an answer without what differs from run to run. Twice changes no more than once.

    A piece of a page that a script holds as JSON has its line breaks as \\n: they are the spaces that they are there.
    """
    between_tags = re.sub(r"(?<=\\u003E)(\\n|\s)+(?=\\u003C)", "", masked(text))
    return re.sub(r"(\\n|\n)*\\n(\\n|\n)*", "\n", between_tags)


def text_of(kind: str, body: bytes) -> str:
    """The words of an answer whose content type is ``kind``; nothing for what is not made of words."""
    if kind == "text/html":
        return html_text(body.decode())
    if kind.endswith("spreadsheetml.sheet"):
        return workbook_text(body)
    if kind.endswith("wordprocessingml.document"):
        return document_text(body)
    if kind.endswith("json"):
        return masked(json.dumps(json.loads(body), ensure_ascii=False, indent=1))
    if kind == "text/csv":
        return table_text(body)
    if kind.endswith("xml"):
        return masked(re.sub(r">\s*<", ">\n<", body.decode()))
    return masked(body.decode()) if kind.startswith("text/") else ""


# --- HTML ---------------------------------------------------------------------------------------------------


def html_text(page: str) -> str:
    """The text a reader meets, a line for each block, with the attributes that carry words where they stand.

    >>> html_text("<p>Mål  <b>17</b> är<br>nått</p>")
    'Mål 17 är\\nnått'
    """
    return _lines(page, WORD_ATTRIBUTES)


def html_markup(page: str) -> str:
    """All tags with all their attributes, and the text: equal when two pages are drawn and behave alike."""
    return _lines(page, None)


def _lines(page: str, attributes: tuple[str, ...] | None) -> str:
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(masked(page).encode() or b"<html></html>", parser=parser)
    pieces: list[str] = []
    _walk(root, attributes, pieces, verbatim=False)
    flowing = re.sub(r" {2,}", " ", "".join(pieces))
    lines = re.sub(rf" ?{BREAK}[ {BREAK}]*", "\n", flowing).strip("\n ")
    return lines.replace("␣", " ")


def _walk(element, attributes: tuple[str, ...] | None, pieces: list[str], *, verbatim: bool) -> None:
    tail = _folded(element.tail, verbatim)
    if not isinstance(element.tag, str):  # a comment
        pieces.append(tail)
        return
    verbatim = verbatim or element.tag in VERBATIM or VERBATIM_CLASS in element.get("class", "").split()
    edge = "" if element.tag in INLINE and not _is_in_a_row(element) else BREAK
    pieces.append(edge + _tag(element, attributes) + edge)
    if element.tag not in SILENT:
        sealed = BREAK if element.tag in SEALED else ""
        pieces.append(sealed + _own_text(element, verbatim))
        for child in element:
            _walk(child, attributes, pieces, verbatim=verbatim)
        pieces.append(sealed)
    if attributes is None or element.tag in SEALED:
        pieces.append(f"{edge}{TAG_OPENS}/{element.tag}{TAG_ENDS}")
    pieces.append(edge + tail)


def _is_in_a_row(element) -> bool:
    parent = element.getparent()
    return parent is not None and not SIDE_BY_SIDE.isdisjoint(parent.get("class", "").split())


def _own_text(element, verbatim: bool) -> str:
    if element.tag == "script":
        return BREAK + "\n".join((element.text or "").split())
    return _folded(element.text, verbatim)


def _folded(text: str | None, verbatim: bool) -> str:
    if verbatim:
        return (text or "").replace(" ", "␣").replace("\n", "⏎")
    return re.sub(f"[{WHITE}]+", " ", text or "")


def _tag(element, attributes: tuple[str, ...] | None) -> str:
    """What of a tag is kept: nothing, if it says nothing."""
    names = sorted(element.attrib) if attributes is None else attributes
    present = [name for name in names if name in element.attrib]
    if attributes is not None and not present and element.tag not in MARKED:
        return ""
    words = [f'{name}="{_attribute(name, element.get(name))}"' for name in present]
    return TAG_OPENS + "␣".join([element.tag, *words]) + TAG_ENDS


def _attribute(name: str, text: str) -> str:
    if name in ("class", "d", "points"):
        text = " ".join(text.split())
    return text.replace(" ", "␣").replace("\n", "⏎")


# --- Files --------------------------------------------------------------------------------------------------


def table_text(body: bytes) -> str:
    """A line for each row of a CSV file, its cells as JSON."""
    text = body.decode("utf-8-sig")
    first_line = text.partition("\n")[0]
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return masked("\n".join(json.dumps(cells, ensure_ascii=False) for cells in rows))


def workbook_text(body: bytes) -> str:
    """The sheets, each row's cells as JSON, and where the cells lead."""
    lines = []
    for sheet in load_workbook(io.BytesIO(body)):
        lines.append(f"[{sheet.title}] {sheet.sheet_state}")
        for row in sheet.iter_rows():
            lines.append(json.dumps([_cell(cell.value) for cell in row], ensure_ascii=False))
            lines += [f"{cell.coordinate} → {cell.hyperlink.target}" for cell in row if cell.hyperlink]
    return masked("\n".join(lines))


def _cell(content) -> str | int | float | bool | None:
    return content if isinstance(content, str | int | float | bool | None) else str(content)


def document_text(body: bytes) -> str:
    """A line for each paragraph of a Word document, its headers and footers included."""
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = []
    with zipfile.ZipFile(io.BytesIO(body)) as document:
        for name in sorted(document.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
                for paragraph in etree.fromstring(document.read(name)).iter(f"{word}p"):
                    lines.append("".join(run.text or "" for run in paragraph.iter(f"{word}t")))
    return masked("\n".join(line for line in lines if line.strip()))
