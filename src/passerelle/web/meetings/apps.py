from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "passerelle.web.meetings"
    label = "web_meetings"
