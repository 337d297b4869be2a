"""What the Kolada of ``bench.killed`` holds: figures of one generation, which the store may not mix with another."""

KPIS = {"N00001": "Utsläpp", "N00002": "Resor"}
AREAS = ("0000", "0680")
YEARS = range(2018, 2025)


def generation(number: int) -> float:
    """What every figure is added to: all of them change together."""
    return float(number * 1000)
