"""The files behind the figures, as they came: who may have which, and where they are fetched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404
from django.urls import reverse

from lagesbild.figures import queries

NOT_GIVEN_AWAY = {"approved"}
"""Modules whose files say more than what was published: who reported what."""
CHECKSUM = re.compile(r"(\S.*?):([0-9a-f]{64})(?= |$)")
"""As the store writes them, one after the other; a name may have spaces."""


@dataclass(frozen=True)
class RawFile:
    name: str
    sha256: str
    address: str


def raw_files(origin: Mapping) -> list[RawFile]:
    """The files of a run with their checksums. None without terms for using them, or where its folder is gone."""
    if not origin["licence"] or origin["module"] in NOT_GIVEN_AWAY or _folder(origin) is None:
        return []
    return [
        RawFile(name, sha256, _address(origin, name)) for name, sha256 in CHECKSUM.findall(origin["checksum"])
    ]


def _folder(origin: Mapping) -> Path | None:
    folders = (Path(root) / origin["origin"] / origin["run"] for root in settings.RAW)
    return next((folder for folder in folders if folder.is_dir()), None)


def _address(origin: Mapping, name: str) -> str:
    return reverse("raw_file", args=[origin["origin"], origin["run"], name])


def raw_file(request, origin, run, name):
    """A file as it came. Only what the store was built from and its own list of checksums names."""
    of_run = queries.origins(settings.FIGURES).get((origin, run))
    if of_run is None or name not in {file.name for file in raw_files(of_run)}:
        raise Http404
    path = _folder(of_run) / name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{origin}-{path.name}")
