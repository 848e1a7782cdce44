"""Addresses of this room."""

from django.urls import path

from passerelle.web.correspondence.views import calendar

app_name = "correspondence"
urlpatterns = [
    path("account/calendar/", calendar.own, name="calendar"),
    path("calendar/<int:number>/<str:secret>.ics", calendar.feed, name="feed"),
]
