from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "passerelle.web.library"
    label = "web_library"
