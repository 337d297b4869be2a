"""The year's report on international work: as of its year, the same words as a page and as a Word file."""

import io
from datetime import date

import docx
import pytest
import time_machine  # noqa: F401
