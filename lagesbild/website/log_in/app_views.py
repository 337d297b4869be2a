"""How somebody logs in, and the app that they may have codes from. django-allauth does the work, the words are ours."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as theirs
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lagesbild.organisations.authenticators import ADDED, REMOVED, app_of, tell_owner


@never_cache
@login_required
@require_safe
def own_log_in(request):
    recovery = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    context = {
        "app": app_of(request.user),
        "codes": len(recovery.wrap().get_unused_codes()) if recovery else 0,
    }
    return render(request, "mfa/index.html", context)


class AddApp(theirs.ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        # They have just shown that the app is theirs, and are not asked for its code once more to see the others.
        record_authentication(self.request, self.request.user, "mfa", type="totp", reauthenticated=True)
        tell_owner(ADDED, self.request.user)
        return response


class RemoveApp(theirs.DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        tell_owner(REMOVED, self.request.user)
        return response


add_app = never_cache(login_required(AddApp.as_view()))
remove_app = never_cache(login_required(RemoveApp.as_view()))
recovery_codes = never_cache(login_required(require_safe(codes.view_recovery_codes)))
new_recovery_codes = never_cache(login_required(codes.generate_recovery_codes))
