"""A chart is an object: a page, two files, a card and a frame, each with answer, year and source."""

import json
import re
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image

from lagesbild.website.drawing import png
from lagesbild.website.indicators import page as indicator_page
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_context")]

FIGURES = """
nyckeltal område 2015 2016 2017 2018 2019 2020 2021 2022 2023
N1        0680   40   38   36   34   32   30   28   26   24
N2        0680   -    -    -    -    -    -    -    -    7
N3        0680   -    -    -    -    -    -    -    -    455227
"""
WHERE = "/nyckeltal/utslapp/"
FRAME = "/inbaddad/nyckeltal/utslapp/"


@pytest.fixture
def figures(settings, store, tmp_path):
    settings.FIGURES = store(FIGURES)
    settings.CACHES = settings.CACHES | {
        "pictures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    drawing.home("Sjöbo")
    drawing.indicator(
        "Utsläpp",
        figure="N1",
        direction=-1,
        unit_sv="ton",
        name_en="Emissions",
        references=[("Målet", 20, 2030)],
        breaks=[(2019, "Ny metod")],
    )
    drawing.indicator("Enda", figure="N2")
    drawing.indicator("Tomt")


def svg(client, address: str) -> etree._Element:
    answer = client.get(address)
    assert answer["Content-Type"] == "image/svg+xml"
    return etree.fromstring(answer.content)


def said(root: etree._Element) -> str:
    return " ".join(" ".join(root.itertext()).split())


def picture(client, address: str) -> Image.Image:
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    return Image.open(BytesIO(answer.content))


# --- The file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["utslapp", "enda", "tomt"])
def test_the_file_stands_alone(figures, client, slug):
    root = svg(client, f"/nyckeltal/{slug}/diagram.svg")
    text = etree.tostring(root, encoding="unicode")
    assert {"width", "height", "viewBox"} <= set(root.attrib)
    assert not re.findall(r'"[\d.-]+(?:%|r?em)"|var\(|<script|href=|@media', text)


def test_the_file_says_answer_year_source_and_address(figures, client):
    words = said(svg(client, "/nyckeltal/utslapp/diagram.svg")).replace("\N{NO-BREAK SPACE}", " ")
    answer = client.get(WHERE).context["answer"].answer.label["sv"]
    for part in ("Sjöbo: Utsläpp", answer, "24 ton, 2023", "Källa: Ritad", "/nyckeltal/utslapp/diagram/"):
        assert part in words


def test_its_lines_are_drawn_where_the_pages_are(figures, client):
    """Of a frame 100 wide and high the path is stretched: both ends of the line lie within the frame."""
    root = svg(client, "/nyckeltal/utslapp/diagram.svg")
    [frame] = [group for group in root.iter("{*}g") if "chart-drawing" in group.get("class", "")]
    grid = max(float(line.get("x2")) for line in frame.iter("{*}line"))
    numbers = [
        float(number)
        for path in frame.iter("{*}path")
        if "chart-line" in path.get("class", "")
        for number in re.findall(r"[\d.]+", path.get("d"))
    ]
    assert 0.4 * grid < max(numbers[::2]) <= grid


def test_colours_are_in_the_file(figures, client):
    drawing.home("Sjöbo", accent_colour="#7A1F3D")
    style = svg(client, "/nyckeltal/utslapp/diagram.svg").find("{*}style").text
    assert ".chart-line.chart-home{stroke:#7A1F3D" in style


def test_the_file_is_in_the_readers_language(figures, client):
    words = said(svg(client, "/en/nyckeltal/utslapp/diagram.svg"))
    assert "Emissions" in words and "Source: Ritad" in words


# --- Pictures ---------------------------------------------------------------------------------------------


def test_the_picture_has_letters_and_lines(figures, client):
    image = picture(client, "/nyckeltal/utslapp/diagram.png")
    assert image.width == 1600
    assert len(image.convert("RGB").getcolors(1 << 24)) > 50


@pytest.mark.parametrize("slug", ["utslapp", "enda", "tomt"])
def test_the_card_has_the_size_that_links_are_shown_in(figures, client, slug):
    assert picture(client, f"/nyckeltal/{slug}/kort.png").size == (1200, 630)


def test_the_card_says_the_whole_number_and_what_it_is_of(figures, client, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "lagesbild.website.indicators.chart_views.as_png", lambda svg, _width: drawn.append(svg) or b""
    )
    drawing.indicator("Stort", figure="N3", unit_sv="ton")
    client.get("/nyckeltal/stort/kort.png")
    texts = [
        text.text.replace("\N{NO-BREAK SPACE}", " ") for text in etree.fromstring(drawn[0]).iter("{*}text")
    ]
    assert {"455 227", "ton Sjöbo 2023"} <= set(texts)


def test_a_picture_is_made_once_and_anew_when_it_says_something_else(figures, client, monkeypatch):
    made = []
    real = png.rendered
    monkeypatch.setattr(png, "rendered", lambda *what: made.append(what) or real(*what))
    for _time in range(3):
        client.get("/nyckeltal/utslapp/kort.png")
    assert len(made) == 1
    drawing.home("Annanby")
    client.get("/nyckeltal/utslapp/kort.png")
    assert len(made) == 2


# --- The page and the frame -------------------------------------------------------------------------------


def test_the_page_says_how_to_cite_and_to_embed(figures, client):
    page = Html(client.get(f"{WHERE}diagram/").content.decode())
    assert "Lägesbild Sjöbo (" in page.text
    assert f'<iframe src="http://127.0.0.1:8000{FRAME}"' in page.text
    assert {f"{WHERE}diagram.svg", f"{WHERE}diagram.png", f"{WHERE[:-1]}.csv"} <= set(page.links)


def test_only_the_frame_may_stand_in_other_sites_pages(figures, client):
    frame, page = client.get(FRAME), client.get(WHERE)
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(("way", "source"), [("", "Källa: Ritad"), ("/en", "Source: Ritad")])
def test_the_frame_always_has_answer_year_and_source_and_no_script(figures, client, way, source):
    answer = client.get(f"{way}{FRAME}")
    page = Html(answer.content.decode())
    assert "2023" in page.text and source in page.text and page.all("svg")
    assert not page.all("script", "form", "input")
    assert not answer.cookies
    assert len(answer.content) < 30_000


def test_what_is_not_published_has_none_of_them(figures, client):
    drawing.indicator("Hemligt", figure="N1", live=False)
    for ending in ("diagram/", "diagram.svg", "diagram.png", "kort.png"):
        assert client.get(f"/nyckeltal/hemligt/{ending}").status_code == 404
    assert client.get("/inbaddad/nyckeltal/hemligt/").status_code == 404


@pytest.mark.parametrize("ending", ["diagram/", "diagram.svg", "diagram.png", "kort.png"])
@pytest.mark.parametrize("way", ["", "/en"])
def test_a_former_address_leads_on(figures, client, ending, way):
    from lagesbild.barometer.models import Indicator

    moved = Indicator.objects.get(slug="utslapp")
    moved.slug = "vaxthusgaser"
    moved.save()
    assert (
        client.get(f"{way}/nyckeltal/utslapp/{ending}")["Location"]
        == f"{way}/nyckeltal/vaxthusgaser/{ending}"
    )
    assert client.get(f"{way}{FRAME}")["Location"] == f"{way}/inbaddad/nyckeltal/vaxthusgaser/"


# --- For machines -----------------------------------------------------------------------------------------


def data_of(html: str) -> dict:
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(block)


def test_a_page_of_figures_describes_them_as_a_data_set(figures, client):
    description = data_of(client.get(WHERE).content.decode())
    assert description["@type"] == "Dataset"
    assert description["license"] == "CC0"
    assert description["temporalCoverage"] == "2015/2023"
    assert [each["contentUrl"] for each in description["distribution"]][0].endswith("/nyckeltal/utslapp.csv")


def test_a_source_without_terms_leaves_no_gap_among_the_licences(figures, client, monkeypatch):
    origins = indicator_page._origins
    without_terms = {"publisher": "Egen beräkning", "licence": ""}
    monkeypatch.setattr(
        indicator_page,
        "_origins",
        lambda *series: ({**origins(*series)[0], **without_terms}, *origins(*series)),
    )
    assert data_of(client.get(WHERE).content.decode())["license"] == "CC0"


def test_a_name_cannot_end_the_block(figures, client):
    drawing.indicator("</script><b>", slug="elak", figure="N1")
    assert data_of(client.get("/nyckeltal/elak/").content.decode())["name"].startswith("</script><b>")


@pytest.mark.parametrize("address", ["/", "/mal/13/", WHERE, "/en/nyckeltal/"])
def test_every_page_names_its_one_true_address(figures, client, address):
    page = Html(client.get(f"{address}?utm=x").content.decode())
    [canonical] = [link["href"] for link in page.all("link") if link["rel"] == "canonical"]
    assert canonical == f"http://127.0.0.1:8000{address}"


def test_an_indicators_page_has_a_card(figures, client):
    cards = [
        tag["content"]
        for tag in Html(client.get(WHERE).content.decode()).all("meta")
        if tag["property"] == "og:image"
    ]
    assert cards == ["http://127.0.0.1:8000/nyckeltal/utslapp/kort.png"]


@pytest.mark.parametrize(
    ("address", "title", "locale"),
    [
        ("/", "Hur går det?", "sv_SE"),
        (WHERE, "Utsläpp", "sv_SE"),
        ("/en/sok/?q=%22a%22", 'Search: "a"', "en_GB"),
    ],
)
def test_a_link_to_a_page_says_what_the_page_is(figures, client, address, title, locale):
    page = Html(client.get(address).content.decode())
    properties = {
        tag["property"]: tag["content"] for tag in page.all("meta") if tag["property"].startswith("og:")
    }
    [summary] = [tag["content"] for tag in page.all("meta") if tag["name"] == "description"]
    assert (properties["og:title"], properties["og:locale"], properties["og:type"]) == (
        title,
        locale,
        "website",
    )
    assert properties["og:description"] == summary and "\n" not in summary


def test_robots_are_told_where_not_to_go_and_where_everything_is(client):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /redigera/\n" in told and "Disallow: /en/arbete/\n" in told
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in told


def test_the_site_map_has_every_public_page_in_both_languages(figures, client):
    drawing.indicator("Hemligt", live=False)
    answer = client.get("/sitemap.xml", headers={"host": "localhost"})
    addresses = re.findall(r"<loc>http://127.0.0.1:8000([^<]*)</loc>", answer.content.decode())
    assert {
        "/",
        "/en/",
        "/mal/13/",
        "/en/nyckeltal/utslapp/",
        "/nyckeltal/utslapp/diagram/",
        "/metoder/",
    } <= set(addresses)
    assert len(addresses) == len(set(addresses))
    assert not [address for address in addresses if "hemligt" in address]
    assert {client.get(address).status_code for address in addresses[::7]} == {200}
