from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "passerelle.web.results"
    label = "web_results"
