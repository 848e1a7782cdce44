"""What correspondence keeps."""

from passerelle.apps.correspondence.models.calendar_address import CalendarAddress

__all__ = ["CalendarAddress"]
