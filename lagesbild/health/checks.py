"""What is looked at. Each function gives one line; none writes anything, and none says a secret or a folder aloud."""

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone

from lagesbild import __version__
from lagesbild.assessment import Text
from lagesbild.backup.contents import STAMP
from lagesbild.framework.models import OutgoingMail
from lagesbild.health.figure_checks import check_figures, check_store
from lagesbild.health.report import HealthLevel, HealthLine, HealthReport, examined
from lagesbild.reporting.models import Letter

OK, WARNING, FAILING = HealthLevel
LEAST_FREE = 200 << 20
"""Bytes that the disk must have left; and room for what a build writes beside the old store."""
NEARLY_ALL = 0.9
BACKUP_OLD, BACKUP_TOO_OLD = timedelta(days=2), timedelta(days=8)
SYNC_OLD = timedelta(days=3)
LETTER_WAITS, CODE_WAITS = timedelta(days=1), timedelta(minutes=10)


@dataclass(frozen=True)
class Installed:
    """What the checks look at, and when. ``deep``: also what takes seconds, which is not for every minute."""

    home: Path
    store: Path
    raw: tuple[Path, ...]
    database: Mapping
    now: datetime
    deep: bool = False

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def health(now: datetime, *, deep: bool = False) -> HealthReport:
    """How this installation feels."""
    database = settings.DATABASES["default"]
    installed = Installed(settings.HOME, settings.FIGURES, tuple(settings.RAW), database, now, deep)
    # Asking SQLite where there is no file would make one.
    has_database = not _lacks_sqlite(installed)
    some = [check for check in CHECKS if has_database or check[0] in WITHOUT_DATABASE]
    return HealthReport(__version__, now, examined(some, installed))


def check_database(installed: Installed) -> HealthLine:
    if _lacks_sqlite(installed):
        return _database_trouble(Text("finns inte", "is not there"), "begin with lagesbild new, or restore")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
            (migrations,) = cursor.fetchone()
    except DatabaseError as error:
        return _database_trouble(Text("svarar inte", "does not answer"), str(error))
    if installed.deep and (damage := _sqlite_damage()):
        return _database_trouble(Text("är skadad", "is damaged"), damage)
    kind = connection.vendor
    return HealthLine(
        "database", OK, Text(f"svarar ({kind})", f"answers ({kind})"), facts={"migrations": migrations}
    )


def _lacks_sqlite(installed: Installed) -> bool:
    return connection.vendor == "sqlite" and not Path(installed.database["NAME"]).exists()


def _database_trouble(sentence: Text, detail: str) -> HealthLine:
    remedy = (
        "SQLite: is LAGESBILD_HOME right and its disk sound? If the file is damaged, put the latest backup into an"
        " empty home: lagesbild restore FILE. PostgreSQL: is it running, and is LAGESBILD_DATABASE right?"
    )
    return HealthLine("database", FAILING, sentence, remedy, detail)


def _sqlite_damage() -> str:
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(3)")
        return "; ".join(line for (line,) in cursor.fetchall() if line != "ok")


def check_connections(installed: Installed) -> HealthLine:
    """Of PostgreSQL against its limit; of SQLite those of this process, which has none."""
    if connection.vendor != "postgresql":
        number = _files_open(Path(installed.database["NAME"]))
        sentence = Text(f"{number} öppna i den här processen", f"{number} open in this process")
        return HealthLine("connections", OK, sentence, facts={"open": number})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
        (number,) = cursor.fetchone()
        cursor.execute("SELECT current_setting('max_connections')::int")
        (most,) = cursor.fetchone()
    sentence = Text(f"{number} av högst {most}", f"{number} of at most {most}")
    level = FAILING if number >= most * NEARLY_ALL else OK
    remedy = "Fewer --workers or --threads, or a higher max_connections in PostgreSQL." if level != OK else ""
    return HealthLine("connections", level, sentence, remedy, facts={"open": number, "most": most})


def _files_open(file: Path) -> int:
    """How often this process has the file open; 0 where the system does not tell."""
    number = 0
    for descriptor in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):  # closed meanwhile
            number += os.readlink(descriptor) == str(file.resolve())
    return number


def check_disk(installed: Installed) -> HealthLine:
    usage = shutil.disk_usage(installed.home)
    needed = LEAST_FREE + (installed.store.stat().st_size if installed.store.exists() else 0)
    free_mb, facts = usage.free >> 20, {"free_bytes": usage.free, "total_bytes": usage.total}
    sentence = Text(f"{free_mb} MB ledigt", f"{free_mb} MB free")
    if usage.free >= needed and os.access(installed.home, os.W_OK):
        level = OK if usage.free >= 2 * needed else WARNING
    else:
        level = FAILING
        sentence = Text(
            f"full, eller går inte att skriva på: {sentence.sv}", f"full, or not writable: {sentence.en}"
        )
    remedy = (
        f"Make room on the disk of {installed.home}: at least {2 * needed >> 20} MB free. Older backups and system logs"
        " go first; cache/ and static/ are made again. Nothing that people write is saved until then."
    )
    return HealthLine("disk", level, sentence, "" if level == OK else remedy, facts=facts)


