"""nginx and Caddy as deploy/proxy/ has them, on loopback before a site that says what it was told."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from lagesbild.commands.serve import HEADERS_IN
from lagesbild.config.bodies import LARGEST, PATIENCE, SLOWEST
from tests.conftest import ROOT, free_port, wait_for
from tests.key_pair import key_pair

CONFIGURED = ROOT / "deploy" / "proxy"
NAME, SITE = "barometer.example.se", "127.0.0.1:8000"
AROUND_NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; user {user};
events {{ }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf; }}
"""
CADDY_HERE = (
    "{{\n\tadmin off\n\tskip_install_trust\n\tgrace_period 1s\n\thttp_port {http}\n\thttps_port {https}\n"
)
SECOND = 10**9


class TellingSite(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        length = int(self.headers.get("content-length", 0))
        self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.dumps(headers).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.send_header("content-security-policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


@dataclass(frozen=True)
class Proxy:
    http: int
    https: int

    def is_up(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.https)) == 0

    @contextmanager
    def answer(self, method: str, headers: dict, body: bytes | None = None) -> Iterator[HTTPResponse]:
        """Over TLS, by the name of the site."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = HTTPConnection(NAME, timeout=10)
        connection.sock = context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.https)), server_hostname=NAME
        )
        connection.request(method, "/mal/13/", body, headers)
        yield connection.getresponse()
        connection.close()


def program(name: str) -> str:
    if not (path := shutil.which(name) or shutil.which(name, path="/usr/sbin")):
        pytest.fail(f"There is no {name} here. On Debian: apt-get install {name}")
    return path


def nginx(folder: Path, proxy: Proxy, site: str) -> list[str]:
    key, certificate = key_pair(folder)
    ours = {
        r"\n *listen \[::\]:.*": "",  # not every machine has it
        "listen 80;": f"listen 127.0.0.1:{proxy.http};",
        "listen 443": f"listen 127.0.0.1:{proxy.https}",
        "/etc/ssl/certs/.*;": f"{certificate};",
        "/etc/ssl/private/.*;": f"{key};",
        SITE: site,
    }
    text = (CONFIGURED / "nginx.conf").read_text()
    for pattern, replacement in ours.items():
        text, count = re.subn(pattern, replacement, text)
        assert count, pattern
    (folder / "site.conf").write_text(text)
    user = "root" if os.geteuid() == 0 else "nobody"
    (folder / "nginx.conf").write_text(AROUND_NGINX.format(folder=folder, user=user))
    return [program("nginx"), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, proxy: Proxy, site: str) -> list[str]:
    text = (CONFIGURED / "Caddyfile").read_text()
    text = text.replace("\n{\n", "\n" + CADDY_HERE.format(http=proxy.http, https=proxy.https), 1)
    text = text.replace(f"{NAME} {{\n", f"{NAME} {{\n\ttls internal\n", 1).replace(SITE, site)
    (folder / "Caddyfile").write_text(text)
    return [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), TellingSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda configured: configured.__name__)
def proxy(request, site, tmp_path_factory) -> Iterator[Proxy]:
    folder, ports = tmp_path_factory.mktemp("proxy"), Proxy(free_port(), free_port())
    own = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    with open(folder / "log", "w+") as log:
        process = subprocess.Popen(request.param(folder, ports, site), stdout=log, stderr=log, env=own)
        try:
            wait_for(lambda: process.poll() is not None or ports.is_up(), "a proxy", seconds=30)
            assert process.poll() is None, (folder / "log").read_text()
            yield ports
        finally:
            process.kill()
            process.wait(timeout=20)


def test_who_asks_and_for_what_is_said_anew(proxy):
    invented = {"Host": NAME, "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "http"}
    with proxy.answer("GET", invented) as answer:
        heard = json.loads(answer.read())
    assert (answer.status, answer.headers["content-security-policy"]) == (200, "default-src 'self'")
    assert "Python" not in answer.headers.get("server", "")
    assert (heard["host"], heard["x-forwarded-for"], heard["x-forwarded-proto"]) == (
        NAME,
        "127.0.0.1",
        "https",
    )


def test_as_much_as_the_site_takes_in_comes_through(proxy):
    with proxy.answer("POST", {"Host": NAME}, b"x" * LARGEST) as answer:
        assert answer.status == 200 and json.loads(answer.read())["content-length"] == str(LARGEST)


def test_without_tls_one_is_led_to_it(proxy):
    connection = HTTPConnection("127.0.0.1", proxy.http, timeout=20)
    connection.request("GET", "/mal/13/", headers={"Host": NAME})
    answer = connection.getresponse()
    connection.close()
    assert answer.status in (301, 308)
    assert re.fullmatch(rf"https://{NAME}(:\d+)?/mal/13/", answer.headers["location"])


def test_caddy_waits_as_long_as_the_site_and_lets_go_of_it_before():
    order = [program("caddy"), "adapt", "--config", str(CONFIGURED / "Caddyfile")]
    adapted = subprocess.run(order, capture_output=True, text=True, check=True)
    assert "warn" not in adapted.stderr
    (server,) = json.loads(adapted.stdout)["apps"]["http"]["servers"].values()
    assert f'"max_size":{LARGEST}}}' in adapted.stdout
    assert server["read_timeout"] >= SECOND * (PATIENCE + LARGEST / SLOWEST)
    (keepalive,) = re.findall(r'"keep_alive":\{"idle_timeout":(\d+)', adapted.stdout)
    assert int(keepalive) < SECOND * HEADERS_IN / 1000


def test_nginx_lets_go_of_the_site_before_the_site_does():
    """Or somebody's form is sent over a connection that is just being closed."""
    text = (CONFIGURED / "nginx.conf").read_text()
    (seconds,) = re.findall(r"keepalive_timeout (\d+)s;", text)
    assert "client_max_body_size 25m;" in text and int(seconds) < HEADERS_IN / 1000
