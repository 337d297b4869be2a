"""What an installation says of itself in the environment: read once, whole, and refused in words where it is wrong."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, EnvValidationError, validate

PREFIX = "LAGESBILD_"
YES_OR_NO = "should be 1 or 0."
LOG_KINDS = "should be text or json."
PEM = r"(-----BEGIN (?:RSA )?(PRIVATE KEY|CERTIFICATE)-----.+?-----END [A-Z ]+-----)"


@dataclass(frozen=True)
class Provider:
    """The municipality's own log-in, by one of the two ways: what its button says, and what its claims give here."""

    name: str
    groups: dict[str, str]
    groups_claim: str
    organisations: dict[str, str]
    organisations_claim: str

    @property
    def claim_rules(self) -> dict:
        return {
            "groups_claim": self.groups_claim,
            "groups": self.groups,
            "organisations_claim": self.organisations_claim,
            "organisations": self.organisations,
        }


@dataclass(frozen=True)
class Environment:
    """Every variable, by its name without the prefix; ``lagesbild.config.settings`` says what each is for."""

    home: Path
    database: dict
    """As Django has it; empty where the database is the file in the home folder."""
    hosts: list[str]
    secret_key: str
    https: bool
    raw: list[Path]
    address: str
    smtp: tuple[str, int] | None
    mail_from: str
    log: str
    second_step: bool
    idle_minutes: int
    session_hours: int
    proxies: int
    keep_letters_days: int
    keep_steps_days: int
    oidc_server: str
    oidc_client: str
    oidc_secret: str
    oidc_scope: str
    oidc_trusts_addresses: bool
    oidc: Provider
    saml_metadata: str
    saml_email: str
    saml_key: tuple[str, str] | None
    """Our own key and its certificate, in PEM."""
    saml: Provider


def read_environment() -> Environment:
    """Raises ImproperlyConfigured with a sentence for each variable that is wrong, all of them at once."""
    env = Env(eager=False, prefix=PREFIX)
    env.add_parser("database", _database)
    env.add_parser("mail_server", _mail_server)
    env.add_parser("address", _address)
    env.add_parser("pairs", pairs)
    env.add_parser("key", _key)
    https = _yes_or_no(env, "HTTPS", False)
    values = {
        "home": Path(env.str("HOME", "") or "var").resolve(),
        "database": env.database("DATABASE", ""),
        "hosts": env.list("HOSTS", ["localhost", "127.0.0.1"]),
        "secret_key": env.str("SECRET_KEY", ""),
        "https": https,
        "raw": [Path(folder) for folder in env.str("RAW", "").split(":") if folder],
        "address": env.address("ADDRESS", "http://127.0.0.1:8000"),
        "smtp": env.mail_server("SMTP", ""),
        "mail_from": env.str("MAIL_FROM", "lagesbild@localhost"),
        "log": env.str("LOG", "text", validate=validate.OneOf(["text", "json"], error=LOG_KINDS)),
        "second_step": _yes_or_no(env, "SECOND_STEP", True),
        "idle_minutes": _whole_number(env, "IDLE_MINUTES", 60, least=1),
        "session_hours": _whole_number(env, "SESSION_HOURS", 10, least=1),
        "proxies": _whole_number(env, "PROXIES", 1 if https else 0, least=0),
        "keep_letters_days": _whole_number(env, "KEEP_LETTERS_DAYS", 730, least=0),
        "keep_steps_days": _whole_number(env, "KEEP_STEPS_DAYS", 0, least=0),
        "oidc_server": env.str("OIDC_SERVER", ""),
        "oidc_client": env.str("OIDC_CLIENT", ""),
        "oidc_secret": env.str("OIDC_SECRET", ""),
        "oidc_scope": env.str("OIDC_SCOPE", "openid profile email"),
        "oidc_trusts_addresses": _yes_or_no(env, "OIDC_TRUSTS_ADDRESSES", False),
        "oidc": _provider(env, "OIDC"),
        "saml_metadata": env.str("SAML_METADATA", ""),
        "saml_email": env.str("SAML_EMAIL", "mail"),
        "saml_key": env.key("SAML_KEY", ""),
        "saml": _provider(env, "SAML"),
    }
    try:
        env.seal()
    except EnvValidationError as error:
        lines = [
            f"{variable} {sentence}"
            for variable, sentences in error.error_messages.items()
            for sentence in dict.fromkeys(sentences)
        ]
        raise ImproperlyConfigured("\n".join(lines)) from None
    return Environment(**values)


def _yes_or_no(env: Env, name: str, default: bool) -> bool:
    return env.bool(name, default, error_messages={"invalid": YES_OR_NO})


def _whole_number(env: Env, name: str, default: int, *, least: int) -> int:
    sentence = f"should be a whole number, {least} or more, such as {default or least}."
    return env.int(
        name, default, error_messages={"invalid": sentence}, validate=validate.Range(least, error=sentence)
    )


def _provider(env: Env, way: str) -> Provider:
    return Provider(
        name=env.str(f"{way}_NAME", ""),
        groups=env.pairs(f"{way}_GROUPS", ""),
        groups_claim=env.str(f"{way}_GROUPS_CLAIM", "groups"),
        organisations=env.pairs(f"{way}_ORGANISATIONS", ""),
        organisations_claim=env.str(f"{way}_ORGANISATIONS_CLAIM", ""),
    )


def _database(address: str) -> dict:
    """``postgresql://user:password@host:port/name`` or ``sqlite:///file`` as Django has it."""
    if not address:
        return {}
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # it may quote the password
        raise EnvError("cannot be read as an address: after the host and a colon comes a number.") from None
    if parts.scheme not in ("postgresql", "postgres", "sqlite"):
        kind = f"is of the kind {parts.scheme!r}" if parts.scheme else "does not begin with its kind"
        raise EnvError(f"{kind}. Use postgresql://user:password@host:port/name, or leave it out for SQLite.")
    if not parts.path.lstrip("/"):
        raise EnvError("names no database: postgresql://user:password@host:port/name ends with its name.")
    if parts.scheme == "sqlite":
        return {"NAME": Path(unquote(parts.path.removeprefix("/"))).resolve()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _mail_server(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    host, _colon, port = text.partition(":")
    if not host or not (port or "25").isdecimal() or not 0 < int(port or 25) < 65536:
        raise EnvError("should be host:port, such as mail.kommun.se:25.")
    return host, int(port or 25)


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise EnvError("should be the site's whole address, such as https://barometer.kommun.se.")
    return text


def _key(file: str) -> tuple[str, str] | None:
    """The private key in a file, and the certificate beside it."""
    if not file:
        return None
    try:
        text = Path(file).read_text()
    except (OSError, UnicodeDecodeError):
        raise EnvError("should be a file that can be read, with a private key and its certificate.") from None
    blocks = {kind: block for block, kind in re.findall(PEM, text, re.DOTALL)}
    if blocks.keys() != {"PRIVATE KEY", "CERTIFICATE"}:
        raise EnvError(
            "should be a file with a private key and its certificate, one after the other, in PEM."
        )
    return blocks["PRIVATE KEY"], blocks["CERTIFICATE"]


def pairs(text: str) -> dict[str, str]:
    """ "a=b;c=d" → {"a": "b", "c": "d"}. Raises EnvError with the part that is neither."""
    ours_by_theirs = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        theirs, sign, ours = part.rpartition("=")
        if not sign or not theirs.strip() or not ours.strip():
            raise EnvError(f"has {part!r}, which should be their word, =, ours; then ; and the next.")
        ours_by_theirs[theirs.strip()] = ours.strip()
    return ours_by_theirs
