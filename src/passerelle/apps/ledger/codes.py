"""The values of the facets of the ledger, and their places: what columns hold instead of words."""

from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.models import Tlp
from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import CONDITIONS, STAGES

CODES: dict[str, tuple[str, ...]] = {
    "tlp": tuple(Tlp.values),
    "kind": ("", *kinds()),
    "stage": ("", *STAGES),
    "condition": ("", *CONDITIONS),
    "technology": tuple(TECHNOLOGIES),
}
PLACES = {facet: {value: place for place, value in enumerate(values)} for facet, values in CODES.items()}
