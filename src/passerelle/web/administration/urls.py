"""Addresses of this room."""

from django.urls import path

from passerelle.web.administration.views import organisations, people, trail

app_name = "administration"
urlpatterns = [
    path("people/", people.table, name="people"),
    path("people/add/", people.add, name="people-add"),
    path("people/<int:pk>/", people.person, name="people-person"),
    path("people/<int:pk>/password/", people.password, name="people-password"),
    path("people/organisations/", organisations.table, name="people-organisations"),
    path("people/organisations/<int:pk>/", organisations.organisation, name="people-organisation"),
    path("trail/", trail.trail, name="trail"),
]
