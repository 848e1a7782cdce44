from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarAddress(models.Model):
    """The address at which a person's calendar is read without a session. Whoever knows the secret reads it, so
    it can be renewed: the old one then leads nowhere.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar")
    secret = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(secret=""), name="calendar_address_has_a_secret")]

    def __str__(self) -> str:
        return str(self.user)  # never the secret: this is what the audit trail shows
