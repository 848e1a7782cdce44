from django.db import models

from passerelle.apps.directory.models.actor import Actor


class Comparison(models.Model):
    """As what an actor was last compared with the others: one without a row, or with another digest, waits.

    `keys` are what it is listed under (`core.naming.plan`), so that the others need not be looked at again.
    """

    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, related_name="comparison")
    digest = models.CharField(max_length=32)
    keys = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.actor_id} {self.digest}"
