from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "passerelle.web.events"
    label = "web_events"
