"""Addresses of this room."""

from django.urls import include, path

from passerelle.web.directory.views import actors, countries

app_name = "directory"
urlpatterns = [
    path("actors/", actors.actors, name="list"),
    path("actors/", include("passerelle.web.directory.deciding")),
    path("actors/<slug:key>/", actors.actor, name="actor"),
    path("countries/<str:code>/", countries.country, name="country"),
]
