"""What we decide where django-allauth asks: who may log in, by which way, and what is sent by mail."""

from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lagesbild.framework import outbox
from lagesbild.organisations.authenticators import app_of
from lagesbild.organisations.claims import ClaimRules, follow, groups_of, lets_in
from lagesbild.organisations.models import User
from lagesbild.website.log_in import link
from lagesbild.website.log_in.forms import accounts
from lagesbild.website.log_in.log_out import forget_elsewhere

CODE, UNKNOWN, NO_CODE = "account/email/login_code", "account/email/unknown_account", "0000-0000"
WRONG = _("Namnet eller lösenordet stämmer inte. Försök igen, eller få en kod med e-post.")


class Accounts(DefaultAccountAdapter):
    """Passwords, codes and links."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": _("För många försök. Vänta en kvart och försök igen."),
        "rate_limited": _("För många försök. Vänta en kvart och försök igen."),
        "incorrect_code": _("Koden stämmer inte. Se efter i det senaste mejlet."),
        "account_inactive": _("Kontot är avstängt."),
        "incorrect_password": _("Lösenordet stämmer inte."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def add_message(self, *args, **kwargs) -> None:
        """Our pages say by themselves what has happened."""

    def pre_login(self, request, user, *, signal_kwargs, **more):
        if refused := super().pre_login(request, user, signal_kwargs=signal_kwargs, **more):
            return refused
        if not (signal_kwargs or {}).get("sociallogin") and must_use_provider(user):
            clear_login(request)
            return render(request, "account/use_provider.html", status=403)
        return None

    def is_login_by_code_required(self, login) -> bool:
        """Who has an app is asked for its code in the stage that follows, whichever way they have come."""
        return not app_of(login.user) and super().is_login_by_code_required(login)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """By the app alone where there is one: the password is what somebody else may have."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] == "mfa_reauthenticate"] or methods

    def is_reauthentication_required(self, *, app: str, **more) -> bool:
        """Who has neither password nor app, for they log in by mail or elsewhere, has nothing to be asked for again."""
        ways = self.get_reauthentication_methods(current.request.user)
        return bool(ways) and super().is_reauthentication_required(app=app, **more)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """After the answer. What nobody has asked for is written too, and to nobody: the page takes as long."""
        request, to_nobody = current.request, template_prefix == UNKNOWN
        template_prefix = CODE if to_nobody else template_prefix
        context = {"request": request, "email": email, "current_site": get_current_site(request)} | context
        if template_prefix == CODE:
            context |= {"link": _link(request, email), "minutes": link.SECONDS // 60}
        message = self.render_mail(template_prefix, email, {"code": NO_CODE} | context)
        message.to = [] if to_nobody else message.to
        seconds = link.SECONDS if template_prefix == CODE else settings.PASSWORD_RESET_TIMEOUT
        outbox.post(message, until=timezone.now() + timedelta(seconds=seconds))


def _link(request, email: str) -> str:
    """Empty where two accounts share the address: then nobody can say which of them it would open."""
    users = accounts(email)
    if len(users) != 1:
        return ""
    then = get_next_redirect_url(request) or ""
    return request.build_absolute_uri(reverse("log_in_link", args=[link.token(users[0], then)]))


def must_use_provider(user: User) -> bool:
    """Who has come by the municipality's own log-in always does, as long as there is one.

    Otherwise what it has taken away could be kept by a password. Administrators may, for the day it is down.
    """
    providers = [app for provider in settings.SOCIALACCOUNT_PROVIDERS.values() for app in provider["APPS"]]
    return (
        bool(providers)
        and not user.is_superuser
        and SocialAccount.objects.filter(
            user=user, provider__in=[app["provider_id"] for app in providers]
        ).exists()
    )


class IdentityProvider(DefaultSocialAccountAdapter):
    """The municipality's own log-in: it makes accounts and gives groups, within the rules of the settings."""

    def pre_social_login(self, request, sociallogin) -> None:
        """Runs at every log-in, before anybody is let in."""
        claims, rules = claims_of(sociallogin), rules_of(sociallogin)
        user = sociallogin.user if sociallogin.is_existing else None
        if user:
            follow(user, claims, rules)
        sociallogin.claims = claims
        self._forget_the_rest(sociallogin)
        is_others_address = (
            not user and User.objects.filter(email__iexact=sociallogin.user.email or "-").exists()
        )
        if (
            is_others_address
            or sociallogin.state.get("process") != "login"
            or not lets_in(user, claims, rules)
        ):
            self._refuse(request)

    def authenticate_by_email(self, sociallogin):
        """The one account with the address that the provider vouches for; never an administrator's unasked."""
        address = sociallogin.user.email
        if not address or not vouches_for_address(sociallogin):
            return None
        users = list(User.objects.filter(email__iexact=address))
        if len(users) != 1 or (users[0].is_superuser and not rules_of(sociallogin).names_administrators):
            return None
        return users[0], address

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return bool(groups_of(claims_of(sociallogin), rules_of(sociallogin)))

    def save_user(self, request, sociallogin, form=None):
        user = super().save_user(request, sociallogin, form)
        follow(user, sociallogin.claims, rules_of(sociallogin))
        return user

    def _refuse(self, request) -> None:
        clear_login(request)
        forget_elsewhere(request)
        raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))

    def _forget_the_rest(self, sociallogin) -> None:
        """What the provider knows of somebody is read and not kept."""
        sociallogin.email_addresses = []
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])


def claims_of(sociallogin) -> dict:
    """What the provider said: OIDC's ID token and userinfo as one, or SAML's attributes."""
    if hasattr(sociallogin, "claims"):
        return sociallogin.claims
    data = sociallogin.account.extra_data
    if "id_token" in data or "userinfo" in data:
        return (data.get("id_token") or {}) | (data.get("userinfo") or {})
    return data


def vouches_for_address(sociallogin) -> bool:
    """Whether the provider says that it has checked the address; silent, whether its operator's word is taken for it.

    Whoever may write any address at the provider would else come in as somebody else here.
    """
    verified = claims_of(sociallogin).get("email_verified")
    if verified is None:
        return sociallogin.provider.app.settings["trusts_addresses"]
    return str(verified).lower() == "true"


def rules_of(sociallogin) -> ClaimRules:
    return ClaimRules(**sociallogin.provider.app.settings["claim_rules"])
