"""Addresses at which people decide who is who; the room includes them under `actors/`."""

from django.urls import path

from passerelle.web.directory.views import decisions, queue

urlpatterns = [
    path("doubtful/", queue.doubtful, name="doubtful"),
    path("doubtful/<int:pk>/", queue.card, name="card"),
    path("doubtful/<int:pk>/same/", queue.same, name="same"),
    path("doubtful/<int:pk>/apart/", queue.apart, name="apart"),
    path("doubtful/<int:pk>/choose/", queue.choose, name="choose"),
    path("doubtful/<int:pk>/accept/", queue.accept, name="accept"),
    path("doubtful/<int:pk>/drop/", queue.drop, name="drop"),
    path("<slug:key>/names/add/", decisions.name, name="add-name"),
    path("<slug:key>/mandates/add/", decisions.mandate, name="add-mandate"),
    path("<slug:key>/merge/", decisions.merge, name="merge"),
    path("<slug:key>/split/", decisions.split, name="split"),
    path("decisions/<int:pk>/undo/", queue.undo, name="undo"),
]
