"""``python -m tools.sbom``: what a release is made of, in CycloneDX 1.6: ``dist/lagesbild-<version>.cdx.json``.

Every locked version, what it needs, its licence, and whether the product needs it (``required``), an extra does
(``optional``), or only whoever changes the program (``excluded``). The same lock gives the same file.
"""

import json
import sys
import uuid
from collections.abc import Iterable
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from lagesbild import __version__
from tools.audit import ROOT, locked

EXTRAS = ("postgres", "saml")


def main() -> int:
    target = ROOT / "dist" / f"lagesbild-{__version__}.cdx.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(sbom(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"Written: {target}")
    return 0


def sbom() -> dict:
    # Some are locked in several versions, each for its Python.
    packages = [(canonicalize_name(name), version) for name, version in locked(ROOT / "requirements.lock")]
    everything = [("lagesbild", __version__), *packages]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, repr(everything))}",
        "version": 1,
        "metadata": {"component": _component("lagesbild", __version__, "application")},
        "components": [
            _component(name, version, "library") | {"scope": scope}
            for (name, version), scope in zip(packages, _scopes(packages), strict=True)
        ],
        "dependencies": [
            {"ref": _purl(name, version), "dependsOn": _purls_of(_needs(name), packages)}
            for name, version in everything
        ],
    }


def _scopes(packages: list[tuple[str, str]]) -> list[str]:
    required, optional = needed("lagesbild"), needed("lagesbild", *EXTRAS)
    return [
        "required" if name in required else "optional" if name in optional else "excluded"
        for name, _version in packages
    ]


def needed(package: str, *extras: str) -> set[str]:
    """Everything that a package needs, whatever lies between."""
    reached, waiting = set(), [(package, extras)]
    while waiting:
        name, some = waiting.pop()
        for requirement in _requirements(name, some):
            below = canonicalize_name(requirement.name)
            if (below, tuple(requirement.extras)) not in reached:
                reached.add((below, tuple(requirement.extras)))
                waiting.append((below, tuple(requirement.extras)))
    return {name for name, _extras in reached}


def _requirements(name: str, extras: Iterable[str] = ()) -> list[Requirement]:
    """Of an installed package, in this environment; nothing of one that is not needed here."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    requirements = map(Requirement, lines)
    environments = [{"extra": extra} for extra in ("", *extras)]
    return [
        requirement
        for requirement in requirements
        if not requirement.marker
        or any(requirement.marker.evaluate(environment) for environment in environments)
    ]


def _needs(name: str) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in _requirements(name)}


def _purls_of(names: set[str], packages: list[tuple[str, str]]) -> list[str]:
    return sorted(_purl(name, version) for name, version in packages if name in names)


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _component(name: str, version: str, kind: str) -> dict:
    component = {
        "type": kind,
        "bom-ref": _purl(name, version),
        "name": name,
        "version": version,
        "purl": _purl(name, version),
    }
    licence = _licence(name)
    return component | ({"licenses": [licence]} if licence else {})


def _licence(name: str) -> dict:
    """As the package says it itself: an SPDX expression where it has one, else its own words."""
    try:
        fields = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return {}
    if expression := fields.get("License-Expression"):
        return {"expression": expression}
    classified = [
        text.rpartition(" :: ")[2]
        for text in fields.get_all("Classifier", [])
        if text.startswith("License ::")
    ]
    words = next(iter([*classified, *(fields.get("License") or "").splitlines()]), "")
    return {"license": {"name": words}} if words else {}


if __name__ == "__main__":
    sys.exit(main())
