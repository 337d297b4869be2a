"""Feeds: RSS 2.0 and Atom, and nothing that a feed has no business having."""

import pytest

from lagesbild.cooperation.scanning.listed_call import CallListProblems
from lagesbild.cooperation.scanning.rss import read_calls
from tests.cooperation.scanning.mutating import is_refused_or_read, mutations

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Utlysningar</title><link>https://www.example.org/utlysningar</link>
<item>
  <title>Samverkan &amp; vatten i Östersjön</title>
  <link>https://www.example.org/utlysningar/1</link>
  <guid isPermaLink="false">utlysning-1</guid>
  <description>&lt;p&gt;För kommuner.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Sök nu.&lt;/p&gt;</description>
  <pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate>
</item>
<item><title>Klimat</title><link>https://www.example.org/utlysningar/2</link></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:feed</id><link rel="self" href="https://a.example/feed"/><link href="https://a.example/"/>
<entry><id>urn:1</id><title type="html">Clean &lt;b&gt;water&lt;/b&gt;</title><link href="https://a.example/1"/>
<summary>Short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Long <b>text</b></div></content></entry>
</feed>
"""


def problems(text: str | bytes, **more) -> str:
    with pytest.raises(CallListProblems) as refused:
        read_calls("feed.xml", text if isinstance(text, bytes) else text.encode(), **more)
    return str(refused.value)


def test_rss():
    first, second = read_calls("feed.xml", RSS.encode())
    assert (first.origin, first.reference) == ("www.example.org", "utlysning-1")
    assert (first.name, first.url) == (
        "Samverkan & vatten i Östersjön",
        "https://www.example.org/utlysningar/1",
    )
    assert first.summary == "För kommuner.\n\nSök nu."
    assert (second.reference, second.summary) == ("https://www.example.org/utlysningar/2", "")


def test_the_day_of_publication_is_neither_the_first_nor_the_last_day():
    assert {(call.opens, call.deadline) for call in read_calls("feed.xml", RSS.encode())} == {(None, None)}


def test_atom():
    (call,) = read_calls("feed.xml", ATOM.encode())
    assert (call.origin, call.reference, call.url) == ("a.example", "urn:1", "https://a.example/1")
    assert (call.name, call.summary) == ("Clean water", "Long text")


def test_what_the_list_is_called_here_may_be_told():
    assert {call.origin for call in read_calls("feed.xml", RSS.encode(), "Svenska institutet")} == {
        "Svenska institutet"
    }
    assert "--origin" in problems(RSS.replace("<link>https://www.example.org/utlysningar</link>", ""))


def test_a_long_reference_is_cut_but_stays_its_own():
    long = "https://www.example.org/" + "x" * 150
    feed = RSS.replace('<guid isPermaLink="false">utlysning-1</guid>', f"<guid>{long}1</guid>")
    feed = feed.replace("<title>Klimat</title>", f"<title>Klimat</title><guid>{long}2</guid>")
    first, second = read_calls("feed.xml", feed.encode())
    assert first.reference != second.reference and len(first.reference) <= 120


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "https://example.org/">]>',
    ],
)
def test_a_document_type_is_refused(declared):
    sentence = problems(RSS.replace("<rss", f"{declared}\n<rss", 1))
    assert "DOCTYPE" in sentence and "rad 2" in sentence


def test_every_problem_is_told_at_once_with_its_line():
    broken = RSS.replace("<title>Klimat</title>", "<title> </title>").replace(
        "<link>https://www.example.org/utlysningar/1</link>", "<link>javascript:alert(1)</link>"
    )
    sentences = problems(broken).splitlines()
    assert [line.split(":")[0] for line in sentences] == [
        "feed.xml, rad 4, kolumn link",
        "feed.xml, rad 11, kolumn title",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hej",
        "<html></html>",
        "<rss></rss>",
        "<rss><channel><item>",
        "<a>" * 200 + "</a>" * 200,
        b'<?xml version="1.0" encoding="nonsense"?><rss/>',
        "<rss><channel>&nbsp;</channel></rss>",
    ],
)
def test_what_is_no_feed_is_refused_with_a_sentence(text):
    assert problems(text)


def test_a_hundred_broken_files_are_refused_or_read():
    for feed in (RSS, ATOM):
        refused = [
            is_refused_or_read(read_calls, "feed.xml", content) for content in mutations(feed.encode())
        ]
        assert any(refused)
