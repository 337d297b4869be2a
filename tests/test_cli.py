"""The command line, run as people run it."""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from types import SimpleNamespace

import pytest

from lagesbild.commands import build as build_command
from lagesbild.commands import common, main
from lagesbild.figures import engines
from tests.conftest import ROOT, copy_of_home, free_port, lagesbild, wait_for
from tests.figures.sources.kolada_server import Kolada, altered

SCHOOLS = "nyckeltal;område;2022;2023\nskolor;0680;41;42,5\nskolor;0643;30;31\n"
ORIGIN = ["--publisher", "Skolverket", "--licence", "CC0", "--address", "https://exempel.se"]


def parsers(parser=None, name="lagesbild"):
    """Every command and subcommand, by what one types."""
    parser = parser or main.parser()
    yield name, parser
    for action in parser._actions:
        for word, below in getattr(action, "choices", None) and _named(action) or ():
            yield from parsers(below, f"{name} {word}")


def _named(action) -> list:
    return list(action.choices.items()) if isinstance(action.choices, dict) else []


COMMANDS = [name for name, _parser in parsers()]


@pytest.fixture
def home(tmp_path, monkeypatch):
    return tmp_path / "home"


@pytest.fixture
def schools(home, tmp_path, run):
    """A home with one fetched workbook."""
    file = tmp_path / "skolor.csv"
    file.write_text(SCHOOLS)
    run("fetch", "workbook", str(file), "--id", "skolor", *ORIGIN, home=home)
    return home


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_with_an_example(name, capsys):
    with pytest.raises(SystemExit) as ended:
        dict(parsers())[name].parse_args(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert name == "lagesbild" or ("Example" in told and f"  {name}" in told)


def test_help_waits_for_nothing_large():
    asked = "import sys; sys.argv = ['lagesbild', '--help']\nfrom lagesbild.commands.main import main\n"
    asked += "try: main()\nexcept SystemExit: print('loaded:', *sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], check=True, cwd=ROOT, capture_output=True, text=True)
    loaded = said.stdout.partition("loaded:")[2].split()
    assert "lagesbild.commands.main" in loaded
    assert not {"django", "wagtail", "ibis", "duckdb", "numpy", "pyarrow", "openpyxl"} & set(loaded)


def test_a_workbook_becomes_a_store(schools, run):
    built = json.loads(lagesbild("build", "--json", home=schools).stdout)
    assert (built["observations"], built["indicators"]) == (4, 1)
    checked = run("check", home=schools)
    assert checked.stdout.strip().endswith("0 findings, 0 remarks.")


def test_a_workbook_with_problems_is_refused_with_all_of_them(home, tmp_path, run):
    file = tmp_path / "skolor.csv"
    file.write_text("nyckeltal;område;2022;2023\nskolor;9998;41;42,5\nskolor;9999;30;x\n")
    done = run("fetch", "workbook", str(file), "--id", "skolor", *ORIGIN, home=home, check=False)
    assert done.returncode == 1
    assert "rad 2" in done.stderr and "rad 3" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "raw").exists()


def test_problems_are_told_to_a_machine_too(home, tmp_path, run):
    file = tmp_path / "skolor.csv"
    file.write_text("nyckeltal;område;2022\nskolor;9998;41\n")
    order = ["fetch", "workbook", str(file), "--id", "skolor", *ORIGIN, "--json"]
    told = json.loads(run(*order, home=home, check=False).stdout)
    assert told["problems"][0]["row"] == 2


def test_a_table_that_leaves_something_open_is_asked_about_with_a_mapping_beside_it(home, tmp_path, run):
    file = tmp_path / "folk.csv"
    file.write_text("Kommun;Kod;2021;2022\nJönköping;0680;10;11\n")
    order = ["fetch", "workbook", str(file), "--id", "folk", *ORIGIN]
    done = run(*order, home=home, check=False)
    mapping = tmp_path / "folk.csv.mapping.yaml"
    assert (
        done.returncode == 2 and "Vilket nyckeltal är värdena?" in done.stderr and str(mapping) in done.stderr
    )
    assert not (home / "raw").exists()
    mapping.write_text(mapping.read_text().replace("värdena: ''", "värdena: N7"))
    done = run(*order, "--map", str(mapping), home=home)
    assert "mått: värdena → N7" in done.stdout


