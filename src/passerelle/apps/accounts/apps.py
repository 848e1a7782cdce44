from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "passerelle.apps.accounts"
    label = "accounts"
