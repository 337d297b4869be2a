"""Every setting, in one file. What differs between installations comes from the environment:

LAGESBILD_HOME          folder for the database, the figures, uploads and raw files (default: ./var)
LAGESBILD_DATABASE      postgresql://user:password@host:port/name or sqlite:///file (default: SQLite in that folder)
LAGESBILD_HOSTS         host names, comma-separated (default: localhost,127.0.0.1)
LAGESBILD_SECRET_KEY    default: made once and kept in LAGESBILD_HOME
LAGESBILD_HTTPS         1 behind TLS: secure cookies and HSTS
LAGESBILD_RAW           more folders with raw figures, separated by colons
LAGESBILD_ADDRESS       the site's own address, for links elsewhere (default: http://127.0.0.1:8000)
LAGESBILD_SMTP          host:port of the mail server (default: mail is written to the log)
LAGESBILD_MAIL_FROM     who mail comes from (default: lagesbild@localhost)
LAGESBILD_LOG           json: each line of the log is a JSON object (default: text)

How people log in (docs/running.md says more):

LAGESBILD_SECOND_STEP   0: a password is enough (default: a code is sent by e-mail too)
LAGESBILD_IDLE_MINUTES  logged out after so long without doing anything (default: 60)
LAGESBILD_SESSION_HOURS logged out after so long, whatever they do (default: 10)
LAGESBILD_KEEP_LETTERS_DAYS     the log of letters is kept so long after (default: 730; 0 is always)
LAGESBILD_KEEP_STEPS_DAYS       who made a step is kept so long after its round was closed (default: 0, always)
LAGESBILD_PROXIES       how many proxies of ours stand before the site (default: 1 with LAGESBILD_HTTPS, else 0)

LAGESBILD_OIDC_SERVER   the municipality's own log-in by OpenID Connect: its address
LAGESBILD_OIDC_CLIENT, LAGESBILD_OIDC_SECRET    what it calls us, and the secret that it gave us
LAGESBILD_OIDC_SCOPE    what we ask it for (default: openid profile email)
LAGESBILD_OIDC_TRUSTS_ADDRESSES 1: its addresses are checked by the employer, though it does not say email_verified
LAGESBILD_SAML_METADATA the same by SAML: the address or the file of its metadata. Needs lagesbild[saml]
LAGESBILD_SAML_EMAIL    the attribute with the e-mail address (default: the usual names)
LAGESBILD_SAML_KEY      a file with a private key and its certificate: who logs out here is then logged out there too

and of each of the two, with OIDC or SAML in the place of X:

LAGESBILD_X_NAME        what the button calls it (default: kommunens inloggning)
LAGESBILD_X_GROUPS      its groups → ours: "hallbarhet=Samordnare;alla=Läsare". Administratör only if it is said here
LAGESBILD_X_GROUPS_CLAIM        the claim with its groups (default: groups)
LAGESBILD_X_ORGANISATIONS       its names → our organisations' addresses: "TK=tekniska-kontoret"
LAGESBILD_X_ORGANISATIONS_CLAIM the claim with organisations (default: none is read)
"""

import contextlib
import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from lagesbild.config.environment_variables import read_environment
from lagesbild.framework.own_address import NOBODYS

PACKAGE = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment()
HOME = ENVIRONMENT.home


def secret_key() -> str:
    if ENVIRONMENT.secret_key:
        return ENVIRONMENT.secret_key
    key_file = HOME / "secret_key"
    if not key_file.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        _keep_secret_key(key_file)
    return key_file.read_text()


def _keep_secret_key(key_file: Path) -> None:
    """Whole or not at all; of two processes that start at once, one's key is kept and both use it."""
    new = key_file.with_name(f"{key_file.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    try:
        new.write_text(get_random_secret_key())
        with contextlib.suppress(FileExistsError):
            os.link(new, key_file)
    finally:
        new.unlink()


def signing_by_saml() -> dict:
    """allauth's settings of what we sign. Unsigned, nobody may ask a provider to log somebody out."""
    if not ENVIRONMENT.saml_key:
        return {}
    key, certificate = ENVIRONMENT.saml_key
    signed = ("authn_request_signed", "logout_request_signed", "logout_response_signed")
    return {"private_key": key, "x509cert": certificate, **dict.fromkeys(signed, True)}


def database() -> dict:
    if ENVIRONMENT.database.get("ENGINE"):
        return ENVIRONMENT.database
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
    } | ENVIRONMENT.database


SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = ENVIRONMENT.hosts
ROOT_URLCONF = "lagesbild.config.urls"
WSGI_APPLICATION = "lagesbild.config.wsgi.application"
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisations.User"

FIGURES = HOME / "figures.duckdb"
RAW = [HOME / "raw", *ENVIRONMENT.raw]

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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "lagesbild.website.health_page.health_first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lagesbild.website.made_of.noting_what_it_is_made_of",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "lagesbild.website.middleware.editing_policy",
    "lagesbild.website.middleware.private_for_staff",
    "lagesbild.website.full_disk.SessionsThatMayStayUnsaved",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lagesbild.website.log_in.session_limits.session_limits",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lagesbild.website.middleware.former_addresses",
    "lagesbild.website.too_large.too_large_numbers",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["lagesbild.framework.template_loader.UnindentedLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lagesbild.website.context.site",
            ],
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

# Measured from its head, before it is unpacked: a telephone takes some fifty million.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "lagesbild.organisations.file_forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "lagesbild.organisations.file_forms.DocumentForm"
WAGTAIL_SITE_NAME = "Lägesbild"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.address
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
# Milliseconds. It races with Save: framework/sent_forms.py sees to it that Save wins. Every write makes the public
# pages anew (website/kept_pages.py), so that it is not done at every key.
WAGTAIL_AUTOSAVE_INTERVAL = 2_000
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska"), ("en", "English")]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Nothing that a browser would run.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
# Passwords are mended at our own log-in. The address is what codes are sent to: an administrator changes it.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False  # an account without one logs in with a code
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_work"
LOGOUT_REDIRECT_URL = "start"
CSRF_FAILURE_VIEW = "lagesbild.website.work.unsaved.csrf_failure"

# Nobody waits for the mail server (framework/outbox.py), and it is not waited for without end.
MAIL_AFTER_ANSWER, EMAIL_TIMEOUT = True, 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
MAIL_REACHES_PEOPLE = bool(ENVIRONMENT.smtp)
EMAIL_BACKEND = "lagesbild.framework.outbox.AfterTheAnswer"
if ENVIRONMENT.smtp:
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.smtp
    MAIL_SENT_BY = "django.core.mail.backends.smtp.EmailBackend"
elif urlsplit(ENVIRONMENT.address).hostname in NOBODYS:
    MAIL_SENT_BY = "django.core.mail.backends.console.EmailBackend"  # the example: one reads the code there
else:
    MAIL_SENT_BY = "lagesbild.config.log_lines.MailWithoutKeys"

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
SESSION_COOKIE_HTTPONLY = True  # the CSRF token is not secret: autosave.js reads it
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
IDLE_SECONDS = ENVIRONMENT.idle_minutes * 60
KEEP_DAYS = {"letters": ENVIRONMENT.keep_letters_days, "steps": ENVIRONMENT.keep_steps_days}
HTTPS = ENVIRONMENT.https
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# --- Log-in ---------------------------------------------------------------------------------------------------

