"""A claim as an event shows it: the sentence around its words, and who publishes it."""

from dataclasses import dataclass

from passerelle.apps.library.models import Claim


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim with the sentence around the words that state it."""

    claim: Claim

    @property
    def before(self) -> str:
        return self.claim.document.text[min(self.claim.sentence_start, self.claim.start) : self.claim.start]

    @property
    def after(self) -> str:
        return self.claim.document.text[self.claim.end : max(self.claim.sentence_end, self.claim.end)]

    @property
    def named(self) -> str:
        """Who publishes it, else what it is called."""
        return self.claim.document.publisher or str(self.claim.document)
