"""``lagesbild new``: any municipality from one command, against a Kolada on loopback."""

import json
import shutil

import pytest

from tests.conftest import at_home
from tests.figures.sources.kolada_server import Kolada, broken

pytestmark = pytest.mark.long

KIT = "id;mål\nN00403;2\nN15428;4\nU30750;5\nN05815;5\nN85089;14\n"
ORDINARY = ("N00403", "N15428", "U30750", "N05815", "N85089")


@pytest.fixture
def kolada():
    """Växjö, the groups that it is compared with, and five of the kit's indicators; one has no values there."""
    with Kolada() as kolada:
        for code, name in (("0780", "Växjö"), ("0760", "Uppvidinge"), ("0643", "Habo")):
            kolada.municipality(code, name)
        kolada.municipality("0000", "Riket", "L")
        for id in ORDINARY:
            kolada.kpi(id)
            for year in range(2018, 2025):
                kolada.figure(id, "0760", year, T=year - 2000)
                if id != "N85089":
                    kolada.figure(id, "0780", year, T=year - 2010)
        yield kolada


@pytest.fixture
def kit(tmp_path):
    file = tmp_path / "vart-paket.csv"
    file.write_text(KIT)
    return file


@pytest.fixture
def new(run, home, kolada, kit):
    def begin(municipality="0780", *more, check=True):
        order = ["new", municipality, "--yes", "--no-serve", *(["--json"] if check else [])]
        where = ["--kit", str(kit), "--base-url", kolada.url]
        done = run(*order, *where, *more, home=home, check=check)
        return json.loads(done.stdout) if check else done

    return begin


@pytest.fixture
def inside(home, django_db_blocker):
    """``with inside():`` the database is that of the home."""

    class Inside:
        def __enter__(self):
            self.parts = (django_db_blocker.unblock(), at_home(home))
            for part in self.parts:
                part.__enter__()

        def __exit__(self, *why):
            for part in reversed(self.parts):
                part.__exit__(*why)

    return Inside


def about(begun):
    return {needed["kind"]: needed["about"] for needed in begun["needs_person"]}


def test_a_municipality_from_one_command(new, inside, home):
    begun = new("Växjö")
    assert (begun["code"], begun["indicators"], begun["with_figures"], begun["published"]) == (
        "0780",
        5,
        4,
        4,
    )
    assert (home / "new-login.txt").stat().st_mode & 0o777 == 0o600
    with inside():
        from lagesbild.barometer.models import Indicator
        from lagesbild.organisations.models import Municipality

        place = Municipality.load()
        assert (place.name, place.home_areas) == ("Växjö", ("0780",))
        assert [comparison.area for comparison in place.comparisons.all()][-2:] == ["G2328", "0000"]
        public = Indicator.objects.public()
        assert set(public.values_list("figure", flat=True)) == set(ORDINARY) - {"N85089"}
        organic = public.get(figure="N00403")
        assert (organic.direction, organic.direction_proposed) == (1, True)
        assert organic.definition_sv == "Om N00403"
        assert [link.global_goal_id for link in organic.goal_links.all()] == [2]


def test_it_ends_with_what_needs_a_person(new):
    told = about(new())
    assert "Riktningar att bekräfta" not in told
    assert [line[:6] for line in told["Nyckeltal utan värden"]] == ["N85089"]
    assert (
        "lägeskommun" not in told["En definition att välja"][0]
        and "N15424" in told["En definition att välja"][0]
    )
    assert "Organisationsnummer" in told


def test_run_again_it_changes_nothing(new, kolada, inside):
    new()
    with inside():
        before = _everything()
    asked = len(kolada.asked)
    again = new()
    assert (again["new"], again["published"], len(kolada.asked)) == (0, 0, asked)
    with inside():
        assert _everything() == before


def _everything():
    from wagtail.models import Revision

    from lagesbild.barometer.models import Indicator
    from lagesbild.organisations.models import Municipality, User

    return [
        list(model.objects.order_by("pk").values()) for model in (Indicator, Municipality, User, Revision)
    ]


def test_half_the_ids_retired_is_said_with_what_they_may_have_become(new, kolada):
    kolada.kpis = [kpi for kpi in kolada.kpis if kpi["id"] in ("N00403", "N15428", "N85089")]
    kolada.kpi("N05999", "Kvinnor i kommunfullmäktige, andel (%)")
    begun = new()
    retired = about(begun)["Id som har upphört"]
    assert [line[:6] for line in retired] == ["N05815", "U30750"]
    assert "kanske nu N05999" in retired[0] and "ingen efterträdare" in retired[1]
    assert begun["published"] == 2