# The example's folder; an installation's own is somewhere else.
IS_EXAMPLE = (HOME / "demo.json").exists()
ACCOUNT_ADAPTER = "lagesbild.website.log_in.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "lagesbild.website.log_in.forms.LogInForm",
    "request_login_code": "lagesbild.website.log_in.forms.CodeRequestForm",
    "confirm_login_code": "lagesbild.website.log_in.forms.CodeForm",
    "reset_password": "lagesbild.website.log_in.forms.ForgottenForm",
    "reset_password_from_key": "lagesbild.website.log_in.forms.NewPasswordForm",
    "reauthenticate": "lagesbild.website.log_in.forms.PasswordAgainForm",
}
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
# An app on the telephone in place of the code in the mail. No passkeys: they need a script on the page.
MFA_ADAPTER = "lagesbild.website.log_in.app_secrets.AppSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute before and after: a telephone's clock may be wrong, and people type
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # an administrator or the provider has written it; allauth verifies none here
)
MFA_FORMS = {
    "authenticate": "lagesbild.website.log_in.forms.AppCodeForm",
    "reauthenticate": "lagesbild.website.log_in.forms.AppCodeAgainForm",
    "activate_totp": "lagesbild.website.log_in.forms.AddAppForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "email",
    "password1*",
]  # nobody signs up: it says which fields accounts have
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a letter to nobody: log_in/adapters.py
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_MIN_LENGTH = None  # AUTH_PASSWORD_VALIDATORS says it, here and in the editor
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"} if ENVIRONMENT.second_step else False
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
# Many people sit behind the one address of a town hall: its share is wide, and each account's is narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/15m/key",
    "request_login_code": "60/m/ip,3/15m/key",
    "reset_password": "60/m/ip,3/15m/key",
    "reset_password_from_key": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
CACHES = {
    # Tries are counted where every worker sees them.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Charts and cards as pictures, by what they show.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache" / "pictures",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

SOCIALACCOUNT_ADAPTER = "lagesbild.website.log_in.adapters.IdentityProvider"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a plain link: the policy's form-action lets no form lead to another host
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {}
if ENVIRONMENT.oidc_server:
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": ENVIRONMENT.oidc.name or _("kommunens inloggning"),
                "client_id": ENVIRONMENT.oidc_client,
                "secret": ENVIRONMENT.oidc_secret,
                "settings": {
                    "server_url": ENVIRONMENT.oidc_server,
                    "oauth_pkce_enabled": True,
                    "scope": ENVIRONMENT.oidc_scope.split(),
                    "claim_rules": ENVIRONMENT.oidc.claim_rules,
                    "trusts_addresses": ENVIRONMENT.oidc_trusts_addresses,
                },
            }
        ]
    }

if saml := ENVIRONMENT.saml_metadata:
    INSTALLED_APPS.append("allauth.socialaccount.providers.saml")
    SOCIALACCOUNT_PROVIDERS["saml"] = {
        "APPS": [
            {
                "provider_id": "saml",
                "client_id": "saml",
                "name": ENVIRONMENT.saml.name or _("kommunens inloggning"),
                "settings": {
                    "idp": {
                        "metadata_url": saml if "://" in saml else Path(saml).resolve().as_uri(),
                        "entity_id": None,  # the first in the metadata
                    },
                    # Each under the names that Entra ID, AD FS and Swedish federations use, the surest first.
                    "attribute_mapping": {
                        "uid": [
                            "urn:oasis:names:tc:SAML:attribute:subject-id",
                            "urn:oasis:names:tc:SAML:attribute:pairwise-id",
                            "http://schemas.microsoft.com/identity/claims/objectidentifier",
                        ],
                        "email": [
                            ENVIRONMENT.saml_email,
                            "urn:oid:0.9.2342.19200300.100.1.3",
                            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
                        ],
                        "first_name": [
                            "urn:oid:2.5.4.42",
                            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
                            "givenName",
                        ],
                        "last_name": [
                            "urn:oid:2.5.4.4",
                            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
                            "sn",
                        ],
                    },
                    "advanced": signing_by_saml(),
                    "claim_rules": ENVIRONMENT.saml.claim_rules,
                    # SAML has no word for it: its attributes come from the employer's directory, by name in a setting.
                    "trusts_addresses": True,
                },
            }
        ]
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "%(message)s"},
        "json": {"()": "lagesbild.config.json_log.JsonLines"},
    },
    "filters": {"short": {"()": "lagesbild.config.log_lines.ShortAndWithoutKeys"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": ENVIRONMENT.log, "filters": ["short"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
