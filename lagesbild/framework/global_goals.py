"""The 17 global goals, for whoever names them all."""

from collections.abc import Mapping

from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.models import GlobalGoal


@kept_until_written
def global_goals() -> Mapping[int, GlobalGoal]:
    """By number, in their order, with their icons. They are shared by all who ask, and nobody may change them."""
    return GlobalGoal.objects.select_related("icon").in_bulk()
