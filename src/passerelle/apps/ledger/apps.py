from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "passerelle.apps.ledger"
    label = "ledger"

    def ready(self) -> None:
        from passerelle.apps.ledger import permissions, receivers  # noqa: F401 - rows of the table, signals
