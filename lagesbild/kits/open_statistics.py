"""The open statistics that come with the product: some thirty series for all 290 municipalities, without a network.

Packed by ``tools/open_statistics.py``. Each run in it says whose figures they are and on what terms.
"""

import tarfile
from pathlib import Path

ARCHIVE = Path(__file__).with_name("open_statistics.tar.xz")
KIT = "open_statistics"


def unpack(home: Path) -> None:
    """Lay the raw runs and the quotients below ``home``, as a fetch would have. What is there already stays."""
    with tarfile.open(ARCHIVE) as packed:
        for entry in packed:
            file = home / entry.name
            if entry.isfile() and not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(packed.extractfile(entry).read())
