"""What correspondence keeps."""

from passerelle.apps.correspondence.models.calendar_address import CalendarAddress
from passerelle.apps.correspondence.models.digest import Digest
from passerelle.apps.correspondence.models.digest_wish import DigestWish

__all__ = ["CalendarAddress", "Digest", "DigestWish"]
