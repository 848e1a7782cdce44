from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "passerelle.apps.directory"
    label = "directory"

    def ready(self) -> None:
        from passerelle.apps.directory import permissions, receivers  # noqa: F401 - rows of the table, signals
