"""What ``make bench-new`` does with ten municipalities, with one and three indicators."""

import csv
import gzip

import pytest

from bench.kolada_catalogue import CataloguedKolada
from bench.new_municipalities import NewHome, new_home, places
from bench.new_pages import looked_through
from lagesbild.kits import find_place
from tests.conftest import at_home

pytestmark = pytest.mark.long
KPIS = ("N00403", "N15428", "N05815")


@pytest.fixture
def kolada(tmp_path):
    """A catalogue of three indicators and three places, as CSV files."""
    drawings = {
        "kpis": [("id", "title", "description"), *((kpi, "Andel (%)", f"Om {kpi}") for kpi in KPIS)],
        "municipalities": [
            ("id", "title", "type"),
            *(("2506", "Arjeplog", "K"), ("2505", "Arvidsjaur", "K"), ("0000", "Riket", "L")),
        ],
        "municipality_group_members": [
            ("group_id", "group_title", "member_id", "member_title"),
            (find_place("2506").similar_group, "Liknande kommuner", "2505", "Arvidsjaur"),
        ],
    }
    for name, rows in drawings.items():
        with gzip.open(tmp_path / f"{name}.csv.gz", "wt", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows(rows)
    with CataloguedKolada(tmp_path) as kolada:
        yield kolada


def test_a_municipality_is_begun_and_looked_through(kolada, run, home, tmp_path, client, django_db_blocker):
    kit = tmp_path / "paket.csv"
    kit.write_text("id;mål\nN00403;2\nN15428;4\nN05815;5\n")

    def pages(home):
        with django_db_blocker.unblock(), at_home(home):
            return looked_through(client, home / "lagesbild.sqlite3")

    begun = new_home(find_place("Arjeplog"), kolada, home, kit=str(kit), run=run, pages=pages)
    at_source = [kpi for kpi in KPIS if kolada.has_values(kpi, "2506")]
    assert (begun.at_source, begun.faults) == (len(at_source), ())
    assert begun.answered <= begun.at_source and begun.questions > 0


def test_what_is_met():
    place = find_place("0180")
    assert NewHome(place, 239, 30, 121, 80, 64, ()).is_met
    assert not NewHome(place, 241, 30, 121, 80, 80, ()).is_met
    assert not NewHome(place, 60, 30, 121, 80, 63, ()).is_met
    broken = NewHome(place, 60, 30, 121, 80, 80, ("Jönköping: /mal/6/",))
    assert "NOT MET; Jönköping: /mal/6/" in str(broken)


def test_those_that_are_drawn_are_municipalities_and_the_same_again():
    drawn = places([], 10, 18)
    assert drawn == places([], 10, 18) and {place.kind for place in drawn} == {"municipality"}
    assert [place.name for place in places(["0180", "Arjeplog"], 10, 18)] == ["Stockholm", "Arjeplog"]


def test_a_cycle_is_carried_forward_as_kolada_does():
    with CataloguedKolada() as kolada:
        turnout = kolada.series_of("N05832", "0180")
        assert len(set(turnout.values())) <= len(turnout) / 4 + 1
        assert kolada.series_of("N00209", "0003") == {}  # not published for regions
