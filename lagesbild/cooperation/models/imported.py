"""A list that somebody is reading in: kept between the steps, so that the browser need not be trusted with it."""

import uuid
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

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    @classmethod
    def keep(cls, owner, name: str, content: bytes, now: datetime) -> "ImportedFile":
        """Keep a file, and let go of the owner's earlier ones and of everybody's old ones."""
        cls.objects.filter(models.Q(owner=owner) | models.Q(uploaded_at__lt=now - KEPT)).delete()
        return cls.objects.create(owner=owner, name=name[-200:], content=content, uploaded_at=now)
