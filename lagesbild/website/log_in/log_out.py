"""Logging out: here, and at the municipality's own log-in where that can be asked to."""

from urllib.parse import urlencode, urlsplit

from allauth.account import views as theirs
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

ELSEWHERE = "log_out_elsewhere"
"""In the session: where the provider logs people out, and the token by which it knows who."""
NAME_THERE = "saml_name"
"""In the session: by which name a SAML provider knows who it is, where it can be asked to log people out."""


class WithLogOut(OpenIDConnectOAuth2Adapter):
    """Remembers, for as long as somebody is logged in, how the provider is asked to log them out."""

    def complete_login(self, request, app, token, **kwargs):
        login = super().complete_login(request, app, token, **kwargs)
        where = self.openid_config.get("end_session_endpoint", "")
        if urlsplit(where).scheme in ("https", "http"):
            request.session[ELSEWHERE] = [where, kwargs["response"].get("id_token") or ""]
        return login


def callback(request, provider_id: str):
    """allauth's own, but for what is remembered."""
    try:
        return OAuth2CallbackView.adapter_view(WithLogOut(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None


class LogOut(theirs.LogoutView):
    """The policy lets no form lead to another host, so that the page that answers the form leads on by itself."""

    def get_context_data(self, **kwargs):
        session = self.request.session
        return super().get_context_data(**kwargs) | {
            "elsewhere": ELSEWHERE in session or NAME_THERE in session
        }

    def post(self, *args, **kwargs):
        address = _address_elsewhere(self.request)
        response = super().post(*args, **kwargs)
        if not address:
            return response
        page = render(self.request, "account/log_out_elsewhere.html", {"address": address})
        page["Refresh"] = f"0; url={address}"
        return page


def forget_elsewhere(request) -> None:
    for name in (ELSEWHERE, NAME_THERE):
        request.session.pop(name, None)


def _address_elsewhere(request) -> str | None:
    """Where one is logged out at the municipality's own log-in too. None where that is not known, or not in use now."""
    ways_in = settings.SOCIALACCOUNT_PROVIDERS
    if "openid_connect" in ways_in and (way := request.session.get(ELSEWHERE)):
        return _provider_address(request, *way)
    if "saml" in ways_in and (name := request.session.get(NAME_THERE)):
        from lagesbild.website.log_in.saml_log_out import address_there  # needs python3-saml

        return address_there(request, name)
    return None


def _provider_address(request, where: str, id_token: str) -> str:
    """OpenID Connect RP-Initiated Logout 1.0."""
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    query = {
        "client_id": app["client_id"],
        "post_logout_redirect_uri": request.build_absolute_uri(reverse("logged_out")),
        "state": get_random_string(12),
    } | ({"id_token_hint": id_token} if id_token else {})
    return f"{where}{'&' if urlsplit(where).query else '?'}{urlencode(query)}"


@never_cache
@require_safe
def logged_out(request):
    """Where the provider sends people back to, and whoever is logged in here still is told so."""
    return render(request, "account/logged_out.html")


log_out = never_cache(LogOut.as_view())
