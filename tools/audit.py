"""``python -m tools.audit``: has any locked version a known weakness? OSV (osv.dev) is asked, by name and version.

Exit 1 with those that have. Where OSV cannot be reached nothing is known: it says so, and exits with 0, or with 1
under ``--must-reach`` (for a release).
"""

import argparse
import re
import sys
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-uv.lock", "requirements-spark.lock")
ADDRESS = "https://api.osv.dev/v1/querybatch"
A_QUESTION = 500


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.audit", description=__doc__)
    parser.add_argument(
        "--must-reach", action="store_true", help="exit 1 where the advisories cannot be reached"
    )
    arguments = parser.parse_args(argv)
    packages = sorted({package for lock in LOCKS for package in locked(ROOT / lock)})
    try:
        weaknesses = known_weaknesses(packages)
    except requests.RequestException as error:
        print(f"NOT AUDITED: {ADDRESS} could not be reached ({type(error).__name__}).")
        print(
            f"Nothing is known of weaknesses in the {len(packages)} locked versions. Run make audit where it can be."
        )
        return 1 if arguments.must_reach else 0
    for (name, version), ids in weaknesses.items():
        print(
            f"{name} {version}: {', '.join(ids)}. Read https://osv.dev/vulnerability/{ids[0]}, and bring it up."
        )
    print(f"{len(packages)} locked versions audited, {len(weaknesses)} with known weaknesses.")
    return 1 if weaknesses else 0


def locked(lock: Path) -> list[tuple[str, str]]:
    return re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]+\])?==([^\s;\\]+)", lock.read_text(), re.MULTILINE)


def known_weaknesses(packages: list[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The ids of those that OSV tells of, by package. Raises requests.RequestException where it does not answer."""
    weaknesses = {}
    for start in range(0, len(packages), A_QUESTION):
        some = packages[start : start + A_QUESTION]
        queries = [
            {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in some
        ]
        answer = requests.post(ADDRESS, json={"queries": queries}, timeout=20)
        answer.raise_for_status()
        for package, outcome in zip(some, answer.json()["results"], strict=True):
            if ids := [weakness["id"] for weakness in outcome.get("vulns", ())]:
                weaknesses[package] = ids
    return weaknesses


if __name__ == "__main__":
    sys.exit(main())
