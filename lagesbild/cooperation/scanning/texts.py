"""Others' texts made plain: broken letters mended where that is certain, marks of a web page taken away."""

import re
from html.parser import HTMLParser

from lagesbild.cooperation.scanning.listed_call import LONGEST_NAME, LONGEST_TEXT

# What Windows shows for the bytes 80–9F; the five it leaves out come through as themselves.
_LEFT_OUT = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_SHOWN = {bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in _LEFT_OUT}
_BYTES = {**_SHOWN, **{chr(byte): byte for byte in range(0x80, 0x100) if chr(byte) not in _SHOWN}}
_FOLLOWS = "[" + "".join(re.escape(letter) for letter, byte in _BYTES.items() if byte < 0xC0) + "]"
# Two in a row may be a text's own where the second is a sign that also ends a word: "PÅ”", "MANHÃ…". Those are left,
# unless the first is Â, which ends no word, or the word goes on: "vis-Ã\u00a0-vis", "Ã…land".
_ENDS_A_WORD = "[\u00a0’”“‘–—…»›«‹]"
_BROKEN = re.compile(
    f"â{_FOLLOWS}{_FOLLOWS}|ðŸ{_FOLLOWS}{_FOLLOWS}|ï»¿|ï¬{_FOLLOWS}"
    f"|Â{_FOLLOWS}"
    f"|[ÃÄÅÈÎÏÐÑ](?!{_ENDS_A_WORD}){_FOLLOWS}"
    rf"|(?<![A-ZÀ-Þ])Ã{_ENDS_A_WORD}(?=[\w-])"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]")
_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"}
_UNSHOWN = {"script", "style"}


def mended(text: str) -> str:
    """A text whose UTF-8 was read as Windows-1252 put right, sequence by sequence; what is not certain is left."""
    return text if text.isascii() else _BROKEN.sub(_mended, text)


def _mended(match: re.Match) -> str:
    try:
        return bytes(_BYTES[letter] for letter in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def plain(text: str) -> str:
    """Without control characters, and with single spaces and at most one empty line in a row."""
    text = _SPACES.sub(" ", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return _LINES.sub(lambda breaks: "\n\n" if breaks.group().count("\n") > 1 else "\n", text).strip()


def one_line(text: str, longest: int = LONGEST_NAME) -> str:
    text = " ".join(plain(text).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def several_lines(text: str, longest: int = LONGEST_TEXT) -> str:
    text = plain(text)
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def without_marks(html: str) -> str:
    """The words of a piece of a web page, a new line for each block."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unshown = 0

    def handle_starttag(self, tag, attrs):
        self.unshown += tag in _UNSHOWN
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag):
        self.unshown = max(0, self.unshown - (tag in _UNSHOWN))
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data):
        if not self.unshown:
            self.words.append(data)
