"""A SAML identity provider on loopback, by pysaml2: ``python -m tests.website.log_in.saml_idp PORT FOLDER SITE``.

``PUT /users/anna`` says who anna is; ``/sso`` asks who one is and sends the browser back with a signed answer.
``?unsigned=1`` leaves out the signature. ``/slo`` takes a signed request to log out; whoever is called envis stays.
"""

import json
import sys
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORD
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.s_utils import error_status_factory, success_status_factory
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.samlp import STATUS_REQUEST_DENIED
from saml2.server import Server
from saml2.sigver import verify_redirect_signature
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

from tests.key_pair import key_pair

USERS: dict[str, dict] = {}


class Provider:
    def __init__(self, port: int, folder: Path, site: str):
        self.address, self.site, self.server = f"http://127.0.0.1:{port}", site, None
        key, cert = key_pair(folder)
        self.config = {
            "entityid": f"{self.address}/metadata",
            "key_file": str(key),
            "cert_file": str(cert),
            "xmlsec_binary": "/usr/bin/xmlsec1",
            "service": {
                "idp": {
                    "endpoints": {
                        "single_sign_on_service": [(f"{self.address}/sso", BINDING_HTTP_REDIRECT)],
                        "single_logout_service": [(f"{self.address}/slo", BINDING_HTTP_REDIRECT)],
                    },
                    "want_authn_requests_signed": False,
                }
            },
        }

    def metadata(self) -> str:
        return str(entity_descriptor(IdPConfig().load(dict(self.config))))

    def knowing_the_site(self) -> Server:
        """The site publishes its metadata when it has started, which is after this."""
        if not self.server:
            about = requests.get(f"{self.site}/logga-in/med/saml/metadata/", timeout=20).text
            self.server = Server(config=IdPConfig().load(self.config | {"metadata": {"inline": [about]}}))
        return self.server

    def answer(self, request: str, sub: str, signed: bool) -> tuple[str, str]:
        """Where to post, and the answer itself."""
        server = self.knowing_the_site()
        asked = server.response_args(server.parse_authn_request(request, BINDING_HTTP_REDIRECT).message)
        response = server.create_authn_response(
            identity=USERS[sub],
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=f"id-{sub}"),
            authn={"class_ref": PASSWORD, "authn_auth": self.address},
            sign_assertion=signed,
            sign_response=False,
            sign_alg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
            **{name: asked[name] for name in ("in_response_to", "destination", "sp_entity_id")},
        )
        sent = server.apply_binding(BINDING_HTTP_POST, str(response), asked["destination"], response=True)
        return asked["destination"], sent["data"].split('name="SAMLResponse" value="')[1].split('"')[0]

    def log_out(self, query: str) -> str:
        """Where the browser is sent back to. Raises AssertionError where the site has not signed its request."""
        server = self.knowing_the_site()
        sent = {name: texts[0] for name, texts in parse_qs(query).items()}
        [certificate] = server.metadata.certs(f"{self.site}/logga-in/med/saml/metadata/", "spsso", "signing")
        assert verify_redirect_signature(sent, server.sec.sec_backend, certificate[1]), (
            "not signed by the site"
        )
        request = server.parse_logout_request(sent["SAMLRequest"], BINDING_HTTP_REDIRECT).message
        stays = request.name_id.text == "id-envis"
        status = error_status_factory((STATUS_REQUEST_DENIED, "stays")) if stays else success_status_factory()
        response = server.create_logout_response(request, [BINDING_HTTP_REDIRECT], status=status)
        back = server.apply_binding(
            BINDING_HTTP_REDIRECT,
            str(response),
            response.destination,
            sent.get("RelayState", ""),
            response=True,
            sign=True,
            sigalg=SIG_RSA_SHA256,
        )
        return dict(back["headers"])["Location"]


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self):
        if self.path.startswith("/sso"):
            return self._say('<form method="post"><input name="sub"></form>')
        if self.path.startswith("/slo"):
            return self._send_to(self.provider.log_out(urlsplit(self.path).query))
        return self._say(self.provider.metadata(), "application/samlmetadata+xml")

    def do_PUT(self):
        USERS[self.path.rpartition("/")[2]] = json.loads(self._sent())
        self._say("")

    def do_POST(self):
        query = parse_qs(urlsplit(self.path).query)
        sub = parse_qs(self._sent())["sub"][0]
        where, answer = self.provider.answer(query["SAMLRequest"][0], sub, "unsigned" not in query)
        self._say(
            f'<form method="post" action="{escape(where)}"><input name="SAMLResponse" value="{answer}"></form>'
        )

    def _sent(self) -> str:
        return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

    def _send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _say(self, text: str, kind: str = "text/html") -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    port, folder, site = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    Handler.provider = Provider(port, folder, site)
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
