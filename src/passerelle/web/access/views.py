"""Signing in and out, choosing a language, the own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelle.apps.accounts.actions import set_language, set_password


def _remember(response, language: str):
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 86400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


class SignIn(LoginView):
    template_name = "access/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        # A language chosen before signing in is kept; else the account's own.
        chosen = self.request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        return response if chosen else _remember(response, form.get_user().language)


class SignOut(LogoutView):
    http_method_names = ["post", "options"]


@login_not_required
@require_POST
def choose_language(request):
    """Switch the language and go back where the person was."""
    language = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    if language not in dict(settings.LANGUAGES):
        return HttpResponseRedirect(target)
    if request.user.is_authenticated and request.user.language != language:
        set_language(request.user, language, actor=request.user)
    return _remember(HttpResponseRedirect(target), language)


def account(request):
    """Own account: who I am here, and my password."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_password(request.user, form.cleaned_data["new_password1"], actor=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed."))
        return redirect("access:account")
    return render(request, "access/account.html", {"form": form})
