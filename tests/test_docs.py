"""What the documentation says exists, and what exists is in the documentation."""

import re
import subprocess

import pytest

from tests.conftest import ROOT
from tests.test_cli import COMMANDS

RUNNING = (ROOT / "docs" / "running.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#|/)([^)#\s]+)")


@pytest.mark.parametrize(
    "name", [name for name in COMMANDS if name not in ("lagesbild", "lagesbild fetch", "lagesbild sync")]
)
def test_every_command_is_described(name):
    assert f"| `{name}` |" in RUNNING


def test_every_environment_variable_is_described_and_no_other():
    environment = (ROOT / "lagesbild" / "config" / "environment_variables.py").read_text()
    names = re.findall(r'env(?:\.\w+\(|, )f?"((?:\{way\}_)?[A-Z_]+)",', environment)
    read = {f"LAGESBILD_{name.format(way=way)}" for name in names for way in ("OIDC", "SAML")}
    assert set(re.findall(r"^\| `(LAGESBILD_\w+)` \|", RUNNING, re.MULTILINE)) == read


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_that_are_named_exist(page):
    told = re.findall(
        r"^(?:PORT=\d+ )?make ([a-z-]+)|`(?:PORT=\d+ )?make ([a-z-]+)", page.read_text(), re.MULTILINE
    )
    named = {target for pair in told for target in pair if target}
    assert named <= set(TARGETS)


@pytest.mark.parametrize("target", [target for target in TARGETS if target != "servers"])
def test_every_make_target_is_described(target):
    assert f"| `make {target}` |" in RUNNING


def test_make_lists_every_target_that_says_what_it_does():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[0] for line in listed.splitlines()[1:]} == set(TARGETS) - {"servers"}
