"""What is in deploy/, tried as far as it can be here."""

import re
import shutil
import subprocess

import pytest

from lagesbild.commands.main import parser
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PROGRAM = "/srv/lagesbild/app/.venv/bin/lagesbild "


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_what_a_unit_runs_is_a_command(unit):
    (line,) = re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)
    words = line.removeprefix(PROGRAM).split()
    assert line.startswith(PROGRAM)
    assert words[0] == "manage" or parser().parse_args(words).command


def test_every_nightly_unit_has_its_timer_and_the_guide_names_it():
    guide = (DEPLOY / "README.md").read_text()
    timers = {path.stem for path in (DEPLOY / "systemd").glob("*.timer")}
    assert timers == {unit.stem for unit in UNITS} - {"lagesbild"}
    assert all(f"`{name}.timer`" in guide for name in timers)


def test_systemd_takes_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("There is no systemd-analyze here. On Debian: apt-get install systemd")
    for unit in (DEPLOY / "systemd").iterdir():
        (tmp_path / unit.name).write_text(unit.read_text().replace(PROGRAM, "/bin/true "))
    order = ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())]
    verified = subprocess.run(order, capture_output=True, text=True)
    assert verified.returncode == 0, verified.stderr


def test_every_variable_of_the_example_is_a_variable():
    guide = (ROOT / "docs" / "running.md").read_text()
    named = re.findall(r"^#? ?(LAGESBILD_\w+)=", (DEPLOY / "lagesbild.env.example").read_text(), re.MULTILINE)
    assert len(named) > 5
    assert all(f"| `{name}` |" in guide for name in named)
