"""The results framework, read from the top."""

import pytest

from lagesbild.cooperation.models import (
    ResultLine,
)
from lagesbild.cooperation.partners.results import outline

pytestmark = pytest.mark.django_db


class TestOutline:
    def drawn(self, *levels: str) -> list:
        """The tree as nested lists: [number of the line, [numbers of its measures], below]."""
        steps = outline([ResultLine(level=level, text_sv=str(n)) for n, level in enumerate(levels)])

        def draw(step):
            return [
                step.line and int(step.line.text_sv),
                [self.numbers(measure) for measure in step.measures],
                [draw(below) for below in step.below],
            ]

        return [draw(step) for step in steps]

    def numbers(self, measure):
        """The number of a measure; with those of its values, where it has any."""
        values = [int(value.text_sv) for value in measure.values]
        return [int(measure.line.text_sv), values] if values else int(measure.line.text_sv)

    def test_values_belong_to_the_measure_above_them(self):
        assert self.drawn("output", "measure", "value", "value", "measure", "value") == [
            [0, [[1, [2, 3]], [4, [5]]], []]
        ]

    def test_a_value_without_a_measure_is_not_lost(self):
        assert self.drawn("value", "output", "value") == [[None, [0], []], [1, [2], []]]

    def test_read_from_the_top(self):
        assert self.drawn("objective", "outcome", "measure", "output", "measure", "measure", "outcome") == [
            [0, [], [[1, [2], [[3, [4, 5], []]]], [6, [], []]]]
        ]

    def test_a_level_that_is_skipped(self):
        assert self.drawn("objective", "output", "outcome") == [[0, [], [[1, [], []], [2, [], []]]]]

    def test_nothing_above(self):
        assert self.drawn("output", "objective") == [[0, [], []], [1, [], []]]
        assert self.drawn("measure", "measure", "outcome") == [[None, [0, 1], []], [2, [], []]]
        assert self.drawn() == []
