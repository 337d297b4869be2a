"""A part of a programme's form: whose pages it takes over, and from which day."""

from wagtail.admin.panels import Panel


class WhatItReplaces(Panel):
    """Shown where there is anything to say. Read anew each time: another programme may have come meanwhile."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "barometer/replaces_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.replaces())

        def replaces(self) -> list:
            # The questions to the words stand on the models, which have this panel.
            from lagesbild.barometer.overview import takes_over

            if not self.instance.pk:
                return []
            represented = self.instance.goals.exclude(represents=None).values_list("represents", flat=True)
            return takes_over(self.instance, represented)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {
                "replaces": self.replaces(),
                "programme": self.instance,
            }
