"""One partnership with its five keys, and the commitments behind a figure."""

from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.keys_said import Said, said
from passerelle.apps.ledger.queries.partners import Partner, partner
from passerelle.apps.ledger.queries.partnership import SHOWN, PartnershipPage, behind_page, partnership_page
from passerelle.web.ledger.lines import Line
from passerelle.web.ledger.plotting import plotted
from passerelle.web.partnerships.asking import day_asked, page_asked


@require_GET
def partnership(request, one: str, other: str):
    """The five keys of a partnership with what each rests on and what is missing, and what is open and silent."""
    first, second = _sides(request, one, other)
    if (first.key, second.key) != (one, other):
        return redirect("partnerships:partnership", first.key, second.key)
    today = timezone.localdate()
    try:
        page = partnership_page(
            request.user, first, second, get_language() or "en", today=today, as_of=day_asked(request)
        )
    except ValueError:
        raise Http404 from None
    keys = said(page.keys, (first.name, second.name), page.gifts.currency)
    context = {
        "page": page,
        "one": first,
        "other": second,
        "today": today,
        "past": page.day < today,
        "keys": [_shown(key, page) for key in keys],
        "banner": list(dict.fromkeys(lack.text for key in keys for lack in key.lacks)),
        "urgent": [Line(row) for row in page.urgent],
        "silent": [Line(row) for row in page.silent],
        "plot": plotted(page.progress),
        "unshown": page.agreements_total - len(page.agreements),
        "report": _report(first, second),
    }
    return render(request, "partnerships/partnership.html", context)


@require_GET
def behind(request, one: str, other: str, key: str):
    """All commitments behind a key, or all that lack what it would need."""
    first, second = _sides(request, one, other)
    today, lacks = timezone.localdate(), request.GET.get("lacks", "")
    try:
        page = behind_page(
            request.user, first, second, key, get_language() or "en", today=today, as_of=day_asked(request),
            lacks=lacks, number=page_asked(request),
        )  # fmt: skip
    except (KeyError, ValueError):
        raise Http404 from None
    (words,) = said([page.key], (first.name, second.name), "")
    context = {
        "page": page,
        "one": first,
        "other": second,
        "key": words,
        "lack": next((one for one in words.lacks if one.code == lacks), None),
        "lacks": lacks,
        "past": page.day < today,
        "lines": [Line(row) for row in page.rows],
    }
    return render(request, "partnerships/behind.html", context)


def _sides(request, one: str, other: str) -> tuple[Partner, Partner]:
    language = get_language() or "en"
    try:
        return partner(request.user, one, language), partner(request.user, other, language)
    except Actor.DoesNotExist:
        raise Http404 from None


def _shown(key: Said, page: PartnershipPage) -> dict[str, Any]:
    """Return a key with the first of the commitments that it rests on and that lack something."""

    def first(items: tuple[str, ...]) -> list[Line]:
        return [Line(page.rows[item]) for item in items[:SHOWN] if item in page.rows]

    paid = page.gifts.transactions if key.key.name == "mutual_benefit" else {}
    low, high = key.key.low, key.key.high
    return {
        "said": key,
        "items": first(key.key.items),
        "paid": [paid[item] for item in key.key.items if item in paid][:SHOWN],
        "total": len(key.key.items),
        "rates": page.gifts.rates if paid or key.key.name == "mutual_benefit" else (),
        "lacks": [
            {
                "lack": one,
                "lines": first(one.items),
                "paid": [paid[item] for item in one.items if item in paid][:SHOWN],
                "total": len(one.items),
            }
            for one in key.lacks
        ],
        "drawn": None
        if low is None or high is None or key.key.value is None
        else {
            "low": round(low * 300),
            "wide": max(2, round((high - low) * 300)),
            "at": round(key.key.value * 300),
        },
    }


def _report(one: Partner, other: Partner) -> str:
    """Return the key of the actor of which a report can be made, "" for two countries."""
    return next((side.key for side in (one, other) if side.side.actor), "")
