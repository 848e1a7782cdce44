"""With whom a country or an actor has partnerships."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.queries.partners import partner
from passerelle.apps.ledger.queries.partnerships import partnerships_page, widest
from passerelle.starter import country_codes
from passerelle.web.frame.templatetags.desk import country_name
from passerelle.web.partnerships.asking import day_asked, page_asked


@require_GET
def partnerships(request):
    """The partners of one side: the reader's own country unless another is asked for."""
    today, language = timezone.localdate(), get_language() or "en"
    if "of" not in request.GET:
        own = request.user.organisation.country or widest(request.user)
        if own:
            return redirect(f"{request.path}?of={own}")
        return render(request, "partnerships/list.html", {"choices": _choices()})
    try:
        of = partner(request.user, request.GET["of"], language)
    except Actor.DoesNotExist:
        raise Http404 from None
    page = partnerships_page(
        request.user, of, language, today=today, as_of=day_asked(request), number=page_asked(request)
    )
    context = {
        "page": page,
        "of": of,
        "choices": _choices(),
        "today": today,
        "past": page.day < today,
        "day": f"&as_of={page.day.isoformat()}" if page.day < today else "",
        "groups": [("countries", page.countries), ("actors", page.actors)],
    }
    return render(request, "partnerships/list.html", context)


def _choices() -> list[tuple[str, str]]:
    return sorted(((code, country_name(code)) for code in country_codes()), key=lambda one: one[1])
