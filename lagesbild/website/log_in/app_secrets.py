"""The secret that an app shares with us: under the site's key, so that a copy of the database is no way in."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from lagesbild.organisations.models import Municipality

SALT = "lagesbild.authenticator-app"


class AppSecrets(DefaultMFAAdapter):
    """allauth's words for what can go wrong, and how it keeps secrets, in our way."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "Koden stämmer inte. Appen visar en ny var trettionde sekund: skriv den som står nu."
        ),
        "cannot_generate_recovery_codes": _("Koppla en app först. Koderna hör till den."),
    }

    def get_totp_issuer(self) -> str:
        return f"Lägesbild {Municipality.load().name}"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The site has another key than it had then: no code is right, and none can be guessed from an empty secret.
            return generate_totp_secret()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac(SALT, "key", algorithm="sha256").digest()))
