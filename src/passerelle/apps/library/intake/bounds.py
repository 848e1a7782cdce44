"""The limits of what comes in, as this installation sets them."""

from django.conf import settings

from passerelle.sources.limits import Limits


def limits() -> Limits:
    """Return the bounds that the settings give to sources."""
    return Limits(
        file_bytes=settings.UPLOAD_BYTES,
        fetch_bytes=settings.FETCH_BYTES,
        fetch_seconds=settings.FETCH_SECONDS,
        allowed_hosts=frozenset(settings.FETCH_ALLOWED_HOSTS),
    )
