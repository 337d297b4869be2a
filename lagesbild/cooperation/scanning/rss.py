"""Calls as a feed has them: RSS 2.0 or Atom. A feed rarely says when a call opens or closes, so a person must."""

import re
from hashlib import sha256
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.parsers import expat

from django.utils.translation import gettext as _

from lagesbild.cooperation.scanning.listed_call import (
    LONGEST_ORIGIN,
    LONGEST_REFERENCE,
    CallListProblems,
    FoundCall,
    PlacedCall,
    accepted,
)
from lagesbild.cooperation.scanning.texts import one_line, several_lines, without_marks
from lagesbild.figures.size_limits import WorkbookRefused, refuse_if_crowded

ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DEEPEST, MOST_ELEMENTS = 100, 200_000
_NAMES = {"name": "title", "reference": "guid", "url": "link", "summary": "description"}
_ATOM_NAMES = {"name": "title", "reference": "id", "url": "link", "summary": "summary"}


class FeedProblems(CallListProblems):
    """A feed that is not whole, or neither RSS 2.0 nor Atom."""


def read_calls(name: str, content: bytes, origin: str = "") -> tuple[FoundCall, ...]:
    """The calls of a feed. Raises CallListProblems: every problem, with its line.

    ``origin`` is what the feed is called here; by default the host of the feed's own address.
    """
    feed, lines = _parsed(name, content)
    channel = feed.find("channel") if feed.tag == "rss" else None
    if channel is not None:
        items, reader, home = channel.findall("item"), _item, _child_text(channel, "link")
    elif feed.tag == f"{ATOM}feed":
        items, reader, home = (
            feed.findall(f"{ATOM}entry"),
            _entry,
            _atom_link(feed) or _child_text(feed, f"{ATOM}id"),
        )
    else:
        raise FeedProblems.one(name, _("Filen är varken RSS 2.0 eller Atom."), _("Kontrollera adressen."))
    origin = origin or _host(home)
    if not origin:
        do = _("Skriv vad det ska heta med --origin.")
        raise FeedProblems.one(name, _("Flödet säger inte var det kommer ifrån."), do)
    names = _NAMES if reader is _item else _ATOM_NAMES
    return accepted(name, [PlacedCall(reader(item, origin), lines[item], names) for item in items])


def _item(item: ElementTree.Element, origin: str) -> FoundCall:
    link, guid = _child_text(item, "link"), _child_text(item, "guid")
    return FoundCall(
        origin=origin,
        reference=_reference(guid or link),
        name=one_line(without_marks(_child_text(item, "title"))),
        summary=several_lines(without_marks(_child_text(item, _CONTENT) or _child_text(item, "description"))),
        url=link or (guid if guid.startswith("http") else ""),
    )


def _entry(entry: ElementTree.Element, origin: str) -> FoundCall:
    link, id = _atom_link(entry), _child_text(entry, f"{ATOM}id")
    return FoundCall(
        origin=origin,
        reference=_reference(id or link),
        name=one_line(_atom_text(entry, "title")),
        summary=several_lines(_atom_text(entry, "content") or _atom_text(entry, "summary")),
        url=link,
    )


def _child_text(parent: ElementTree.Element, tag: str) -> str:
    return (parent.findtext(tag) or "").strip()


def _atom_link(parent: ElementTree.Element) -> str:
    links = {link.get("rel", "alternate"): link.get("href", "") for link in parent.findall(f"{ATOM}link")}
    return links.get("alternate", "").strip()


def _atom_text(entry: ElementTree.Element, tag: str) -> str:
    child = entry.find(f"{ATOM}{tag}")
    if child is None:
        return ""
    if child.get("type") == "xhtml":
        return "".join(child.itertext())
    text = child.text or ""
    return without_marks(text) if child.get("type") == "html" else text


def _reference(identifier: str) -> str:
    """A long address keeps its beginning, and a mark that tells it from others that begin the same."""
    if len(identifier) <= LONGEST_REFERENCE:
        return identifier
    mark = sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{identifier[: LONGEST_REFERENCE - 17]}…{mark}"


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "")[:LONGEST_ORIGIN]
    except ValueError:
        return ""


# --- XML --------------------------------------------------------------------------------------------------


class _Refused(Exception):
    """What a feed may not have."""


def _parsed(name: str, content: bytes) -> tuple[ElementTree.Element, dict[ElementTree.Element, int]]:
    """The feed, and the line of each of its elements. A document type is refused: no feed needs one."""
    builder, parser, lines = ElementTree.TreeBuilder(), expat.ParserCreate(namespace_separator="}"), {}
    depth = 0

    def begin(tag, attributes):
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _Refused(_("Elementen ligger för djupt i varandra."))
        lines[builder.start(_tag(tag), {_tag(key): value for key, value in attributes.items()})] = (
            parser.CurrentLineNumber
        )

    def end(tag):
        nonlocal depth
        depth -= 1
        builder.end(_tag(tag))

    def refuse(*_told):
        raise _Refused(_("Filen har en dokumenttyp (DOCTYPE), och sådana läses inte."))

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        refuse_if_crowded(content, most=MOST_ELEMENTS)
        parser.Parse(content.lstrip(), True)
        return builder.close(), lines
    except WorkbookRefused:
        what = _("Flödet är större än som läses.")
        raise FeedProblems.one(name, what, _("Kontrollera adressen.")) from None
    except _Refused as error:
        do = _("Be den som ger ut flödet om ett utan.")
        raise FeedProblems.one(name, str(error), do, parser.CurrentLineNumber) from None
    # Expat names a broken file; an encoding that Python does not know comes as one of the other two.
    except (expat.ExpatError, LookupError, ValueError) as error:
        what = _("Filen går inte att läsa som XML (%(error)s).") % {"error": re.sub(r":.*", "", str(error))}
        line = getattr(error, "lineno", None) or parser.CurrentLineNumber
        raise FeedProblems.one(name, what, _("Hämta den på nytt."), line) from None


def _tag(name: str) -> str:
    """ElementTree's way of writing a name with its namespace."""
    return f"{{{name}" if "}" in name else name
