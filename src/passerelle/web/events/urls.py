"""Addresses of this room."""

from django.urls import path

from passerelle.web.events.views import corrections, events

app_name = "events"
urlpatterns = [
    path("events/", events.events, name="list"),
    path("events/doubtful/", events.doubtful, name="doubtful"),
    path("events/<int:pk>/", events.event, name="event"),
    path("events/<int:pk>/join/", corrections.join, name="join"),
    path("events/<int:pk>/apart/", corrections.apart, name="apart"),
    path("events/<int:pk>/move/", corrections.move, name="move"),
    path("corrections/<int:pk>/undo/", corrections.undo, name="undo"),
]
