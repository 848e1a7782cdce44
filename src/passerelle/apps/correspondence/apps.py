from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "passerelle.apps.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from passerelle.apps.correspondence import permissions  # noqa: F401 - rows of the table
