"""Addresses of this room."""

from django.urls import path

from passerelle.web.partnerships.views import partnership, partnerships

app_name = "partnerships"
urlpatterns = [
    path("partnerships/", partnerships.partnerships, name="list"),
    path("partnerships/<slug:one>/<slug:other>/", partnership.partnership, name="partnership"),
    path("partnerships/<slug:one>/<slug:other>/<slug:key>/", partnership.behind, name="behind"),
]
