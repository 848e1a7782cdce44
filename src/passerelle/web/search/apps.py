from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "passerelle.web.search"
    label = "web_search"
