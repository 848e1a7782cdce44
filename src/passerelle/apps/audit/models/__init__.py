"""Events of the audit trail."""

from passerelle.apps.audit.models.event import Event

__all__ = ["Event"]
