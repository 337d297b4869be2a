"""The site over HTTP: Granian, with ``lagesbild.config.served`` in each of its processes."""

import os
import socket
from pathlib import Path

from lagesbild.commands import common

APPLICATION = "lagesbild.config.served:site"
WAITING = 4096
"""Connections that the system holds for us before they are taken."""
AT_ONCE = 10_000
"""Connections a process has at once: one that says nothing costs next to nothing."""
HEADERS_IN = 10_000
"""Milliseconds that anybody has to say what they want."""


THREADS = "LAGESBILD_SERVER_THREADS"
"""Tells the processes how many threads each has for Django."""


class PortTaken(RuntimeError):
    """Something else listens there already."""


def add(commands) -> None:
    command_parser = common.command(
        commands, "serve", run, "serve the site", "lagesbild serve --host 0.0.0.0 --port 80 --workers 2"
    )
    command_parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    command_parser.add_argument(
        "--port", type=int, default=8000, help="port to listen on (default: %(default)s)"
    )
    command_parser.add_argument("--workers", type=int, default=1, help="processes (default: %(default)s)")
    command_parser.add_argument(
        "--threads", type=int, default=4, help="threads in each (default: %(default)s)"
    )


def run(arguments) -> None:
    if reason := not_ready(common.django()):
        raise common.CommandProblem(reason)
    common.see_that_links_lead_here()
    common.warn_without_mail()
    serve(arguments.host, arguments.port, workers=arguments.workers, threads=arguments.threads)


def not_ready(settings) -> str:
    """What has to be done before the site can be served, in a sentence; empty when nothing has."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from lagesbild.website.public_tables import are_laid

    executor = MigrationExecutor(connections["default"])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting and not are_laid(connections["default"]):
        # A copy that came without them; or the last migration broke off before rights and the rest were written.
        call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()  # the workers open their own
    if waiting:
        return f"The database lacks {len(waiting)} changes of this version. Run: lagesbild migrate"
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return "The style sheets are not in place. Run: lagesbild migrate"
    return ""


def serve(host: str, port: int, *, workers: int = 1, threads: int = 4, quiet: bool = False) -> None:
    """Serve until stopped. Raises PortTaken when something else listens on the port."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    _see_that_port_is_free(host, port)
    os.environ[THREADS] = str(threads)
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        websockets=False,
        workers=workers,
        backlog=WAITING,
        backpressure=AT_ONCE,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_IN),
        respawn_failed_workers=True,
        log_level=LogLevels.warning if quiet else LogLevels.info,
    ).serve()


def _see_that_port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {host}:{port} ({error.strerror}). Give another --port."
            ) from None
