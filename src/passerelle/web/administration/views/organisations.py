"""Organisations: which there are, adding one, renaming one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.actions import InvalidAccount, create_organisation, rename_organisation
from passerelle.apps.accounts.permissions import require
from passerelle.apps.accounts.queries import organisations_managed_by, organisations_open_to
from passerelle.web.administration.forms import OrganisationForm, RenameForm, tell


@require_http_methods(["GET", "POST"])
def table(request):
    """Every organisation with its accounts, and the form for a new one."""
    require(request.user, "organisation.manage")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            create_organisation(actor=request.user, **form.cleaned_data)
        except InvalidAccount as invalid:
            tell(form, invalid)
        else:
            messages.success(request, _("The organisation was added. Now open its first account."))
            return redirect("administration:people-organisations")
    context = {
        "organisations": organisations_managed_by(request.user),
        "renameable": set(organisations_open_to(request.user).values_list("pk", flat=True)),
        "form": form,
    }
    return render(request, "administration/organisations.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def organisation(request, pk: int):
    """Give the own organisation another name, or one that has nobody yet."""
    require(request.user, "organisation.manage")
    found = organisations_open_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    form = RenameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_organisation(found, form.cleaned_data["name"], actor=request.user)
        except InvalidAccount as invalid:
            tell(form, invalid)
        else:
            messages.success(request, _("The organisation was renamed."))
            return redirect("administration:people-organisations")
    context = {"organisation": found, "form": form}
    return render(request, "administration/organisation.html", context, status=422 if form.errors else 200)
