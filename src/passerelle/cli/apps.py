from django.apps import AppConfig


class CliConfig(AppConfig):
    """Registers the commands' own translations."""

    name = "passerelle.cli"
    label = "cli"
