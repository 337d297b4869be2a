"""Who may do what with rounds and answers. A page that is not for somebody who is logged in says so (403)."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required, permission_required
from django.views.decorators.cache import never_cache

COORDINATE = "reporting.change_round"
FOLLOW = "reporting.view_round"
APPROVE = "reporting.approve_item"


def staff_page(*rights: str) -> Callable:
    """A page for those who are logged in and have every one of ``rights``. It is kept nowhere but on the screen."""

    def decorator(view):
        allowed = permission_required(rights, raise_exception=True)(view) if rights else view
        return never_cache(login_required(allowed))

    return decorator
