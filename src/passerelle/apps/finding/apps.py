from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "passerelle.apps.finding"
    label = "finding"

    def ready(self) -> None:
        from passerelle.apps.finding import permissions  # noqa: F401 - declares its rows of the table
