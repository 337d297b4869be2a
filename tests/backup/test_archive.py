"""A backup is as it was written, or it is refused by the name of what is not."""

import shutil
import stat
import zipfile

import pytest

from lagesbild.backup import archive
from lagesbild.backup.manifest import NAME
from lagesbild.backup.problems import BackupProblem, DamagedArchive


@pytest.fixture
def copy(written, tmp_path):
    return shutil.copy(written.archive, tmp_path / "copy.zip")


def test_it_holds_what_cannot_be_made_again_and_nothing_else(written):
    names = set(archive.verify(written.archive).files)
    run = next(name for name in names if name.startswith("home/raw/drawn/") and name.endswith("origin.json"))
    assert {
        "database.sqlite3",
        "home/media/documents/plan.pdf",
        "home/sync/kolada/2026-11-01T021500Z.json",
        "home/secret_key",
        "raw/1/derived.csv",
    } <= names
    assert any(name.startswith("raw/1/raw/beside/") for name in names)
    assert not any(
        word in name for name in names for word in ("begun", "pending", "figures.duckdb", "sqlite3-")
    )
    assert len([name for name in names if name.startswith(run.rpartition("/")[0])]) > 1


def test_nobody_else_may_read_it(written):
    assert stat.S_IMODE(written.archive.stat().st_mode) == 0o600


def test_a_byte_changed_in_any_of_its_files_is_refused_by_name(copy):
    whole = copy.read_bytes()
    with zipfile.ZipFile(copy) as members:
        places = {member.filename: _first_byte(member, whole) for member in members.infolist()}
    assert NAME in places and len(places) > 8
    for name, place in places.items():
        copy.write_bytes(_changed(whole, place))
        with pytest.raises(DamagedArchive) as refused:
            archive.verify(copy)
        assert refused.value.names == (name,)


def _first_byte(member: zipfile.ZipInfo, whole: bytes) -> int:
    """The middle of what is stored of the member, after its header."""
    header = member.header_offset
    lengths = int.from_bytes(whole[header + 26 : header + 28], "little") + int.from_bytes(
        whole[header + 28 : header + 30], "little"
    )
    return header + 30 + lengths + member.compress_size // 2


def _changed(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


def test_a_byte_changed_anywhere_at_all_is_refused(copy):
    whole = copy.read_bytes()
    for place in range(7, len(whole), len(whole) // 60):
        copy.write_bytes(_changed(whole, place))
        with pytest.raises(BackupProblem):
            archive.verify(copy)


@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_part_of_it_is_no_backup(copy, share):
    whole = copy.read_bytes()
    copy.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupProblem):
        archive.verify(copy)


LINK = (stat.S_IFLNK | 0o777) << 16


@pytest.mark.parametrize(
    "name, attributes, content, reason",
    [
        ("../outside", 0, b"x", "outside"),
        ("home/../../outside", 0, b"x", "outside"),
        ("/etc/outside", 0, b"x", "outside"),
        ("home\\..\\outside", 0, b"x", "outside"),
        ("C:outside", 0, b"x", "outside"),
        ("home/folder/", 0, b"", "outside"),
        ("home/link", LINK, b"/etc/passwd", "no plain file"),
        ("home/secret_key", 0, b"x", "twice"),
        ("home/more", 0, b"x", "not in its list"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_not_plainly_inside_is_refused_before_anything_is_opened(
    copy, name, attributes, content, reason
):
    with zipfile.ZipFile(copy, "a") as members:
        member = zipfile.ZipInfo(name)
        member.external_attr = attributes
        members.writestr(member, content)
    with pytest.raises(DamagedArchive, match=reason):
        archive.verify(copy)


def test_a_size_that_no_packing_gives_is_refused(tmp_path):
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("home/zeros", b"\0" * 5_000_000)
    content = file.read_bytes()
    place = content.rindex(b"PK\1\2") + 24
    file.write_bytes(content[:place] + (4_000_000_000).to_bytes(4, "little") + content[place + 4 :])
    with pytest.raises(DamagedArchive, match="a size that cannot be true"):
        archive.verify(file)


def test_another_zip_file_is_no_backup(tmp_path):
    file = tmp_path / "other.zip"
    with zipfile.ZipFile(file, "w") as members:
        members.writestr("x", "y")
    with pytest.raises(BackupProblem, match="no backup of Lägesbild"):
        archive.verify(file)