def test_a_build_without_figures_says_what_to_do(home, run):
    done = run("build", home=home, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("lagesbild: No figures found")
    assert "lagesbild fetch --help" in done.stderr and "Traceback" not in done.stderr


def test_the_help_names_the_engines_there_are():
    assert (build_command.DUCKDB, build_command.ENGINES) == (engines.DUCKDB, engines.ENGINES)


@pytest.mark.parametrize(
    ("engine", "told"),
    [
        ("pandas", "There is no engine 'pandas'. Use one of duckdb, spark-local or spark://host:port."),
        ("spark://127.0.0.1:1", "Nothing answers at spark://127.0.0.1:1. Give a running master's address"),
        ("spark://127.0.0.1", "Nothing answers at spark://127.0.0.1. Give a running master's address"),
    ],
)
def test_an_engine_that_is_not_there_is_told_in_a_sentence(schools, engine, told, run):
    done = run("build", "--engine", engine, home=schools, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"lagesbild: {told}") and done.stderr.count("\n") == 1


def test_without_spark_it_is_told_how_to_get_it(schools, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    settings = SimpleNamespace(FIGURES=schools / "figures.duckdb", RAW=[schools / "raw"])
    monkeypatch.setattr(common, "figure_settings", lambda: settings)
    monkeypatch.setattr(build_command, "bound_indicators", list)
    assert main.main(["build", "--engine", "spark-local"]) == 1
    assert "pip install 'lagesbild[spark]'" in capsys.readouterr().err


@pytest.mark.spark
def test_the_store_is_built_on_spark(schools):
    told = json.loads(lagesbild("build", "--engine", "spark-local", "--json", home=schools).stdout)
    assert (told["observations"], told["series"]) == (4, 2)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (lambda page: page[:-20], "Expecting"),
        (lambda page: page.replace("2023", '"tjugo"'), "years ['tjugo']"),
        (lambda page: "[]", "a page without values"),
    ],
)
def test_an_odd_page_of_koladas_is_named_in_a_sentence(home, now, why, run):
    with Kolada() as server:
        server.municipality("0680", "Jönköping")
        server.kpi("N00001")
        server.figure("N00001", "0680", 2023, T=10.0)
        run("fetch", "kolada", "--kpi", "N00001", "--area", "0680", "--base-url", server.url, home=home)
    fetched = next((home / "raw" / "kolada").iterdir())
    page = next((fetched / "data").glob("*.json"))
    page.write_text(now(page.read_text()))
    _seal_anew(fetched, page)
    done = run("build", home=home, check=False)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    told = done.stderr.splitlines()[-1]
    assert told.startswith(f"lagesbild: {page} cannot be read: ") and why in told
    assert f"Remove {fetched} and fetch again" in told


def _seal_anew(folder, page):
    """As if the page had come like that."""
    said = json.loads((folder / "origin.json").read_text())
    said["files"][str(page.relative_to(folder))] = hashlib.sha256(page.read_bytes()).hexdigest()
    (folder / "origin.json").write_text(json.dumps(said))


def test_check_finds_a_raw_file_that_was_changed(schools, run):
    run("build", home=schools)
    raw = next((schools / "raw").rglob("skolor.csv"))
    raw.write_text(SCHOOLS.replace("41", "14"))
    done = run("check", "--json", home=schools, check=False)
    assert done.returncode == 1
    assert "skolor.csv" in json.loads(done.stdout)["findings"][0]


def test_check_finds_a_store_that_lacks_a_run(schools, tmp_path, run):
    assert "no store" in run("check", home=schools, check=False).stdout
    run("build", home=schools)
    newer = tmp_path / "nyare.csv"
    newer.write_text(SCHOOLS.replace("42,5", "43"))
    time.sleep(1.1)  # runs are named by the second
    run("fetch", "workbook", str(newer), "--id", "skolor", *ORIGIN, home=schools)
    done = run("check", home=schools, check=False)
    assert done.returncode == 1 and "not in the store yet" in done.stdout


def test_serve_says_what_is_lacking(home, run):
    done = run("serve", home=home, check=False)
    assert done.returncode == 1
    assert "Run: lagesbild migrate" in done.stderr


@pytest.mark.parametrize("order", [["remind"], ["load", "content.json"], ["import-cooperation", "list.csv"]])
def test_without_a_database_a_command_says_how_it_is_laid(run, tmp_path, monkeypatch, order):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content.json").write_text("{}")
    (tmp_path / "list.csv").write_text("Samarbete;Partner\nVänort;Bodø\n")
    done = run(*order, home=tmp_path / "home", check=False)
    assert done.returncode == 1 and "Lay it: lagesbild migrate" in done.stderr


