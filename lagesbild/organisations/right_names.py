"""What rights are called where groups are given them. Django writes "Can add goal" into the database, in English."""

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Q
from django.utils.translation import override

VERBS = {
    "access": "Komma in i redigeringen",
    "add": "Lägga till",
    "change": "Ändra",
    "delete": "Ta bort",
    "view": "Se",
    "publish": "Publicera",
    "lock": "Låsa",
    "unlock": "Låsa upp",
    "choose": "Välja",
    "bulk_delete": "Ta bort flera",
    "answer": "Svara på",
    "approve": "Godkänna",
}
"""The right, up to the name of what it is to, → what it is to do."""


def name_rights(sender, using: str = DEFAULT_DB_ALIAS, **_signal) -> None:
    """Name every right in Swedish, when the database has been migrated; Django's are made first, if they are not."""
    create_permissions(sender, verbosity=0, using=using)
    english = Q(name__startswith="Can ") | Q(
        content_type__app_label="wagtailcore", content_type__model="page"
    )
    rights = Permission.objects.filter(english).select_related("content_type")
    for right in rights.annotate(kind=F("content_type__model")):
        verb = right.codename.removesuffix(f"_{right.kind}")
        if verb in VERBS:
            Permission.objects.filter(pk=right.pk).update(name=_name(verb, right.content_type))


def _name(verb: str, content_type) -> str:
    model = content_type.model_class()
    if verb == "access" or model is None:
        return VERBS[verb]
    with override("sv"):
        return f"{VERBS[verb]} {model._meta.verbose_name}"[:255]
