"""The labels beside a frame: what they say, and how they make room for each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import fmean

from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.axes import Frame
from lagesbild.website.drawing.names import NAME_WIDTH, name_rows
from lagesbild.website.drawing.series import ChartLevel, ChartLine, level_amount
from lagesbild.website.drawing.svg import per_cent

HEIGHTS = (20, 26, 34)
"""How many rem high a frame may be, and as many rows of label text, 1.2 × 0.8125rem each, has it room for."""
CLEAR = 0.4  # rows of air between two labels
MOST_ROWS = 3  # of a level's name beside the frame


@dataclass
class Label:
    """Text beside the frame. `at` is where it wants its middle; `top` where it was given room, `row` high a row.

    `marked` says that a dot or a diamond stands at the frame's edge, which the leader keeps clear of.
    """

    css: str
    at: float
    names: list[str]
    amounts: list[str]
    marked: bool = False
    row: float = 5.0
    top: float = 0.0

    @property
    def rows(self) -> int:
        return len(self.names) + len(self.amounts)

    @property
    def height(self) -> float:
        return self.row * (self.rows + CLEAR)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def beside_the_line(say: "Amounts", divisor: float) -> "Amounts":
    """Only % is short enough to repeat at every line. Other units, and millions, are said once above the chart."""
    unit = say.unit if say.unit == "%" else ""
    return Amounts(unit, say.decimals if divisor == 1 else 1, say.language, divisor)


def line_labels(
    lines: Sequence[ChartLine], frame: Frame, say: "Amounts", words: dict[str, str]
) -> list[Label]:
    """Each line's last measured value, with its year where the frame goes on beyond it."""
    labels = []
    for line in lines:
        year, value, flag = line.last()
        amounts = [say(value) if year == frame.last else f"{say(value)} ({year})"]
        amounts += [words[flag]] if flag in words else []
        css = "chart-home" if line.home else "chart-other"
        labels.append(Label(css, frame.y(value), name_rows(line.label), amounts, year == frame.last))
    return labels


def level_labels(
    levels: Sequence[ChartLevel], frame: Frame, say: "Amounts", words: dict[str, str]
) -> list[Label]:
    return [
        Label(
            f"chart-level-{level.kind}",
            frame.y(level.value),
            [words[level.kind]] if long_name(level) else name_rows(level.label),
            [level_amount(level, say, words[level.kind] if long_name(level) else level.label)],
            level.due == frame.last,
        )
        for level in levels
    ]


def long_name(level: ChartLevel) -> bool:
    """Whether the name would tower beside the frame: then what kind of level it is stands there."""
    return len(name_rows(level.label)) > MOST_ROWS


def high_enough(labels: Iterable[Label]) -> int:
    """The lowest frame that has room for the labels."""
    needed = sum(label.rows + CLEAR for label in labels)
    return next((height for height in HEIGHTS if needed <= height), HEIGHTS[-1])


def name_room(labels: Iterable[Label]) -> str:
    """Which padding the labels need: m, or l when a word that cannot be parted is longer than a row."""
    longest = max(len(row) for label in labels for row in label.names)
    return "m" if longest <= NAME_WIDTH else "l"


def placed(labels: Iterable[Label], row: float) -> list[Label]:
    """The labels, `row` per cent of the frame a row, shifted apart as little as it takes.

    Those that collide become a stack.
    """
    stacks: list[list[Label]] = []
    for label in sorted(labels, key=lambda label: label.at):
        label.row = row
        stacks.append([label])
        while len(stacks) > 1 and stack_top(stacks[-1]) < stack_top(stacks[-2]) + stack_height(stacks[-2]):
            stacks[-2:] = [stacks[-2] + stacks[-1]]
    for stack in stacks:
        top = stack_top(stack)
        for label in stack:
            label.top = top
            top += label.height
    return [label for stack in stacks for label in stack]


def stack_height(stack: Sequence[Label]) -> float:
    return sum(label.height for label in stack)


def stack_top(stack: Sequence[Label]) -> float:
    """Where the stack's labels are, together, nearest to where each wants to be."""
    above = accumulate((label.height for label in stack), initial=0.0)
    tops = [label.at - label.height / 2 - before for label, before in zip(stack, above, strict=False)]
    lowest = 99 - stack_height(stack)  # below are the years
    return max(min(fmean(tops), lowest), -4.0)


def label_marks(label: Label) -> dict:
    return {
        "css": label.css,
        "top": per_cent(label.middle - label.row * label.rows / 2),
        "at": per_cent(label.at),
        "middle": per_cent(label.middle),
        "start": "6" if label.marked else "1",
        "moved": "yes" if abs(label.middle - label.at) > label.row / 2 else "",
        "names": label.names,
        "amounts": label.amounts,
    }
