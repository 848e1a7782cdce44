"""Addresses of this room."""

from django.urls import path

from passerelle.web.correspondence.views import calendar, reports, sheets

app_name = "correspondence"
urlpatterns = [
    path("account/calendar/", calendar.own, name="calendar"),
    path("calendar/<int:number>/<str:secret>.ics", calendar.feed, name="feed"),
    path("reports/", reports.offered, name="reports"),
    path("reports/<slug:kind>.<slug:form>", reports.report, name="report"),
    path("reports/<slug:kind>/<slug:which>.<slug:form>", reports.report, name="report-of"),
    path("ledger/list.<slug:form>", reports.ledger, name="ledger"),
    path("ledger/agreements/spreadsheet/", sheets.take, name="sheet"),
]
