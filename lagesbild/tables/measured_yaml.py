"""YAML that is measured before it is made into lists and mappings.

A name for a part, and parts of such names, make a few lines into more than there is room for as soon as somebody walks
through them; lists within lists end the program where it calls itself for each.
"""

from typing import Any

import yaml
from yaml.reader import Reader

LONGEST = 10_000_000
"""Letters of a file."""
SHORT = 100_000
"""Letters that take next to no time, however they are read."""
MOST_NODES, DEEPEST = 300_000, 60
"""Words, lists and mappings, each as often as it is named; and how many lists there may be within each other."""
_PARSER = getattr(yaml, "CLoader", yaml.Loader)  # its events alone are asked for: nothing is made of them


class YamlTooLarge(yaml.YAMLError):
    """More than is read. As text: a sentence."""


def yaml_of(text: str, loader: type) -> Any:
    """As ``yaml.load``. Raises YAMLError, YamlTooLarge among them."""
    if len(text) > LONGEST:
        raise YamlTooLarge("more than 10 million letters")
    try:
        _measure(text, _PARSER)
    except yaml.MarkedYAMLError:
        if len(text) > SHORT or not issubclass(loader, Reader):
            raise
        _measure(text, yaml.Loader)  # slower, and tells what is wrong as a loader of its kind does
    return yaml.load(text, Loader=loader)


def _measure(text: str, parser: type) -> None:
    sizes: dict[str, int] = {}
    opened: list[list] = [["", 0]]
    for event in yaml.parse(text, Loader=parser):
        if isinstance(event, yaml.ScalarEvent):
            opened[-1][1] += 1
            sizes[event.anchor or ""] = 1
        elif isinstance(event, yaml.AliasEvent):
            opened[-1][1] += _size_of(event, sizes)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append([event.anchor or "", 1])
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size = opened.pop()
            sizes[anchor] = size
            opened[-1][1] += size
        if opened[-1][1] > MOST_NODES or len(opened) > DEEPEST:
            raise YamlTooLarge("more in it than is read, or lists within lists without end")


def _size_of(alias: yaml.AliasEvent, sizes: dict[str, int]) -> int:
    if alias.anchor not in sizes:
        raise YamlTooLarge("a part that holds itself, or that is not there")
    return sizes[alias.anchor]
