"""A field for a day that is often known by its year alone."""

import re

from django import forms


class DayOrYear(forms.DateInput):
    """The first day of a year or a month that stands by itself.

    It has no calendar: that of the editor takes 2019 for a time, and puts today in its place.
    """

    def value_from_datadict(self, data, files, name):
        text = (super().value_from_datadict(data, files, name) or "").strip()
        if re.fullmatch(r"\d{4}", text):
            return f"{text}-01-01"
        return f"{text}-01" if re.fullmatch(r"\d{4}-\d{1,2}", text) else text
