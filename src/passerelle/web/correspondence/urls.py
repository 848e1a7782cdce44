"""Addresses of this room."""

from django.urls import path

from passerelle.web.correspondence.views import (
    calendar,
    digest,
    iati,
    iati_files,
    iati_organisations,
    promises,
    reports,
    sheets,
)

app_name = "correspondence"
urlpatterns = [
    path("account/calendar/", calendar.own, name="calendar"),
    path("calendar/<int:number>/<str:secret>.ics", calendar.feed, name="feed"),
    path("account/digest/", digest.own, name="digest"),
    path("digest/<int:number>/<str:secret>/stop/", digest.stop, name="digest-stop"),
    path("reports/", reports.offered, name="reports"),
    path("reports/<slug:kind>.<slug:form>", reports.report, name="report"),
    path("reports/<slug:kind>/<slug:which>.<slug:form>", reports.report, name="report-of"),
    path("ledger/list.<slug:form>", reports.ledger, name="ledger"),
    path("ledger/iati/", iati.leave, name="iati"),
    path("ledger/iati/organisations/", iati_organisations.leave, name="iati-organisations"),
    path("ledger/iati/file/", iati_files.take, name="iati-file"),
    path("ledger/commitments/spreadsheet/", promises.take, name="promises"),
    path("ledger/agreements/spreadsheet/", sheets.take, name="sheet"),
]
