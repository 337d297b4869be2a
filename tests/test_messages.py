"""The English catalogue holds every text of the interface, says something for each, and is compiled.

The Swedish one holds only what Wagtail and Django have not said well in Swedish.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import GNUTranslations
from pathlib import Path

import django.conf
import pytest
import wagtail.admin
import wagtail.documents
import wagtail.images
import wagtail.snippets
import wagtail.users
from django.utils.translation import gettext, ngettext, override, pgettext
from django.utils.translation.template import templatize

import lagesbild
from lagesbild.barometer.text_checks import decades_that_differ

PACKAGE = Path(lagesbild.__file__).parent
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
SWEDISH = PACKAGE / "locale" / "sv" / "LC_MESSAGES"
THEIRS = [
    Path(one.__file__).parent
    for one in (
        *(django.conf, wagtail, wagtail.admin, wagtail.documents, wagtail.images),
        *(wagtail.snippets, wagtail.users),
    )
]
TO_MEND = (
    "In lagesbild/: python -m django makemessages -l en --no-location --no-obsolete, write the English in "
    "django.po, then python -m django compilemessages"
)

FIELD = re.compile(r'(msg\w+(?:\[\d\])?) (".*")')
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|<[^>]+>")
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(\w*gettext|_)\(({LITERAL}(?:,\s*{LITERAL})*)")

Key = tuple[str, str]
"""The context, empty where there is none, and the Swedish text."""


@dataclass
class Message:
    """One entry of the catalogue."""

    flags: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.fields.get("msgctxt", ""), self.fields["msgid"]

    @property
    def swedish(self) -> str:
        """The text with the most placeholders: of two forms the plural."""
        return self.fields.get("msgid_plural", self.fields["msgid"])

    @property
    def english(self) -> list[str]:
        return [text for name, text in self.fields.items() if name.startswith("msgstr")]


def read(po: str) -> list[Message]:
    """The entries of a catalogue; the first, with an empty text, is its header."""
    messages = [Message()]
    for line in po.splitlines():
        if not line:
            messages.append(Message())
        elif line.startswith("#,"):
            messages[-1].flags += line[2:].replace(",", " ").split()
        elif start := FIELD.match(line):
            name = start[1]
            messages[-1].fields[name] = ast.literal_eval(start[2])
        elif line.startswith('"'):
            messages[-1].fields[name] += ast.literal_eval(line)
    return [message for message in messages if message.fields]


@pytest.fixture(scope="module")
def header_and_messages() -> list[Message]:
    return read(CATALOGUE.read_text())


@pytest.fixture(scope="module")
def messages(header_and_messages) -> list[Message]:
    return header_and_messages[1:]


def test_reading_a_catalogue():
    header, goal = read('msgid ""\nmsgstr "Language: en"\n\n#, fuzzy\nmsgid "två "\n"rader"\nmsgstr "two"\n')
    assert (header.key, header.english) == (("", ""), ["Language: en"])
    assert (goal.key, goal.english, goal.flags) == (("", "två rader"), ["two"], ["fuzzy"])


def test_every_text_has_its_english(messages):
    without = [message.key for message in messages if not all(text.strip() for text in message.english)]
    assert not without, TO_MEND


def test_no_english_is_a_guess(messages):
    assert not [message.key for message in messages if "fuzzy" in message.flags]
    assert "#~" not in CATALOGUE.read_text()


def test_both_numbers_are_said(messages):
    assert all(len(message.english) == (2 if "msgid_plural" in message.fields else 1) for message in messages)


def test_the_same_is_filled_in_and_marked_up_in_both_languages(messages):
    differ = [
        message.key
        for message in messages
        if sorted(PLACEHOLDER.findall(message.swedish)) != sorted(PLACEHOLDER.findall(message.english[-1]))
        or not set(PLACEHOLDER.findall(message.english[0])) <= set(PLACEHOLDER.findall(message.swedish))
    ]
    assert not differ


def test_the_catalogue_is_compiled(header_and_messages):
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = vars(GNUTranslations(file))["_catalog"]
    assert compiled == dict(pair for message in header_and_messages for pair in compiled_as(message)), TO_MEND


def compiled_as(message: Message) -> Iterator[tuple[str | tuple[str, int], str]]:
    """The entries of a compiled catalogue, as gettext keeps them."""
    context, text = message.key
    name = f"{context}\x04{text}" if context else text
    if "msgid_plural" not in message.fields:
        yield name, message.english[0]
        return
    for number, english in enumerate(message.english):
        yield (name, number), english


def test_no_text_is_missing_from_the_catalogue(messages):
    known = {message.key for message in messages}
    missing = {
        (str(file.relative_to(PACKAGE)), key)
        for file in (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"))
        for key in texts_of(file)
        if key not in known
    }
    assert not missing, TO_MEND


def texts_of(file: Path) -> list[Key]:
    """Every text that a template or a module marks for translation."""
    find = in_template if file.suffix == ".html" else in_python
    return list(find(file.read_text()))


def in_template(source: str) -> Iterator[Key]:
    for call in CALL.finditer(templatize(source)):
        yield key_of(call[1], ast.literal_eval(f"({call[2]},)"))


def in_python(source: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        said = [one.value for one in node.args if isinstance(one, ast.Constant)]
        if said and (name == "_" or name.removesuffix("_lazy").endswith("gettext")):
            yield key_of(name, said)


def key_of(function: str, said) -> Key:
    """``pgettext`` and ``npgettext`` begin with the context, the others with the text."""
    return (said[0], said[1]) if "pgettext" in function else ("", said[0])


def test_what_a_template_marks():
    template = """{% translate "Mål" context "singular" %} {{ day|default:_("Inte bestämt") }}
    {% blocktranslate count n=goals|length %}{{ n }} mål (1){% plural %}{{ n }} mål{% endblocktranslate %}"""
    assert list(in_template(template)) == [("singular", "Mål"), ("", "Inte bestämt"), ("", "%(n)s mål (1)")]


def test_what_a_module_marks():
    module = (
        'one = _("Mål")\nmany = ngettext_lazy("mål", "fler mål", 2)\nplace = pgettext("singular", "Plats")'
    )
    assert list(in_python(module)) == [("", "Mål"), ("", "mål"), ("singular", "Plats")]


def test_one_word_in_swedish_may_be_two_in_english():
    with override("en"):
        assert (gettext("Mål"), pgettext("singular", "Mål")) == ("Goals", "Goal")
        assert [ngettext("%(n)s mål", "%(n)s mål", n) % {"n": n} for n in (1, 2)] == ["1 goal", "2 goals"]


def test_decades_that_differ_are_told_in_english():
    texts = [("a", "Vänorter sedan 1960-talet."), ("b", "Vänorter sedan 1940-talet.")]
    with override("en"):
        remark, _first = decades_that_differ(texts, "vänort")
    assert remark == "The texts do not agree on since when: the 1940s (b); the 1960s (a)."


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_swedish_of_others_is_asked_for_whole_and_compiled(name):
    header, *ours = read((SWEDISH / f"{name}.po").read_text())
    files = [folder / "locale" / "en" / "LC_MESSAGES" / f"{name}.po" for folder in THEIRS]
    asked = {message.key for file in files if file.exists() for message in read(file.read_text())}
    assert not {message.key for message in ours} - asked, (
        "no version of Wagtail or Django in use asks for these"
    )
    for message in ours:
        filled = set(PLACEHOLDER.findall(message.english[-1]))
        assert all(message.english) and filled <= set(PLACEHOLDER.findall(message.swedish)), message.key
    with (SWEDISH / f"{name}.mo").open("rb") as file:
        compiled = vars(GNUTranslations(file))["_catalog"]
    assert compiled == dict(pair for message in (header, *ours) for pair in compiled_as(message))


@pytest.mark.parametrize(
    "asked, said",
    [
        (
            "There are validation errors, click save to highlight them.",
            "Något i formuläret är inte rätt ifyllt.",
        ),
        ("%(model_name)s '%(object)s' updated and published.", "har ändrats och publicerats"),
        (
            "Please correct the duplicate data for %(field)s, which must be unique.",
            "Två rader gäller samma sak.",
        ),
    ],
)
def test_what_the_editor_says_in_ordinary_work_is_swedish(asked, said):
    with override("sv"):
        assert said in gettext(asked)
    with override("en"):
        assert gettext(asked) == asked
