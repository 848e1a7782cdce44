"""Organisations: which there are, and adding one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.actions import InvalidAccount, create_organisation
from passerelle.apps.accounts.permissions import require
from passerelle.apps.accounts.queries import organisations_managed_by
from passerelle.web.administration.forms import OrganisationForm, tell


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
    context = {"organisations": organisations_managed_by(request.user), "form": form}
    return render(request, "administration/organisations.html", context, status=422 if form.errors else 200)
