"""Who somebody is, in words. For pages that only staff see: the public is never told."""

from django.utils.translation import gettext as _

from lagesbild.organisations.models import User


def name_of(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("Någon som inte längre har konto")
