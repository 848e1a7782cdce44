from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "passerelle.web.administration"
    label = "web_administration"
