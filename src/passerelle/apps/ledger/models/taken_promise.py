from django.db import models

from passerelle.apps.ledger.models.commitment import Commitment


class TakenPromise(models.Model):
    """That a row of a spreadsheet became a commitment: the same row again is that commitment, whatever people made
    of it since. `key` is a digest of what the row calls it: title, parties, agreement and day, as written;
    `row` is one of all that it said, "" where that was not kept.
    """

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    row = models.CharField(max_length=64, blank=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="taken_promise_once_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.key[:8]}"
