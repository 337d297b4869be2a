"""Published text that is written in an ordinary text box: a few marks for headings, lists, emphasis and links.

``### Rubrik``, ``- punkt``, ``1. punkt``, ``**fet**``, ``*kursiv*``, ``[ord](https://…)``. Anything else that looks
like mark-up is letters: a text box can put nothing but these on a page.
"""

import re
from html import escape
from html.parser import HTMLParser

HEADING = re.compile(r"#{1,6} +(.+)")
BULLET = re.compile(r"[-*•] +(.+)")
NUMBERED = re.compile(r"\d{1,3}[.)] +(.+)")
LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?://|mailto:|/|dokument:)[^\s()<>\"']*)\)")
BOLD = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*")
ITALIC = re.compile(r"\*(\S(?:[^*]*\S)?)\*")
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
LISTS = {BULLET: "ul", NUMBERED: "ol"}


def as_html(text: str) -> str:
    """The text as the site's own rich text, every other mark escaped."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(_block_as_html([line.strip() for line in block.split("\n")]) for block in blocks if block)


def _block_as_html(lines: list[str]) -> str:
    html, i = "", 0
    while i < len(lines):
        pattern = next((mark for mark in (HEADING, *LISTS) if mark.fullmatch(lines[i])), None)
        run = _run(lines[i:], pattern)
        inside = [_inline(pattern.fullmatch(line)[1] if pattern else line) for line in run]
        if pattern is HEADING:
            html += "".join(f"<h3>{text}</h3>" for text in inside)
        elif pattern:
            html += f"<{LISTS[pattern]}>{''.join(f'<li>{text}</li>' for text in inside)}</{LISTS[pattern]}>"
        else:
            html += f"<p>{'<br/>'.join(inside)}</p>"
        i += len(run)
    return html


def _run(lines: list[str], pattern: re.Pattern | None) -> list[str]:
    """The lines from the first on that are of the same sort."""
    patterns = (HEADING, *LISTS)
    kinds = [next((pattern for pattern in patterns if pattern.fullmatch(line)), None) for line in lines]
    end = next((n for n, kind in enumerate(kinds) if kind is not pattern), len(lines))
    return lines[:end]


def _inline(text: str) -> str:
    html, end = "", 0
    for link in LINK.finditer(text):
        html += _emphasis(text[end : link.start()])
        html += f"<a {_target(link[2])}>{_emphasis(link[1])}</a>"
        end = link.end()
    return html + _emphasis(text[end:])


def _emphasis(text: str) -> str:
    return ITALIC.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", escape(text, quote=False)))


def _target(address: str) -> str:
    document = re.fullmatch(r"dokument:(\d+)", address)
    if document:
        return f'linktype="document" id="{document[1]}"'
    return f'href="{escape(address)}"'


def as_plain(html: str) -> str:
    """Rich text as somebody would type it: :func:`as_html` gives the same page back."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []  # kind, text
        self.lists: list[str] = []
        self.link = ""

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "li":
            self.blocks.append((self.lists[-1] if self.lists else "ul", ""))
        elif tag in ("p", "div") or re.fullmatch("h[1-6]", tag):
            self.blocks.append(("heading" if tag[0] == "h" else "p", ""))
        elif tag == "br":
            self._say("\n")
        elif tag == "a":
            self.link = f"dokument:{has.get('id')}" if has.get("linktype") == "document" else has.get("href")
            self._say("[" if self.link else "")
        else:
            self._say(MARKS.get(tag, ""))

    def handle_endtag(self, tag):
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "a":
            self._say(f"]({self.link})" if self.link else "")
        else:
            self._say(MARKS.get(tag, ""))

    def handle_data(self, data):
        self._say(re.sub(r"\s+", " ", data))

    def _say(self, words: str) -> None:
        if not self.blocks and words.strip():
            self.blocks.append(("p", ""))
        if self.blocks:
            kind, text = self.blocks[-1]
            self.blocks[-1] = kind, text + words

    def text(self) -> str:
        written, before, number = "", "", 0
        for kind, words in [(kind, words.strip()) for kind, words in self.blocks if words.strip()]:
            number = number + 1 if kind == before == "ol" else 1
            mark = {"heading": "### ", "ul": "- ", "ol": f"{number}. "}.get(kind, "")
            apart = "" if not written else "\n" if kind == before and kind in ("ul", "ol") else "\n\n"
            written, before = f"{written}{apart}{mark}{words}", kind
        return written
