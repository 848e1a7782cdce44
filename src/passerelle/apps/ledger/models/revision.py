from django.db import models


class Revision(models.Model):
    """One row whose number every change of commitments raises: what a process keeps in memory is true up to it."""

    number = models.PositiveBigIntegerField(default=0)
    listened_on = models.DateField(
        null=True, blank=True
    )  # the last day on which silence was looked at for all

    def __str__(self) -> str:
        return str(self.number)
