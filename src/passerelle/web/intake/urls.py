"""Addresses of this room."""

from django.urls import path

from passerelle.web.intake.views import adding, jobs, sources

app_name = "intake"
urlpatterns = [
    path("add/", adding.add, name="add"),
    path("sources/", sources.table, name="sources"),
    path("sources/add/", sources.add, name="source-add"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/check/", sources.check, name="source-check"),
    path("sources/<int:pk>/switch/", sources.switch, name="source-switch"),
    path("sources/<int:pk>/remove/", sources.remove, name="source-remove"),
    path("jobs/", jobs.table, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="job-cancel"),
]
