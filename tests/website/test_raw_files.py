"""A figure is followed to its id and to the files that it came in: those with terms for their use, and no others."""

import hashlib

import pytest

from lagesbild.website.raw_files import raw_files
from tests.figures.drawing import read_only_store
from tests.figures.drawing import run as fetched
from tests.website import site_drawing as drawing
from tests.website.reading import Html

pytestmark = pytest.mark.django_db
SUM = "a" * 64


@pytest.fixture
def share(settings, tmp_path):
    """A share that the build divides: its parts are of two sources."""
    raw = tmp_path / "raw"
    fetched(raw, "forsta", 2025, "N00001 0680 2023 10", "N00001 0680 2024 12")
    fetched(raw, "andra", 2026, "N00002 0680 2023 20", "N00002 0680 2024 20")
    (tmp_path / "derived.csv").write_text(
        "indicator,title,unit,numerator,denominator,factor\nandel,Andel,%,N00001,N00002,100\n"
    )
    settings.RAW = [raw]
    settings.FIGURES = read_only_store(tmp_path, raw)
    drawing.home("Jönköping")
    drawing.indicator("Antal", figure="N00001")
    drawing.indicator("Andel", figure="andel", unit_sv="%")
    return raw


def test_a_figure_has_its_id_with_a_link_and_the_file_as_it_came(client, share):
    page = Html(client.get("/nyckeltal/antal/").content.decode())
    assert "Id hos källan: N00001" in page.text
    assert "https://www.kolada.se/verktyg/fri-sokning/?kpis=N00001" in page.links
    [address] = [link for link in page.links if link.startswith("/oppna-data/ra/")]
    as_it_came = (share / "forsta" / "2025" / "varden.csv").read_bytes()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == as_it_came
    assert answer["Content-Disposition"].startswith("attachment")
    files = client.get("/nyckeltal/antal.json").json()["sources"][0]["files"]
    assert files == [
        {"name": "varden.csv", "sha256": hashlib.sha256(as_it_came).hexdigest(), "address": address}
    ]
    assert address in Html(client.get("/oppna-data/").content.decode()).links


def test_a_quotient_names_both_parts_with_source_terms_day_and_files(client, share):
    page = Html(client.get("/nyckeltal/andel/").content.decode())
    assert "Id hos källan: N00001 / N00002" in page.text
    assert len([link for link in page.links if link.startswith("/oppna-data/ra/")]) == 2
    sources = client.get("/nyckeltal/andel.json").json()["sources"]
    of_parts = {source["origin"]: source for source in sources if source["fetched"]}
    assert of_parts.keys() == {"forsta", "andra"}
    assert all(source["licence"] and source["files"] for source in of_parts.values())


@pytest.mark.parametrize(
    "path",
    [
        "forsta/2025/origin.json",
        "forsta/2025/../2025/varden.csv",
        "forsta/2024/varden.csv",
        "tredje/2025/varden.csv",
    ],
)
def test_nothing_but_what_the_build_lists_is_given_away(client, share, path):
    assert client.get(f"/oppna-data/ra/{path}").status_code == 404


@pytest.mark.parametrize(
    ("licence", "module", "names"),
    [
        ("CC0", "workbook", ["a b.csv", "c.csv"]),
        ("", "workbook", []),
        ("CC0", "approved", []),
    ],
)
def test_without_terms_and_of_what_people_reported_nothing_is_given_away(
    settings, tmp_path, licence, module, names
):
    settings.RAW = [tmp_path]
    (tmp_path / "x" / "1").mkdir(parents=True)
    run = {"origin": "x", "run": "1", "licence": licence, "module": module}
    assert [file.name for file in raw_files(run | {"checksum": f"a b.csv:{SUM} c.csv:{SUM}"})] == names