def test_a_taken_port_is_told_in_a_sentence(example_home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = lagesbild("serve", "--port", port, home=example_home.home, check=False)
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr and "Traceback" not in done.stderr


def test_an_unfinished_kolada_run_is_gone_on_with(home, run):
    with Kolada() as server:
        server.municipality("0680", "Jönköping")
        server.kpi("N00001")
        server.figure("N00001", "0680", 2023, T=10.0)
        order = ["fetch", "kolada", "--kpi", "N00001", "--area", "0680", "--base-url", server.url]
        server.fault("/data", altered(lambda page: page.update(count=7)))
        first = run(*order, home=home, check=False)
        second = run(*order, home=home)
    assert first.returncode == 1 and "goes on from here" in first.stderr
    assert "Going on with the run" in second.stderr
    assert len(list((home / "raw" / "kolada").iterdir())) == 1


def test_words_that_are_wrong_are_listed(example_home, tmp_path, run):
    folder = shutil.copytree(ROOT / "examples" / "jonkoping", tmp_path / "words")
    (folder / "actions.yaml").write_text("- slug: utan-namn\n")
    home = copy_of_home(example_home.home, tmp_path / "home")
    done = run("load", str(folder), home=home, check=False)
    assert done.returncode == 1
    assert "actions.yaml, utan-namn: name_sv is missing" in done.stderr


def test_load_leaves_what_is_there(example_home, tmp_path, run):
    home = copy_of_home(example_home.home, tmp_path / "home")
    told = json.loads(run("load", "examples/jonkoping", "--json", home=home).stdout)
    assert told["counts"] == {} and told["kept"] > 200


def test_the_register_is_counted_into_a_run_of_its_own(example_home, tmp_path, run):
    home = copy_of_home(example_home.home, tmp_path / "home")
    told = json.loads(run("fetch", "register", "--json", home=home).stdout)
    assert (told["origin"]["id"], told["origin"]["licence"]) == ("register", "CC0 1.0")
    assert len(list((home / "raw" / "register").iterdir())) == 2


# The demo


def test_demo_prints_its_address_and_both_logins(example_home):
    told = lagesbild("demo", "--no-serve", "--port", "8123", home=example_home.home).stdout
    assert "http://127.0.0.1:8123/" in told
    for name, password in example_home.passwords.items():
        assert name in told and password in told


def test_demo_passwords_are_for_this_installation_only(example_home):
    file = example_home.home / "demo-logins.txt"
    assert file.stat().st_mode & 0o077 == 0
    assert len(set(example_home.passwords.values())) == 3


def test_demo_makes_nothing_the_second_time_and_serves(example_home, tmp_path):
    home, port = copy_of_home(example_home.home, tmp_path / "home"), free_port()
    order = [sys.executable, "-m", "lagesbild", "demo", "--port", str(port)]
    environment = {**os.environ, "LAGESBILD_HOME": str(home)}
    process = subprocess.Popen(order, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: _answers(port), "the demo")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGINT)
        said, _nothing = process.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}/" in said and "Making" not in said


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def test_demo_reads_the_words_of_the_editor_in_swedish(tmp_path):
    # ``migrate`` has no language, and Wagtail says some of its words once, when the editor's addresses are read.
    order = (
        "from pathlib import Path; from lagesbild.commands import demo; demo._set_environment(Path('.').resolve(), 8123);"
        "demo._django(); from django.core.management import call_command; call_command('migrate', verbosity=0);"
        "from lagesbild.cooperation.models import Partnership as one; print(one.snippet_viewset.list_display[-1].label)"
    )
    done = subprocess.run(
        [sys.executable, "-c", order],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert done.stdout.decode().strip() == "Uppdaterad", done.stderr.decode()


def test_demo_leaves_a_real_installation_alone(tmp_path):
    (tmp_path / "lagesbild.sqlite3").touch()
    done = lagesbild("demo", "--no-serve", home=tmp_path, check=False)
    assert done.returncode == 1
    assert "holds something else than the example" in done.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / "lagesbild.sqlite3"]


def test_manage_reaches_django(home):
    assert "migrate" in lagesbild("manage", "help", home=home).stdout


ON_A_DATABASE = (
    ("migrate",),
    ("load", "examples/jonkoping"),
    ("check",),
    ("check", "--json"),
    ("remind",),
    ("fetch", "reported"),
    ("fetch", "register"),
    ("import-cooperation", "README.md"),
    ("person", "--extract", "a@exempel.se"),
    ("backup", "kopia.zip"),
    ("manage", "showmigrations"),
)


@pytest.mark.parametrize("is_a_database", [False, True], ids=["no database", "a broken database"])
def test_a_damaged_database_is_a_sentence_from_every_command(tmp_path, run, is_a_database):
    """The file is kept as it is: what can be saved of it is saved by somebody who knows how."""
    home = tmp_path / "home"
    home.mkdir()
    file = home / "lagesbild.sqlite3"
    if is_a_database:
        run("migrate", home=home)
    whole = file.read_bytes() if is_a_database else b"hello" * 4000
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096) if is_a_database else whole)
    before = file.read_bytes()
    for command in ON_A_DATABASE:
        done = run(*command, home=home, check=False)
        words = done.stdout + done.stderr
        assert done.returncode == 1, (command, words)
        assert "Traceback" not in words and "damaged" in words, (command, words)
    assert file.read_bytes() == before and not (tmp_path / "kopia.zip").exists()
