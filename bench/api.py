"""``make bench-api``: Schemathesis asks the open API of the example for ten minutes, by its own description.

No answer may be an error of the server's, nor of a status, a kind or a shape that the description does not know. It is
a tool of its own with many packages, fetched by uv when the bench is run and no part of what is installed.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from bench.database import own_home
from bench.readers import lay_example

TOOL = "schemathesis==4.32.5"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.api", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--address", help="of a site that is served already")
    options = parser.parse_args()
    if options.address:
        return asked_by_schemathesis(options.address, options.seconds)
    with own_home("sqlite") as home:
        lay_example("sqlite")
        from tests.conftest import serving

        with serving(home) as address:
            return asked_by_schemathesis(address, options.seconds)


def asked_by_schemathesis(address: str, seconds: int) -> int:
    order = [*_tool(), "run", f"{address}/api/v1/openapi.json", "--max-time", str(seconds)]
    # A machine that is busy draws slowly, which is no finding.
    order += ["--checks", ",".join(CHECKS), "--continue-on-failure", "--suppress-health-check", "all"]
    return subprocess.run(order).returncode


def _tool() -> list[str]:
    if installed := shutil.which("st"):
        return [installed]
    uv = Path(sys.executable).with_name("uv")
    return [str(uv) if uv.exists() else "uv", "tool", "run", "--from", TOOL, "st"]


if __name__ == "__main__":
    sys.exit(main())
