"""What the columns of an indicator's file are called in Open SDG repositories."""

from dataclasses import dataclass
from functools import cached_property

UNITS = ("units", "unit measure", "unit_measure")
MULTIPLIERS = ("unit multiplier", "unit_mult")
SERIES = ("series",)
AREAS = ("geocode",)
COMMENTS = ("observation status", "obs status", "obs_status", "flag", "flags")
COMMENTS += ("comment", "comments", "comment_obs", "comment_ts", "footnote", "footnotes", "source_detail")
COMMENTS += tuple(f"comment_obs_{place}" for place in range(10))
UNUSED = ("data_last_update",)
MEASURES = UNITS + MULTIPLIERS + SERIES
PROGRESS = "progress"
HEADINGS = ("year", "value", "units", "series")  # tell a file's delimiter
NOT_GROUPS = MEASURES + AREAS + COMMENTS + UNUSED + ("year", "value", PROGRESS)
SDMX_ONLY = frozenset(
    ("dataflow", "structure", "structure_id", "structure_name", "action", "freq", "reporting_type", "nature")
    + ("time_detail", "time_coverage", "time_format", "geo_info_url", "geo_info_type", "base_per")
    + ("upper_bound", "lower_bound")
)
"""How a value was reported, in a message of SDMX: what tells no series apart."""
SDMX_AREA = "ref_area"
SYNONYMS = {"time_period": "year", "obs_value": "value"}  # as SDMX calls them


@dataclass(frozen=True)
class ColumnRules:
    """The columns' names in lower case, those of the repository's own configuration included."""

    own_units: tuple[str, ...] = ()
    own_series: tuple[str, ...] = ()
    own_comments: tuple[str, ...] = ()

    @cached_property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(UNITS + self.own_units))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(MEASURES + self.own_units + self.own_series))

    @cached_property
    def comments(self) -> tuple[str, ...]:
        others = (name for name in self.own_comments if name not in (*self.measures, *NOT_GROUPS))
        return tuple(dict.fromkeys((*COMMENTS, *others)))

    @cached_property
    def not_groups(self) -> frozenset[str]:
        return frozenset((*NOT_GROUPS, *self.measures, *self.comments))
