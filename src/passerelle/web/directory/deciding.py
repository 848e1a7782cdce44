"""Addresses at which people decide who is who; the room includes them under `actors/`."""

from django.urls import path

from passerelle.web.directory.views import decisions, facts, pairs, queue

urlpatterns = [
    path("doubtful/", queue.doubtful, name="doubtful"),
    path("doubtful/<int:pk>/", queue.card, name="card"),
    path("doubtful/<int:pk>/same/", queue.same, name="same"),
    path("doubtful/<int:pk>/apart/", queue.apart, name="apart"),
    path("doubtful/<int:pk>/choose/", queue.choose, name="choose"),
    path("doubtful/<int:pk>/accept/", queue.accept, name="accept"),
    path("doubtful/<int:pk>/drop/", queue.drop, name="drop"),
    path("doubtful/<int:one>-<int:other>/merge/", pairs.merge, name="merge-pair"),
    path("doubtful/<int:one>-<int:other>/apart/", pairs.apart, name="keep-pair-apart"),
    path("doubtful/<int:one>-<int:other>/undo/", pairs.undo, name="undo-pair"),
    path("<slug:key>/names/add/", decisions.name, name="add-name"),
    path("<slug:key>/mandates/add/", decisions.mandate, name="add-mandate"),
    path("<slug:key>/mandates/<int:pk>/end/", facts.end, name="end-mandate"),
    path("<slug:key>/relations/add/", facts.relation, name="add-relation"),
    path("<slug:key>/facts/", facts.facts, name="facts"),
    path("<slug:key>/facts/<str:kind>/<int:pk>/remove/", facts.remove, name="remove-fact"),
    path("<slug:key>/facts/<int:pk>/restore/", facts.restore, name="restore-fact"),
    path("<slug:key>/merge/", decisions.merge, name="merge"),
    path("<slug:key>/split/", decisions.split, name="split"),
    path("decisions/<int:pk>/undo/", queue.undo, name="undo"),
]
