"""Addresses of this room."""

app_name = "library"
urlpatterns: list = []
