"""Bringing back an earlier version: as a new draft, so that nothing public changes and nothing is lost."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from lagesbild.framework.publishing import Published
from lagesbild.organisations.models import User


class CannotRestore(Exception):
    """The version cannot be brought back as things are. The message says why; nothing was changed."""


def restore(thing: Published, revision: int, *, by: User) -> Revision:
    """Make the version ``revision`` of ``thing`` its newest draft. Raises CannotRestore."""
    with transaction.atomic():
        live = type(thing).objects.select_for_update().get(pk=thing.pk)
        version = Revision.objects.for_instance(live).filter(pk=revision).first()
        if version is None:
            raise CannotRestore(_("Den versionen finns inte."))
        lock = live.get_lock()
        if lock and lock.for_user(by):
            raise CannotRestore(_("Någon har låst sidan i redigeringen. Be dem låsa upp den."))
        try:
            return version.as_object().save_revision(user=by, previous_revision=version, log_action=True)
        except ValidationError as error:
            reasons = " ".join(error.messages)
            raise CannotRestore(
                _("Versionen går inte ihop med det som finns nu: %(why)s") % {"why": reasons}
            ) from error
