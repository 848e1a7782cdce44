"""The list of actors, and the page of one."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from passerelle.apps.directory.models import Actor, ActorState, NameKind, RelationKind
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import Profile, profile_of, standing
from passerelle.apps.directory.queries.queue import waiting_count
from passerelle.apps.ledger.queries.meetings import meetings_with
from passerelle.apps.ledger.queries.organisation_reports import reports_of
from passerelle.apps.ledger.sides import Side
from passerelle.apps.library.labels import ACTOR_KINDS, TECHNOLOGIES
from passerelle.web.directory.deeds import deeds_shown, language
from passerelle.web.directory.following import followed_shown
from passerelle.web.directory.offices import mandates_shown
from passerelle.web.frame.templatetags.desk import country_name

_SHOWN_COUNTRIES, _MEETINGS = 14, 8
_FACETS = {"kind": _("Kind"), "country": _("Country"), "technology": _("Technology"), "state": _("State")}


@require_GET
def actors(request):
    filters = ActorFilters.from_query(request.GET)
    page = actors_page(request.user, filters, language())
    states = dict(ActorState.choices)
    context = {
        "page": page,
        "waiting": waiting_count(request.user),
        "filters": filters,
        "facets": [
            _facet(filters, "kind", page.kinds, lambda value: ACTOR_KINDS.get(value, value)),
            _facet(filters, "country", page.countries[:_SHOWN_COUNTRIES], country_name),
            _facet(filters, "technology", page.technologies, lambda value: TECHNOLOGIES.get(value, value)),
            _facet(filters, "state", page.states, lambda value: states.get(value, value)),
        ],
        "countries": sorted(
            ((code, country_name(code)) for code, _number in page.countries), key=lambda one: one[1]
        ),
        "previous": filters.to_query(page=page.number - 1) if page.number > 1 else "",
        "following": filters.to_query(page=page.number + 1) if page.number < page.pages else "",
    }
    return render(request, "directory/list.html", context)


def _facet(filters: ActorFilters, name: str, counted: list[tuple[str, int]], label) -> dict:
    chosen = getattr(filters, name)
    values = [
        {
            "label": label(value),
            "count": number,
            "selected": value == chosen,
            "query": replace(filters, **{name: "" if value == chosen else value}).to_query(),
        }
        for value, number in counted
    ]
    return {"name": name, "label": _FACETS[name], "values": values}


@require_GET
def actor(request, key: str):
    try:
        one = standing(request.user, key)
    except Actor.DoesNotExist:
        raise Http404 from None
    if one.key != key:
        return redirect("directory:actor", one.key)
    profile = profile_of(request.user, one)
    deeds = deeds_shown(request.user, profile.deeds)
    context = {
        "actor": one,
        "profile": profile,
        "name": names_shown(request.user, [one], language())[one.pk],
        "kind": ACTOR_KINDS.get(one.kind, ""),
        "names": _names(profile),
        "meetings": meetings_with(request.user, [one], language(), limit=_MEETINGS),
        "reports": reports_of(request.user, one),
        **_standing(request, profile),
        **deeds,
        **followed_shown(request.user, Side(actor=one.pk), deeds["commitments"]),
    }
    return render(request, "directory/actor.html", context)


def _names(profile: Profile) -> list[tuple[str, list]]:
    """Names by language, the former ones and acronyms among them, labels first."""
    order = [NameKind.LABEL, NameKind.ALIAS, NameKind.ACRONYM, NameKind.FORMER]
    languages: dict[str, list] = {}
    for name in sorted(
        profile.names, key=lambda one: (bool(one.until), order.index(NameKind(one.kind)), one.pk)
    ):
        languages.setdefault(name.language, []).append(name)
    first = [language(), "fr", "vi", "en", ""]
    ordered = [code for code in dict.fromkeys(first) if code in languages]
    return [(code, languages[code]) for code in (*ordered, *sorted(set(languages) - set(ordered)))]


def _standing(request, profile: Profile) -> dict:
    """Relations and mandates, with the names that the others have on this screen."""
    others = {one.other for one in profile.relations} | {one.actor for one in profile.related}
    others |= {one.organisation for one in profile.mandates} | {one.person for one in profile.office_holders}
    names = names_shown(request.user, others, language())
    return {
        "relations": _relations(profile, names),
        **mandates_shown(request.GET.get("on", ""), profile, names),
    }


# What a relation is called from either of its ends.
_OUTWARD = {
    RelationKind.PART_OF: pgettext_lazy("organisation", "Part of"),
    RelationKind.SUCCESSOR_OF: _("Successor of"),
    RelationKind.SUBSIDIARY_OF: _("Subsidiary of"),
    RelationKind.MEMBER_OF: _("Member of"),
}
_INWARD = {
    RelationKind.PART_OF: pgettext_lazy("organisation", "Its parts"),
    RelationKind.SUCCESSOR_OF: _("Succeeded by"),
    RelationKind.SUBSIDIARY_OF: _("Its subsidiaries"),
    RelationKind.MEMBER_OF: _("Its members"),
}


def _relations(profile: Profile, names: dict[int, str]) -> list[tuple[object, list[dict]]]:
    """Relations by what they are called from this actor's end."""
    found: dict[object, list[dict]] = {}
    for one in profile.relations:
        told = {"relation": one, "other": one.other, "name": names[one.other_id]}
        found.setdefault(_OUTWARD[RelationKind(one.kind)], []).append(told)
    for one in profile.related:
        told = {"relation": one, "other": one.actor, "name": names[one.actor_id]}
        found.setdefault(_INWARD[RelationKind(one.kind)], []).append(told)
    return list(found.items())
