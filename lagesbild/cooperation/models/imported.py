"""A list that somebody is reading in, kept between the steps; and what was answered of it, kept for next year."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

KEPT = timedelta(days=2)


class ImportedFile(models.Model):
    """The file as it came, its owner, and what was written of it. Gone after two days, or with the next file."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()
    written = models.JSONField(null=True, default=None)
    answers = models.JSONField(default=dict)
    """What somebody has said of its columns, cells and rows, by the names of the fields that asked."""

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    def keep_written(self, records: list[list]) -> None:
        """What was written now, after what was before: a list may be saved in parts."""
        self.written = [*(self.written or []), *records]

    @classmethod
    def keep(cls, owner, name: str, content: bytes, now: datetime) -> "ImportedFile":
        """Keep a file, and let go of the owner's earlier ones and of everybody's old ones."""
        cls.objects.filter(models.Q(owner=owner) | models.Q(uploaded_at__lt=now - KEPT)).delete()
        return cls.objects.create(owner=owner, name=name[-200:], content=content, uploaded_at=now)


class ImportAnswer(models.Model):
    """What a column or a name in a list was said to be: the next list that has it is not asked about."""

    class About(models.TextChoices):
        COLUMN = "column"
        MATCH = "match"

    about = models.CharField(max_length=8, choices=About)
    key = models.CharField(max_length=80)
    """The heading in lower case, or the key of a ListMatch."""
    value = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["about", "key"], name="import_answer_once")]

    def __str__(self):
        return f"{self.key}: {self.value}"

    @classmethod
    def remembered(cls, about: str) -> dict[str, str]:
        return dict(cls.objects.filter(about=about).values_list("key", "value"))

    @classmethod
    def remember(cls, about: str, answers: Mapping[str, str]) -> None:
        for key, value in answers.items():
            cls.objects.update_or_create(about=about, key=key[:80], defaults={"value": value})
