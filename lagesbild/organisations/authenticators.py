"""The app on the telephone that shows codes: who has one, and taking it from an account whose owner has lost it."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from wagtail.log_actions import log

from lagesbild.organisations.models import User

ADDED, REMOVED = "mfa/email/app_added", "mfa/email/app_removed"


def app_of(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


@transaction.atomic
def remove_app(user: User, *, by: User | None) -> bool:
    """The app and its recovery codes; the next log-in is by a code in the mail again. Whether there was one."""
    rows, _by_table = Authenticator.objects.filter(user=user).delete()
    if rows:
        log(instance=user, action="wagtail.edit", user=by, data={"authenticator": "removed"})
    return bool(rows)


def tell_owner(letter: str, user: User) -> None:
    """By mail, so that whoever did not do it themselves notices."""
    if user.email:
        get_adapter().send_mail(letter, user.email, {"user": user})
