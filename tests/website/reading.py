"""A page taken apart: its headings, links, ids and words, for tests to look at."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

SILENT = {"script", "style"}


@dataclass(frozen=True)
class Tag:
    name: str
    attributes: dict[str, str]

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute) or ""


@dataclass(frozen=True)
class Asked:
    """What an address answered."""

    address: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.kind == "text/html"

    @cached_property
    def html(self) -> "Html":
        return Html(self.body.decode())


@dataclass
class Html(HTMLParser):
    """``tags`` in order, ``words``: every text between tags, ``headings``: (level, text)."""

    source: str
    tags: list[Tag] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(Tag(tag, dict(attrs)))
        self._open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append(Tag(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if text := " ".join(data.split()):
            if not SILENT & set(self._open):
                self.words.append(text)
            if any(re.fullmatch("h[1-6]", tag) for tag in self._open):
                level, sofar = self.headings[-1]
                self.headings[-1] = (level, f"{sofar} {text}".strip())

    def all(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name in names]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def title(self) -> str:
        return " ".join(re.search(r"<title>(.*?)</title>", self.source, re.DOTALL).group(1).split())

    @property
    def lang(self) -> str:
        return self.all("html")[0]["lang"]

    @property
    def ids(self) -> list[str]:
        return [tag["id"] for tag in self.tags if "id" in tag.attributes]

    @property
    def links(self) -> list[str]:
        return [tag["href"] for tag in self.all("a") if "href" in tag.attributes]


class Form(HTMLParser):
    """The fields of one form as a browser would send them untouched: name → values."""

    def __init__(self, html: str, id: str):
        super().__init__()
        self.id, self.within = id, False
        self.fields: dict[str, list[str]] = {}
        self._text = self._select = self._several = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "form":
            self.within = has.get("id") == self.id
        name = has.get("name") if self.within else None
        if (
            tag == "input"
            and name
            and ("checked" in has or has.get("type") not in ("checkbox", "radio", "submit"))
        ):
            self.fields.setdefault(name, []).append(has.get("value") or "")
        elif tag == "textarea" and name:
            self._text, self.fields[name] = name, [""]
        elif tag == "select" and name:
            self._select, self._several, self._first = name, "multiple" in has, None
        elif tag == "option" and self._select:
            self._first = has.get("value", "") if self._first is None else self._first
            if "selected" in has:
                self.fields.setdefault(self._select, []).append(has.get("value", ""))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == "form":
            self.within = False
        elif tag == "textarea":
            self._text = None
        elif tag == "select" and self._select:
            if not self._several and self._first is not None:
                self.fields.setdefault(self._select, [self._first])
            self._select = None

    def handle_data(self, data):
        if self._text:
            self.fields[self._text][0] += data
