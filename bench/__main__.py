"""``make bench``: the store, the pages, their verdicts, what they weigh over the wire, what the reader of texts finds,
and the register of cooperation at its largest.

BENCH_VALUES names a file of real values (indicator,unit,source,municipality,period,gender,value,flag); without it
values of the same shape are made up.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import figures


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        # Settings are read once, so the home must be chosen before anything of Django is imported.
        os.environ["LAGESBILD_HOME"] = str(Path(folder) / "home")
        os.environ["DJANGO_SETTINGS_MODULE"] = "lagesbild.config.settings"
        from bench import pages, planted, verdicts

        # The example that the pages are timed on is the one that contradictions are planted in.
        missed = max(figures.run(Path(folder)), pages.run(Path(folder)), verdicts.run(), planted.run())
    # In a process of its own, since its home is another.
    return max(missed, subprocess.run([sys.executable, "-m", "bench.register"]).returncode)


if __name__ == "__main__":
    sys.exit(main())
