"""Saved searches."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelle.apps.library.actions.searches import delete_search, save_search
from passerelle.web.library.forms import SaveSearchForm


@require_POST
def save(request):
    form = SaveSearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give this search a name of at most 100 characters."))
        return redirect(f"{reverse('library:list')}?{request.POST.get('query', '')}")
    save_search(form.cleaned_data["name"], form.cleaned_data["query"], actor=request.user)
    messages.success(request, _("The search “%(name)s” was saved.") % form.cleaned_data)
    return redirect(f"{reverse('library:list')}?{form.cleaned_data['query']}")


@require_POST
def delete(request, pk: int):
    search = request.user.saved_searches.filter(pk=pk).first()
    if search is None:
        raise Http404
    delete_search(search, actor=request.user)
    return redirect("library:list")
