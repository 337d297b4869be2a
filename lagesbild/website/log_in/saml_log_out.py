"""Logging out at the municipality's own log-in by SAML: the way there, and the way back.

A provider may not take an unsigned request (SAML 2.0 Profiles, 4.4.3.1). So it is asked only where we have a key.
"""

import logging

from allauth.socialaccount.providers.saml import views as theirs
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from allauth.socialaccount.providers.saml.utils import build_auth, get_app_or_404
from django.shortcuts import redirect, render
from django.urls import reverse
from onelogin.saml2.errors import OneLogin_Saml2_Error

from lagesbild.website.log_in.log_out import NAME_THERE

logger = logging.getLogger(__name__)


class RememberingProvider(SAMLProvider):
    """Remembers, for as long as somebody is logged in, by which name the provider knows them."""

    def sociallogin_from_response(self, request, response):
        if self.app.settings["advanced"] and response.get_slo_url():
            request.session[NAME_THERE] = {
                "name_id": response.get_nameid(),
                "name_id_format": response.get_nameid_format(),
                "nq": response.get_nameid_nq(),
                "spnq": response.get_nameid_spnq(),
                "session_index": response.get_session_index(),
            }
        return super().sociallogin_from_response(request, response)


class FinishLogIn(theirs.FinishACSView):
    def get_provider(self, organization_slug):
        return RememberingProvider(self.request, app=self.get_app(organization_slug))


class LogOutThere(theirs.SLSView):
    """The provider asks us to log somebody out, or has done what we asked for."""

    def dispatch(self, request, organization_slug):
        response = super().dispatch(request, organization_slug)
        if "SAMLResponse" not in request.GET:
            return response
        if response.status_code >= 400:
            return render(request, "account/log_out_failed_elsewhere.html")
        return redirect("logged_out")


def address_there(request, name: dict) -> str | None:
    """The signed request to log out. None where the provider's metadata cannot be read: then one is out here alone."""
    provider = get_app_or_404(request, SAMLProvider.id).get_provider(request)
    back = request.build_absolute_uri(reverse("logged_out"))
    try:
        return build_auth(request, provider).logout(return_to=back, **name)
    except (OneLogin_Saml2_Error, OSError, ValueError, SyntaxError):
        logger.exception("The municipality's own log-in cannot be asked to log somebody out.")
        return None


finish_log_in = FinishLogIn.as_view()
log_out_there = LogOutThere.as_view()
