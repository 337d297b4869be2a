"""The archive: a zip file whose members are measured before any of them is opened.

Zip and not tar: its list of members stands at the end, so that a file that was cut off is none; each can be read by
itself; and the standard library writes a member out as a plain file whatever it says of itself. The comment at the end
is the SHA-256 of all that stands before it, so that no byte between the members can change unseen either.
"""

import hashlib
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from lagesbild.backup import manifest as manifests
from lagesbild.backup.manifest import FileSeal, Manifest
from lagesbild.backup.problems import BackupProblem, DamagedArchive

CHUNK = 1 << 20
SEAL_LENGTH = 64
LARGEST_MANIFEST = 256 << 20
READ_AND_WRITE = 0o666
LAST_RECORD = 22 + (1 << 16)
MOST_PACKED = 1100
"""Deflate packs a thousand to one at the most; what says more lies about its size."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # of a way to pack that zipfile does not know
    RuntimeError,
    ValueError,
    OSError,
)
"""What the standard library says of members that are not as they were written."""


class ArchiveWriter:
    """Adds files to a new archive and notes what it adds. ``seal`` ends it."""

    def __init__(self, path: Path, now: datetime):
        self.path, self.time, self.files = path, now.timetuple()[:6], {}
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))  # it may hold the key
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def add(self, name: str, source: Path) -> None:
        """What is in the file at this moment; a file that has just been removed is passed over."""
        try:
            with open(source, "rb") as content, self._opened(name, os.stat(source).st_mode) as member:
                self.files[name] = _copied(content, member)
        except FileNotFoundError:
            return
        except UnicodeEncodeError:
            raise BackupProblem(f"{source!r} has a name that no archive can hold. Rename it.") from None

    def seal(self, manifest: Manifest) -> Manifest:
        """Add the manifest, with the files, close the archive and see it on the disk."""
        full = replace(manifest, files=self.files)
        with self._opened(manifests.NAME) as member:
            member.write(manifests.to_bytes(full))
        self.zip.comment = b"0" * SEAL_LENGTH
        self.zip.close()
        with open(self.path, "rb+") as file:
            checksum = _checksum_before_seal(file)
            file.seek(-SEAL_LENGTH, os.SEEK_END)
            file.write(checksum)
            file.flush()
            os.fsync(file.fileno())
        return full

    def _opened(self, name: str, mode: int = 0o600):
        member = zipfile.ZipInfo(name, self.time)
        member.compress_type, member.external_attr = (
            zipfile.ZIP_DEFLATED,
            (stat.S_IFREG | mode & READ_AND_WRITE) << 16,
        )
        return self.zip.open(member, "w", force_zip64=True)


def verify(path: Path, progress: Callable[[str], object] = lambda line: None) -> Manifest:
    """The manifest, once every byte of the archive is as it was written. Raises DamagedArchive with names."""
    with opened(path) as (archive, manifest):
        damages = {}
        for number, name in enumerate(manifest.files):
            if number % 1000 == 999:
                progress(f"Looked through {number + 1} of {len(manifest.files)} files")
            if reason := _damage(archive, name, manifest.files[name]):
                damages[name] = reason
    if damages:
        raise DamagedArchive(path, damages)
    with open(path, "rb") as file:
        checksum = _checksum_before_seal(file)
        if file.read() != checksum:
            raise DamagedArchive(path, {path.name: "changed between its files"})
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive whose members have been measured, and its manifest. Raises BackupProblem or DamagedArchive."""
    if not path.is_file():
        raise BackupProblem(f"There is no backup at {path}.")
    try:
        _refuse_long_list(path)
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise DamagedArchive(path, {path.name: f"no whole archive ({error})"}) from error
    with archive:
        _measure(path, archive)
        manifest = _manifest(path, archive)
        _compare_names(path, archive, manifest)
        yield archive, manifest


