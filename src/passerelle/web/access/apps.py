from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "passerelle.web.access"
    label = "web_access"
