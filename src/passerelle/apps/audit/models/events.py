from django.db import models


class Events(models.QuerySet):
    """Events, many at once: as unchangeable as each of them."""

    def update(self, **fields):
        raise TypeError("An audit event is written once.")

    def delete(self):
        raise TypeError("An audit event is never deleted.")

    def bulk_update(self, *args, **kwargs):
        raise TypeError("An audit event is written once.")
