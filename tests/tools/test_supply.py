"""What a release is made of, and what is known of it."""

import requests

from lagesbild import __version__
from tools import audit, sbom


def test_the_list_of_parts_has_every_locked_version_once_and_says_what_needs_it():
    parts = sbom.sbom()
    assert (parts["bomFormat"], parts["specVersion"]) == ("CycloneDX", "1.6")
    assert parts == sbom.sbom()
    by_name = {part["name"]: part for part in parts["components"]}
    assert len(parts["components"]) == len(audit.locked(audit.ROOT / "requirements.lock"))
    assert len({part["bom-ref"] for part in parts["components"]}) == len(parts["components"])
    scopes = {name: by_name[name]["scope"] for name in ("django", "sqlparse", "psycopg", "pytest")}
    assert scopes == {
        "django": "required",
        "sqlparse": "required",
        "psycopg": "optional",
        "pytest": "excluded",
    }
    assert by_name["django"]["licenses"] == [{"expression": "BSD-3-Clause"}]
    needs = {entry["ref"]: entry["dependsOn"] for entry in parts["dependencies"]}
    assert by_name["django"]["purl"] in needs[f"pkg:pypi/lagesbild@{__version__}"]
    assert {ref for refs in needs.values() for ref in refs} <= needs.keys()


class Answer:
    def __init__(self, results):
        self.results = results

    def raise_for_status(self):
        pass

    def json(self):
        return {"results": self.results}


def test_a_known_weakness_is_named_and_fails(monkeypatch, capsys):
    def answer(_address, *, json, timeout):
        names = [query["package"]["name"] for query in json["queries"]]
        return Answer([{"vulns": [{"id": "PYSEC-1"}]} if name == "django" else {} for name in names])

    monkeypatch.setattr(requests, "post", answer)
    assert audit.main([]) == 1
    assert "PYSEC-1. Read https://osv.dev/vulnerability/PYSEC-1" in capsys.readouterr().out


def test_where_advisories_cannot_be_reached_it_is_said_plainly(monkeypatch, capsys):
    def unreachable(*_arguments, **_options):
        raise requests.ConnectionError

    monkeypatch.setattr(requests, "post", unreachable)
    assert audit.main([]) == 0
    assert "NOT AUDITED" in capsys.readouterr().out
    assert audit.main(["--must-reach"]) == 1
