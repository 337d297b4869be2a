"""What several pages show alike is worked out once, and kept until words or figures change."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language

from lagesbild.figures import queries
from lagesbild.framework.database_state import kept_until_written

T = TypeVar("T")


def kept_until_changed(make: Callable[..., T]) -> Callable[..., T]:
    """As :func:`kept_until_written`, of what rests on the store of figures and on the language in force as well.

    All who ask share what is made: nobody may change it. Inside a transaction it is made anew for each.
    """

    @kept_until_written
    def kept(_store: Hashable, _language: str | None, *args: Hashable) -> T:
        return make(*args)

    @wraps(make)
    def latest(*args: Hashable) -> T:
        return kept(queries.version(settings.FIGURES), get_language(), *args)

    return latest
