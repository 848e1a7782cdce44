"""Addresses of this room."""

from django.urls import path

from passerelle.web.meetings.views import decisions, entries, meeting, meetings, tying

app_name = "meetings"
urlpatterns = [
    path("meetings/", meetings.meetings, name="list"),
    path("meetings/new/", entries.new, name="new"),
    path("meetings/<int:pk>/", meeting.meeting, name="meeting"),
    path("meetings/<int:pk>/before/", meeting.before, name="before"),
    path("meetings/<int:pk>/after/", meeting.after, name="after"),
    path("meetings/<int:pk>/edit/", entries.edit, name="edit"),
    path("meetings/<int:pk>/call-off/", entries.call_off, name="call-off"),
    path("meetings/<int:pk>/decide/", decisions.decide, name="decide"),
    path("meetings/<int:pk>/decisions/<int:row>/edit/", decisions.edit, name="decision-edit"),
    path("meetings/<int:pk>/decisions/<int:row>/withdraw/", decisions.withdraw, name="decision-withdraw"),
    path("meetings/<int:pk>/decisions/<int:row>/follow/", decisions.follow, name="decision-follow"),
    path("meetings/<int:pk>/decisions/<int:row>/tie/", tying.tie, name="decision-tie"),
    path("meetings/<int:pk>/decisions/<int:row>/untie/", tying.untie, name="decision-untie"),
    path("meetings/<int:pk>/decisions/<int:row>/date/", tying.take_date, name="decision-date"),
]
