"""The link in the mail with the code: it logs in whoever has it, once, for a quarter of an hour."""

from django.core import signing
from django.utils.crypto import salted_hmac

from lagesbild.organisations.models import User

SALT = "lagesbild.log-in-link"
SECONDS = 15 * 60


def token(user: User, then: str) -> str:
    """``then`` is the address to go on to, empty for the usual one."""
    return signing.dumps([user.pk, _state(user), then], salt=SALT)


def link_holder(token: str) -> tuple[User, str] | None:
    """Whom the link is for and where they were going; None if it is too old, used or not ours."""
    try:
        pk, state, then = signing.loads(token, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return (user, then) if user and _state(user) == state else None


def _state(user: User) -> str:
    """Another as soon as they have logged in, or got another password or address: then the link is used up."""
    return salted_hmac(SALT, f"{user.pk}{user.last_login}{user.password}{user.email}").hexdigest()
