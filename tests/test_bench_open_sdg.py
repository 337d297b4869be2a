"""What the bench against Open SDG measures of ours: the files that it writes, and what it says when it cannot run."""

import json
import sys

import pytest

from bench import open_sdg
from tests.figures.sources.test_open_sdg import repository

DATA = 'Year,Sex,Units,Value\n2020,,%,19.0\n2020,Female,%,18\n2021,Female,%,\n2021,"A, b",%,2\n'


@pytest.fixture
def repo(tmp_path):
    made = repository(tmp_path, data_1_2_1=DATA, meta_1_2_1_md="---\nindicator_name: poverty.title\n---\n")
    (made / "config_data.yml").write_text("languages: [en, sv]\n")
    for language, words in (("en", "Poverty"), ("sv", "Fattigdom")):
        (made / "translations" / language).mkdir(parents=True)
        (made / "translations" / language / "poverty.yml").write_text(f"title: {words}\n")
    (made / "translations" / "sv" / "data.yml").write_text("Female: Kvinnor\nSex: Kön\n")
    return made


def test_a_csv_and_a_json_for_each_indicator_in_each_language(repo, tmp_path):
    out = tmp_path / "out"
    told = open_sdg.write_all(repo, out, [repo / "translations"])
    assert told == "1 tables, 4 observations, 0 rows or files refused"
    assert (out / "en" / "1-2-1.csv").read_text() == DATA
    assert (out / "sv" / "1-2-1.csv").read_text() == DATA.replace("Female", "Kvinnor").replace("Sex", "Kön")
    assert json.loads((out / "sv" / "1-2-1.json").read_text()) == {
        "data": {
            "Year": [2020, 2020, 2021, 2021],
            "Kön": [None, "Kvinnor", "Kvinnor", "A, b"],
            "Units": ["%", "%", "%", "%"],
            "Value": [19.0, 18, None, 2],
        },
        "meta": {"indicator_name": "Fattigdom"},
    }


def test_metadata_in_a_language_of_its_own_go_before(repo, tmp_path):
    (repo / "meta" / "sv").mkdir()
    (repo / "meta" / "sv" / "1-2-1.md").write_text("---\nindicator_name: Andel fattiga\n---\n")
    open_sdg.write_all(repo, tmp_path / "out", [repo / "translations"])
    written = json.loads((tmp_path / "out" / "sv" / "1-2-1.json").read_text())
    assert written["meta"]["indicator_name"] == "Andel fattiga"


def test_what_cannot_run_is_told_in_a_sentence(repo, tmp_path, monkeypatch, capsys):
    (tmp_path / "build" / "sdg").mkdir(parents=True)
    (tmp_path / "build" / "sdg" / "__init__.py").write_text("import something_that_is_not_there\n")
    order = ["bench", str(repo), str(tmp_path / "build"), "--python", sys.executable]
    monkeypatch.setattr(sys, "argv", order)
    assert open_sdg.main() == 1
    told = capsys.readouterr().err
    assert "No module named 'something_that_is_not_there'" in told and "PYTHON=that/bin/python" in told


def test_a_folder_that_is_not_sdg_build(repo, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["bench", str(repo), str(tmp_path)])
    assert open_sdg.main() == 1
    assert "Name a working copy of open-sdg/sdg-build" in capsys.readouterr().err
