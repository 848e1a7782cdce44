from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "passerelle.web.desk"
    label = "web_desk"
