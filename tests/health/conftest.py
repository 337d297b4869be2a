import shutil

import pytest

from tests.commands.conftest import empty_home  # noqa: F401 (a home with a database, made once)


@pytest.fixture
def empty_home_of_my_own(empty_home, tmp_path):  # noqa: F811
    return shutil.copytree(empty_home, tmp_path / "own")
