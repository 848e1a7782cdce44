from django.conf import settings
from django.db import models
from django.db.models import Q


class Digest(models.Model):
    """What became of one person's digest of one week. Its words are not kept: they are gathered when it is sent.

    While `held_until` lies ahead somebody is sending it. After a failure it is tried again at `next_at`; one that is
    `given_up` is not.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    week = models.CharField(max_length=8)  # ISO 8601: 2026-W47
    message_id = models.CharField(max_length=200)
    attempts = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=20, blank=True)  # a code of `labels.FAILURES`
    answer = models.CharField(max_length=300, blank=True)  # what the server said
    given_up = models.BooleanField(default=False)

    class Meta:
        ordering = ["-week", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "week"], name="digest_once_a_week"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up=False, failure=""),
                name="digest_sent_or_failed",
            ),
            models.CheckConstraint(
                condition=Q(given_up=False) | ~Q(failure=""), name="digest_given_up_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.week}"
