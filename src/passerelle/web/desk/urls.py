"""Addresses of this room."""

from django.urls import path

from passerelle.web.desk.views import home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("running/", home.running, name="running"),
]
