"""People: who has an account, opening one, changing one, a new password."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelle.apps.accounts.actions import InvalidAccount, change_user, create_user, set_password
from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.accounts.queries import user_managed_by, users_managed_by
from passerelle.web.administration.forms import ChangeForm, PersonForm, tell
from passerelle.web.administration.passwords import new_password


@require_safe
def table(request):
    """The accounts that the administrator manages."""
    require(request.user, "account.manage")
    return render(request, "administration/people.html", {"people": users_managed_by(request.user)})


@sensitive_variables("password")
@never_cache
@require_http_methods(["GET", "POST"])
def add(request):
    """Open an account; its password is shown once, on the answer itself."""
    require(request.user, "account.manage")
    form = PersonForm(request.POST or None, administrator=request.user)
    if request.method == "POST" and form.is_valid():
        password = new_password()
        try:
            person = create_user(actor=request.user, password=password, **form.cleaned_data)
        except InvalidAccount as invalid:
            tell(form, invalid)
        else:
            return _once(request, person, password, _("The account was opened."))
    return render(
        request, "administration/person_add.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def person(request, pk: int):
    """One account."""
    require(request.user, "account.manage")
    found = _managed(request, pk)
    form = ChangeForm(request.POST or None, administrator=request.user, person=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_user(found, actor=request.user, **form.changes())
        except InvalidAccount as invalid:
            tell(form, invalid)
        else:
            messages.success(request, _("The account was changed."))
            return redirect("administration:people")
    context = {"person": _managed(request, pk), "form": form}
    return render(request, "administration/person.html", context, status=422 if form.errors else 200)


@sensitive_variables("new")
@never_cache
@require_POST
def password(request, pk: int):
    """Give an account a new password, shown once; one's own is changed on one's own page."""
    require(request.user, "account.manage")
    found = _managed(request, pk)
    if found == request.user:
        return redirect("access:account")
    new = new_password()
    set_password(found, new, actor=request.user)
    return _once(request, found, new, _("The password was replaced; the old one no longer works."))


def _managed(request, pk: int) -> User:
    try:
        return user_managed_by(request.user, pk)
    except User.DoesNotExist:
        raise Http404 from None


def _once(request, person: User, password: str, outcome: str):
    context = {"person": person, "password": password, "outcome": outcome}
    return render(request, "administration/password.html", context)
