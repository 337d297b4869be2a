"""What is uploaded in the work that is killed: tables of figures, pictures and documents; and backups of it all.

Each by the product's own functions, as the editor's pages and ``lagesbild backup`` call them. Import it only when
Django is set up.
"""

import random
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from bench.killed_shape import TABLE_ORIGINS, TABLE_STEP, TABLE_YEARS, measure_of
from lagesbild.backup.writing import write_backup
from lagesbild.barometer.models import SentTable
from lagesbild.barometer.sent_tables import answers, handing_in
from lagesbild.commands.backup import installation
from lagesbild.figures.sources import workbook
from lagesbild.organisations.models import User
from lagesbild.organisations.unclaimed_files import remove_unclaimed
from lagesbild.tables.layout.mapping import KEYS

MOST = 8
"""Pictures, and documents, that there are at once."""
SIDE = 256
SPECIMEN = "max-165x165"
"""How the editor's list cuts a picture."""


def archive_file() -> Path:
    """The one backup, beside the home."""
    return settings.HOME.parent / "backup" / "lagesbild.zip"


# --- Tables -----------------------------------------------------------------------------------------------


def send_table(by: User, chance: random.Random, at: datetime) -> None:
    """As sent under /redigera/las-in-tabell/, and handed in there."""
    number = chance.randrange(1, 10**6) * TABLE_STEP
    lines = [f"höga;{year};{number + year}" for year in TABLE_YEARS]
    name = f"{chance.choice(TABLE_ORIGINS)} {number}.csv"
    content = "\n".join(["Betyg;År;Antal", *lines]).encode()
    table = SentTable.keep(by, name, content, at)
    table.shape = answers.shape_of(_look(table, at).understanding)
    if earlier := table.earlier():
        table.answers = answers.next_years(earlier.answers)
    table.save()
    hand_in_table(table, at)


def hand_in_table(table: SentTable, at: datetime) -> None:
    """Answer what it leaves open, and hand it in: also one that was left waiting by a kill."""
    id = table.name.split()[0]
    mapping = answers.words_of(_look(table, at).understanding.mapping)
    table.answers = mapping | {
        KEYS["columns"]: {"Betyg": "bort", "År": "tid"},
        KEYS["measures"]: {"Antal": measure_of(id)},
        KEYS["area"]: "0680",
    }
    table.save(update_fields=["answers"])
    look = _look(table, at)
    if not look.is_clean:
        raise RuntimeError(f"{table.name} is not clean: {look.questions} {look.problems}")
    table.answers = answers.words_of(look.understanding.mapping)
    origin = {"id": id, "publisher": "Provet", "licence": "CC0", "address": "https://example.org/"}
    handing_in.hand_in(table, origin, only_new=False, now=at)


def _look(table: SentTable, at: datetime) -> workbook.TableLook:
    mapping = answers.kept_mapping(table.answers)
    return workbook.look_at(table.name, bytes(table.content), mapping, timezone.localdate(at))


def hand_in_waiting(at: datetime) -> None:
    """Whoever was handing in at the kill does it once more."""
    for table in SentTable.objects.filter(handed_in_at=None):
        hand_in_table(table, at)


# --- Pictures and documents -------------------------------------------------------------------------------


def upload_picture(by: User, chance: random.Random, at: datetime) -> None:
    """A new picture, or another file for one, by the editor's form; and as the editor's list cuts it."""
    _upload(get_image_model(), get_image_form, _picture(chance), by, chance).get_rendition(SPECIMEN)


def upload_document(by: User, chance: random.Random, at: datetime) -> None:
    content = SimpleUploadedFile("plan.txt", chance.randbytes(200_000))
    _upload(get_document_model(), get_document_form, content, by, chance)


def remove_upload(by: User, chance: random.Random, at: datetime) -> None:
    """As the editor's page that asks once more."""
    model = chance.choice([get_image_model(), get_document_model()])
    if (numbers := list(model.objects.values_list("pk", flat=True))) and len(numbers) > 1:
        with transaction.atomic():
            model.objects.get(pk=chance.choice(numbers)).delete()


def _upload(model, form_of, file: SimpleUploadedFile, by: User, chance: random.Random):
    numbers = list(model.objects.values_list("pk", flat=True))
    is_new = len(numbers) < MOST and chance.random() < 0.5 or not numbers
    instance = model(uploaded_by_user=by) if is_new else model.objects.get(pk=chance.choice(numbers))
    form = form_of(model)({"title": file.name}, {"file": file}, instance=instance, user=by)
    if not form.is_valid():
        raise RuntimeError(f"{file.name}: {form.errors}")
    with transaction.atomic():
        return form.save()


def _picture(chance: random.Random) -> SimpleUploadedFile:
    """Noise in red, and in green and blue a colour of its own, by which a picture as it was cut is told."""
    noise = Image.frombytes("L", (SIDE, SIDE), chance.randbytes(SIDE * SIDE))
    plain = [Image.new("L", (SIDE, SIDE), chance.randrange(256)) for _colour in "gb"]
    file = BytesIO()
    Image.merge("RGB", [noise, *plain]).save(file, "PNG")
    return SimpleUploadedFile("bild.png", file.getvalue(), "image/png")


def clear_away_unclaimed() -> None:
    """As ``lagesbild person --dispose`` does the day after tomorrow."""
    remove_unclaimed(timezone.now() + timedelta(days=2))


# --- Backups ----------------------------------------------------------------------------------------------


def back_up(by: User, chance: random.Random, at: datetime) -> None:
    """As ``lagesbild backup``, over the one before."""
    archive_file().parent.mkdir(exist_ok=True)
    write_backup(installation(), archive_file(), now=at)


def back_up_again_if_broken_off(at: datetime) -> None:
    if (
        archive_file().parent.exists()
        and len(list(archive_file().parent.iterdir())) > archive_file().exists()
    ):
        back_up(None, random.Random(0), at)


UPLOADS = {
    "table": (send_table, 3),
    "picture": (upload_picture, 3),
    "document": (upload_document, 2),
    "remove_upload": (remove_upload, 1),
    "backup": (back_up, 1),
}
"""What is done, and how often beside what is done with answers."""
