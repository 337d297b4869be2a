"""Addresses that the municipality's own log-in is told of: the same in every language. Those of a way not in use lead
nowhere."""

from django.conf import settings
from django.urls import path, re_path

from lagesbild.website.log_in.views import if_it_answers

urlpatterns = []

if "saml" in settings.SOCIALACCOUNT_PROVIDERS:
    from allauth.socialaccount.providers.saml import views as saml

    from lagesbild.website.log_in.saml_log_out import finish_log_in, log_out_there

    urlpatterns += [
        re_path("^med/(?P<organization_slug>saml)/$", if_it_answers(saml.login), name="saml_login"),
        re_path(
            "^med/(?P<organization_slug>saml)/metadata/$", if_it_answers(saml.metadata), name="saml_metadata"
        ),
        re_path("^med/(?P<organization_slug>saml)/svar/$", saml.acs, name="saml_acs"),
        re_path(
            "^med/(?P<organization_slug>saml)/klar/$", if_it_answers(finish_log_in), name="saml_finish_acs"
        ),
        re_path("^med/(?P<organization_slug>saml)/ut/$", if_it_answers(log_out_there), name="saml_sls"),
    ]

if "openid_connect" in settings.SOCIALACCOUNT_PROVIDERS:
    from allauth.socialaccount.providers.openid_connect import views as oidc

    from lagesbild.website.log_in.log_out import callback

    urlpatterns += [
        path("med/<str:provider_id>/", if_it_answers(oidc.login), name="openid_connect_login"),
        path("med/<str:provider_id>/svar/", if_it_answers(callback), name="openid_connect_callback"),
    ]
