from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "passerelle.apps.audit"
    label = "audit"

    def ready(self) -> None:
        from passerelle.apps.audit import permissions  # noqa: F401 - declares its rows of the table
