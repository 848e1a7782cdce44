from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "passerelle.web.intake"
    label = "web_intake"
