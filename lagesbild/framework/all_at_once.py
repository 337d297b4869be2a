"""A migration's models made in one go: Django draws every model anew for each of its steps otherwise."""

from collections.abc import Sequence

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class AllAtOnce(Operation):
    """New models together with the fields, constraints and indexes that the same migration adds to them.

    Each table is made once, as it is when all of the ``steps`` are taken, instead of being made and then rebuilt
    for each addition. So only what stands in the same list may be added to, and nothing may be changed that was there
    before.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, steps: Sequence[Operation]):
        self.steps = list(steps)
        self.new_models = [step for step in self.steps if isinstance(step, CreateModel)]
        new_names = {step.name_lower for step in self.new_models}
        elsewhere = [
            step for step in self.steps if getattr(step, "model_name_lower", None) not in {None, *new_names}
        ]
        if elsewhere:
            raise ValueError(f"Not of a model that is made here: {[step.describe() for step in elsewhere]}")

    def deconstruct(self):
        return type(self).__name__, [self.steps], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # models that are drawn already would be drawn anew at every step
        for step in self.steps:
            step.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for step in self.new_models:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for step in reversed(self.new_models):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Make {', '.join(step.name for step in self.new_models)}"
