"""The page of one country."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import country_profile
from passerelle.apps.ledger.sides import Side
from passerelle.apps.library.labels import ACTOR_KINDS
from passerelle.starter import country_codes
from passerelle.web.directory.deeds import deeds_shown, language, named
from passerelle.web.directory.following import followed_shown


@require_GET
def country(request, code: str):
    if code not in country_codes():
        raise Http404
    profile = country_profile(request.user, code)
    leading = names_shown(request.user, [one.actor for one in profile.leading], language())
    deeds = deeds_shown(request.user, profile.deeds)
    context = {
        "code": code,
        "kinds": [(kind, ACTOR_KINDS.get(kind, kind), number) for kind, number in profile.kinds],
        "leading": named(profile.leading, leading),
        **deeds,
        **followed_shown(request.user, Side(country=code), deeds["commitments"]),
    }
    return render(request, "directory/country.html", context)
