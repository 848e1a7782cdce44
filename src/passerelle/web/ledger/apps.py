from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "passerelle.web.ledger"
    label = "web_ledger"
