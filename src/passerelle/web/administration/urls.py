"""Addresses of this room."""

app_name = "administration"
urlpatterns: list = []
