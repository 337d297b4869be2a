"""An answer of an immutable object that is worked out when it is first asked for, and then kept."""

from collections.abc import Callable


class once:
    """As ``functools.cached_property``, without its lock: what is worked out twice at the same time comes out alike."""

    def __init__(self, question: Callable[[object], object]):
        self.question, self.name = question, question.__name__
        self.__doc__ = question.__doc__

    def __get__(self, instance: object, owner: type | None = None) -> object:
        if instance is None:
            return self
        answer = instance.__dict__[self.name] = self.question(instance)
        return answer
