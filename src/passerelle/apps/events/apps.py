from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "passerelle.apps.events"
    label = "events"

    def ready(self) -> None:
        from passerelle.apps.events import permissions, receivers  # noqa: F401 - rows of the table, signals
