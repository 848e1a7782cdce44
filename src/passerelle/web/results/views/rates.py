"""Rates of exchange: those that the organisation gave, one more, or a table of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from passerelle.apps.accounts.permissions import may, require
from passerelle.apps.ledger.actions.rates import give_rate, remove_rate, take_rates
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.models import Rate
from passerelle.apps.ledger.queries.totals import rate_for, rates_page
from passerelle.apps.ledger.tables.rates import columns_missing, rates_in, rows_wrong
from passerelle.sources.sheets import SheetFault, Unusable, read_sheet
from passerelle.web.correspondence.sheet_forms import sheet_fault_said
from passerelle.web.ledger.entering import number_of, tried
from passerelle.web.results.forms import RateForm
from passerelle.web.results.words import rate_stated

_MOST = 2_000_000  # bytes of a table
_SHOWN = 50  # rows whose faults are told
_COLUMNS = {
    "currency": gettext_lazy("Currency"),
    "base": gettext_lazy("Base"),
    "on": gettext_lazy("Day"),
    "value": gettext_lazy("Value"),
    "source": gettext_lazy("Source"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def rates(request):
    """The rates that were given; by POST one more."""
    form = RateForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "ledger.write")
        if form.is_valid() and tried(form, lambda: give_rate(actor=request.user, **form.cleaned_data)):
            return redirect("results:rates")
    return _page(request, form)


@require_POST
def table(request):
    """Take a table of rates in, whole or not at all; what is wrong is told row by row."""
    require(request.user, "ledger.write")
    file = request.FILES.get("file")
    try:
        if file is None or file.size > _MOST:
            raise Unusable(SheetFault("too_large" if file else "empty"))
        sheet = read_sheet(file.read())
    except Unusable as unusable:
        told = [sheet_fault_said(fault) for fault in unusable.faults]
        if unusable.sheet and not columns_missing(unusable.sheet):
            formulas = {fault.row for fault in unusable.faults}
            rest = [row for row in rates_in(unusable.sheet) if row[0] not in formulas]
            told += _told(rows_wrong(rest, request.user))
        return _page(request, RateForm(), refused=told)
    if missing := columns_missing(sheet):
        named = ", ".join(str(_COLUMNS[name]) for name in missing)
        return _page(
            request, RateForm(), refused=[("", _("There is no column of: %(those)s") % {"those": named})]
        )
    rows = rates_in(sheet)
    if wrong := rows_wrong(rows, request.user):
        return _page(request, RateForm(), refused=_told(wrong))
    try:
        added, known = take_rates([given for _number, given in rows], actor=request.user)
    except InvalidEntry as fault:
        return _page(request, RateForm(), refused=[("", str(fault))])
    said = ngettext("%(number)d rate was added.", "%(number)d rates were added.", added) % {"number": added}
    if known:
        said += " " + ngettext("%(number)d was there.", "%(number)d were there.", known) % {"number": known}
    messages.success(request, said)
    return redirect("results:rates")


def _told(wrong: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """Return where the faults of rows are and what they are, as many as are shown and how many more there are."""
    told = [(_("row %(number)d") % {"number": number}, why) for number, why in wrong[:_SHOWN]]
    if (more := len(wrong) - _SHOWN) > 0:
        told.append(
            ("", ngettext("and %(number)d more row", "and %(number)d more rows", more) % {"number": more})
        )
    return told


@require_POST
def remove(request, pk: int):
    """Take a rate away."""
    try:
        row = rate_for(request.user, pk)
    except Rate.DoesNotExist:
        raise Http404 from None
    remove_rate(row, actor=request.user)
    messages.success(request, _("The rate was removed: %(rate)s") % {"rate": rate_stated(row)})
    return redirect("results:rates")


def _page(request, form: RateForm, **more: Any):
    found, number, pages = rates_page(request.user, number_of(request.GET.get("page", "")) or 1)
    context = {
        "form": form, "rates": [(row, rate_stated(row)) for row in found],
        "number": number, "pages": pages, "may_write": may(request.user, "ledger.write"),
        "previous": number - 1 if number > 1 else None, "following": number + 1 if number < pages else None,
    }  # fmt: skip
    return render(request, "results/rates.html", context | more)
