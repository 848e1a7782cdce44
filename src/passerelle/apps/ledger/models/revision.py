from django.db import models


class Revision(models.Model):
    """One row whose number every change of commitments raises: what a process keeps in memory is true up to it."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