def check_backup(installed: Installed) -> HealthLine:
    remedy = "lagesbild backup /backup/ --keep 14, every night (deploy/lagesbild-backup.timer)"
    stamp = _json_in(installed.home / STAMP)
    if not stamp:
        sentence = Text("ingen är tagen ännu", "none has been written yet")
        return HealthLine("backup", WARNING, sentence, remedy)
    age = installed.now - datetime.fromisoformat(stamp["at"])
    level = FAILING if age > BACKUP_TOO_OLD else WARNING if age > BACKUP_OLD else OK
    sentence = _ago(age, "den senaste", "the latest")
    facts = {"at": stamp["at"], "bytes": stamp["size"]}
    return HealthLine("backup", level, sentence, "" if level == OK else remedy, stamp["file"], facts)


def check_sync(installed: Installed) -> HealthLine:
    latest = _json_in(installed.home / "sync" / "kolada" / "last.json")
    if not latest:
        return HealthLine("sync", OK, Text("har aldrig körts", "has never been run"))
    age = installed.now - datetime.fromisoformat(latest["at"])
    sentence, remedy, trouble = _ago(age, "den senaste", "the latest"), "", latest.get("trouble", "")
    if trouble:
        sentence = Text(f"misslyckades, {sentence.sv}", f"failed, {sentence.en}")
    if trouble or age > SYNC_OLD:
        remedy = "lagesbild sync kolada says what is wrong; every night by deploy/lagesbild-sync.timer"
    level = WARNING if remedy else OK
    return HealthLine("sync", level, sentence, remedy, trouble, {"at": latest["at"], "failed": bool(trouble)})


def check_letters(installed: Installed) -> HealthLine:
    """One address that refuses is a warning; nothing at all that goes out is a stop."""
    waiting = Letter.objects.filter(again_from__isnull=False)
    asked_for = OutgoingMail.objects.exclude(to="")
    number = waiting.count() + asked_for.count()
    facts = {"unsent": number}
    if not number:
        return HealthLine("letters", OK, Text("inga väntar", "none wait"), facts=facts)
    failing = waiting.exclude(trouble="").order_by("day").first()
    is_late = Q(given_up=True) | Q(asked_at__lt=installed.now - CODE_WAITS)
    overdue = (
        waiting.filter(again_from__lt=installed.today - LETTER_WAITS).exists()
        or asked_for.filter(is_late).exists()
    )
    stopped = overdue or (failing is not None and not _sent_since(failing.day))
    sentence = Text(f"{number} väntar på att skickas", f"{number} wait to be sent")
    if stopped:
        sentence = Text(f"utkorgen står still: {sentence.sv}", f"the outbox is stuck: {sentence.en}")
    remedy = (
        "Does the mail server of LAGESBILD_SMTP answer? lagesbild remind sends what waits, and must be run every"
        " morning (deploy/lagesbild-remind.timer). The log: /arbete/brev/?visa=osanda"
    )
    failing = failing or asked_for.exclude(trouble="").order_by("pk").first()
    detail = failing.trouble if failing else ""
    return HealthLine("letters", FAILING if stopped else WARNING, sentence, remedy, detail, facts)


def _sent_since(day: date) -> bool:
    return Letter.objects.filter(sent_at__date__gte=day).exists()


def check_mail_server(_installed: Installed) -> HealthLine:
    if settings.MAIL_REACHES_PEOPLE:
        return HealthLine("mail", OK, Text("en e-postserver är angiven", "a mail server is named"))
    sentence = Text("ingen e-postserver är angiven", "no mail server is named")
    level = OK if settings.IS_EXAMPLE else WARNING
    return HealthLine("mail", level, sentence, "LAGESBILD_SMTP=host:port, or no code and no letter arrives")


def check_version(installed: Installed) -> HealthLine:
    sentence = Text(f"Lägesbild {__version__}", f"Lägesbild {__version__}")
    waiting = _waiting_migrations() if installed.deep else 0
    if waiting:
        sentence = Text(f"{sentence.sv}, databasen är äldre", f"{sentence.en}, the database is older")
        return HealthLine("version", FAILING, sentence, "lagesbild migrate", f"{waiting} changes wait")
    return HealthLine("version", OK, sentence)


def _waiting_migrations() -> int:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _json_in(file: Path) -> dict:
    return json.loads(file.read_text()) if file.exists() else {}


def _ago(age: timedelta, sv: str, en: str) -> Text:
    hours = max(0, round(age.total_seconds() / 3600))
    if hours < 48:
        return Text(f"{sv} för {hours} h sedan", f"{en} {hours} h ago")
    return Text(f"{sv} för {hours // 24} dygn sedan", f"{en} {hours // 24} days ago")


CHECKS = (
    ("database", check_database),
    ("connections", check_connections),
    ("disk", check_disk),
    ("store", check_store),
    ("figures", check_figures),
    ("backup", check_backup),
    ("sync", check_sync),
    ("letters", check_letters),
    ("mail", check_mail_server),
    ("version", check_version),
)
WITHOUT_DATABASE = {"database", "disk", "store", "backup", "sync"}
