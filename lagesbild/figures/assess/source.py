"""What a table may be given as."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

Source = Path | str | BinaryIO | Iterable[Mapping[str, Any]]
"""A path to a CSV, XLSX or Parquet file, an open binary file, or rows as mappings from column to cell."""
