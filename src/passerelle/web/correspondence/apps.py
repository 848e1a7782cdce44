from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "passerelle.web.correspondence"
    label = "web_correspondence"
