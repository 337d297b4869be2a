"""What the columns of an indicator's file are called in Open SDG repositories."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


UNITS = ("units", "unit measure", "unit_measure")
MULTIPLIERS = ("unit multiplier", "unit_mult")
SERIES = ("series",)
AREAS = ("geocode",)
COMMENTS = ("observation status", "obs status", "obs_status", "flag", "flags")
COMMENTS += ("comment", "comments", "comment_obs", "footnote", "footnotes", "source_detail")
COMMENTS += tuple(f"comment_obs_{place}" for place in range(10))
MEASURES = UNITS + MULTIPLIERS + SERIES
PROGRESS = "progress"
HEADINGS = ("year", "value", "units", "series")  # tell a file's delimiter
NOT_GROUPS = MEASURES + AREAS + COMMENTS + ("year", "value", PROGRESS)
