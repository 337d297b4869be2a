"""Every setting, in one file. What differs between installations comes from the environment:

LAGESBILD_HOME          folder for the database, the figures, uploads and raw files (default: ./var)
LAGESBILD_DATABASE      postgresql://user:password@host:port/name (default: SQLite in the folder above)
LAGESBILD_HOSTS         host names, comma-separated (default: localhost,127.0.0.1)
LAGESBILD_SECRET_KEY    default: made once and kept in LAGESBILD_HOME
LAGESBILD_HTTPS         1 behind TLS: secure cookies and HSTS
LAGESBILD_RAW           more folders with raw figures, separated by colons
LAGESBILD_ADDRESS       the site's own address, for links in e-mail (default: http://127.0.0.1:8000)
LAGESBILD_SMTP          host:port of the mail server (default: mail is written to the log)
LAGESBILD_MAIL_FROM     who mail comes from (default: lagesbild@localhost)
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("LAGESBILD_HOME", "var")).resolve()


def secret_key() -> str:
    if key := os.environ.get("LAGESBILD_SECRET_KEY"):
        return key
    kept = HOME / "secret_key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    return kept.read_text()


def database() -> dict:
    address = os.environ.get("LAGESBILD_DATABASE")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "lagesbild.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                # Take the write lock at once: two editors then wait for each other instead of failing.
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LAGESBILD_HOSTS", "localhost,127.0.0.1").split(",")
ROOT_URLCONF = "lagesbild.config.urls"
WSGI_APPLICATION = "lagesbild.config.wsgi.application"
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisations.User"

FIGURES = HOME / "figures.duckdb"
RAW = [
    HOME / "raw",
    *(Path(folder) for folder in os.environ.get("LAGESBILD_RAW", "").split(":") if folder),
]

INSTALLED_APPS = [
    "lagesbild.website",
    "lagesbild.reporting",
    "lagesbild.cooperation",
    "lagesbild.barometer",
    "lagesbild.organisations",
    "lagesbild.framework",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "lagesbild.website.middleware.editing_policy",
    "lagesbild.website.middleware.private_for_staff",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lagesbild.website.middleware.former_addresses",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lagesbild.website.context.site",
            ]
        },
    }
]

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
FORMAT_MODULE_PATH = ["lagesbild.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# An unknown static file is a plain 404, never a broken page.
WHITENOISE_MANIFEST_STRICT = False

WAGTAIL_SITE_NAME = "Lägesbild"
WAGTAILADMIN_BASE_URL = os.environ.get("LAGESBILD_ADDRESS", "http://127.0.0.1:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English")]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Nothing that a browser would run.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAIL_FRONTEND_LOGIN_URL = "/redigera/login/"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
LOGIN_URL = "wagtailadmin_login"
CSRF_FAILURE_VIEW = "lagesbild.website.unsaved.csrf_failure"

DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("LAGESBILD_MAIL_FROM", "lagesbild@localhost")
if smtp := os.environ.get("LAGESBILD_SMTP"):
    EMAIL_HOST, _separator, port = smtp.partition(":")
    EMAIL_PORT = int(port or 25)
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
if os.environ.get("LAGESBILD_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
