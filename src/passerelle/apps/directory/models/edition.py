from uuid import uuid4

from django.db import models


class Edition(models.Model):
    """Which directory this is: one row, whose token every change of actors and names replaces.

    Whoever keeps actors in memory asks whether the token is still the same. Being random, it never stands for two
    contents, whatever is rolled back or restored.
    """

    token = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.token)
