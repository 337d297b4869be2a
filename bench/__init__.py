"""Timings: always as a ratio to something measured in the same run, with the absolute figures beside."""
