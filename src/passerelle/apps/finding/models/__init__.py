"""What finding keeps."""

from passerelle.apps.finding.models.vector import Vector

__all__ = ["Vector"]
