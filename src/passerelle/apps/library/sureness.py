"""How sure the reader was of what stands in a claim: a figure for each attribute, and a word for the figure."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as pgettext

from passerelle.apps.library.models import Claim, ReviewState

# From a probability upwards: its code, its word. The last holds for all below.
LEVELS: tuple[tuple[float, str, str | Promise], ...] = (
    (0.85, "sure", pgettext("how sure", "sure")),
    (0.6, "likely", pgettext("how sure", "likely")),
    (0.0, "doubtful", pgettext("how sure", "doubtful")),
)


def sureness(claim: Claim) -> dict[str, float]:
    """Return attribute → probability; nothing where a person set the values, of which no reader was ever sure."""
    by_hand = claim.state == ReviewState.CORRECTED or claim.reading_id is None
    return {} if by_hand else dict(claim.confidence)


def level(confidence: float) -> str:
    """Return the code of how sure that is: sure, likely or doubtful."""
    return _level(confidence)[1]


def word(confidence: float) -> str:
    """Return the same in the words of the reader's language."""
    return str(_level(confidence)[2])


def _level(confidence: float) -> tuple[float, str, str | Promise]:
    return next((known for known in LEVELS if confidence >= known[0]), LEVELS[-1])
