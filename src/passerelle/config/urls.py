"""Addresses: one line a room."""

from django.urls import include, path

urlpatterns = [
    path("", include("passerelle.web.desk.urls")),
    path("", include("passerelle.web.access.urls")),
    path("", include("passerelle.web.library.urls")),
    path("", include("passerelle.web.search.urls")),
    path("", include("passerelle.web.directory.urls")),
    path("", include("passerelle.web.events.urls")),
    path("", include("passerelle.web.ledger.urls")),
    path("", include("passerelle.web.results.urls")),
    path("", include("passerelle.web.partnerships.urls")),
    path("", include("passerelle.web.meetings.urls")),
    path("", include("passerelle.web.correspondence.urls")),
    path("", include("passerelle.web.intake.urls")),
    path("", include("passerelle.web.administration.urls")),
]

handler400 = "passerelle.web.frame.errors.bad_request"
handler403 = "passerelle.web.frame.errors.refused"
handler404 = "passerelle.web.frame.errors.not_found"
handler500 = "passerelle.web.frame.errors.failed"