def unpack(archive: zipfile.ZipFile, name: str, seal: FileSeal, target: Path) -> None:
    """Write one file of the archive to a path where there is none. Raises DamagedArchive unless it is as sealed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = archive.getinfo(name).external_attr >> 16 & READ_AND_WRITE
    with archive.open(name) as member, open(target, "xb") as file:
        os.fchmod(file.fileno(), mode | 0o600)
        written = _copied(member, file)
        file.flush()
        os.fsync(file.fileno())
    if written != seal:
        raise DamagedArchive(archive.filename, {name: "another content"})


def seal_of(path: Path) -> FileSeal:
    with open(path, "rb") as file:
        return _copied(file, None)


def _copied(source: BinaryIO, target: BinaryIO | None) -> FileSeal:
    checksum, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        checksum.update(chunk)
        size += len(chunk)
        if target:
            target.write(chunk)
    return FileSeal(size, checksum.hexdigest())


def _checksum_before_seal(file: BinaryIO) -> bytes:
    """Of all but the seal, which is then what there is more to read."""
    file.seek(0, os.SEEK_END)
    remaining = file.tell() - SEAL_LENGTH
    file.seek(0)
    checksum = hashlib.sha256()
    while remaining > 0:
        chunk = file.read(min(CHUNK, remaining))
        checksum.update(chunk)
        remaining -= len(chunk)
    return checksum.hexdigest().encode()


def _refuse_long_list(path: Path) -> None:
    """An archive that is little but its list of members: each of ours takes as much room before the list as in it."""
    size = path.stat().st_size
    with open(path, "rb") as file:
        file.seek(max(size - LAST_RECORD, 0))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at >= 0 and len(end) >= at + 16 and int.from_bytes(end[at + 12 : at + 16], "little") > size * 3 // 4:
        raise ValueError("its list of files is longer than they are")


def _measure(path: Path, archive: zipfile.ZipFile) -> None:
    """Before anything is opened: names that stay inside, plain files only, sizes that can be true, none twice."""
    damages, names = {}, set()
    if sum(member.compress_size for member in archive.infolist()) > path.stat().st_size:
        raise DamagedArchive(path, {path.name: "files that lie over each other"})
    for member in archive.infolist():
        if reason := _refused(member, names):
            damages[member.filename] = reason
        names.add(member.filename)
    if damages:
        raise DamagedArchive(path, damages)


def _refused(member: zipfile.ZipInfo, earlier: set[str]) -> str:
    parts = member.filename.split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if member.filename in earlier:
        return "is there twice"
    if any(part in ("", ".", "..") for part in parts) or re.search(r"[\\\x00-\x1f]|^\w:", member.filename):
        return "a name that leads outside"
    if kind not in (0, stat.S_IFREG):
        return "no plain file"
    if member.file_size > member.compress_size * MOST_PACKED + CHUNK:
        return "a size that cannot be true"
    return ""


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(manifests.NAME).file_size > LARGEST_MANIFEST:
            raise ValueError("too large")
        with archive.open(manifests.NAME) as member:
            content = member.read(LARGEST_MANIFEST)
    except KeyError:
        raise BackupProblem(f"{path} is no backup of Lägesbild: it has no {manifests.NAME}.") from None
    except UNREADABLE as error:
        raise DamagedArchive(path, {manifests.NAME: str(error) or "cannot be unpacked"}) from error
    return manifests.from_bytes(content)


def _compare_names(path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    sizes = {member.filename: member.file_size for member in archive.infolist()}
    sizes.pop(manifests.NAME)
    damages = dict.fromkeys(manifest.files.keys() - sizes, "missing from the archive")
    damages |= dict.fromkeys(sizes.keys() - manifest.files, "not in its list")
    damages |= {
        name: "another size than in the list"
        for name in sizes.keys() & manifest.files
        if sizes[name] != manifest.files[name].size
    }
    if damages:
        raise DamagedArchive(path, dict(sorted(damages.items())))


def _damage(archive: zipfile.ZipFile, name: str, seal: FileSeal) -> str:
    try:
        with archive.open(name) as member:
            return "" if _copied(member, None) == seal else "another content"
    except UNREADABLE as error:
        return str(error) or "cannot be unpacked"
