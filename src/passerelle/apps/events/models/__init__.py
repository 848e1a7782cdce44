"""What is kept of events: who tells them. What they say is read from the claims, when somebody asks."""

from passerelle.apps.events.models.block import Block
from passerelle.apps.events.models.change import Change, Happened
from passerelle.apps.events.models.correction import Correction, Verdict
from passerelle.apps.events.models.doubt import Doubt
from passerelle.apps.events.models.event import Event
from passerelle.apps.events.models.fingerprint import Fingerprint
from passerelle.apps.events.models.folding import Folding
from passerelle.apps.events.models.origin import Origin
from passerelle.apps.events.models.telling import Telling

__all__ = [
    "Block", "Change", "Correction", "Doubt", "Event", "Fingerprint", "Folding", "Happened", "Origin",
    "Telling", "Verdict",
]  # fmt: skip
