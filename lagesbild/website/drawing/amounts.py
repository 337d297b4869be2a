"""Values with their units, as the language writes them."""

import math
from dataclasses import dataclass, replace

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals


@dataclass(frozen=True)
class Amounts:
    """Says a value with its unit, as the language writes it: 77,1 % or 77.1%."""

    unit: str
    decimals: int
    language: str
    divisor: float = 1.0

    def __call__(self, value: float) -> str:
        text = number(value / self.divisor, self.decimals, self.language)
        if self.unit == "%" and self.language == "en":
            return f"{text}%"
        return f"{text}\N{NO-BREAK SPACE}{self.unit}" if self.unit else text

    def exactly(self, value: float) -> str:
        """With as many decimals as the value itself has: what has been decided is not rounded."""
        return replace(self, decimals=own_decimals(value / self.divisor))(value)


def is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
