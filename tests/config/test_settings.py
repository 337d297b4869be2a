"""The installation's own secret key: made once, whole or not at all."""

import pytest

from lagesbild.config import settings


@pytest.fixture
def home(monkeypatch, tmp_path):
    monkeypatch.delenv("LAGESBILD_SECRET_KEY", raising=False)
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")
    return tmp_path / "home"


def files(home) -> list[str]:
    return sorted(file.name for file in home.iterdir())


def test_a_key_is_made_once_and_only_its_owner_reads_it(home):
    first = settings.secret_key()
    assert len(first) >= 50 and settings.secret_key() == first
    assert files(home) == ["secret_key"]
    assert (home / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_start_that_ends_midway_leaves_no_empty_key(home, monkeypatch):
    def ended() -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as midway, pytest.raises(KeyboardInterrupt):
        midway.setattr(settings, "get_random_secret_key", ended)
        settings.secret_key()
    assert files(home) == []
    assert settings.secret_key()


def test_of_two_that_start_at_once_both_use_the_key_of_the_first(home, monkeypatch):
    def slow() -> str:
        (home / "secret_key").write_text("the first one's")
        return "the second one's"

    monkeypatch.setattr(settings, "get_random_secret_key", slow)
    assert settings.secret_key() == "the first one's"
    assert files(home) == ["secret_key"]
