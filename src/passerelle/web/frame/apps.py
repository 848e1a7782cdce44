from django.apps import AppConfig


class FrameConfig(AppConfig):
    name = "passerelle.web.frame"
    label = "web_frame"