def test_a_municipality_without_any_values_is_begun_and_told_so(new):
    begun = new("Habo")
    assert (begun["with_figures"], begun["published"], begun["trouble"]) == (0, 0, "")
    assert len(about(begun)["Nyckeltal utan värden"]) == 5


def test_every_id_retired_is_said_too(new, kolada):
    kolada.kpis.clear()
    kolada.figures.clear()
    begun = new()
    assert len(about(begun)["Id som har upphört"]) == 5
    assert begun["published"] == 0


def test_no_network_is_said_and_the_next_run_goes_on(new, kolada, monkeypatch):
    from lagesbild.figures.sources.kolada import fetching

    real = fetching.Asker
    monkeypatch.setattr(fetching, "Asker", lambda *parts: real(*parts[:4], lambda _seconds: None, parts[5]))
    kolada.fault("/data/", *[broken()] * 6)
    begun = new()
    assert begun["trouble"] and begun["published"] == 0
    assert "Kör samma kommando igen" in begun["needs_person"][0]["do"]
    assert (new()["published"], new()["trouble"]) == (4, "")


@pytest.mark.parametrize(
    ("code", "told"), [("780", "Menar du 0780 Växjö?"), ("0000", "hela riket"), ("Växsjö", "(0780)")]
)
def test_a_wrong_code_is_refused_with_the_right_one_and_nothing_is_made(new, home, code, told):
    shutil.rmtree(home)
    done = new(code, check=False)
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    assert not (home / "lagesbild.sqlite3").exists()


def test_a_home_of_another_municipality_is_left_alone(new):
    new()
    done = new("Habo", check=False)
    assert (done.returncode, "is Växjö (0780) already" in done.stderr) == (1, True)


def test_a_kit_with_faults_is_refused_with_all_of_them(new, kit):
    kit.write_text("id;mål\nfoo;4\nN00403;18\n")
    done = new(check=False)
    assert (done.returncode, "rad 2, id" in done.stderr, "rad 3, mål" in done.stderr) == (1, True, True)


def test_drafts_wait_for_somebody_to_publish_them(new, inside):
    assert new("0780", "--drafts")["published"] == 0
    with inside():
        from lagesbild.barometer.models import Indicator

        assert not Indicator.objects.public().exists()
    assert new()["published"] == 4


def test_what_a_person_has_changed_stays(new, inside):
    new()
    with inside():
        from lagesbild.barometer.models import Indicator

        Indicator.objects.filter(figure="N00403").update(
            name_sv="Ekologisk åker", direction=0, figure="N99999"
        )
        Indicator.objects.filter(figure="N15428").update(live=False)
    assert new()["published"] == 0
    with inside():
        from lagesbild.barometer.models import Indicator

        assert Indicator.objects.filter(name_sv="Ekologisk åker", direction=0).exists()
        assert Indicator.objects.count() == 5


def test_the_page_of_a_goal_shows_what_hangs_directly_under_it(new, inside, client):
    new()
    with inside():
        page = client.get("/mal/2/").content.decode()
        assert "Ekologiskt brukad åkermark" in page
        start = client.get("/").content.decode()
    assert "Växjö" in start and "Jönköping" not in start + page


def test_a_group_of_koladas_is_a_kit_and_what_it_does_not_say_needs_a_person(new, kolada, run, home):
    kolada.kpi_group(
        "G2KPI92539", "Vår grupp", N00403="Ekologiskt brukad åkermark, andel (%)", N12345="Något annat"
    )
    kolada.kpi("N12345", "Något annat")
    kolada.figure("N12345", "0780", 2023, T=5)
    order = ["new", "0780", "--yes", "--json", "--no-serve", "--kit", "G2KPI92539", "--base-url", kolada.url]
    begun = json.loads(run(*order, home=home).stdout)
    assert (begun["indicators"], begun["published"]) == (2, 2)
    assert about(begun)["Mål att välja"] == ["N12345 Något annat"]


def test_a_group_that_kolada_lacks_is_said(run, kolada, home):
    order = ["new", "0780", "--yes", "--no-serve", "--kit", "G2KPI1", "--base-url", kolada.url]
    done = run(*order, home=home, check=False)
    assert (done.returncode, "no group of indicators G2KPI1" in done.stderr) == (1, True)


def test_where_codes_are_mailed_the_first_log_in_needs_an_address(new, monkeypatch):
    monkeypatch.setenv("LAGESBILD_SMTP", "mail.exempel.se:25")
    assert "--email" in new(check=False).stderr
    assert new("0780", "--email", "strateg@exempel.se")["published"] == 4
