import shutil

import pytest

from tests.conftest import at_home


@pytest.fixture(scope="session")
def empty_home(made_once, django_db_blocker):
    """A home with a database and nothing in it, made once."""

    def make(home):
        from lagesbild.commands.main import main

        with django_db_blocker.unblock(), at_home(home):
            assert main(["migrate"]) == 0
        # The tests' style sheets have no list: say that they are there, or each test would gather them.
        (home / "static").mkdir(exist_ok=True)
        (home / "static" / "staticfiles.json").touch()

    return made_once("empty-home", make)


@pytest.fixture
def home(empty_home, tmp_path):
    return shutil.copytree(empty_home, tmp_path / "home")
