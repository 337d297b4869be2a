"""The forms of the log-in, in our words. An account has one address, the one its administrator wrote."""

from allauth.account import app_settings
from allauth.account import forms as theirs
from allauth.mfa.base import forms as app_forms
from allauth.mfa.totp import forms as totp_forms
from django.core.exceptions import ValidationError
from django.forms import CharField, PasswordInput
from django.utils.translation import gettext_lazy as _

from lagesbild.organisations.authenticators import app_of
from lagesbild.organisations.models import User


def accounts(address: str) -> list[User]:
    """The active accounts with that e-mail address, whatever the letters' size."""
    return list(User.objects.filter(email__iexact=address, is_active=True)) if address else []


class InOurWords:
    """Labels and hints instead of texts inside the fields, which vanish when one begins to write."""

    words: dict = {}
    hints: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words[name]
            field.help_text = self.hints.get(name, "")
            field.widget.attrs["aria-required"] = "true"
            field.widget.use_required_attribute = lambda initial: False


class LogInForm(InOurWords, theirs.LoginForm):
    words = {"login": _("Användarnamn eller e-postadress"), "password": _("Lösenord")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }

    def user_credentials(self) -> dict:
        """Always by user name, so that tries with name and with address count together."""
        written = self.cleaned_data["login"]
        return {"username": _username(written), "password": self.cleaned_data.get("password")}

    def clean(self):
        cleaned = super().clean()
        if self.user:
            if app_settings.LOGIN_BY_CODE_REQUIRED and not self.user.email and not app_of(self.user):
                raise ValidationError(
                    _(
                        "Ditt konto har ingen e-postadress, så vi kan inte skicka någon kod."
                        " Be den som sköter kontona att lägga till den."
                    )
                )
            # The code goes to the account's own address, whatever was written in the field.
            self._login.email = self.user.email
        return cleaned


def _username(written: str) -> str:
    if User.objects.filter(username=written).exists():
        return written
    users = accounts(written) or list(User.objects.filter(username__iexact=written))
    return users[0].username if len(users) == 1 else written


class CodeRequestForm(InOurWords, theirs.RequestLoginCodeForm):
    words = {"email": _("E-postadress")}

    def clean_email(self) -> str:
        address = super().clean_email()
        users = accounts(address)
        self._user = users[0] if len(users) == 1 else None
        return address


class CodeForm(InOurWords, theirs.ConfirmLoginCodeForm):
    words = {"code": _("Kod")}
    hints = {"code": _("Åtta siffror.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short", "maxlength": "20"}


class InDigits(InOurWords):
    """A code from the app, or one of those for the day it is lost."""

    words = {"code": _("Kod")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short", "maxlength": "20"}


class AppCodeForm(InDigits, app_forms.AuthenticateForm):
    hints = {"code": _("Sex siffror från appen, eller en återställningskod på åtta.")}


class AppCodeAgainForm(InDigits, app_forms.ReauthenticateForm):
    hints = AppCodeForm.hints


class AddAppForm(InDigits, totp_forms.ActivateTOTPForm):
    hints = {"code": _("Sex siffror från appen.")}


class PasswordAgainForm(InOurWords, theirs.ReauthenticateForm):
    words = {"password": _("Lösenord")}


class ForgottenForm(InOurWords, theirs.ResetPasswordForm):
    words = {"email": _("E-postadress")}

    def clean_email(self) -> str:
        address = super().clean_email()
        self.users = accounts(address)
        return address


class NewPasswordForm(InOurWords, theirs.ResetPasswordKeyForm):
    words = {"password1": _("Nytt lösenord"), "password2": _("Nytt lösenord en gång till")}
    hints = {
        "password1": _(
            "Minst 12 tecken. Flera ord efter varandra är lätta att minnas och svåra att gissa."
            " Vanliga lösenord går inte att välja."
        )
    }

    password2 = CharField(widget=PasswordInput(attrs={"autocomplete": "new-password"}), strip=False)

    def clean(self):
        cleaned = super(theirs.PasswordVerificationMixin, self).clean()
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", _("De två lösenorden är inte likadana."))
        return cleaned
