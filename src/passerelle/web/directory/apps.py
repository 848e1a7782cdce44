from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "passerelle.web.directory"
    label = "web_directory"
