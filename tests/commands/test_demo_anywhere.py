"""``lagesbild demo --kommun``: any municipality without a network, from the open statistics that come along."""

import pytest

from lagesbild.kits import read_kit
from lagesbild.kits.open_statistics import ARCHIVE, KIT
from tests.conftest import at_home


@pytest.fixture
def demo(run, home):
    return lambda *more, check=True: run("demo", "--no-serve", *more, home=home, check=check)


def test_the_archive_is_small():
    assert ARCHIVE.stat().st_size < 8_000_000


def test_wholes_are_at_least_fifteen_over_six_goals():
    wholes = [row for row in read_kit(KIT).indicators if not row.part_of]
    assert len(wholes) >= 15
    assert len({row.goal for row in wholes}) >= 6


def test_a_small_municipality_without_a_network(demo, home, django_db_blocker, client):
    told = demo("--kommun", "Bjurholm").stdout
    assert "Bjurholm" in told and "Det här behöver en människa" in told
    with django_db_blocker.unblock(), at_home(home):
        from lagesbild.website.indicators.answers import answers, public_indicators

        wholes = {row.id for row in read_kit(KIT).indicators if not row.part_of}
        shown_answers = answers(public_indicators(), area="2403", year_now=2026)
        sure = [
            answer
            for answer in shown_answers
            if answer.indicator.figure in wholes and not answer.answer.is_unknown
        ]
        assert len(shown_answers) >= 15
        assert len(sure) >= 12
        page = client.get("/mal/13/").content.decode()
    assert "Utsläpp av växthusgaser per invånare" in page and "Jönköping" not in page


def test_a_region_has_no_open_statistics(demo):
    done = demo("--kommun", "Region Skåne", check=False)
    assert (done.returncode, "is a region" in done.stderr) == (1, True)


def test_a_wrong_name_is_refused_with_the_right_one(demo):
    assert "Menar du Växjö (0780)?" in demo("--kommun", "Växsjö", check=False).stderr
