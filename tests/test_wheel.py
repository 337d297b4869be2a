"""What ``pip install lagesbild`` brings, from the wheel: all that a checkout has. ``make wheel`` installs it too."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT

NOT_SHIPPED = {".po", ".pyc"}
BUILD = "import setuptools.build_meta as backend; backend.build_wheel('.')"
ASK = "import lagesbild.commands.demo as demo; print(demo.__file__, demo.EXAMPLE.exists())"


def test_the_wheel_has_everything(tmp_path):
    source = tmp_path / "source"
    for name in ("lagesbild", "examples"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, source)
    subprocess.run([sys.executable, "-c", BUILD], cwd=source, check=True, capture_output=True)
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(source.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    assert _files(source / "lagesbild", "") - _files(installed / "lagesbild", "") == set()
    assert _files(source / "examples", "examples/") - _files(installed / "lagesbild", "") == set()
    environment = os.environ | {"PYTHONPATH": str(installed)}
    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert asked.stdout.split() == [str(installed / "lagesbild" / "commands" / "demo.py"), "True"]


def _files(folder: Path, prefix: str) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in NOT_SHIPPED)
    return {prefix + path.relative_to(folder).as_posix() for path in paths}
