from django.conf import settings
from django.db import models
from django.db.models import Q


class DigestWish(models.Model):
    """That a person asked for the weekly digest, and the secret by which whoever holds a digest stops it.

    The secret stays the same when the person asks again: the link in an old digest still stops it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_wish"
    )
    secret = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(secret=""), name="digest_wish_has_a_secret")]

    def __str__(self) -> str:
        return str(self.user)  # never the secret: this is what the audit trail shows
