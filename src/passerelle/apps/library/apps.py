from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "passerelle.apps.library"
    label = "library"

    def ready(self) -> None:
        from passerelle.apps.library import permissions  # noqa: F401 - declares its rows of the table
