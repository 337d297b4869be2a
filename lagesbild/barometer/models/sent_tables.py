"""A table that a strategist has sent in the editor: its file until the figures are handed in, and the answers after."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

KEPT = timedelta(days=2)


class SentTable(models.Model):
    """``answers``: the mapping, as a file keeps it; offered for the next table of the same ``shape``.

    A file that is not handed in is gone after two days, or with the sender's next. Of one that is, the file lies among
    the raw files, and the answers stay here.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    content = models.BinaryField(default=b"")
    sent_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    shape = models.CharField(max_length=64, blank=True, db_index=True)
    answers = models.JSONField(default=dict, blank=True)
    # Of the origin: its id, publisher, licence and address.
    origin = models.JSONField(default=dict, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    @classmethod
    def keep(cls, owner, name: str, content: bytes, now: datetime) -> "SentTable":
        """Keep a file, and let go of those of the owner, and of everybody's old ones, that were not handed in."""
        waiting = cls.objects.filter(handed_in_at=None)
        waiting.filter(models.Q(owner=owner) | models.Q(sent_at__lt=now - KEPT)).delete()
        return cls.objects.create(owner=owner, name=name[-200:], content=content, sent_at=now)

    def earlier(self) -> "SentTable | None":
        """The last table of this shape whose figures were handed in."""
        alike = SentTable.objects.filter(shape=self.shape).exclude(handed_in_at=None)
        return alike.order_by("-handed_in_at").first() if self.shape else None
