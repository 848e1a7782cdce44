from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "passerelle.apps.directory"
    label = "directory"

    def ready(self) -> None:
        from passerelle.apps.directory import permissions  # noqa: F401 - declares its rows of the table
