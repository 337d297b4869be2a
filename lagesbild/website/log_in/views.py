"""The log-in: one page, and those that follow from it. django-allauth does the work, the words are ours."""

import logging
from functools import wraps

from allauth.account import views as theirs
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from lagesbild.website.log_in import link

logger = logging.getLogger(__name__)


class LogIn(theirs.LoginView):
    def get_authenticated_redirect_url(self):
        # The editor sends away whoever has no right to it: sent back at once they would go round in a ring.
        where = super().get_authenticated_redirect_url()
        editor = where.startswith(reverse("wagtailadmin_home"))
        may = self.request.user.has_perm("wagtailadmin.access_admin")
        return reverse("my_work") if editor and not may else where

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        then = context["redirect_field_value"]
        more = {REDIRECT_FIELD_NAME: then} if then else {}
        context["providers"] = [
            (provider.name, provider.get_login_url(self.request, process="login", **more))
            for provider in get_adapter().list_providers(self.request)
        ]
        context["example"] = settings.IS_EXAMPLE
        return context


class CodeRequest(theirs.RequestLoginCodeView):
    def get_initial(self):
        return {"email": self.request.GET.get("email", "")}


@never_cache
def by_link(request, token: str):
    """A mail program may open every link by itself: somebody has to press the button."""
    link_owner = link.link_holder(token)
    if not link_owner:
        return render(request, "account/link_used.html", status=410)
    user, then = link_owner
    if request.method != "POST":
        return render(request, "account/link.html", {"name": user.get_full_name() or user.username})
    if request.user.is_authenticated and request.user != user:
        return redirect(f"{reverse('account_logout')}?{REDIRECT_FIELD_NAME}={request.path}")
    clear_login(request)
    record_authentication(request, user, method="code", email=user.email)
    return perform_login(request, Login(user=user, redirect_url=then or None, email=user.email))


def from_the_editor(request):
    """Wagtail's own log-in page would ask for a password only."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('account_login')}{'?' if query else ''}{query}")


def if_it_answers(view):
    """A page that says so when the municipality's own log-in cannot be reached."""

    @wraps(view)
    def tried(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except OSError:  # what requests and urllib raise alike
            logger.exception("The municipality's own log-in does not answer.")
            return render(request, "socialaccount/authentication_error.html", status=503)
        except (ValueError, SyntaxError):  # what is no base64, no UTF-8 or no XML
            logger.warning("Something that is not an answer came in the name of the municipality's log-in.")
            return render(request, "socialaccount/authentication_error.html", status=401)

    return tried


def too_many(request):
    return render(request, "account/too_many.html", status=429)


log_in = LogIn.as_view()
request_code = CodeRequest.as_view()
