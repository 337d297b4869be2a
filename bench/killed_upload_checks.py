"""What must be so of tables that were sent, of pictures and documents, and of the backup, whenever it was killed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageStat
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from bench.killed_shape import TABLE_ORIGINS, TABLE_YEARS, measure_of
from bench.killed_uploads import archive_file
from lagesbild.backup import archive
from lagesbild.backup.problems import BackupProblem
from lagesbild.barometer.models import SentTable
from lagesbild.barometer.sent_tables.handing_in import WORKING
from lagesbild.figures import origin, queries
from lagesbild.organisations.unclaimed_files import unclaimed

RUN_NAME = "%Y-%m-%dT%H%M%SZ"


def a_table_is_handed_in_whole_or_waits() -> Iterable[str]:
    """Its run is there as soon as it says that it is handed in, and until then its file is. That a run is as it was
    sealed is held where all runs are. Killed between the two, it waits, and its figures are handed in twice."""
    waiting = set()
    for table in SentTable.objects.all():
        if table.handed_in_at is None:
            waiting.add(table.name)
            if numbers_in(bytes(table.content)) != {number_of(table.name)}:
                yield f"{table.name}: waits, and its file is not whole"
            continue
        run = settings.HOME / "raw" / table.origin["id"] / f"{table.handed_in_at:{RUN_NAME}}"
        if not (run / table.name).exists() or not (run / origin.FILE).exists():
            yield f"{table.name}: handed in, and its run is not there"
        elif numbers_in((run / table.name).read_bytes()) != {number_of(table.name)}:
            yield f"{table.name}: handed in, and its run says something else"
        elif table.content:
            yield f"{table.name}: handed in, and still kept"
    handed_in = set(SentTable.objects.exclude(handed_in_at=None).values_list("name", flat=True))
    strangers = {file.name for file in table_files()} - handed_in - waiting
    yield from (f"{name}: a run is there, and nobody handed it in" for name in sorted(strangers))


def no_table_waits() -> Iterable[str]:
    yield from (f"{table.name}: still waits" for table in SentTable.objects.filter(handed_in_at=None))
    yield from (f"{folder.name} is left over of a table" for folder in (settings.HOME / WORKING).glob("*/"))


def the_store_shows_whole_tables(newest: bool) -> Iterable[str]:
    """Of each origin the figures of one table that was handed in; of the newest, once it has been built."""
    for id in TABLE_ORIGINS:
        runs = [number_of(file.name) for file in table_files(id)]
        series = queries.series(settings.FIGURES, [measure_of(id)], ["0680"])
        values = {observation.year: observation.value for row in series.values() for observation in row}
        numbers = {value - year for year, value in values.items()}
        allowed = set(runs[-1:]) if newest else set(runs)
        if values and values.keys() != set(TABLE_YEARS):
            yield f"{id}: {len(values)} years of {len(TABLE_YEARS)} are shown"
        if len(numbers) > 1 or not numbers <= allowed or (newest and runs and not numbers):
            yield f"{id}: the figures of the tables {numbers} are shown, of {allowed}"


def table_files(origin_id: str = "*") -> list[Path]:
    """The tables in the raw folders, in the order they were handed in."""
    files = (settings.HOME / "raw").glob(f"{origin_id}/*/*.csv")
    of_tables = [file for file in files if file.name.split()[0] in TABLE_ORIGINS]
    return sorted(of_tables, key=lambda file: file.parent.name)


def number_of(name: str) -> int:
    return int(Path(name).stem.split()[1])


def numbers_in(content: bytes) -> set[int]:
    """Of a whole table one, which all its values are told by."""
    rows = [line.split(";") for line in content.decode().splitlines()[1:]]
    whole = [int(year) for _grade, year, _value in rows] == list(TABLE_YEARS)
    return {int(value) - int(year) for _grade, year, value in rows} if whole else set()


def every_upload_has_its_whole_file() -> Iterable[str]:
    """A file may be there without a row, until it is cleared away; never a row without its file."""
    for model in (get_image_model(), get_document_model()):
        for upload in model.objects.all():
            if not upload.file.storage.exists(upload.file.name):
                yield f"{upload.file.name}: its row is there, and the file is not"
            elif hashlib.sha1(Path(upload.file.path).read_bytes()).hexdigest() != upload.file_hash:
                yield f"{upload.file.name}: the file is not what was uploaded"


def every_picture_is_cut_from_its_file() -> Iterable[str]:
    for rendition in get_image_model().get_rendition_model().objects.select_related("image"):
        name = rendition.file.name
        try:
            with Image.open(rendition.file.path) as cut, Image.open(rendition.image.file.path) as whole:
                colours = [ImageStat.Stat(picture.convert("RGB")).mean[1:] for picture in (cut, whole)]
        except FileNotFoundError as missing:
            yield f"{name}: {missing}"
            continue
        except OSError as broken:
            yield f"{name}: it is not a whole picture: {broken}"
            continue
        if any(abs(first - second) > 2 for first, second in zip(*colours, strict=True)):
            yield f"{name}: it is cut from another picture, of the colour {colours}"


def nothing_is_unclaimed() -> Iterable[str]:
    yield from (f"{file.name}: no row names the file" for file in unclaimed())


def the_backup_is_whole_or_not_there() -> Iterable[str]:
    if archive_file().exists():
        try:
            archive.verify(archive_file())
        except BackupProblem as trouble:
            yield str(trouble)


def no_backup_is_left_over() -> Iterable[str]:
    names = [file.name for file in archive_file().parent.glob("*") if file != archive_file()]
    yield from (f"{name} is left over of a backup" for name in names)


AT_ONCE = (
    a_table_is_handed_in_whole_or_waits,
    every_upload_has_its_whole_file,
    every_picture_is_cut_from_its_file,
    the_backup_is_whole_or_not_there,
)
AFTER = (no_table_waits, nothing_is_unclaimed, no_backup_is_left_over)
