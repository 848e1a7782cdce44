"""Boards: which there are, and one of them as of a day."""

from datetime import date
from urllib.parse import urlencode

from babel.core import get_global
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from passerelle.apps.accounts.models import Organisation
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import standing
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.queries.activities import activity_for
from passerelle.apps.ledger.queries.board_scopes import scopes
from passerelle.apps.ledger.queries.boards import MOST, board
from passerelle.apps.ledger.queries.progress import progress_of
from passerelle.apps.ledger.results_said import money_said
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.starter import country_codes
from passerelle.web.frame.templatetags.desk import country_name
from passerelle.web.ledger.entering import number_of
from passerelle.web.ledger.plotting import Plot, plotted
from passerelle.web.results.days import day_asked
from passerelle.web.results.drawing import money_drawn
from passerelle.web.results.tracking import shown_indicator


@require_GET
def offered(request):
    """Which boards there are, each opened as of the day that is asked for."""
    today = timezone.localdate()
    day = day_asked(request, today)
    found = scopes(request.user)
    names = names_shown(request.user, [actor for actor, _many in found.actors], get_language() or "en")
    owners = [(one.pk, str(one), many) for one, many in found.organisations]
    groups = [
        (_("Missions and organisations"), "organisation", owners),
        (_("Partners"), "actor", [(one.key, names[one.pk], many) for one, many in found.actors]),
        (_("Countries"), "country", [(code, country_name(code), many) for code, many in found.countries]),
        (_("Technologies"), "technology", [(code, TECHNOLOGIES[code], many) for code, many in found.technologies]),
    ]  # fmt: skip
    context = {
        "programmes": found.programmes,
        "groups": groups,
        "day": day,
        "today": today,
        "past": day < today,
    }
    return render(request, "results/boards.html", context)


@require_GET
def shown(request, scope: str, key: str):
    """Results and money of a programme, a mission, a partner, a country or a technology."""
    today = timezone.localdate()
    day = day_asked(request, today)
    currency = request.GET.get("in", "").upper()
    if scope == "actor":
        key = _standing(request.user, key)
    title = _titled(request.user, scope, key)
    try:
        found = board(
            request.user, scope, key, day=day, today=today,
            currency=currency if currency in get_global("all_currencies") else "",
            number=number_of(request.GET.get("page", "")) or 1,
        )  # fmt: skip
    except (Activity.DoesNotExist, OverflowError):
        raise Http404 from None
    past = day < today
    asked = {"as_of": day.isoformat() if past else "", "in": currency}
    context = {
        "board": found,
        "documents": found.documents,
        "title": title,
        "scope": scope,
        "day": day,
        "today": today,
        "past": past,
        "cards": [shown_indicator(one, found) for one in found.tracked],
        "money": money_said(found.money),
        "drawing": money_drawn(found.money),
        "plot": _plotted(request.user, scope, key, day, today),
        "more": max(0, found.total - MOST),
        "most": MOST,
        "previous": _query(asked, found.number - 1) if found.number > 1 else "",
        "following": _query(asked, found.number + 1) if found.number < found.pages else "",
    }
    return render(request, "results/board.html", context)


def _plotted(user, scope: str, key: str, day: date, today: date) -> Plot | None:
    """Draw what was promised and delivered beside the results; a programme has results alone."""
    if scope == "activity":
        return None
    meant: int | str = standing(user, key).pk if scope == "actor" else key
    return plotted(
        progress_of(user, scope, int(meant) if scope == "organisation" else meant, today=today, as_of=day)
    )


def _standing(user, key: str) -> str:
    """Return the key of the actor that this one is by now."""
    try:
        return standing(user, key).key
    except Actor.DoesNotExist:
        raise Http404 from None


def _titled(user, scope: str, key: str) -> str:
    """Return what a board is of, for this reader. Raises Http404 for what is none."""
    try:
        if scope == "activity":
            return str(activity_for(user, number_of(key) or 0))
        if scope == "organisation":
            return str(Organisation.objects.get(pk=number_of(key) or 0))
        if scope == "actor":
            actor = standing(user, key)
            return names_shown(user, [actor], get_language() or "en")[actor.pk]
    except (Activity.DoesNotExist, Organisation.DoesNotExist, Actor.DoesNotExist, OverflowError):
        raise Http404 from None
    if scope == "country" and key in country_codes():
        return country_name(key)
    if scope == "technology" and key in TECHNOLOGIES:
        return str(TECHNOLOGIES[key])
    raise Http404


def _query(asked: dict[str, str], page: int) -> str:
    return urlencode({name: value for name, value in {**asked, "page": page}.items() if value})
