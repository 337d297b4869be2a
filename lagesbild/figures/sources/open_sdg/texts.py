"""Plain text of what metadata keep as HTML or Markdown: no tags, links as their text with the address."""

import html
import re
from html.parser import HTMLParser

_TAG = re.compile(r"<(?:!--|/?[A-Za-z])")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z]+);")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)")
_MARKDOWN_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+", re.MULTILINE)
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "tr", "td", "th", "table", "section", "article", "hr", "blockquote")
    + ("h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "dl", "pre")
)
_UNSHOWN = frozenset(("script", "style", "template", "noscript"))


def plain(text: object) -> str:
    """The text on one line, without HTML and Markdown's links and headings."""
    words = _MARKDOWN_HEADING.sub("", str(text))
    words = _MARKDOWN_LINK.sub(lambda link: _with_address(link[1], link[2]), words)
    if _TAG.search(words):
        words = _Words.of(words)
    elif _ENTITY.search(words):
        words = html.unescape(words)
    return " ".join(words.split())


def _with_address(words: str, address: str) -> str:
    label = words.strip()
    is_web = re.match(r"https?://", address)
    if not is_web or address.rstrip("/") in label:
        return words
    return f"{label} ({address})" if label else address


class _Words(HTMLParser):
    """Collects what a browser would show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._unshown = 0

    @classmethod
    def of(cls, text: str) -> str:
        words = cls()
        words.feed(text)
        words.close()
        return "".join(words._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unshown += tag in _UNSHOWN
        if tag in _BLOCKS:
            self._parts.append(" ")
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._parts)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSHOWN:
            self._unshown = max(0, self._unshown - 1)
        if tag in _BLOCKS:
            self._parts.append(" ")
        if tag == "a" and self._links:
            address, start = self._links.pop()
            words = "".join(self._parts[start:])
            self._parts[start:] = [_with_address(words, address)]

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self._parts.append(data)
