"""What killed builds have left behind."""

import os
import re
from glob import escape
from pathlib import Path


def remove_unfinished(path: Path, only: Path | None = None) -> None:
    """Remove what killed builds have left behind; a build that is still running keeps its file."""
    for leftover in path.parent.glob(f"{escape(path.name)}.building-*"):
        # DuckDB puts .wal and .tmp after the name.
        match = re.fullmatch(r"(.*\.building-(\d+))(\..*)?", leftover.name)
        if not match:
            continue
        mine = only is not None and match[1] == only.name
        if mine or (only is None and not _runs_still(int(match[2]))):
            _remove(leftover)


def _runs_still(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in path.iterdir():
            inner.unlink(missing_ok=True)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)
