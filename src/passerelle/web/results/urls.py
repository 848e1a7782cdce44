"""Addresses of this room."""

from django.urls import path

from passerelle.web.results.views import activities, boards, entries, money, organisations, rates

app_name = "results"
urlpatterns = [
    path("results/", boards.offered, name="boards"),
    path("results/boards/<str:scope>/<str:key>/", boards.shown, name="board"),
    path("results/activities/", activities.activities, name="activities"),
    path("results/activities/new/", entries.new, name="new"),
    path("results/activities/<int:pk>/", activities.activity, name="activity"),
    path("results/activities/<int:pk>/edit/", entries.edit, name="edit"),
    path("results/activities/<int:pk>/indicator/", entries.indicator, name="indicator"),
    path("results/activities/<int:pk>/indicators/<int:row>/figure/", entries.figure, name="figure"),
    path("results/activities/<int:pk>/budget/", money.budget, name="budget"),
    path("results/activities/<int:pk>/transaction/", money.transaction, name="transaction"),
    path("results/activities/<int:pk>/budget/<int:row>/", money.budget, name="budget-row"),
    path("results/activities/<int:pk>/transaction/<int:row>/", money.transaction, name="transaction-row"),
    path("results/activities/<int:pk>/remove/<str:kind>/<int:row>/", entries.remove, name="remove"),
    path("results/organisations/", organisations.organisations, name="organisations"),
    path("results/organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("results/rates/", rates.rates, name="rates"),
    path("results/rates/table/", rates.table, name="rates-table"),
    path("results/rates/<int:pk>/remove/", rates.remove, name="rate-remove"),
]
