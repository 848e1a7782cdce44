from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "passerelle.web.partnerships"
    label = "web_partnerships"
